## The desk of a shared inbox

desk-title = Desk
desk-queue = Queue
desk-loading = Loading the queue
desk-filter = What to show
desk-show-waiting = Waiting for an answer
desk-show-all = All
desk-pools = Your inboxes
# $practice (String) - the practice's name
# $waiting (Number) - conversations that wait
desk-pool = { $practice }: { $waiting } waiting
desk-status-new = New
desk-status-opened = Opened, not answered
desk-status-answered = Answered
desk-more = Show older
# $count (Number) - conversations added to the queue
desk-more-shown = { $count ->
    [one] { $count } older conversation is now at the end of the queue
   *[other] { $count } older conversations are now at the end of the queue
}
desk-newest = Go to the newest
desk-empty-title = Nothing here
desk-empty-text = New messages from patients appear here by themselves.

## One conversation at the desk

desk-conversation = Conversation
desk-choose = Choose a message from the queue. Its conversation opens here.
desk-loading-thread = Loading the conversation
desk-back = Back to the queue
# $date (String) - the patient's birth date
desk-born = Born { $date }
# $date (String) - "Tuesday, November 24"
desk-answer-by = Answer by { $date }
desk-earlier = Show earlier messages

## The answer

desk-answer-title = Answer
desk-answer-label = Your answer
# $name (String) - the patient
desk-note = { $name } will see your name and your role.
desk-send = Send answer
desk-sending = Sending
desk-send-again = Try again
desk-said-sent = Answer sent
desk-not-sent = Your answer may not have been sent
desk-kept = What you wrote is still here. You can try again: it will not be sent twice.
desk-conflict = An earlier try did arrive. Look at the conversation above. If you still want to send what you wrote here, press “Try again”.

## The keyboard

desk-keys = Keyboard shortcuts
desk-key-down = Next in the queue
desk-key-up = Previous in the queue
desk-key-open = Open the conversation
desk-key-reply = Write an answer
desk-key-leave = Leave the answer, back to the queue
desk-key-help = Show or hide this list
desk-keys-on = Use single-letter keys
desk-keys-on-hint = Turn this off if you use voice control or press keys by accident.

## When something goes wrong at the desk

desk-not-found-title = We could not find this conversation
desk-not-found-text = The address may be wrong, or this conversation belongs to an inbox you do not answer.
desk-not-found-back = Back to the queue

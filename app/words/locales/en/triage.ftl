## The queue: whatever waits for one’s inboxes, the first due first

nav-queue = Queue
nav-templates = Texts
nav-cover = Away
triage-title = Queue
triage-loading = Loading what you have opened
triage-open = What is open
triage-choose = Choose something from the queue. It opens here.
triage-gone-title = We could not find this
triage-gone-text = The address may be wrong, or this belongs to an inbox you do not answer.
triage-in-queue = Open it in the queue: assign it, add notes, look up the patient
triage-kind-message = Message
triage-show-mine = Mine
triage-show-unassigned = Nobody’s
triage-show-all = Everything
triage-show-late = Overdue
triage-mine-empty = Nothing is yours now
triage-mine-empty-text = What you take, or are given by a colleague, appears here.
triage-unassigned-empty = Everything has somebody
triage-unassigned-empty-text = New messages and requests appear here until somebody takes them.
triage-all-empty = Nothing is waiting
triage-all-empty-text = New messages and requests from patients appear here by themselves, the first due first.
triage-late-empty = Nothing is overdue
triage-late-empty-text = What should have been answered already appears here, and whoever leads the inbox is told.
# $name (String) - the inbox
# $waiting (Number) - messages and requests
triage-pool = { $name }: { $waiting } waiting
# $count (Number)
triage-more-shown = { $count } more at the end of the queue
# $by (String) - who stands in
# $away (String) - who is away
# $until (String) - "Tuesday, November 24"
triage-stands-in = { $by } stands in for { $away } until { $until }
triage-nobodys = Nobody has it
triage-yours = Yours
# $name (String) - a colleague
triage-somebodys = With { $name }
# $cover (String) - who stands in today
# $name (String) - who is away
triage-covered = With { $cover }, for { $name } who is away
# $name (String) - a colleague
triage-answering = { $name } is answering this now
# $name (String) - a colleague
triage-working = { $name } is working on this now

## Keys

triage-key-open = Open it
triage-key-reply = Answer, or go to what you can do with it
triage-key-leave = Leave the fields, back to the queue
triage-key-assign = Give it to somebody, or all that are selected
triage-key-done = Go to closing it, or all that are selected
triage-key-note = Write a note for colleagues
triage-key-pick = Select the row, or take that back

## Several at once

# $what (String) - the patient and the subject
triage-pick = Select { $what }
triage-batch = Those you have selected
triage-batch-deed = What to do
triage-batch-take = Take what nobody has
triage-batch-assign = Give them to a colleague
triage-batch-close = Close conversations that need no answer
triage-batch-to = To whom
# $count (Number)
triage-batch-do = { $count ->
    [one] Do it with this one
   *[other] Do it with these { $count }
}
triage-batch-do-plain = Do it with those selected
# $count (Number)
triage-batch-done = { $count ->
    [one] Done with one
   *[other] Done with { $count }
}
# $count (Number)
triage-left = { $count ->
    [one] With one of them it could not be done. Open it to see why.
   *[other] With { $count } of them it could not be done. Open them to see why.
}
# $count (Number)
triage-batch-lost = { $count ->
    [one] One row has changed and is no longer selected. Look at it before you select it again.
   *[other] { $count } rows have changed and are no longer selected. Look at them before you select them again.
}
triage-batch-none = Select at least one row
# $most (Number)
triage-batch-many = Select at most { $most } rows
triage-why-gone = It is not there any more
triage-why-taken = A colleague has it
triage-why-not-theirs = This colleague does not answer its inbox
triage-why-by-itself = It has to be decided by itself
triage-why-claimed = Somebody is answering it now
triage-why-new = The patient has written something new. Read it first
triage-why-failed = It could not be done just now. Try again

## Whose turn it is

triage-take = Take it
triage-taken = It is yours now.
triage-to = Give it to
triage-nobody = Nobody in particular
triage-words = A word with it (optional)
triage-give = Give
triage-given = It is where you wanted it.
triage-to-bad = Choose somebody who answers this inbox
triage-hand = Hand it over to another inbox
triage-hand-text = Another team of the practice then sees and answers it. The patient sees no more than who answers.
triage-pool-bad = Choose an inbox
triage-hand-button = Hand it over
triage-handed = It is handed over.

## What colleagues say about it

triage-notes = Notes for colleagues
triage-notes-text = Only those who answer this inbox see them. The patient never does, nor does anybody who acts for the patient.
triage-notes-none = No notes yet.
triage-notes-earlier = Show earlier notes
triage-note = New note
triage-note-hint = What a colleague should know who goes on with it.
triage-note-missing = Write the note
triage-note-button = Add this note
triage-noted = Your note is added.
triage-moves = What has happened at the desk
triage-moved-taken = Took it
# $name (String) - a colleague
triage-moved-assigned = Gave it to { $name }
# $name (String) - a colleague
triage-moved-handed = Handed it on to { $name }
triage-moved-put-back = Put it back for everybody
# $inbox (String) - what the inbox is for
triage-moved-pool = Handed it over to the inbox “{ $inbox }”
triage-moved-elsewhere = Handed it over to another inbox
triage-moved-escalated = It was overdue, and the inbox was told

## Answering while somebody else does

triage-anyway = Send mine all the same
triage-anyway-hint = The patient may then get two answers.
triage-anyway-missing = Somebody is answering already. Check the box if you want to send yours, too

## About the patient

triage-about = About this patient
# $name (String) - who wrote
triage-wrote = { $name } wrote last
# $name (String) - who wrote
triage-wrote-for = { $name } wrote last, for the patient
triage-born = Born
triage-number = Record number
triage-language = Language
triage-interpreter = Interpreter asked for
triage-visits = Last visits
triage-others = Also open or written lately
triage-none-known = None known.
triage-waits = Waiting for the team

## Texts to answer with

triage-texts = Texts to answer with
triage-texts-text = A text is put into your answer. Read it and change it before you send.
triage-texts-none = Your inbox has none yet.
triage-texts-keep = Add or change texts
# $name (String) - what the text is called
triage-texts-put = Put in “{ $name }”
triage-templates-title = Texts to answer with
triage-templates-list = Your team’s texts
triage-templates-lead = What your team writes again and again. Nothing is ever sent by itself.
triage-templates-empty = No texts yet
triage-templates-empty-text = Add what your team writes often, such as when the office is open or how to prepare for a visit.
triage-no-pools = You answer no inbox
triage-no-pools-text = An administrator can add you to one.
triage-template-add = Add a text
triage-template-add-text = Everybody who answers the inbox can use it, and change it.
triage-template-add-button = Add this text
triage-template-added = The text is added.
# $name (String) - what the text is called
triage-template-change = Change “{ $name }”
triage-template-change-text = Answers that were sent stay as they are.
triage-template-change-button = Save this text
triage-template-changed = The text is changed.
triage-template-pool = Inbox
triage-template-pool-bad = Choose an inbox of yours that has fewer than 100 texts
triage-template-name = Name
triage-template-name-hint = Colleagues see it, patients do not.
triage-template-lang = Language
triage-template-body = Text
# $patient (String) - how this gap is written
# $practice (String) - how this gap is written
# $me (String) - how this gap is written
triage-template-body-hint = Write { $patient } for the patient’s name, { $practice } for the practice, and { $me } for whoever answers.
triage-template-gaps-bad = Curly brackets are only for the three names that are filled in
# $name (String) - what the text is called
triage-template-retire = Remove “{ $name }”
triage-template-retire-text = Nobody can use it any more. Answers that were sent with it stay as they are.
triage-template-retire-button = Remove this text
triage-template-retired = The text is removed.

## Standing in for somebody

triage-cover-title = Away
triage-cover-lead = While somebody is away, a colleague does what is assigned to them. It begins and ends by itself.
triage-cover-new = Say who stands in
triage-cover-away = Who is away
triage-cover-by = Who stands in
triage-cover-by-hint = Somebody who answers one of the same inboxes.
triage-cover-from = First day
triage-cover-until = Last day
triage-cover-until-hint = The whole of this day, too.
triage-cover-button = Save
triage-cover-set = Who stands in is saved.
triage-cover-self = Choose somebody else
triage-cover-who-bad = Choose two colleagues who answer one of the same inboxes
triage-cover-taken = Somebody stands in on one of these days already. End that first
# $days (Number)
triage-cover-until-bad = Choose a last day that is not before the first, and within { $days } days
triage-covers = Now and coming
triage-covers-empty = Nobody is away
triage-covers-empty-text = Who stands in for whom appears here until the last day is over.
# $by (String) - who stands in
# $away (String) - who is away
triage-cover-said = { $by } for { $away }
# $date (String) - with the year
triage-cover-day = On { $date }
# $from (String) - with the year
# $until (String) - with the year
triage-cover-days = From { $from } to { $until }
triage-cover-now = Now
triage-cover-end = End it
triage-cover-end-text = From now on everybody does again what is assigned to them.
triage-cover-end-button = End it now
triage-cover-ended = The stand-in is ended.

## One's own account at a desk: the address that letters of what is late go to

reach-lead = Where we write to you when something at your desk is late. Nothing about patients is ever in such a letter.
reach-title = Your address
reach-text = We write here when something in your inbox is late, when this address is changed, and when somebody keeps trying to sign in as you. Nobody can sign in with it.
reach-text-other = We write here when this address is changed, when somebody keeps trying to sign in as you, and about what is late if you answer an inbox one day. Nobody can sign in with it.
reach-nobody = You have given no address, so our letters about what is late do not reach you. It is still marked in your inbox.
reach-none = You have given no address yet.
reach-remove = Remove this address
reach-remove-text = We write there once more to say that it was removed. After that, our letters about what is late do not reach you until you give another address.
reach-removed = Your address is removed. Our letters about what is late do not reach you now.
reach-code = Enter the code that we sent
reach-confirm = Use this address
reach-added = Your address is confirmed.

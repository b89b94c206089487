## The parts of a patient's messages, and moving a conversation from one to another

inbox-parts = Which messages to show
inbox-show-inbox = Inbox
inbox-show-unread = Unread
inbox-show-archive = Archive
inbox-show-trash = Trash
inbox-status-closed = Closed
inbox-unread-empty-title = Nothing unread
inbox-unread-empty-text = When a care team answers, the conversation appears here until you have read it.
inbox-archive-empty-title = The archive is empty
inbox-archive-empty-text = Put away here what you have finished with. Choose “Move” below a conversation in your inbox.
inbox-trash-empty-title = The trash is empty
inbox-trash-empty-text = What you throw away lies here, and you can take it out again at any time.
inbox-trash-text = Nothing is deleted from here: your messages stay part of your record. A new message from the care team brings its conversation back to your inbox.
shelve-move = Move
shelve-inbox = Move to inbox
shelve-archive = Move to archive
shelve-trash = Move to trash
shelve-undo = Undo
# $subject (String) - the conversation's subject
shelved-inbox = “{ $subject }” is in your inbox
# $subject (String) - the conversation's subject
shelved-archive = “{ $subject }” is in the archive
# $subject (String) - the conversation's subject
shelved-trash = “{ $subject }” is in the trash

## One conversation: where it lies, and when it is closed

thread-shelf-title = Put this conversation away
thread-shelf-inbox = It is in your inbox. You can take it out of the archive or the trash at any time.
thread-shelf-archive = It is in the archive.
thread-shelf-trash = It is in the trash. Nothing of it is deleted.
thread-follows = See the conversation that came before this one
thread-followed-by = Go to the follow-up of this conversation
thread-closed-title = This conversation is closed
# $date (String) - with the year
thread-closed-team = The care team closed it on { $date }. You can start a follow-up: the care team sees this conversation with it.
# $days (Number) - for how long one could reply
thread-closed-time = { $days ->
    [one] Nobody has written here for more than { $days } day. You can start a follow-up: the care team sees this conversation with it.
   *[other] Nobody has written here for more than { $days } days. You can start a follow-up: the care team sees this conversation with it.
}
thread-follow-up = Start a follow-up
thread-closed-since = This conversation was closed before you sent this. What you wrote is still here: copy it, and start a follow-up.
# $practice (String) - the practice's name
thread-who-reads-bills = The billing office of { $practice } reads your reply.

## A new message: who reads it, what it goes on from

readers-clinicians = The clinicians
readers-nurses = The nurses
readers-clinicians-and-nurses = The clinicians and nurses
readers-billing = The billing office
readers-team = The care team
# $subject (String) - the subject of the conversation before
compose-follows = This goes on from “{ $subject }”
compose-follows-see = Read that conversation
compose-follows-open = The conversation that this goes on from is open again: write your reply there
# $practice (String) - the practice's name
compose-nobody-reads = Nobody at { $practice } reads messages about this online. Call the practice.
compose-by-phone = Choose another topic, or call the practice about this one
# $phone (String) - the number to call
compose-by-phone-number = Choose another topic, or call { $phone } about this one
compose-by-phone-title = What is answered by phone only
# $topic (String) - what it is about
# $practice (String) - the practice's name
compose-by-phone-at = { $topic }: call { $practice }

## An inbox that takes no messages of somebody

compose-blocked = This care team takes no messages from you online. Call the practice.
# $practice (String) - the practice's name
blocked-title = { $practice } takes no messages from you online
# $practice (String) - the practice's name
# $topics (String) - what they are about, with commas between
blocked-title-topics = { $practice } takes no messages from you online about: { $topics }
blocked-conduct = The practice found words in your messages that hurt or threaten.
blocked-too-many = There were more messages than the practice can answer.
blocked-wrong-use = Messages here are for questions about care in this chart.
blocked-left-practice = This practice does not treat you any more.
blocked-other = The practice can tell you why.
# $date (String) - with the year
blocked-until = You can write again after { $date }.
blocked-call = You can still call:
blocked-call-practice = You can still call the practice.

## Looking for something in messages

search-messages = Search messages
search-lead = Look in subjects, in what was written, and for names.
search-loading = Searching
search-label = What are you looking for?
search-hint = One word or several. The last one may be the beginning of a word.
search-button = Search
search-missing = Enter at least one word
search-results = Messages found
# $count (Number) - messages shown
# $words (String) - what was looked for
search-found = { $count ->
    [one] { $count } message with “{ $words }” is shown
   *[other] { $count } messages with “{ $words }” are shown, the newest first
}
# $words (String) - what was looked for
search-none-title = No message has “{ $words }”
search-none-text = A message must have all of the words. Try fewer of them, or only the beginning of one.
search-more = Show older ones
desk-search-lead = Look in the conversations of your inboxes: subjects, what was written, and names of who wrote.
desk-search-none-text = Only your own inboxes are searched, and a message must have all of the words. Try fewer of them, or only the beginning of one.

## An answer that is later than was promised

late-title = This takes longer than we promised
late-call = You do not have to wait any longer. Call:
late-call-practice = You do not have to wait any longer. Call the practice.

## On every page of a patient

# $date (String) - "Tuesday, November 24"
# $time (String) - "2:05 PM"
patient-exact-time = { $date } at { $time }

## Home

home-title = Home
# $name (String) - the name in the chart
home-hello = Hello, { $name }
# $name (String) - the name in the chart
home-of = Chart of { $name }
home-lead = Here is what waits, and what is new in this chart.
home-write = Write a message
home-news = New for you
home-nothing-new = You have read everything. There is nothing new.
home-loading = Loading what is new
home-waits = Waiting for you
home-owed = You are waiting for
home-begun = You began to write this. It is not sent yet.
home-begun-appointment = You have begun to ask for an appointment
home-begun-renewal = You have begun to ask for more of a medicine
home-begun-referral = You have begun to ask for a referral authorization
home-begun-ask = We kept what you wrote. It is not sent yet.
home-visit = Your next appointment
home-visit-open = See this appointment
home-all-asks = All requests
home-all-messages = All messages
home-all-unread = All unread messages
home-quiet-title = Nothing is waiting for you
home-quiet-text = You have read everything. Here you will see what your care teams write, what they need from you, and by when they answer.
home-quiet-ask = Ask for something
home-quiet-record = See the record
home-places = More on this page
home-messages = Messages
home-messages-text = Read what your care teams wrote, and answer.
home-asks-text = Ask for an appointment, a prescription or a referral, and see how far it is.
home-record = Record
home-record-text = See vaccines, allergies, medicines and test results.
home-activity-text = See who has opened this chart, and what was done in it.
home-practices = Practices
home-practices-text = Find a phone number or an address.

## The list of conversations

inbox-title = Messages
inbox-loading = Loading messages
inbox-write = New message
inbox-unread = Unread
# $count (Number) - messages not read yet
inbox-new-count = { $count ->
    [one] { $count } new message
   *[other] { $count } new messages
}
inbox-status-sent = Sent
inbox-status-opened = Opened by the team
inbox-status-answered = Answered
inbox-more = Show older messages
# $count (Number) - conversations added to the list
inbox-more-shown = { $count ->
    [one] { $count } older conversation is now at the end of the list
   *[other] { $count } older conversations are now at the end of the list
}
inbox-end = You have reached the end. There are no older messages.
inbox-newest = Go to the newest messages
inbox-empty-title = Nothing in your inbox
inbox-empty-text = When you write to a care team, your message and the answers appear here. Choose “New message” to begin.

## One conversation

# $practice (String) - the practice's name
# $topic (String) - what it is about
thread-lead = With { $practice }. Topic: { $topic }
thread-back = Back to messages
thread-loading = Loading this conversation
# $practice (String) - the practice's name
thread-label = Conversation with { $practice }
thread-today = Today
thread-earlier = Show earlier messages
thread-beginning = This is where the conversation begins.
thread-newest = Go to the newest messages
thread-sent = Sent
# $date (String) - "Tuesday, November 24"
thread-sent-answer-by = Sent. You can expect an answer by { $date }
thread-opened = Opened by the team
# $date (String) - "Tuesday, November 24"
thread-opened-answer-by = Opened by the team. You can expect an answer by { $date }
# $date (String) - "Tuesday, November 24"
thread-late = An answer was due by { $date }
thread-answered = Answered
thread-reply-title = Reply
thread-reply-label = Your reply
thread-reply-kept = Kept as a draft in your account. It is here when you come back.
# $practice (String) - the practice's name
thread-who-reads = The care team at { $practice } reads your reply.
# $number (String) - the emergency number as people write it
thread-emergency = Is it an emergency? Call { $number }. Nobody may read this message right away.
thread-send = Send message
thread-sending = Sending
thread-send-again = Try again
thread-said-sent = Message sent
# $author (String) - "Nora Ortiz"
thread-arrived = New message from { $author }
thread-not-sent = Your message may not have been sent
thread-kept = What you wrote is still here. You can try again: it will not be sent twice.
thread-conflict = An earlier try did arrive. Look at the conversation above. If you still want to send what you wrote here, press “Try again”.
# Who sees a conversation of somebody between 13 and 18
thread-private-title = Who sees this conversation
thread-private-kept = Only you and your care team. Nobody who acts for you sees it.
thread-private-shown = You, your care team, and whoever may read your messages for you.
thread-private-show = Show it to those who act for me
thread-private-keep = Keep it for myself
thread-private-failed = Nothing has changed

## A new message

compose-title = New message
compose-loading = Loading the care teams
# $name (String) - whose chart
compose-for = This message is about { $name }.
# $number (String) - the emergency number as people write it
compose-emergency-title = In an emergency, call { $number }
compose-emergency-text = Nobody may read your message right away. Do not write here about chest pain, trouble breathing, heavy bleeding, or thoughts of hurting yourself or others.
compose-acknowledge = This is not an emergency
compose-team = Who should read your message?
compose-team-hint = A message goes to the whole team, so someone can answer when one person is away.
# $names (String) - clinicians, with commas between
compose-with = With { $names }
# $days (Number) - business days
compose-answers-within = { $days ->
    [one] Answers within { $days } business day
   *[other] Answers within { $days } business days
}
compose-topic = What is it about?
compose-subject = Subject
compose-subject-hint = A few words, for example “Question about my next visit”
compose-body = Your message
compose-body-hint = Say what you need, and since when. One topic in each message gets the fastest answer.
# $readers (String) - "The nurses"
# $practice (String) - the practice's name
# $name (String) - whose chart
# $date (String) - "Tuesday, November 24"
compose-who-reads = { $readers } at { $practice } will read this message about { $name }. You can expect an answer by { $date }.
draft-kept = We kept what you had begun to write.
draft-discard = Discard it
compose-need-acknowledged = Check the box to confirm that this is not an emergency
compose-need-team = Choose who should read your message
compose-need-topic = Choose what your message is about
compose-need-subject = Write a subject
compose-need-body = Write your message
compose-conflict = An earlier try may have arrived. Look at your messages before you send it once more.
compose-see-messages = See your messages (opens in a new tab)
compose-no-teams-title = No care team to write to yet
compose-no-teams-text = Here you can write to the practices that have seen you. After your first visit with a practice that takes messages, it appears on this page.
compose-silent-title = These practices do not take messages online
# $practice (String) - the practice's name
compose-silent-call = { $practice } does not take messages online. Call
# $practice (String) - the practice's name
compose-silent = { $practice } does not take messages online. Call the practice.

## One's own account

nav-account = Account
account-title = Your account
account-places = More about your chart
account-sharing-text = See who can act for you, and name somebody.
account-lead = How you sign in, where we reach you, and which devices are signed in.
needs-factor-title = One more step before your chart opens
needs-factor-text = Your clinic asks everyone for a second step when they sign in. Add a passkey or set up an authenticator app below.
factor-done-title = Your second step is set up
factor-done-text = Your chart is open to you now.
factor-done-link = Go to your chart
factor-stays = Your clinic asks for a second step, so the last one stays. Set up another one first if you want to change it.
prove-title = Confirm that it is you
prove-text = Before you change how you sign in or where we reach you, confirm that it is you. That is good for ten minutes.
prove-wrong = This is not right. Check your password, and the code if we ask for one
prove-passkey = Confirm with a passkey
prove-passkey-failed = That did not work. Try once more, or use your password.
prove-button = Confirm
prove-first = Confirm above that it is you, then you can change this.
password-change = Change my password
password-change-text = All other devices are signed out, and we tell all your contacts.
password-changed = Your new password is saved.
passkeys-title = Passkeys
passkeys-text = With a passkey you sign in by fingerprint, face or the PIN of your device. There is no password to type and none to steal.
passkeys-recovery = If you ever forget your password, you get back in with a passkey or a recovery code. The security question is no longer enough.
passkeys-alone = Your password alone does not open your account: signing in takes your passkey, or a recovery code in its place. Make recovery codes below, for the day the device is lost.
passkeys-add = Add a passkey on this device
passkeys-added = Your passkey is saved. You can sign in with it from now on.
passkeys-full = You have ten passkeys. Remove one before you add another.
passkeys-known = This device has a passkey for your account already.
passkeys-declined = No passkey was made. You can try once more.
passkeys-impossible = This browser cannot make a passkey. Try another browser or device.
# $date (String) - since when
passkeys-made = Added { $date }
# $date (String) - since when
# $when (String) - when it was used
passkeys-used = Added { $date }. Last used { $when }
passkeys-stopped = Switched off: it may have been copied. Remove it and add a new one.
passkeys-change = Rename or remove
passkeys-name = Name of this passkey
passkeys-save = Save the name
# $name (String) - the passkey
passkeys-remove-text = { $name } no longer opens your account. Delete it on the device, too.
passkeys-remove = Remove this passkey
authenticator-title = Second step: authenticator app
authenticator-on = On. Signing in asks for a code of your app besides the password.
authenticator-off = Off. An app on your phone can show a code that nobody can guess. It makes your account much safer.
authenticator-begin = Set up an authenticator app
authenticator-step-1 = Install an authenticator app on your phone, if you have none.
authenticator-step-2 = In the app, add an account and point the camera at this square code.
authenticator-step-3 = Enter the six digits that the app shows now.
authenticator-qr = Square code for your authenticator app
authenticator-typed = Without a camera, enter this key in the app:
authenticator-finish = Switch it on
authenticator-remove = Switch the second step off
authenticator-remove-text = Signing in will ask for your password only.
authenticator-remove-passkey = Signing in will then take your passkey. The password alone will not open your account.
# $left (Number) - how many
recovery-left = { $left ->
    [one] You have { $left } recovery code left.
   *[other] You have { $left } recovery codes left.
}
recovery-title = Put these recovery codes away now
recovery-text = Each works once, in place of your phone. Print them or write them down. They are shown only this once, and older ones no longer work.
recovery-done = I have put them away
recovery-print = Print
recovery-new = Make new recovery codes
recovery-new-text = The older ones stop working.
recovery-new-button = Make ten new codes
contacts-title = Where we reach you
contacts-text = Notices and codes go to all of these. What they are about stays inside the portal.
# $time (String) - a day and a time
contacts-from = Our staff confirmed who you are within the last day. To keep your account safe, you can change your contacts from { $time } on.
contacts-add = Add an e-mail address or a phone number
contacts-full = There is room for five. Remove one before you add another.
contacts-remove = Remove
# $contact (String) - an address or a number
contacts-remove-text = We tell { $contact } that it was removed.
contacts-send = Send a code to it
contacts-sent = We have sent a code. Enter it here within 10 minutes.
contacts-confirm = Add this contact
sessions-title = Where you are signed in
sessions-this = This device
# $when (String) - "2:05 PM"
sessions-seen = Last used { $when }
sessions-end = Sign out there
sessions-end-others = Sign out everywhere else
device-unknown = Unknown device
devices-title = Devices without a second step
devices-text = These do not ask for a code. Forget those that are not yours any more.
# $date (String) - "Tuesday, November 24"
devices-since = Since { $date }
devices-forget = Forget
history-title = What happened lately
history-text = Do you see something that was not you? Change your password and call Technical Support.
happened-signed-in = Signed in
happened-failed = Somebody tried to sign in and failed
happened-signed-out = Signed out
happened-recovered = New password by a mailed link
happened-password = Password changed
happened-passkey = Passkeys changed
happened-authenticator = Authenticator app changed
happened-codes = New recovery codes made
happened-contact = A contact was changed
happened-ended = Devices were signed out

## Closing one's account

close-title = Close my account
close-summary = Close my account
close-now = You can no longer sign in, from now on and on any device.
close-grace = For 30 days Technical Support can bring your account back.
close-erased = After that, your username, your password and your contacts are erased.
close-record = Your medical record stays with your doctor’s office. What you wrote to your care team is part of it.
close-agree = I want to close my account
close-missing = Check the box if you want to close your account
close-button = Close my account now

## New terms, to be agreed to before a chart opens

again-title = Our terms or our privacy notice have changed
again-lead = Please read what is new. When you agree, you go on to your page.
again-read = Read the new terms
again-new-tab = Read the new terms and agree (opens in a new tab). Then come back here and try again.
again-terms = Terms and conditions
again-privacy = Notice of privacy practices
again-full = The full text
# $version (String) - what a version is called
again-version = Version { $version }
again-agree-terms = I agree to the terms and conditions
again-agree-privacy = I have received the notice of privacy practices
again-agree-both = I agree to the terms and conditions, and I have received the notice of privacy practices
again-missing = Check this box to go on to your page
again-button = Agree and go on
again-otherwise = If you do not agree
again-otherwise-text = You cannot open your messages here until you agree. You can call your doctor’s office as always, ask us a question, or close your account.
again-ask = Ask a question
again-account = Go to your account
again-nothing = You have agreed to everything that is in force.

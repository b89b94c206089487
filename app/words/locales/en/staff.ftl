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
desk-conflict = Something was written while this was open: by a colleague, or by an earlier try of yours. Read the conversation above. If you still want to send what you wrote here, press “Try again”.

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

## The enrollment desk

nav-requests = Requests
nav-patients = Patients
requests-title = Enrollment requests
requests-lead = Each of these people waits for a link. Decide or contact them within 3 to 5 business days.
requests-queue = Requests that wait
requests-open = The open request
requests-choose = Choose a request to see it here.
requests-filter = Which requests
requests-waiting = Waiting
requests-unreachable = Left no contact
requests-oldest = Back to the oldest
requests-empty-title = No request waits
requests-empty-text = When somebody’s details match no record, or no code reached them, their request appears here.
# $date (String) - "Tuesday, November 24"
requests-due = Decide by { $date }
# $date (String) - "Tuesday, November 24"
requests-late = Overdue since { $date }
requests-approved-title = Approved
requests-approved-text = The link to go on is on its way to the applicant.
requests-declined-title = Declined
requests-declined-text = The applicant hears that the request could not be finished, and whom to ask.
requests-gone-title = This request is not waiting
requests-gone-text = A colleague may have decided it, or it was never there.
requests-back = Back to the requests
requests-matches = Records it may belong to
requests-no-match = No record comes near what was typed.
# $score (String) - a number of points
match-score = { $score } points
# $name (String) - what is compared
match-agrees = { $name } agrees
# $name (String) - what is compared
match-nearly = { $name } nearly agrees
# $name (String) - what is compared
match-differs = { $name } differs
record-died = Patient has died
record-has-account = Has an account
record-no-account = No account
requests-log = Calls and notes
requests-log-empty = Nothing has been written down yet.
requests-note = Write down a call or a note
requests-note-add = Add to the log
requests-approve-title = Approve
requests-approve-text = The person gets a link and an activation code at the contact they gave. They enter the birth date and finish.
requests-which = Which record?
requests-method = How did you confirm who it is?
method-called-record = I called the phone number on the record
method-in-person = In person, with a photo identity document
method-video = On a video call, with a photo identity document
method-known = A colleague who knows the person confirmed it
requests-why = A note for the log (optional)
requests-approve = Approve and send the link
requests-no-choice = To approve, there must be a record with this birth date, of somebody alive and without an account.
requests-no-reach = This person left no e-mail and no phone number, so no link can be sent.
requests-decline-title = Decline
requests-decline-text = The person is told only that we could not finish the request, and to call or visit the office.
requests-reason = Why?
decline-no-record = No record of this clinic fits
decline-not-confirmed = Identity could not be confirmed
decline-not-reached = The person could not be reached
decline-duplicate = The same person asked more than once
decline-suspicious = Something is wrong with this request
requests-decline = Decline this request
registry-born = Birth date
registry-family = Last name
registry-given = First name
registry-sex = Sex
registry-sex-unknown = Unknown
registry-zip = ZIP code
registry-phone = Phone number
registry-mrn = Medical record number
registry-reach = Can be reached at
registry-lang = Language
registry-none = Not given
lang-english = English
lang-spanish = Spanish

## The front desk

front-title = Patients
front-lead = Find a patient and invite them to the portal.
front-loading = Loading the record
front-find = Find
front-finding = Looking
front-name = Name
front-name-hint = Last name, or "Last, First". The beginning is enough.
front-born-hint = For example 5/17/1980
front-record = The open record
front-choose = Find a patient to see the record here.
front-none-title = Nobody found
front-none-text = You see patients whom your practices have seen. Try fewer letters, or the birth date alone.
# $count (Number) - how many
front-found = { $count } found
front-list = Patients found
front-more = There are more. Add a first name or a birth date.
front-gone-title = We could not find this record
front-gone-text = The address may be wrong, or your practices have not seen this patient.
front-back = Back to the search
# $date (String) - "Saturday, May 17, 1980"
# $age (String) - whole years
front-born-age = { $date } ({ $age } years old)
front-died = This patient has died. No account can be made.
front-has-account = This patient has an account. For help with signing in, send them to Technical Support.
# $age (String) - an age in years
front-too-young = Children under { $age } cannot have an account. A parent or guardian can act for them.
front-no-practice = None of your practices has seen this patient, so you cannot invite in its name.
front-invitations-off = Invitations are switched off for the practices that have seen this patient. An administrator can switch them on.
front-sent = What was sent
front-sent-none = Nothing yet.
# $date (String) - "Tuesday, November 24"
# $who (String) - a colleague
front-made = { $date }, by { $who }
front-revoke-title = Take the invitation back
front-revoke-text = The activation code stops working at once. You can make a new one at any time.
front-revoke = Take it back
way-letter = Letter
way-letter-text = Print it here and hand it over. The code works for 21 days.
way-email = E-mail
way-email-text = A link and a code are sent. They work for 7 days.
way-text = Text message
way-text-text = A link and a code are sent. They work for 7 days.
# $date (String) - "Tuesday, November 24"
invitation-open = Works until { $date }
invitation-frozen = Frozen: somebody tried five wrong birth dates
invitation-expired = Has run out
invitation-used = Was used
invitation-revoked = Was taken back
invitation-replaced = A newer one took its place
invite-title = Invite to the portal
invite-again = Invite again
invite-again-text = A new invitation ends the one that works now.
invite-way = How?
invite-email = E-mail address
invite-phone = Mobile phone number
invite-lang = Language of the letter
invite-practice = In the name of
invite-practice-gone = You cannot invite in the name of this practice now. Load the page again, then choose another one
invite-button = Make the invitation
# $to (String) - an address or a number
invite-sent = Sent to { $to }
backing-title = Parent or guardian
# $name (String) - a person
# $relation (String) - "Mother"
backing-guardian = { $name } ({ $relation })
# $reason (String) - why
backing-confidential = None: confidential care. { $reason }
backing-needed = Needed before an invitation
backing-change = Change
backing-kind = Who stands behind this account?
backing-kind-guardian = A parent or guardian
backing-kind-confidential = Nobody, for a reason of confidential care
backing-kind-confidential-text = Only staff see the reason. It is written into the audit trail.
backing-name = Name of the parent or guardian
backing-relation = Relation
backing-relation-hint = For example: mother, grandfather, guardian
backing-reason = Reason
backing-reason-hint = Say what the law or the policy is, not what the care is.
backing-save = Save
letter-ready = The letter is ready. The code is shown only this once.
letter-print = Print the letter
letter-paper-title = Your invitation to the patient portal
letter-paper-lead = In the portal you can write to your care team and see what is new for you.
# $address (String) - an address
letter-paper-1 = Open the camera of your phone and point it at the square code below. Or go to { $address }
letter-paper-2 = Enter this activation code, if it is not there already, and your birth date.
letter-paper-3 = Choose a username and a password.
letter-paper-qr = Square code that opens the portal with your activation code
# $date (String) - with the year
letter-paper-until = The code works once, until { $date }. Keep this letter to yourself.
# $phone (String) - a phone number
letter-paper-help = Do you need help? Call Technical Support: { $phone }

## An account that waits until who the person is was confirmed

confirm-title = Confirm who it is
confirm-text = Technical Support has set this account aside. Nobody can sign in until you have confirmed who the person is.
confirm-button = Confirm and open the account
confirm-elsewhere = This account is set aside until the enrollment desk has confirmed who the person is.

## The desk of Technical Support

nav-tickets = Tickets
tickets-title = Support tickets
tickets-lead = Call back within one business day. Never ask for a password.
tickets-loading = Loading the ticket
tickets-queue = Open tickets
tickets-open = The open ticket
tickets-choose = Choose a ticket to see it here.
tickets-empty-title = No ticket is open
tickets-empty-text = When somebody writes to Technical Support, it appears here.
# $date (String) - "Tuesday, November 24"
tickets-due = Call back by { $date }
tickets-gone-title = This ticket is not open
tickets-gone-text = A colleague may have closed it, or it was never there.
tickets-back = Back to the tickets
tickets-number = Ticket number
tickets-category = About
tickets-enrolling = Cannot enroll
tickets-signing-in = Cannot sign in
tickets-page = A page does not work
tickets-close-account = Wants to close the account
tickets-other = Something else
tickets-happened = What happened
tickets-noted = Your note is in the log.
tickets-close-title = Close the ticket
tickets-close = Close the ticket
tickets-closed = The ticket is closed
tickets-outcome = What came of it?
outcome-solved = Solved
outcome-referred = Sent to somebody else
outcome-not-reached = The person could not be reached
outcome-not-proven = It could not be proven who asks
outcome-duplicate = There is another ticket about it
account-heading = The account
account-state = State
account-created = Made on
account-last-sign-in = Last sign-in
account-contacts = Contacts
account-authenticator = Authenticator app
account-passkeys = Passkeys
account-sessions = Open sessions
account-locked = Waits after wrong passwords
answer-yes = Yes
answer-no = No
state-active = Active
state-suspended = Set aside
state-reproof = Set aside until the enrollment desk has confirmed who it is
# $date (String) - "Tuesday, November 24"
state-cancelled = Cancelled. Will be erased on { $date }
state-other = Not active
proven-signed-in = Proven: the ticket was sent signed in.
proven-by-code = Proven: the person has read back a code that went to the account’s contacts.
proven-no = Not proven yet. Without a proof you can send a link to a new password, or start confirming who it is anew.
find-label = Username, e-mail or phone of the account
find-hint = Exactly as the person says it
find-another = It is another account
find-nobody = No account has exactly this username or contact
find-several = Several accounts have this contact. Ask for the username
find-done = The account was found.
prove-code-send = Send a code to the account’s contacts
prove-code-sent = The code is on its way. Ask the person to read it back.
prove-code-label = Code as it is read back
prove-code-hint = Eight digits, within 10 minutes
prove-code-check = Check the code
prove-code-right = The code is right. It is proven who asks.
act-sure = Yes, this is what the person wants
act-unproven = First it must be proven who asks.
act-unlock = Unlock
act-unlock-text = The wait after wrong passwords ends now. The password stays as it is.
act-unlock-done = Unlocked. All contacts of the account are told.
act-resend = Send a link to a new password
act-resend-text = A link goes to all contacts of the account. It works for 60 minutes and asks for a second proof.
act-resend-done = The link is on its way.
act-reproof = Start confirming who it is anew
act-reproof-text = Nobody can sign in until the enrollment desk has confirmed who the person is. Tell the person to visit the office.
act-reproof-done = The account waits for the enrollment desk. All its contacts are told.
act-suspend = Set the account aside
act-suspend-text = Nobody can sign in until it is opened again. All sessions end.
act-suspend-done = The account is set aside. All its contacts are told.
act-resume = Open the account again
act-resume-text = The person can sign in again.
act-resume-done = The account is open again. All its contacts are told.
act-cancel = Cancel the account
act-cancel-text = Signing in ends now. For 30 days the account can be brought back, then username and contacts are erased. The medical record stays.
act-cancel-done = The account is cancelled. All its contacts are told.
act-restore = Bring the account back
act-restore-text = The account is as it was before it was cancelled. The person can sign in again.
act-restore-done = The account is back. All its contacts are told.

## The administration's desk: staff

nav-staff = Staff
nav-practices = Practices
nav-terms = Terms
nav-holidays = Holidays
admin-staff-title = Staff
admin-staff-lead = Who works with the portal, and what each person may do.
admin-staff-list = All staff, the newest first
admin-staff-back = Back to the staff
admin-gone-text = The address may be wrong.
admin-colleague-gone-title = We could not find this colleague
admin-colleague = The open colleague
admin-state-invited = Invited, not set up yet
admin-invite-title = Invite a colleague
admin-invite-text = You get a link to hand over. With it your colleague chooses a password and sets up an authenticator app. Nobody else sees either.
admin-name = Name as patients see it
admin-name-hint = For example Nadia Castellanos, RN
admin-role = Role
admin-role-missing = Choose a role
admin-practices = Practices
admin-practices-hint = Clinicians, nurses and front desks see only patients of their own practices.
admin-practices-missing = Choose at least one practice
admin-invite-sure = This person works here in this role
admin-invite-button = Invite
admin-hand-over = Hand over this link. It is shown only this once.
# $until (String) - a day and a time
admin-hand-over-text = It works once, until { $until }. Give it to your colleague in person or by a message that only they read.
admin-handed-over-before = This was done already. A link is shown only once. For another one, open the colleague in the list and choose “Set up anew”.
admin-needs-program = This needs JavaScript: the link is shown once, on this page.
admin-link-until = Link works until
admin-prove-text = Before you invite a colleague or change an account, confirm that it is you. That is good for ten minutes.
admin-own = This is your own account. Another administrator can change it.
admin-sure = Yes, do it
admin-change = Change role or practices
admin-change-text = It counts at once. With another role all open sessions end.
admin-change-saved = The role and the practices are saved.
admin-suspend-text = Nobody can sign in until it is opened again. All sessions end, and the address for our letters is removed: your colleague can give it anew after that.
admin-suspended = The account is set aside.
admin-resumed = The account is open again.
admin-end-sessions = End all sessions
admin-end-sessions-text = Your colleague is signed out everywhere and can sign in again.
admin-sessions-ended = All sessions have ended.
admin-reset = Set up anew
admin-reset-text = For a lost phone or a forgotten password. The password and the authenticator stop working at once, the address for our letters is removed, and you get a link to hand over.

## The administration's desk: practices

admin-practices-title = Practices
admin-practices-lead = What each practice offers in the portal. What is switched off is not shown to anybody, and what has begun goes on.
admin-practices-list = All practices, by name
admin-practices-more = Show more practices
admin-practices-first = Back to the first practices
admin-practices-choose = Choose a practice to see it here.
admin-practices-empty = No practice yet
admin-practices-empty-text = Practices come with the records that are imported.
admin-practices-back = Back to the practices
admin-practice = The open practice
admin-practice-gone-title = We could not find this practice
admin-practice-answered = Somebody to answer messages
admin-practice-nobody = Nobody answers messages here yet, so patients see the phone number. Under “Staff”, give this practice to a clinician or a nurse.
admin-practice-saved = What this practice offers is saved.
admin-practice-switched = Last switched on or off
admin-messages-on = Messages on
admin-messages-nobody = Messages on, but nobody answers
admin-messages-off = Messages off
admin-invitations-on = Invitations on
admin-invitations-off = Invitations off
admin-asks-on = Requests on
admin-asks-some = Some requests on
admin-asks-off = Requests off
admin-switches = Switched on
admin-switch-messages = Messages
admin-switch-messages-text = Patients can begin a conversation with this practice. When this is off, they see its phone number instead, and open conversations go on.
admin-switch-invitations = Invitations
admin-switch-invitations-text = Desks can invite patients in the name of this practice. When this is off, codes that are out still work.
admin-switch-appointments = Appointments
admin-switch-appointments-text = Patients can ask this practice for routine appointments. When this is off, it is not offered, and requests that are open go on.
admin-switch-renewals = Prescription renewals
admin-switch-renewals-text = Patients can ask this practice for more of a medicine. When this is off, it is not offered, and requests that are open go on.
admin-switch-referrals = Referral authorizations
admin-switch-referrals-text = Patients can ask this practice for referral authorizations. When this is off, it is not offered, and requests that are open go on.
admin-days = Business days until an answer
admin-days-hint = From 1 to 30. It counts for what patients write from now on
admin-days-bad = Enter a whole number from 1 to 30

## The administration's desk: the texts that people agree to

admin-terms-title = Terms and privacy
admin-terms-lead = When a new version comes into force, patients read it and agree before a chart opens.
admin-terms-list = All versions, the newest first
admin-terms-back = Back to the versions
admin-version = The open version
admin-version-gone-title = We could not find this version
# $version (String) - what a version is called
admin-terms-of = Terms and conditions, version { $version }
# $version (String) - what a version is called
admin-privacy-of = Notice of privacy practices, version { $version }
# $date (String) - with the year
admin-coming = Comes into force on { $date }
# $date (String) - with the year
admin-in-force = In force since { $date }
admin-past = Not in force any more
admin-made = Made
# $date (String) - with the year
admin-from-settings = { $date }, from the settings
admin-agreed = Accounts that agreed
admin-put-title = New version
admin-put-text = Write the whole text in both languages. Once it is saved it cannot be changed, only followed by another version.
admin-put-done = The new version is saved.
admin-kind = Which text?
admin-version-name = Name of the version
admin-version-hint = For example 2027-01. Letters, digits, dots and hyphens
admin-version-taken = Another version has this name already
admin-from = In force from
admin-from-hint = For example 1/31/2027. Leave it empty for today
admin-date-bad = Enter a date like 1/31/2027, the month first
admin-summary = In short
admin-summary-hint = What is most important, in plain words. One sentence a line
admin-text = Full text
admin-text-hint = Put an empty line between paragraphs
admin-put-sure = Every patient is asked to agree to this text
admin-put-button = Put in force

## The administration's desk: holidays

admin-holidays-title = Holidays
admin-holidays-lead = Nobody is at the desks on these days. The days by which patients get an answer skip them.
admin-holidays-coming = Coming holidays
admin-holidays-more = Show later ones
admin-holidays-first = Back to the first ones
admin-holidays-empty = No holiday is coming
admin-holidays-empty-text = Holidays that you add appear here. Saturdays and Sundays never count as business days.
admin-holiday-add = Add a holiday
admin-holiday-day = Day
admin-holiday-day-hint = For example 12/25/2026
admin-holiday-name = Name (optional)
admin-holiday-taken = This day is a holiday already
# $date (String) - with the year
admin-holiday-added = The holiday is added: { $date }
admin-holiday-remove = Remove
admin-holiday-remove-text = The day counts as a business day again. Days that were promised for answers to messages stay as they are; those of enrollment requests and tickets are counted anew.
admin-holiday-remove-button = Remove the holiday
admin-holiday-removed = The holiday is removed.

## What a patient asks of an office

# $name (String) - the given name of the patient
limits-asks = Requests that { $name } keeps private, and reasons that are private, are left out here for everyone but { $name }. We always say so, whether or not there are any.

ask-kind-appointment = Appointment
ask-kind-renewal = Prescription renewal
ask-kind-referral = Referral authorization

ask-state-submitted = Sent
ask-state-in-review = In review
ask-state-needs-info = Needs an answer
ask-state-approved = Approved
ask-state-declined = Declined
ask-state-done = Done
ask-state-withdrawn = Taken back

refusing-not-a-patient = You are not a patient of this office.
refusing-needs-visit = We need to see you first. Please ask for a visit.
refusing-too-early = It is too early for this.
refusing-another-office = Another office does this.
refusing-not-covered = Your health plan does not pay for this.
refusing-retroactive = The visit has already taken place.
refusing-duplicate = You have asked for this already.
refusing-other = For another reason.

visit-in-person = At the office
visit-phone = By phone
visit-video = By video
part-of-day-any = Any time
part-of-day-morning = Morning
part-of-day-afternoon = Afternoon
# $minutes (Number) - how long it takes
ask-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}

ask-happened-made = Request sent
ask-happened-changed = Request changed
ask-happened-reviewed = The office began to work on it
ask-happened-needs-info = The office asked a question
ask-happened-comment = Comment
ask-happened-comment-team = Comment from the office
ask-happened-proposed = The office offered times
ask-happened-chosen = A time was chosen
ask-happened-asked-again = Other times were asked for
ask-happened-approved = Approved
ask-happened-declined = Declined
ask-happened-visit-counted = A visit was counted
ask-happened-done = Done
ask-happened-withdrawn = Request taken back

## The list of requests

asks-title = Requests
asks-lead = What you have asked your doctor’s offices for, and how far it is.
asks-loading = Loading requests
asks-new = New request
asks-you = Waiting for you
asks-team = With the office
asks-agreed = Approved
asks-over = Past
asks-older = Older requests
asks-more = Show older requests
asks-newest = Go to the newest requests
asks-back = Back to requests
asks-empty-title = No requests yet
asks-empty-text = Ask for an appointment, for more of a medicine, or for a referral authorization. You see here who has your request, and by when you get an answer.
asks-none-title = Nothing can be asked for here
asks-none-text = Your doctor’s offices take no requests online, or you may not ask for this person. Call the office.
asks-none-link = Find a phone number
ask-news = New
# $date (String) - "Tuesday, November 24"
ask-answer-by = Answer by { $date }
# $date (String) - "Tuesday, November 24"
ask-late-since = Answer was due { $date }

## What one may ask for

asks-new-lead = Choose what you need. These requests are for what can wait a few days.
asks-kinds = What you can ask for
asks-kinds-else = Is it something else?
asks-kinds-write = Write a message
asks-loading-form = Loading the form
asks-back-kinds = Back to what you can ask for
ask-about-appointment = For a routine visit. Say when it suits you, and the office offers times.
ask-about-renewal = When a medicine runs low. You can choose several at once.
ask-about-referral = When your health plan must agree before you see a specialist.
asks-no-office-title = No office takes this request online
asks-no-office-text = Call your doctor’s office for it.
asks-silent-title = These offices do not take this request online. Call them

## A new request

ask-title-appointment = Ask for an appointment
ask-title-renewal = Ask for more of a medicine
ask-title-referral = Ask for a referral authorization
# $name (String) - whose chart
ask-for = This request is for { $name }.
ask-office = Which office?
ask-emergency-text = Nobody may read your request right away. Do not ask here about chest pain, trouble breathing, heavy bleeding, or thoughts of hurting yourself or others.
ask-acknowledge = This can wait for a few days
ask-provider = Clinician
ask-provider-any = Anyone at the office
ask-reason = Reason for the visit
ask-reason-hint = Say what it is about, and since when.
# $number (String) - the emergency number as people write it
ask-urgent-title = Is this urgent? Call { $number } now
ask-urgent-text = Some words, such as chest pain or trouble breathing, can mean an emergency. If you need help today, call. Do not wait for an answer here.
ask-urgent-box = I have read this, and it can wait
ask-visit = How to meet
ask-windows = Days that suit you
ask-windows-hint = One day is enough. From tomorrow to a year ahead, for example 11 24 2026.
ask-window-1 = First choice
ask-window-2 = Second choice (optional)
ask-window-3 = Third choice (optional)
ask-part = Time of day
ask-interpreter = Interpreter for
ask-interpreter-hint = The language, if you need an interpreter. Leave it empty if not.
ask-access = What the office should prepare
ask-access-hint = For example a wheelchair, a sign language interpreter, or somebody who comes along. Leave it empty if nothing.
# $practice (String) - the practice's name
# $date (String) - "Tuesday, November 24"
ask-who-reads = The care team at { $practice } reads this request. You can expect an answer by { $date }.
ask-send = Send request
# $verb (String) - what a button says, "Send request"
# $name (String) - a given name
ask-verb-for = { $verb } for { $name }

ask-drugs = Medicines
ask-drugs-hint = Tick everything you need.
# $name (String) - the medicine
ask-days-left = Days of { $name } left (optional)
# $days (Number) - how many days
ask-days-left-said = { $days ->
    [one] Left for { $days } day when it was asked for
   *[other] Left for { $days } days when it was asked for
}
# $name (String) - who prescribed it
ask-prescribed-by = Prescribed by { $name }
ask-no-drugs-title = No medicine can be renewed here now
ask-no-drugs-text = When a medicine of yours can be renewed, you can ask for it here.
ask-not-renewable = Medicines that cannot be renewed here
ask-drug-needs-visit = You need a visit first.
ask-drug-visit-link = Ask for an appointment
ask-drug-call = By law this takes a call to the office.
ask-drug-asked = You have asked for it already.
ask-drug-asked-link = See that request
ask-drug-over = You no longer take it.
ask-drug-failed = It could not be asked for.
ask-pharmacy = Pharmacy
ask-pharmacy-hint = Where you want to pick it up. Leave it empty if the office knows.
ask-pharmacy-name = Name of the pharmacy
ask-pharmacy-phone = Phone number
ask-pharmacy-line = Street and town
ask-note = Note for the office
ask-renewal-note-hint = For example a change, or a trip. Leave it empty if nothing.
ask-renewal-urgent = Will you run out before the answer? Call the office or your pharmacy.

ask-specialist = Specialist
ask-specialist-hint = Name and field, for example “Dr. Obi, heart specialist”
ask-referral-reason = Reason for the referral
ask-referral-reason-hint = Say what the specialist should look at.
ask-plan = Health plan
ask-plan-hint = As it stands on your card
ask-visit-day = Day of the visit
ask-visit-day-hint = For example 11 24 2026
ask-soon-title = The visit may be too soon
ask-visit-over = This visit is today or over. Plans usually refuse an authorization after the fact. Call the office if you have a question.
# $date (String) - "Tuesday, November 24"
ask-visit-soon = The office answers by { $date }. Your visit is before that, so there may be no authorization in time. Think about moving the visit.
ask-visit-maybe = If the visit is before the office’s answer, there may be no authorization in time. If it is over, plans usually refuse.
ask-late-box = I know, and want to ask anyway

ask-not-sent = This may not have been sent
ask-kept = What you entered is still here. You can try again: it will not be sent twice.
ask-conflict = An earlier try may have arrived. Look at your requests before you send it once more.
ask-conflict-here = Something else happened with this request just now. Look at it above before you try again.
ask-conflict-change = The office has opened your request, so it can no longer be changed. Write a comment instead.
ask-see-all = See your requests (opens in a new tab)

## What to put right

ask-need-acknowledged = Check the box to confirm that this can wait
ask-need-urgent = Read about emergencies, then check the box if it can wait
ask-need-office = Choose an office
ask-need-reason = Write the reason
ask-need-visit = Choose how to meet
ask-need-window = Enter one day that suits you
ask-window-past = Enter a day from tomorrow on
ask-window-twice = Enter another day or time than before
ask-day-far = Enter a day that is not so far away
ask-need-drug = Tick at least one medicine
ask-drugs-changed = Something has changed about these medicines. Load this page again and choose anew
ask-need-pharmacy = Write the name of the pharmacy
ask-days-range = Enter a number of days from 0 to 365
ask-need-specialist = Write who is to be seen
ask-need-plan = Write the name of your health plan
ask-need-visit-day = Enter the day of the visit
ask-visit-long-ago = Enter a day within the last year, or one to come
ask-need-late = Read about visits that are too soon, then check the box to ask anyway
ask-need-time = Choose one of the times
ask-need-words = Write something first
ask-need-sure = Tick the box if you want this

## One request

# $practice (String) - the practice's name
ask-lead = With { $practice }
ask-loading = Loading the request
ask-newest = Go to how it stands now
ask-news-here = This request has changed
# $practice (String) - the practice's name
ask-stands-submitted = { $practice } has your request
# $practice (String) - the practice's name
ask-stands-in-review = { $practice } is working on your request
# $date (String) - "Tuesday, November 24"
ask-expect = You can expect an answer by { $date }.
# $date (String) - "Tuesday, November 24"
ask-late = We promised an answer by { $date }. We are sorry that it takes longer.
# $practice (String) - the practice's name
ask-call = You can call { $practice }:
# $practice (String) - the practice's name
ask-call-office = You can call { $practice }.
# $practice (String) - the practice's name
ask-choose-title = Choose a time at { $practice }
# $practice (String) - the practice's name
ask-needs-title = { $practice } needs an answer from you
ask-needs-text = When you have answered, the office goes on with your request.
ask-needs-go = Write your answer
ask-times-over = The times that were offered are over. Say when it suits you.
ask-times = Times that the office offers
ask-choose = Take this time
ask-chosen = The appointment is made.
ask-again = None of these times suits
ask-again-text = Say which other days suit you. The office then offers other times.
ask-again-over = The office offers no times any more, so this cannot be sent. If you still need what you have written, copy it.
ask-again-words = What the office should know (optional)
ask-again-send = Ask for other times
ask-asked-again = You have asked for other times.
# $practice (String) - the practice's name
ask-approved = { $practice } has said yes
ask-approved-visit = The office gets in touch with you to agree on a time.
ask-approved-renewal = See below which medicines are approved. Ask your pharmacy when they are ready.
# $practice (String) - the practice's name
ask-declined = { $practice } has said no
ask-done = This request is done.
ask-was-withdrawn = You have taken this request back.
ask-follow-up = Ask again
ask-visit-title = Your appointment
ask-visit-hint = If you cannot come, call the office as soon as you can.
ask-calendar = Add to my calendar
ask-authorization = Authorization
ask-authorized-for = For
ask-authorized-by = From
ask-auth-number = Authorization number
ask-auth-visits = Visits allowed
ask-auth-used = Visits used
ask-auth-left = Visits left
ask-auth-from = Valid from
ask-auth-to = Valid until
ask-auth-over = This authorization has run out. Ask for a new one before your next visit.
ask-auth-used-up = All visits are used. Ask for a new authorization before your next visit.
ask-auth-hint = Show this to the specialist’s office.
ask-written = What was asked for
ask-not-shown = The reason and the specialist are not shown to representatives here.
ask-to = Office
ask-drug-waits = Not decided yet
ask-drug-approved = Approved
ask-drug-declined = Declined
ask-left-out = Not everything could be asked for
ask-left-out-text = Only the medicines below were asked for. The others cannot be renewed here now.
ask-history = What has happened
ask-earlier = Show what happened earlier
# $practice (String) - the practice's name
ask-now-team = Now with { $practice }
ask-now-you = Now waiting for you
ask-ahead-answer = Answer of the office
ask-ahead-done = Done
ask-answer = Your answer to the office
ask-comment = Add a comment
ask-comment-times = Something else about these times?
ask-comment-times-text = This is a message to the office and takes none of the times above. Once you send it, they are no longer offered, and the office answers you.
ask-comment-label = What you want to say
ask-comment-hint = The care team reads it with your request.
ask-comment-send = Send to the office
ask-commented = Your words are sent.
ask-comment-over = This request is over, so nothing more can be sent with it. Copy what you have written before you leave this page.
ask-change = Change this request
ask-change-text = You can change it until the office opens it.
ask-change-older = The request was changed after you had begun this. Compare it with what is asked for above before you save.
ask-change-save = Save the changes
ask-changed = Your request is changed.
ask-withdraw = Take this request back
# $practice (String) - the practice's name
ask-withdraw-text = { $practice } stops working on it. What was agreed is canceled. You can ask anew at any time.
ask-withdraw-sure = Yes, I no longer want this
ask-withdraw-button = Take it back
ask-withdrawn = Your request is taken back.
ask-private-title = Who sees this request
ask-private-kept = Only you and your care team. Nobody who acts for you sees it.
ask-private-shown = You, your care team, and whoever may ask for this for you.

## The desk of requests

ask-desk-due = Due
ask-desk-waiting = Waiting for the patient
ask-desk-over = Past
ask-desk-open = The open request
ask-desk-choose = Choose a request from the queue. It opens here.
ask-desk-loading = Loading the request
ask-desk-empty-title = Nothing here
ask-desk-empty-text = New requests from patients appear here by themselves, the first due first.
ask-desk-first = Go to the first due
ask-desk-more = Show more
# $count (Number) - requests added to the queue
ask-desk-more-shown = { $count ->
    [one] { $count } more request is now at the end of the queue
   *[other] { $count } more requests are now at the end of the queue
}
ask-desk-gone-title = We could not find this request
ask-desk-gone-text = The address may be wrong, or this request belongs to an inbox you do not answer.
ask-desk-key-open = Open the request
ask-desk-key-moves = Go to what you can do with it
ask-desk-key-leave = Leave the forms, back to the queue
ask-desk-for-other = Asked by a representative
ask-desk-private = Not shown to representatives
ask-desk-urgent = This may be urgent
ask-desk-urgent-text = There are words in it that can mean an emergency. Call the patient.
ask-desk-agreed = What was agreed
ask-desk-changed = The patient has changed this request
ask-desk-moves = What you can do
ask-desk-clinician = A clinician approves prescriptions. You can ask the patient something or decline.
ask-desk-review = Start working on it
ask-desk-reviewed = The patient sees that you are working on it.
ask-desk-need = Ask the patient a question
ask-desk-need-text = The request then waits for the patient, and the clock stops until the answer is here.
ask-desk-question = Your question
ask-desk-need-send = Send the question
ask-desk-needed = Your question is sent.
ask-desk-words-hint = The patient reads it, with your name and role.
ask-desk-comment = Write to the patient
ask-desk-comment-text = The request stays where it is.
ask-desk-message = Your words
ask-desk-message-optional = Your words (optional)
ask-desk-comment-send = Send
ask-desk-commented = Your words are sent.
ask-desk-done = Close it as done
ask-desk-done-appointment = The visit has taken place.
ask-desk-done-renewal = The prescription is with the pharmacy.
ask-desk-done-referral = The authorization is used up or no longer needed.
ask-desk-done-send = Close this request
ask-desk-closed = This request is closed.
ask-desk-decline = Decline
ask-desk-decline-text = The request is closed. The patient reads the reason and your words.
ask-desk-reason = Reason
ask-desk-decline-words = Your words (needed for another reason)
ask-desk-decline-send = Decline this request
ask-desk-declined = This request is declined.
ask-desk-propose = Offer times
ask-desk-propose-text = Up to three. The patient chooses one, or asks for others. One is enough.
ask-desk-time-1 = First time
ask-desk-time-2 = Second time (optional)
ask-desk-time-3 = Third time (optional)
ask-desk-day = Day
ask-desk-clock = Time
ask-desk-length = How long
ask-desk-place = Place or number to call (optional)
ask-desk-propose-send = Offer these times
ask-desk-proposed = The times are offered to the patient.
ask-desk-approve = Approve without a time
ask-desk-approve-text = Say yes, and call the patient to agree on a time.
ask-desk-approve-send = Approve
ask-desk-authorize = Authorize
ask-desk-authorize-text = The patient sees the number, the visits, and the days on which it is valid.
ask-desk-authorize-send = Authorize this referral
ask-desk-approved = This request is approved.
ask-desk-drugs = Decide on each medicine
ask-desk-drugs-text = If one is approved, the request is approved. If none is, it is declined.
ask-desk-outcome = Decision
ask-desk-drug-approve = Approve
ask-desk-drug-decline = Decline
ask-desk-drugs-send = Save these decisions
ask-desk-decided = The decisions are saved.
# $used (Number) - visits so far
# $visits (Number) - visits allowed
ask-desk-used = { $used } of { $visits } visits used
ask-desk-count = Count a visit
ask-desk-counted = The visit is counted.
ask-desk-not-sent = This may not have been done
ask-desk-conflict = Something changed while this was open: the patient or a colleague was first. Read what is new before you try again. What you typed is still here.
ask-desk-new = What is new
# $name (String) - a colleague
ask-desk-moved = { $name } was here before you
ask-desk-anyway = Do it all the same
ask-desk-anyway-hint = The patient may then read two answers. Times that a colleague has offered are replaced by yours.
ask-desk-anyway-missing = A colleague is working on this or was here before you. Check the box if you still want to do it
ask-desk-newest = Go to what is newest
ask-desk-need-time = Enter at least one time
ask-desk-clock-wrong = Enter a time like 2:05 pm
ask-desk-need-number = Enter the number of the authorization
ask-desk-visits-range = Enter a number from 1 to 999
ask-desk-to-before = Enter a last day that is not over and not before the first
ask-desk-need-outcome = Approve or decline this medicine
ask-desk-need-reason = Choose a reason
ask-desk-need-words = Write it in your words

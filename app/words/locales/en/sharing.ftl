## The parts of a chart, as lists name them

chart-demographics = Name, address, contacts
chart-immunizations = Vaccines
chart-growth-charts = Growth charts
chart-allergies = Allergies
chart-family-history = Illnesses in the family
chart-reminders = What is due
chart-messages = Messages with care teams
chart-ask-appointment = Asking for an appointment
chart-appointments = Appointments
chart-ask-renewal = Asking for a prescription again
chart-medications = Medicines
chart-ask-referral = Asking for a referral
chart-results = Test results
chart-notes = Visit summaries and notes
chart-billing = Bills
chart-uploads = Documents that were uploaded
chart-take-out = Downloading or sharing everything
chart-access-log = Who has looked at the chart
chart-representatives = Who may act

## How much of a part is open

access-nothing = Nothing
access-all = Everything
part-no-hidden-vaccines = Vaccines, but not those that teenagers may decide about alone
part-no-private-threads = Conversations that are not kept private
part-asking-only = Asking, and what was asked
part-general-only = What the office has marked as general
part-marked-drugs = Medicines that the office has marked
part-no-diagnosis = Without the diagnosis
part-as-guarantor = Bills of visits that this person pays for
part-as-guarantor-sums = Bills of visits that this person pays for; of private visits the amount and the date only
part-own-bills = Your own bills
part-own-uploads = What this person has uploaded
part-own-acts = What this person has done
part-narrow-and-revoke = Giving less, and ending it

## Who may act for a patient

sharing-title = Who can act for you
sharing-lead = You decide who may see your chart or do things in it, and you can change your mind at any time.
sharing-loading = Loading who can act for you
sharing-add = Name somebody
sharing-list = People who can act for you, or who could
sharing-more = Show older entries
sharing-newest = Go to the newest entries
sharing-empty-title = Nobody can act for you here
sharing-empty-text = When you name somebody, or your doctor’s office makes a form for somebody, that person appears here.
sharing-office = A parent or guardian is added at your doctor’s office.
sharing-back = Back to the list
# $date (String) - with the year
sharing-changes = Changes on { $date }
sharing-changes-soon = Changes soon
sharing-soon-title = This changes by itself before long
# $date (String) - with the year
# $name (String) - the representative
sharing-soon = On { $date }: what { $name } may see and do
# $count (Number) - representatives whose grants open something now
sharing-count = { $count ->
    [one] { $count } person can act for you
   *[other] { $count } people can act for you
}

basis-parental = Parent
basis-consent = Consent
basis-guardianship = Guardian by a court order
basis-power-of-attorney = Health care proxy
basis-best-interest = Because it is best for the patient

grant-state-proposed = Waits for the office
grant-state-active = Can act
grant-state-suspended = Set aside
grant-state-inactive = Ended
grant-state-rejected = Did not come about
# $date (String) - "Tuesday, November 24"
grant-since = Since { $date }
# $date (String) - with the year
grant-ends = Until { $date }

## One person who may act for a patient

grant-loading = Loading what this person may do
# $name (String) - the representative
grant-proposed-text = { $name } has to visit the office with a photo identity document and sign there. Until then nothing is open.
grant-held-by-you = You have set this person aside. Nothing is open until you take it up again.
grant-held-by-staff = The office has set this person aside. Nothing is open. Call the office if you have a question.
# $name (String) - the representative
grant-opens-all = { $name } can see and do everything in this chart, because of a court order or because a clinician has said so. The office can change that.
grant-opens-nothing = Nothing is open to this person now.
grant-over = This is over. Nothing is open to this person any more.
# $date (String) - with the year
grant-runs-out = Your consent runs out on { $date }, unless you renew it before.
grant-ground = Ground
grant-state = Now
grant-last-day = Last day

## Switches

switches-title = What this person may see and do
switches-text = Tick what you want to share. What is not ticked stays closed.
# $what (String) - a part of the chart
switches-see-of = See: { $what }
# $what (String) - a part of the chart
switches-do-of = Do: { $what }
# $what (String) - a part of the chart
switches-whole-of = All of it: { $what }
switches-fixed = Always open
switches-fixed-text = This is not yours to switch: bills follow who pays, and everybody sees their own steps.
switches-private = What is kept private for you is never shown to anybody who acts for you, whatever is ticked here.
switches-save = Save what is shared
switches-saved = What is shared is saved.
switches-presets = Begin with
switches-as-first = What is usual
switches-all = Everything that can be shared
switches-none = Nothing
switches-too-much = One of these cannot be shared. Load the page again and choose anew
switches-one = Tick at least one

## The last day

last-day-title = Last day
last-day-text = From the day after it on nothing is open. Leave it empty for no last day.
last-day-none = No last day is set.
last-day-label = Last day
last-day-hint = For example 12 31 2027
last-day-save = Save the last day
last-day-saved = The last day is saved.
last-day-past = Enter today’s date or a later one
last-day-beyond = A consent cannot last so long. Enter an earlier date

## Setting aside, taking up, ending

grant-suspend = Set aside now
# $name (String) - the representative
grant-suspend-text = { $name } cannot see or do anything from this moment on, also on pages that are open. You can take it up again.
grant-suspended = This person is set aside.
grant-resume = Take up again
# $name (String) - the representative
grant-resume-text = { $name } can see and do what is ticked above again.
grant-resumed = It is taken up again.
grant-end = End for good
# $name (String) - the representative
grant-end-text = { $name } cannot act for you any more. For another time a new form must be signed at the office. The history stays.
# $name (String) - the representative
grant-end-proposed = { $name } is not asked any more. You can begin again at any time.
grant-end-sure = Yes, end it for good
grant-ended = It is ended.
grant-renew = Renew my consent
# $date (String) - with the year
grant-renew-text = Your consent then lasts for as long as at the beginning, counted from today. Without it, it ends on { $date }.
grant-renew-sure = Yes, I consent anew
grant-renewed = Your consent is renewed.
grant-assent = Say yes
# $name (String) - the representative
grant-assent-text = { $name } could act for you before you had a say. Now you do: say yes, change what is ticked, or end it.
# $name (String) - the representative
grant-agree-text = Somebody at the office has begun a form by which { $name } is to act for you. It needs your yes.
grant-assent-sure = Yes, I agree
grant-assented = You have agreed.
sharing-prove-text = Before you give somebody more, confirm that it is you. That is good for ten minutes.
sharing-sure-missing = Tick the box if you want this

## What has happened

grant-history = What has happened
grant-history-text = Nothing of this is ever deleted.
grant-history-more = Show earlier events
event-proposed = Begun
event-signed-by-representative = Signed by the representative
event-signed-by-patient = Signed by the patient
event-activated = Put in force
event-rejected = Did not come about
event-suspended = Set aside
event-resumed = Taken up again
event-ended = Ended
event-switched = What is shared was changed
event-last-day = The last day was changed
event-renewed = Consent renewed
event-settled = Ended by itself
by-patient = the patient
by-representative = the representative
by-staff = our staff
by-portal = the portal
# $date (String) - a day and a time
# $who (String) - a name, or a side
event-line = { $date }, by { $who }
# $date (String) - with the year
event-day = Day: { $date }

reason-form-signed = The form is signed
reason-patient-request = The patient wants it
reason-representative-request = The representative wants it
reason-safeguarding = Somebody must be kept safe
reason-custody-order = A court has decided
reason-end-date = The last day has come
reason-majority = The patient is of age
reason-patient-deceased = The patient has died
reason-representative-deceased = The representative has died
reason-relationship-changed = They are no longer to each other what they were
reason-lacks-capacity = The patient cannot decide any more
reason-misuse = It was misused
reason-inactivity = Nobody has used it for long
reason-account-closed = An account was closed
reason-cleared = What stood in the way is cleared up
reason-other = Another reason

## What changes by itself

# $date (String) - with the year
coming-title = From { $date } on this changes by itself
coming-because-has-a-say = Because of a birthday: from then on a teenager has a say.
coming-because-of-age = Because of a birthday: from then on an adult decides alone.
coming-because-runs-out = Because the time that was set is over then.
coming-because-review = Because a clinician must look anew by then at whether somebody can decide.
coming-caption = Exactly what changes
coming-what = Part of the chart
coming-now = Now
coming-then = From then on
coming-all-closed = From then on nothing is open.

## Naming somebody

share-title = Name somebody who can act for you
share-lead = Somebody you trust: a daughter, a friend, a neighbor.
share-loading = Loading the form
share-how = How it goes on
share-how-1 = You say here who it is and what that person may see and do.
share-how-2 = That person visits the office with a photo identity document and signs.
share-how-3 = The office puts it in force. Until then nothing is open.
share-who = Who is it?
share-given = First name
share-family = Last name
share-born = Birth date of that person
share-born-hint = For example 11 24 1981
share-channel = How can the office reach that person?
share-email-choice = By e-mail
share-text-choice = By text message
share-email = E-mail address of that person
share-phone = Mobile phone number of that person
share-practice = Which office?
share-practice-hint = The office where that person signs
share-no-practice = No office has seen you yet, so nobody can put this in force. After your first visit you can name somebody here.
share-too-young = This person must be 18 or older
share-taken = You have named this person before. Look at the list
share-button = Name this person
# $name (String) - "June Rivera"
give-up-title = Act for { $name } no longer
# $name (String) - "June Rivera"
give-up-text = You can no longer see or do anything in the chart of { $name }. For another time a new form must be signed at the office.
give-up-sure = Yes, I want this
give-up-button = Act for this person no longer
gave-up = You act for this person no longer.

## What a representative sees of her own grant

# $name (String) - the patient
acting-title = What you may see and do for { $name }
# $name (String) - the patient
acting-caption = What is open to you in the chart of { $name }
acting-see = See
acting-do = Do
# $date (String) - with the year
# $name (String) - the patient
acting-runs-out = Runs out on { $date }, unless { $name } renews it before
# $name (String) - the patient
acting-private = What { $name } may decide about without a parent, or what is kept private for { $name }, is left out of all of this. We always say so, whether or not there is any.
acting-closed-title = People you cannot act for now
# $name (String) - the patient
acting-aside = You cannot see or do anything for { $name } for now. If you have a question, call the doctor’s office of { $name }.
# $name (String) - the patient
acting-nothing = Nothing in the chart of { $name } is open to you now. The doctor’s office can tell you what is needed.
# $name (String) - the patient
acting-over = You no longer act for { $name } here. For another time a new form must be signed at the doctor’s office.

## Why parts of another person's chart are closed

closed-title = Not everything is open to you
# $name (String) - the patient
# $age (Number) - from which a teenager has a say
# $parts (String) - names of parts of the chart
closed-teen = { $name } is { $age } or older. From that age on, these parts are open to a representative only if { $name } shares them, as far as our clinic allows it: { $parts }.
# $name (String) - the patient
# $parts (String) - names of parts of the chart
closed-adult = These parts are not open to you, because { $name } has not shared them or they cannot be shared: { $parts }. Only { $name } can share more.
# $parts (String) - names of parts of the chart
closed-office = The doctor’s office sees to this: { $parts }.

## The front desk: forms by which somebody is to act for patients

nav-forms = Forms
forms-title = Forms for representatives
forms-lead = Forms that were begun and are not signed yet. Begin one at the record of the patient.
forms-list = Forms that were begun
forms-nobody = Nobody is named yet
# $practice (String) - the practice's name
# $who (String) - a colleague
forms-made = { $practice } · begun by { $who }
forms-more = Show older forms
forms-newest = Go to the newest forms
forms-empty-title = No form is waiting
forms-empty-text = Open the record of a patient and begin a form there. It is kept here until it is signed or thrown away.
forms-one-loading = Loading the form
forms-gone-title = We could not find this form
forms-gone-text = The address may be wrong, or somebody on the form is not a patient of your practice any more.
forms-back = Back to the forms
# $practice (String) - the practice's name
forms-practice = In the name of { $practice }
forms-day-hint = For example 1/31/2027
forms-void-title = Throw this form away
forms-void-text = Nothing that was typed here is kept. What a patient has begun at home stays as it is.
forms-void = Throw it away
forms-voided-title = This form was thrown away
forms-voided-text = Nothing came of it. You can begin another one at the record of the patient.

forms-person = Who is to act?
forms-person-step = The person
forms-lang = Language of this person
forms-username = Username, if this person has an account
forms-username-hint = Then the patients are in that account as soon as the form is signed
forms-username-nobody = No account of a person with this name and birth date has this username
forms-mrn = Medical record number, if this person is a patient
forms-mrn-nobody = No record of a person with this name and birth date has this number

forms-patients = For whom?
forms-patients-step = Patients
forms-patients-text = Everybody whose box is ticked is on this one form.
forms-patients-list = On this form
forms-patients-add = Medical record number of one more patient
forms-patients-add-hint = This step comes again with that patient. Leave it empty when all are there
forms-patients-unknown = No patient of your practice has this number
forms-patients-one = Choose at least one patient
forms-patients-most = There is room for 8 patients on a form

forms-grounds = On what ground?
forms-grounds-step = Grounds
forms-grounds-text = Which grounds there are depends on the age of the patient.
# $name (String) - the patient
forms-ground-of = Ground for { $name }
forms-ground-missing = Choose a ground that this patient’s age allows

forms-papers = What have you seen?
forms-papers-step = Papers
forms-identity = How do you know who this person is?
identity-license = Driver’s license or state identity card
identity-passport = Passport
identity-other-photo = Another photo identity document
identity-known-to-staff = A colleague knows this person
forms-filed = Where is the paper filed?
forms-filed-hint = For example: binder 4, page 12
forms-order = Court order
forms-order-needed = Needed here: nobody has recorded an order yet that makes this person a guardian.
forms-order-brought = Leave this empty if no order was brought.
forms-attestation = What a clinician has attested
forms-attestation-needed = Needed here: an adult on this form cannot decide alone, and nothing that is new enough is recorded.
forms-attestation-brought = Leave this empty if nothing was brought.

forms-switches = What may be seen and done?
forms-switches-step = What is shared

forms-signatures = Who has signed?
forms-signatures-step = Signatures
forms-signatures-text = Who signs on this screen has read the form here. Who signs on paper signs the printed form, and you file it.
# $name (String) - a person
forms-sign-of = Signature of { $name }
# $name (String) - a patient
forms-sign-not = { $name } does not have to sign.
forms-sign-how = How?
forms-sign-not-yet = Not yet
forms-sign-drawn = On this screen
forms-sign-paper = On paper
forms-sign-day = Day of the signature
forms-sign-here = Field to sign in, with a finger, a pen or the mouse
forms-sign-clear = Clear the field
forms-sign-needs-program = This needs JavaScript. Without it, sign on paper.
forms-sign-missing = Draw the signature, or enter the day on which the paper was signed

forms-check = Is everything right?
forms-check-step = Check
forms-check-text = It is in force as soon as you press the button, and both sides are told.
forms-check-who = The person
forms-check-for = For whom
forms-check-identity = Known by
forms-check-filed = Paper filed
forms-check-signed = Signature
# $date (String) - with the year
forms-check-drawn = On this screen, { $date }
# $date (String) - with the year
forms-check-paper = On paper, { $date }
# $date (String) - with the year
forms-check-account = From the own account, { $date }
forms-check-unsigned = Not signed yet
forms-check-recorded = What is recorded about these patients
forms-check-loading = Loading what is recorded
forms-check-no-order = No court order is in force.
forms-missing = What is missing
lack-representative-signature = The person who is to act has not signed
lack-patient-signature = A patient has to sign too
lack-representative-age = The person who is to act was not 18 on the day of signing
lack-basis-for-age = The ground is not one for the patient’s age
lack-guardianship-order = There is no court order in force that makes this person a guardian
lack-attestation = There is no attestation of a clinician that is new enough
lack-birth-date = The birth date of the patient is not known whole
lack-two-people = Patient and representative are the same person
lack-living = One of the two has died
lack-court-order = A court order keeps this person away from the patient
lack-time = What was signed has run out meanwhile
lack-shared-contact = A teenager and the person who is to act have the same e-mail address or phone number. Each needs one of their own
lack-another-grant = This person can act for a patient on this form already
forms-sure = I have seen the papers, and everybody who has to sign has signed
forms-finish = Put in force

forms-done = It is in force
# $name (String) - the representative
forms-done-for = { $name } can act for:
forms-done-linked = This person has an account. The patients are in it from now on.
forms-done-no-code = This person has no account yet. Invitations are switched off for the practices that have this person’s forms, so no code can be made. An administrator can switch them on.
forms-done-code-title = Instructions with a code
forms-done-code-text = This person has no account yet. With the code an account is made, and the patients are in it from its first moment.
forms-done-code = Make the code
forms-done-needs-program = This needs JavaScript: the code is shown once, on this page.

## Representatives on a record, at the desk

front-grants = Representatives
front-grants-none = Nobody acts for this patient, and nobody is to.
front-grants-more = Show older entries
front-grants-begin = Begin a form
front-grants-begin-text = A form by which somebody is to act for this patient, and for others if you like.
orders-title = Court orders
orders-none = No court order is recorded.
orders-more = Show older orders
order-guardian = Guardian
order-guardian-text = Somebody is guardian of the patient
order-keep-away = Has to keep away
order-keep-away-text = If this person can act for the patient, that is set aside at once
# $date (String) - with the year
order-made = Made on { $date }
# $date (String) - with the year
order-lasts = until { $date }
# $date (String) - with the year
# $why (String) - a note
order-lifted = Lifted on { $date }: { $why }
order-new = Record a court order
order-kind = What has the court decided?
order-about = Who is it about?
order-somebody-else = Somebody else
order-name = Name of that person
order-court = Court
order-reference = Number of the order
order-made-on = Made on
order-until = Last day, if the order has one
order-note = Note (optional)
order-save = Record the order
order-recorded = The order is recorded.
order-lift = Lift this order
order-lift-text = What was set aside because of it stays aside until you take it up again.
order-why = Why is it lifted?
order-lift-button = Lift the order
order-is-lifted = The order is lifted.
attested-title = Whether the patient can decide
attested-text = While a clinician’s attestation says that the patient cannot decide, a representative can see and do everything.
attested-none = Nothing is recorded, so the patient decides.
# $date (String) - with the year
# $who (String) - a clinician
attested-by = { $date }, by { $who }
# $date (String) - with the year
attested-review = A clinician has to look anew by { $date }
# $date (String) - with the year
attested-ended = Taken back on { $date }
attest-new = Record an attestation
attest-clinician = Clinician
attest-made-on = Attested on
attest-save = Record the attestation
attest-recorded = The attestation is recorded.
attest-end = Take back what was attested
attest-end-text = The patient decides alone again, from this moment on.
attest-end-sure = Yes, the patient can decide
attest-end-button = Take it back
attest-is-ended = What was attested is taken back.

## One grant at the desk

desk-grant-title = Representative
desk-grant-loading = Loading the representative
desk-grant-back = Back to the record
desk-grant-patient = Patient
desk-grant-linked = Has an account
desk-grant-held-patient = The patient has set this person aside.
desk-grant-held-staff = Our staff have set this person aside.
desk-grant-form = Make the form
desk-grant-form-text = This was begun by the patient. It is put in force by a form that both have signed.
move-activate = Put in force
move-activate-text = The form is signed and everything it needs is there. Both sides are told.
move-activated = It is in force. Both sides are told.
move-resume = Take up again
move-resume-text = This person can see and do again what the patient has given. Both sides are told.
move-resumed = It is taken up again. Both sides are told.
move-suspend = Set aside now
move-suspend-text = This person cannot see or do anything from this moment on, also on pages that are open. Both sides are told.
move-suspend-office-text = This person cannot see or do anything from this moment on, also on pages that are open. Both sides are told. The office can take it up again.
move-suspended = This person is set aside. Both sides are told.
move-end = End for good
move-end-text = This person cannot act for the patient any more. For another time a new form must be signed. The history stays.
move-ended = It is ended. Both sides are told.
move-reject = Let it not come about
move-reject-text = Nothing was in force, and nothing will be. For another time somebody begins anew.
move-rejected = It will not come about.
move-reason = Why?
move-words = In words
move-words-hint = Needed for “Another reason”. The patient can read this

## Representatives at Technical Support

support-grants = Who acts for whom by this account
support-grants-none = Nobody acts for anybody by this account.
# $representative (String) - a name
# $patient (String) - a name
support-grant = { $representative } for { $patient }
support-order-text = If a court order says that this person has to keep away from the patient, record it here. This person is set aside at once. Only the office can lift the order.
support-order-done = The order is recorded. This person cannot act for the patient.

## Representatives beside a conversation

team-grants = Who can act for this patient
team-grants-text = If one of these people must be stopped, set that person aside here. Only the front desk or the enrollment desk can take it up again or end it.
team-grants-none = Nobody acts for this patient.

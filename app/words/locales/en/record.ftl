## The record: who somebody is, vaccines, allergies, medicines, test results

record-title = Who you are
# $name (String) - the person's name
record-title-of = Who { $name } is
# $name (String) - whose record
record-lead = From the record of { $name }
record-parts = Parts of the record
record-part-demographics = Who you are
record-part-immunizations = Vaccines
record-part-allergies = Allergies
record-part-medications = Medicines
record-part-results = Test results
record-loading = Loading the record
record-none = None noted
record-unnamed = Not named in the record
record-print = Print this page
record-more = Show older entries
# $count (Number) - lines added to the list
record-more-shown = { $count ->
    [one] { $count } older entry is now at the end of the list
   *[other] { $count } older entries are now at the end of the list
}
record-end = You have reached the end. There are no older entries.
record-newest = Go to the newest entries
record-back = Back to the test results
record-not-whole = This is not the whole medical record
record-not-whole-text = You see here what the practices below have sent to this portal. Other doctors and hospitals may know more. Ask your doctor’s office for a copy of everything.
record-not-whole-elsewhere = These pages show what our practices have sent to this portal, and not the whole medical record. Which practices they are is on the page “Who you are”.
record-facilities = Practices that this record is from
record-wrong = If something here is wrong, tell your doctor’s office.
# $month (String) - name of the month
# $day (String) - day of the month
# $year (String) - the year
record-day = { $month } { $day }, { $year }
# $month (String) - name of the month
# $year (String) - the year
record-month = { $month } { $year }
record-when = When
record-where = Where

# In one's own record: whether something is kept from the people who act for one.
item-private = Private
item-kept = Only you and your care team see this. Nobody who acts for you does. Whoever has seen it before may notice that it is gone.
item-by-code = Nobody who acts for you sees this, because it is care that a teen may decide about alone. If you stop keeping it private, the people who act for you can see it.
item-while-minor = Nobody who acts for you sees this, because it is care that a teen may decide about alone. It stays private until you are an adult.
item-by-office = Your doctor’s office keeps this private. Nobody who acts for you sees it. If you want to change that, ask the office.
item-within = Nobody who acts for you sees this, because its visit or its report is private.
item-shown = This is not private any more.
item-keep = Keep private
item-show = Stop keeping private

record-name = Name
record-born = Birth date
# $date (String) - "May 17, 1980"
# $age (Number) - in years
record-born-age = { $age ->
    [one] { $date } ({ $age } year old)
   *[other] { $date } ({ $age } years old)
}
record-sex = Sex in the record
record-sex-female = Female
record-sex-male = Male
record-sex-other = Other
record-sex-unknown = Not given
record-number = Medical record number
record-address = Home address
record-phone = Phone
record-email = E-mail
record-language = Language
record-language-en = English
record-language-es = Spanish

vaccines-title = Vaccines
vaccines-empty-title = No vaccines yet
vaccines-empty-text = When one of our practices gives a vaccine or writes down an earlier one, it appears here.
vaccines-not-given = Not given
vaccines-dose = Dose
vaccines-lot = Lot number

allergies-title = Allergies
allergies-empty-title = No allergies noted
allergies-empty-text = Nobody has written down an allergy, or that there is none. Tell your doctor’s office about every allergy.
allergies-over = No longer
allergies-reaction = What happens
allergies-severity = How serious
allergies-mild = Mild
allergies-moderate = Moderate
allergies-severe = Severe
allergies-noted = Noted

medicines-title = Medicines
medicines-empty-title = No medicines yet
medicines-empty-text = What is prescribed by our practices appears here. Other doctors and pharmacies may know of more.
medicines-status-current = Current
medicines-status-paused = Paused
medicines-status-finished = Finished
medicines-status-stopped = Stopped
medicines-status-unknown = Not known whether current
medicines-directions = How to take it
medicines-as-needed = Only when needed
medicines-reason = What for
medicines-prescriber = Prescribed by
medicines-prescribed = Prescribed

results-title = Test results
results-empty-title = No test results yet
results-empty-text = When a result is final, it appears here at once. Your care team may see it at the same time as you.
results-value = Result
results-several = It has several parts: open it to see them.
results-range = Usual range
# $low (String) - a number
# $high (String) - a number
results-range-between = { $low } to { $high }
# $high (String) - a number
results-range-up-to = up to { $high }
# $low (String) - a number
results-range-from = { $low } or more
results-taken = Sample taken
results-issued = Reported
results-where = Where it was done
results-ordered = Ordered at
results-patient = Patient
results-test = Test
results-report = Part of
results-conclusion = What the report says
results-note = Note
results-corrected = This result was corrected after it was first reported.
results-parts = Parts of this result
results-reading = Numbers a little outside the usual range are common and often mean nothing. Your care team knows what they mean for you.
results-reading-column = What it means
results-ask = Ask your care team
# $code (String) - a code of the laboratory
flag-other = Mark of the laboratory: { $code }
flag-normal = As usual
flag-abnormal = Not as usual
flag-critical = Far from usual
flag-high = Above the usual range
flag-very-high = Far above the usual range
flag-low = Below the usual range
flag-very-low = Far below the usual range
flag-positive = Positive
flag-negative = Negative
flag-detected = Found
flag-not-detected = Not found
flag-reactive = Reactive
flag-weakly-reactive = Weakly reactive
flag-not-reactive = Not reactive
flag-unclear = No clear result
flag-resistant = The medicine does not stop it
flag-intermediate = The medicine may stop it
flag-susceptible = The medicine stops it
flag-rising = Much higher than before
flag-falling = Much lower than before
flag-better = Better than before
flag-worse = Worse than before
flag-above-scale = More than the test can measure
flag-below-scale = Less than the test can measure

## What is kept from representatives, in the same words whether or not there is any

limits-title = Not everything is shown to representatives
# $name (String) - the given name of the patient
limits-record = What { $name } may decide about without a parent, or what is kept private for { $name }, is left out here for everyone but { $name }. We always say so, whether or not something is left out.
# $name (String) - the given name of the patient
limits-vaccines = What { $name } may decide about without a parent, or what is kept private for { $name }, is left out here for everyone but { $name }. For teenagers, that can be some vaccines. We always say so, whether or not something is left out.
# $name (String) - the given name of the patient
limits-messages = Conversations that { $name } keeps private are left out here for everyone but { $name }. We always say so, whether or not there are any.
# $name (String) - the given name of the patient
limits-conversation = Other conversations that { $name } keeps private are left out for everyone but { $name }. We always say so, whether or not there are any.
# $name (String) - the given name of the patient
limits-teams = Care teams that { $name } has seen only in visits that are kept private are left out here for everyone but { $name }. We always say so, whether or not there are any.
# $name (String) - the given name of the patient
limits-activity = What is kept private for { $name } is left out here, and for teenagers and adults you see your own steps only. We always say so, whether or not something is left out.

## Above a form that needs another look

# $count (Number) - how many fields
errors-title = { $count ->
    [one] There is one thing to put right
   *[other] There are { $count } things to put right
}

## What is wrong with one field, and what to do

problem-missing = Fill this in
# $min (Number) - the least
problem-too-short = Use at least { $min } characters
# $max (Number) - the most
problem-too-long = Use { $max } characters or fewer
problem-not-a-date = Enter a date of the calendar, for example 11 24 1981
problem-in-the-future = Enter a date that has already passed
problem-in-the-past = Enter today’s date or a later one
problem-too-long-ago = Enter a date after 1899. Write the year with four digits
problem-not-an-email = Enter an e-mail address like name@example.com
problem-not-a-phone = Enter a phone number with ten digits, area code first
problem-not-a-zip = Enter a ZIP code with five digits
problem-bad-character = Take out the characters that do not belong here
problem-not-a-choice = Choose one of the answers
problem-taken = Someone already uses this name. Choose another one
problem-too-common = This password is easy to guess. Choose another one
problem-same-as-other = Choose something different from what you entered above
problem-wrong-code = This code is not right, or it has run out. Check it, or ask for another one
problem-not-agreed = Check this box to go on
problem-not-the-same = Enter the same in both fields
problem-not-a-code = This does not look like an activation code. It has ten letters and digits, in two groups of five. Look for a typing mistake
problem-is-record-number = This looks like a medical record number. The activation code is another one: ten letters and digits, in two groups of five, on your letter or in your message
problem-is-password = This looks like a password. Enter the activation code from your letter or message here: ten letters and digits. You choose a password later
problem-is-check-code = This looks like a check code of eight digits. The activation code has ten letters and digits, in two groups of five
problem-shared-contact = A teenager and whoever represents her or him cannot share a contact, so that each reads only what is meant for them. Use another one
problem-blocked = This care team takes no messages from you online. Call the practice

## When the portal refuses

refusal-signed-out = Your session has ended. Sign in to go on.
refusal-not-found = We could not find this page.
refusal-invalid = Some answers need another look.
refusal-wrong-credentials = What you entered does not match. Check it and try again.
refusal-conflict = Something changed while this page was open. Load the page again before you go on.
refusal-expired = The time for this has run out. Start again.
# $minutes (Number) - how long to wait
refusal-too-often = { $minutes ->
    [one] There were too many tries. Wait one minute, then try again.
   *[other] There were too many tries. Wait { $minutes } minutes, then try again.
}
refusal-unproven = Confirm that it is you, then try again.
refusal-unagreed = Our terms have changed. Read and accept them, then try again.
refusal-needs-factor = Your clinic asks for a second step when you sign in. Set it up on your account page first.
refusal-locked = This workstation is locked. Enter your password to go on.
refusal-minor = This person is too young for that. The doctor’s office can help.
refusal-unavailable = We cannot do this right now. Nothing was changed. Wait a moment, then try again.
refusal-internal = Something went wrong on our side. Try again. If it happens again, call Technical Support.
unreachable = We could not reach the portal. Check your internet connection, then try again.
outdated = This page is out of date. Load it again, then try once more.
load-again = Load this page again

## Words of the fields themselves

password-show = Show
password-hide = Hide
date-month = Month
date-day = Day
date-year = Year

## What a message is about

topic-general = General question
topic-appointment = Appointment
topic-medication = Medicine
topic-test = Test or result
topic-referral = Referral
topic-education = Health information
topic-billing = Bill or payment

## What a staff member does

role-clinician = Clinician
role-pool-nurse = Nurse
role-front-desk = Front desk
role-enrollment = Enrollment desk
role-billing = Billing
role-support = Technical Support
role-admin = Administrator

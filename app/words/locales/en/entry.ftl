## Sign-in

sign-in-title = Sign in
# $clinic (String) - the clinic's name
sign-in-lead = Write to your care team at { $clinic }.
sign-in-username = Username
sign-in-password = Password
sign-in-button = Sign in
sign-in-busy = Signing in
sign-in-no-username = Enter your username
sign-in-no-password = Enter your password
sign-in-wrong = This username and password do not match. Check both, then try again.
passkey-sign-in = Sign in with a passkey
passkey-sign-in-failed = That did not work. Try once more, or sign in with your username and password.
passkey-or = or with your password
sign-in-new = New here?
# $age (String) - an age in years
sign-in-new-text = If you are a patient and { $age } or older, you can set up your account now. It takes about 10 minutes.
sign-in-enroll = Enroll Now
sign-in-help = Trouble signing in?
sign-in-forgot = Forgot Password?
sign-in-support = Technical Support
ended-idle = You were signed out because you had not used the page for a while. Sign in again to go on.
ended-signed-out = You have signed out. If others use this computer, close the browser window too.

## The staff entrance

staff-sign-in-title = Staff sign-in
staff-sign-in-notice = This entrance is for people who work here.
staff-sign-in-patients = Patients sign in here
staff-sign-in-code = Code from your authenticator app
staff-sign-in-code-hint = Six digits. They change every 30 seconds.
staff-sign-in-no-code = Enter the six digits from your authenticator app
staff-sign-in-wrong = These do not match. Check your username and password, and use a new code.

## A session that a staff member has locked

locked-title = Locked
# $name (String) - who has locked it
locked-lead = { $name } has locked this workstation. Enter your password to go on where you were.
locked-button = Unlock
locked-wrong = This password is not right.
locked-another = Somebody else?
# $name (String) - who has locked it
locked-another-text = If you are not { $name }, end this session and sign in yourself. What was not sent yet stays unsent.
locked-leave = End this session

## Enrollment: around every step

enroll-title = Enroll
# $number (String) - number of the step
# $of (String) - steps in all
# $name (String) - name of the step
enroll-progress = Step { $number } of { $of }: { $name }
enroll-back = Back
enroll-next = Continue
enroll-busy = One moment
enroll-start-over = Start over
enroll-start-over-text = This erases the answers you have given so far and begins with the first step.
enroll-start-over-button = Erase my answers and start over
enroll-lost = We could not open your enrollment

## Enrollment: the steps

start-name = About you
start-title = Enroll in the patient portal
start-lead = You need about 10 minutes, and your phone or e-mail at hand.
start-code = Do you have an activation code from your doctor’s office?
start-code-link = Enroll with an activation code
start-who = Are you enrolling yourself?
start-self = Yes, I am the patient
start-other = No, I am helping someone else
start-other-hint = For example your child, your parent or your partner
start-who-missing = Say whether you are enrolling yourself
start-born = When were you born?
start-born-hint = For example: 11 24 1981
start-born-missing = Enter the date you were born

details-name = Your details
details-title = Your details
details-lead = We use these to look for your medical record. Enter them as your doctor’s office has them.
details-given = First name
details-given-missing = Enter your first name
details-family = Last name
details-family-missing = Enter your last name
details-sex = Sex in your medical record
details-choose = Choose one
details-sex-missing = Choose the sex in your medical record
details-female = Female
details-male = Male
details-other = Other
details-unknown = Unknown, or I would rather not say
details-zip = ZIP code of your home
details-zip-missing = Enter the ZIP code of your home
details-more = More that helps us find your record (optional)
details-more-text = If your name was misspelt or has changed, a number can help. You can leave these empty.
details-phone = Phone number that your doctor’s office has
details-mrn = Medical record number
details-mrn-hint = Your doctor’s office gives it out. It often stands on letters and wristbands.
details-name-bad = Enter the name with letters only, without digits or signs like @ or /

code-name = Check code
code-title = Enter the code
code-lead = If these details match one record, we have sent a code to the phone or e-mail that record holds.
code-lead-2 = It can take a few minutes. Look in your spam folder too.
code-field = Check code
code-hint = Eight digits. It is not your password and not your medical record number.
code-missing = Enter the eight digits of the code
code-wrong = This code is not right, or it has run out. Use the newest code we sent. It has eight digits and is not your password or your medical record number.
code-resend = Send another code
code-resend-wait = You can ask for another code in a little while.
code-resent = If your details match one record, another code is on its way. Only the newest code works.
no-code-title = I did not get a code
no-code-text = Sometimes the phone or e-mail in the record is old, or we cannot be sure which record is yours. Tell us how to reach you. Our enrollment desk then checks your request and gets in touch within 3 to 5 business days.
no-code-button = Ask the enrollment desk

contact-name = How to reach you
contact-title = How can we reach you?
contact-lead = We tell you here when something new waits for you. What it is about stays inside the portal.
contact-channel = Where should we write?
contact-channel-missing = Choose e-mail or text message
contact-email-choice = By e-mail
contact-text-choice = By text message
contact-email = Your e-mail address
contact-email-hint = Use an address that only you read.
contact-email-missing = Enter your e-mail address
contact-phone = Your mobile phone number
contact-phone-hint = With area code. Your phone company may charge for text messages.
contact-phone-missing = Enter your mobile phone number

contact-code-name = Check your contact
contact-code-title = Check that we can reach you
# $address (String) - the e-mail address or phone number that was typed
contact-code-lead = We have sent a code to { $address }.
contact-code-lead-2 = Did you mistype it? Go back and correct it.

credentials-name = Username and password
credentials-title = Choose a username and password
credentials-username = Username
credentials-username-hint = At least 6 characters, no spaces. Your e-mail address works too.
credentials-username-short = Use at least 6 characters for your username
credentials-username-bad = Choose a username without spaces
credentials-password = Password
credentials-password-hint = At least 15 characters. Four or five words that you can remember make a good password. Spaces are fine.
credentials-password-short = Use at least 15 characters for your password
credentials-password-same = Choose a password that is not your username
credentials-note = We never ask you for your password, on the phone or by e-mail.

question-name = Security question
question-title = Choose a security question
question-lead = If you ever need to recover your account, the answer is one of two checks. On its own it opens nothing.
question-field = Question
question-missing = Choose a question
question-first-concert = What was the first concert you went to?
question-teacher = Which teacher do you remember best?
question-childhood-street = On which street did you live as a child?
question-first-job = What was your first job?
question-toy = Which toy did you love as a child?
question-answer = Your answer
question-answer-hint = Capital letters, accents and spaces do not matter.
question-answer-missing = Enter your answer
question-answer-short = Use an answer with at least 3 letters or digits
question-answer-same = Choose an answer that is not your username, your password or the question itself

terms-name = Terms
terms-title = Agree to our terms and conditions
terms-short = In short
terms-full = The full text
terms-open-terms = Open the terms and conditions in a new tab
terms-open-privacy = Open the notice of privacy practices in a new tab
terms-agree = I agree to the terms and conditions
terms-agree-missing = Check the box if you agree. Without it we cannot set up your account
terms-button = Agree and finish

waiting-title = Wait for an e-mail or a text message
waiting-lead = Your request is with our enrollment desk.
waiting-next = What happens next
waiting-next-1 = Our enrollment desk checks your request. They may contact you to make sure it is really you.
waiting-next-2 = You get an e-mail or a text message with a link, and finish there. This can take 3 to 5 business days.
waiting-next-3 = Nobody will ask you for a password.
waiting-number = Your request number:
waiting-status = See how far your request is

## With an activation code

activate-title = Enroll with an activation code
activate-lead = The code is on the letter from your doctor’s office, or in the e-mail or text message it sent you.
activate-code = Activation code
activate-code-hint = Ten letters and digits, for example 7KQ2M-9XW4D
activate-wrong = This code and birth date do not belong together. Check both. If they still do not work, ask your doctor’s office for a new code
activate-which = Which number is which?
activate-which-code = Activation code
activate-which-code-text = A temporary code that helps you create your account and connects it with your medical record. It works once.
activate-which-password = Password
activate-which-password-text = You create it yourself in a later step. Nobody at your doctor’s office knows it.
activate-which-mrn = Medical record number
activate-which-mrn-text = Your doctor’s office gives it to your record. If you do not know it, ask them. You do not need it here.
activate-none = You have no code?
activate-none-link = Enroll without one

## How far a request is

status-title = How far is my request?
status-number = Request number
status-number-hint = Ten letters and digits, from our message or from the page where you asked
status-look = Look
status-waiting = Our enrollment desk has your request
# $asked (String) - "Tuesday, November 24"
# $due (String) - "Tuesday, December 1"
status-waiting-text = It came on { $asked }. We decide or contact you by { $due }.
status-approved = Your request is confirmed
status-approved-text = We have sent you a link. Open it to finish your enrollment. Look in your spam folder too.
status-declined = We could not finish your request
status-declined-text = Please call your doctor’s office or visit it, and they will help you.
status-done = Your account is ready
status-done-text = You can sign in with the username and password you created.
status-ticket-waiting = Technical Support has your request
# $asked (String) - a day
# $due (String) - a day
status-ticket-waiting-text = It came on { $asked }. We call you or write to you by { $due }.
status-ticket-closed = Technical Support has dealt with your request
status-ticket-closed-text = If something is still not right, write to us again or call us.
status-sign-in = Sign in
waiting-urgent = If you need care sooner, call your doctor’s office.
waiting-practices = Find the phone number of your doctor’s office

done-title = You are enrolled
done-lead = Your account is ready and you are signed in.
done-button = Go to your portal

## Somebody else

others-title = Help someone else with their care
others-lead = You cannot enroll another person online. You can become their Patient Care Representative.
others-what = What a Patient Care Representative is
others-what-text = You sign in with your own account and see your own chart and theirs. A parent can do this for a child, for example, or an adult for a parent. Nobody has to share a password.
others-how = How to become one
others-how-1 = Go to the doctor’s office of the person you help and ask for the form.
# $age (String) - an age in years
others-how-2 = Fill in the form and sign it there. If the person is { $age } or older, both of you sign.
others-how-3 = The office sets up your access.
others-rules = Good to know
# $age (String) - an age in years
others-rule-age = You must be at least { $age } years old.
# $from (String) - an age in years
# $to (String) - an age in years
others-rule-teen = For somebody between { $from } and { $to }, you see only part of the chart.
others-rule-account = If you already have an account, you keep your username and password.
others-rule-no-account = If you have no account yet, the office tells you how to enroll, or you enroll yourself here first.
others-practices = Find the doctor’s office
others-enroll = Enroll yourself

# $age (String) - an age in years
under-title = Under { $age }? Visit the doctor’s office
# $age (String) - an age in years
under-lead = People under { $age } cannot enroll online. We have not kept anything you entered.
# $age (String) - an age in years
under-text = An account for a patient under { $age } belongs together with the account of a parent or guardian. The doctor’s office sets it up with both of you.
under-what = What to do
under-what-1 = Call the patient’s doctor’s office and say that you want to use the patient portal.
under-what-2 = Go there together with a parent or guardian.
under-practices = Find the doctor’s office

## Help

forgot-title = Forgot your password?
forgot-lead = Enter your username. If there is an account of that name, we send a link to its e-mail addresses and phones.
forgot-button = Send the link
forgot-sent = If this account exists, a link is on its way
forgot-sent-text = Open it within 60 minutes. Look in your spam folder too. The link alone is not enough: we will ask for one more proof that it is you.
forgot-username-too = I do not remember my username either
forgot-username-title = Forgot your username?
forgot-username-lead = Enter the e-mail address or mobile phone number that you use for the portal. If it belongs to an account, we send the username there.
forgot-username-button = Send my username
forgot-username-sent-text = If this contact belongs to an account, its username is on its way there.
forgot-nothing = Nothing came, or you have no e-mail?
forgot-nothing-text = Technical Support helps you. Have your full name, your birth date and the phone you use for the portal at hand.
forgot-never = We never ask for your password. If someone does, end the call.

support-title = Technical Support
support-lead = We help you with signing in, enrolling and using this portal.
support-phone = Call us
support-hours = When we are there
support-can = What we can do
support-can-1 = Help you to enroll or to sign in
support-can-2 = Help you when a page does not work
support-can-3 = Close your account, when you ask for it
support-cannot = What we cannot do
support-cannot-bills = We do not see bills. Call the phone number on your bill.
support-cannot-record = We do not see your medical record or your messages. Call your doctor’s office.
support-cannot-password = We cannot see or set your password, and we never ask for it.
support-close = To close your account
support-close-text = If you can sign in, open "Account" and choose "Close my account". If you cannot, call us or write to us. We check first that it is really you. Your medical record stays with your doctor.
support-practices = Find the phone number of your doctor’s office

practices-title = Practices and phone numbers
practices-lead = Call a practice to make an appointment, to ask about a bill, or to get help with enrolling.
practices-filter = Find a practice
practices-filter-hint = Type part of a name or a town.
# $count (Number) - how many are shown
practices-count = { $count ->
    [0] No practice has these words in its name or address. Try fewer letters.
    [one] One practice
   *[other] { $count } practices
}
practices-empty = There is no practice in the list yet. Call Technical Support for a phone number.
practices-messaging = Takes messages in the portal
practices-no-messaging = No messages in the portal. Please call.
practices-no-phone = No phone number listed

terms-page-title = Terms and conditions
privacy-page-title = Notice of privacy practices
# $version (String) - version of the text
agreement-version = Version { $version }

not-found-title = We could not find this page
not-found-text = The address may have a typing mistake, or the page may have moved.
not-found-home = Go to the first page

page-failed = We could not load this part of the page

## A new password with a mailed link

recover-title = Choose a new password
recover-lead = Open the link in our message, or enter the code that stands in it.
recover-code = Code from the message
recover-code-hint = 26 letters and digits in groups of five
recover-no-link = No link, or it has run out?
recover-no-link-way = Ask for a new one
recover-second = One more proof that it is you, and a new password.
recover-how = How do you want to prove it?
recover-by-authenticator = With the code of my authenticator app
recover-by-answer = With the answer to my security question
recover-by-code = With one of my recovery codes
recover-answer-hint = Capital letters, accents and spaces do not matter.
recover-recovery = Recovery code
recover-recovery-hint = Sixteen letters and digits, from the list you put away
recover-password = New password
recover-save = Save the new password
recover-passkey = You have a passkey
recover-passkey-text = Sign in with it: that needs no password. On the page of your account you can then choose a new one.
recover-passkey-lost = You no longer have the device with it? Then Technical Support helps you.
recover-desk = This account needs Technical Support
recover-desk-text = There is nothing set up by which we could be sure that it is you. Technical Support checks it with you and starts a new enrollment of your sign-in.
recover-done = Your new password is saved.
recover-done-text = You are signed out on all devices. We have told all your contacts.

## The second step of signing in

second-title = Enter your code
second-lead = Your account asks for a second proof besides the password.
second-code = Code from your authenticator app
second-code-hint = Six digits. They change every 30 seconds.
second-hint = Six digits. Without your phone, enter one of your recovery codes instead.
second-remember = Do not ask on this device for 30 days
second-remember-hint = Only on a device that nobody else uses.
second-back = Back to sign-in

## The second step of an account that opens with its passkey

passkey-step-title = Sign in with your passkey
passkey-step-lead = Your clinic asks for a second step, and for this account that is a passkey. The password alone does not open it.
passkey-step-or = or with a recovery code
passkey-step-failed = That did not work. Try once more, or use another device that has your passkey, or a recovery code.
passkey-step-impossible = Your passkey cannot be used here: that needs JavaScript, and a browser that can use passkeys.
passkey-step-button = Sign in with the code
passkey-step-code-missing = Enter one of your recovery codes
passkey-step-code-wrong = This recovery code is not right, or was used before. Look for a typing mistake, or use another one
passkey-step-elsewhere = Is your passkey not at hand?
passkey-step-elsewhere-text = Sign in on another device that has a passkey for your account.
passkey-step-lost = You have neither a passkey nor a recovery code any more? Then Technical Support helps you.

## Writing to Technical Support

ticket-title = Write to us
ticket-lead = We call or write you back. Do you need care? Call your doctor’s office instead.
ticket-category = What is it about?
ticket-category-enrolling = I cannot enroll
ticket-category-signing-in = I cannot sign in
ticket-category-page = A page does not work
ticket-category-close = I want to close my account
ticket-category-other = Something else
ticket-category-missing = Choose what it is about
ticket-text = What happened?
ticket-text-hint = Say what you did and what you saw. Do not write about your health, and never write your password.
ticket-text-missing = Write what happened
ticket-name = Your name
ticket-name-missing = Enter your name
# $name (String) - the name in the chart
ticket-known = You are signed in as { $name }. We use the contacts of your account.
ticket-known-unnamed = You are signed in. We use the contacts of your account.
ticket-send = Send
ticket-sent = We have your request
ticket-number = Your ticket number:
# $date (String) - "Tuesday, November 24"
# $hours (String) - when Technical Support is there
ticket-call-by = We call or write you back by { $date }. We are there { $hours }.
ticket-arrived-title = Your request to Technical Support
ticket-arrived-nothing = Nothing was sent from this browser in the last few minutes.

## After closing one's account

goodbye-title = Your account is closed
goodbye-lead = You are signed out on all devices. We have told all your contacts.
goodbye-back = Did you change your mind?
goodbye-back-text = Call Technical Support within 30 days. After that, your username and your contacts are erased, and you can only enroll anew.
goodbye-record = Your medical record stays with your doctor’s office.

## Setting up a staff account

set-up-title = Set up your staff account
set-up-lead = Open the link that an administrator gave you, or enter its code here.
set-up-code-hint = The characters after the # of the link
# $username (String) - the username to sign in with
set-up-username = Your username is { $username }. Choose a password and add the account to your authenticator app.
set-up-password = Your password
set-up-authenticator = Authenticator app
set-up-authenticator-text = Scan the square code with the app, or type the letters into it. Then enter the code that the app shows.
set-up-squares = Square code for your authenticator app
set-up-typed = To type:
set-up-button = Finish
set-up-done = Your account is ready. Sign in with your username, your password and a new code of the app.

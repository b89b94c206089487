## What leaves the portal by mail or text. Never a word about anybody's health, never a name (R-10.1).

# $clinic (String) - the clinic's name
letter-enroll-code-subject = Your code for { $clinic }
# $code (String) - eight digits
# $clinic (String) - the clinic's name
letter-enroll-code = Your code for the patient portal of { $clinic } is { $code }. It works for 10 minutes. If you did not ask for it, you can ignore this message. We will never ask you for this code by phone.
# $clinic (String) - the clinic's name
letter-contact-code-subject = Confirm your contact for { $clinic }
# $code (String) - eight digits
# $clinic (String) - the clinic's name
letter-contact-code = Your code to confirm this contact for { $clinic } is { $code }. It works for 10 minutes. If you did not ask for it, you can ignore this message.
# $clinic (String) - the clinic's name
letter-enrolled-subject = Your account at { $clinic } is ready
# $clinic (String) - the clinic's name
letter-enrolled = Your account for the patient portal of { $clinic } is ready. If this was not you, please call Technical Support.
# $clinic (String) - the clinic's name
letter-wrong-passwords-subject = Somebody tried to sign in to your account at { $clinic }
# $clinic (String) - the clinic's name
letter-wrong-passwords = Somebody has entered a wrong password for your account at { $clinic } ten times in a row. If it was you, you can try again a little later. If not, please call Technical Support.
# $clinic (String) - the clinic's name
letter-new-message-subject = Something new at { $clinic }
# $clinic (String) - the clinic's name
# $link (String) - the address
letter-new-message = There is something new for you in the patient portal of { $clinic }. Sign in to read it: { $link }
# $clinic (String) - the clinic's name
letter-ask-news-subject = Something new at { $clinic }
# $clinic (String) - the clinic's name
# $link (String) - the address
letter-ask-news = There is something new about a request in the patient portal of { $clinic }. Sign in to see it: { $link }
# $clinic (String) - the clinic's name
letter-ask-needs-you-subject = Something for you to do at { $clinic }
# $clinic (String) - the clinic's name
# $link (String) - the address
letter-ask-needs-you = A request in the patient portal of { $clinic } waits for your answer. Sign in to see what is needed: { $link }
# $clinic (String) - the clinic's name
letter-overdue-subject = Something is overdue at { $clinic }
# $clinic (String) - the clinic's name
# $link (String) - the address
letter-overdue = Something that waits at your desk of { $clinic } should have been answered by now. Sign in to see it: { $link }
# $clinic (String) - the clinic's name
letter-request-subject = A new enrollment request at { $clinic }
letter-request = An enrollment request waits for the enrollment desk.

# $clinic (String) - the clinic's name
letter-code-frozen-subject = An activation code at { $clinic } is frozen
letter-code-frozen = Somebody has tried five wrong birth dates with one activation code. The code is frozen for now. See the enrollment desk for what to do.
# $clinic (String) - the clinic's name
letter-invitation-subject = Your invitation from { $clinic }
# $clinic (String) - the clinic's name
# $link (String) - the address
# $code (String) - in groups of five
letter-invitation = { $clinic } invites you to its patient portal. Open { $link } to begin. Or choose "Enroll Now" in the portal and enter the activation code { $code }. We will ask for your birth date. The code works once and for a limited time.
# $clinic (String) - the clinic's name
letter-received-subject = Your request to { $clinic }
# $clinic (String) - the clinic's name
# $number (String) - in groups of five
# $link (String) - the address
letter-received = We have received your request for the patient portal of { $clinic }. We may contact you to confirm who you are. You will then get an e-mail or a text message with a link. This may take 3 to 5 business days. Your request number is { $number }. See how far it is: { $link }
# $clinic (String) - the clinic's name
letter-approved-subject = Go on with your enrollment at { $clinic }
# $clinic (String) - the clinic's name
# $link (String) - the address
# $code (String) - in groups of five
letter-approved = { $clinic } has confirmed your request. Open { $link } to finish your enrollment. Or choose "Enroll Now" in the portal and enter the activation code { $code }. We will ask for your birth date. The code works once and for a limited time.
# $clinic (String) - the clinic's name
letter-declined-subject = Your request to { $clinic }
# $clinic (String) - the clinic's name
letter-declined = We could not finish your request for the patient portal of { $clinic }. Please call us or visit the office, and we will help you.
# $clinic (String) - the clinic's name
letter-password-subject = A new password for { $clinic }
# $clinic (String) - the clinic's name
# $link (String) - the address
# $code (String) - in groups of five
# $page (String) - an address
letter-password = Somebody asked for a new password for your account at { $clinic }. If it was you, open { $link } within 60 minutes. If the link does not work, enter this code: { $code } at { $page }. If it was not you, you can ignore this message: your password stays as it is.
# $clinic (String) - the clinic's name
letter-username-subject = Your username at { $clinic }
# $clinic (String) - the clinic's name
# $username (String) - as it was chosen
# $link (String) - the address
letter-username = Somebody asked for the username of your account at { $clinic }. It is: { $username }. Sign in here: { $link }. If you did not ask for it, you can ignore this message.
# $clinic (String) - the clinic's name
letter-security-subject = A change to your account at { $clinic }
# $what (String) - a sentence of the next group
# $clinic (String) - the clinic's name
# $link (String) - the address
letter-security = { $what } This is about your account for the patient portal of { $clinic }. If it was not you, call Technical Support at once. You can look at your account here: { $link }
# $what (String) - a sentence of the next group
# $clinic (String) - the clinic's name
# $link (String) - the address
letter-security-shut = { $what } This is about your account for the patient portal of { $clinic }. If it was not you, call Technical Support at once. Phone number and hours: { $link }
# $clinic (String) - the clinic's name
letter-support-code-subject = A code for Technical Support of { $clinic }
# $code (String) - eight digits
# $clinic (String) - the clinic's name
letter-support-code = Are you talking with Technical Support of { $clinic } now? Then read out this code: { $code }. It shows that the request is yours. It works for 10 minutes. If you did not ask for help, tell nobody the code and call Technical Support.

# $clinic (String) - the clinic's name
letter-sharing-subject = Helping each other at { $clinic }
# $what (String) - a sentence of the group "What will change by itself"
# $clinic (String) - the clinic's name
# $link (String) - the address
letter-sharing-changes = { $what } This is about people who help each other in the patient portal of { $clinic }. Sign in to see exactly what changes: { $link }
# $clinic (String) - the clinic's name
letter-sharing-asked = Somebody asks you to help them in the patient portal of { $clinic }. If you want to, visit their office with a photo identity document and sign the form. If you do not know what this is about, you can ignore this message.
# $clinic (String) - the clinic's name
# $link (String) - the address
letter-sharing-begun = In the patient portal of { $clinic } one person can now help another, and you are one of the two. Sign in to see for whom and with what: { $link } If you did not expect this, call Technical Support at once.
# $clinic (String) - the clinic's name
# $link (String) - the address
letter-sharing-changed = In the patient portal of { $clinic } something was changed about what one person may see or do for another, and you are one of the two. Sign in to see what: { $link } If you did not expect this, call Technical Support at once.
# $clinic (String) - the clinic's name
# $link (String) - the address
letter-sharing-set-aside = In the patient portal of { $clinic } one person cannot see or do anything for another for now, and you are one of the two. Sign in to see more: { $link }
# $clinic (String) - the clinic's name
# $link (String) - the address
letter-sharing-ended = In the patient portal of { $clinic } one person no longer helps another, and you are one of the two. Sign in to see more: { $link }
# $clinic (String) - the clinic's name
# $link (String) - the address
# $code (String) - in groups of five
letter-representative = { $clinic } invites you to its patient portal, so that you can help somebody there. Open { $link } to begin. Or choose "Enroll Now" in the portal and enter the activation code { $code }. We will ask for your own birth date. The code works once and for a limited time.

## What will change by itself

# $date (String) - with the year
coming-has-a-say = From { $date } on a birthday changes what one person may see or do for another.
# $date (String) - with the year
coming-of-age = From { $date } on somebody is of age, and others can no longer act for that person as they did.
# $date (String) - with the year
coming-runs-out = From { $date } on a permission to see or do things for somebody has run out.
# $date (String) - with the year
coming-review = A permission to act for somebody must be looked at anew before { $date }, or it pauses from then on.

## What has changed about an account

change-password = Your password was changed.
change-passkey-added = A passkey was added to your account.
change-passkey-removed = A passkey was removed from your account.
change-passkey-stopped = A passkey of your account may have been copied. We have switched it off. Sign in, remove it, and add a new one.
change-authenticator-added = An authenticator app was set up for your account.
change-authenticator-removed = The authenticator app was removed from your account.
change-recovery-codes = New recovery codes were made for your account. The older ones no longer work.
change-recovery-code-used = A recovery code was used for your account.
change-contact-added = A contact was added to your account.
change-contact-removed = A contact was removed from your account.
change-address-added = This address was added to your account at the desk.
change-address-removed = This address was removed from your account at the desk.
change-new-device = Your account was signed in to on a new device.
change-cancelled = Your account was closed. You have 30 days to change your mind: call Technical Support, and you can keep it.
change-restored = Your account was taken up again.
change-suspended = Your account was set aside by our staff. Nobody can sign in with it for now.
change-resumed = Your account was opened again. You can sign in.
change-unlocked = Technical Support has taken away the wait after wrong passwords for your account. You can sign in.
change-reproof = Nobody can sign in to your account until we have confirmed who you are. Please visit the office or wait for our call.

## The demo's page of what would have been sent

outbox-title = Sent messages
outbox-lead = In this demo nothing is really sent. Here is what people would have received by e-mail or text.
outbox-empty-title = Nothing has been sent yet
outbox-empty = Enroll somebody, or answer a message, and look here again.
# $to (String) - an address or a number
outbox-to = To { $to }
outbox-email = E-mail
outbox-text = Text message
outbox-refresh = Look again
footer-outbox = Sent messages (demo)

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
letter-new-message = There is something new for you in the patient portal of { $clinic }. Sign in to read it.
# $clinic (String) - the clinic's name
letter-request-subject = A new enrollment request at { $clinic }
letter-request = An enrollment request waits for the enrollment desk.

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

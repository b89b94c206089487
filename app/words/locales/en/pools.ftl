## What a shared inbox is for

pool-kind-general = General
pool-kind-appointments = Appointments
pool-kind-medication = Medicines
pool-kind-tests = Tests and results
pool-kind-referrals = Referrals
pool-kind-education = Health information
pool-kind-billing = Billing

## A conversation at the desk: closing it, and what it is linked with

desk-status-closed = Closed
desk-close = Close this conversation
desk-close-text = Nothing is owed any more, and the patient writes a follow-up instead of a reply. An answer opens it again.
desk-close-conflict = The patient has written since this page was loaded. Read the new message before you close the conversation.
# $date (String) - with the year
desk-closed-since = Closed since { $date }
desk-closed-text = The patient can start a follow-up. An answer of yours opens this conversation again.
desk-follows = See the conversation that came before this one
desk-followed-by = Go to the follow-up of this conversation

## Taking no messages of somebody, at the desk

blocks-title = Messages that this inbox does not take
block-of-anybody = Anybody’s about this chart
block-reason-conduct = Insults or threats
block-reason-too-many = More messages than can be answered
block-reason-wrong-use = Not about care, or not about this chart
block-reason-left-practice = No longer a patient of the practice
block-reason-other = Another reason
# $date (String) - with the year
block-until-said = Until { $date }
block-lift = Take messages again
block-lifted = This inbox takes their messages again.
block-title = Take no more messages
block-text = This inbox then takes no new conversation and no reply. The person is told the reason that you choose, and your phone number. Requests and other inboxes stay open.
block-whom = Whose messages?
block-whom-writer = Those of the person who wrote last in this conversation
block-whom-anybody = Anybody’s about this chart
block-whom-anybody-text = The patient’s own, and those of everybody who acts for the patient.
block-reason = Reason
block-reason-hint = The person reads it in plain words.
block-reason-missing = Choose a reason
block-until = Last day (optional)
block-until-hint = For example 1/31/2027. Leave it empty if it is to stand until you take it back
block-button = Take no more messages
block-made = This inbox takes no more of these messages.

## The administration's desk: shared inboxes

nav-pools = Inboxes
pools-title = Inboxes
pools-lead = Who answers messages and requests of a practice, by what they are about. What has no inbox of its own goes to the general one, but bills never do.
pools-list = All inboxes, by practice
pools-back = Back to the inboxes
pool-open = The open inbox
pool-gone-title = We could not find this inbox
pool-answered = Somebody answers
pool-nobody = Nobody answers
pool-nobody-text = Nobody answers this inbox yet, so the general one stands in for it. For bills, patients see a phone number.
pool-kind = What it is for
pool-kind-missing = Choose what the inbox is for
pool-waiting = Waiting for an answer
pool-members = Who answers it
pool-members-none = Nobody has a role for this inbox at this practice yet. Bills are answered by billing clerks, everything else by clinicians and nurses. Under “Staff”, give somebody the role and the practice.
pool-members-bad = Somebody on this list cannot answer this inbox any more. Load the page again
pool-lead = Lead
pool-lead-none = Nobody
pool-lead-hint = Whom we tell when an answer is late. One of those who answer.
pool-lead-bad = Choose somebody who answers this inbox
# $name (String) - who leads the inbox
pool-lead-unreached = { $name } leads this inbox. Our letters about what is late do not reach this person, and go to everybody else who answers it. An address is given under “Account”, at the bottom of each page.
pool-reaches-nobody = Our letters about what is late reach nobody who answers this inbox. An address is given under “Account”, at the bottom of each page.
# $role (String) - what the person does
pool-member-unreached = { $role }, not reached by letters
pool-phone = Phone number (optional)
pool-phone-hint = Told in place of the practice’s own number
pool-saved = What you set for this inbox is saved.
pool-add-title = Add an inbox
pool-add-text = Choose an inbox from the list to change it, or give a practice another one.
pool-practice = Practice
pool-practice-hint = Those that have all kinds already, and those further down the list, are not offered here.
pool-practice-missing = Choose a practice
pool-add-button = Add this inbox
pool-added = The inbox is there. Choose who answers it.

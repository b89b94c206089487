## Whose chart is open, and changing to another person's

nav-people = People
nav-record = Record
nav-sharing = Sharing
switch-person = Change person
switch-all = All people
switch-you = you
# $age (Number) - in years
switch-age = { $age ->
    [one] { $age } year old
   *[other] { $age } years old
}
# $name (String) - whose chart it is now
switch-now = Now in the chart of { $name }
# $name (String) - the person's name
# $age (Number) - in years
for-whom = For { $name } ({ $age })
# $name (String) - a given name
send-for = Send for { $name }
# $name (String) - a given name
send-again-for = Try again for { $name }

## The people whose charts somebody may open

people-title = The people you look after
people-title-one = Your chart
people-lead = Open a chart to read, to write, and to see what is new.
people-loading = Loading the people
people-empty-title = There is no chart here yet
people-empty-text = When a doctor’s office has put in force that you act for somebody, that person appears here by herself or himself.
people-how = How to act for somebody
people-you = You
# $count (Number) - conversations with something new
people-unread = { $count ->
    [one] { $count } conversation with something new
   *[other] { $count } conversations with something new
}
people-nothing-new = Nothing new
# $count (Number) - requests that wait for whoever opens the chart
people-waits = { $count ->
    [one] { $count } request waits for you
   *[other] { $count } requests wait for you
}
# $date (String) - "Tuesday, November 24"
people-due = Next answer by { $date }
# $when (String) - "Tuesday, November 24, 2026 at 2:05 PM", or the day alone
people-visit = Next appointment: { $when }
# $name (String) - the person's name
people-newest = New for { $name }
# $date (String) - "Tuesday, November 24"
# $name (String) - the person's given name
# $age (Number) - the new age
next-birthday = On { $date }, { $name } turns { $age }.
# $date (String) - "Tuesday, November 24"
# $name (String) - the person's name
next-ends = From { $date } on, you can no longer act for { $name } here.
# $date (String) - "Tuesday, November 24"
# $name (String) - the person's name
next-review = On { $date }, the office has to look anew at how you act for { $name }.
# $count (Number) - people who act for the reader
# $date (String) - with the year
next-others = { $count ->
    [one] On { $date }, what { $count } person who acts for you may see and do changes by itself.
   *[other] On { $date }, what { $count } people who act for you may see and do changes by itself.
}
next-see = See what changes

## Who has looked at a chart and acted in it

activity-title = Who looked and acted
# $name (String) - whose chart
activity-lead = In the chart of { $name }, besides { $name }
activity-lead-own = In your chart, besides you
activity-text = We write down every time somebody of our staff or a representative opens a part of this chart or does something in it.
activity-loading = Loading who looked and acted
activity-empty-title = Nobody yet
activity-empty-text = When somebody of our staff or a representative opens this chart, it appears here.
activity-list = Who looked and acted
activity-representative = Representative
activity-nobody = Somebody whose account is closed
# $role (String) - what a staff member does
activity-staff = Our staff: { $role }
activity-sharing = See what this person may do
# $name (String) - a representative
activity-aside = Set { $name } aside now
activity-report = Tell Technical Support about this
activity-wrong = Do you see something that should not be? Call Technical Support or your doctor’s office.
# $what (String) - a part of the chart, "test results"
acted-looked = Looked at: { $what }
acted-looked-who = Looked up who you are
acted-started = Started a conversation
acted-replied = Wrote in a conversation
acted-answered = Answered a message
acted-shelved = Moved a conversation to another part of the messages
acted-closed = Closed a conversation
acted-blocked = Changed whose messages an inbox takes
acted-asked = Sent a request to an office
acted-ask-changed = Changed a request
acted-ask-withdrawn = Took back a request
acted-ask-commented = Wrote about a request
acted-ask-times = Answered when an appointment can be
acted-ask-moved = Worked on a request
acted-uploaded = Added a file to a message
acted-took-file-back = Took a file back before sending
acted-opened-file = Opened a file
acted-desk-worked = Saw to who answers a message or a request
acted-desk-reminded = Told the team that an answer is overdue
acted-account = Looked after the account
acted-invited = Made a code for enrolling
acted-backed = Wrote down who stands behind the account
acted-confirmed = Confirmed who you are
acted-grant-made = Made a form for a representative
acted-grant-in-force = Put a representative in force
acted-grant-set = Changed what a representative may see and do
acted-grant-aside = Set a representative aside
acted-grant-resumed = Took a representative up again
acted-grant-ended = Ended that a representative acts
acted-grant-moved = Changed how a representative stands
acted-gave-up = Acts for you no longer
acted-order = Wrote down a court order
acted-attested = Wrote down what a clinician has said
acted-something = Did something else in this chart

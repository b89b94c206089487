language-name = English

# The line that stands on every page.
# $number (String) - the emergency number as people write it
emergency-line = If you are experiencing a medical emergency, please dial { $number } by phone.

## Around the page

skip-link = Skip to content
nav-label = Main
nav-home = Home
nav-messages = Messages
nav-asks = Requests
nav-new = new
chart-of = Chart of
help = Help
language-switch = Language
sign-out = Sign out
leave-quickly = Leave quickly
leave-quickly-what = If somebody comes in while you read, press “Leave quickly” at the top of the page. It signs you out at once and opens another website. “Back” does not lead here again. Your browser may still list the pages that you have visited.
lock = Lock
footer-support = Technical Support
footer-practices = Practices and phone numbers
footer-terms = Terms and conditions
footer-privacy = Privacy
footer-staff = Staff sign-in
demo-banner = This is a demo with invented people. Do not enter anything real.

## The title of every page, as the browser's history keeps it

# $page (String) - the page
# $portal (String) - the name of the portal
page-title = { $page } – { $portal }

## The session

session-warning = You will be signed out in 2 minutes
session-warning-why = You have not used this page for a while. Signing out protects your privacy. What you have written here will be lost unless you stay signed in.
session-stay = Stay signed in
session-leave = Sign out now

## Waiting, and when something does not get through

loading = Loading
try-again = Try again
trouble-title = We could not load this page
not-here-title = We could not find this page
not-here-text = The address may be wrong, or this page is not part of a chart you can open.
not-here-home = Go to your home page
signed-out-title = You are signed out
sign-in-to-go-on = Sign in to go on
sign-in-new-tab = Sign in (opens in a new tab). Then come back here and try again.
# $left (Number) - how many more fit
characters-left = { $left ->
    [one] You have { $left } character left
   *[other] You have { $left } characters left
}
# $over (Number) - how many too many
characters-over = { $over ->
    [one] You have { $over } character too many
   *[other] You have { $over } characters too many
}
offline-text = You can go on reading what is on this page. To send or open something, connect to the internet first.

## Dates and times

# $day (Number) - 1 is Monday
weekday = { $day ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
# $month (Number) - 1 is January
month-name = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
# $month (Number) - 1 is January
month-short = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
# $weekday (String) - name of the day
# $day (String) - day of the month
# $month (String) - name of the month
date-long = { $weekday }, { $month } { $day }
# $weekday (String) - name of the day
# $day (String) - day of the month
# $month (String) - name of the month
# $year (String) - the year
date-long-year = { $weekday }, { $month } { $day }, { $year }
# $day (String) - day of the month
# $month (String) - short name of the month
date-short = { $month } { $day }
# $day (String) - day of the month
# $month (String) - short name of the month
# $year (String) - the year
date-short-year = { $month } { $day }, { $year }
# $hour (String) - hour, 1 to 12
# $minute (String) - minute, two digits
# $afternoon (Bool) - noon and later
clock-time = { $afternoon ->
    [true] { $hour }:{ $minute } PM
   *[false] { $hour }:{ $minute } AM
}
yesterday = Yesterday

## Why a file is not taken, and what to do

problem-file-empty = There is nothing in this file. Choose another one
problem-file-heic = This photo is stored as HEIC, which we cannot show. On an iPhone, choose “Most Compatible” under Settings, Camera, Formats and take it again, or send a screenshot of it
problem-file-kind = We take photos (JPEG, PNG, GIF, WebP), PDF documents and plain text. Choose a file of one of these
problem-file-too-long = This file is larger than 10 MB. Choose a smaller one
problem-file-pixels = This picture is too large. Make it smaller, or send a screenshot of it
problem-file-broken = This picture cannot be read, or a part of it is missing. Choose another one
problem-file-twice = This file is there already
problem-file-many = There can be four files. Remove one to add another
problem-file-much = All files together can have 25 MB. Remove one to add another
problem-file-room = You have sent as many files as we can keep for you. Call us to bring this one another way

## The field to which files are added

file-label = Photos and files (optional)
file-hint = Up to four, 10 MB each: photos (JPEG, PNG, GIF, WebP), PDF or plain text.
file-hint-plain = Choose a file, then press “Add file”: it goes with what you send.
file-add = Add file
file-added-list = Files that go with it
file-going-list = Files on their way
# $name (String) - the file's name
file-remove = Remove { $name }
file-remove-short = Remove
# $name (String) - the file's name
file-said-added = { $name } is added
# $name (String) - the file's name
file-said-removed = { $name } is removed
# $name (String) - the file's name
file-progress = Adding { $name }
file-waits = Waiting for the one before it
file-again = Try again
# $name (String) - the file's name
file-again-name = Try to add { $name } again
file-wait = Wait until all files are added, then send
file-not-all = A file could not be added. Try it again or remove it, then send
file-late = What this file was for has been sent already. Load the page again to add it to something new
file-late-plain = What this file was for has been sent already. To add it to something new, choose it again
file-not-taken = The file could not be added just now. Choose it again in a minute

## Files that were sent

file-list = Files
# $name (String) - the file's name
file-picture = Picture: { $name }
file-kind-picture = Picture
file-kind-pdf = PDF
file-kind-text = Text
# $number (String) - how many kilobytes
file-kilobytes = { $number } KB
# $number (String) - how many megabytes, with one decimal place
file-megabytes = { $number } MB
file-checking = We are checking this file for viruses. It can be opened when that is done.
file-harmful = Something harmful was in this file, so we have deleted it.

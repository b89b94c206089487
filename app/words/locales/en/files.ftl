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

//! Files that people send with a message or a request.

use crate::ids::FileId;
use serde::{Deserialize, Serialize};

/// Bytes of a file as it is sent.
pub const FILE_MAX: usize = 10 * 1024 * 1024;

/// Files with one message or request.
pub const FILES_MAX: usize = 4;

/// Bytes of the files with one message or request, as they are kept.
pub const TOGETHER_MAX: u64 = 25 * 1024 * 1024;

/// Bytes that an account has sent and that are kept.
pub const ACCOUNT_MAX: u64 = 200 * 1024 * 1024;

/// What a kept file is. Nothing else is taken, and nothing else is ever served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A photo.
    Jpeg,
    /// A picture of another kind.
    Png,
    /// A document.
    Pdf,
    /// Plain text.
    Text,
}

impl FileKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Jpeg, Self::Png, Self::Pdf, Self::Text];

    /// The word in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Text => "text",
        }
    }

    /// The kind of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What browsers are told: never what a browser has told us.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
            Self::Text => "text/plain; charset=utf-8",
        }
    }

    /// What its name ends in, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Text => "txt",
        }
    }

    /// Whether a page may show it: we have drawn it ourselves. Everything else is only downloaded.
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png)
    }
}

/// How a file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileState {
    /// It can be opened.
    Ready,
    /// Nobody has looked yet whether something harmful is in it: it is there, and cannot be opened.
    Checking,
    /// Something harmful was in it. Its name is all that is left.
    Harmful,
}

/// A file as a page names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileView {
    /// Which: it is at [`crate::links::file`].
    pub file: FileId,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// How many bytes it has.
    pub bytes: u64,
    /// How it stands.
    pub state: FileState,
}

/// The files that a form lists, each once. What cannot be read is none of them: nothing goes along that is not named.
pub fn listed(typed: &[String]) -> Vec<FileId> {
    let mut files: Vec<FileId> = Vec::new();
    for file in typed.iter().filter_map(|id| id.trim().parse::<FileId>().ok()) {
        if files.len() < FILES_MAX && !files.contains(&file) {
            files.push(file);
        }
    }
    files
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileProblem {
    /// There is nothing in it.
    Empty,
    /// A photo as iPhones store it.
    Heic,
    /// Neither a picture, nor a PDF, nor plain text.
    Kind,
    /// More than [`FILE_MAX`] bytes.
    TooLong,
    /// A picture with more pixels than we are ready to read.
    TooManyPixels,
    /// A picture that cannot be read, or of which a part is missing.
    Broken,
    /// The same file is there already: so a page says of what it shows. No door refuses it.
    Twice,
    /// There are [`FILES_MAX`] already.
    TooMany,
    /// All together they have more than [`TOGETHER_MAX`] bytes.
    TooMuch,
    /// The account has sent [`ACCOUNT_MAX`] bytes already.
    NoRoom,
}

impl FileProblem {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Empty,
        Self::Heic,
        Self::Kind,
        Self::TooLong,
        Self::TooManyPixels,
        Self::Broken,
        Self::Twice,
        Self::TooMany,
        Self::TooMuch,
        Self::NoRoom,
    ];

    /// The word in the address of the page that a plain form is led back to.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Heic => "heic",
            Self::Kind => "kind",
            Self::TooLong => "too-long",
            Self::TooManyPixels => "pixels",
            Self::Broken => "broken",
            Self::Twice => "twice",
            Self::TooMany => "many",
            Self::TooMuch => "much",
            Self::NoRoom => "room",
        }
    }

    /// The problem of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.code() == code)
    }
}

/// What a plain form is told on its page of a file that was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// Something is wrong with it.
    Because(FileProblem),
    /// What it was meant for has been sent already.
    Late,
    /// It may be taken when it is tried again.
    Again,
}

impl NotTaken {
    /// The word in the address of the page.
    pub fn code(self) -> &'static str {
        match self {
            Self::Because(problem) => problem.code(),
            Self::Late => "late",
            Self::Again => "again",
        }
    }

    /// What a word says.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "late" => Some(Self::Late),
            "again" => Some(Self::Again),
            other => FileProblem::from_code(other).map(Self::Because),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_6_4_a_form_lists_files_each_once_and_no_nonsense() {
        let id = |n: usize| format!("01900000-0000-7000-8000-00000000000{n}");
        let typed: Vec<String> = [1, 2, 1].into_iter().map(id).chain(["".to_owned(), "all".to_owned()]).collect();
        let files: Vec<FileId> = [1, 2].into_iter().map(|n| id(n).parse().unwrap()).collect();
        assert_eq!(listed(&typed), files);
        assert!(listed(&[]).is_empty());
        assert_eq!(listed(&(1..9).map(id).collect::<Vec<_>>()).len(), FILES_MAX);
    }

    #[test]
    fn words_lead_back() {
        for kind in FileKind::ALL {
            assert_eq!(FileKind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(FileKind::from_code("svg"), None);
        for problem in FileProblem::ALL {
            assert_eq!(FileProblem::from_code(problem.code()), Some(problem));
        }
        assert_eq!(FileProblem::from_code(""), None);
        let told = FileProblem::ALL.map(NotTaken::Because).into_iter().chain([NotTaken::Late, NotTaken::Again]);
        for told in told {
            assert_eq!(NotTaken::from_code(told.code()), Some(told));
        }
        assert_eq!(NotTaken::from_code(""), None);
    }
}

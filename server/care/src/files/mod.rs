//! Files that people send: what they are, what of them is kept, and who opens them.
//!
//! A file is judged by what it holds, never by its name or by what a browser says of it. Pictures are drawn anew, so
//! that nothing of theirs gets on but what can be seen; documents and texts stay as they are and are only ever
//! downloaded. What is hidden in a document (scripts, attachments) is for the scanner to find
//! (`portal_gateways::Scanner`).
//!
//! A file lies at a [`Place`] of its sender's (`receive`), and goes with what is sent from there, if its form lists it
//! (`sending`: in the transaction of the message). Whoever may open that opens the file (`open`), once the scanner has
//! called it clean (`scan`), or at once where there is none.

mod kind;
mod old;
mod open;
mod pictures;
mod place;
mod receive;
mod scan;
mod sending;
mod view;

pub use kind::{Content, Format, clean_name, content};
pub use old::forget_old;
pub use open::{Opened, open, piece};
pub use pictures::redraw;
pub use place::Place;
pub use receive::{Upload, greet, receive, remove, unsent};
pub use scan::scan;
pub use sending::wait_for;

pub(crate) use sending::{Lying, claim, claim_for_ask, lying, may_attach, of_ask, of_thread};

use portal_types::field::Problem;
use portal_types::file::{FileKind, FileProblem};

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is nothing in it.
    Empty,
    /// A photo as iPhones store it: the sender is told how to make a JPEG of it.
    Heic,
    /// Neither a picture, nor a PDF, nor plain text.
    Kind,
    /// A picture with more pixels than we are ready to read.
    TooLarge,
    /// A picture that cannot be read, or of which a part is missing.
    Broken,
}

impl Refusal {
    /// What the sender is told.
    pub fn problem(self) -> Problem {
        Problem::File(match self {
            Self::Empty => FileProblem::Empty,
            Self::Heic => FileProblem::Heic,
            Self::Kind => FileProblem::Kind,
            Self::TooLarge => FileProblem::TooManyPixels,
            Self::Broken => FileProblem::Broken,
        })
    }
}

/// What is kept of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What it is.
    pub kind: FileKind,
    /// What is stored.
    pub bytes: Vec<u8>,
}

/// Judges a whole file, and draws it anew if it is a picture. Takes up to some seconds of a processor and 250 MiB: for
/// `spawn_blocking`, a few at a time.
pub fn judge(bytes: Vec<u8>) -> Result<Kept, Refusal> {
    match content(&bytes)? {
        Content::Picture(format) => redraw(&bytes, format),
        Content::Pdf => Ok(Kept { kind: FileKind::Pdf, bytes }),
        Content::Text => Ok(Kept { kind: FileKind::Text, bytes }),
    }
}

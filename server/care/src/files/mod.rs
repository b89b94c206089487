//! Files that people send: what they are, and what of them is kept.
//!
//! A file is judged by what it holds, never by its name or by what a browser says of it. Pictures are drawn anew, so
//! that nothing of theirs gets on but what can be seen; documents and texts stay as they are and are only ever
//! downloaded. What is hidden in a document (scripts, attachments) is for the scanner to find
//! (`portal_gateways::Scanner`).

mod kind;
mod pictures;

pub use kind::{Content, Format, clean_name, content};
pub use pictures::redraw;

use portal_types::file::FileKind;

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

//! From stored rows to what is shown.

use portal_store::files::{State, StoredFile};
use portal_types::file::{FileKind, FileState, FileView};

/// A file as a page names it; none, if it is of a kind that only a newer version knows.
pub(super) fn file_view(file: StoredFile) -> Option<FileView> {
    let kind = FileKind::from_code(&file.kind)?;
    let state = match file.state.as_str() {
        state if state == State::Clean.code() => FileState::Ready,
        state if state == State::Infected.code() => FileState::Harmful,
        // What is not surely clean is not opened.
        _ => FileState::Checking,
    };
    let bytes = u64::try_from(file.bytes).unwrap_or(0);
    Some(FileView { file: file.id.into(), name: file.name, kind, bytes, state })
}

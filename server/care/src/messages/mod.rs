//! Messages: patients write to care teams, teams answer, both see it arrive.

mod closing;
mod compose;
mod desk;
mod drafts;
mod patient;
mod search;
mod snippet;
mod view;

pub use compose::{compose_options, start};
pub use desk::{answer, block, close, desk_inbox, desk_open, unblock};
pub use drafts::{Place, keep_draft, keep_typed};
pub use patient::{inbox, open, reply, set_private, shelve, shown};
pub use search::{desk_found, desk_look_for, found, index_older, look_for};

pub(crate) use desk::colleague;
pub(crate) use drafts::{begun_at, replied_in};
pub(crate) use patient::may_keep;
pub(crate) use view::{new_intent, page, thread_row};

//! Messages: patients write to care teams, teams answer, both see it arrive.

mod desk;
mod drafts;
mod patient;
mod view;

pub use desk::{answer, desk_inbox, desk_open};
pub use drafts::{Place, keep_draft};
pub use patient::{compose_options, inbox, open, reply, set_private, start};

pub(crate) use patient::may_keep;
pub(crate) use view::{new_intent, page, thread_row};

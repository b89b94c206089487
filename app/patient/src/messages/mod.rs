//! Messages between the patient and the care teams.

mod blocked;
pub(crate) mod compose;
mod compose_form;
pub(crate) mod inbox;
mod privacy;
mod reply;
mod row;
pub(crate) mod search;
mod shelves;
pub(crate) mod thread;

pub(crate) use row::ThreadLine;

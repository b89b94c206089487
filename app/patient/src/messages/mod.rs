//! Messages between the patient and the care teams.

pub(crate) mod compose;
mod compose_form;
pub(crate) mod inbox;
mod privacy;
mod reply;
mod row;
pub(crate) mod thread;

pub(crate) use row::ThreadLine;

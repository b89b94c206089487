//! The frames: before sign-in, a patient's pages, the desk.

mod around;
mod charts;
mod desk;
mod leaving;
mod patient;
mod public;

pub(crate) use desk::Desk;
pub(crate) use patient::Patient;
pub(crate) use public::{Lost, Public};

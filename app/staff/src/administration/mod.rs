//! The administration's desk: staff, practices and their inboxes, the texts that people agree to, holidays. Nothing of a
//! patient.

mod agreement;
mod colleague;
mod confirm;
mod desk;
mod duties;
pub(crate) mod holidays;
mod invite;
mod pool;
pub(crate) mod pools;
mod practice;
pub(crate) mod practices;
mod put;
pub(crate) mod staff;
pub(crate) mod terms;

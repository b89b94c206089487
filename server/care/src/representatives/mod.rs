//! Patient Care Representatives: who may act for whom, from the signed form to the last day.
//!
//! Four parts are pure: [`life`] says what may happen to a grant, [`form`] how the desk's form is filled in, [`signing`] what
//! it needs before it counts, and [`notices`] who is told what before a birthday. What a grant opens on a day is
//! `portal_access::Standing`. Whatever happens to a grant goes through `moves`.

pub mod acted;
pub mod acting;
pub mod desk;
pub mod filling;
pub mod form;
pub(crate) mod guard;
pub mod household;
pub mod joining;
pub mod life;
pub(crate) mod moves;
pub mod notices;
pub mod own;
pub mod papers;
pub mod signing;
pub mod team;
pub mod telling;
pub(crate) mod view;

pub(crate) use moves::account_closed;

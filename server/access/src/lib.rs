#![doc = include_str!("../README.md")]

mod action;
mod actor;
mod administration;
pub mod birthday;
mod chart;
pub mod matrix;
pub mod policy;
mod pool;
mod registry;
pub mod standing;
mod support;

pub use action::{Action, Kind};
pub use actor::{Actor, Held, Own};
pub use administration::Administration;
pub use chart::{
    AccessLog, Acting, Allergies, AppointmentAsks, Chart, Charts, Demographics, Immunizations, Medications, Messages,
    ReferralAsks, RenewalAsks, Results, Scope, Sharing, Uploads, View, Visits,
};
pub use matrix::{Access, Cell, Column, Limit, Matrix};
pub use pool::PoolKey;
pub use registry::Registry;
pub use standing::{Facts, Rules, Standing, Unassented};
pub use support::Support;

/// The caller may not; from outside this looks like "not there".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Denied;

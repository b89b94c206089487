#![doc = include_str!("../README.md")]

mod action;
mod actor;
mod administration;
mod chart;
pub mod policy;
mod pool;
mod registry;
mod support;

pub use action::{Action, Kind};
pub use actor::{Actor, Own};
pub use administration::Administration;
pub use chart::{Category, Chart, Messages, Scope};
pub use pool::PoolKey;
pub use registry::Registry;
pub use support::Support;

/// The caller may not; from outside this looks like "not there".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Denied;

#![doc = include_str!("../README.md")]

pub mod accounts;
pub mod agreements;
pub mod asks;
pub mod audit;
mod business;
mod call;
pub mod closing;
mod confidential;
pub mod demo;
pub mod directory;
pub mod enrollment;
mod error;
pub mod front;
pub mod holidays;
pub mod live;
pub mod messages;
mod once;
mod portal;
pub mod practices;
pub mod profile;
pub mod record;
pub mod representatives;
pub mod sending;
mod settings;
pub mod staff;
pub mod support;
mod telling;
pub mod tidying;
mod visitor;

pub use business::{business_days_between, due_date};
pub use call::{Call, Glance};
pub use error::CareError;
pub use portal::{Outside, Portal};
pub use portal_access::Action;
pub use settings::Settings;
pub use visitor::Visitor;

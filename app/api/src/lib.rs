#![doc = include_str!("../README.md")]
// The arguments of a server function become the fields of a struct that nobody writes by hand.
#![expect(missing_docs, reason = "argument structs made by the server macro")]

pub mod accounts;
pub mod agreements;
pub mod asks;
pub mod colleagues;
pub mod demo;
pub mod desk;
pub mod directory;
pub mod enrollment;
mod error;
pub mod files;
pub mod forms;
pub mod front;
pub mod holidays;
pub mod home;
pub mod household;
pub mod messages;
pub mod pools;
pub mod practices;
pub mod record;
pub mod representatives;
pub mod requests;
pub mod security;
pub mod staff;
pub mod support;
pub mod triage;

pub use error::ApiError;

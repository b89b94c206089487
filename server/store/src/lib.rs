#![doc = include_str!("../README.md")]

pub mod accounts;
pub mod administration;
pub mod agreements;
pub mod audit;
pub mod contacts;
mod db;
pub mod drafts;
pub mod enrollments;
mod entity;
mod error;
pub mod guesses;
pub mod holidays;
pub mod intents;
pub mod invitations;
pub mod messages;
pub mod outbox;
pub mod passkeys;
pub mod people;
pub mod pools;
pub mod practices;
pub mod records;
pub mod registry;
pub mod security;
pub mod sessions;
pub mod standing;
pub mod tickets;
pub mod tidy;

pub use db::{Db, Listener, Look, Reads, Tx};
pub use error::StoreError;

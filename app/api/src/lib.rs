#![doc = include_str!("../README.md")]

pub mod accounts;
pub mod demo;
pub mod desk;
pub mod directory;
pub mod enrollment;
mod error;
pub mod messages;
pub mod staff;

pub use error::ApiError;

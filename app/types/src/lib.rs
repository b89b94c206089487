#![doc = include_str!("../README.md")]

pub mod account;
pub mod clinic;
pub mod day;
pub mod directory;
pub mod enrollment;
pub mod error;
pub mod field;
pub mod ids;
pub mod links;
pub mod message;
pub mod moment;
pub mod notice;
pub mod page;
pub mod staff;

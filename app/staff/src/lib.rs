#![doc = include_str!("../README.md")]

mod inbox;
mod live;
mod shared;

pub use inbox::DeskPage;

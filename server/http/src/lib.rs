#![doc = include_str!("../README.md")]

mod address;
mod csrf;
mod doors;
mod files;
mod headers;
mod limits;
mod live;
mod upload;
mod visit;

pub use address::Trusted;
pub use doors::{Doors, HttpSettings, Logo};
pub use headers::Nonce;

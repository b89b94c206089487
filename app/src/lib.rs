#![doc = include_str!("../README.md")]
// View types nest deeply; a page of a few components passes the default of 128.
#![recursion_limit = "512"]

mod frames;
mod lazy;
mod routes;
mod session;
mod shell;

pub use routes::App;
pub use shell::{Assets, Pieces, shell};

#![doc = include_str!("../README.md")]

mod frames;
mod routes;
mod session;
mod shell;

pub use routes::App;
pub use shell::shell;

#![doc = include_str!("../README.md")]
// View types nest deeply; a page of a few components passes the default of 128.
#![recursion_limit = "512"]

mod account;
mod home;
mod messages;
mod pages;
mod shared;
mod terms_again;

pub use pages::{Page, draw};

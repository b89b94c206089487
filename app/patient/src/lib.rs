#![doc = include_str!("../README.md")]
// View types nest deeply; a page of a few components passes the default of 128.
#![recursion_limit = "512"]

mod account;
mod activity;
mod asks;
mod facts;
mod home;
mod late;
mod limits;
mod messages;
mod next;
mod pages;
mod people;
mod private;
mod record;
mod shared;
mod sharing;
mod terms_again;

pub use pages::{Page, draw};

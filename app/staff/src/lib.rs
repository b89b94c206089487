#![doc = include_str!("../README.md")]
// View types nest deeply; a page of a few components passes the default of 128.
#![recursion_limit = "512"]

mod account;
mod administration;
mod asks;
mod claim;
mod cover;
mod deeds;
mod forms;
mod front;
mod grants;
mod inbox;
mod keys;
mod lacks;
mod list_page;
mod opened;
mod pages;
mod parts;
mod pulse;
mod requests;
mod rows;
mod search;
mod split;
mod support;
mod templates;
mod triage;
mod unfolding;
mod way;

pub use pages::{Page, draw};

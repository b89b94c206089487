#![doc = include_str!("../README.md")]

mod bundle;
mod date;
mod draft;
mod entries;
mod fault;
mod forbidden;
mod json;
mod kinds;
mod limits;
mod names;
mod read;
mod reference;
mod row;

pub use bundle::{Bundle, Resource, looks_like_directory, read};
pub use date::{Grain, When};
pub use draft::Notes;
pub use fault::{Fault, What};
pub use limits::Limits;
pub use reference::Link;
pub use row::{Cell, Row};

#![doc = include_str!("../README.md")]
// View types nest deeply; a page of a few components passes the default of 128.
#![recursion_limit = "512"]

pub mod boot;
pub mod text;

mod avatar;
mod button;
mod dialog;
mod empty;
mod errors;
mod field;
mod for_whom;
mod fresh;
mod icon;
mod language;
mod layout;
mod list;
pub mod live;
mod notice;
mod skeleton;
mod squares;
mod switcher;
mod table;
mod thread;
mod timeline;
mod wizard;

pub use avatar::*;
pub use button::*;
pub use dialog::*;
pub use empty::*;
pub use errors::*;
pub use field::*;
pub use for_whom::*;
pub use fresh::fresh;
pub use icon::*;
pub use language::*;
pub use layout::*;
pub use list::*;
pub use notice::*;
pub use skeleton::*;
pub use squares::*;
pub use switcher::*;
pub use table::*;
pub use thread::*;
pub use timeline::*;
pub use wizard::*;

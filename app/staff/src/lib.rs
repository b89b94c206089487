#![doc = include_str!("../README.md")]
// View types nest deeply; a page of a few components passes the default of 128.
#![recursion_limit = "512"]

mod administration;
mod front;
mod inbox;
mod parts;
mod requests;
mod support;

pub use administration::{AdminHolidaysPage, AdminStaffPage, AdminTermsPage};
pub use front::FrontPage;
pub use inbox::DeskPage;
pub use requests::RequestsPage;
pub use support::SupportDeskPage;

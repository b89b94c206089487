#![doc = include_str!("../README.md")]
// View types nest deeply; a page of a few components passes the default of 128.
#![recursion_limit = "512"]

mod activate;
mod brought;
mod demo_outbox;
mod enroll;
mod fields;
mod forgot;
mod form;
mod goodbye;
mod not_found;
mod pages;
mod passkey;
mod practices;
mod privacy;
mod recover;
mod request_status;
mod second;
mod sign_in;
mod staff_locked;
mod staff_set_up;
mod staff_sign_in;
mod support;
mod terms;
mod ticket;

pub use not_found::NotFoundPage;
pub use pages::{Page, StaffDoor, draw, draw_staff_door};
pub use sign_in::SignInPage;

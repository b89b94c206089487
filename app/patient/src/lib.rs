#![doc = include_str!("../README.md")]
// View types nest deeply; a page of a few components passes the default of 128.
#![recursion_limit = "512"]

mod account;
mod home;
mod messages;
mod shared;
mod terms_again;

pub use account::AccountPage;
pub use home::HomePage;
pub use messages::compose::ComposePage;
pub use messages::inbox::InboxPage;
pub use messages::thread::ThreadPage;
pub use terms_again::TermsAgainPage;

#![doc = include_str!("../README.md")]

mod home;
mod live;
mod messages;
mod shared;

pub use home::HomePage;
pub use messages::compose::ComposePage;
pub use messages::inbox::InboxPage;
pub use messages::thread::ThreadPage;

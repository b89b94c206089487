#![doc = include_str!("../README.md")]

mod chance;
mod clock;
mod keys;
pub mod live;
mod passwords;
mod totp;

pub use chance::Chance;
pub use clock::{Clock, SystemClock, TestClock};
pub use keys::{KeyError, Keys};
pub use live::{Heard, Live};
pub use passwords::{HashSettings, Overloaded, Passwords};
pub use totp::Totp;

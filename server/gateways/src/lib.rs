#![doc = include_str!("../README.md")]

mod chance;
mod clock;
mod journal;
mod keys;
pub mod live;
mod pace;
mod passkeys;
mod passwords;
mod post;
mod scan;
mod totp;

pub use chance::Chance;
pub use clock::{Clock, SystemClock, TestClock};
pub use journal::Journal;
pub use keys::{KeyError, Keys};
pub use live::{Heard, Live};
pub use pace::evenly;
pub use passkeys::{Asked, Judged, Made, Passkeys};
pub use passwords::{HashSettings, Lane, Overloaded, Passwords, Place};
pub use post::{Carrier, Parcel, Post, PostError, Shelf, Smtp, Snag, TextGateway};
pub use scan::{Clamd, Scanner, ScannerError, ToldScanner, Verdict, eicar};
pub use totp::Totp;

//! Accounts: signing in and out, sessions, the language.

pub(crate) mod common;
pub mod ladder;
mod session;
mod sign_in;

pub use session::{Touch, boot, me, session_clock, set_language, sign_out, stay};
pub use sign_in::{Opened, sign_in, staff_sign_in};

pub(crate) use sign_in::{new_token, open_session};

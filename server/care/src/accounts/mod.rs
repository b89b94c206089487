//! Accounts: signing in and out, sessions, the language.

pub(crate) mod common;
mod known;
pub mod ladder;
mod lock;
mod passkey_sign_in;
mod passkeys;
mod recover;
mod second;
pub mod security;
mod session;
mod sign_in;
mod tries;

pub use lock::{lock, unlock};
pub use passkey_sign_in::{ask_for_passkey, ask_own_passkey, passkey_sign_in, prove_with_passkey};
pub use passkeys::{QUESTION_MS, begin_passkey, finish_passkey, remove_passkey, rename_passkey};
pub use recover::{LINK_MS, forgot_password, forgot_username, recover, recovery_needs};
pub use second::{Second, second_step};
pub use security::PROVEN_MS;
pub use session::{Touch, boot, me, session_clock, set_language, sign_out, stay};
pub use sign_in::{Entering, Opened, sign_in, staff_sign_in};

pub(crate) use known::keep;
pub(crate) use recover::{link_hash, tell};
pub(crate) use session::cards;
pub(crate) use sign_in::{Proven, new_token, open_session, own_path};
pub(crate) use tries::Tries;

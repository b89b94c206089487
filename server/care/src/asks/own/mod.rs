//! The patient's side: what she asks for, or somebody for her.

mod changing;
mod form;
mod looking;
mod making;
mod wishes;

pub use changing::{again, change, choose, comment, set_private, withdraw};
pub use form::options;
pub use looking::{calendar, list, open};
pub use making::make;
pub(super) use making::{change_parts, may_ask, parts, texts};

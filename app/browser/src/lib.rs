#![doc = include_str!("../README.md")]

mod live;
mod page;
mod session;

pub use live::listen;
pub use page::{address_query, focus, go, mark_ready, new_intent, register_worker, reload, scroll_to_end};
pub use session::{after, every, now_ms, on_activity, on_restored, on_signed_out, tell_signed_out};

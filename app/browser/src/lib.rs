#![doc = include_str!("../README.md")]

mod dialog;
mod form;
mod live;
mod measure;
mod page;
mod passkey;
mod picture;
mod session;
mod sketch;
mod upload;

pub use dialog::{close_dialog, open_dialog, wrap_focus};
pub use form::{form_as_drawn, form_now, hold_form, let_form_go};
pub use live::listen;
pub use page::{
    address_query, focus, focus_now, focus_page, go, mark_ready, new_intent, print, recover, register_worker, reload,
    scroll_to_end, take_fragment, vanish,
};
pub use passkey::{NoPasskey, can_have_passkeys, make_passkey, use_passkey};
pub use session::{
    Left, after, every, now_ms, on_activity, on_connection, on_hidden, on_left, on_restored, tell_away, tell_idle,
    tell_locked, tell_signed_out,
};
pub use sketch::{Pen, on_drawn};
pub use upload::{ChosenFile, leads_elsewhere, let_go, make_ready, send_file, take_chosen};

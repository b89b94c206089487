//! What patients ask of offices: routine appointments, prescriptions anew, authorizations of referrals (R-7.*).
//!
//! Four parts are pure: [`flow`] says what may happen to an ask and how it stands then, [`drugs`] which prescriptions can be
//! had anew, [`ics`] how a calendar is told of a visit, and `crate::business` by when an answer is due. Whatever happens to
//! an ask after it was made goes through `moves`. The patient's side is in [`own`], the team's in [`desk`].

pub mod desk;
mod drafts;
pub mod drugs;
pub mod flow;
pub mod ics;
mod keys;
mod moves;
pub mod own;
mod view;

pub(crate) use drafts::forms;
pub(crate) use keys::{acting, opened};
pub(crate) use view::ask_row as listed;

pub use desk::{approval, desk_list, desk_move, desk_open};
pub use drafts::{Form, keep_draft, keep_move, keep_refused, keep_typed};
pub use own::{again, calendar, change, choose, comment, list, make, open, options, set_private, withdraw};

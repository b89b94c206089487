//! What patients ask of offices: what a chart's keys open of it, and what a pool's key opens.
//!
//! A chart has three keys here, one for each kind of ask, for each is a row of the access matrix of its own; [`Keys`] holds
//! those that a caller has, and every query of her side is one over what they open. `hidden` in `keys` is the one place
//! where it is said what they leave out.

mod desk;
mod drugs;
mod head;
mod keys;
mod list;
mod offers;
mod parts;
mod write;

pub use desk::{DeskListed, Pool, desk_head, desk_hold, desk_list, mark_opened, pools};
pub use drugs::{RenewableDrug, drugs, hold_chart, pharmacy, set_pharmacy};
pub use head::{Head, head, hold};
pub(crate) use keys::VEILED;
pub use keys::{ActingKeys, Keys};
pub use list::{ListedAsk, list, of_home, unseen};
pub(crate) use offers::can_be_asked;
pub use offers::{Office, language, offered, offices, plan, sees};
pub use parts::{Parts, StoredDrug, StoredEvent, StoredTime, parts};
pub use write::{
    Begun, Event, NewDrug, NewTime, Saved, append, decide, insert, keep_private, mark_seen, propose, replace_drugs,
    rewrite, save, settle_times,
};

use portal_types::page::Cursor;
use uuid::Uuid;

/// Where a list of everything begins: after every row.
const END: Cursor = Cursor { at: i64::MAX, id: Uuid::max() };

//! Threads and messages: what a chart's key opens, and what a pool's key opens.
//!
//! Unread and waiting counters are changed in the transaction that changes what they count.

mod counters;
mod head;
mod list;
mod marks;
mod reading;
mod write;

pub use counters::miscounted;
pub use head::{Head, desk_head, desk_hold, head};
pub(crate) use list::OWED;
pub use list::{ListedThread, desk_threads, of_home, threads, unread};
pub use marks::{close, keep_private, mark_opened, mark_read, shelve};
pub use reading::{StoredMessage, account_of, answered_since, last_writer, messages, unseen};
pub use write::{Author, Begun, Owed, Stands, add_from_patient, add_from_team, open_thread, side_code};

use portal_access::{Limit, View};
use portal_types::page::Cursor;
use uuid::Uuid;

/// Where a list of everything begins: after every row.
const END: Cursor = Cursor { at: i64::MAX, id: Uuid::max() };

/// The condition that keeps what a key does not open out of a query on `threads t`; begins with "and", or is empty. What
/// a patient keeps for herself is shown to no representative, whatever her key opens.
pub(crate) fn hidden(view: View) -> &'static str {
    match view.limit() {
        None | Some(Limit::NoPrivateThreads) if view.own() => "",
        None | Some(Limit::NoPrivateThreads) => "and not t.private",
        // Parts that nobody has drawn for conversations are nothing.
        Some(
            Limit::NoHiddenVaccines
            | Limit::AskingOnly
            | Limit::GeneralOnly
            | Limit::MarkedDrugs
            | Limit::NoDiagnosis
            | Limit::AsGuarantor
            | Limit::AsGuarantorSums
            | Limit::OwnBills
            | Limit::OwnUploads
            | Limit::OwnActs
            | Limit::NarrowAndRevoke,
        ) => "and 1 = 0",
    }
}

#![doc = include_str!("../README.md")]
// View types nest deeply; a page of a few components passes the default of 128.
#![recursion_limit = "512"]

mod address;
mod asked;
mod attaching;
mod cadence;
mod coming;
mod conversation;
mod folded;
mod form;
mod found;
mod grant_history;
mod growing;
mod keeping;
mod list;
mod lying;
mod problem;
mod prove;
mod sending;
mod sent_files;
mod switchboard;
mod trouble;

pub use address::{cursor, nothing_there, param};
pub use asked::{AskStep, AskedDrugs, asked_facts, visit_about};
pub use attaching::{Attach, Attaching, use_attaching};
pub use coming::ComingChanges;
pub use conversation::Conversation;
pub use folded::{Folded, Press};
pub use form::{Faults, FormErrors, SendButton, entered, refused, use_alive, when_done};
pub use found::{FoundList, Looked, SearchField, search_sentence};
pub use grant_history::{GrantEvents, GrantHistory};
pub use growing::{Growing, More, MoreHere, Rest, anew};
pub use keeping::{HalfWritten, Keeping, keep_before, keep_now, use_keeping};
pub use list::{Lists, left_edge, provide_lists, use_lists};
pub use lying::{Lying, use_lying};
pub use problem::{left, problem_in, problem_of, problems_in, sentence};
pub use prove::Prove;
pub use sending::{NotSent, Sending, SendingErrors, Wording};
pub use sent_files::SentFiles;
pub use switchboard::Switchboard;
pub use trouble::{InNewTab, NotFound, Snag, Trouble, goes, not_anew};

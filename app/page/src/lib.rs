#![doc = include_str!("../README.md")]
// View types nest deeply; a page of a few components passes the default of 128.
#![recursion_limit = "512"]

mod address;
mod conversation;
mod form;
mod growing;
mod list;
mod problem;
mod trouble;

pub use address::{cursor, nothing_there, param};
pub use conversation::Conversation;
pub use form::{Faults, FormErrors, entered, refused, use_alive};
pub use growing::{Growing, More};
pub use list::{keep, kept, left_edge};
pub use problem::{left, problem_in, problem_of, problems_in, sentence};
pub use trouble::{AgreeBeside, NotFound, SignInBeside, Snag, Trouble};

//! What a page hears when something is refused: codes, never sentences.

use crate::field::FieldProblem;
use serde::{Deserialize, Serialize};

/// Why a request was refused, as far as the person may know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// Nobody is signed in, or the session has ended.
    SignedOut,
    /// Not there, or not yours: the two look the same from outside.
    NotFound,
    /// The fields named need another look.
    Invalid(Vec<FieldProblem>),
    /// Username, password or code is wrong; which one is not told.
    WrongCredentials,
    /// Something changed meanwhile (another tab, a second press): look again.
    Conflict,
    /// The time for this has run out.
    Expired,
    /// Too many tries; again after so many seconds.
    TooOften {
        /// Seconds to wait.
        seconds: u32,
    },
    /// It must be proven once more who sits there: password, and code where there is one.
    Unproven,
    /// The session is locked: its person must enter her password first.
    Locked,
    /// The clinic asks for a second factor, which must be set up before a chart opens.
    NeedsFactor,
    /// New terms are in force: they must be agreed to before a chart opens.
    Unagreed,
    /// Too young for what was asked for.
    Minor,
    /// Busy or briefly out of order: try again.
    Unavailable,
    /// Our fault; the log has the details under this request's id.
    Internal,
}

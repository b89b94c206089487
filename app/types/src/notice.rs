//! Notices that leave the portal, and the nudges that stay inside it.

use crate::enrollment::Channel;
use crate::ids::{PatientId, PoolId, ThreadId};
use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// Something new, without any content: who may hear it refetches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nudge {
    /// The chart it concerns.
    pub patient: PatientId,
    /// The pool it concerns.
    pub pool: PoolId,
    /// The thread to look at again.
    pub thread: ThreadId,
}

/// What a notice says. The sentences are in `words`; no letter ever carries health information.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "letter", rename_all = "snake_case")]
pub enum Letter {
    /// The check code of an enrollment, to a contact on the record.
    EnrollCode {
        /// Eight digits.
        code: String,
    },
    /// The check code to a contact somebody just typed.
    ContactCode {
        /// Eight digits.
        code: String,
    },
    /// An account has become active.
    Enrolled,
    /// Somebody has tried to sign in with wrong passwords ten times in a row.
    WrongPasswords,
    /// A care team has answered.
    NewMessage,
    /// To the enrollment desk: a request waits.
    EnrollmentRequest,
}

/// What the demo would have sent, as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoMail {
    /// To whom.
    pub to: String,
    /// How.
    pub channel: Channel,
    /// In which language.
    pub lang: crate::account::Lang,
    /// What.
    pub letter: Letter,
    /// When.
    pub at: Moment,
}

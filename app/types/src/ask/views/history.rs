//! What has happened to an ask.

use crate::account::Role;
use crate::ask::{AskState, Refusing};
use crate::day::Day;
use crate::message::Side;
use crate::moment::Moment;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What of an ask happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskHappened {
    /// It was sent.
    Made,
    /// The patient wrote it anew.
    Changed,
    /// The office took it in hand.
    Reviewed,
    /// The office asked for something.
    NeedsInfo,
    /// Somebody said something.
    Commented,
    /// The office proposed times.
    Proposed,
    /// The patient took one of them.
    Chosen,
    /// She took none.
    AskedAgain,
    /// The office said yes.
    Approved,
    /// The office said no.
    Declined,
    /// A visit of an authorization was counted.
    VisitCounted,
    /// It was closed: what was asked for has happened.
    Done,
    /// The patient took it back.
    Withdrawn,
}

impl AskHappened {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Made,
        Self::Changed,
        Self::Reviewed,
        Self::NeedsInfo,
        Self::Commented,
        Self::Proposed,
        Self::Chosen,
        Self::AskedAgain,
        Self::Approved,
        Self::Declined,
        Self::VisitCounted,
        Self::Done,
        Self::Withdrawn,
    ];

    /// The word in the table.
    pub fn code(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Changed => "changed",
            Self::Reviewed => "reviewed",
            Self::NeedsInfo => "needs_info",
            Self::Commented => "commented",
            Self::Proposed => "proposed",
            Self::Chosen => "chosen",
            Self::AskedAgain => "asked_again",
            Self::Approved => "approved",
            Self::Declined => "declined",
            Self::VisitCounted => "visit_counted",
            Self::Done => "done",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// What a word of the table stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.code() == code)
    }
}

/// A line of an ask's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskEvent {
    /// Which line.
    pub event: Uuid,
    /// When.
    pub at: Moment,
    /// What happened.
    pub what: AskHappened,
    /// How it stood before.
    pub before: AskState,
    /// How it stood then.
    pub after: AskState,
    /// From which side.
    pub side: Side,
    /// The name of who did it.
    pub author: String,
    /// The role, of somebody of the team.
    pub role: Option<Role>,
    /// Whether somebody did it for the patient.
    pub for_other: bool,
    /// Why it was declined.
    pub reason: Option<Refusing>,
    /// What was said; empty where nothing was, or where the reader does not see it.
    pub words: String,
    /// By when the office answered from then on, while it was its turn.
    pub due: Option<Day>,
}

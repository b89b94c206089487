//! Asks as the desk sees them.

use super::AskView;
use crate::ask::{AskDraft, AskKind, AskState, DeskMoveKind};
use crate::day::Day;
use crate::ids::{AskId, PoolId};
use crate::moment::Moment;
use crate::page::Page;
use serde::{Deserialize, Serialize};

/// An ask in the desk's queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskAskRow {
    /// Which.
    pub ask: AskId,
    /// The patient's name.
    pub patient: String,
    /// What is asked for.
    pub kind: AskKind,
    /// How it stands.
    pub state: AskState,
    /// The practice.
    pub practice: String,
    /// By when it is to be answered, while it is the team's turn.
    pub due: Option<Day>,
    /// Whether that day is over.
    pub late: bool,
    /// When something last happened.
    pub last_at: Moment,
    /// Whether somebody of the team has opened it.
    pub opened: bool,
}

/// A shared inbox with asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskPool {
    /// Which.
    pub pool: PoolId,
    /// The practice's name.
    pub practice: String,
    /// Asks that wait for the team.
    pub waiting: u32,
}

/// Which asks the desk looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskFilter {
    /// Those that wait for the team, the first due first.
    #[default]
    Due,
    /// Those that are open and wait for the patient, or for nobody.
    Waiting,
    /// Those that are closed.
    Over,
}

impl AskFilter {
    /// All of them, in the order offered.
    pub const ALL: [Self; 3] = [Self::Due, Self::Waiting, Self::Over];

    /// The word in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Waiting => "waiting",
            Self::Over => "over",
        }
    }

    /// From the word in an address; what is due, where there is none.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|filter| filter.code() == code).unwrap_or_default()
    }
}

/// The desk's queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskAsks {
    /// The inboxes of this staff member.
    pub pools: Vec<AskPool>,
    /// Asks of all of them.
    pub page: Page<DeskAskRow>,
    /// The moment of the reply.
    pub now: Moment,
}

/// An ask at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskAskView {
    /// The ask as the patient sees it.
    pub view: AskView,
    /// The patient's name, so that nobody acts for the wrong person.
    pub name: String,
    /// The patient's birth date, if it is known whole.
    pub born: Option<Day>,
    /// The medical record number, if there is one.
    pub mrn: Option<String>,
    /// What the reader can do now.
    pub moves: Vec<DeskMoveKind>,
    /// Whether that day is over by which it is to be answered.
    pub late: bool,
    /// Whether it has words that routine asks do not have.
    pub urgent: bool,
    /// The name of who else does something with it just now.
    #[serde(default)]
    pub claimed: Option<String>,
    /// What stood in a form without our code when it was refused; `form` says in which.
    #[serde(default)]
    pub typed: Option<AskDraft>,
}

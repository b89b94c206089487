//! What the desks see.

use crate::ids::{PoolId, ThreadId};
use crate::message::Topic;
use crate::moment::Moment;
use crate::page::Page;
use crate::pool::PoolKind;
use serde::{Deserialize, Serialize};

/// A shared inbox the staff member answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolCard {
    /// Which.
    pub pool: PoolId,
    /// The practice's name.
    pub practice: String,
    /// What it is for.
    pub kind: PoolKind,
    /// Threads that wait for an answer.
    pub waiting: u32,
    /// Asks that wait for the team.
    #[serde(default)]
    pub asks: u32,
}

/// A thread in the desk's queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskRow {
    /// Which.
    pub thread: ThreadId,
    /// The patient's name.
    pub patient: String,
    /// Subject.
    pub subject: String,
    /// Practice.
    pub practice: String,
    /// About what.
    pub topic: Topic,
    /// Time of the last message.
    pub last_at: Moment,
    /// Whether an answer is owed.
    pub waiting: bool,
    /// Whether somebody of the team has opened it since the patient last wrote.
    pub opened: bool,
}

/// Which threads the desk looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeskFilter {
    /// Those that wait for an answer.
    #[default]
    Waiting,
    /// All of them.
    All,
}

impl DeskFilter {
    /// From the word in an address.
    pub fn from_code(code: &str) -> Self {
        if code == "all" { Self::All } else { Self::Waiting }
    }
}

/// The desk's queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskInbox {
    /// The inboxes of this staff member.
    pub pools: Vec<PoolCard>,
    /// Threads of all of them, newest first.
    pub page: Page<DeskRow>,
    /// The moment of the reply.
    pub now: Moment,
}

//! What the first page of a chart says: what waits for whoever opens it, what she waits for, and what is new.

use crate::ask::{AskKind, AskRow, VisitKind};
use crate::day::Day;
use crate::ids::AskId;
use crate::message::ThreadRow;
use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// The most lines of a list there; the others are on the page that has all of them.
pub const HOME_LINES: usize = 6;

/// A line of what waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HomeLine {
    /// Something that was asked of an office.
    Ask(AskRow),
    /// A conversation in which the team is to answer.
    Thread {
        /// Which.
        row: ThreadRow,
        /// By when.
        due: Option<Day>,
    },
    /// A message that the reader has begun to write.
    Begun {
        /// The conversation that it is a reply in; none, if it begins one.
        thread: Option<ThreadRow>,
        /// When it was last written at.
        at: Moment,
    },
    /// A request that the reader has begun to write, and may still send.
    BegunAsk {
        /// What is asked for by it.
        kind: AskKind,
        /// When it was last written at.
        at: Moment,
    },
}

impl HomeLine {
    /// The day by which it is answered.
    pub fn due(&self) -> Option<Day> {
        match self {
            Self::Ask(row) => row.due,
            Self::Thread { due, .. } => *due,
            Self::Begun { .. } | Self::BegunAsk { .. } => None,
        }
    }
}

/// A list of the first page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeList {
    /// Its lines, at most [`HOME_LINES`].
    pub lines: Vec<HomeLine>,
    /// Whether there are others.
    pub more: bool,
}

/// The next visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeVisit {
    /// The request by which it was agreed; none, if the office has noted it by itself.
    pub ask: Option<AskId>,
    /// When it begins.
    pub at: Moment,
    /// Whether the time of day is known.
    pub timed: bool,
    /// How to meet, where it is known.
    pub way: Option<VisitKind>,
    /// Where at the practice; may be empty.
    pub place: String,
    /// The practice, where it is known.
    pub practice: Option<String>,
}

/// The first page of a chart, as far as its reader may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeView {
    /// What the reader is to do.
    pub waits: HomeList,
    /// What an office is to do, the first due first.
    pub owed: HomeList,
    /// The next visit.
    pub visit: Option<HomeVisit>,
    /// Conversations with something unread, the newest first; at most [`HOME_LINES`].
    pub unread: Vec<ThreadRow>,
    /// Whether there are others.
    pub more_unread: bool,
    /// Requests that wait for nobody and of which something is new, the newest first; at most [`HOME_LINES`].
    pub answered: Vec<AskRow>,
    /// Whether there are others.
    pub more_answered: bool,
    /// The moment of the reply.
    pub now: Moment,
}

impl HomeView {
    /// Whether nothing is new.
    pub fn is_read(&self) -> bool {
        self.unread.is_empty() && self.answered.is_empty()
    }

    /// Whether nothing waits for anybody, and nothing comes.
    pub fn is_quiet(&self) -> bool {
        self.waits.lines.is_empty() && self.owed.lines.is_empty() && self.visit.is_none()
    }
}

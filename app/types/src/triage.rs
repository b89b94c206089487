//! The triage desk: what waits for a team, whoever wrote it and however it came, as one list by the day on which it is due
//! and what colleagues say to each other about it.

mod batch;
mod context;
mod covers;
mod forms;
mod item;
mod queue;
mod templates;

pub use batch::{BATCH_MOST, Batch, BatchDeed, BatchDone, BatchFailed, BatchWhy, Stood, Ticked};
pub use context::{ContextItem, ContextLine, ContextView, ContextVisit};
pub use covers::{COVER_DAYS, CoverList, CoverTyped, CoverView, NewCover};
pub use forms::{Answer, Assignment, HandOver, NewNote, Seen};
pub use item::{CLAIM_MS, Claimed, Colleague, ItemMoved, ItemView, MoveView, NoteView, OtherPool};
pub use queue::{DeskItem, Queue, QueueFilter};
pub use templates::{
    FilledTemplate, GAPS, NewTemplate, TEMPLATES_MOST, TemplateList, TemplateTyped, TemplateView, filled,
};

use crate::ask::AskKind;
use crate::field::Problem;
use crate::ids::{AccountId, AskId, ThreadId, WorkId};
use crate::representative::Capability;
use serde::{Deserialize, Serialize};

/// What a piece of work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ItemKind {
    /// A conversation.
    Thread,
    /// Something that a patient asks for.
    Ask(AskKind),
}

impl ItemKind {
    /// The word in tables and answers.
    pub fn code(self) -> &'static str {
        match self {
            Self::Thread => "thread",
            Self::Ask(kind) => kind.code(),
        }
    }

    /// The kind of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        if code == Self::Thread.code() { Some(Self::Thread) } else { AskKind::from_code(code).map(Self::Ask) }
    }

    /// The part of a chart that it belongs to.
    pub fn capability(self) -> Capability {
        match self {
            Self::Thread => Capability::Messages,
            Self::Ask(kind) => kind.capability(),
        }
    }
}

/// Whose turn a piece of work is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assigned {
    /// To whom it is assigned.
    pub account: AccountId,
    /// Her name.
    pub name: String,
    /// The name of who does it today, while she is away (never two hops).
    pub cover: Option<String>,
    /// Whether the reader is the one who does it today.
    pub mine: bool,
}

impl WorkId {
    /// The same id, of a conversation.
    pub fn thread(self) -> ThreadId {
        ThreadId(self.0)
    }

    /// The same id, of something that is asked for.
    pub fn ask(self) -> AskId {
        AskId(self.0)
    }
}

impl From<ThreadId> for WorkId {
    fn from(thread: ThreadId) -> Self {
        Self(thread.0)
    }
}

impl From<AskId> for WorkId {
    fn from(ask: AskId) -> Self {
        Self(ask.0)
    }
}

/// An id that may be left out.
fn optional<T: std::str::FromStr>(raw: &str) -> Result<Option<T>, Problem> {
    match raw.trim() {
        "" => Ok(None),
        id => id.parse().map(Some).map_err(|_| Problem::NotAChoice),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::FieldProblem;

    /// Ids that forms of the tests name.
    pub(super) const ONE: &str = "01900000-0000-7000-8000-000000000001";
    pub(super) const TWO: &str = "01900000-0000-7000-8000-000000000002";

    /// What is wrong with a form, field by field.
    pub(super) fn said<T>(parsed: Result<T, Vec<FieldProblem>>) -> Vec<(String, Problem)> {
        parsed.err().unwrap_or_default().into_iter().map(|problem| (problem.field, problem.problem)).collect()
    }

    #[test]
    fn each_kind_has_its_word() {
        let kinds = AskKind::ALL.map(ItemKind::Ask).into_iter().chain([ItemKind::Thread]);
        assert!(kinds.into_iter().all(|kind| ItemKind::from_code(kind.code()) == Some(kind)));
    }
}

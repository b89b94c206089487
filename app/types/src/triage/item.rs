//! What stands beside an opened conversation or ask: whose it is, what colleagues say, and what has happened to it.

use super::{Assigned, FilledTemplate, ItemKind};
use crate::account::Role;
use crate::day::Day;
use crate::ids::{AccountId, IntentKey, PoolId, WorkId};
use crate::moment::Moment;
use crate::page::Page;
use crate::pool::PoolKind;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Somebody who answers an inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    /// Who.
    pub account: AccountId,
    /// Her name.
    pub name: String,
    /// Her role.
    pub role: Role,
}

/// Another inbox of the same practice, to which something can be handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherPool {
    /// Which.
    pub pool: PoolId,
    /// What it is for.
    pub kind: PoolKind,
}

/// A note that colleagues see, and no patient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteView {
    /// Which.
    pub note: Uuid,
    /// When it was written.
    pub at: Moment,
    /// By whom.
    pub author: String,
    /// Her role.
    pub role: Option<Role>,
    /// The note.
    pub words: String,
}

/// What has happened at the desk to a piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemMoved {
    /// Somebody has taken it.
    Taken,
    /// Somebody was given it that nobody had.
    Assigned,
    /// Somebody was given it that another one had.
    Handed,
    /// It is nobody's again.
    PutBack,
    /// It went to another inbox.
    Moved,
    /// It was late, and the inbox was told.
    Escalated,
}

impl ItemMoved {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Taken, Self::Assigned, Self::Handed, Self::PutBack, Self::Moved, Self::Escalated];

    /// The word in the table.
    pub fn code(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Assigned => "assigned",
            Self::Handed => "handed",
            Self::PutBack => "put_back",
            Self::Moved => "moved",
            Self::Escalated => "escalated",
        }
    }

    /// What a word stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|moved| moved.code() == code)
    }
}

/// A line of what has happened at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveView {
    /// Which line.
    pub event: Uuid,
    /// When.
    pub at: Moment,
    /// What.
    pub what: ItemMoved,
    /// Who did it; nobody, where the portal did it by itself.
    pub author: Option<String>,
    /// To whom.
    pub to: Option<String>,
    /// To which inbox.
    pub to_pool: Option<PoolKind>,
    /// What was said with it; may be empty.
    pub words: String,
}

/// What stands beside an opened conversation or ask: whose it is, and what colleagues say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemView {
    /// Which.
    pub item: WorkId,
    /// What it is.
    pub kind: ItemKind,
    /// The inbox that it lies in.
    pub pool: PoolId,
    /// What that inbox is for.
    pub pool_kind: PoolKind,
    /// The day by which it is answered, while it waits.
    pub due: Option<Day>,
    /// Whether that day is over.
    pub late: bool,
    /// To whom it is assigned, as the table has it, whoever stands in and whether she is there or not: forms send it back
    /// as `was`.
    pub was: Option<AccountId>,
    /// Whose turn it is.
    pub assigned: Option<Assigned>,
    /// The name of who else is answering it now.
    pub claimed: Option<String>,
    /// The reader.
    pub me: AccountId,
    /// Who answers this inbox, the reader with them, by name.
    pub colleagues: Vec<Colleague>,
    /// The other inboxes of the practice that it can be handed over to.
    pub pools: Vec<OtherPool>,
    /// Notes of colleagues, the newest first.
    pub notes: Page<NoteView>,
    /// What has happened at the desk, the newest first, at most twenty.
    pub moves: Vec<MoveView>,
    /// Texts to answer with, those in the patient's language first.
    pub templates: Vec<FilledTemplate>,
    /// The intent of the forms of the page.
    pub intent: IntentKey,
    /// The moment of the reply.
    pub now: Moment,
}

/// What somebody hears who begins to answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claimed {
    /// The name of who is answering it already; `None`: it is the reader's now.
    pub by: Option<String>,
}

/// For how long beginning to answer is taken for answering, in milliseconds: the page says so again in a third of it.
pub const CLAIM_MS: i64 = 60_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_that_happens_has_its_word() {
        assert!(ItemMoved::ALL.into_iter().all(|moved| ItemMoved::from_code(moved.code()) == Some(moved)));
    }
}

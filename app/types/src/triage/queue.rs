//! The queue of a desk: which part of it is looked at, and its rows.

use super::{Assigned, ItemKind, Stood, Ticked};
use crate::ask::AskState;
use crate::day::Day;
use crate::ids::{AccountId, AskId, PoolId, ThreadId, WorkId};
use crate::message::Topic;
use crate::moment::Moment;
use crate::page::Page;
use crate::pool::PoolKind;
use crate::staff::PoolCard;
use serde::{Deserialize, Serialize};

/// Which part of the queue the desk looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QueueFilter {
    /// What is assigned to the reader, or to somebody for whom she stands in today.
    Mine,
    /// What is assigned to nobody who is there.
    Unassigned,
    /// Everything.
    #[default]
    All,
    /// What should have been answered already.
    Late,
}

impl QueueFilter {
    /// All of them, in the order shown.
    pub const ALL: [Self; 4] = [Self::Mine, Self::Unassigned, Self::All, Self::Late];

    /// The word in an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::All => "all",
            Self::Late => "late",
        }
    }

    /// From the word in an address; one that nobody knows is everything.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|filter| filter.code() == code).unwrap_or_default()
    }
}

/// A row of the queue. Nothing of what was written is in it but a subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskItem {
    /// Which.
    pub item: WorkId,
    /// What it is.
    pub kind: ItemKind,
    /// The patient's name.
    pub patient: String,
    /// The subject of a conversation; nothing for what is asked for.
    pub subject: Option<String>,
    /// What a conversation is about.
    pub topic: Option<Topic>,
    /// How something that is asked for stands.
    pub state: Option<AskState>,
    /// The practice's name.
    pub practice: String,
    /// The inbox that it lies in.
    pub pool: PoolId,
    /// What that inbox is for.
    pub pool_kind: PoolKind,
    /// The day by which it is answered.
    pub due: Day,
    /// Whether that day is over.
    pub late: bool,
    /// When something last happened.
    pub last_at: Moment,
    /// Whether somebody of the team has opened it since the patient last wrote.
    pub opened: bool,
    /// To whom it is assigned, as the table has it, whoever stands in and whether she is there or not.
    #[serde(default)]
    pub was: Option<AccountId>,
    /// Whose turn it is; nobody's, or that of somebody who is not there any more.
    pub assigned: Option<Assigned>,
    /// The name of who else is answering it now.
    pub claimed: Option<String>,
}

impl DeskItem {
    /// What the box of its row sends.
    pub fn ticked(&self) -> Ticked {
        let stood = Stood { last_at: self.last_at.ms, was: self.was };
        Ticked { item: self.item, stood: Some(stood) }
    }

    /// The conversation, if it is one.
    pub fn thread(&self) -> Option<ThreadId> {
        (self.kind == ItemKind::Thread).then(|| self.item.thread())
    }

    /// What is asked for, if it is that.
    pub fn ask(&self) -> Option<AskId> {
        (self.kind != ItemKind::Thread).then(|| self.item.ask())
    }
}

/// What waits for the reader's inboxes, the first due first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queue {
    /// The inboxes, with what waits in each.
    pub pools: Vec<PoolCard>,
    /// A page of it.
    pub page: Page<DeskItem>,
    /// The moment of the reply.
    pub now: Moment,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_filter_has_its_word_and_one_that_nobody_knows_is_everything() {
        assert!(QueueFilter::ALL.into_iter().all(|filter| QueueFilter::from_code(filter.code()) == filter));
        assert_eq!(QueueFilter::from_code("attic"), QueueFilter::All);
    }
}

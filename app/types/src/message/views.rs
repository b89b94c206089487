//! What pages are shown of conversations: as rows of a list, and opened.

use super::{Draft, Shelf, Side, Topic};
use crate::account::Role;
use crate::day::Day;
use crate::file::FileView;
use crate::ids::{IntentKey, MessageId, PatientId, ThreadId};
use crate::moment::Moment;
use crate::page::Page;
use crate::pool::{BlockView, Blocked, PoolKind};
use serde::{Deserialize, Serialize};

/// Where a thread stands, in the patient's words (F47).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThreadStatus {
    /// Sent; nobody has opened it yet.
    Sent,
    /// Opened by the team.
    Opened,
    /// The team has answered.
    Answered,
    /// It is closed: what is new is written in another one that follows it.
    Closed,
}

/// For how many days after the last message a conversation can be gone on with.
pub const REPLY_DAYS: i64 = 45;

/// That a conversation is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// Since when.
    pub at: Moment,
    /// Why.
    pub why: ClosedWhy,
}

/// Why a conversation is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ClosedWhy {
    /// The team has closed it.
    Team,
    /// Nobody has written for [`REPLY_DAYS`] days.
    Time,
}

/// A thread in the patient's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreadRow {
    /// Which.
    pub thread: ThreadId,
    /// Subject.
    pub subject: String,
    /// The practice it goes to.
    pub practice: String,
    /// About what.
    pub topic: Topic,
    /// Time of the last message.
    pub last_at: Moment,
    /// Messages of the team not yet read.
    pub unread: u32,
    /// Where it stands.
    pub status: ThreadStatus,
    /// Where it lies.
    pub shelf: Shelf,
    /// Whether the patient keeps it from her representatives.
    pub private: bool,
}

/// A page of the patient's threads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbox {
    /// The threads.
    pub page: Page<ThreadRow>,
    /// The moment of the reply, for "today" and "yesterday".
    pub now: Moment,
}

/// One message as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageView {
    /// Which.
    pub message: MessageId,
    /// From which side.
    pub side: Side,
    /// Author's name.
    pub author: String,
    /// Author's role, for the team's messages.
    pub role: Option<Role>,
    /// Whether somebody wrote it for the patient.
    pub for_other: bool,
    /// The text.
    pub body: String,
    /// When it was sent.
    pub at: Moment,
    /// What was sent with it.
    #[serde(default)]
    pub files: Vec<FileView>,
}

/// That an answer is later than was promised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Late {
    /// The number to call instead of waiting.
    pub phone: Option<String>,
}

/// A thread opened: its head and a page of messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreadView {
    /// Which.
    pub thread: ThreadId,
    /// Whose chart.
    pub patient: PatientId,
    /// The patient's name, so that nobody writes about the wrong person.
    pub patient_name: String,
    /// The patient's birth date, for the desk; `None` for the patient's own page.
    pub patient_born: Option<Day>,
    /// Subject.
    pub subject: String,
    /// Practice.
    pub practice: String,
    /// About what.
    pub topic: Topic,
    /// Messages of this page, newest first.
    pub messages: Page<MessageView>,
    /// Where it stands.
    pub status: ThreadStatus,
    /// By when an answer is expected, while one is owed.
    pub answer_by: Option<Day>,
    /// That it is later than that, and what to do instead of waiting.
    #[serde(default)]
    pub late: Option<Late>,
    /// The name of who else is answering it now; at a desk only.
    #[serde(default)]
    pub claimed: Option<String>,
    /// What the inbox is for that reads it.
    pub kind: PoolKind,
    /// Where it lies on the patient's side; `None` at a desk.
    pub shelf: Option<Shelf>,
    /// That it is closed. At a desk only if the team has closed it: an answer opens it again.
    pub closed: Option<Closed>,
    /// The conversation that it goes on from, if the reader may see that.
    pub follows: Option<ThreadId>,
    /// The newest conversation that goes on from this one, if the reader may see it.
    pub followed_by: Option<ThreadId>,
    /// Whether the reader may write here now: it is not closed to her, nor is she blocked.
    pub may_reply: bool,
    /// Why the inbox takes no messages of the reader; none at a desk.
    pub blocked: Option<Blocked>,
    /// The blocks that stand against this chart or its writers in this inbox, for the desk; empty for the patient.
    pub blocks: Vec<BlockView>,
    /// Whether the reader reads it for the patient.
    pub for_other: bool,
    /// Whether the patient keeps it from her representatives.
    pub private: bool,
    /// Whether the reader may keep it from representatives, or show it to them: a teen in her own chart.
    pub may_hide: bool,
    /// What the reader had begun to write here.
    pub draft: Option<Draft>,
    /// The files that lie with it.
    #[serde(default)]
    pub files: Vec<FileView>,
    /// Whether the reader may send files with what she writes here now.
    #[serde(default)]
    pub may_attach: bool,
    /// The intent of the reply form below this thread.
    pub intent: IntentKey,
    /// The moment of the reply.
    pub now: Moment,
}

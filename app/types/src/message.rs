//! Messages between a patient and a care team.

use crate::account::Role;
use crate::day::Day;
use crate::field::{self, FieldProblem, Problem, Problems};
use crate::file::FileView;
use crate::ids::{FileId, IntentKey, MessageId, PatientId, PoolId, PracticeId, ThreadId};
use crate::moment::Moment;
use crate::page::Page;
use crate::pool::{BlockView, Blocked, PoolKind};
use serde::{Deserialize, Serialize};

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Topic {
    /// Anything else.
    General,
    /// About a visit.
    Appointment,
    /// About a medicine.
    Medication,
    /// About a test.
    Test,
    /// About a referral.
    Referral,
    /// "Where can I read more?"
    Education,
    /// About a bill.
    Billing,
}

impl Topic {
    /// All topics, in the order shown.
    pub const ALL: [Self; 7] = [
        Self::General,
        Self::Appointment,
        Self::Medication,
        Self::Test,
        Self::Referral,
        Self::Education,
        Self::Billing,
    ];

    /// The word kept in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Appointment => "appointment",
            Self::Medication => "medication",
            Self::Test => "test",
            Self::Referral => "referral",
            Self::Education => "education",
            Self::Billing => "billing",
        }
    }

    /// The inbox that is for it.
    pub fn pool(self) -> PoolKind {
        match self {
            Self::General => PoolKind::General,
            Self::Appointment => PoolKind::Appointments,
            Self::Medication => PoolKind::Medication,
            Self::Test => PoolKind::Tests,
            Self::Referral => PoolKind::Referrals,
            Self::Education => PoolKind::Education,
            Self::Billing => PoolKind::Billing,
        }
    }

    /// The topic of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.code() == code)
    }
}

/// A practice a patient may write to: never a bare inbox address. Which inbox a message goes to follows from its topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamOption {
    /// Which practice.
    pub practice: PracticeId,
    /// Its name.
    pub name: String,
    /// Clinicians of this practice who saw the patient, most recent first, at most three.
    pub providers: Vec<String>,
    /// Who reads what, in the order of [`Topic::ALL`].
    pub lines: Vec<Line>,
    /// Topics that nobody reads online there, in the same order, with the number to call instead.
    pub by_phone: Vec<ByPhone>,
}

/// Who reads a message about a topic, and by when it is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The topic.
    pub topic: Topic,
    /// The inbox.
    pub pool: PoolId,
    /// What it is for: the general one stands in for others.
    pub kind: PoolKind,
    /// Who answers it, each role once, in the order of [`Role::ALL`].
    pub readers: Vec<Role>,
    /// Business days within which an answer is expected.
    pub business_days: u8,
    /// The day by which what is sent now is answered.
    pub due: Day,
    /// Why nothing can be sent there, and what to do instead.
    pub blocked: Option<Blocked>,
}

/// A topic that nobody reads online.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByPhone {
    /// The topic.
    pub topic: Topic,
    /// The number to call.
    pub phone: Option<String>,
}

impl TeamOption {
    /// Who reads a message about a topic.
    pub fn line(&self, topic: Topic) -> Option<&Line> {
        self.lines.iter().find(|line| line.topic == topic)
    }
}

/// A practice that saw the patient and takes no messages online, with the number to call instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SilentPractice {
    /// Its name.
    pub practice: String,
    /// Its phone.
    pub phone: Option<String>,
}

/// The longest text of a draft, in characters: more than any message may have, because a message is made shorter by
/// writing, too.
pub const DRAFT_MAX: usize = 20_000;

/// What somebody has begun to write and not sent. Its `Debug` shows nothing of it: its text never reaches a log.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The chosen inbox of a new message, as an older version kept it.
    pub pool: String,
    /// The chosen practice of a new message, as its form has it.
    pub practice: String,
    /// The chosen topic of a new message.
    pub topic: String,
    /// The subject line of a new message.
    pub subject: String,
    /// The text.
    pub body: String,
    /// The conversation that a new message goes on from.
    pub follows: Option<ThreadId>,
}

impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Draft")
    }
}

impl Draft {
    /// A reply or an answer.
    pub fn reply(body: String) -> Self {
        Self { body, ..Self::default() }
    }

    /// Whether nothing is worth keeping: what is chosen and not written is chosen again.
    pub fn is_empty(&self) -> bool {
        self.subject.trim().is_empty() && self.body.trim().is_empty()
    }

    /// Whether it is longer than anything that is kept.
    pub fn is_too_long(&self) -> bool {
        let all = [&self.pool, &self.practice, &self.topic, &self.subject, &self.body];
        all.into_iter().any(|text| text.chars().count() > DRAFT_MAX)
    }
}

/// Whom a patient may write to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComposeOptions {
    /// Teams that answer.
    pub teams: Vec<TeamOption>,
    /// Practices of hers without messaging.
    pub silent: Vec<SilentPractice>,
    /// The conversation that the new one goes on from, if the address names one that she may see.
    pub follows: Option<Followed>,
    /// What she had begun to write.
    pub draft: Option<Draft>,
    /// The files that lie with it.
    #[serde(default)]
    pub files: Vec<FileView>,
    /// Whether she may send files with it.
    #[serde(default)]
    pub may_attach: bool,
    /// The intent of the form that shows these options.
    pub intent: IntentKey,
}

/// A conversation that a new one goes on from: its form begins with what is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Followed {
    /// Which.
    pub thread: ThreadId,
    /// Its subject.
    pub subject: String,
    /// Its practice.
    pub practice: PracticeId,
    /// Its topic.
    pub topic: Topic,
}

/// To whom a new message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum To {
    /// A practice; the topic says to which of its inboxes.
    Practice(PracticeId),
    /// The practice of this inbox: so says a page that was drawn by the version before.
    Pool(PoolId),
}

impl To {
    /// The id that was sent: for what makes one intent differ from another.
    pub fn id(self) -> uuid::Uuid {
        match self {
            Self::Practice(practice) => practice.0,
            Self::Pool(pool) => pool.0,
        }
    }
}

/// A new conversation. Has no `Debug`: its text never reaches a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewThread {
    /// To whom.
    pub to: To,
    /// About what.
    pub topic: Topic,
    /// The subject line.
    pub subject: String,
    /// The text.
    pub body: String,
    /// The conversation that it goes on from.
    pub follows: Option<ThreadId>,
    /// The files that its form lists: nothing else goes along. They are told beside what is read of the form.
    #[serde(default)]
    pub files: Vec<FileId>,
    /// Made once per intent by the browser or the page.
    pub intent: IntentKey,
}

/// The form of a new conversation, as it was filled in. Has no `Debug`.
#[derive(Clone, Copy, Default)]
pub struct ThreadForm<'a> {
    /// The chosen practice.
    pub practice: &'a str,
    /// The chosen inbox, of a page that was drawn by the version before.
    pub pool: &'a str,
    /// The topic's word.
    pub topic: &'a str,
    /// The subject line.
    pub subject: &'a str,
    /// The text.
    pub body: &'a str,
    /// Whether the emergency notice was acknowledged.
    pub acknowledged: bool,
    /// The conversation that it goes on from, or nothing.
    pub follows: &'a str,
    /// The intent.
    pub intent: &'a str,
}

impl NewThread {
    /// Reads the form; the emergency notice must have been acknowledged.
    pub fn parse(form: ThreadForm<'_>) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let to = match (form.practice, form.pool) {
            ("", pool) => pool.parse().map(To::Pool),
            (practice, _) => practice.parse().map(To::Practice),
        };
        let to = problems.check("practice", to.map_err(|_| Problem::NotAChoice));
        let topic = problems.check("topic", Topic::from_code(form.topic).ok_or(Problem::NotAChoice));
        let subject = problems.check("subject", field::subject(form.subject));
        let body = problems.check("body", field::body(form.body));
        let ack = problems.check("acknowledged", if form.acknowledged { Ok(()) } else { Err(Problem::NotAgreed) });
        let follows = match form.follows {
            "" => Ok(None),
            thread => thread.parse().map(Some).map_err(|_| Problem::NotAChoice),
        };
        let follows = problems.check("follows", follows);
        let intent = problems.check("intent", form.intent.parse().map_err(|_| Problem::Missing));
        let all = (|| {
            ack?;
            let (to, topic, subject, body, follows) = (to?, topic?, subject?, body?, follows?);
            Some(Self { to, topic, subject, body, follows, files: Vec::new(), intent: intent? })
        })();
        problems.into_result(all)
    }
}

/// A reply. Has no `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The text.
    pub body: String,
    /// The files that its form lists: nothing else goes along. They are told beside what is read of the form.
    #[serde(default)]
    pub files: Vec<FileId>,
    /// Made once per intent.
    pub intent: IntentKey,
}

impl Reply {
    /// Reads the form.
    pub fn parse(body: &str, intent: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let body = problems.check("body", field::body(body));
        let intent = problems.check("intent", intent.parse().map_err(|_| Problem::Missing));
        let all = (|| Some(Self { body: body?, files: Vec::new(), intent: intent? }))();
        problems.into_result(all)
    }
}

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

/// Where a conversation lies on the patient's side. Nothing is ever deleted, and no desk sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shelf {
    /// In the list.
    #[default]
    Inbox,
    /// Put away.
    Archive,
    /// Thrown away, until it is taken out again.
    Trash,
}

impl Shelf {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Inbox, Self::Archive, Self::Trash];

    /// The word kept in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Archive => "archive",
            Self::Trash => "trash",
        }
    }

    /// The shelf of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shelf| shelf.code() == code)
    }
}

/// Which conversations the patient looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InboxFilter {
    /// Those that lie in the list.
    #[default]
    Inbox,
    /// Those with something unread, wherever they lie.
    Unread,
    /// Those that were put away.
    Archive,
    /// Those that were thrown away.
    Trash,
}

impl InboxFilter {
    /// All of them, in the order shown.
    pub const ALL: [Self; 4] = [Self::Inbox, Self::Unread, Self::Archive, Self::Trash];

    /// The word in an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Unread => "unread",
            Self::Archive => "archive",
            Self::Trash => "trash",
        }
    }

    /// From the word in an address; one that nobody knows is the list.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|filter| filter.code() == code).unwrap_or_default()
    }
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

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// The patient, or somebody for her.
    Patient,
    /// The care team.
    Team,
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

/// What a sender hears: the thread it went into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The thread.
    pub thread: ThreadId,
    /// The message.
    pub message: MessageId,
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01900000-0000-7000-8000-000000000001";

    fn form() -> ThreadForm<'static> {
        ThreadForm {
            practice: ID,
            topic: "billing",
            subject: "S",
            body: "B",
            acknowledged: true,
            intent: ID,
            ..ThreadForm::default()
        }
    }

    fn fields(form: ThreadForm<'_>) -> Vec<String> {
        NewThread::parse(form).err().unwrap_or_default().into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn r_6_2_each_topic_has_an_inbox_of_its_own() {
        let pools: Vec<PoolKind> = Topic::ALL.into_iter().map(Topic::pool).collect();
        assert_eq!(pools, PoolKind::ALL, "in one order");
        assert!(Topic::ALL.into_iter().all(|topic| Topic::from_code(topic.code()) == Some(topic)));
    }

    #[test]
    fn r_6_1_a_new_message_names_a_practice_or_as_before_one_of_its_inboxes() {
        let id = ID.parse().unwrap();
        let to = |form| NewThread::parse(form).ok().map(|thread| thread.to);
        assert_eq!(to(form()), Some(To::Practice(PracticeId(id))));
        assert_eq!(to(ThreadForm { practice: "", pool: ID, ..form() }), Some(To::Pool(PoolId(id))));
        assert_eq!(fields(ThreadForm { practice: "", ..form() }), ["practice"]);
        assert_eq!(fields(ThreadForm { practice: "x", pool: ID, ..form() }), ["practice"]);
        assert_eq!(fields(ThreadForm { follows: "x", ..form() }), ["follows"]);
        let all = fields(ThreadForm::default());
        assert_eq!(all, ["practice", "topic", "subject", "body", "acknowledged", "intent"]);
    }

    #[test]
    fn r_6_10_a_shelf_is_a_word_and_one_that_nobody_knows_is_the_list() {
        assert!(Shelf::ALL.into_iter().all(|shelf| Shelf::from_code(shelf.code()) == Some(shelf)));
        assert!(InboxFilter::ALL.into_iter().all(|filter| InboxFilter::from_code(filter.code()) == filter));
        assert_eq!(InboxFilter::from_code("attic"), InboxFilter::Inbox);
        assert_eq!(Shelf::from_code("attic"), None);
    }
}

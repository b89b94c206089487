//! Messages between a patient and a care team.

use crate::field::{self, FieldProblem, Problem, Problems};
use crate::ids::{IntentKey, MessageId, PatientId, PoolId, ThreadId};
use crate::moment::Moment;
use crate::page::Page;
use serde::{Deserialize, Serialize};

/// What a message is about. Billing comes with the billing pool.
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
}

impl Topic {
    /// All topics, in the order shown.
    pub const ALL: [Self; 6] =
        [Self::General, Self::Appointment, Self::Medication, Self::Test, Self::Referral, Self::Education];

    /// The word kept in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Appointment => "appointment",
            Self::Medication => "medication",
            Self::Test => "test",
            Self::Referral => "referral",
            Self::Education => "education",
        }
    }

    /// The topic of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.code() == code)
    }
}

/// A care team a patient may write to: never a bare inbox address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamOption {
    /// The shared inbox behind it.
    pub pool: PoolId,
    /// The practice's name.
    pub practice: String,
    /// Clinicians of this practice who saw the patient, most recent first, at most three.
    pub providers: Vec<String>,
    /// Business days within which an answer is expected.
    pub business_days: u8,
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
pub struct Draft {
    /// The chosen team of a new message, as its form has it.
    pub pool: String,
    /// The chosen topic of a new message.
    pub topic: String,
    /// The subject line of a new message.
    pub subject: String,
    /// The text.
    pub body: String,
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
        [&self.pool, &self.topic, &self.subject, &self.body].into_iter().any(|text| text.chars().count() > DRAFT_MAX)
    }
}

/// Whom a patient may write to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComposeOptions {
    /// Teams that answer.
    pub teams: Vec<TeamOption>,
    /// Practices of hers without messaging.
    pub silent: Vec<SilentPractice>,
    /// What she had begun to write.
    pub draft: Option<Draft>,
    /// The intent of the form that shows these options.
    pub intent: IntentKey,
}

/// A new conversation. Has no `Debug`: its text never reaches a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewThread {
    /// To whom.
    pub pool: PoolId,
    /// About what.
    pub topic: Topic,
    /// The subject line.
    pub subject: String,
    /// The text.
    pub body: String,
    /// Made once per intent by the browser or the page.
    pub intent: IntentKey,
}

impl NewThread {
    /// Reads the form; the emergency notice must have been acknowledged.
    pub fn parse(
        pool: &str,
        topic: &str,
        subject: &str,
        body: &str,
        acknowledged: bool,
        intent: &str,
    ) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let pool = problems.check("pool", pool.parse().map_err(|_| Problem::NotAChoice));
        let topic = problems.check("topic", Topic::from_code(topic).ok_or(Problem::NotAChoice));
        let subject = problems.check("subject", field::subject(subject));
        let body = problems.check("body", field::body(body));
        let ack = problems.check("acknowledged", if acknowledged { Ok(()) } else { Err(Problem::NotAgreed) });
        let intent = problems.check("intent", intent.parse().map_err(|_| Problem::Missing));
        let all = (|| {
            ack?;
            Some(Self { pool: pool?, topic: topic?, subject: subject?, body: body?, intent: intent? })
        })();
        problems.into_result(all)
    }
}

/// A reply. Has no `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The text.
    pub body: String,
    /// Made once per intent.
    pub intent: IntentKey,
}

impl Reply {
    /// Reads the form.
    pub fn parse(body: &str, intent: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let body = problems.check("body", field::body(body));
        let intent = problems.check("intent", intent.parse().map_err(|_| Problem::Missing));
        let all = (|| Some(Self { body: body?, intent: intent? }))();
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
    pub role: Option<crate::account::Role>,
    /// Whether somebody wrote it for the patient.
    pub for_other: bool,
    /// The text.
    pub body: String,
    /// When it was sent.
    pub at: Moment,
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
    pub patient_born: Option<crate::day::Day>,
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
    pub answer_by: Option<crate::day::Day>,
    /// Whether the reader reads it for the patient.
    pub for_other: bool,
    /// Whether the patient keeps it from her representatives.
    pub private: bool,
    /// Whether the reader may keep it from representatives, or show it to them: a teen in her own chart.
    pub may_hide: bool,
    /// What the reader had begun to write here.
    pub draft: Option<Draft>,
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

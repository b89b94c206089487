//! The triage desk: what waits for a team, whoever wrote it and however it came, as one list by the day on which it is due
//! and what colleagues say to each other about it.

use crate::account::{Lang, Role};
use crate::ask::{AskKind, AskState};
use crate::day::Day;
use crate::field::{self, FieldProblem, Problem, Problems};
use crate::ids::{
    AccountId, AskId, CoverId, FileId, IntentKey, MessageId, PatientId, PoolId, TemplateId, ThreadId, WorkId,
};
use crate::message::Topic;
use crate::moment::Moment;
use crate::page::Page;
use crate::pool::PoolKind;
use crate::representative::{Capability, TeamGrant};
use crate::staff::PoolCard;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

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

/// A text to answer with, filled in for who reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilledTemplate {
    /// Which.
    pub template: TemplateId,
    /// What colleagues call it.
    pub name: String,
    /// Its language.
    pub lang: Lang,
    /// The text, with the names in it.
    pub body: String,
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

/// The answer of a team, as it is sent. Has no `Debug`: its text never reaches a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// The text.
    pub body: String,
    /// The newest message that its writer had before her; none on a page that was drawn by the version before.
    pub seen: Option<MessageId>,
    /// Whether she sends it although somebody else is answering, too.
    pub anyway: bool,
    /// The files that its form lists: nothing else goes along. They are told beside what is read of the form.
    pub files: Vec<FileId>,
    /// Made once per intent.
    pub intent: IntentKey,
}

impl Answer {
    /// Reads the form.
    pub fn parse(body: &str, seen: &str, anyway: bool, intent: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let body = problems.check("body", field::body(body));
        let seen = problems.check("seen", optional(seen));
        let intent = problems.check("intent", intent.parse().map_err(|_| Problem::Missing));
        let all = (|| Some(Self { body: body?, seen: seen?, anyway, files: Vec::new(), intent: intent? }))();
        problems.into_result(all)
    }
}

/// An id that may be left out.
fn optional<T: std::str::FromStr>(raw: &str) -> Result<Option<T>, Problem> {
    match raw.trim() {
        "" => Ok(None),
        id => id.parse().map(Some).map_err(|_| Problem::NotAChoice),
    }
}

/// How far somebody has read a conversation who does something with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// As far as this message.
    To(MessageId),
    /// What was written until then, milliseconds UTC: so a row of a list says it.
    Until(i64),
    /// It is not said: so a page that was drawn by the version before.
    Untold,
}

impl Seen {
    /// Reads the field of a form.
    pub fn parse(seen: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let read = problems.check("seen", optional(seen));
        problems.into_result(read.map(|seen| seen.map_or(Self::Untold, Self::To)))
    }
}

/// A note that may be left out.
fn words_or_nothing(raw: &str) -> Result<String, Problem> {
    if raw.trim().is_empty() { Ok(String::new()) } else { field::note(raw) }
}

/// To whom something is assigned from now on. Has no `Debug`: its words are about somebody's health.
#[derive(Clone, PartialEq, Eq)]
pub struct Assignment {
    /// To whom; `None`: to nobody.
    pub to: Option<AccountId>,
    /// To whom it was assigned as far as the sender knew.
    pub was: Option<AccountId>,
    /// What is said with it; may be empty.
    pub words: String,
}

impl Assignment {
    /// Reads the form.
    pub fn parse(to: &str, was: &str, words: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let to = problems.check("to", optional(to));
        let was = problems.check("was", optional(was));
        let words = problems.check("words", words_or_nothing(words));
        let all = (|| Some(Self { to: to?, was: was?, words: words? }))();
        problems.into_result(all)
    }
}

/// To which inbox something is handed over. Has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct HandOver {
    /// Which.
    pub pool: PoolId,
    /// What is said with it; may be empty.
    pub words: String,
    /// Made once per intent.
    pub intent: IntentKey,
}

impl HandOver {
    /// Reads the form.
    pub fn parse(pool: &str, words: &str, intent: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let pool = problems.check("pool", pool.parse().map_err(|_| Problem::NotAChoice));
        let words = problems.check("words", words_or_nothing(words));
        let intent = problems.check("intent", intent.parse().map_err(|_| Problem::Missing));
        let all = (|| Some(Self { pool: pool?, words: words?, intent: intent? }))();
        problems.into_result(all)
    }
}

/// A note for colleagues. Has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct NewNote {
    /// The note.
    pub words: String,
    /// Made once per intent.
    pub intent: IntentKey,
}

impl NewNote {
    /// Reads the form.
    pub fn parse(words: &str, intent: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let words = problems.check("words", field::note(words));
        let intent = problems.check("intent", intent.parse().map_err(|_| Problem::Missing));
        let all = (|| Some(Self { words: words?, intent: intent? }))();
        problems.into_result(all)
    }
}

/// The most pieces of work that are done together.
pub const BATCH_MOST: usize = 50;

/// What is done with several pieces of work at once. What has to be read first, or decided one by one, is not among it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchDeed {
    /// Taking what nobody has.
    Take,
    /// Giving it to a colleague.
    Assign(AccountId),
    /// Closing conversations that need no answer.
    Done,
}

/// How a piece of work stood when it was ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stood {
    /// When something had last happened, milliseconds UTC.
    pub last_at: i64,
    /// To whom it was assigned.
    pub was: Option<AccountId>,
}

/// A row that is ticked. Written as the box sends it: the id, the moment, and to whom it was assigned, with dots between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticked {
    /// Which.
    pub item: WorkId,
    /// How it stood; not said on a page that was drawn by the version before.
    pub stood: Option<Stood>,
}

impl From<WorkId> for Ticked {
    fn from(item: WorkId) -> Self {
        Self { item, stood: None }
    }
}

impl std::fmt::Display for Ticked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.item)?;
        match self.stood {
            None => Ok(()),
            Some(Stood { last_at, was: None }) => write!(f, ".{last_at}."),
            Some(Stood { last_at, was: Some(was) }) => write!(f, ".{last_at}.{was}"),
        }
    }
}

impl std::str::FromStr for Ticked {
    type Err = Problem;

    fn from_str(raw: &str) -> Result<Self, Problem> {
        let (item, rest) = raw.split_once('.').map_or((raw, None), |(item, rest)| (item, Some(rest)));
        let item = item.parse().map_err(|_| Problem::NotAChoice)?;
        let Some(rest) = rest else { return Ok(Self { item, stood: None }) };
        let (last_at, was) = rest.split_once('.').ok_or(Problem::NotAChoice)?;
        let last_at = last_at.parse().map_err(|_| Problem::NotAChoice)?;
        Ok(Self { item, stood: Some(Stood { last_at, was: optional(was)? }) })
    }
}

/// Several pieces of work, and what is done with each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Which, each once, in the order of their ids.
    pub items: Vec<Ticked>,
    /// What.
    pub deed: BatchDeed,
}

impl Batch {
    /// Reads the form: the boxes that are ticked, the word of the deed, and to whom it is assigned.
    pub fn parse(items: &[String], deed: &str, to: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let read = items.iter().map(|item| item.parse::<Ticked>());
        let listed = read.collect::<Result<Vec<_>, _>>().and_then(|mut items| {
            items.sort_unstable();
            items.dedup_by_key(|ticked| ticked.item);
            if items.is_empty() {
                Err(Problem::Missing)
            } else if items.len() > BATCH_MOST {
                Err(Problem::NotAChoice)
            } else {
                Ok(items)
            }
        });
        let items = problems.check("items", listed);
        let (field, read) = match deed {
            "take" => ("deed", Ok(BatchDeed::Take)),
            "done" => ("deed", Ok(BatchDeed::Done)),
            "assign" => ("to", to.parse().map(BatchDeed::Assign).map_err(|_| Problem::NotAChoice)),
            _ => ("deed", Err(Problem::NotAChoice)),
        };
        let deed = problems.check(field, read);
        let all = (|| Some(Self { items: items?, deed: deed? }))();
        problems.into_result(all)
    }
}

/// Why something was not done with a piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchWhy {
    /// It is not there any more.
    Gone,
    /// Somebody else has it.
    Taken,
    /// The colleague does not answer its inbox.
    NotTheirs,
    /// It has to be decided by itself.
    ByItself,
    /// Somebody is answering it.
    Claimed,
    /// The patient has written since its row was ticked.
    New,
    /// It could not be done just now.
    Failed,
}

/// A piece of work with which something was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchFailed {
    /// Which.
    pub item: WorkId,
    /// Why.
    pub why: BatchWhy,
}

/// What became of several pieces of work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchDone {
    /// With how many it was done.
    pub done: u32,
    /// With which it was not.
    pub failed: Vec<BatchFailed>,
}

/// A text to answer with, as colleagues keep it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateView {
    /// Which.
    pub template: TemplateId,
    /// The inbox that answers with it.
    pub pool: PoolId,
    /// What colleagues call it.
    pub name: String,
    /// Its language.
    pub lang: Lang,
    /// The text, with its gaps.
    pub body: String,
    /// When it was last changed.
    pub changed_at: Moment,
}

/// The texts of the reader's inboxes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateList {
    /// The inboxes.
    pub pools: Vec<PoolCard>,
    /// The texts, by inbox and name; at most [`TEMPLATES_MOST`] an inbox.
    pub templates: Vec<TemplateView>,
    /// The intent of the form for a new one, or for a change.
    pub intent: IntentKey,
}

/// The most texts that an inbox keeps.
pub const TEMPLATES_MOST: u32 = 100;

/// The gaps of a text: the patient's name, the practice's, and that of who answers.
pub const GAPS: [&str; 3] = ["{patient}", "{practice}", "{me}"];

/// Puts names into the gaps of a text.
pub fn filled(body: &str, patient: &str, practice: &str, me: &str) -> String {
    let names = [patient, practice, me];
    let mut rest = body;
    let mut text = String::new();
    // From left to right, so that a name is never taken for a gap.
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        match GAPS.iter().zip(names).find(|(gap, _)| from.starts_with(**gap)) {
            Some((gap, name)) => {
                text.push_str(name);
                rest = from.get(gap.len()..).unwrap_or_default();
            }
            None => {
                text.push('{');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    text.push_str(rest);
    text
}

/// A text to answer with, with no other gaps than [`GAPS`].
fn template(raw: &str) -> Result<String, Problem> {
    let body = field::body(raw)?;
    let without = filled(&body, "", "", "");
    if without.contains(['{', '}']) { Err(Problem::BadCharacter) } else { Ok(body) }
}

/// A text that is kept anew, or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTemplate {
    /// Which is changed; none: it is a new one.
    pub template: Option<TemplateId>,
    /// The inbox that answers with it.
    pub pool: PoolId,
    /// What colleagues call it.
    pub name: String,
    /// Its language.
    pub lang: Lang,
    /// The text, with its gaps.
    pub body: String,
    /// Made once per intent.
    pub intent: IntentKey,
}

/// The form of a text, as it was filled in.
#[derive(Clone, Copy, Debug, Default)]
pub struct TemplateTyped<'a> {
    /// The one that is changed, or nothing.
    pub template: &'a str,
    /// The chosen inbox.
    pub pool: &'a str,
    /// The name.
    pub name: &'a str,
    /// The language's word.
    pub lang: &'a str,
    /// The text.
    pub body: &'a str,
    /// The intent.
    pub intent: &'a str,
}

impl NewTemplate {
    /// Reads the form.
    pub fn parse(typed: TemplateTyped<'_>) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let which = problems.check("template", optional(typed.template));
        let pool = problems.check("pool", typed.pool.parse().map_err(|_| Problem::NotAChoice));
        let name = problems.check("name", field::label(typed.name));
        let lang = problems.check("lang", Lang::from_code(typed.lang).ok_or(Problem::NotAChoice));
        let body = problems.check("body", template(typed.body));
        let intent = problems.check("intent", typed.intent.parse().map_err(|_| Problem::Missing));
        let all =
            (|| Some(Self { template: which?, pool: pool?, name: name?, lang: lang?, body: body?, intent: intent? }))();
        problems.into_result(all)
    }
}

/// That somebody stands in for a colleague who is away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverView {
    /// Which.
    pub cover: CoverId,
    /// Who is away.
    pub away: String,
    /// Who stands in.
    pub by: String,
    /// From which day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// Whether it is so today.
    pub now: bool,
    /// Whether the reader is the one who is away.
    pub mine: bool,
    /// Whether the reader may end it.
    pub may_end: bool,
}

/// Who stands in for whom, as far as it concerns the reader and those whom she leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverList {
    /// Those that stand or will, the first to begin first.
    pub covers: Vec<CoverView>,
    /// For whom the reader may say it: herself first, then those who answer an inbox that she leads, by name.
    pub away: Vec<Colleague>,
    /// Who can stand in: who answers one of the same inboxes, by name. The server asks once more whether she shares one.
    pub by: Vec<Colleague>,
    /// The intent of the form.
    pub intent: IntentKey,
    /// The clinic's day.
    pub today: Day,
}

/// The most days for which somebody stands in.
pub const COVER_DAYS: i64 = 90;

/// Somebody is to stand in for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewCover {
    /// Who is away.
    pub away: AccountId,
    /// Who stands in.
    pub by: AccountId,
    /// From which day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// Made once per intent.
    pub intent: IntentKey,
}

/// The form of it, as it was filled in.
#[derive(Clone, Copy, Debug, Default)]
pub struct CoverTyped<'a> {
    /// Who is away.
    pub away: &'a str,
    /// Who stands in.
    pub by: &'a str,
    /// The first day, as `MM/DD/YYYY`.
    pub from: &'a str,
    /// The last day, as `MM/DD/YYYY`.
    pub until: &'a str,
    /// The intent.
    pub intent: &'a str,
}

impl NewCover {
    /// Reads the form.
    pub fn parse(typed: CoverTyped<'_>, today: Day) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let away: Option<AccountId> = problems.check("away", typed.away.parse().map_err(|_| Problem::NotAChoice));
        let by: Result<AccountId, Problem> = typed.by.parse().map_err(|_| Problem::NotAChoice);
        let by = by.and_then(|by| if Some(by) == away { Err(Problem::SameAsOther) } else { Ok(by) });
        let by = problems.check("by", by);
        let day = |raw: &str| {
            let day = field::typed_date(raw)?;
            if day < today { Err(Problem::InThePast) } else { Ok(day) }
        };
        let from = problems.check("from", day(typed.from));
        let until = day(typed.until).and_then(|until| match from {
            Some(from) if until < from || until.epoch() - from.epoch() >= COVER_DAYS => Err(Problem::NotAChoice),
            _ => Ok(until),
        });
        let until = problems.check("until", until);
        let intent = problems.check("intent", typed.intent.parse().map_err(|_| Problem::Missing));
        let all = (|| Some(Self { away: away?, by: by?, from: from?, until: until?, intent: intent? }))();
        problems.into_result(all)
    }
}

/// A line of the record, as it stands beside a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContextLine {
    /// What it is called.
    pub name: String,
    /// What else is known: directions of a medicine, what an allergy does.
    pub more: Option<String>,
    /// Whether no representative is shown it: nothing of it belongs into an answer that one of them reads.
    pub kept: bool,
}

/// A visit, as it stands beside a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContextVisit {
    /// When.
    pub at: Moment,
    /// Where.
    pub practice: Option<String>,
    /// With whom.
    pub provider: Option<String>,
    /// What for.
    pub reason: Option<String>,
    /// Whether no representative is shown it.
    pub kept: bool,
}

/// Something else of the same chart in the reader's inboxes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContextItem {
    /// Which.
    pub item: WorkId,
    /// What it is.
    pub kind: ItemKind,
    /// The subject of a conversation.
    pub subject: Option<String>,
    /// How something that is asked for stands.
    pub state: Option<AskState>,
    /// When something last happened.
    pub last_at: Moment,
    /// Whether it waits for the team.
    pub waiting: bool,
}

/// What a team wants to know of a patient before it answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContextView {
    /// Whose chart.
    pub patient: PatientId,
    /// The patient's name.
    pub name: String,
    /// The birth date, if it is known whole.
    pub born: Option<Day>,
    /// Whole years of age today.
    pub age: Option<i16>,
    /// The medical record number.
    pub mrn: Option<String>,
    /// The language on the record, as its tag: `en`, `es`, another one.
    pub lang: String,
    /// The language of an interpreter, as the patient last asked for one.
    pub interpreter: Option<String>,
    /// Medicines that are taken now, the newest first, at most twenty.
    pub medicines: Vec<ContextLine>,
    /// Allergies, the newest first, at most twenty.
    pub allergies: Vec<ContextLine>,
    /// The last visits, the newest first, at most five.
    pub visits: Vec<ContextVisit>,
    /// What else is open or was written lately in the reader's inboxes, the newest first, at most ten.
    pub others: Vec<ContextItem>,
    /// Who can act for the patient, or is set aside, at most twenty.
    pub representatives: Vec<TeamGrant>,
    /// Who wrote last from the patient's side, and whether for her.
    pub writer: Option<(String, bool)>,
    /// The moment of the reply.
    pub now: Moment,
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "01900000-0000-7000-8000-000000000001";
    const TWO: &str = "01900000-0000-7000-8000-000000000002";

    fn said<T>(parsed: Result<T, Vec<FieldProblem>>) -> Vec<(String, Problem)> {
        parsed.err().unwrap_or_default().into_iter().map(|problem| (problem.field, problem.problem)).collect()
    }

    #[test]
    fn each_kind_and_filter_has_its_word() {
        let kinds = AskKind::ALL.map(ItemKind::Ask).into_iter().chain([ItemKind::Thread]);
        assert!(kinds.into_iter().all(|kind| ItemKind::from_code(kind.code()) == Some(kind)));
        assert!(QueueFilter::ALL.into_iter().all(|filter| QueueFilter::from_code(filter.code()) == filter));
        assert_eq!(QueueFilter::from_code("attic"), QueueFilter::All);
        assert!(ItemMoved::ALL.into_iter().all(|moved| ItemMoved::from_code(moved.code()) == Some(moved)));
    }

    #[test]
    fn an_answer_says_what_its_writer_had_seen_or_comes_from_a_page_of_before() {
        let seen = |seen: &str| Answer::parse("B", seen, false, ONE).map(|answer| answer.seen);
        assert_eq!(seen(TWO).ok(), Some(TWO.parse().ok()));
        assert_eq!(seen("").ok(), Some(None));
        assert_eq!(said(seen("x")), [("seen".to_owned(), Problem::NotAChoice)]);
    }

    #[test]
    fn a_batch_has_each_item_once_and_not_too_many() {
        let items = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let batch = Batch::parse(&items(&[TWO, ONE, TWO]), "take", "").unwrap();
        assert_eq!(batch.items, [ONE, TWO].map(|id| Ticked::from(id.parse::<WorkId>().unwrap())));
        assert_eq!(Batch::parse(&items(&[ONE]), "assign", TWO).unwrap().deed, BatchDeed::Assign(TWO.parse().unwrap()));
        assert_eq!(said(Batch::parse(&[], "take", "")), [("items".to_owned(), Problem::Missing)]);
        assert_eq!(said(Batch::parse(&items(&[ONE]), "assign", "")), [("to".to_owned(), Problem::NotAChoice)]);
        assert_eq!(said(Batch::parse(&items(&[ONE]), "approve", "")), [("deed".to_owned(), Problem::NotAChoice)]);
        let many: Vec<String> = (0..=BATCH_MOST as u128).map(|n| Uuid::from_u128(n).to_string()).collect();
        assert_eq!(said(Batch::parse(&many, "done", "")), [("items".to_owned(), Problem::NotAChoice)]);
    }

    #[test]
    fn a_ticked_row_says_how_it_stood_or_comes_from_a_page_of_before() {
        let item: WorkId = ONE.parse().unwrap();
        for stood in [
            None,
            Some(Stood { last_at: 1_795_327_800_000, was: None }),
            Some(Stood { last_at: -1, was: Some(TWO.parse().unwrap()) }),
        ] {
            let ticked = Ticked { item, stood };
            assert_eq!(ticked.to_string().parse::<Ticked>(), Ok(ticked));
        }
        assert_eq!(ONE.parse::<Ticked>(), Ok(Ticked::from(item)));
        for bad in ["", ".", "x", "-.", "-.7", "-.x.", "-.7.x"] {
            let bad = bad.replace('-', ONE);
            assert_eq!(bad.parse::<Ticked>(), Err(Problem::NotAChoice), "{bad}");
        }
        // Ticked twice it is one.
        let twice = [format!("{ONE}.7."), format!("{ONE}.8.{TWO}")];
        assert_eq!(Batch::parse(&twice, "done", "").unwrap().items, [twice[0].parse::<Ticked>().unwrap()]);
        assert_eq!(Seen::parse("").unwrap(), Seen::Untold);
        assert_eq!(Seen::parse(TWO).unwrap(), Seen::To(TWO.parse().unwrap()));
        assert_eq!(said(Seen::parse("x")), [("seen".to_owned(), Problem::NotAChoice)]);
    }

    #[test]
    fn a_text_has_the_three_gaps_and_no_others() {
        let text = |body: &str| {
            let typed =
                TemplateTyped { pool: ONE, name: "N", lang: "en", intent: TWO, body, ..TemplateTyped::default() };
            NewTemplate::parse(typed).map(|new| new.body)
        };
        assert_eq!(text("Dear {patient}, {practice} {me}").unwrap(), "Dear {patient}, {practice} {me}");
        for bad in ["{name}", "a } b", "{patient", "{{me}}"] {
            assert_eq!(said(text(bad)), [("body".to_owned(), Problem::BadCharacter)], "{bad}");
        }
        assert_eq!(filled("{me} to {patient}{", "{me}", "P", "Nora"), "Nora to {me}{", "a name is no gap");
    }

    #[test]
    fn nobody_stands_in_for_herself_or_for_ever() {
        let today = Day::new(2026, 11, 22).unwrap();
        let read =
            |by, from, until| said(NewCover::parse(CoverTyped { away: ONE, by, from, until, intent: TWO }, today));
        assert!(read(TWO, "11/22/2026", "11/22/2026").is_empty());
        assert_eq!(read(ONE, "11/22/2026", "11/22/2026"), [("by".to_owned(), Problem::SameAsOther)]);
        assert_eq!(read(TWO, "11/21/2026", "11/22/2026"), [("from".to_owned(), Problem::InThePast)]);
        assert_eq!(read(TWO, "11/24/2026", "11/23/2026"), [("until".to_owned(), Problem::NotAChoice)]);
        assert_eq!(read(TWO, "11/22/2026", "02/20/2027"), [("until".to_owned(), Problem::NotAChoice)]);
        assert!(read(TWO, "11/22/2026", "02/19/2027").is_empty());
    }
}

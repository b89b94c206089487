//! What pages are shown of asks: codes, names, days and what people wrote; never sentences of ours.

use super::{AskDraft, AskForm, AskKind, AskState, DeskMoveKind, Pharmacy, Refusing, VisitKind};
use crate::account::Role;
use crate::day::Day;
use crate::file::FileView;
use crate::ids::{AskId, IntentKey, PatientId, PoolId, ProviderId};
use crate::message::{Side, SilentPractice};
use crate::moment::Moment;
use crate::page::Page;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An ask in the patient's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskRow {
    /// Which.
    pub ask: AskId,
    /// What is asked for.
    pub kind: AskKind,
    /// How it stands.
    pub state: AskState,
    /// The office.
    pub practice: String,
    /// The names of the medicines, or the specialist; may be empty. Never in a title or an address.
    pub what: String,
    /// When something last happened.
    pub last_at: Moment,
    /// By when the office answers, while it is its turn.
    pub due: Option<Day>,
    /// Whether something has happened that the patient has not seen.
    pub news: bool,
    /// Whether somebody asked it for the patient.
    pub for_other: bool,
}

/// A patient's asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskList {
    /// Those of which something can still come, newest first; with the first page only.
    pub open: Vec<AskRow>,
    /// All of them, newest first.
    pub page: Page<AskRow>,
    /// What the reader may ask for, of what her practices have switched on.
    pub may: Vec<AskKind>,
    /// The moment of the reply.
    pub now: Moment,
}

/// An office that can be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskOffice {
    /// The shared inbox behind it.
    pub pool: PoolId,
    /// The practice's name.
    pub practice: String,
    /// Its phone.
    pub phone: Option<String>,
    /// Clinicians who saw the patient there, most recent first, at most three.
    pub providers: Vec<(ProviderId, String)>,
    /// Business days within which it answers.
    pub business_days: u8,
    /// The day by which it answers what is sent today.
    pub due: Day,
}

/// What a form begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskOptions {
    /// What is asked for.
    pub kind: AskKind,
    /// The offices that can be asked for it.
    pub offices: Vec<AskOffice>,
    /// Practices of hers that cannot, with the number to call instead.
    pub silent: Vec<SilentPractice>,
    /// Of a renewal: her medicines, and whether they can be had anew.
    pub drugs: Vec<DrugOption>,
    /// The pharmacy that she named last.
    pub pharmacy: Option<Pharmacy>,
    /// The language of her interpreter, if her record says that she needs one.
    pub interpreter: Option<String>,
    /// Her health plan, if her record has one and the reader may see it.
    pub plan: Option<String>,
    /// What she has begun to write: there, or on another device.
    #[serde(default)]
    pub draft: Option<AskDraft>,
    /// The files that lie with it.
    #[serde(default)]
    pub files: Vec<FileView>,
    /// Whether she may send files with it.
    #[serde(default)]
    pub may_attach: bool,
    /// The intent of the form.
    pub intent: IntentKey,
    /// The clinic's date.
    pub today: Day,
}

/// A medicine in the form of a renewal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrugOption {
    /// Which line of the list of medicines.
    pub drug: Uuid,
    /// Its name.
    pub name: String,
    /// How it is taken, as the prescription says it.
    pub dose: Option<String>,
    /// Who prescribed it.
    pub prescriber: Option<String>,
    /// Whether it can be had anew.
    pub renewable: Renewable,
}

/// Whether a prescription can be had anew, and why not (F57).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Renewable {
    /// It can.
    Yes,
    /// She must be seen first.
    NeedsVisit,
    /// The law of the place wants more than a form: she calls.
    Call {
        /// The office's phone.
        phone: Option<String>,
    },
    /// It has been asked for already.
    Asked(AskId),
    /// She does not take it any more.
    Over,
}

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// The office's.
    Team,
    /// The patient's, or who acts for her.
    You,
    /// Nobody's.
    Nobody,
}

impl Holder {
    /// Of an ask that stands like this.
    pub fn of(state: AskState) -> Self {
        match state.waits_for() {
            Some(Side::Team) => Self::Team,
            Some(Side::Patient) => Self::You,
            None => Self::Nobody,
        }
    }
}

/// What the patient's side can do with an ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskDeed {
    /// Write it anew: nobody has opened it yet.
    Change,
    /// Take it back.
    Withdraw,
    /// Say something; while the office waits for an answer, this is the answer.
    Comment,
    /// Take one of the times.
    Choose,
    /// Take none of them, and say what would suit.
    AskAgain,
    /// Ask again for the like: this one is over.
    FollowUp,
}

/// What became of a prescription.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DrugOutcome {
    /// The office has said yes.
    Approved,
    /// It has said no: why, and words that may be empty.
    Declined(Refusing, String),
}

/// A prescription of a renewal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrugView {
    /// Its place in the ask, from 0.
    pub place: i16,
    /// Which line of the list of medicines.
    pub drug: Uuid,
    /// Its name when it was asked for.
    pub name: String,
    /// For how many days there was some left then.
    pub days_left: Option<u16>,
    /// What became of it, once it is decided.
    pub outcome: Option<DrugOutcome>,
}

/// What became of a time that was proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeOutcome {
    /// The patient has taken it.
    Taken,
    /// It was passed over.
    Passed,
}

impl TimeOutcome {
    /// The word in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Passed => "passed",
        }
    }

    /// The outcome of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Taken, Self::Passed].into_iter().find(|outcome| outcome.code() == code)
    }
}

/// A time that the patient can take now: it is of the last round, has not begun, and it is her turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeView {
    /// Which.
    pub time: Uuid,
    /// When it begins.
    pub at: Moment,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// How to meet.
    pub way: VisitKind,
    /// Where; may be empty.
    pub place: String,
}

/// A visit that is agreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitView {
    /// When it begins.
    pub at: Moment,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// How to meet.
    pub way: VisitKind,
    /// Where; may be empty.
    pub place: String,
}

/// A referral's authorization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorization {
    /// Its number.
    pub number: String,
    /// How many visits it allows.
    pub visits: u16,
    /// How many of them have been.
    pub used: u16,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

impl Authorization {
    /// How many visits are left.
    pub fn left(&self) -> u16 {
        self.visits.saturating_sub(self.used)
    }
}

/// What of an ask happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskHappened {
    /// It was sent.
    Made,
    /// The patient wrote it anew.
    Changed,
    /// The office took it in hand.
    Reviewed,
    /// The office asked for something.
    NeedsInfo,
    /// Somebody said something.
    Commented,
    /// The office proposed times.
    Proposed,
    /// The patient took one of them.
    Chosen,
    /// She took none.
    AskedAgain,
    /// The office said yes.
    Approved,
    /// The office said no.
    Declined,
    /// A visit of an authorization was counted.
    VisitCounted,
    /// It was closed: what was asked for has happened.
    Done,
    /// The patient took it back.
    Withdrawn,
}

impl AskHappened {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Made,
        Self::Changed,
        Self::Reviewed,
        Self::NeedsInfo,
        Self::Commented,
        Self::Proposed,
        Self::Chosen,
        Self::AskedAgain,
        Self::Approved,
        Self::Declined,
        Self::VisitCounted,
        Self::Done,
        Self::Withdrawn,
    ];

    /// The word in the table.
    pub fn code(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Changed => "changed",
            Self::Reviewed => "reviewed",
            Self::NeedsInfo => "needs_info",
            Self::Commented => "commented",
            Self::Proposed => "proposed",
            Self::Chosen => "chosen",
            Self::AskedAgain => "asked_again",
            Self::Approved => "approved",
            Self::Declined => "declined",
            Self::VisitCounted => "visit_counted",
            Self::Done => "done",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// What a word of the table stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.code() == code)
    }
}

/// A line of an ask's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskEvent {
    /// Which line.
    pub event: Uuid,
    /// When.
    pub at: Moment,
    /// What happened.
    pub what: AskHappened,
    /// How it stood before.
    pub before: AskState,
    /// How it stood then.
    pub after: AskState,
    /// From which side.
    pub side: Side,
    /// The name of who did it.
    pub author: String,
    /// The role, of somebody of the team.
    pub role: Option<Role>,
    /// Whether somebody did it for the patient.
    pub for_other: bool,
    /// Why it was declined.
    pub reason: Option<Refusing>,
    /// What was said; empty where nothing was, or where the reader does not see it.
    pub words: String,
    /// By when the office answered from then on, while it was its turn.
    pub due: Option<Day>,
}

/// An ask opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskView {
    /// Which.
    pub ask: AskId,
    /// Whose chart.
    pub patient: PatientId,
    /// What is asked for.
    pub kind: AskKind,
    /// How it stands.
    pub state: AskState,
    /// The shared inbox that it lies in.
    pub pool: PoolId,
    /// The practice's name.
    pub practice: String,
    /// Its phone.
    pub phone: Option<String>,
    /// The clinician it is for, if it must be this one.
    pub provider: Option<(ProviderId, String)>,
    /// What was written; none, where the reader sees no diagnoses and has not written it.
    pub form: Option<AskForm>,
    /// The prescriptions of a renewal.
    pub drugs: Vec<DrugView>,
    /// The times that can be taken now, the first one first.
    pub times: Vec<TimeView>,
    /// The visit that is agreed.
    pub visit: Option<VisitView>,
    /// The authorization of a referral.
    pub authorization: Option<Authorization>,
    /// Why it was declined, with words that may be empty.
    pub refused: Option<(Refusing, String)>,
    /// By when the office answers, while it is its turn.
    pub due: Option<Day>,
    /// Whether that day is over: the number to call is the practice's.
    #[serde(default)]
    pub late: bool,
    /// Whose turn it is.
    pub holder: Holder,
    /// A page of what has happened, newest first.
    pub events: Page<AskEvent>,
    /// What was sent with it; nothing, where the form is left out.
    #[serde(default)]
    pub files: Vec<FileView>,
    /// What the reader can do; nothing at the desk.
    pub may: Vec<AskDeed>,
    /// Whether the patient keeps it from her representatives.
    pub private: bool,
    /// Whether the reader may keep it from representatives, or show it to them.
    pub may_hide: bool,
    /// Whether somebody asked it for the patient.
    pub for_other: bool,
    /// How often the patient has written it, from 1: the desk moves on the one that it read.
    pub version: i64,
    /// The intent of the forms of the page.
    pub intent: IntentKey,
    /// The moment of the reply.
    pub now: Moment,
}

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

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Which.
    pub ask: AskId,
    /// Prescriptions that were left out, because they cannot be had anew any more.
    #[serde(default)]
    pub failed: Vec<FailedDrug>,
}

/// A prescription that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedDrug {
    /// Its name.
    pub name: String,
    /// Why it cannot be had anew.
    pub why: Renewable,
}

//! What pages are shown of asks: codes, names, days and what people wrote; never sentences of ours.

mod asking;
mod desk;
mod history;

pub use asking::{AskOffice, AskOptions, Asked, DrugOption, FailedDrug, Renewable};
pub use desk::{AskFilter, AskPool, DeskAskRow, DeskAskView, DeskAsks};
pub use history::{AskEvent, AskHappened};

use super::{AskDraft, AskForm, AskKind, AskState, Refusing, VisitKind};
use crate::day::Day;
use crate::file::FileView;
use crate::ids::{AskId, IntentKey, PatientId, PoolId, ProviderId};
use crate::message::Side;
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
    /// What stood in a form of the page without our code when it was refused, for its writer; `form` says in which. Nothing
    /// at the desk, which has its own.
    #[serde(default)]
    pub typed: Option<AskDraft>,
    /// The moment of the reply.
    pub now: Moment,
}

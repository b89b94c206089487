//! What a team wants to know of a patient before it answers.

use super::ItemKind;
use crate::ask::AskState;
use crate::day::Day;
use crate::ids::{PatientId, WorkId};
use crate::moment::Moment;
use crate::representative::TeamGrant;
use serde::{Deserialize, Serialize};

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

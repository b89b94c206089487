//! How much of something is opened, and what will be opened otherwise by itself.

use super::{Capability, Right};
use crate::day::Day;
use serde::{Deserialize, Serialize};

/// The part of something that is opened, where it is not all: the limits of the access matrix, as pages say them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// All vaccines but those that the profile hides.
    NoHiddenVaccines,
    /// All conversations but those that the teen keeps for herself.
    NoPrivateThreads,
    /// To ask, and to see what one has asked.
    AskingOnly,
    /// What staff have marked as general.
    GeneralOnly,
    /// Medicines that staff have marked as visible.
    MarkedDrugs,
    /// Without the diagnosis.
    NoDiagnosis,
    /// Bills of visits on whose day the person was the guarantor.
    AsGuarantor,
    /// The same, and of some visits the amount and the date only.
    AsGuarantorSums,
    /// Bills that are the teen's own.
    OwnBills,
    /// What the person has uploaded.
    OwnUploads,
    /// What the person has done.
    OwnActs,
    /// To narrow what representatives see, within bounds to widen it, and to end it.
    NarrowAndRevoke,
}

impl Part {
    /// All of them, in the order explained.
    pub const ALL: [Self; 12] = [
        Self::NoHiddenVaccines,
        Self::NoPrivateThreads,
        Self::AskingOnly,
        Self::GeneralOnly,
        Self::MarkedDrugs,
        Self::NoDiagnosis,
        Self::AsGuarantor,
        Self::AsGuarantorSums,
        Self::OwnBills,
        Self::OwnUploads,
        Self::OwnActs,
        Self::NarrowAndRevoke,
    ];

    /// The word of the matrix.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoHiddenVaccines => "no_hidden_vaccines",
            Self::NoPrivateThreads => "no_private_threads",
            Self::AskingOnly => "asking_only",
            Self::GeneralOnly => "general_only",
            Self::MarkedDrugs => "marked_drugs",
            Self::NoDiagnosis => "no_diagnosis",
            Self::AsGuarantor => "as_guarantor",
            Self::AsGuarantorSums => "as_guarantor_sums",
            Self::OwnBills => "own_bills",
            Self::OwnUploads => "own_uploads",
            Self::OwnActs => "own_acts",
            Self::NarrowAndRevoke => "narrow_and_revoke",
        }
    }

    /// The part of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.code() == code)
    }
}

/// How much of something is opened, as pages say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessView {
    /// Nothing.
    Nothing,
    /// A part.
    Part(Part),
    /// All.
    All,
}

/// Why something changes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The patient has a say from then on.
    HasASay,
    /// The patient is of age.
    OfAge,
    /// The last day has passed, the consent runs out, or the court order ends.
    RunsOut,
    /// A clinician must look anew at whether the patient lacks capacity.
    Review,
}

impl Why {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::HasASay, Self::OfAge, Self::RunsOut, Self::Review];

    /// The word in tables and letters.
    pub fn code(self) -> &'static str {
        match self {
            Self::HasASay => "has_a_say",
            Self::OfAge => "of_age",
            Self::RunsOut => "runs_out",
            Self::Review => "review",
        }
    }
}

/// Something that will be opened otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeView {
    /// What.
    pub capability: Capability,
    /// To see, or to do.
    pub right: Right,
    /// How it is.
    pub from: AccessView,
    /// How it will be.
    pub to: AccessView,
}

/// A change that comes by itself, with exactly what it changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComingView {
    /// From the midnight of this day on.
    pub on: Day,
    /// Why.
    pub why: Why,
    /// What changes, in the order of the matrix.
    pub changes: Vec<ChangeView>,
}

impl ComingView {
    /// So many days before it is told, and stands out.
    pub const AHEAD: i64 = 90;

    /// Whether nothing of what is open now stays open.
    pub fn closes_all(&self) -> bool {
        self.changes.iter().all(|change| change.to == AccessView::Nothing)
    }

    /// Whether it comes before long.
    pub fn is_near(&self, today: Day) -> bool {
        self.on.epoch() - today.epoch() <= Self::AHEAD
    }
}

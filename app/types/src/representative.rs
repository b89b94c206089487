//! Acting for another person: on what ground, how it stands, and what is given (R-3.*, the access matrix 2.4).

mod coming;
mod forms;
mod household;
mod rights;
mod views;

pub use coming::{AccessView, ChangeView, ComingView, Part, Why};
pub use forms::{GrantStart, LastDay, NewGrant, Switching};
pub use household::{ActRow, Household, PersonRow};
pub use rights::{Capability, Right, Rights};
pub use views::{
    ActingView, ByView, Deed, DeskGrant, EventView, GrantRow, GrantView, Happened, NewGrantOptions, NextView, OpenView,
    ProofView, SharingView, SoonView, Stands, SupportGrant, SwitchesView, TeamGrant,
};

use serde::{Deserialize, Serialize};

/// On what ground somebody acts for a patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// A parent of somebody who is not of age.
    Parental,
    /// An adult has said so.
    Consent,
    /// A court has made the person a guardian.
    Guardianship,
    /// An adult has named the person for when she cannot decide (a health care proxy).
    PowerOfAttorney,
    /// Nobody else can, and a clinician says that it is best for the patient.
    BestInterest,
}

impl Basis {
    /// All of them, in the order offered.
    pub const ALL: [Self; 5] =
        [Self::Parental, Self::Consent, Self::Guardianship, Self::PowerOfAttorney, Self::BestInterest];

    /// The word in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Parental => "parental",
            Self::Consent => "consent",
            Self::Guardianship => "guardianship",
            Self::PowerOfAttorney => "power_of_attorney",
            Self::BestInterest => "best_interest",
        }
    }

    /// The basis of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.code() == code)
    }
}

/// How a grant stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantState {
    /// A form is begun; it opens nothing.
    Proposed,
    /// It opens what its ground and the day allow.
    Active,
    /// Set aside by the patient, by staff, or by both; it opens nothing.
    Suspended,
    /// Over for good.
    Inactive,
    /// Never came about.
    Rejected,
}

impl GrantState {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Proposed, Self::Active, Self::Suspended, Self::Inactive, Self::Rejected];

    /// The word in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Inactive => "inactive",
            Self::Rejected => "rejected",
        }
    }

    /// The state of a word. One that we do not know opens nothing.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.code() == code).unwrap_or(Self::Inactive)
    }

    /// Whether something can still happen to it.
    pub fn is_open(self) -> bool {
        match self {
            Self::Proposed | Self::Active | Self::Suspended => true,
            Self::Inactive | Self::Rejected => false,
        }
    }
}

/// Why a grant was changed. Every change has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The form is whole and signed.
    FormSigned,
    /// The patient wants it so.
    PatientRequest,
    /// The representative wants it so.
    RepresentativeRequest,
    /// Somebody must be kept safe.
    Safeguarding,
    /// A court has decided about custody or contact.
    CustodyOrder,
    /// The day came that was set for its end, or its consent has run out.
    EndDate,
    /// The patient is of age.
    Majority,
    /// The patient has died.
    PatientDeceased,
    /// The representative has died.
    RepresentativeDeceased,
    /// They are no longer to each other what they were.
    RelationshipChanged,
    /// The patient cannot decide any more.
    LacksCapacity,
    /// It was used for what it is not for.
    Misuse,
    /// Nobody has used it for long.
    Inactivity,
    /// An account was closed.
    AccountClosed,
    /// What stood in the way is cleared up.
    Cleared,
    /// Something else, in words.
    Other,
}

impl Reason {
    /// All of them, in the order offered.
    pub const ALL: [Self; 16] = [
        Self::FormSigned,
        Self::PatientRequest,
        Self::RepresentativeRequest,
        Self::Safeguarding,
        Self::CustodyOrder,
        Self::EndDate,
        Self::Majority,
        Self::PatientDeceased,
        Self::RepresentativeDeceased,
        Self::RelationshipChanged,
        Self::LacksCapacity,
        Self::Misuse,
        Self::Inactivity,
        Self::AccountClosed,
        Self::Cleared,
        Self::Other,
    ];

    /// The word in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::FormSigned => "form_signed",
            Self::PatientRequest => "patient_request",
            Self::RepresentativeRequest => "representative_request",
            Self::Safeguarding => "safeguarding",
            Self::CustodyOrder => "custody_order",
            Self::EndDate => "end_date",
            Self::Majority => "majority",
            Self::PatientDeceased => "patient_deceased",
            Self::RepresentativeDeceased => "representative_deceased",
            Self::RelationshipChanged => "relationship_changed",
            Self::LacksCapacity => "lacks_capacity",
            Self::Misuse => "misuse",
            Self::Inactivity => "inactivity",
            Self::AccountClosed => "account_closed",
            Self::Cleared => "cleared",
            Self::Other => "other",
        }
    }

    /// The reason of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// Whether it says nothing without words beside it.
    pub fn needs_words(self) -> bool {
        self == Self::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_there_and_back_and_are_those_of_the_wire() {
        for basis in Basis::ALL {
            assert_eq!(Basis::from_code(basis.code()), Some(basis));
        }
        for state in GrantState::ALL {
            assert_eq!(GrantState::from_code(state.code()), state);
        }
        assert_eq!(GrantState::from_code("whatever"), GrantState::Inactive);
        for reason in Reason::ALL {
            assert_eq!(Reason::from_code(reason.code()), Some(reason));
        }
    }
}

//! Asking an office for something: a routine appointment, a prescription anew, a referral's authorization (R-7.*).
//!
//! In code it is an "ask", because a request is what people send to the enrollment desk ([`crate::registry`]); on the
//! screen it is a request.

mod draft;
mod forms;
mod moves;
mod seen;
mod urgent;
mod views;

pub use draft::AskDraft;
pub use forms::{
    AgainTyped, AppointmentTyped, AskComment, ReferralTyped, RenewalTyped, TimesAgain, TooSoon, WindowTyped, days_key,
};
pub use moves::{
    Approval, AuthorizationTyped, DeskAskMove, DeskMoveKind, DrugAnswer, DrugsTyped, ProposedTime, TimeTyped,
};
pub use seen::AskSeen;
pub use urgent::is_urgent;
pub use views::{
    AskDeed, AskEvent, AskFilter, AskHappened, AskList, AskOffice, AskOptions, AskPool, AskRow, AskView, Asked,
    Authorization, DeskAskRow, DeskAskView, DeskAsks, DrugOption, DrugOutcome, DrugView, FailedDrug, Holder, Renewable,
    TimeOutcome, TimeView, VisitView,
};

use crate::day::Day;
use crate::ids::{FileId, IntentKey, PoolId, ProviderId};
use crate::message::Side;
use crate::practice::Feature;
use crate::representative::Capability;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskKind {
    /// A routine appointment.
    Appointment,
    /// Prescriptions anew.
    Renewal,
    /// A referral's authorization.
    Referral,
}

impl AskKind {
    /// All of them, in the order offered.
    pub const ALL: [Self; 3] = [Self::Appointment, Self::Renewal, Self::Referral];

    /// The word in tables, forms and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Appointment => "appointment",
            Self::Renewal => "renewal",
            Self::Referral => "referral",
        }
    }

    /// The kind of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Its row of the access matrix.
    pub fn capability(self) -> Capability {
        match self {
            Self::Appointment => Capability::AskAppointment,
            Self::Renewal => Capability::AskRenewal,
            Self::Referral => Capability::AskReferral,
        }
    }

    /// What a practice switches on so that it can be asked for this.
    pub fn feature(self) -> Feature {
        match self {
            Self::Appointment => Feature::Appointments,
            Self::Renewal => Feature::Renewals,
            Self::Referral => Feature::Referrals,
        }
    }
}

/// How an ask stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskState {
    /// Sent; nobody works on it yet.
    Submitted,
    /// The office works on it.
    InReview,
    /// The office needs an answer of the patient.
    NeedsInfo,
    /// The office has said yes; what was asked for is still to happen, or to be used.
    Approved,
    /// The office has said no, with its reason.
    Declined,
    /// What was asked for has happened.
    Done,
    /// The patient does not want it any more.
    Withdrawn,
}

impl AskState {
    /// All of them, in the order of a life.
    pub const ALL: [Self; 7] =
        [Self::Submitted, Self::InReview, Self::NeedsInfo, Self::Approved, Self::Declined, Self::Done, Self::Withdrawn];

    /// The word in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::InReview => "in_review",
            Self::NeedsInfo => "needs_info",
            Self::Approved => "approved",
            Self::Declined => "declined",
            Self::Done => "done",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of a word. In one that we do not know nothing can happen any more.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.code() == code).unwrap_or(Self::Withdrawn)
    }

    /// Whether it is somebody's turn: nothing is decided yet. What was approved is not, although it stays among what its
    /// owner looks at until it is closed.
    pub fn is_open(self) -> bool {
        self.waits_for().is_some()
    }

    /// Whether nothing can come of it any more.
    pub fn is_closed(self) -> bool {
        match self {
            Self::Submitted | Self::InReview | Self::NeedsInfo | Self::Approved => false,
            Self::Declined | Self::Done | Self::Withdrawn => true,
        }
    }

    /// Whose turn it is: the team's, the patient's, or nobody's.
    pub fn waits_for(self) -> Option<Side> {
        match self {
            Self::Submitted | Self::InReview => Some(Side::Team),
            Self::NeedsInfo => Some(Side::Patient),
            Self::Approved | Self::Declined | Self::Done | Self::Withdrawn => None,
        }
    }
}

/// Why an office says no, as the patient reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusing {
    /// She is no patient of this office.
    NotAPatient,
    /// She must be seen first.
    NeedsVisit,
    /// It is too early for it.
    TooEarly,
    /// Another office does it.
    AnotherOffice,
    /// Her plan does not pay for it.
    NotCovered,
    /// What it is for has happened already.
    Retroactive,
    /// It was asked for twice.
    Duplicate,
    /// Something else, in words.
    Other,
}

impl Refusing {
    /// All of them, in the order offered.
    pub const ALL: [Self; 8] = [
        Self::NotAPatient,
        Self::NeedsVisit,
        Self::TooEarly,
        Self::AnotherOffice,
        Self::NotCovered,
        Self::Retroactive,
        Self::Duplicate,
        Self::Other,
    ];

    /// The word in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAPatient => "not_a_patient",
            Self::NeedsVisit => "needs_visit",
            Self::TooEarly => "too_early",
            Self::AnotherOffice => "another_office",
            Self::NotCovered => "not_covered",
            Self::Retroactive => "retroactive",
            Self::Duplicate => "duplicate",
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

/// How patient and clinician meet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitKind {
    /// At the office.
    #[default]
    InPerson,
    /// By phone.
    Phone,
    /// By video.
    Video,
}

impl VisitKind {
    /// All of them, in the order offered.
    pub const ALL: [Self; 3] = [Self::InPerson, Self::Phone, Self::Video];

    /// The word in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::InPerson => "in_person",
            Self::Phone => "phone",
            Self::Video => "video",
        }
    }

    /// The kind of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// When on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartOfDay {
    /// At any time.
    #[default]
    Any,
    /// Before noon.
    Morning,
    /// After noon.
    Afternoon,
}

impl PartOfDay {
    /// All of them, in the order offered.
    pub const ALL: [Self; 3] = [Self::Any, Self::Morning, Self::Afternoon];

    /// The word in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
        }
    }

    /// The part of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.code() == code)
    }
}

/// How many windows of time a patient may name, and how many times an office may propose at once.
pub const TIMES_MOST: usize = 3;

/// The most prescriptions that are asked for at once.
pub const DRUGS_MOST: usize = 20;

/// A window of time that would suit the patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Window {
    /// The day.
    pub day: Day,
    /// When on it.
    pub part: PartOfDay,
}

/// A pharmacy as the patient names it; all may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pharmacy {
    /// Its name.
    pub name: String,
    /// Its phone as ten digits.
    #[serde(default)]
    pub phone: String,
    /// Street and town, or what else tells it from others of its name.
    #[serde(default)]
    pub line: String,
}

impl Pharmacy {
    /// Whether nothing is said of it.
    pub fn is_empty(&self) -> bool {
        self.name.is_empty() && self.phone.is_empty() && self.line.is_empty()
    }
}

/// A prescription that is asked for anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrugWish {
    /// Which line of the list of medicines.
    pub drug: Uuid,
    /// For how many days there is some left, if she knows.
    pub days_left: Option<u16>,
}

/// What a patient has written; it is kept as it is. The prescriptions of a renewal are kept beside it, because each has a
/// life of its own. Its `Debug` shows nothing of it: it never reaches a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AskForm {
    /// For an appointment.
    Appointment {
        /// What for.
        reason: String,
        /// How to meet.
        #[serde(default)]
        visit: VisitKind,
        /// When it would suit, the dearest first.
        #[serde(default)]
        windows: Vec<Window>,
        /// The language that an interpreter must speak, if one is needed.
        #[serde(default)]
        interpreter: Option<String>,
        /// What must be thought of: a wheelchair, somebody who comes along. May be empty.
        #[serde(default)]
        access: String,
    },
    /// For prescriptions anew.
    Renewal {
        /// Where they are fetched.
        #[serde(default)]
        pharmacy: Pharmacy,
        /// Something to be said with it; may be empty.
        #[serde(default)]
        note: String,
    },
    /// For a referral's authorization.
    Referral {
        /// Who is to be seen.
        specialist: String,
        /// What for.
        reason: String,
        /// The health plan that is to pay.
        plan: String,
        /// The day of the visit.
        visit_on: Day,
        /// Something to be said with it; may be empty.
        #[serde(default)]
        note: String,
    },
}

impl AskForm {
    /// What it asks for.
    pub fn kind(&self) -> AskKind {
        match self {
            Self::Appointment { .. } => AskKind::Appointment,
            Self::Renewal { .. } => AskKind::Renewal,
            Self::Referral { .. } => AskKind::Referral,
        }
    }
}

impl std::fmt::Debug for AskForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AskForm({})", self.kind().code())
    }
}

/// Something to be asked for, or asked for otherwise. Its `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct NewAsk {
    /// Whom: an office that answers.
    pub pool: PoolId,
    /// A clinician by name, if it must be this one.
    pub provider: Option<ProviderId>,
    /// What was written.
    pub form: AskForm,
    /// Of a renewal its prescriptions, each once.
    pub drugs: Vec<DrugWish>,
    /// Whether she knows that the visit comes too soon: see [`NewAsk::must_know`].
    pub late: bool,
    /// The files that the form of a new one lists: nothing else goes along. They are told beside what is read of the form.
    pub files: Vec<FileId>,
    /// Made once per ask.
    pub intent: IntentKey,
}

impl NewAsk {
    /// What it asks for.
    pub fn kind(&self) -> AskKind {
        self.form.kind()
    }

    /// Whether its visit comes too soon and she has not said that she knows: then the box `late` is to be ticked.
    /// `due` is the day by which the office answers what is sent today.
    pub fn must_know(&self, today: Day, due: Day) -> bool {
        match self.form {
            AskForm::Referral { visit_on, .. } => !self.late && TooSoon::of(visit_on, today, due).is_some(),
            AskForm::Appointment { .. } | AskForm::Renewal { .. } => false,
        }
    }
}

impl std::fmt::Debug for NewAsk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewAsk({})", self.kind().code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_tables_go_there_and_back() {
        for kind in AskKind::ALL {
            assert_eq!(AskKind::from_code(kind.code()), Some(kind));
        }
        for state in AskState::ALL {
            assert_eq!(AskState::from_code(state.code()), state);
        }
        for reason in Refusing::ALL {
            assert_eq!(Refusing::from_code(reason.code()), Some(reason));
        }
        for way in VisitKind::ALL {
            assert_eq!(VisitKind::from_code(way.code()), Some(way));
        }
        for part in PartOfDay::ALL {
            assert_eq!(PartOfDay::from_code(part.code()), Some(part));
        }
        for step in DeskMoveKind::ALL {
            assert_eq!(DeskMoveKind::from_code(step.code()), Some(step));
        }
        for event in AskHappened::ALL {
            assert_eq!(AskHappened::from_code(event.code()), Some(event));
        }
        for filter in AskFilter::ALL {
            assert_eq!(AskFilter::from_code(filter.code()), filter);
        }
        assert_eq!(AskState::from_code("of another version"), AskState::Withdrawn, "nothing happens to it");
    }

    #[test]
    fn r_7_1_somebody_has_it_until_it_is_decided() {
        for state in AskState::ALL {
            assert!(!(state.is_open() && state.is_closed()), "{state:?}");
        }
        assert_eq!(AskState::NeedsInfo.waits_for(), Some(Side::Patient));
        assert!(!AskState::Approved.is_open() && !AskState::Approved.is_closed());
    }

    #[test]
    fn nothing_of_a_form_is_in_its_debug() {
        let form = AskForm::Renewal { pharmacy: Pharmacy::default(), note: "secret".to_owned() };
        assert_eq!(format!("{form:?}"), "AskForm(renewal)");
    }
}

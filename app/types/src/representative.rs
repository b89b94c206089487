//! Acting for another person: on what ground, how it stands, and what is given (R-3.*, the access matrix 2.4).

mod forms;
mod views;

pub use forms::{GrantStart, LastDay, NewGrant, Switching};
pub use views::{
    ActingView, ByView, Deed, DeskGrant, EventView, GrantRow, GrantView, Happened, NewGrantOptions, NextView, OpenView,
    ProofView, SharingView, SoonView, Stands, SupportGrant, SwitchesView, TeamGrant,
};

use crate::account::Role;
use crate::day::Day;
use crate::ids::{GrantId, PatientId};
use crate::message::ThreadRow;
use crate::moment::Moment;
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

/// A row of the access matrix: something that is seen or done in somebody's chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// Name, address, insurance, benefits.
    Demographics,
    /// Vaccines, and letters about them.
    Immunizations,
    /// Growth charts.
    GrowthCharts,
    /// Allergies.
    Allergies,
    /// Illnesses in the family.
    FamilyHistory,
    /// What is due: vaccines, check-ups.
    Reminders,
    /// Messages with care teams.
    Messages,
    /// Asking for an appointment.
    AskAppointment,
    /// Appointments, past and coming.
    Appointments,
    /// Asking for a prescription anew.
    AskRenewal,
    /// The list of medicines.
    Medications,
    /// Asking for a referral's authorization.
    AskReferral,
    /// Test results.
    Results,
    /// Visit summaries, notes, problems, letters.
    Notes,
    /// Bills.
    Billing,
    /// Documents that people upload.
    Uploads,
    /// Taking everything out, or sharing it by a link.
    TakeOut,
    /// Who has looked at the chart.
    AccessLog,
    /// Who may act for the patient.
    Representatives,
}

impl Capability {
    /// All of them, in the order of the matrix.
    pub const ALL: [Self; 19] = [
        Self::Demographics,
        Self::Immunizations,
        Self::GrowthCharts,
        Self::Allergies,
        Self::FamilyHistory,
        Self::Reminders,
        Self::Messages,
        Self::AskAppointment,
        Self::Appointments,
        Self::AskRenewal,
        Self::Medications,
        Self::AskReferral,
        Self::Results,
        Self::Notes,
        Self::Billing,
        Self::Uploads,
        Self::TakeOut,
        Self::AccessLog,
        Self::Representatives,
    ];

    /// The word in tables, profiles and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Demographics => "demographics",
            Self::Immunizations => "immunizations",
            Self::GrowthCharts => "growth_charts",
            Self::Allergies => "allergies",
            Self::FamilyHistory => "family_history",
            Self::Reminders => "reminders",
            Self::Messages => "messages",
            Self::AskAppointment => "ask_appointment",
            Self::Appointments => "appointments",
            Self::AskRenewal => "ask_renewal",
            Self::Medications => "medications",
            Self::AskReferral => "ask_referral",
            Self::Results => "results",
            Self::Notes => "notes",
            Self::Billing => "billing",
            Self::Uploads => "uploads",
            Self::TakeOut => "take_out",
            Self::AccessLog => "access_log",
            Self::Representatives => "representatives",
        }
    }

    /// The capability of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|capability| capability.code() == code)
    }

    /// Its place in the matrix, from 0.
    pub fn place(self) -> usize {
        self as usize
    }

    /// Whether there is this to give: everything can be seen, not everything has something to do.
    pub fn has(self, right: Right) -> bool {
        match right {
            Right::Read | Right::Whole => true,
            Right::Act => match self {
                Self::Messages
                | Self::AskAppointment
                | Self::AskRenewal
                | Self::AskReferral
                | Self::Billing
                | Self::Uploads
                | Self::TakeOut
                | Self::Representatives => true,
                Self::Demographics
                | Self::Immunizations
                | Self::GrowthCharts
                | Self::Allergies
                | Self::FamilyHistory
                | Self::Reminders
                | Self::Appointments
                | Self::Medications
                | Self::Results
                | Self::Notes
                | Self::AccessLog => false,
            },
        }
    }
}

/// What a switch gives of a capability (F37: to read and to act are two switches).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// To see.
    Read,
    /// To do.
    Act,
    /// Of what is given in part unless the teen says otherwise, all that she may give.
    Whole,
}

impl Right {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Read, Self::Act, Self::Whole];

    /// The word in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Act => "act",
            Self::Whole => "whole",
        }
    }

    /// The right of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.code() == code)
    }
}

/// A set of switches that are on: of each capability three at most. In the table it is a whole number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rights(u64);

impl Rights {
    /// Nothing is on.
    pub const NONE: Self = Self(0);

    fn bit(capability: Capability, right: Right) -> u64 {
        1_u64 << (capability as u32 * 3 + right as u32)
    }

    /// Everything there is to give.
    pub fn every() -> Self {
        let mut all = Self::NONE;
        for capability in Capability::ALL {
            for right in Right::ALL {
                if capability.has(right) {
                    all = all.with(capability, right);
                }
            }
        }
        all
    }

    /// From the number in the table; nothing, if it is none of ours.
    pub fn from_number(number: i64) -> Option<Self> {
        let bits = u64::try_from(number).ok()?;
        (bits & !Self::every().0 == 0).then_some(Self(bits))
    }

    /// The number for the table.
    pub fn number(self) -> i64 {
        i64::try_from(self.0).unwrap_or(0)
    }

    /// With one switch on.
    #[must_use]
    pub fn with(self, capability: Capability, right: Right) -> Self {
        Self(self.0 | Self::bit(capability, right))
    }

    /// With one switch off.
    #[must_use]
    pub fn without(self, capability: Capability, right: Right) -> Self {
        Self(self.0 & !Self::bit(capability, right))
    }

    /// What is on here or there.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a switch is on.
    pub fn has(self, capability: Capability, right: Right) -> bool {
        self.0 & Self::bit(capability, right) != 0
    }

    /// Whether all that is on here is on there, too.
    pub fn is_within(self, most: Self) -> bool {
        self.0 & !most.0 == 0
    }

    /// Whether nothing is on.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The switches that are on, in the order of the matrix.
    pub fn on(self) -> impl Iterator<Item = (Capability, Right)> {
        Capability::ALL
            .into_iter()
            .flat_map(|capability| Right::ALL.into_iter().map(move |right| (capability, right)))
            .filter(move |(capability, right)| self.has(*capability, *right))
    }

    /// Reads a form's boxes: `results.read`, `messages.act`. To act in what one may not see makes no sense: seeing comes
    /// along. Nothing, if a box is none of ours.
    pub fn parse<'a>(boxes: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let mut rights = Self::NONE;
        for ticked in boxes {
            let (capability, right) = ticked.split_once('.')?;
            let (capability, right) = (Capability::from_code(capability)?, Right::from_code(right)?);
            if !capability.has(right) {
                return None;
            }
            rights = rights.with(capability, right).with(capability, Right::Read);
        }
        Some(rights)
    }
}

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

/// One of the people whose charts somebody may open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Whose chart.
    pub patient: PatientId,
    /// Full name as shown.
    pub name: String,
    /// Age today, in whole years.
    pub age: i16,
    /// Which of the eight person colours, 0 to 7.
    pub colour: u8,
    /// At most two letters.
    pub initials: String,
    /// Whether it is the person's own chart.
    pub own: bool,
    /// The grant, where it is another's.
    pub grant: Option<GrantId>,
    /// Threads with something unread, as far as the person may see them.
    pub unread: u32,
    /// The newest of them.
    pub newest: Option<ThreadRow>,
    /// Requests that wait for whoever opens the chart, as far as she may see them.
    #[serde(default)]
    pub waits: u32,
    /// The next day by which an office is to answer something, as far as she may see it.
    #[serde(default)]
    pub due: Option<Day>,
    /// What will change by itself before long, where it is another's.
    pub coming: Option<ComingView>,
    /// The grant itself, where it is another's: what is open, and until when.
    pub acting: Option<ActingView>,
    /// Who acts in it, where it is the person's own.
    pub sharing: Option<SharingView>,
}

/// The people whose charts somebody may open, her own first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Household {
    /// The people.
    pub people: Vec<PersonRow>,
    /// Grants by which somebody acts and that open nothing now, or have ended of late: one for each patient, by name.
    pub closed: Vec<ActingView>,
    /// The moment of the reply, for "today" and "yesterday".
    pub now: Moment,
}

/// Something that somebody has looked at or done in a chart that is not her own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActRow {
    /// Its place in the trail, which tells lines apart.
    pub place: i64,
    /// When.
    pub at: Moment,
    /// Who: a representative's or a staff member's name, as shown.
    pub who: String,
    /// What a staff member does.
    pub role: Option<Role>,
    /// Whether a representative did it.
    pub representative: bool,
    /// What was asked for, and of which part of the chart: the words of the audit trail.
    pub what: (String, String),
    /// The grant that it was about, if it was about one.
    pub grant: Option<GrantId>,
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
        for (place, capability) in Capability::ALL.into_iter().enumerate() {
            assert_eq!(Capability::from_code(capability.code()), Some(capability));
            assert_eq!(capability.place(), place);
        }
    }

    #[test]
    fn switches_are_apart_and_go_into_a_number_and_back() {
        assert!(Rights::NONE.is_empty());
        let mut number = 0;
        for capability in Capability::ALL {
            for right in Right::ALL {
                let one = Rights::NONE.with(capability, right);
                assert!(one.has(capability, right) && one.on().eq([(capability, right)]));
                assert_eq!(one.number().count_ones(), 1);
                assert_eq!(number & one.number(), 0, "no two share a bit");
                number |= one.number();
                if capability.has(right) {
                    assert_eq!(Rights::from_number(one.number()), Some(one));
                    assert!(one.is_within(Rights::every()));
                }
                assert_eq!(one.without(capability, right), Rights::NONE);
            }
        }
        assert_eq!(Rights::from_number(-1), None);
        assert_eq!(Rights::from_number(1 << 62), None);
        assert_eq!(Rights::from_number(Rights::every().number()), Some(Rights::every()));
    }

    #[test]
    fn a_form_ticks_boxes_and_acting_brings_seeing() {
        let rights = Rights::parse(["messages.act", "results.read"]).unwrap();
        let expected = [(Capability::Messages, Right::Read), (Capability::Messages, Right::Act)];
        assert!(rights.on().eq(expected.into_iter().chain([(Capability::Results, Right::Read)])));
        assert_eq!(Rights::parse([]), Some(Rights::NONE));
        for bad in ["results", "results.act", "secrets.read", "results.write", ""] {
            assert_eq!(Rights::parse([bad]), None, "{bad}");
        }
    }
}

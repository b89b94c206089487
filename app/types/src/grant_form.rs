//! The desk's form by which somebody comes to act for others: its steps, what is typed in each, and what stands beside it:
//! signatures, court orders, attestations.

mod answers;
mod papers;
mod strokes;

pub use answers::{
    BASIS_FIELDS, GroundsAnswer, PapersAnswer, PatientsAnswer, PersonAnswer, PersonForm, SwitchesAnswer, instructed,
};
pub use papers::{
    AttestationForm, AttestationRow, DeskMove, DeskPapers, LiftForm, NewAttestation, NewOrder, OrderForm, OrderKind,
    OrderRow, SuspendForm,
};
pub use strokes::{SIGNED_FIELDS, STROKES_MAX, SignaturesAnswer, SignaturesForm, Signed, Strokes, WaySigned};

use crate::account::Lang;
use crate::day::Day;
use crate::enrollment::Channel;
use crate::ids::{FormId, GrantId, PatientId, PracticeId, RepresentativeId};
use crate::moment::Moment;
use crate::representative::{Basis, GrantState, SwitchesView};
use serde::{Deserialize, Serialize};

/// Patients on one form at most.
pub const PATIENTS_MAX: usize = 8;

/// The step that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormStep {
    /// Who is to act.
    Person,
    /// For whom.
    Patients,
    /// On what ground.
    Grounds,
    /// What was seen: an identity document, a court order, an attestation.
    Papers,
    /// What is given, where somebody has switches to set.
    Switches,
    /// Who has signed, and when.
    Signatures,
    /// Everything once more, and what is missing.
    Check,
    /// It is signed, or was thrown away.
    Done,
}

/// How far a form is, and what stands in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormProgress {
    /// Which.
    pub form: FormId,
    /// Grows with every answer; an answer names the one it has seen.
    pub version: i64,
    /// The open step.
    pub step: FormStep,
    /// Its number, from 1.
    pub number: u8,
    /// Steps in all.
    pub of: u8,
    /// What stands in it.
    pub view: FormView,
    /// What came of it, once it is signed.
    pub done: Option<FormDone>,
}

/// What stands in a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormView {
    /// In whose name it is made.
    pub practice: PracticeId,
    /// The practice's name.
    pub practice_name: String,
    /// Who is to act, once that was said.
    pub person: Option<PersonView>,
    /// For whom.
    pub patients: Vec<FormPatient>,
    /// What was seen.
    pub papers: Option<PapersView>,
    /// Which papers somebody on the form needs.
    pub needs: Needs,
    /// The last day, if one was set.
    pub ends: Option<Day>,
    /// The representative's signature.
    pub signed: Option<Signed>,
}

/// Who is to act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonView {
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Birth date.
    pub born: Day,
    /// E-mail or text.
    pub channel: Channel,
    /// The address or number.
    pub contact: String,
    /// The person's language.
    pub lang: Lang,
    /// The username that the desk has typed, if it has found an account by it.
    pub username: String,
    /// The record number that the desk has typed, if it has found a record by it.
    pub mrn: String,
}

/// What kind of papers somebody on the form needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Needs {
    /// A court order that makes the person a guardian; none is recorded.
    pub order: bool,
    /// A clinician's attestation that somebody lacks capacity; none is recorded that is new enough.
    pub attestation: bool,
    /// Switches to set.
    pub switches: bool,
}

/// What part of life a patient is in: who is offered which grounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Life {
    /// Too young to have a say.
    Child,
    /// Has a say, and is not of age.
    Teen,
    /// Of age.
    Adult,
}

impl Life {
    /// Grounds that somebody of this age may be acted for by, in the order offered.
    pub fn grounds(self) -> &'static [Basis] {
        match self {
            Self::Child | Self::Teen => &[Basis::Parental, Basis::Guardianship, Basis::BestInterest],
            // A parent stays one past 18 where capacity is lacking.
            Self::Adult => {
                &[Basis::Consent, Basis::PowerOfAttorney, Basis::Guardianship, Basis::BestInterest, Basis::Parental]
            }
        }
    }
}

/// A patient on the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormPatient {
    /// Whose chart.
    pub patient: PatientId,
    /// The name.
    pub name: String,
    /// Birth date, if it is known whole.
    pub born: Option<Day>,
    /// What part of life that is.
    pub life: Option<Life>,
    /// On what ground, once that was said.
    pub basis: Option<Basis>,
    /// The switches to set, where there are any.
    pub switches: Option<SwitchesView>,
    /// Whether this patient must sign.
    pub must_sign: bool,
    /// The signature.
    pub signed: Option<Signed>,
    /// What is missing, by the words of `care::representatives::signing::Lack`.
    pub lacks: Vec<String>,
}

/// What was seen at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PapersView {
    /// How it is known who the representative is.
    pub identity: Identity,
    /// Where the paper or its scan is filed.
    pub filed: String,
    /// The court order, if one was brought.
    pub order: Option<NewOrder>,
    /// The attestation, if one was brought.
    pub attestation: Option<NewAttestation>,
}

/// How it is known who a representative is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Identity {
    /// A driver's license or a state's identity card.
    License,
    /// A passport.
    Passport,
    /// Another photo identity document.
    OtherPhoto,
    /// A colleague knows the person.
    KnownToStaff,
}

impl Identity {
    /// All of them, in the order offered.
    pub const ALL: [Self; 4] = [Self::License, Self::Passport, Self::OtherPhoto, Self::KnownToStaff];

    /// The word in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::License => "license",
            Self::Passport => "passport",
            Self::OtherPhoto => "other_photo",
            Self::KnownToStaff => "known_to_staff",
        }
    }

    /// The kind of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|identity| identity.code() == code)
    }
}

/// What came of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormDone {
    /// Who acts.
    pub representative: RepresentativeId,
    /// The name.
    pub name: String,
    /// Whether an account is linked: then what was opened is there at the next page.
    pub linked: bool,
    /// Whether a practice that has a form of hers sends instructions: its invitations are switched on.
    pub invites: bool,
    /// The grants.
    pub grants: Vec<DoneGrant>,
    /// The address or number on the form, to begin instructions with.
    pub channel: Channel,
    /// The same.
    pub contact: String,
    /// The representative's language.
    pub lang: Lang,
}

/// A grant that was made of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoneGrant {
    /// Which.
    pub grant: GrantId,
    /// Whose chart.
    pub patient: PatientId,
    /// The patient's name.
    pub name: String,
    /// How it stands.
    pub state: GrantState,
}

/// A form that was begun and not finished, in the desk's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormRow {
    /// Which.
    pub form: FormId,
    /// Who is to act, once that was said.
    pub name: Option<String>,
    /// In whose name it is made.
    pub practice: String,
    /// Who has begun it.
    pub made_by: String,
    /// When.
    pub made_at: Moment,
}

//! What a form begins with, and what comes of it.

use crate::ask::{AskDraft, AskKind, Pharmacy};
use crate::day::Day;
use crate::file::FileView;
use crate::ids::{AskId, IntentKey, PoolId, ProviderId};
use crate::message::SilentPractice;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

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

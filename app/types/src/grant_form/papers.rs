//! Court orders, attestations, and what a desk does with a grant.

use super::answers::{coming_day, past_day};
use crate::day::Day;
use crate::field::{self, FieldProblem, Problem, Problems};
use crate::ids::{AttestationId, CourtOrderId, GrantId, IntentKey};
use crate::moment::Moment;
use crate::page::Page;
use crate::representative::Reason;
use serde::{Deserialize, Serialize};

/// What a court has ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderKind {
    /// Somebody is a guardian.
    Guardian,
    /// Somebody must keep away.
    KeepAway,
}

impl OrderKind {
    /// Both, in the order offered.
    pub const ALL: [Self; 2] = [Self::Guardian, Self::KeepAway];

    /// The word in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Guardian => "guardian",
            Self::KeepAway => "keep_away",
        }
    }

    /// The kind of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A court order as it was typed. Has no `Debug`.
#[derive(Clone, Copy)]
pub struct OrderForm<'a> {
    /// guardian or keep_away.
    pub kind: &'a str,
    /// The grant of the person it is about, if there is one.
    pub grant: &'a str,
    /// The name of that person, where there is none.
    pub name: &'a str,
    /// Which court.
    pub court: &'a str,
    /// Its number.
    pub reference: &'a str,
    /// When it was made.
    pub made_on: &'a str,
    /// The last day, or nothing.
    pub until: &'a str,
    /// What else is to be known.
    pub note: &'a str,
}

/// A court order to be recorded. It stands in drafts, too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewOrder {
    /// What is ordered.
    pub kind: OrderKind,
    /// The grant of the person it is about.
    pub grant: Option<GrantId>,
    /// The name of that person, where there is no grant.
    pub name: String,
    /// Which court.
    pub court: String,
    /// Its number.
    pub reference: String,
    /// When it was made.
    pub made_on: Day,
    /// The last day, if it has one.
    pub until: Option<Day>,
    /// What else is to be known.
    pub note: String,
}

/// A note that may be left out.
fn note(raw: &str) -> Result<String, Problem> {
    match field::note(raw) {
        Err(Problem::Missing) => Ok(String::new()),
        other => other,
    }
}

impl NewOrder {
    /// Reads the form: the person is one of the grants', or has a name.
    pub fn parse(form: OrderForm<'_>, today: Day) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let kind = problems.check("kind", OrderKind::from_code(form.kind).ok_or(Problem::NotAChoice));
        let (grant, name) = match form.grant.trim() {
            "" => (Some(None), problems.check("name", field::label(form.name))),
            id => {
                let grant = problems.check("grant", id.parse().map_err(|_| Problem::NotAChoice));
                (grant.map(Some), Some(String::new()))
            }
        };
        let court = problems.check("court", field::label(form.court));
        let reference = problems.check("reference", field::label(form.reference));
        let made_on = problems.check("made_on", past_day(form.made_on, today));
        let until = problems.check("until", coming_day(form.until, today));
        let note = problems.check("note", note(form.note));
        let all = (|| {
            Some(Self {
                kind: kind?,
                grant: grant?,
                name: name?,
                court: court?,
                reference: reference?,
                made_on: made_on?,
                until: until?,
                note: note?,
            })
        })();
        problems.into_result(all)
    }
}

/// A court order in a record's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRow {
    /// Which.
    pub order: CourtOrderId,
    /// What is ordered.
    pub kind: OrderKind,
    /// Whom it is about.
    pub name: String,
    /// Which court.
    pub court: String,
    /// Its number.
    pub reference: String,
    /// When it was made.
    pub made_on: Option<Day>,
    /// The last day, if it has one.
    pub until: Option<Day>,
    /// What else is to be known.
    pub note: String,
    /// Who has recorded it.
    pub author: String,
    /// When.
    pub recorded_at: Moment,
    /// When it was lifted, and why.
    pub lifted: Option<(Moment, String)>,
}

/// Why an order is lifted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiftForm(pub String);

impl LiftForm {
    /// Reads the form.
    pub fn parse(why: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let why = problems.check("why", field::note(why));
        problems.into_result(why.map(Self))
    }
}

/// An attestation as it was typed.
#[derive(Clone, Copy)]
pub struct AttestationForm<'a> {
    /// When it was made.
    pub made_on: &'a str,
    /// The clinician who made it.
    pub clinician: &'a str,
    /// What else is to be known.
    pub note: &'a str,
}

impl AttestationForm<'_> {
    /// Reads the form.
    pub fn parse(self, today: Day) -> Result<NewAttestation, Vec<FieldProblem>> {
        NewAttestation::read("made_on", self.made_on, self.clinician, self.note, today)
    }
}

/// An attestation to be recorded. It stands in drafts, too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAttestation {
    /// When it was made.
    pub made_on: Day,
    /// The clinician who made it.
    pub clinician: String,
    /// What else is to be known.
    pub note: String,
}

impl NewAttestation {
    /// Reads it, the day under the name that it has in the form.
    pub(super) fn read(
        day: &str,
        made_on: &str,
        clinician: &str,
        typed: &str,
        today: Day,
    ) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let made_on = problems.check(day, past_day(made_on, today));
        let clinician = problems.check("clinician", field::label(clinician));
        let note = problems.check("note", note(typed));
        let all = (|| Some(Self { made_on: made_on?, clinician: clinician?, note: note? }))();
        problems.into_result(all)
    }
}

/// An attestation in a record's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttestationRow {
    /// Which.
    pub attestation: AttestationId,
    /// When it was made.
    pub made_on: Option<Day>,
    /// The clinician who made it.
    pub clinician: String,
    /// What else is to be known.
    pub note: String,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// When it was taken back.
    pub ended_at: Option<Moment>,
    /// The day by which a clinician must look anew, while it counts.
    pub review_on: Option<Day>,
}

/// The papers about who acts for a patient, or must not, at a desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskPapers {
    /// Court orders, the newest first.
    pub orders: Page<OrderRow>,
    /// The newest attestations.
    pub attestations: Vec<AttestationRow>,
    /// Who acts for the patient, or is to: whom an order may be about.
    pub people: Vec<(GrantId, String)>,
    /// The intent of the forms.
    pub intent: IntentKey,
}

/// What a desk does with a grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeskMove {
    /// Put it in force.
    Activate,
    /// Let it not come about.
    Reject,
    /// Set it aside.
    Suspend,
    /// Take it up again.
    Resume,
    /// End it for good.
    End,
}

impl DeskMove {
    /// All of them, in the order offered.
    pub const ALL: [Self; 5] = [Self::Activate, Self::Resume, Self::Suspend, Self::End, Self::Reject];

    /// The word in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Activate => "activate",
            Self::Reject => "reject",
            Self::Suspend => "suspend",
            Self::Resume => "resume",
            Self::End => "end",
        }
    }

    /// The reasons that a desk may give. What comes by itself is not a desk's to give.
    pub fn reasons(self) -> &'static [Reason] {
        match self {
            Self::Activate => &[Reason::FormSigned],
            Self::Resume => &[Reason::Cleared, Reason::PatientRequest, Reason::Other],
            Self::Suspend => &[
                Reason::PatientRequest,
                Reason::RepresentativeRequest,
                Reason::Safeguarding,
                Reason::CustodyOrder,
                Reason::RelationshipChanged,
                Reason::LacksCapacity,
                Reason::Misuse,
                Reason::Inactivity,
                Reason::Other,
            ],
            Self::End => &[
                Reason::PatientRequest,
                Reason::RepresentativeRequest,
                Reason::Safeguarding,
                Reason::CustodyOrder,
                Reason::RelationshipChanged,
                Reason::PatientDeceased,
                Reason::RepresentativeDeceased,
                Reason::Misuse,
                Reason::Inactivity,
                Reason::Other,
            ],
            Self::Reject => &[
                Reason::PatientRequest,
                Reason::RepresentativeRequest,
                Reason::Safeguarding,
                Reason::CustodyOrder,
                Reason::RelationshipChanged,
                Reason::Other,
            ],
        }
    }
}

/// Why a desk does something with a grant: a reason of the list, and words where it says nothing without them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuspendForm {
    /// Why.
    pub reason: Reason,
    /// In words.
    pub words: String,
}

impl SuspendForm {
    /// Reads the form. `sure`: the box is ticked.
    pub fn parse(deed: DeskMove, reason: &str, words: &str, sure: bool) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let reason = match deed.reasons() {
            [only] => Some(*only),
            several => {
                let reason = Reason::from_code(reason).filter(|reason| several.contains(reason));
                problems.check("reason", reason.ok_or(Problem::NotAChoice))
            }
        };
        let must = reason.is_some_and(Reason::needs_words);
        let words = problems.check("words", if must { field::note(words) } else { note(words) });
        if !sure {
            problems.check::<()>("sure", Err(Problem::NotAgreed));
        }
        let all = (|| Some(Self { reason: reason?, words: words? }))();
        problems.into_result(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        "2026-11-23".parse().unwrap()
    }

    fn fields<T>(read: Result<T, Vec<FieldProblem>>) -> Vec<String> {
        read.err().unwrap_or_default().into_iter().map(|p| p.field).collect()
    }

    #[test]
    fn an_order_is_about_a_grant_or_about_a_name() {
        let form = OrderForm {
            kind: "keep_away",
            grant: "",
            name: "Rex Stone",
            court: "Probate and Family Court",
            reference: "26W0123",
            made_on: "11/1/2026",
            until: "",
            note: "",
        };
        assert_eq!(NewOrder::parse(form, today()).unwrap().name, "Rex Stone");
        let grant = OrderForm { grant: "01900000-0000-7000-8000-000000000009", name: "", ..form };
        assert!(NewOrder::parse(grant, today()).unwrap().grant.is_some());
        let wrong = OrderForm { kind: "", name: "", made_on: "12/1/2026", until: "1/1/2020", ..form };
        assert_eq!(fields(NewOrder::parse(wrong, today())), ["kind", "name", "made_on", "until"]);
    }

    #[test]
    fn r_3_5_every_move_of_a_desk_has_a_reason_and_other_needs_words() {
        let read = |reason, words, sure| SuspendForm::parse(DeskMove::Suspend, reason, words, sure);
        assert_eq!(read("misuse", "", true).unwrap().reason, Reason::Misuse);
        assert_eq!(fields(read("other", " ", false)), ["words", "sure"]);
        assert_eq!(read("other", "Said so by phone.", true).unwrap().words, "Said so by phone.");
        // What a birthday brings is not a desk's to say.
        assert_eq!(fields(read("majority", "", true)), ["reason"]);
        assert_eq!(SuspendForm::parse(DeskMove::Activate, "", "", true).unwrap().reason, Reason::FormSigned);
    }
}

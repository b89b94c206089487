//! Practices at the administration's desk: what each has switched on, and how soon it answers.

use crate::field::{FieldProblem, Problem, Problems};
use crate::ids::{IntentKey, PracticeId};
use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// What can be switched on and off for a practice. What nobody has switched off is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Feature {
    /// Patients start conversations with it.
    Messages,
    /// Desks invite patients in its name.
    Invitations,
    /// Patients ask it for appointments.
    Appointments,
    /// Patients ask it for prescriptions anew.
    Renewals,
    /// Patients ask it for authorizations of referrals.
    Referrals,
}

impl Feature {
    /// All of them, in the order offered.
    pub const ALL: [Self; 5] = [Self::Messages, Self::Invitations, Self::Appointments, Self::Renewals, Self::Referrals];

    /// The word in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Messages => "messages",
            Self::Invitations => "invitations",
            Self::Appointments => "appointments",
            Self::Renewals => "renewals",
            Self::Referrals => "referrals",
        }
    }

    /// The feature of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|feature| feature.code() == code)
    }
}

/// The most business days within which a practice may say that it answers.
pub const BUSINESS_DAYS_MOST: u8 = 30;

/// A practice in the list of the administration's desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticeRow {
    /// Which.
    pub practice: PracticeId,
    /// Its name.
    pub name: String,
    /// What is switched on.
    pub on: Vec<Feature>,
    /// Whether its inbox has somebody to answer.
    pub answered: bool,
}

/// A practice, and what the form about it begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticeView {
    /// Which.
    pub practice: PracticeId,
    /// Its name.
    pub name: String,
    /// Its phone as written.
    pub phone: Option<String>,
    /// What is switched on.
    pub on: Vec<Feature>,
    /// Business days within which it answers.
    pub business_days: u8,
    /// Whether its inbox has somebody to answer.
    pub answered: bool,
    /// When something was last switched on or off, and by whom.
    pub switched: Option<(Moment, String)>,
    /// The intent of the form.
    pub intent: IntentKey,
}

/// What a practice is to have switched on, and how soon it is to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PracticeChange {
    /// What is switched on; the rest is off.
    pub on: Vec<Feature>,
    /// Business days within which it answers, 1 to [`BUSINESS_DAYS_MOST`].
    pub business_days: u8,
    /// Made once per change.
    pub intent: IntentKey,
}

/// A number of business days as it is typed.
pub(crate) fn business_days(raw: &str) -> Result<u8, Problem> {
    let typed = raw.trim();
    if typed.is_empty() {
        return Err(Problem::Missing);
    }
    let days = typed.parse::<u8>().map_err(|_| Problem::NotAChoice)?;
    if (1..=BUSINESS_DAYS_MOST).contains(&days) { Ok(days) } else { Err(Problem::NotAChoice) }
}

impl PracticeChange {
    /// Reads the form; `on` holds the words of the boxes that were ticked.
    pub fn parse(on: &[String], days: &str, intent: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let known = on.iter().all(|word| Feature::from_code(word).is_some());
        let ticked = |feature: &Feature| on.iter().any(|word| word.as_str() == feature.code());
        let chosen: Vec<Feature> = Feature::ALL.into_iter().filter(ticked).collect();
        let on = problems.check("features", if known { Ok(chosen) } else { Err(Problem::NotAChoice) });
        let business_days = problems.check("days", business_days(days));
        let intent = problems.check("intent", intent.parse().map_err(|_| Problem::Missing));
        let all = (|| Some(Self { on: on?, business_days: business_days?, intent: intent? }))();
        problems.into_result(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INTENT: &str = "01900000-0000-7000-8000-000000000001";

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn what_is_not_ticked_is_off() {
        let read = |on: &[&str]| PracticeChange::parse(&words(on), " 3 ", INTENT).unwrap();
        assert_eq!(
            read(&["renewals", "invitations", "referrals", "appointments", "messages"]).on,
            Feature::ALL,
            "in one order"
        );
        assert_eq!(read(&["invitations", "invitations"]).on, [Feature::Invitations]);
        assert_eq!((read(&[]).on, read(&[]).business_days), (Vec::new(), 3));
    }

    #[test]
    fn days_are_a_number_from_1_to_30() {
        for days in ["1", "30", "07"] {
            assert!(PracticeChange::parse(&[], days, INTENT).is_ok(), "{days}");
        }
        for (days, problem) in [
            (" ", Problem::Missing),
            ("0", Problem::NotAChoice),
            ("31", Problem::NotAChoice),
            ("-1", Problem::NotAChoice),
            ("2.5", Problem::NotAChoice),
            ("999", Problem::NotAChoice),
            ("soon", Problem::NotAChoice),
        ] {
            let problems = PracticeChange::parse(&words(&["gossip"]), days, INTENT).unwrap_err();
            let said: Vec<(&str, Problem)> = problems.iter().map(|p| (p.field.as_str(), p.problem)).collect();
            assert_eq!(said, [("features", Problem::NotAChoice), ("days", problem)], "{days}");
        }
    }
}

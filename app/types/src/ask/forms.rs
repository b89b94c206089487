//! What a patient's forms say, read and judged. The browser calls it before it sends, the server when it arrives.

mod appointment;
mod referral;
mod renewal;

pub use appointment::{AgainTyped, AppointmentTyped, TimesAgain, WindowTyped};
pub use referral::{ReferralTyped, TooSoon};
pub use renewal::{RenewalTyped, days_key};

use crate::field::{self, FieldProblem, Problem, Problems};
use crate::ids::IntentKey;

/// For how many days ahead something can be asked.
const DAYS_AHEAD: i64 = 366;

/// Most characters of a reason, a note, a comment.
const WORDS_MOST: u32 = 1_000;

/// What need not be filled in.
fn optional<T: Default>(parsed: Result<T, Problem>) -> Result<T, Problem> {
    match parsed {
        Err(Problem::Missing) => Ok(T::default()),
        other => other,
    }
}

/// Something said about an ask, from either side. Has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct AskComment {
    /// `words`: 1 to 1,000 characters.
    pub words: String,
    /// Made once per comment.
    pub intent: IntentKey,
}

impl AskComment {
    /// Reads the form.
    pub fn parse(words: &str, intent: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let words = problems.check("words", field::long_text(words, WORDS_MOST));
        let intent = problems.check("intent", intent.parse().map_err(|_| Problem::Missing));
        let all = (|| Some(Self { words: words?, intent: intent? }))();
        problems.into_result(all)
    }
}

/// What the tests of these forms have in common.
#[cfg(test)]
mod given {
    use super::{FieldProblem, Problem};
    use crate::ask::NewAsk;
    use crate::day::Day;

    pub(super) const POOL: &str = "01900000-0000-7000-8000-000000000008";
    pub(super) const INTENT: &str = "01900000-0000-7000-8000-000000000009";

    pub(super) fn today() -> Day {
        "2026-11-23".parse().unwrap()
    }

    pub(super) fn wrong(read: Result<NewAsk, Vec<FieldProblem>>) -> Vec<(String, Problem)> {
        read.unwrap_err().into_iter().map(|p| (p.field, p.problem)).collect()
    }

    pub(super) fn named(problems: &[(&str, Problem)]) -> Vec<(String, Problem)> {
        problems.iter().map(|(field, problem)| ((*field).to_owned(), *problem)).collect()
    }
}

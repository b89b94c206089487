//! Who stands in for a colleague who is away.

use super::Colleague;
use crate::day::Day;
use crate::field::{self, FieldProblem, Problem, Problems};
use crate::ids::{AccountId, CoverId, IntentKey};
use serde::{Deserialize, Serialize};

/// That somebody stands in for a colleague who is away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverView {
    /// Which.
    pub cover: CoverId,
    /// Who is away.
    pub away: String,
    /// Who stands in.
    pub by: String,
    /// From which day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// Whether it is so today.
    pub now: bool,
    /// Whether the reader is the one who is away.
    pub mine: bool,
    /// Whether the reader may end it.
    pub may_end: bool,
}

/// Who stands in for whom, as far as it concerns the reader and those whom she leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverList {
    /// Those that stand or will, the first to begin first.
    pub covers: Vec<CoverView>,
    /// For whom the reader may say it: herself first, then those who answer an inbox that she leads, by name.
    pub away: Vec<Colleague>,
    /// Who can stand in: who answers one of the same inboxes, by name. The server asks once more whether she shares one.
    pub by: Vec<Colleague>,
    /// The intent of the form.
    pub intent: IntentKey,
    /// The clinic's day.
    pub today: Day,
}

/// The most days for which somebody stands in.
pub const COVER_DAYS: i64 = 90;

/// Somebody is to stand in for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewCover {
    /// Who is away.
    pub away: AccountId,
    /// Who stands in.
    pub by: AccountId,
    /// From which day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// Made once per intent.
    pub intent: IntentKey,
}

impl NewCover {
    /// Reads the form.
    pub fn parse(typed: CoverTyped<'_>, today: Day) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let away: Option<AccountId> = problems.check("away", typed.away.parse().map_err(|_| Problem::NotAChoice));
        let by: Result<AccountId, Problem> = typed.by.parse().map_err(|_| Problem::NotAChoice);
        let by = by.and_then(|by| if Some(by) == away { Err(Problem::SameAsOther) } else { Ok(by) });
        let by = problems.check("by", by);
        let day = |raw: &str| {
            let day = field::typed_date(raw)?;
            if day < today { Err(Problem::InThePast) } else { Ok(day) }
        };
        let from = problems.check("from", day(typed.from));
        let until = day(typed.until).and_then(|until| match from {
            Some(from) if until < from || until.epoch() - from.epoch() >= COVER_DAYS => Err(Problem::NotAChoice),
            _ => Ok(until),
        });
        let until = problems.check("until", until);
        let intent = problems.check("intent", typed.intent.parse().map_err(|_| Problem::Missing));
        let all = (|| Some(Self { away: away?, by: by?, from: from?, until: until?, intent: intent? }))();
        problems.into_result(all)
    }
}

/// The form of it, as it was filled in.
#[derive(Clone, Copy, Debug, Default)]
pub struct CoverTyped<'a> {
    /// Who is away.
    pub away: &'a str,
    /// Who stands in.
    pub by: &'a str,
    /// The first day, as `MM/DD/YYYY`.
    pub from: &'a str,
    /// The last day, as `MM/DD/YYYY`.
    pub until: &'a str,
    /// The intent.
    pub intent: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::triage::tests::{ONE, TWO, said};

    #[test]
    fn nobody_stands_in_for_herself_or_for_ever() {
        let today = Day::new(2026, 11, 22).unwrap();
        let read =
            |by, from, until| said(NewCover::parse(CoverTyped { away: ONE, by, from, until, intent: TWO }, today));
        assert!(read(TWO, "11/22/2026", "11/22/2026").is_empty());
        assert_eq!(read(ONE, "11/22/2026", "11/22/2026"), [("by".to_owned(), Problem::SameAsOther)]);
        assert_eq!(read(TWO, "11/21/2026", "11/22/2026"), [("from".to_owned(), Problem::InThePast)]);
        assert_eq!(read(TWO, "11/24/2026", "11/23/2026"), [("until".to_owned(), Problem::NotAChoice)]);
        assert_eq!(read(TWO, "11/22/2026", "02/20/2027"), [("until".to_owned(), Problem::NotAChoice)]);
        assert!(read(TWO, "11/22/2026", "02/19/2027").is_empty());
    }
}

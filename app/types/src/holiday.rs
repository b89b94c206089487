//! Days on which nobody is at the desks.

use crate::agreement::coming_day;
use crate::day::Day;
use crate::field::{self, FieldProblem, Problem, Problems};
use crate::ids::IntentKey;
use crate::page::Page;
use serde::{Deserialize, Serialize};

/// A holiday in the list of the administration's desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayRow {
    /// Which day.
    pub day: Day,
    /// What it is called, if that was said.
    pub name: String,
}

/// A page of the holidays from today on, the next first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayList {
    /// The days.
    pub page: Page<HolidayRow>,
    /// The clinic's date.
    pub today: Day,
    /// The intent of the form.
    pub intent: IntentKey,
}

/// A holiday to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewHoliday {
    /// Which day.
    pub day: Day,
    /// What it is called; may be empty.
    pub name: String,
    /// Made once per holiday.
    pub intent: IntentKey,
}

impl NewHoliday {
    /// Reads the form; `today` is the clinic's.
    pub fn parse(day: &str, name: &str, intent: &str, today: Day) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let day = match day.trim() {
            "" => problems.check("day", Err(Problem::Missing)),
            typed => problems.check("day", coming_day(typed, today)),
        };
        let name = match field::label(name) {
            Err(Problem::Missing) => Some(String::new()),
            other => problems.check("name", other),
        };
        let intent = problems.check("intent", intent.parse().map_err(|_| Problem::Missing));
        let all = (|| Some(Self { day: day?, name: name?, intent: intent? }))();
        problems.into_result(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_holiday_is_a_day_that_is_not_over() {
        let today: Day = "2026-11-26".parse().unwrap();
        let intent = "01900000-0000-7000-8000-000000000001";
        let read = NewHoliday::parse("12/25/2026", " Christmas  Day ", intent, today).unwrap();
        assert_eq!((read.day.to_string().as_str(), read.name.as_str()), ("2026-12-25", "Christmas Day"));
        assert!(NewHoliday::parse("11/26/2026", "", intent, today).is_ok(), "today counts");
        for (day, problem) in
            [("", Problem::Missing), ("2/30/2027", Problem::NotADate), ("11/25/2026", Problem::InThePast)]
        {
            let problems = NewHoliday::parse(day, "", intent, today).unwrap_err();
            assert_eq!((problems[0].field.as_str(), problems[0].problem), ("day", problem));
        }
    }
}

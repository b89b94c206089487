//! Legal holidays as a place's law words them, and the days that they are in a year.

use portal_types::day::Day;
use serde::{Deserialize, Serialize};

/// A place's holidays are counted out for this year and so many more.
pub const YEARS_AHEAD: i16 = 2;

/// A legal holiday: a date, or a weekday of a month counted from its beginning or its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalHoliday {
    /// What it is called.
    pub name: String,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month; or else `weekday` and `nth`.
    day: Option<u8>,
    /// The weekday: Monday is 1, Sunday 7 (ISO 8601).
    weekday: Option<u8>,
    /// Which of the month's such weekdays: 1 is the first, -1 the last.
    nth: Option<i8>,
    /// Whether it is kept on the Monday after, when it falls on a Sunday.
    #[serde(default)]
    sunday_moves: bool,
}

impl LegalHoliday {
    /// The day that it is in a year, if it can be.
    pub fn in_year(&self, year: i16) -> Option<Day> {
        match (self.day, self.weekday, self.nth) {
            (Some(day), None, None) => {
                let day = Day::new(year, self.month, day)?;
                let moves = self.sunday_moves && day.weekday() == 7;
                Some(if moves { Day::from_epoch(day.epoch() + 1) } else { day })
            }
            (None, Some(weekday @ 1..=7), Some(nth @ 1..=4)) => {
                let first = Day::new(year, self.month, 1)?;
                let ahead = i64::from((weekday + 7 - first.weekday()) % 7) + 7 * i64::from(nth - 1);
                Some(Day::from_epoch(first.epoch() + ahead))
            }
            (None, Some(weekday @ 1..=7), Some(-1)) => {
                let next = if self.month == 12 { Day::new(year + 1, 1, 1) } else { Day::new(year, self.month + 1, 1) };
                let last = Day::from_epoch(next?.epoch() - 1);
                Some(Day::from_epoch(last.epoch() - i64::from((last.weekday() + 7 - weekday) % 7)))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::profile::Profile;

    fn days(year: i16) -> Vec<String> {
        let profile = Profile::built_in().unwrap();
        profile.holidays.value.iter().map(|holiday| holiday.in_year(year).unwrap().to_string()).collect()
    }

    // As the Secretary of the Commonwealth lists them.
    #[test]
    fn r_2_5_the_holidays_of_massachusetts_are_the_days_that_the_calendar_has() {
        assert_eq!(
            days(2026),
            [
                "2026-01-01",
                "2026-01-19",
                "2026-02-16",
                "2026-04-20",
                "2026-05-25",
                "2026-06-19",
                "2026-07-04",
                "2026-09-07",
                "2026-10-12",
                "2026-11-11",
                "2026-11-26",
                "2026-12-25"
            ]
        );
    }

    #[test]
    fn r_2_5_a_holiday_on_a_sunday_is_kept_on_monday() {
        let days = days(2027);
        assert!(days.contains(&"2027-07-05".to_owned()), "July 4, 2027 is a Sunday: {days:?}");
        assert!(days.contains(&"2027-05-31".to_owned()), "the last Monday of May");
        assert!(days.contains(&"2027-12-25".to_owned()), "a Saturday stays");
    }
}

//! A date of the calendar.
//!
//! Three numbers and nothing else. A calendar library would cost the first download 34 KB of 260 (measured), for a
//! weekday and a comparison; arithmetic and zones are the server's, which has such a library.

use serde::{Deserialize, Serialize};

/// A day of the Gregorian calendar, years 1 to 9999. Travels as ISO text, `2026-11-22`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Day {
    year: i16,
    month: u8,
    day: u8,
}

/// Not a date of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchDay;

impl std::fmt::Display for NoSuchDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not a date of the calendar")
    }
}

impl std::error::Error for NoSuchDay {}

fn days_in(year: i16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl Day {
    /// A day, if the calendar has it.
    pub fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        let fits = (1..=9999).contains(&year) && (1..=12).contains(&month) && day >= 1 && day <= days_in(year, month);
        fits.then_some(Self { year, month, day })
    }

    /// The day so many days after 1970-01-01, within the calendar's years.
    pub fn from_epoch(days: i64) -> Self {
        // Counted from 1 March of the year 0, so that the leap day is a year's last; eras of 400 years repeat.
        let shifted = days.clamp(-719_162, 2_932_896) + 719_468;
        let era = shifted.div_euclid(146_097);
        let in_era = shifted.rem_euclid(146_097);
        let year_in_era = (in_era - in_era / 1_460 + in_era / 36_524 - in_era / 146_096) / 365;
        let in_year = in_era - (365 * year_in_era + year_in_era / 4 - year_in_era / 100);
        let shifted_month = (5 * in_year + 2) / 153;
        let day = in_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_in_era + era * 400 + i64::from(month <= 2);
        Self { year: year as i16, month: month as u8, day: day as u8 }
    }

    /// Days after 1970-01-01.
    pub fn epoch(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let (era, year_in_era) = (year.div_euclid(400), year.rem_euclid(400));
        let shifted_month = (i64::from(self.month) + 9) % 12;
        let in_year = (153 * shifted_month + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + year_in_era * 365 + year_in_era / 4 - year_in_era / 100 + in_year - 719_468
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }

    /// The day of the week: Monday is 1, Sunday 7 (ISO 8601).
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        ((self.epoch() + 3).rem_euclid(7) + 1) as u8
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl std::str::FromStr for Day {
    type Err = NoSuchDay;
    fn from_str(text: &str) -> Result<Self, NoSuchDay> {
        let mut parts = text.splitn(3, '-');
        let mut number = |digits: usize| {
            let part = parts.next().filter(|p| p.len() == digits && p.bytes().all(|b| b.is_ascii_digit()))?;
            part.parse::<i16>().ok()
        };
        let (year, month, day) = (number(4), number(2), number(2));
        let fit = |part: Option<i16>| part.and_then(|n| u8::try_from(n).ok());
        year.zip(fit(month).zip(fit(day))).and_then(|(y, (m, d))| Self::new(y, m, d)).ok_or(NoSuchDay)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl TryFrom<String> for Day {
    type Error = NoSuchDay;
    fn try_from(text: String) -> Result<Self, NoSuchDay> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn every_day_of_four_centuries_goes_there_and_back() {
        let (mut day, mut weekday) = (Day::new(1800, 1, 1).unwrap(), 3);
        for count in Day::new(1800, 1, 1).unwrap().epoch()..Day::new(2201, 1, 1).unwrap().epoch() {
            let here = Day::from_epoch(count);
            assert_eq!(here.epoch(), count);
            assert_eq!(here.weekday(), weekday, "{here}");
            assert!(here >= day);
            assert_eq!(here.to_string().parse(), Ok(here));
            (day, weekday) = (here, weekday % 7 + 1);
        }
        assert_eq!(Day::from_epoch(0).to_string(), "1970-01-01");
        assert_eq!(Day::new(2026, 11, 22).unwrap().weekday(), 7, "a Sunday");
    }

    #[test]
    fn what_the_calendar_lacks_is_refused() {
        for none in [(2025, 2, 29), (1900, 2, 29), (2026, 13, 1), (2026, 0, 1), (2026, 4, 31), (0, 1, 1)] {
            assert_eq!(Day::new(none.0, none.1, none.2), None, "{none:?}");
        }
        assert!(Day::new(2000, 2, 29).is_some());
        for text in ["2026-1-1", "2026-11-22T00:00", "", "abcd-ef-gh", "2026-+1-01"] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }
}

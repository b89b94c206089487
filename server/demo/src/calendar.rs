//! Dates and times of day in the clinic's own zone, without a clock and without a zone database.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday, date};

/// A minute of a day at the clinic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment {
    pub(crate) date: Date,
    minute: i64,
}

impl Moment {
    /// `minute` counts from midnight; visits happen in office hours, so adding half an hour never changes the date.
    pub(crate) fn new(date: Date, minute: i64) -> Self {
        Self { date, minute: minute.clamp(0, 1439) }
    }

    pub(crate) fn plus_minutes(self, minutes: i64) -> Self {
        Self::new(self.date, self.minute + minutes)
    }

    /// A FHIR `dateTime`: `2024-03-04T09:30:00-05:00`.
    pub(crate) fn date_time(self) -> String {
        self.text("")
    }

    /// A FHIR `instant`, which carries milliseconds as Synthea's `issued` does.
    pub(crate) fn instant(self) -> String {
        self.text(".000")
    }

    fn text(self, fraction: &str) -> String {
        let (hour, minute) = (self.minute / 60, self.minute % 60);
        format!("{}T{hour:02}:{minute:02}:00{fraction}{}", self.date, offset(self.date))
    }
}

/// Eastern time by the rule of 2007: summer from the second Sunday of March to the first Sunday of November.
fn offset(day: Date) -> &'static str {
    let year = day.year();
    let march = date(year, 3, 1).nth_weekday_of_month(2, Weekday::Sunday).unwrap_or(date(year, 3, 14));
    let november = date(year, 11, 1).nth_weekday_of_month(1, Weekday::Sunday).unwrap_or(date(year, 11, 7));
    if march <= day && day < november { "-04:00" } else { "-05:00" }
}

pub(crate) fn plus_days(day: Date, days: i64) -> Date {
    day.saturating_add(days.clamp(-60_000, 60_000).days())
}

pub(crate) fn plus_months(day: Date, months: i64) -> Date {
    day.saturating_add(months.clamp(-2_000, 2_000).months())
}

/// The Friday before, where `day` falls on a weekend: practices are closed then.
pub(crate) fn working_day(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => plus_days(day, -1),
        Weekday::Sunday => plus_days(day, -2),
        _ => day,
    }
}

pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

/// Whole months lived on `day`.
pub(crate) fn age_months(birth: Date, day: Date) -> i64 {
    let months =
        (i64::from(day.year()) - i64::from(birth.year())) * 12 + i64::from(day.month()) - i64::from(birth.month());
    if day.day() < birth.day() { months - 1 } else { months }
}

/// Whole years lived on `day`.
pub(crate) fn age_years(birth: Date, day: Date) -> i64 {
    age_months(birth, day).div_euclid(12)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Moment, age_months, age_years, working_day};

    #[test]
    fn the_offset_follows_the_season() {
        assert_eq!(Moment::new(date(2026, 1, 5), 570).date_time(), "2026-01-05T09:30:00-05:00");
        assert_eq!(Moment::new(date(2026, 7, 6), 570).instant(), "2026-07-06T09:30:00.000-04:00");
        assert_eq!(Moment::new(date(2026, 3, 8), 570).date_time(), "2026-03-08T09:30:00-04:00");
        assert_eq!(Moment::new(date(2026, 11, 1), 570).date_time(), "2026-11-01T09:30:00-05:00");
    }

    #[test]
    fn ages_count_whole_years_and_months() {
        let birth = date(2010, 6, 15);
        assert_eq!(age_years(birth, date(2026, 6, 14)), 15);
        assert_eq!(age_years(birth, date(2026, 6, 15)), 16);
        assert_eq!(age_months(birth, date(2010, 8, 14)), 1);
    }

    #[test]
    fn nobody_works_on_sunday() {
        assert_eq!(working_day(date(2026, 11, 22)), date(2026, 11, 20));
        assert_eq!(working_day(date(2026, 11, 20)), date(2026, 11, 20));
    }
}

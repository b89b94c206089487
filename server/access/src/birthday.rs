//! Birthdays, and periods of months: arithmetic on days of the calendar. What day it is where the practice is, is the
//! caller's to say; a birthday begins with that day, at its midnight.

use portal_types::clinic::Ages;
use portal_types::day::Day;

/// The day on which somebody reaches an age. Who was born on 29 February has the birthday on 1 March in other years
///
pub fn birthday(born: Day, age: u8) -> Day {
    let year = born.year().saturating_add(i16::from(age));
    // Past the last year of the calendar is never.
    Day::new(year, born.month(), born.day()).or_else(|| Day::new(year, 3, 1)).unwrap_or(Day::from_epoch(i64::MAX))
}

/// The same day so many months later, or the last day of that month where it has no such day: "at most eighteen months"
/// is never a day more.
pub fn months_later(day: Day, months: u16) -> Day {
    let count = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 + i32::from(months);
    let year = i16::try_from(count.div_euclid(12)).unwrap_or(i16::MAX);
    let month = u8::try_from(count.rem_euclid(12) + 1).unwrap_or(1);
    // No month is more than three days shorter than another.
    (0..=3_u8)
        .find_map(|less| Day::new(year, month, day.day().saturating_sub(less)))
        .unwrap_or(Day::from_epoch(i64::MAX))
}

/// The day after.
pub fn day_after(day: Day) -> Day {
    Day::from_epoch(day.epoch() + 1)
}

/// Which part of life somebody is in, as far as limits by age go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phase {
    /// Too young to have a say: a representative sees all (2.4, "child").
    Child,
    /// Has a say, and is not of age.
    Teen,
    /// Of age.
    Adult,
}

impl Phase {
    /// The part of life on a day.
    pub fn on(born: Day, ages: Ages, day: Day) -> Self {
        if day >= birthday(born, ages.adult) {
            Self::Adult
        } else if day >= birthday(born, ages.limited) {
            Self::Teen
        } else {
            Self::Child
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::field::age_on;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn r_3_9_born_on_29_february_the_birthday_is_on_1_march_in_other_years() {
        let born = day("2012-02-29");
        assert_eq!(birthday(born, 13), day("2025-03-01"));
        assert_eq!(birthday(born, 16), day("2028-02-29"));
        assert_eq!(birthday(born, 18), day("2030-03-01"));
        assert_eq!(birthday(day("2012-02-28"), 13), day("2025-02-28"));
        assert_eq!(birthday(day("2012-03-01"), 13), day("2025-03-01"));
        // 1900 and 2100 have no 29 February either.
        assert_eq!(birthday(day("2087-12-31"), 13), day("2100-12-31"));
        assert_eq!(birthday(day("2096-02-29"), 4), day("2100-03-01"));
    }

    /// The age that forms are judged by turns on the very day.
    #[test]
    fn r_3_9_the_day_of_the_birthday_is_the_first_of_the_new_age() {
        let mut born = day("1999-12-20");
        while born < day("2004-03-10") {
            for age in [1, 12, 13, 16, 18, 21] {
                let on = birthday(born, age);
                assert_eq!(age_on(born, on), i16::from(age), "{born} {age}");
                assert_eq!(age_on(born, Day::from_epoch(on.epoch() - 1)), i16::from(age) - 1, "{born} {age}");
            }
            born = day_after(born);
        }
    }

    #[test]
    fn r_3_10_a_part_of_life_begins_on_its_birthday() {
        let born = day("2008-11-24");
        let on = |text: &str| Phase::on(born, Ages::US_MA, day(text));
        assert_eq!([on("2021-11-23"), on("2021-11-24")], [Phase::Child, Phase::Teen]);
        assert_eq!([on("2026-11-23"), on("2026-11-24")], [Phase::Teen, Phase::Adult]);
    }

    #[test]
    fn r_3_8_months_end_with_their_last_day() {
        assert_eq!(months_later(day("2026-11-23"), 18), day("2028-05-23"));
        assert_eq!(months_later(day("2026-08-31"), 18), day("2028-02-29"));
        assert_eq!(months_later(day("2025-08-31"), 18), day("2027-02-28"));
        assert_eq!(months_later(day("2026-12-31"), 18), day("2028-06-30"));
        assert_eq!(months_later(day("2024-02-29"), 12), day("2025-02-28"));
        assert_eq!(months_later(day("2026-01-15"), 0), day("2026-01-15"));
        assert_eq!(months_later(day("2026-01-15"), 11), day("2026-12-15"));
        assert_eq!(months_later(day("2026-01-15"), 12), day("2027-01-15"));
    }

    #[test]
    fn the_end_of_the_calendar_is_never() {
        assert_eq!(birthday(day("9999-02-28"), 18), day("9999-12-31"));
        assert_eq!(months_later(day("9999-12-31"), 18), day("9999-12-31"));
    }
}

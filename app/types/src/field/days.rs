//! Dates as people type them.

use super::Problem;
use crate::day::Day;

/// A birth date from three fields; `today` is the clinic's.
pub fn birth_date(year: &str, month: &str, day: &str, today: Day) -> Result<Day, Problem> {
    if year.trim().is_empty() && month.trim().is_empty() && day.trim().is_empty() {
        return Err(Problem::Missing);
    }
    let year = year.trim().parse().map_err(|_| Problem::NotADate)?;
    let month = month.trim().parse().map_err(|_| Problem::NotADate)?;
    let day = day.trim().parse().map_err(|_| Problem::NotADate)?;
    let date = Day::new(year, month, day).ok_or(Problem::NotADate)?;
    if date > today {
        Err(Problem::InTheFuture)
    } else if year < 1900 {
        Err(Problem::TooLongAgo)
    } else {
        Ok(date)
    }
}

/// A date from three fields, month first, that may all be empty.
pub fn day_in_parts(parts: [&str; 3]) -> Result<Option<Day>, Problem> {
    let [month, day, year] = parts.map(str::trim);
    if month.is_empty() && day.is_empty() && year.is_empty() {
        return Ok(None);
    }
    let year = year.parse().map_err(|_| Problem::NotADate)?;
    let month = month.parse().map_err(|_| Problem::NotADate)?;
    let day = day.parse().map_err(|_| Problem::NotADate)?;
    Day::new(year, month, day).map(Some).ok_or(Problem::NotADate)
}

/// A date as a desk types it: `5/17/1980`, `05-17-1980` or `1980-05-17`.
pub fn typed_date(raw: &str) -> Result<Day, Problem> {
    let parts: Vec<&str> = raw.trim().split(['/', '-', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let [a, b, c] = parts.as_slice() else { return Err(Problem::NotADate) };
    let [year, month, day] = if a.len() == 4 { [a, b, c] } else { [c, a, b] };
    let number = |text: &str| text.parse::<i16>().map_err(|_| Problem::NotADate);
    let small = |text: &str| text.parse::<u8>().map_err(|_| Problem::NotADate);
    if year.len() != 4 {
        return Err(Problem::NotADate);
    }
    Day::new(number(year)?, small(month)?, small(day)?).ok_or(Problem::NotADate)
}

/// Whole years of age on a day. Somebody born on 29 February has the birthday on 1 March in other years.
pub fn age_on(born: Day, day: Day) -> i16 {
    let had_birthday = (day.month(), day.day()) >= (born.month(), born.day());
    day.year() - born.year() - i16::from(!had_birthday)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn r_2_1_age_counts_birthdays_and_29_february_has_its_on_1_march() {
        let born = day("2008-11-23");
        assert_eq!(age_on(born, day("2026-11-22")), 17);
        assert_eq!(age_on(born, day("2026-11-23")), 18);
        let leap = day("2008-02-29");
        assert_eq!(age_on(leap, day("2026-02-28")), 17);
        assert_eq!(age_on(leap, day("2026-03-01")), 18);
        assert_eq!(age_on(leap, day("2028-02-29")), 20);
        assert_eq!(age_on(born, born), 0);
    }

    #[test]
    fn birth_dates_are_dates_of_the_calendar_up_to_today() {
        let today = day("2026-11-23");
        let read = |year, month, day| birth_date(year, month, day, today);
        assert_eq!(read("", " ", ""), Err(Problem::Missing));
        for (year, month, day) in [
            ("1980", "", "5"),
            ("1980", "13", "1"),
            ("1981", "2", "29"),
            ("1980", "2", "30"),
            ("x", "1", "1"),
            ("1980", "-1", "1"),
        ] {
            assert_eq!(read(year, month, day), Err(Problem::NotADate), "{year}-{month}-{day}");
        }
        assert_eq!(read("2026", "11", "24"), Err(Problem::InTheFuture));
        assert_eq!(read("1899", "12", "31"), Err(Problem::TooLongAgo));
        assert_eq!(read(" 1980 ", "02", "29"), Ok(day("1980-02-29")));
        assert_eq!(read("2026", "11", "23"), Ok(today));
    }
}

//! FHIR's dates: whole ones, and those that know only a month or a year.

use crate::What;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

/// How exact a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// A moment.
    Time,
    /// A day of the calendar, in no zone.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
    /// There is no date.
    None,
}

impl Grain {
    /// The word kept in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
            Self::None => "none",
        }
    }
}

/// A date, as milliseconds UTC, and how exact it is. Days, months and years count from midnight UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// Milliseconds UTC.
    pub ms: i64,
    /// How exact.
    pub grain: Grain,
}

impl When {
    /// The date of something that has none.
    pub const NEVER: Self = Self { ms: 0, grain: Grain::None };
}

/// Which dates make sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// It has happened.
    Past,
    /// It may lie ahead, but within a lifetime.
    Open,
}

const DAY: i64 = 86_400_000;
/// 1900-01-01T00:00Z. A day more leave for zones.
const EARLIEST: i64 = -2_208_988_800_000 - DAY;
/// 2200-01-01T00:00Z.
const LATEST: i64 = 7_258_118_400_000;

/// Reads a date, dateTime or instant.
pub(crate) fn read(text: &str, rule: Rule, now: i64) -> Result<When, What> {
    const FORM: What = What::Form("a date of FHIR");
    let (ms, grain) = match text.len() {
        4 => (midnight(&format!("{text}-01-01")), Grain::Year),
        7 => (midnight(&format!("{text}-01")), Grain::Month),
        10 => (midnight(text), Grain::Day),
        // Seconds and a zone are required where there is a time.
        20.. if text.as_bytes()[10] == b'T' => {
            (text.parse::<Timestamp>().ok().map(|t| t.as_millisecond()), Grain::Time)
        }
        _ => (None, Grain::None),
    };
    let ms = ms.ok_or(FORM)?;
    let latest = match rule {
        Rule::Past => now.saturating_add(DAY),
        Rule::Open => LATEST,
    };
    if ms < EARLIEST {
        Err(What::TooLongAgo)
    } else if ms > latest {
        Err(What::InTheFuture)
    } else {
        Ok(When { ms, grain })
    }
}

fn midnight(text: &str) -> Option<i64> {
    // Digits and hyphens only: the parser would take other spellings of a date as well.
    if text.bytes().enumerate().any(|(at, b)| if at == 4 || at == 7 { b != b'-' } else { !b.is_ascii_digit() }) {
        return None;
    }
    let date: Date = text.parse().ok()?;
    let start = Offset::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok()?;
    Some(start.as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_305_600_000; // 2026-11-22

    fn ms(text: &str) -> Result<(i64, &'static str), What> {
        read(text, Rule::Past, NOW).map(|w| (w.ms, w.grain.code()))
    }

    #[test]
    fn four_kinds_of_dates() {
        assert_eq!(ms("1970"), Ok((0, "year")));
        assert_eq!(ms("1970-02"), Ok((31 * DAY, "month")));
        assert_eq!(ms("1970-01-02"), Ok((DAY, "day")));
        assert_eq!(ms("1970-01-01T01:00:00+01:00"), Ok((0, "time")));
        assert_eq!(ms("1970-01-01T00:00:00.530Z"), Ok((530, "time")));
        assert_eq!(ms("1969-12-31T19:00:00-05:00"), Ok((0, "time")));
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "70",
            "1970-13",
            "1970-02-30",
            "02/03/1970",
            "1970-01-01T10:00",
            "1970-01-01T10:00:00",
            "+970-01-01",
            "1970-01-01 10:00:00Z",
            "19é70-1",
        ] {
            assert_eq!(ms(text), Err(What::Form("a date of FHIR")), "{text}");
        }
    }

    #[test]
    fn what_cannot_be() {
        assert_eq!(ms("1823-04-05"), Err(What::TooLongAgo));
        assert_eq!(ms("1899"), Err(What::TooLongAgo));
        assert!(ms("1900-01-01").is_ok());
        assert!(ms("2026-11-23").is_ok(), "a day for zones and clocks");
        assert_eq!(ms("2026-11-24"), Err(What::InTheFuture));
        assert!(read("2031-01-01", Rule::Open, NOW).is_ok());
        assert_eq!(read("2931-01-01", Rule::Open, NOW), Err(What::InTheFuture));
    }
}

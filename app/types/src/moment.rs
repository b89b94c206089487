//! A point in time together with the clinic's distance from UTC at that time.
//!
//! The server knows the clinic's zone and its rules; the browser gets the offset with the value and needs no
//! zone database. Both sides therefore print the same local time, on the server and after hydration.

use crate::day::Day;
use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00Z, and the clinic's offset in minutes at that moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Moment {
    /// Milliseconds since the epoch, UTC.
    pub ms: i64,
    /// Minutes to add to UTC for the clinic's wall clock.
    pub offset: i16,
}

const DAY_MS: i64 = 86_400_000;

impl Moment {
    fn local(self) -> i64 {
        self.ms.saturating_add(i64::from(self.offset) * 60_000)
    }

    /// The date on the clinic's wall calendar.
    pub fn day(self) -> Day {
        Day::from_epoch(self.local().div_euclid(DAY_MS))
    }

    /// The hour on the clinic's wall clock, 0 to 23.
    pub fn hour(self) -> u8 {
        (self.local().rem_euclid(DAY_MS) / 3_600_000) as u8
    }

    /// The minute on the clinic's wall clock.
    pub fn minute(self) -> u8 {
        (self.local().rem_euclid(3_600_000) / 60_000) as u8
    }

    /// For the `datetime` attribute of `<time>`: RFC 3339, UTC.
    pub fn machine(self) -> String {
        let utc = Self { ms: self.ms, offset: 0 };
        let second = self.ms.rem_euclid(60_000) / 1000;
        format!("{}T{:02}:{:02}:{:02}Z", utc.day(), utc.hour(), utc.minute(), second)
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn the_wall_clock_is_the_clinics() {
        let late = Moment { ms: 1_795_327_800_000, offset: -300 };
        assert_eq!(late.machine(), "2026-11-22T06:10:00Z");
        assert_eq!((late.day().to_string().as_str(), late.hour(), late.minute()), ("2026-11-22", 1, 10));
        let before = Moment { ms: late.ms, offset: -480 };
        assert_eq!((before.day().to_string().as_str(), before.hour()), ("2026-11-21", 22));
    }
}

//! The time.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use portal_types::day::Day;
use portal_types::moment::Moment;
use std::fmt::Debug;
use std::sync::atomic::{AtomicI64, Ordering};

/// What time it is, and in which zone the clinic lives.
pub trait Clock: Debug + Send + Sync {
    /// Milliseconds since the epoch, UTC.
    fn now(&self) -> i64;

    /// The clinic's zone.
    fn zone(&self) -> &TimeZone;

    /// A time with the clinic's offset at that time.
    fn moment(&self, ms: i64) -> Moment {
        let at = Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH);
        Moment { ms, offset: (self.zone().to_offset(at).seconds() / 60) as i16 }
    }

    /// The clinic's date at a time.
    fn date(&self, ms: i64) -> Day {
        self.moment(ms).day()
    }

    /// The moment at which a day begins where the clinic is, milliseconds UTC: at midnight, or when the clocks go forward
    /// over midnight with the first moment after it. One that the calendar cannot reach never comes.
    fn midnight(&self, day: Day) -> i64 {
        let date = Date::new(day.year(), day.month() as i8, day.day() as i8);
        let begins = date.and_then(|date| date.to_zoned(self.zone().clone())).and_then(|day| day.start_of_day());
        begins.map_or(i64::MAX, |begins| begins.timestamp().as_millisecond())
    }

    /// The moment at which the clinic's wall clock shows a minute of a day, counted from midnight, milliseconds UTC. While
    /// the clocks go forward over it, the moment as long after the change; where they show it twice, the first time. One
    /// that the calendar cannot reach, or that no day has, never comes.
    fn instant(&self, day: Day, minute: u16) -> i64 {
        let [hour, minute] = [minute / 60, minute % 60].map(|part| i8::try_from(part).unwrap_or(i8::MAX));
        let date = Date::new(day.year(), day.month() as i8, day.day() as i8);
        let shown = date.and_then(|date| Ok(date.to_datetime(Time::new(hour, minute, 0, 0)?)));
        let at = shown.and_then(|shown| self.zone().to_timestamp(shown));
        at.map_or(i64::MAX, |at| at.as_millisecond())
    }
}

/// The system's clock.
#[derive(Debug)]
pub struct SystemClock {
    zone: TimeZone,
}

impl SystemClock {
    /// With the clinic's zone by its IANA name.
    pub fn new(zone: &str) -> Result<Self, jiff::Error> {
        Ok(Self { zone: TimeZone::get(zone)? })
    }
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the system")]
    fn now(&self) -> i64 {
        Timestamp::now().as_millisecond()
    }

    fn zone(&self) -> &TimeZone {
        &self.zone
    }
}

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct TestClock {
    now: AtomicI64,
    zone: TimeZone,
}

impl TestClock {
    /// Starts at a wall-clock time of a zone, for example `2026-11-23T09:00[America/New_York]`.
    pub fn at(start: &str) -> Result<Self, jiff::Error> {
        let start: jiff::Zoned = start.parse()?;
        Ok(Self { now: AtomicI64::new(start.timestamp().as_millisecond()), zone: start.time_zone().clone() })
    }

    /// Moves it on (or back).
    pub fn forward(&self, milliseconds: i64) {
        self.now.fetch_add(milliseconds, Ordering::SeqCst);
    }

    /// Moves it on by whole days of the calendar.
    pub fn forward_days(&self, days: i64) {
        let now = Timestamp::from_millisecond(self.now()).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(self.zone.clone());
        if let Ok(then) = now.checked_add(days.days()) {
            self.now.store(then.timestamp().as_millisecond(), Ordering::SeqCst);
        }
    }
}

impl Clock for TestClock {
    fn now(&self) -> i64 {
        self.now.load(Ordering::SeqCst)
    }

    fn zone(&self) -> &TimeZone {
        &self.zone
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// What day it is a millisecond before a day's midnight, and at it.
    fn around(zone: &str, begins: &str) -> [Day; 2] {
        let clock = SystemClock::new(zone).unwrap();
        let midnight = clock.midnight(day(begins));
        [clock.date(midnight - 1), clock.date(midnight)]
    }

    #[test]
    fn r_3_9_a_day_begins_at_midnight_where_the_clinic_is() {
        for zone in ["America/New_York", "Pacific/Honolulu", "Asia/Kathmandu"] {
            assert_eq!(around(zone, "2026-11-24"), [day("2026-11-23"), day("2026-11-24")], "{zone}");
            assert_eq!(around(zone, "2027-03-01"), [day("2027-02-28"), day("2027-03-01")], "{zone}");
        }
        // On the days on which the clocks change in New York.
        assert_eq!(around("America/New_York", "2026-11-01"), [day("2026-10-31"), day("2026-11-01")]);
        assert_eq!(around("America/New_York", "2026-03-08"), [day("2026-03-07"), day("2026-03-08")]);
        // Where they go forward at midnight, the day begins at one o'clock.
        assert_eq!(around("America/Asuncion", "2023-10-01"), [day("2023-09-30"), day("2023-10-01")]);
    }

    #[test]
    fn a_minute_of_a_day_is_the_one_on_the_clinics_wall() {
        let clock = SystemClock::new("America/New_York").unwrap();
        let shows = |on: &str, minute: u16| {
            let at = clock.moment(clock.instant(day(on), minute));
            (at.day(), u16::from(at.hour()) * 60 + u16::from(at.minute()))
        };
        for minute in [0, 570, 1_439] {
            assert_eq!(shows("2026-11-24", minute), (day("2026-11-24"), minute));
        }
        assert_eq!(clock.instant(day("2026-11-24"), 0), clock.midnight(day("2026-11-24")));
        // At 2 o'clock on 8 March it is 3: half past 2 is half past 3.
        assert_eq!(shows("2026-03-08", 150), (day("2026-03-08"), 210));
        assert_eq!(clock.instant(day("2026-03-08"), 150), clock.instant(day("2026-03-08"), 210));
        assert_eq!(shows("2026-03-08", 119), (day("2026-03-08"), 119));
        // On 1 November half past 1 comes twice, an hour apart; the first one is summer's.
        let first = clock.instant(day("2026-11-01"), 90);
        assert_eq!((clock.moment(first).offset, shows("2026-11-01", 90).1), (-240, 90));
        assert_eq!(clock.moment(first + 3_600_000).offset, -300);
        assert_eq!(clock.instant(day("2026-11-01"), 120), first + 90 * 60_000);
        for none in [1_440, 256 * 60, u16::MAX] {
            assert_eq!(clock.instant(day("2026-11-24"), none), i64::MAX, "{none}");
        }
    }

    #[test]
    fn the_calendars_last_day_begins_some_time() {
        let clock = SystemClock::new("America/New_York").unwrap();
        assert!(clock.midnight(Day::from_epoch(i64::MAX)) > clock.midnight(day("9999-12-30")));
    }
}

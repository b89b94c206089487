//! The time.

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

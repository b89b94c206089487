//! A point in time together with the clinic's distance from UTC at that time.
//!
//! The server knows the clinic's zone and its rules; the browser gets the offset with the value and needs no
//! zone database. Both sides therefore print the same local time, on the server and after hydration.

use jiff::{Timestamp, civil, tz::Offset};
use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00Z, and the clinic's offset in minutes at that moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Moment {
    /// Milliseconds since the epoch, UTC.
    pub ms: i64,
    /// Minutes to add to UTC for the clinic's wall clock.
    pub offset: i16,
}

impl Moment {
    /// The clinic's wall clock at this moment.
    pub fn civil(self) -> civil::DateTime {
        let offset = Offset::from_seconds(i32::from(self.offset) * 60).unwrap_or(Offset::UTC);
        offset.to_datetime(Timestamp::from_millisecond(self.ms).unwrap_or(Timestamp::UNIX_EPOCH))
    }

    /// For the `datetime` attribute of `<time>`: RFC 3339, UTC.
    pub fn machine(self) -> String {
        let t = Offset::UTC.to_datetime(Timestamp::from_millisecond(self.ms).unwrap_or(Timestamp::UNIX_EPOCH));
        format!("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", t.year(), t.month(), t.day(), t.hour(), t.minute(), t.second())
    }
}

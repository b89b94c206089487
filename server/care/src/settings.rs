//! What the operator decides.

use portal_types::clinic::{Agreement, Clinic};
use serde::{Deserialize, Serialize};

/// The operator's settings as `care` needs them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Settings {
    /// Public identity.
    pub clinic: Clinic,
    /// Minutes of idleness after which a session ends (R-5.6: 5 to 30).
    pub idle_minutes: u32,
    /// Hours after which a session ends whatever happens.
    pub absolute_hours: u32,
    /// Where notices to the enrollment desk go.
    pub enrollment_desk: String,
    /// Terms and conditions: English, Spanish.
    pub terms: [Agreement; 2],
    /// Notice of privacy practices: English, Spanish.
    pub privacy: [Agreement; 2],
}

impl Settings {
    /// Milliseconds of idleness after which a session ends, within the bounds of.
    pub fn idle_ms(&self) -> i64 {
        i64::from(self.idle_minutes.clamp(5, 30)) * 60_000
    }

    /// Milliseconds after which a session ends whatever happens.
    pub fn absolute_ms(&self) -> i64 {
        i64::from(self.absolute_hours.clamp(1, 12)) * 3_600_000
    }
}

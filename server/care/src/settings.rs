//! What the operator decides.

use crate::enrollment::Thresholds;
use crate::profile::{LegalHoliday, Renewals};
use portal_access::Rules;
use portal_types::clinic::{Agreement, Clinic};
use portal_types::day::Day;
use portal_types::registry::Way;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The operator's settings as `care` needs them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Settings {
    /// Public identity.
    pub clinic: Clinic,
    /// Minutes of idleness after which a session ends (R-5.6: 5 to 30).
    pub idle_minutes: u32,
    /// Hours after which a session ends whatever happens.
    pub absolute_hours: u32,
    /// Whether patients must have a second factor before a chart opens, and the password alone opens no account that
    /// has one.
    pub second_factor: bool,
    /// Where notices to the enrollment desk go.
    pub enrollment_desk: String,
    /// The first terms and conditions, where there are none in the database yet: English, Spanish.
    pub terms: [Agreement; 2],
    /// The first notice of privacy practices: English, Spanish.
    pub privacy: [Agreement; 2],
    /// The portal's own address, without a path: what QR codes lead to.
    pub public_url: String,
    /// Days on which nobody is at the desks, besides those that administrators add.
    pub holidays: Vec<Day>,
    /// Legal holidays of the place, as the jurisdiction profile has them.
    pub legal_holidays: Vec<LegalHoliday>,
    /// When a record is taken for the one that is meant.
    pub matching: Thresholds,
    /// Days that a printed activation code works, as the jurisdiction profile says.
    pub letter_days: u32,
    /// Days that a sent one works.
    pub sent_days: u32,
    /// Codes of what is never shown to a representative, as the jurisdiction profile has them.
    #[serde(default)]
    pub confidential_codes: Vec<String>,
    /// Codes of the vaccines that the profile hides from representatives of teens (2.4).
    #[serde(default)]
    pub hidden_vaccines: Vec<String>,
    /// Which prescriptions are not had anew by asking with a form, as the jurisdiction profile says.
    #[serde(default)]
    pub renewals: Renewals,
    /// Whether no file is opened that no scanner has called clean, where there is no scanner, too.
    #[serde(default)]
    pub require_scanner: bool,
    /// Who sees what by whose grant, as the jurisdiction profile says; where settings are kept as text, as the built-in
    /// profile does.
    #[serde(skip, default = "built_in")]
    pub rules: Arc<Rules>,
}

fn built_in() -> Arc<Rules> {
    Arc::new(Rules::US_MA)
}

impl Settings {
    /// Milliseconds of idleness after which a session ends, within the bounds of.
    pub fn idle_ms(&self) -> i64 {
        i64::from(self.idle_minutes.clamp(5, 30)) * 60_000
    }

    /// Milliseconds that an activation code works, within the bounds of.
    pub fn code_ms(&self, way: Way) -> i64 {
        let days = match way {
            Way::Letter => self.letter_days.clamp(1, 28),
            Way::Email | Way::Text => self.sent_days.clamp(1, 28),
        };
        i64::from(days) * 86_400_000
    }

    /// Milliseconds after which a session ends whatever happens.
    pub fn absolute_ms(&self) -> i64 {
        i64::from(self.absolute_hours.clamp(1, 12)) * 3_600_000
    }
}

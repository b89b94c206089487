//! The jurisdiction profile: what the law of a place decides, as data.

mod holiday;
mod renewals;
mod representatives;

pub use holiday::{LegalHoliday, YEARS_AHEAD};
pub use renewals::Renewals;
pub use representatives::{Silence, TeenRow};

use portal_types::clinic::Ages;
use portal_types::day::Day;
use serde::Deserialize;

/// A rule of a place: its value, and what somebody who doubts it can look up.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule<T> {
    /// What counts.
    pub value: T,
    /// Where it comes from.
    pub source: String,
    /// When somebody last read the source.
    pub reviewed: Day,
}

/// The rules of a place.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Its name: country and part, as ISO 3166-2 writes them.
    pub name: String,
    /// Under this age nobody has an account.
    pub account_age: Rule<u8>,
    /// From this age on the patient signs too, and a representative sees a part only.
    pub limited_age: Rule<u8>,
    /// Under this age nobody is a representative.
    pub representative_age: Rule<u8>,
    /// From this age on one enrolls alone.
    pub adult_age: Rule<u8>,
    /// The number to dial in an emergency, as people write it.
    pub emergency: Rule<String>,
    /// Days that a printed activation code works.
    pub letter_days: Rule<u32>,
    /// Days that a sent one works.
    pub sent_days: Rule<u32>,
    /// Days on which nobody is at the desks.
    pub holidays: Rule<Vec<LegalHoliday>>,
    /// Months after which an adult's consent has run out, unless she renews it.
    pub consent_months: Rule<u16>,
    /// Months after which a clinician must look anew at whether somebody lacks capacity.
    pub review_months: Rule<u16>,
    /// What the representative of a teen has without her signature.
    pub silence: Rule<Silence>,
    /// What the representative of a teen is given at first, and the most that she may allow (2.4, R-4.2).
    pub teen_matrix: Rule<Vec<TeenRow>>,
    /// Codes of care that a minor may consent to alone: what carries one is never shown to a representative.
    pub confidential_codes: Rule<Vec<String>>,
    /// Codes (CVX) of the vaccines that are hidden from representatives of teens, where the matrix says so (2.4).
    pub hidden_vaccines: Rule<Vec<String>>,
    /// Months after the last visit, after which somebody is seen before a prescription is renewed.
    pub renewal_visit_months: Rule<u16>,
    /// Ingredients that are not asked for anew with a form: she calls.
    pub renewal_by_call: Rule<Vec<String>>,
}

impl Profile {
    /// The one that counts where no other is named: Massachusetts.
    pub fn built_in() -> Result<Self, String> {
        Self::read(include_str!("../../profiles/us-ma.toml"))
    }

    /// A place that does not exist, for tests: it differs in every rule.
    pub fn invented() -> Result<Self, String> {
        Self::read(include_str!("../../profiles/invented.toml"))
    }

    /// Reads a profile (TOML). Every rule must be there, and none that is unknown; what cannot be is refused in words.
    pub fn read(text: &str) -> Result<Self, String> {
        let profile: Self = toml::from_str(text).map_err(|e| e.to_string())?;
        profile.check()?;
        Ok(profile)
    }

    fn check(&self) -> Result<(), String> {
        let Ages { account, limited, adult, representative } = self.ages();
        if account > adult || limited > adult {
            return Err(format!("account_age and limited_age are at most adult_age ({adult})"));
        }
        if representative < adult {
            return Err(format!("representative_age is at least adult_age ({adult})"));
        }
        if !(14..=25).contains(&adult) {
            return Err("adult_age is between 14 and 25".into());
        }
        for (name, days) in [("letter_days", self.letter_days.value), ("sent_days", self.sent_days.value)] {
            if !(1..=28).contains(&days) {
                return Err(format!("{name} is between 1 and 28 (R-2.11)"));
            }
        }
        if let Some(holiday) = self.holidays.value.iter().find(|holiday| holiday.in_year(2028).is_none()) {
            return Err(format!(
                "the holiday \"{}\" is a month and a day, or a month, a weekday and an nth",
                holiday.name
            ));
        }
        if !self.emergency.value.bytes().any(|b| b.is_ascii_digit()) {
            return Err("emergency is a number".into());
        }
        // They stand in statements, and are looked for as they are.
        if let Some(code) = self.hidden_vaccines.value.iter().find(|code| !is_number(code)) {
            return Err(format!("hidden_vaccines are CVX codes, which are numbers, and not \"{code}\""));
        }
        if let Some(code) = self.confidential_codes.value.iter().find(|code| !is_code(code)) {
            return Err(format!("confidential_codes are codes as records have them, and not \"{code}\""));
        }
        self.renewals()?;
        self.rules().map(|_| ())
    }

    /// The ages.
    pub fn ages(&self) -> Ages {
        Ages {
            account: self.account_age.value,
            limited: self.limited_age.value,
            adult: self.adult_age.value,
            representative: self.representative_age.value,
        }
    }
}

/// A code of CVX: up to four digits.
fn is_number(code: &str) -> bool {
    (1..=4).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit())
}

/// A code as FHIR has it, of SNOMED CT, LOINC, RxNorm and the like.
fn is_code(code: &str) -> bool {
    (1..=32).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::Profile;
    use portal_types::clinic::Ages;

    #[test]
    fn the_invented_profile_differs_in_every_rule() {
        let (ours, other) = (Profile::built_in().unwrap(), Profile::invented().unwrap());
        assert_eq!((ours.name.as_str(), ours.ages()), ("US-MA", Ages::US_MA));
        assert_ne!(ours.account_age, other.account_age);
        assert_ne!(ours.limited_age, other.limited_age);
        assert_ne!(ours.representative_age, other.representative_age);
        assert_ne!(ours.adult_age, other.adult_age);
        assert_ne!(ours.emergency, other.emergency);
        assert_ne!(ours.letter_days, other.letter_days);
        assert_ne!(ours.sent_days, other.sent_days);
        assert_ne!(ours.holidays, other.holidays);
        // Of every rule its values, too, not only where they are from.
        assert_ne!(ours.ages(), other.ages());
        assert_ne!(ours.emergency.value, other.emergency.value);
        assert_ne!(ours.letter_days.value, other.letter_days.value);
        assert_ne!(ours.sent_days.value, other.sent_days.value);
        assert_ne!(ours.holidays.value, other.holidays.value);
        assert_ne!(ours.consent_months.value, other.consent_months.value);
        assert_ne!(ours.review_months.value, other.review_months.value);
        assert_ne!(ours.silence.value, other.silence.value);
        assert_ne!(ours.teen_matrix.value, other.teen_matrix.value);
        assert_ne!(ours.confidential_codes.value, other.confidential_codes.value);
        assert_ne!(ours.hidden_vaccines.value, other.hidden_vaccines.value);
        assert_ne!(ours.renewal_visit_months.value, other.renewal_visit_months.value);
        assert_ne!(ours.renewal_by_call.value, other.renewal_by_call.value);
    }

    #[test]
    fn a_profile_that_cannot_be_is_refused_in_words() {
        let text = include_str!("../../profiles/us-ma.toml");
        let with = |from: &str, to: &str| Profile::read(&text.replacen(from, to, 1)).unwrap_err();
        assert!(with("value = 13", "value = 19").contains("account_age"));
        assert!(with("value = 21", "value = 29").contains("letter_days"));
        assert!(with("\"9-1-1\"", "\"help\"").contains("emergency"));
        assert!(with("[sent_days]", "[send_days]").contains("send_days"));
        assert!(with("reviewed = \"2026-11-24\"", "").contains("reviewed"));
        assert!(with("2026-11-24", "yesterday").contains("reviewed"));
        assert!(with("month = 12, day = 25", "month = 12, day = 32").contains("Christmas"));
        assert!(with("weekday = 4, nth = 4", "weekday = 4, nth = 5").contains("Thanksgiving"));
        assert!(with("\"165\"", "\"HPV9\"").contains("hidden_vaccines"));
        assert!(with("\"56888-1\"", "\"56888-1' or\"").contains("confidential_codes"));
    }
}

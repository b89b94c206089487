//! What a place says of prescriptions that are asked for anew (R-7.7, F57).

use super::Profile;
use serde::{Deserialize, Serialize};

/// Which prescriptions are not had anew by asking with a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renewals {
    /// Months after the last visit at the practice that prescribed it, after which the patient must be seen first.
    pub visit_months: u16,
    /// Ingredients for which the law wants more than a form, so that she calls; in small letters, as names of medicines
    /// have them.
    pub call: Vec<String>,
}

impl Default for Renewals {
    /// Where settings are kept as text, and are from before there were renewals.
    fn default() -> Self {
        Self { visit_months: 12, call: Vec::new() }
    }
}

/// An ingredient: words in small letters.
fn is_ingredient(name: &str) -> bool {
    let letters = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    (3..=60).contains(&name.len()) && name.split(' ').all(letters)
}

impl Profile {
    /// The rules about renewals; in words, what of them cannot be.
    pub fn renewals(&self) -> Result<Renewals, String> {
        let visit_months = self.renewal_visit_months.value;
        if !(1..=60).contains(&visit_months) {
            return Err("renewal_visit_months is between 1 and 60 (R-7.7)".into());
        }
        let call = self.renewal_by_call.value.clone();
        if let Some(name) = call.iter().find(|name| !is_ingredient(name)) {
            return Err(format!("renewal_by_call has ingredients in small letters, and not \"{name}\""));
        }
        Ok(Renewals { visit_months, call })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_7_7_the_profile_that_is_built_in_lets_nobody_renew_morphine_by_a_form() {
        let rules = Profile::built_in().unwrap().renewals().unwrap();
        assert_eq!(rules.visit_months, 12);
        assert!(rules.call.contains(&"morphine".to_owned()));
    }

    #[test]
    fn a_profile_that_cannot_be_is_refused_in_words() {
        let text = include_str!("../../profiles/us-ma.toml");
        let with = |from: &str, to: &str| {
            assert!(text.contains(from), "{from}");
            Profile::read(&text.replacen(from, to, 1)).unwrap_err()
        };
        assert!(with("value = 12 # months since", "value = 61").contains("renewal_visit_months"));
        assert!(with("\"morphine\"", "\"Morphine\"").contains("Morphine"));
        assert!(with("\"morphine\"", "\"\"").contains("renewal_by_call"));
        assert!(with("[renewal_by_call]", "[renewal_by_mail]").contains("renewal_by_mail"));
    }
}

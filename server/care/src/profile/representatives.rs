//! What a place says of representatives, read into the rules that `portal_access` goes by.

use super::Profile;
use portal_access::{Cell, Matrix, Rules, Unassented};
use portal_types::representative::Capability;
use serde::Deserialize;

/// What a teen's silence means for who represented her as a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    /// The representative has what the representatives of teens have at first.
    Limited,
    /// The representative has nothing until the teen signs.
    Nothing,
}

/// A row of the teen matrix.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeenRow {
    /// Of what.
    pub of: Capability,
    /// What a representative is given at first: "all", "nothing", or a part by its word.
    pub first: String,
    /// The most that the teen may allow; the same, where it is not said.
    pub most: Option<String>,
}

impl TeenRow {
    fn cells(&self) -> Result<(Capability, Cell, Cell), String> {
        let cell = |word: &str| {
            Cell::from_code(word).ok_or_else(|| format!("the teen matrix knows no \"{word}\" ({})", self.of.code()))
        };
        let first = cell(&self.first)?;
        let most = self.most.as_deref().map_or(Ok(first), cell)?;
        Ok((self.of, first, most))
    }
}

impl Profile {
    /// The rules about representatives; in words, what of them cannot be.
    pub fn rules(&self) -> Result<Rules, String> {
        let (consent_months, review_months) = (self.consent_months.value, self.review_months.value);
        if !(1..=18).contains(&consent_months) {
            return Err("consent_months is between 1 and 18 (R-3.8)".into());
        }
        if !(1..=12).contains(&review_months) {
            return Err("review_months is between 1 and 12 (R-3.13)".into());
        }
        let teens = self.teen_matrix.value.iter().map(TeenRow::cells).collect::<Result<Vec<_>, _>>()?;
        Ok(Rules {
            ages: self.ages(),
            matrix: Matrix::US_MA.with_teens(&teens)?,
            unassented: match self.silence.value {
                Silence::Limited => Unassented::AtFirst,
                Silence::Nothing => Unassented::Nothing,
            },
            consent_months,
            review_months,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_that_is_built_in_is_the_matrix_as_it_is_written() {
        assert_eq!(Profile::built_in().unwrap().rules(), Ok(Rules::US_MA));
    }

    #[test]
    fn the_invented_place_has_another_matrix() {
        let rules = Profile::invented().unwrap().rules().unwrap();
        assert_ne!(rules.matrix, Matrix::US_MA);
        assert_eq!(rules.unassented, Unassented::Nothing);
    }

    #[test]
    fn a_profile_that_cannot_be_is_refused_in_words() {
        let text = include_str!("../../profiles/us-ma.toml");
        let with = |from: &str, to: &str| {
            assert!(text.contains(from), "{from}");
            Profile::read(&text.replacen(from, to, 1)).unwrap_err()
        };
        assert!(with("value = 18 # months", "value = 19").contains("consent_months"));
        assert!(with("value = 12 # months", "value = 13").contains("review_months"));
        assert!(with("of = \"results\", first = \"nothing\"", "of = \"results\", first = \"some\"").contains("some"));
        assert!(with("of = \"results\"", "of = \"secrets\"").contains("secrets"));
        assert!(with("of = \"results\"", "of = \"notes\"").contains("results"), "one is missing, one stands twice");
        assert!(with("first = \"as_guarantor_sums\"", "first = \"all\"").contains("billing"), "R-9.5");
        assert!(with("value = \"limited\"", "value = \"loud\"").contains("loud"));
    }
}

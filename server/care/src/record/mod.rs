//! The pages of a chart: who somebody is, vaccines, allergies, medicines, test results (R-8.*).
//!
//! Each asks for the key of its row of the access matrix, and `store` leaves out what that key does not open. What the
//! record does not say is `None`: pages say so in words.

mod allergies;
mod demographics;
mod immunizations;
mod medications;
mod privacy;
mod results;

pub use allergies::allergies;
pub use demographics::demographics;
pub use immunizations::immunizations;
pub use medications::medications;
pub use privacy::set_private;
pub use results::{result, results};

use crate::Portal;
use portal_types::moment::Moment;
use portal_types::record::{Grain, Privacy};

/// A date of the record. Only a time is moved into the clinic's zone: a day of the calendar is that day everywhere.
fn dated(portal: &Portal, at: i64, grain: &str) -> (Moment, Grain) {
    match Grain::from_code(grain) {
        Grain::Time => (portal.moment(at), Grain::Time),
        grain => (Moment { ms: at, offset: 0 }, grain),
    }
}

/// What the record says; nothing, if it says nothing in words.
fn said(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// What a query says of an item in its patient's own view.
fn privacy(told: Option<String>) -> Option<Privacy> {
    told.as_deref().map(Privacy::from_code)
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn r_8_9_empty_words_are_no_words() {
        assert_eq!(said(Some(" \n".into())), None);
        assert_eq!(said(Some("Hives".into())), Some("Hives".into()));
        assert_eq!(said(None), None);
    }
}

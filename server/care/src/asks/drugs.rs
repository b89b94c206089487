//! Which prescriptions can be had anew by asking, and why not the others (R-7.7, F57). Pure.

use crate::profile::Renewals;
use portal_access::birthday::months_later;
use portal_store::asks::RenewableDrug;
use portal_types::ask::Renewable;
use portal_types::day::Day;
use std::collections::HashSet;

/// Whether a medicine has one of these ingredients: their words stand in its name, one after the other.
fn has_one_of(name: &str, ingredients: &[String]) -> bool {
    let folded = name.to_lowercase();
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    ingredients.iter().any(|ingredient| {
        let wanted: Vec<&str> = ingredient.split(' ').collect();
        words.windows(wanted.len()).any(|some| some == wanted)
    })
}

/// What decides about a prescription besides itself.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The clinic's date.
    pub today: Day,
    /// When the patient was last seen where it was prescribed.
    pub visited: Option<Day>,
    /// Whether another of the same medicine is newer.
    pub superseded: bool,
    /// The rules of the place.
    pub rules: &'a Renewals,
}

/// Whether a prescription can be had anew.
pub fn renewable(drug: &RenewableDrug, known: Known<'_>) -> Renewable {
    let taken = matches!(drug.status.as_deref(), Some("active" | "on-hold"));
    // The last day on which the visit is not too long ago is the one of the same date.
    let seen = |day| known.today <= months_later(day, known.rules.visit_months);
    if !taken || known.superseded {
        Renewable::Over
    } else if let Some(ask) = drug.asked {
        Renewable::Asked(ask)
    } else if has_one_of(&drug.name, &known.rules.call) {
        Renewable::Call { phone: drug.phone.clone() }
    } else if known.visited.is_some_and(seen) {
        Renewable::Yes
    } else {
        Renewable::NeedsVisit
    }
}

/// Of each prescription whether a newer one of the same medicine stands before it; the list is the newest first.
pub fn superseded(drugs: &[RenewableDrug]) -> Vec<bool> {
    let mut seen: HashSet<&str> = HashSet::new();
    drugs.iter().map(|drug| drug.code.as_deref().is_some_and(|code| !seen.insert(code))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::ids::AskId;
    use uuid::Uuid;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn rules() -> Renewals {
        Renewals { visit_months: 12, call: vec!["morphine".into(), "amphetamine aspartate".into()] }
    }

    fn drug(name: &str) -> RenewableDrug {
        RenewableDrug {
            id: Uuid::from_u128(1),
            status: Some("active".into()),
            code: Some("314076".into()),
            name: name.into(),
            dose: None,
            prescriber: None,
            phone: Some("413-555-0100".into()),
            visited: None,
            asked: None,
            veiled: false,
        }
    }

    fn said(drug: &RenewableDrug, visited: Option<&str>) -> Renewable {
        let known = Known { today: day("2026-11-23"), visited: visited.map(day), superseded: false, rules: &rules() };
        renewable(drug, known)
    }

    #[test]
    fn r_7_7_what_is_not_taken_any_more_is_not_had_anew() {
        for status in [Some("stopped"), Some("completed"), Some("cancelled"), None] {
            let drug = RenewableDrug { status: status.map(str::to_owned), ..drug("Lisinopril 10 MG Oral Tablet") };
            assert_eq!(said(&drug, Some("2026-11-01")), Renewable::Over, "{status:?}");
        }
        let held = RenewableDrug { status: Some("on-hold".into()), ..drug("Lisinopril 10 MG Oral Tablet") };
        assert_eq!(said(&held, Some("2026-11-01")), Renewable::Yes);
        let rules = rules();
        let known =
            Known { today: day("2026-11-23"), visited: Some(day("2026-11-01")), superseded: true, rules: &rules };
        assert_eq!(renewable(&held, known), Renewable::Over, "there is a newer one");
    }

    #[test]
    fn r_7_7_a_year_after_the_last_visit_she_is_seen_first() {
        let drug = drug("Lisinopril 10 MG Oral Tablet");
        assert_eq!(said(&drug, Some("2025-11-23")), Renewable::Yes, "the day a year later counts");
        assert_eq!(said(&drug, Some("2025-11-22")), Renewable::NeedsVisit);
        assert_eq!(said(&drug, None), Renewable::NeedsVisit, "never seen there");
    }

    #[test]
    fn r_7_7_what_the_law_keeps_is_called_for_and_what_was_asked_for_waits() {
        let call = Renewable::Call { phone: Some("413-555-0100".into()) };
        for name in [
            "Morphine Sulfate 15 MG Oral Tablet",
            "abuse-deterrent MORPHINE",
            "Dextroamphetamine saccharate 2.5 MG / Amphetamine Aspartate 2.5 MG Oral Tablet",
        ] {
            assert_eq!(said(&drug(name), Some("2026-11-01")), call, "{name}");
        }
        for name in ["Apomorphine 10 MG/ML", "Amphetamine 5 MG / Aspartate"] {
            assert_eq!(said(&drug(name), Some("2026-11-01")), Renewable::Yes, "{name}");
        }
        let ask = AskId(Uuid::from_u128(7));
        let asked = RenewableDrug { asked: Some(ask), ..drug("Morphine Sulfate 15 MG Oral Tablet") };
        assert_eq!(said(&asked, None), Renewable::Asked(ask), "what waits is said first");
    }

    #[test]
    fn of_two_prescriptions_of_one_medicine_the_newer_counts() {
        let (one, other) = (drug("Lisinopril"), RenewableDrug { code: Some("617311".into()), ..drug("Atorvastatin") });
        let unnamed = RenewableDrug { code: None, ..drug("Something else") };
        let list = [one.clone(), other, one.clone(), unnamed.clone(), unnamed, one];
        assert_eq!(superseded(&list), [false, false, true, false, false, true], "what has no code is not compared");
    }
}

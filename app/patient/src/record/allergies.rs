//! Allergies.

use super::entry::{Entry, Mark};
use super::list::{Part, drawn};
use super::privacy::{Item, key};
use super::values::dated;
use leptos::prelude::*;
use portal_api::record;
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::record::{AllergyRow, Severity};
use portal_types::representative::Capability;
use portal_words::Words;

/// `/p/:patient/record/allergies`, and with `?after=` one of its later pages.
pub(crate) fn draw() -> AnyView {
    drawn(Part {
        of: Capability::Allergies,
        title: Words::allergies_title,
        empty: (Words::allergies_empty_title, Words::allergies_empty_text),
        here: links::allergies,
        ask: record::allergies,
        key: |row: &AllergyRow| key(row.id, row.private),
        row,
    })
}

fn severity(w: &Words, severity: Severity) -> String {
    match severity {
        Severity::Mild => w.allergies_mild(),
        Severity::Moderate => w.allergies_moderate(),
        Severity::Severe => w.allergies_severe(),
    }
}

fn row(w: &'static Words, patient: PatientId, row: AllergyRow) -> AnyView {
    let mark = (!row.current).then(|| Mark { words: w.allergies_over(), notable: false });
    let facts = vec![
        (w.allergies_reaction(), row.reaction),
        (w.allergies_severity(), row.severity.map(|of| severity(w, of))),
        (w.allergies_noted(), dated(w, row.at, row.grain)),
        (w.record_where(), row.facility),
    ];
    let item = Item::of(patient, row.id, row.private);
    view! { <Entry title=row.name mark facts item /> }.into_any()
}

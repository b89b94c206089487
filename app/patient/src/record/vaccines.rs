//! Vaccines.

use super::entry::{Entry, Mark};
use super::list::{Part, drawn};
use super::privacy::{Item, key};
use super::values::dated;
use leptos::prelude::*;
use portal_api::record;
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::record::ImmunizationRow;
use portal_types::representative::Capability;
use portal_words::Words;

/// `/p/:patient/record/vaccines`, and with `?after=` one of its later pages.
pub(crate) fn draw() -> AnyView {
    drawn(Part {
        of: Capability::Immunizations,
        title: Words::vaccines_title,
        empty: (Words::vaccines_empty_title, Words::vaccines_empty_text),
        here: links::vaccines,
        ask: record::immunizations,
        key: |row: &ImmunizationRow| key(row.id, row.private),
        row,
    })
}

fn row(w: &'static Words, patient: PatientId, row: ImmunizationRow) -> AnyView {
    let mark = (!row.given).then(|| Mark { words: w.vaccines_not_given(), notable: true });
    let facts = vec![
        (w.record_when(), dated(w, row.at, row.grain)),
        (w.record_where(), row.facility),
        (w.vaccines_dose(), row.dose),
        (w.vaccines_lot(), row.lot),
    ];
    let item = Item::of(patient, row.id, row.private);
    view! { <Entry title=row.name mark facts item /> }.into_any()
}

//! Medicines.

use super::entry::{Entry, Mark};
use super::list::{Part, drawn};
use super::privacy::{Item, key};
use super::values::dated;
use leptos::prelude::*;
use portal_api::record;
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::record::{MedicationRow, MedicationStatus};
use portal_types::representative::Capability;
use portal_words::Words;

/// `/p/:patient/record/medicines`, and with `?after=` one of its later pages.
pub(crate) fn draw() -> AnyView {
    drawn(Part {
        of: Capability::Medications,
        title: Words::medicines_title,
        empty: (Words::medicines_empty_title, Words::medicines_empty_text),
        here: links::medicines,
        ask: record::medications,
        key: |row: &MedicationRow| key(row.id, row.private),
        row,
    })
}

fn status(w: &Words, status: MedicationStatus) -> Mark {
    let (words, notable) = match status {
        MedicationStatus::Current => (w.medicines_status_current(), true),
        MedicationStatus::Paused => (w.medicines_status_paused(), true),
        MedicationStatus::Finished => (w.medicines_status_finished(), false),
        MedicationStatus::Stopped => (w.medicines_status_stopped(), false),
        MedicationStatus::Unknown => (w.medicines_status_unknown(), false),
    };
    Mark { words, notable }
}

fn row(w: &'static Words, patient: PatientId, row: MedicationRow) -> AnyView {
    let mark = Some(status(w, row.status));
    let facts = vec![
        (w.medicines_directions(), row.directions),
        (w.medicines_reason(), row.reason),
        (w.medicines_prescribed(), dated(w, row.at, row.grain)),
        (w.medicines_prescriber(), row.prescriber),
        (w.record_where(), row.facility),
    ];
    let item = Item::of(patient, row.id, row.private);
    let as_needed = row.as_needed.then(|| view! { <p>{w.medicines_as_needed()}</p> });
    view! {
        <Entry title=row.name mark facts item>
            {as_needed}
        </Entry>
    }
    .into_any()
}

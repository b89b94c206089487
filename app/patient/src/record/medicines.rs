//! Medicines.

use super::entry::{Entry, Mark};
use super::head::Head;
use super::list::{Listing, listed};
use super::values::dated;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, record};
use portal_kit::boot::use_words;
use portal_kit::{PageHead, Skeleton, SkeletonShape, fresh};
use portal_page::{Growing, NotFound, Trouble, cursor, nothing_there, param};
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::page::{Cursor, Page};
use portal_types::record::{MedicationRow, MedicationStatus};
use portal_types::representative::Capability;
use portal_words::Words;

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    patient: Memo<Option<PatientId>>,
    after: Memo<Option<Cursor>>,
    rows: Resource<Result<Page<MedicationRow>, ApiError>>,
}

impl Asked {
    fn new() -> Self {
        let (patient, after) = (param("patient"), cursor("after"));
        let rows = Resource::new(
            move || (patient.get(), after.get()),
            |(patient, after)| async move {
                let Some(patient) = patient else { return Err(nothing_there()) };
                record::medications(patient, after).await
            },
        );
        Self { patient, after, rows }
    }
}

/// `/p/:patient/record/medicines`, and with `?after=` one of its later pages.
pub(crate) fn draw() -> AnyView {
    let Asked { patient, after, rows } = Asked::new();
    let w = use_words();
    let loading = move || {
        view! {
            <PageHead title=w.medicines_title() />
            <Skeleton label=w.record_loading() count=5 shape=SkeletonShape::Rows />
        }
    };
    fresh(view! {
        <Title text=w.medicines_title() />
        <Suspense fallback=loading>
            {move || {
                let (whose, later) = (patient.get(), after.get().is_some());
                Suspend::new(async move { fresh(match (whose, rows.await) {
                        (Some(patient), Ok(first)) => view! { <Medicines patient first later /> }.into_any(),
                        (_, Err(error)) => {
                            let retry = Callback::new(move |()| rows.refetch());
                            view! { <Trouble error retry /> }.into_any()
                        }
                        (None, _) => view! { <NotFound /> }.into_any(),
                    }) })
            }}
        </Suspense>
    })
}

#[component]
fn Medicines(patient: PatientId, first: Page<MedicationRow>, later: bool) -> impl IntoView {
    let w = use_words();
    let more = move |after| record::medications(patient, Some(after));
    let rows = Growing::new(first, |row: &MedicationRow| row.id, more);
    let listing = Listing {
        patient,
        label: w.medicines_title(),
        empty: (w.medicines_empty_title(), w.medicines_empty_text()),
        here: links::medicines(patient),
        later,
        key: |row: &MedicationRow| row.id.to_string(),
        row,
    };
    view! {
        <Head patient of=Capability::Medications title=w.medicines_title() />
        {listed(rows, listing)}
    }
    .into_any()
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

fn row(w: &'static Words, _: PatientId, row: MedicationRow) -> AnyView {
    let mark = Some(status(w, row.status));
    let facts = vec![
        (w.medicines_directions(), row.directions),
        (w.medicines_reason(), row.reason),
        (w.medicines_prescribed(), dated(w, row.at, row.grain)),
        (w.medicines_prescriber(), row.prescriber),
        (w.record_where(), row.facility),
    ];
    let as_needed = row.as_needed.then(|| view! { <p>{w.medicines_as_needed()}</p> });
    view! {
        <Entry title=row.name mark facts>
            {as_needed}
        </Entry>
    }
    .into_any()
}

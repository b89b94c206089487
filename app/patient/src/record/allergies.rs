//! Allergies.

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
use portal_types::record::{AllergyRow, Severity};
use portal_types::representative::Capability;
use portal_words::Words;

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    patient: Memo<Option<PatientId>>,
    after: Memo<Option<Cursor>>,
    rows: Resource<Result<Page<AllergyRow>, ApiError>>,
}

impl Asked {
    fn new() -> Self {
        let (patient, after) = (param("patient"), cursor("after"));
        let rows = Resource::new(
            move || (patient.get(), after.get()),
            |(patient, after)| async move {
                let Some(patient) = patient else { return Err(nothing_there()) };
                record::allergies(patient, after).await
            },
        );
        Self { patient, after, rows }
    }
}

/// `/p/:patient/record/allergies`, and with `?after=` one of its later pages.
pub(crate) fn draw() -> AnyView {
    let Asked { patient, after, rows } = Asked::new();
    let w = use_words();
    let loading = move || {
        view! {
            <PageHead title=w.allergies_title() />
            <Skeleton label=w.record_loading() count=5 shape=SkeletonShape::Rows />
        }
    };
    fresh(view! {
        <Title text=w.allergies_title() />
        <Suspense fallback=loading>
            {move || {
                let (whose, later) = (patient.get(), after.get().is_some());
                Suspend::new(async move { fresh(match (whose, rows.await) {
                        (Some(patient), Ok(first)) => view! { <Allergies patient first later /> }.into_any(),
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
fn Allergies(patient: PatientId, first: Page<AllergyRow>, later: bool) -> impl IntoView {
    let w = use_words();
    let more = move |after| record::allergies(patient, Some(after));
    let rows = Growing::new(first, |row: &AllergyRow| row.id, more);
    let listing = Listing {
        patient,
        label: w.allergies_title(),
        empty: (w.allergies_empty_title(), w.allergies_empty_text()),
        here: links::allergies(patient),
        later,
        key: |row: &AllergyRow| row.id.to_string(),
        row,
    };
    view! {
        <Head patient of=Capability::Allergies title=w.allergies_title() />
        {listed(rows, listing)}
    }
    .into_any()
}

fn severity(w: &Words, severity: Severity) -> String {
    match severity {
        Severity::Mild => w.allergies_mild(),
        Severity::Moderate => w.allergies_moderate(),
        Severity::Severe => w.allergies_severe(),
    }
}

fn row(w: &'static Words, _: PatientId, row: AllergyRow) -> AnyView {
    let mark = (!row.current).then(|| Mark { words: w.allergies_over(), notable: false });
    let facts = vec![
        (w.allergies_reaction(), row.reaction),
        (w.allergies_severity(), row.severity.map(|of| severity(w, of))),
        (w.allergies_noted(), dated(w, row.at, row.grain)),
        (w.record_where(), row.facility),
    ];
    view! { <Entry title=row.name mark facts /> }.into_any()
}

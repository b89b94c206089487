//! Vaccines.

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
use portal_types::record::ImmunizationRow;
use portal_types::representative::Capability;
use portal_words::Words;

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    patient: Memo<Option<PatientId>>,
    after: Memo<Option<Cursor>>,
    rows: Resource<Result<Page<ImmunizationRow>, ApiError>>,
}

impl Asked {
    fn new() -> Self {
        let (patient, after) = (param("patient"), cursor("after"));
        let rows = Resource::new(
            move || (patient.get(), after.get()),
            |(patient, after)| async move {
                let Some(patient) = patient else { return Err(nothing_there()) };
                record::immunizations(patient, after).await
            },
        );
        Self { patient, after, rows }
    }
}

/// `/p/:patient/record/vaccines`, and with `?after=` one of its later pages.
pub(crate) fn draw() -> AnyView {
    let Asked { patient, after, rows } = Asked::new();
    let w = use_words();
    let loading = move || {
        view! {
            <PageHead title=w.vaccines_title() />
            <Skeleton label=w.record_loading() count=5 shape=SkeletonShape::Rows />
        }
    };
    fresh(view! {
        <Title text=w.vaccines_title() />
        <Suspense fallback=loading>
            {move || {
                let (whose, later) = (patient.get(), after.get().is_some());
                Suspend::new(async move { fresh(match (whose, rows.await) {
                        (Some(patient), Ok(first)) => view! { <Vaccines patient first later /> }.into_any(),
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
fn Vaccines(patient: PatientId, first: Page<ImmunizationRow>, later: bool) -> impl IntoView {
    let w = use_words();
    let more = move |after| record::immunizations(patient, Some(after));
    let rows = Growing::new(first, |row: &ImmunizationRow| row.id, more);
    let listing = Listing {
        patient,
        label: w.vaccines_title(),
        empty: (w.vaccines_empty_title(), w.vaccines_empty_text()),
        here: links::vaccines(patient),
        later,
        key: |row: &ImmunizationRow| row.id.to_string(),
        row,
    };
    view! {
        <Head patient of=Capability::Immunizations title=w.vaccines_title() />
        {listed(rows, listing)}
    }
    .into_any()
}

fn row(w: &'static Words, _: PatientId, row: ImmunizationRow) -> AnyView {
    let mark = (!row.given).then(|| Mark { words: w.vaccines_not_given(), notable: true });
    let facts = vec![
        (w.record_when(), dated(w, row.at, row.grain)),
        (w.record_where(), row.facility),
        (w.vaccines_dose(), row.dose),
        (w.vaccines_lot(), row.lot),
    ];
    view! { <Entry title=row.name mark facts /> }.into_any()
}

//! Test results, and what the laboratory says of each.

use super::entry::{Entry, Leads, Mark};
use super::head::Head;
use super::list::{Anew, Listing, again, listed};
use super::privacy::{Item, key};
use super::values::{dated, flag, range};
use crate::shared::seen;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, record};
use portal_kit::boot::{use_charts, use_words};
use portal_kit::{PageHead, Skeleton, SkeletonShape, fresh};
use portal_page::{Growing, Lists, NotFound, Snag, Trouble, cursor, goes, nothing_there, param, use_lists};
use portal_types::account::ChartCard;
use portal_types::ids::{PatientId, ResultId};
use portal_types::links;
use portal_types::page::{Cursor, Page};
use portal_types::record::{Privacy, ResultRow};
use portal_types::representative::Capability;
use portal_words::Words;

/// The list as it was left, so that "back" finds it as long and in the same place.
#[derive(Clone)]
struct Kept {
    patient: PatientId,
    page: Page<ResultRow>,
}

/// The result that was opened last.
#[derive(Clone, Copy)]
pub(super) struct Left(pub(super) ResultId);

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    patient: Memo<Option<PatientId>>,
    after: Memo<Option<Cursor>>,
    /// The list, and whether it is one that stood here before.
    rows: Resource<Result<(Page<ResultRow>, bool), ApiError>>,
}

impl Asked {
    fn new() -> Self {
        let (patient, after) = (param("patient"), cursor("after"));
        let (charts, lists) = (use_charts(), use_lists());
        let rows = Resource::new(
            move || (patient.get(), after.get()),
            move |(patient, after)| async move {
                let Some(patient) = patient else { return Err(nothing_there()) };
                if let Some(page) = known(charts, lists, patient, after.is_some()) {
                    return Ok((page, true));
                }
                record::results(patient, after).await.map(|page| (page, false))
            },
        );
        Self { patient, after, rows }
    }
}

/// Says in the list as it was left whether one of its results is private now: "back" finds it said, and its line with the
/// focus.
pub(super) fn say_in_list(lists: Lists, result: ResultId, private: Privacy) {
    if let Some(mut kept) = lists.kept::<Kept>() {
        for row in kept.page.rows.iter_mut().filter(|row| row.id == result) {
            row.private = Some(private);
        }
        lists.keep(kept);
    }
}

/// The list of this chart as it was left in this tab, if it may still be seen.
fn known(charts: RwSignal<Vec<ChartCard>>, lists: Lists, patient: PatientId, later: bool) -> Option<Page<ResultRow>> {
    let list = lists.kept::<Kept>().filter(|kept| !later && kept.patient == patient)?;
    (seen(charts, patient, Capability::Results) == Some(true)).then_some(list.page)
}

/// The `id` of a result's link.
fn line_id(result: ResultId) -> String {
    format!("result-{result}")
}

/// `/p/:patient/record/results`, and with `?after=` one of its later pages.
pub(crate) fn draw() -> AnyView {
    let Asked { patient, after, rows } = Asked::new();
    let w = use_words();
    let goes = goes(rows);
    let loading = move || {
        view! {
            <PageHead title=w.results_title() />
            <Skeleton label=w.record_loading() count=6 shape=SkeletonShape::Rows />
        }
    };
    fresh(view! {
        <Title text=w.results_title() />
        <Suspense fallback=loading>
            {move || {
                let (whose, begins) = (patient.get(), after.get());
                Suspend::new(async move { fresh(match (whose, rows.await) {
                        (Some(patient), Ok((first, known))) => {
                            view! { <Results patient first begins known goes /> }.into_any()
                        }
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

/// `known`: the list stands as it was left, and what is new is asked for at once. `goes`: nothing is there any more.
#[component]
fn Results(
    patient: PatientId,
    first: Page<ResultRow>,
    begins: Option<Cursor>,
    known: bool,
    goes: Callback<ApiError>,
) -> impl IntoView {
    let (w, lists) = (use_words(), use_lists());
    let more = move |after| record::results(patient, Some(after));
    let rows = Growing::new(first, |row: &ResultRow| row.id, more);
    let Anew { ask: retry, trouble } = again(rows, patient, begins, record::results, goes);
    let later = begins.is_some();
    if known {
        Effect::new(move |_| {
            retry.run(());
            if let Some(Left(result)) = lists.kept() {
                portal_browser::focus(&line_id(result));
            }
        });
    }
    if !later {
        on_cleanup(move || {
            if let Some(page) = rows.left() {
                lists.keep(Kept { patient, page });
            }
        });
    }
    let listing = Listing {
        patient,
        label: w.results_title(),
        empty: (w.results_empty_title(), w.results_empty_text()),
        here: links::results(patient),
        later,
        key: |row: &ResultRow| key(row.id, row.private),
        row,
    };
    view! {
        <Head patient of=Capability::Results title=w.results_title() />
        <Snag error=trouble retry />
        {listed(rows, listing)}
    }
    .into_any()
}

/// What was measured, the number first; the same on the list and on the page of one result.
#[component]
pub(super) fn Measured(value: Option<String>, unit: Option<String>, several: bool) -> impl IntoView {
    let w = use_words();
    match value {
        Some(value) => {
            let unit = unit.map(|unit| format!(" {unit}"));
            view! {
                <p class="measured">
                    <strong>{value}</strong>
                    {unit}
                </p>
            }
            .into_any()
        }
        None if several => view! { <p>{w.results_several()}</p> }.into_any(),
        None => view! { <p>{w.record_none()}</p> }.into_any(),
    }
}

/// Where it was done, if the result names who did it; else at whose visit it was ordered. Never the one for the other.
pub(super) fn place(w: &Words, done: Option<String>, ordered: Option<String>) -> (String, Option<String>) {
    match (done, ordered) {
        (None, Some(ordered)) => (w.results_ordered(), Some(ordered)),
        (done, _) => (w.results_where(), done),
    }
}

fn row(w: &'static Words, patient: PatientId, row: ResultRow) -> AnyView {
    let leads = Some(Leads { to: links::result(patient, row.id), id: line_id(row.id) });
    let mark = row.flag.as_ref().map(|of| Mark { words: flag(w, of), notable: !of.is_usual() });
    let facts = vec![
        (w.results_range(), range(w, row.range, row.unit.as_deref())),
        (w.results_taken(), dated(w, row.at, row.grain)),
        place(w, row.facility, row.ordered),
    ];
    let item = Item::of(patient, row.id, row.private);
    let (value, unit, several) = (row.value, row.unit, row.several);
    view! {
        <Entry title=row.name leads mark facts item>
            <Measured value unit several />
        </Entry>
    }
    .into_any()
}

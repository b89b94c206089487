//! One test result, with what its report says besides.

use super::head::NotWhole;
use super::privacy::{Item, KeepPrivate, Refused};
use super::results::{Left, Measured, place, say_in_list};
use super::values::{dated, flag, range};
use crate::facts::Facts;
use crate::limits::Limits;
use crate::shared::{anothers, chart, exact_with_year};
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, record};
use portal_kit::boot::use_words;
use portal_kit::live::hear;
use portal_kit::{ButtonVariant, Column, LinkButton, LinkItem, Notice, PageHead, Skeleton, Table, Tone, fresh};
use portal_page::{NotFound, Snag, Trouble, goes, not_anew, nothing_there, param, use_lists};
use portal_types::ids::{PatientId, ResultId};
use portal_types::links;
use portal_types::record::{Grain, PartView, Privacy, ResultView};
use portal_types::representative::{Capability, Right};
use portal_words::Words;

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    patient: Memo<Option<PatientId>>,
    found: Resource<Result<ResultView, ApiError>>,
}

impl Asked {
    fn new() -> Self {
        let patient = param("patient");
        let result = param::<ResultId>("result");
        let found = Resource::new(
            move || (patient.get(), result.get()),
            |(patient, result)| async move {
                let (Some(patient), Some(result)) = (patient, result) else { return Err(nothing_there()) };
                record::one_result(patient, result).await
            },
        );
        Self { patient, found }
    }
}

/// `/p/:patient/record/results/:result`.
pub(crate) fn draw() -> AnyView {
    let Asked { patient, found } = Asked::new();
    let w = use_words();
    let loading = move || {
        view! {
            <PageHead title=w.results_title() />
            <Skeleton label=w.record_loading() count=8 />
        }
    };
    fresh(view! {
        // Never the test: the tab's title shows on shared screens and stays in the browser's history.
        <Title text=w.results_title() />
        <Suspense fallback=loading>
            {move || {
                let whose = patient.get();
                Suspend::new(async move { fresh(match (whose, found.await) {
                        (Some(patient), Ok(view)) => view! { <Opened patient view found /> }.into_any(),
                        (_, Err(error)) => {
                            let retry = Callback::new(move |()| found.refetch());
                            view! { <Trouble error retry /> }.into_any()
                        }
                        (None, _) => view! { <NotFound /> }.into_any(),
                    }) })
            }}
        </Suspense>
    })
}

/// Asks for another person's result anew whenever the live stream says that something may have been missed: the patient may
/// keep it from now on, or what its report concludes. Returns why no answer came, and what asks once more.
fn again(
    patient: PatientId,
    shown: ResultView,
    found: Resource<Result<ResultView, ApiError>>,
) -> (RwSignal<Option<ApiError>>, Callback<()>) {
    let (trouble, id) = (RwSignal::new(None::<ApiError>), shown.row.id);
    let goes = goes(found);
    let asked = Action::new(move |(): &()| record::one_result(patient, id));
    Effect::new(move |_| match asked.value().get() {
        Some(Ok(now)) => {
            trouble.set(None);
            // Drawn anew only where it says something else.
            if now != shown {
                if let Some(mut found) = found.try_write() {
                    *found = Some(Ok(now));
                }
            }
        }
        Some(Err(error)) => not_anew(error, trouble, goes),
        None => {}
    });
    if anothers(patient).is_some() {
        hear(move |nudge| {
            if nudge.is_none() {
                asked.dispatch(());
            }
        });
    }
    let retry = Callback::new(move |()| {
        asked.dispatch(());
    });
    (trouble, retry)
}

/// The number first, then a plain sentence, then everything that a report of a laboratory has.
#[component]
fn Opened(patient: PatientId, view: ResultView, found: Resource<Result<ResultView, ApiError>>) -> impl IntoView {
    let w = use_words();
    let id = view.row.id;
    let (trouble, retry) = again(patient, view.clone(), found);
    let lists = use_lists();
    Effect::new(move |_| lists.keep(Left(id)));
    let row = view.row;
    let taken = match row.grain {
        Grain::Time => Some(exact_with_year(w, row.at)),
        grain => dated(w, row.at, grain),
    };
    let address = view.address;
    let with_address = |name: String| [Some(name), address].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let (where_label, named) = place(w, row.facility, row.ordered);
    let title = if row.name.is_empty() { w.record_unnamed() } else { row.name };
    let mark = row.flag.map(|of| (flag(w, &of), !of.is_usual()));
    let facts = vec![
        (w.results_patient(), Some(view.patient)),
        (w.record_number(), view.number),
        (w.results_range(), range(w, row.range, row.unit.as_deref())),
        (w.results_taken(), taken),
        (w.results_issued(), view.issued.map(|at| exact_with_year(w, at))),
        (where_label, named.map(with_address)),
        (w.results_report(), view.report),
        (w.results_conclusion(), view.conclusion),
        (w.results_note(), view.note),
    ];
    let asks = chart(patient).is_some_and(|card| card.acts.has(Capability::Messages, Right::Act));
    let (parts, several) = (view.parts, row.several);
    let item = Item::of(patient, id, row.private);
    let changed = Callback::new(move |private: Privacy| say_in_list(lists, id, private));
    view! {
        <PageHead title back=LinkItem::new(links::results(patient), w.record_back()) />
        <div class="stack">
            <Limits patient of=Capability::Results />
            <Refused />
            <Snag error=trouble retry />
            {view.corrected.then(|| view! { <Notice tone=Tone::Caution title=w.results_corrected() /> })}
            {(!several).then(|| view! { <Measured value=row.value unit=row.unit several=false /> })}
            {mark
                .map(|(words, notable)| {
                    view! {
                        <p>
                            <span class="tag" class:soon=notable>
                                {words}
                            </span>
                        </p>
                    }
                })}
            {several.then(|| view! { <Parts parts /> })}
            <Facts facts />
            {item.map(|item| view! { <KeepPrivate item changed /> })}
            <p>{w.results_reading()}</p>
            {asks
                .then(|| {
                    view! {
                        <div>
                            <LinkButton
                                href=links::compose(patient)
                                label=w.results_ask()
                                variant=ButtonVariant::Secondary
                            />
                        </div>
                    }
                })}
            <NotWhole />
        </div>
    }
    .into_any()
}

fn cells(w: &Words, part: PartView) -> [String; 4] {
    let range = range(w, part.range, part.unit.as_deref());
    let value = part.value.map(|value| match part.unit {
        Some(unit) => format!("{value} {unit}"),
        None => value,
    });
    let none = || w.record_none();
    let name = if part.name.is_empty() { w.record_unnamed() } else { part.name };
    let mark = part.flag.map_or_else(none, |of| flag(w, &of));
    [name, value.unwrap_or_else(none), mark, range.unwrap_or_else(none)]
}

/// A result that has several parts, as a table.
#[component]
fn Parts(parts: Vec<PartView>) -> impl IntoView {
    let w = use_words();
    let columns = vec![
        Column::words(w.results_test()),
        Column::words(w.results_value()),
        Column::words(w.results_reading_column()),
        Column::words(w.results_range()),
    ];
    view! {
        <Table caption=w.results_parts() columns>
            {parts
                .into_iter()
                .map(|part| {
                    let [name, value, mark, range] = cells(w, part);
                    view! {
                        <tr>
                            <th scope="row">{name}</th>
                            <td>{value}</td>
                            <td>{mark}</td>
                            <td>{range}</td>
                        </tr>
                    }
                })
                .collect_view()}
        </Table>
    }
    .into_any()
}

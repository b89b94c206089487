//! The lists of a record: they grow in place, and say where they end. A part of the record that is nothing but a list
//! has its whole page from here.

use super::head::{Head, NotWhole};
use super::privacy::Refused;
use crate::shared::anothers;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::ApiError;
use portal_kit::boot::use_words;
use portal_kit::live::hear;
use portal_kit::{EmptyState, Icon, PageHead, Skeleton, SkeletonShape, fresh};
use portal_page::{Growing, More, NotFound, Snag, Trouble, anew, cursor, goes, not_anew, nothing_there, param};
use portal_types::ids::PatientId;
use portal_types::page::{Cursor, Page};
use portal_types::representative::Capability;
use portal_words::Words;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A sentence of the page.
type Said = fn(&Words) -> String;

/// A part of the record that is nothing but a list: how it is asked for, and how it is drawn.
pub(super) struct Part<R, F> {
    /// Its row of the access matrix.
    pub(super) of: Capability,
    /// What it is called.
    pub(super) title: Said,
    /// What stands there while it is empty: a title and a text.
    pub(super) empty: (Said, Said),
    /// The address of its first page.
    pub(super) here: fn(PatientId) -> String,
    /// Asks for a page of it, the first or the one after a place.
    pub(super) ask: fn(PatientId, Option<Cursor>) -> F,
    /// Tells rows apart.
    pub(super) key: fn(&R) -> String,
    /// Draws one.
    pub(super) row: fn(&'static Words, PatientId, R) -> AnyView,
}

impl<R, F> Clone for Part<R, F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R, F> Copy for Part<R, F> {}

/// Draws the page of a part, the first one or with `?after=` a later one.
pub(super) fn drawn<R, F>(part: Part<R, F>) -> AnyView
where
    R: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Result<Page<R>, ApiError>> + Send + 'static,
{
    let w = use_words();
    let (patient, after) = (param::<PatientId>("patient"), cursor("after"));
    // Asked in the page's own piece of code, not in `data`: whatever stands there is sent with the first page.
    let rows = Resource::new(
        move || (patient.get(), after.get()),
        move |(patient, after)| async move {
            let Some(patient) = patient else { return Err(nothing_there()) };
            (part.ask)(patient, after).await
        },
    );
    let goes = goes(rows);
    let title = (part.title)(w);
    let loading = move || {
        let title = (part.title)(w);
        view! {
            <PageHead title />
            <Skeleton label=w.record_loading() count=5 shape=SkeletonShape::Rows />
        }
    };
    fresh(view! {
        <Title text=title />
        <Suspense fallback=loading>
            {move || {
                let (whose, begins) = (patient.get(), after.get());
                Suspend::new(async move { fresh(match (whose, rows.await) {
                        (Some(patient), Ok(first)) => view! { <Listed part patient first begins goes /> }.into_any(),
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

/// A part from where its first page begins. `goes`: nothing is there any more.
#[component]
fn Listed<R, F>(
    part: Part<R, F>,
    patient: PatientId,
    first: Page<R>,
    begins: Option<Cursor>,
    goes: Callback<ApiError>,
) -> impl IntoView
where
    R: Clone + Send + Sync + 'static,
    F: Future<Output = Result<Page<R>, ApiError>> + Send + 'static,
{
    let w = use_words();
    let Part { of, title, empty, here, ask, key, row } = part;
    let rows = Growing::new(first, key, move |after| ask(patient, Some(after)));
    let Anew { ask: retry, trouble } = again(rows, patient, begins, ask, goes);
    let (label, empty, later) = (title(w), (empty.0(w), empty.1(w)), begins.is_some());
    view! {
        <Head patient of title=label.clone() />
        <Snag error=trouble retry />
        {listed(rows, Listing { patient, label, empty, here: here(patient), later, key, row })}
    }
    .into_any()
}

/// How a list that stands is asked for anew.
#[derive(Clone, Copy)]
pub(super) struct Anew {
    /// Asks.
    pub(super) ask: Callback<()>,
    /// Why no answer came.
    pub(super) trouble: RwSignal<Option<ApiError>>,
}

/// Asks for a list anew, as long as it is shown; in another person's chart also whenever the live stream says that something
/// may have been missed, for the patient may keep from now on what stands there. `goes`: nothing is there any more.
pub(super) fn again<R, F>(
    rows: Growing<R>,
    patient: PatientId,
    begins: Option<Cursor>,
    ask: fn(PatientId, Option<Cursor>) -> F,
    goes: Callback<ApiError>,
) -> Anew
where
    R: Clone + Send + Sync + 'static,
    F: Future<Output = Result<Page<R>, ApiError>> + Send + 'static,
{
    let trouble = RwSignal::new(None::<ApiError>);
    let asked = Action::new(move |(): &()| anew(untrack(|| rows.count()), begins, move |after| ask(patient, after)));
    Effect::new(move |_| match asked.value().get() {
        Some(Ok(fresh)) => {
            rows.replace(fresh);
            trouble.set(None);
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
    let ask = Callback::new(move |()| {
        asked.dispatch(());
    });
    Anew { ask, trouble }
}

/// How a list is drawn.
pub(super) struct Listing<R> {
    /// Whose record.
    pub(super) patient: PatientId,
    /// What a screen reader calls the list.
    pub(super) label: String,
    /// What stands there while it is empty: a title and a text.
    pub(super) empty: (String, String),
    /// The address of its first page.
    pub(super) here: String,
    /// This is not the first page.
    pub(super) later: bool,
    /// Tells rows apart.
    pub(super) key: fn(&R) -> String,
    /// Draws one.
    pub(super) row: fn(&'static Words, PatientId, R) -> AnyView,
}

/// Draws a list, and what stands around it.
pub(super) fn listed<R>(rows: Growing<R>, listing: Listing<R>) -> AnyView
where
    R: Clone + Send + Sync + 'static,
{
    let w = use_words();
    let Listing { patient, label, empty, here, later, key, row } = listing;
    let grows = untrack(|| !rows.is_whole());
    let said = RwSignal::new(String::new());
    Effect::new(move |before: Option<()>| {
        let added = rows.rest.added.get();
        if before.is_some() {
            said.set(w.record_more_shown(added));
            if untrack(|| rows.is_whole()) {
                // The link that had the focus is gone.
                portal_browser::focus("record-end");
            }
        }
    });
    let nothing = move || {
        let (title, text) = empty.clone();
        view! { <EmptyState icon=Icon::Records title text /> }
    };
    view! {
        <div class="stack">
            <Refused />
            <Snag error=rows.rest.trouble retry=rows.rest.load />
            {later
                .then(|| {
                    view! {
                        <p>
                            <a class="alone" href=here>{w.record_newest()}</a>
                        </p>
                    }
                })}
            <Show when=move || !rows.is_empty() fallback=nothing>
                <ul class="entries" role="list" aria-label=label.clone()>
                    <For each=move || rows.rows() key let(line)>
                        {row(w, patient, line)}
                    </For>
                </ul>
            </Show>
            <More rest=rows.rest to="?after=".to_owned() label=w.record_more() />
            {move || {
                (grows && rows.is_whole())
                    .then(|| {
                        view! {
                            <p id="record-end" tabindex="-1" class="soft small">
                                {w.record_end()}
                            </p>
                        }
                    })
            }}
            <p class="hidden-word" role="status">
                {said}
            </p>
            <NotWhole />
        </div>
    }
    .into_any()
}

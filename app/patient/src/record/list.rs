//! The lists of a record: they grow in place, and say where they end.

use super::head::NotWhole;
use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{EmptyState, Icon};
use portal_page::{Growing, More, Snag};
use portal_types::ids::PatientId;
use portal_words::Words;

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
    Effect::new(move |before: Option<(usize, bool)>| {
        let now = (rows.count(), rows.is_whole());
        if let Some((count, whole)) = before {
            if now.0 > count {
                said.set(w.record_more_shown(now.0 - count));
            }
            if now.1 && !whole {
                // The link that had the focus is gone.
                portal_browser::focus("record-end");
            }
        }
        now
    });
    let nothing = move || {
        let (title, text) = empty.clone();
        view! { <EmptyState icon=Icon::Records title text /> }
    };
    view! {
        <div class="stack">
            <Snag error=rows.rest.trouble retry=rows.rest.load />
            {later
                .then(|| {
                    view! {
                        <p>
                            <a href=here>{w.record_newest()}</a>
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

//! What stands beside an opened conversation or request in the queue, and the way there from the full lists.

use crate::way::Way;
use leptos::prelude::*;
use portal_kit::boot::{use_boot, use_words};
use portal_types::account::{Role, Who};
use portal_types::ids::WorkId;
use portal_types::links;
use portal_types::triage::FilledTemplate;

/// What an opened conversation or request shows besides, in the queue.
pub(crate) struct Beside {
    /// Above what was written: whose turn it is, who the patient is.
    pub(crate) top: AnyView,
    /// Below: what colleagues say.
    pub(crate) bottom: AnyView,
    /// Texts to answer with.
    pub(crate) texts: Signal<Vec<FilledTemplate>>,
}

/// Whether the reader cares for patients. Bills are answered without what is known of whose they are.
pub(super) fn cares() -> bool {
    matches!(use_boot().who, Who::Staff { role: Role::Clinician | Role::PoolNurse, .. })
}

/// From a full list to the queue, where there is more to do with it. Nothing in the queue itself, and nothing for who
/// has none.
#[component]
pub(crate) fn InQueue(way: Way, item: WorkId) -> impl IntoView {
    let w = use_words();
    (cares() && !matches!(way, Way::Queue(_)))
        .then(|| {
            view! {
                <p class="small">
                    <a href=links::desk_item(item)>{w.triage_in_queue()}</a>
                </p>
            }
        })
        .into_any()
}

//! What will change by itself before long about who acts for oneself, and the way to exactly what.

use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{Icon, Notice, text};
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::representative::{SharingView, SoonView};

/// Each of them with its day, as a way to its page; nothing, where nothing changes before long.
#[component]
pub(super) fn Soon(patient: PatientId, soon: Vec<SoonView>) -> impl IntoView {
    let w = use_words();
    let any = !soon.is_empty();
    let lines = soon
        .into_iter()
        .map(|soon| {
            let said = w.sharing_soon(text::date_with_year(w, soon.on), soon.name);
            view! {
                <li>
                    <a class="alone" href=links::grant(patient, soon.grant)>{said}</a>
                </li>
            }
        })
        .collect_view();
    any.then(|| {
        view! {
            <Notice icon=Icon::Clock title=w.sharing_soon_title()>
                <ul>{lines}</ul>
            </Notice>
        }
    })
    .into_any()
}

/// On the card of one's own chart: how many people act for oneself, the way to them, and what changes before long.
#[component]
pub(crate) fn OwnSharing(patient: PatientId, sharing: SharingView) -> impl IntoView {
    let w = use_words();
    view! {
        <p>
            <a class="alone" href=links::sharing(patient)>{w.sharing_count(sharing.others)}</a>
        </p>
        <Soon patient soon=sharing.soon />
    }
    .into_any()
}

//! The head of every page of a record.

use crate::limits::Limits;
use crate::shared::{Print, chart};
use crate::sharing::ClosedParts;
use leptos::prelude::*;
use portal_kit::PageHead;
use portal_kit::boot::use_words;
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::representative::{Capability, Right};
use portal_words::Words;

/// The name of a part of the record.
fn part(w: &Words, of: Capability) -> String {
    match of {
        Capability::Immunizations => w.record_part_immunizations(),
        Capability::Allergies => w.record_part_allergies(),
        Capability::Medications => w.record_part_medications(),
        Capability::Results => w.record_part_results(),
        _ => w.record_part_demographics(),
    }
}

/// What the page shows, whose it is, the other parts that may be seen, and what is left out for representatives.
#[component]
pub(super) fn Head(patient: PatientId, of: Capability, #[prop(into)] title: String) -> impl IntoView {
    let w = use_words();
    let card = chart(patient);
    let lead = card.as_ref().map(|card| w.record_lead(&card.name));
    let parts = links::RECORD_PAGES
        .into_iter()
        .filter(|(_, part)| card.as_ref().is_some_and(|card| card.sees.has(*part, Right::Read)))
        .map(|(page, of_page)| {
            view! {
                <a class="tab" href=links::record_page(patient, page) aria-current=(of_page == of).then_some("page")>
                    {part(w, of_page)}
                </a>
            }
        })
        .collect_view();
    view! {
        <PageHead title lead action=|| view! { <Print /> } />
        <div class="stack">
            <nav class="parts-nav" aria-label=w.record_parts()>
                {parts}
            </nav>
            <Limits patient of />
            <ClosedParts patient />
        </div>
    }
    .into_any()
}

/// Under every list: that it is not the whole record, and where to read of which practices it is.
#[component]
pub(super) fn NotWhole() -> impl IntoView {
    let w = use_words();
    view! {
        <p class="soft small">{w.record_not_whole_elsewhere()}</p>
        <p class="soft small">{w.record_wrong()}</p>
    }
    .into_any()
}

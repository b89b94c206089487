//! What was asked for, as it was written.

use crate::facts::Facts;
use leptos::prelude::*;
use portal_kit::Notice;
use portal_kit::boot::use_words;
use portal_page::{AskedDrugs, SentFiles, asked_facts};
use portal_types::ask::AskView;

/// What was written, and of a renewal each medicine with what became of it.
#[component]
pub(super) fn Written(shown: AskView) -> impl IntoView {
    let w = use_words();
    let facts = match asked_facts(w, &shown) {
        Some(facts) => view! { <Facts facts /> }.into_any(),
        None => view! { <Notice>{w.ask_not_shown()}</Notice> }.into_any(),
    };
    let drugs = (!shown.drugs.is_empty()).then(|| view! { <AskedDrugs drugs=shown.drugs /> });
    view! {
        <section class="stack tight asked" aria-labelledby="asked">
            <h2 id="asked">{w.ask_written()}</h2>
            {drugs}
            {facts}
            <SentFiles files=shown.files />
        </section>
    }
    .into_any()
}

//! Facts in a list: what it is, and what the record says.

use leptos::prelude::*;
use portal_kit::boot::use_words;

/// Facts in a list of two columns; what the record does not say is said not to be noted.
#[component]
pub(crate) fn Facts(facts: Vec<(String, Option<String>)>) -> impl IntoView {
    let w = use_words();
    view! {
        <dl class="facts">
            {facts
                .into_iter()
                .map(|(label, value)| {
                    view! {
                        <div>
                            <dt>{label}</dt>
                            <dd>{value.unwrap_or_else(|| w.record_none())}</dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
    .into_any()
}

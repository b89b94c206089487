//! What has happened to a grant, the newest first.

use crate::{Growing, MoreHere};
use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::text;
use portal_types::representative::EventView;
use portal_words::Words;

/// When, and by whom.
fn line(w: &Words, event: &EventView) -> String {
    let when = w.patient_exact_time(text::date_with_year(w, event.at.day()), text::time_of(w, event.at));
    let who = if event.author.is_empty() { text::grant_side(w, event.by) } else { event.author.clone() };
    w.event_line(when, who)
}

/// The list under its heading.
#[component]
pub fn GrantHistory(events: Growing<EventView>) -> impl IntoView {
    let w = use_words();
    view! {
        <section class="stack tight" aria-labelledby="grant-history">
            <h2 id="grant-history">{w.grant_history()}</h2>
            <GrantEvents events />
        </section>
    }
    .into_any()
}

/// The list, for where it is called so already; it grows in place.
#[component]
pub fn GrantEvents(events: Growing<EventView>) -> impl IntoView {
    let w = use_words();
    let row = move |event: EventView| {
        let said = line(w, &event);
        view! {
            <li>
                <p>
                    <strong>{text::grant_event(w, event.event)}</strong>
                    {event.day.map(|day| format!(" · {}", w.event_day(text::date_with_year(w, day))))}
                </p>
                <p>{text::reason(w, event.reason)} {(!event.words.is_empty()).then(|| format!(": {}", event.words))}</p>
                <p class="soft small">{said}</p>
            </li>
        }
    };
    view! {
        <p class="soft">{w.grant_history_text()}</p>
        <ol class="timeline" role="list">
            <For each=move || events.rows() key=|event| (event.at, event.event) let(event)>
                {row(event)}
            </For>
        </ol>
        <MoreHere rest=events.rest label=w.grant_history_more() />
    }
    .into_any()
}

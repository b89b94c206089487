//! What has happened to a request, the oldest on top, and who has it now.

use leptos::prelude::*;
use portal_api::{ApiError, asks};
use portal_kit::boot::use_words;
use portal_kit::live::append;
use portal_kit::{MoreLink, StepMark, Timeline, TimelineStep, text};
use portal_page::{AskStep, not_anew};
use portal_types::ask::{AskEvent, AskState, AskView, Holder};
use portal_types::ids::PatientId;
use portal_types::page::Cursor;
use portal_words::Words;

/// Who has it now, and until when; nothing, where it waits for nobody.
fn now(w: &Words, view: &AskView) -> Option<(String, Option<String>)> {
    match view.holder {
        Holder::Team => {
            let due = view.due.map(|due| {
                let day = text::date(w, due);
                if due < view.now.day() { w.ask_late_since(day) } else { w.ask_answer_by(day) }
            });
            Some((w.ask_now_team(view.practice.clone()), due))
        }
        Holder::You => Some((w.ask_now_you(), None)),
        Holder::Nobody => None,
    }
}

/// The whole line.
#[component]
pub(super) fn History(
    patient: PatientId,
    view: RwSignal<AskView>,
    trouble: RwSignal<Option<ApiError>>,
    goes: Callback<ApiError>,
) -> impl IntoView {
    let w = use_words();
    let events =
        Memo::new(move |_| view.with(|view| view.events.rows.iter().rev().cloned().collect::<Vec<AskEvent>>()));
    let stands = Memo::new(move |_| view.with(|view| now(w, view)));
    let ahead = Memo::new(move |_| view.with(|view| view.holder != Holder::Nobody));
    let agreed = Memo::new(move |_| view.with(|view| view.state == AskState::Approved));
    view! {
        <section class="stack tight" aria-labelledby="history">
            <h2 id="history" tabindex="-1">
                {w.ask_history()}
            </h2>
            <Earlier patient view trouble goes />
            <Timeline label=w.ask_history()>
                <For each=move || events.get() key=|event| event.event let(event)>
                    <AskStep event />
                </For>
                {move || {
                    stands
                        .get()
                        .map(|(title, due)| {
                            view! { <TimelineStep title mark=StepMark::Now who=due /> }
                        })
                }}
                {move || {
                    ahead.get().then(|| view! { <TimelineStep title=w.ask_ahead_answer() mark=StepMark::Ahead /> })
                }}
                {move || {
                    agreed.get().then(|| view! { <TimelineStep title=w.ask_ahead_done() mark=StepMark::Ahead /> })
                }}
            </Timeline>
        </section>
    }
    .into_any()
}

/// The way to what happened before; it adds on top, and the place of reading stays.
#[component]
fn Earlier(
    patient: PatientId,
    view: RwSignal<AskView>,
    trouble: RwSignal<Option<ApiError>>,
    goes: Callback<ApiError>,
) -> impl IntoView {
    let w = use_words();
    let ask = view.with_untracked(|view| view.ask);
    let more = Action::new(move |before: &Cursor| asks::open(patient, ask, Some(*before)));
    Effect::new(move |_| match more.value().get() {
        Some(Ok(page)) => {
            view.update(|view| append(&mut view.events, page.events, |event| event.event));
            trouble.set(None);
            if view.with_untracked(|view| view.events.next.is_none()) {
                // The link that had the focus is gone.
                portal_browser::focus("history");
            }
        }
        Some(Err(error)) => not_anew(error, trouble, goes),
        None => {}
    });
    let next = Memo::new(move |_| view.with(|view| view.events.next));
    let load = Callback::new(move |()| {
        if let (Some(before), false) = (next.get_untracked(), more.pending().get_untracked()) {
            more.dispatch(before);
        }
    });
    move || {
        next.get().map(|before| {
            view! { <MoreLink href=format!("?before={before}") label=w.ask_earlier() on_press=load /> }
        })
    }
}

//! The request that is open: about whom, how it stands, what was asked for, what can be done, and what has happened.

use super::form::Doing;
use super::moves::Moves;
use crate::opened::{add_earlier, keep_fresh};
use crate::parts::{Facts, OpenHead};
use crate::pulse::Pulse;
use crate::triage::{Beside, InQueue};
use crate::way::Way;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use portal_api::{ApiError, asks};
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, Icon, LinkButton, MoreLink, Notice, Timeline, Tone, text};
use portal_page::{AskStep, AskedDrugs, SentFiles, Snag, asked_facts, visit_about};
use portal_types::ask::{AskEvent, AskView, DeskAskView};
use portal_types::field::age_on;
use portal_types::page::Cursor;
use portal_words::Words;

/// What was agreed: the visit, or the authorization.
fn agreed(w: &Words, view: &AskView) -> Vec<(String, Option<String>)> {
    let mut facts = Vec::new();
    if let Some(visit) = &view.visit {
        let when = w.patient_exact_time(text::date_with_year(w, visit.at.day()), text::time_of(w, visit.at));
        let about = visit_about(w, visit.minutes, visit.way, &visit.place);
        facts.push((w.ask_visit_title(), Some(format!("{when} \u{b7} {about}"))));
    }
    if let Some(authorization) = &view.authorization {
        facts.extend([
            (w.ask_auth_number(), Some(authorization.number.clone())),
            (w.ask_auth_left(), Some(authorization.left().to_string())),
            (w.ask_auth_from(), Some(text::date_with_year(w, authorization.from))),
            (w.ask_auth_to(), Some(text::date_with_year(w, authorization.to))),
        ]);
    }
    facts
}

/// Everything about one request. A nudge changes it in place.
#[component]
pub(crate) fn DeskAsk(
    first: DeskAskView,
    /// The list it was opened from.
    way: Way,
    pulse: Pulse,
    typing: RwSignal<bool>,
    settled: RwSignal<bool>,
    /// What colleagues say about it, in the queue.
    #[prop(optional_no_strip)]
    beside: Option<Beside>,
) -> impl IntoView {
    let w = use_words();
    let id = first.view.ask;
    if settled.get_untracked() {
        Effect::new(|_| portal_browser::focus("desk-heading"));
    }
    let today = first.view.now.day();
    let born = first.born.map(|born| w.front_born_age(text::date_with_year(w, born), age_on(born, today).to_string()));
    let (name, mrn) = (first.name.clone(), first.mrn.clone());
    let (kind, practice) = (first.view.kind, first.view.practice.clone());
    let by_other = first.view.for_other.then(|| w.ask_desk_for_other());
    let view = RwSignal::new(first);
    let trouble = RwSignal::new(None::<ApiError>);
    let said = RwSignal::new(None::<String>);

    let refresh = Action::new(move |(): &()| asks::desk_open(id, None));
    let (changed, retry) = keep_fresh(view, trouble, pulse, refresh);
    let doing = Doing::of(view, said, changed, typing);
    // An earlier part of the history is there to be read: something is done where the newest stands.
    let earlier = use_query_map().with_untracked(|query| query.get_str("before").is_some());

    let state = move || view.with(|shown| text::ask_state(w, shown.view.state));
    let due = move || {
        view.with(|shown| {
            let day = text::date(w, shown.view.due?);
            Some((if shown.late { w.requests_late(day) } else { w.desk_answer_by(day) }, shown.late))
        })
    };
    let private = move || view.with(|shown| shown.view.private);
    let urgent = Memo::new(move |_| view.with(|shown| shown.urgent && shown.view.state.is_open()));
    // What the patient has written: said when it changes under the reader's eyes.
    let written =
        Memo::new(move |_| view.with(|shown| (shown.view.version, shown.view.drugs.clone(), shown.view.files.clone())));
    let news = RwSignal::new(String::new());
    Effect::new(move |before: Option<i64>| {
        let version = written.with(|(version, ..)| *version);
        if before.is_some_and(|before| before != version) {
            news.set(w.ask_desk_changed());
        }
        version
    });
    let facts = move || {
        // Read, and not only tracked: a memo that nobody has read hears of nothing.
        let shown = written.with(|_| view.with_untracked(|shown| shown.view.clone()));
        let facts = asked_facts(w, &shown).unwrap_or_default();
        view! {
            {(!shown.drugs.is_empty()).then(|| view! { <AskedDrugs drugs=shown.drugs /> })}
            <Facts facts />
            <SentFiles files=shown.files />
        }
        .into_any()
    };
    let outcome = Memo::new(move |_| view.with(|shown| agreed(w, &shown.view)));
    let (top, bottom) = beside.map(|beside| (beside.top, beside.bottom)).unzip();

    view! {
        <OpenHead
            back=way.back()
            label=w.desk_back()
            title=text::ask_kind(w, kind)
        >
            <p>
                <strong>{name}</strong>
                " "
                {born}
                {mrn.map(|mrn| format!(" \u{b7} {mrn}"))}
            </p>
            <p class="cluster small">
                <span class="soft">{practice}</span>
                <span class="tag">{state}</span>
                {move || {
                    due()
                        .map(|(words, late)| {
                            view! {
                                <span class="tag" class:late=late>
                                    {words}
                                </span>
                            }
                        })
                }}
                {by_other.map(|words| view! { <span class="soft">{words}</span> })}
                {move || private().then(|| view! { <span class="tag">{w.ask_desk_private()}</span> })}
            </p>
            <InQueue way item=id.into() />
        </OpenHead>
        {top}
        <div id="done" tabindex="-1">
            {move || said.get().map(|said| view! { <Notice tone=Tone::Positive title=said live=true /> })}
        </div>
        <Snag error=trouble retry />
        {move || {
            urgent
                .get()
                .then(|| {
                    view! {
                        <Notice tone=Tone::Urgent icon=Icon::Phone title=w.ask_desk_urgent()>
                            <p>{w.ask_desk_urgent_text()}</p>
                        </Notice>
                    }
                })
        }}
        <section class="stack tight asked" aria-labelledby="asked">
            <h3 id="asked">{w.ask_written()}</h3>
            {facts}
        </section>
        {move || {
            let facts = outcome.get();
            (!facts.is_empty())
                .then(|| {
                    view! {
                        <section class="stack tight" aria-labelledby="agreed">
                            <h3 id="agreed">{w.ask_desk_agreed()}</h3>
                            <Facts facts />
                        </section>
                    }
                })
        }}
        {if earlier {
            view! {
                <div>
                    <LinkButton
                        href=way.item(id.into())
                        label=w.ask_desk_newest()
                        variant=ButtonVariant::Secondary
                    />
                </div>
            }
                .into_any()
        } else {
            view! { <Moves view doing /> }.into_any()
        }}
        {bottom}
        <History view trouble way />
        <p class="hidden-word" role="status">
            {news}
        </p>
    }
    .into_any()
}

/// What has happened, the oldest on top.
#[component]
fn History(view: RwSignal<DeskAskView>, trouble: RwSignal<Option<ApiError>>, way: Way) -> impl IntoView {
    let w = use_words();
    let id = view.with_untracked(|shown| shown.view.ask);
    let events =
        Memo::new(move |_| view.with(|shown| shown.view.events.rows.iter().rev().cloned().collect::<Vec<AskEvent>>()));
    let more = Action::new(move |before: &Cursor| asks::desk_open(id, Some(*before)));
    let (next, load) = add_earlier(view, trouble, more);
    view! {
        <section class="stack tight" aria-labelledby="history">
            <h3 id="history">{w.ask_history()}</h3>
            {move || {
                next.get()
                    .map(|before| {
                        view! {
                            <MoreLink
                                href=format!("{}?before={before}", way.place(id.into()))
                                label=w.ask_earlier()
                                on_press=load
                            />
                        }
                    })
            }}
            <Timeline label=w.ask_history()>
                <For each=move || events.get() key=|event| event.event let(event)>
                    <AskStep event />
                </For>
            </Timeline>
        </section>
    }
    .into_any()
}

//! The lists of the first page, and the next visit on it.

use crate::asks::AskLine;
use crate::shared::{chart, exact, exact_with_year};
use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{MessageList, MessageRow, text};
use portal_types::ask::AskKind;
use portal_types::day::Day;
use portal_types::home::{HomeLine, HomeList, HomeView, HomeVisit};
use portal_types::ids::{AskId, PatientId, ThreadId};
use portal_types::links;
use portal_types::message::ThreadRow;
use portal_types::moment::Moment;
use portal_types::representative::{Capability, Right};
use portal_words::Words;

/// Where all the lines of a list are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum All {
    /// Among what was asked for.
    Asks,
    /// There, and among the messages.
    Both,
}

/// What makes a line another one than it was.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    Ask(AskId, Moment, bool),
    Thread(ThreadId, Moment, Option<Day>),
    Begun(Option<ThreadId>, Moment),
    BegunAsk(AskKind, Moment),
}

impl Key {
    fn of(line: &HomeLine) -> Self {
        match line {
            HomeLine::Ask(row) => Self::Ask(row.ask, row.last_at, row.news),
            HomeLine::Thread { row, due } => Self::Thread(row.thread, row.last_at, *due),
            HomeLine::Begun { thread, at, .. } => Self::Begun(thread.as_ref().map(|row| row.thread), *at),
            HomeLine::BegunAsk { kind, at } => Self::BegunAsk(*kind, *at),
        }
    }
}

/// With whom a conversation is, about what, and by when an answer comes.
fn context(w: &Words, row: &ThreadRow, due: Option<Day>, now: Moment) -> String {
    let due = due.map(|due| {
        let day = text::date(w, due);
        if due < now.day() { w.ask_late_since(day) } else { w.ask_answer_by(day) }
    });
    let parts: Vec<String> = [row.practice.clone(), text::topic(w, row.topic)].into_iter().chain(due).collect();
    parts.join(" \u{b7} ")
}

/// That a request was begun.
fn begun(w: &Words, kind: AskKind) -> String {
    match kind {
        AskKind::Appointment => w.home_begun_appointment(),
        AskKind::Renewal => w.home_begun_renewal(),
        AskKind::Referral => w.home_begun_referral(),
    }
}

/// One line.
#[component]
fn Line(patient: PatientId, line: HomeLine, now: Moment) -> impl IntoView {
    let w = use_words();
    match line {
        HomeLine::Ask(row) => view! { <AskLine patient row now /> }.into_any(),
        HomeLine::Thread { row, due } => {
            let context = context(w, &row, due, now);
            view! {
                <MessageRow
                    href=links::thread(patient, row.thread)
                    title=row.subject
                    context
                    time=text::when(w, row.last_at, now)
                    datetime=row.last_at.machine()
                    exact=exact(w, row.last_at)
                    unread_word=w.inbox_unread()
                />
            }
            .into_any()
        }
        HomeLine::Begun { thread, at } => {
            let (href, title) = match thread {
                Some(row) => (links::thread(patient, row.thread), row.subject),
                // What it goes on from is remembered with it, as long as that is closed.
                None => (links::compose(patient), w.compose_title()),
            };
            view! {
                <MessageRow
                    href
                    title
                    context=w.home_begun()
                    time=text::when(w, at, now)
                    datetime=at.machine()
                    exact=exact(w, at)
                    unread_word=w.inbox_unread()
                />
            }
            .into_any()
        }
        HomeLine::BegunAsk { kind, at } => view! {
            <MessageRow
                href=links::ask_form(patient, kind)
                title=begun(w, kind)
                context=w.home_begun_ask()
                time=text::when(w, at, now)
                datetime=at.machine()
                exact=exact(w, at)
                unread_word=w.inbox_unread()
            />
        }
        .into_any(),
    }
}

/// A list of what waits; nothing, where nothing does. Line by line: what has not changed keeps its place and the focus.
#[component]
pub(super) fn Lines(
    patient: PatientId,
    id: &'static str,
    title: String,
    list: Memo<HomeList>,
    shown: RwSignal<HomeView>,
    all: All,
) -> impl IntoView {
    let w = use_words();
    let sees = chart(patient).map(|card| card.sees).unwrap_or_default();
    let asks = links::sees_asks(sees);
    let messages = all == All::Both && sees.has(Capability::Messages, Right::Read);
    let any = Memo::new(move |_| list.with(|list| !list.lines.is_empty()));
    let more = Memo::new(move |_| list.with(|list| list.more));
    let label = title.clone();
    view! {
        <Show when=move || any.get()>
            <section class="stack tight" aria-labelledby=id>
                <h2 id=id>{title.clone()}</h2>
                <MessageList label=label.clone()>
                    <For
                        each=move || list.with(|list| list.lines.clone())
                        key=Key::of
                        let(line)
                    >
                        <Line patient line now=shown.with_untracked(|shown| shown.now) />
                    </For>
                </MessageList>
                <Show when=move || more.get()>
                    <ul class="home-all" role="list">
                        {asks
                            .then(|| {
                                view! {
                                    <li>
                                        <a class="alone" href=links::asks(patient)>{w.home_all_asks()}</a>
                                    </li>
                                }
                            })}
                        {messages
                            .then(|| {
                                view! {
                                    <li>
                                        <a class="alone" href=links::messages(patient)>{w.home_all_messages()}</a>
                                    </li>
                                }
                            })}
                    </ul>
                </Show>
            </section>
        </Show>
    }
    .into_any()
}

/// The next visit: when, how and where; and what is known of it besides, where it was agreed on here.
#[component]
pub(super) fn Visit(patient: PatientId, visit: Memo<Option<HomeVisit>>) -> impl IntoView {
    let w = use_words();
    move || {
        visit.get().map(|visit| {
            let HomeVisit { ask, at, timed, way, place, practice } = visit;
            let when = if timed { exact_with_year(w, at) } else { text::date_with_year(w, at.day()) };
            let place = (!place.is_empty()).then_some(place);
            let about = [practice, way.map(|way| text::visit_kind(w, way)), place];
            let about = about.into_iter().flatten().collect::<Vec<String>>().join(" \u{b7} ");
            view! {
                <section class="card stack tight" aria-labelledby="home-visit">
                    <h2 id="home-visit">{w.home_visit()}</h2>
                    <p class="visit-time">
                        <time datetime=at.machine()>{when}</time>
                    </p>
                    {(!about.is_empty()).then(|| view! { <p>{about}</p> })}
                    {ask
                        .map(|ask| {
                            view! {
                                <p>
                                    <a class="alone" href=links::ask(patient, ask)>{w.home_visit_open()}</a>
                                </p>
                            }
                        })}
                </section>
            }
        })
    }
}

//! What waits, what is new, and the way to the next thing to do.

mod lines;

use crate::asks::AskLine;
use crate::limits::Limits;
use crate::messages::ThreadLine;
use crate::next::Next;
use crate::shared::{chart, seen};
use crate::sharing::ClosedParts;
use leptos::prelude::*;
use leptos_meta::Title;
use lines::{All, Lines, Visit};
use portal_api::{ApiError, home};
use portal_kit::boot::{use_charts, use_words};
use portal_kit::fresh;
use portal_kit::live::hear;
use portal_kit::{
    ButtonVariant, EmptyState, Icon, IconView, LinkButton, MessageList, Notice, PageHead, Skeleton, SkeletonShape, Tone,
};
use portal_page::{NotFound, Snag, Trouble, goes, not_anew, nothing_there, param};
use portal_types::account::ChartCard;
use portal_types::ask::AskKind;
use portal_types::home::HomeView;
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::message::InboxFilter;
use portal_types::representative::{Capability, Right};

/// The parts of a chart that its first page is made of, the first one first.
fn parts() -> impl Iterator<Item = Capability> {
    let asks = AskKind::ALL.map(AskKind::capability);
    std::iter::once(Capability::Messages).chain(asks).chain([Capability::Appointments])
}

/// Whether one of them is open to the visitor. Of a chart that is not known the server says what is.
fn is_open(charts: RwSignal<Vec<ChartCard>>, patient: PatientId) -> bool {
    parts().any(|part| seen(charts, patient, part) != Some(false))
}

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    patient: Memo<Option<PatientId>>,
    /// What waits and what is new; none in a chart of which nothing of that is open to the visitor.
    view: Resource<Result<Option<HomeView>, ApiError>>,
}

impl Asked {
    fn new() -> Self {
        let patient = param("patient");
        let charts = use_charts();
        let view = Resource::new(
            move || patient.get(),
            move |patient: Option<PatientId>| {
                let open = patient.is_none_or(|patient| is_open(charts, patient));
                async move {
                    let Some(patient) = patient else { return Err(nothing_there()) };
                    if open { home::open(patient).await.map(Some) } else { Ok(None) }
                }
            },
        );
        Self { patient, view }
    }
}

/// `/p/:patient`.
pub(crate) fn draw() -> AnyView {
    let Asked { patient, view } = Asked::new();
    let w = use_words();
    let goes = goes(view);
    let loading = move || {
        view! {
            <PageHead title=w.home_title() />
            <Skeleton label=w.home_loading() count=3 shape=SkeletonShape::Rows />
        }
    };
    fresh(view! {
        <Title text=w.home_title() />
        <Suspense fallback=loading>
            {move || {
                let whose = patient.get();
                Suspend::new(async move { fresh(match (whose, view.await) {
                        (Some(patient), Ok(first)) => view! { <Home patient first goes /> }.into_any(),
                        (_, Err(error)) => {
                            let retry = Callback::new(move |()| view.refetch());
                            view! { <Trouble error retry /> }.into_any()
                        }
                        (None, _) => view! { <NotFound /> }.into_any(),
                    }) })
            }}
        </Suspense>
    })
}

/// The greeting, what changes before long, what waits, and where everything else is.
#[component]
fn Home(patient: PatientId, first: Option<HomeView>, goes: Callback<ApiError>) -> impl IntoView {
    let w = use_words();
    let card = chart(patient);
    let may = |of, right| card.as_ref().is_some_and(|card| card.sees.has(of, Right::Read) && card.acts.has(of, right));
    let writes = may(Capability::Messages, Right::Act);
    let title = match &card {
        Some(card) if !card.own => w.home_of(&card.name),
        Some(card) => w.home_hello(&card.name),
        None => w.home_title(),
    };
    view! {
        <PageHead
            title
            lead=w.home_lead()
            action=move || {
                writes
                    .then(|| {
                        view! { <LinkButton href=links::compose(patient) label=w.home_write() icon=Icon::Messages /> }
                    })
            }
        />
        <div class="stack">
            <Next patient />
            {first.map(|first| view! { <Now patient first goes /> })}
            <ClosedParts patient />
            <Tiles patient />
        </div>
    }
    .into_any()
}

/// What waits for the visitor, the next visit, what is new, and what she waits for.
#[component]
fn Now(patient: PatientId, first: HomeView, goes: Callback<ApiError>) -> impl IntoView {
    let w = use_words();
    let shown = RwSignal::new(first);
    let trouble = RwSignal::new(None::<ApiError>);
    let refresh = Action::new(move |(): &()| home::open(patient));
    Effect::new(move |_| match refresh.value().get() {
        Some(Ok(fresh)) => {
            shown.set(fresh);
            trouble.set(None);
        }
        Some(Err(error)) => not_anew(error, trouble, goes),
        None => {}
    });
    hear(move |nudge| {
        if nudge.is_none_or(|nudge| nudge.patient == patient) {
            refresh.dispatch(());
        }
    });
    let retry = Callback::new(move |()| {
        refresh.dispatch(());
    });

    let of = {
        let sees = chart(patient).map(|card| card.sees).unwrap_or_default();
        parts().find(|part| sees.has(*part, Right::Read)).unwrap_or(Capability::Messages)
    };
    let waits = Memo::new(move |_| shown.with(|shown| shown.waits.clone()));
    let owed = Memo::new(move |_| shown.with(|shown| shown.owed.clone()));
    let visit = Memo::new(move |_| shown.with(|shown| shown.visit.clone()));
    let quiet = Memo::new(move |_| shown.with(|shown| shown.is_quiet() && shown.is_read()));
    view! {
        <Limits patient of />
        <Snag error=trouble retry />
        <Show when=move || quiet.get()>
            <Quiet patient />
        </Show>
        <Lines patient id="home-waits" title=w.home_waits() list=waits shown all=All::Asks />
        <Visit patient visit />
        <Show when=move || !quiet.get()>
            <News patient shown />
        </Show>
        <Lines patient id="home-owed" title=w.home_owed() list=owed shown all=All::Both />
    }
    .into_any()
}

/// Nothing waits and nothing is new: what will be here, and what one could do meanwhile.
#[component]
fn Quiet(patient: PatientId) -> impl IntoView {
    let w = use_words();
    let card = chart(patient);
    let asks = card.as_ref().is_some_and(|card| {
        let may = |of| card.sees.has(of, Right::Read) && card.acts.has(of, Right::Act);
        AskKind::ALL.map(AskKind::capability).into_iter().any(may)
    });
    let record = card.and_then(|card| links::first_of_record(patient, card.sees));
    view! {
        <EmptyState icon=Icon::Check title=w.home_quiet_title() text=w.home_quiet_text()>
            <div class="cluster">
                {asks
                    .then(|| {
                        view! {
                            <LinkButton
                                href=links::ask_new(patient)
                                label=w.home_quiet_ask()
                                variant=ButtonVariant::Secondary
                            />
                        }
                    })}
                {record
                    .map(|to| {
                        view! { <LinkButton href=to label=w.home_quiet_record() variant=ButtonVariant::Secondary /> }
                    })}
            </div>
        </EmptyState>
    }
    .into_any()
}

/// What is new: in the messages, and of what was asked for.
#[component]
fn News(patient: PatientId, shown: RwSignal<HomeView>) -> impl IntoView {
    let w = use_words();
    let unread = Memo::new(move |_| shown.with(|shown| shown.unread.clone()));
    let answered = Memo::new(move |_| shown.with(|shown| shown.answered.clone()));
    let read = Memo::new(move |_| shown.with(HomeView::is_read));
    let more_unread = Memo::new(move |_| shown.with(|shown| shown.more_unread));
    let more_answered = Memo::new(move |_| shown.with(|shown| shown.more_answered));
    let now = move || shown.with_untracked(|shown| shown.now);
    view! {
        <section class="stack tight" aria-labelledby="home-news">
            <h2 id="home-news">{w.home_news()}</h2>
            <Show
                when=move || !read.get()
                fallback=move || view! { <Notice tone=Tone::Positive title=w.home_nothing_new() /> }
            >
                <MessageList label=w.home_news()>
                    <For
                        each=move || unread.get()
                        key=|row| (row.thread, row.last_at, row.unread)
                        let(row)
                    >
                        <ThreadLine patient row now=now() />
                    </For>
                    <For
                        each=move || answered.get()
                        key=|row| (row.ask, row.last_at, row.news)
                        let(row)
                    >
                        <AskLine patient row now=now() />
                    </For>
                </MessageList>
            </Show>
            <Show when=move || more_unread.get()>
                <p>
                    <a class="alone" href=links::messages_shown(patient, InboxFilter::Unread)>{w.home_all_unread()}</a>
                </p>
            </Show>
            <Show when=move || more_answered.get()>
                <p>
                    <a class="alone" href=links::asks(patient)>{w.home_all_asks()}</a>
                </p>
            </Show>
        </section>
    }
    .into_any()
}

/// Where everything else is, as far as it may be seen.
#[component]
fn Tiles(patient: PatientId) -> impl IntoView {
    let w = use_words();
    let sees = chart(patient).map(|card| card.sees).unwrap_or_default();
    let tile = |to: String, icon: Icon, title: String, text: String| {
        view! {
            <a class="tile" href=to>
                <IconView icon />
                <strong>{title}</strong>
                <span class="soft small">{text}</span>
            </a>
        }
    };
    let messages = sees
        .has(Capability::Messages, Right::Read)
        .then(|| tile(links::messages(patient), Icon::Messages, w.home_messages(), w.home_messages_text()));
    let asks =
        links::sees_asks(sees).then(|| tile(links::asks(patient), Icon::Requests, w.nav_asks(), w.home_asks_text()));
    let record =
        links::first_of_record(patient, sees).map(|to| tile(to, Icon::Records, w.home_record(), w.home_record_text()));
    let activity = sees
        .has(Capability::AccessLog, Right::Read)
        .then(|| tile(links::activity(patient), Icon::Clock, w.activity_title(), w.home_activity_text()));
    view! {
        <nav class="tiles" aria-label=w.home_places()>
            {messages}
            {asks}
            {record}
            {activity}
            {tile(links::PRACTICES.to_owned(), Icon::Phone, w.home_practices(), w.home_practices_text())}
        </nav>
    }
    .into_any()
}

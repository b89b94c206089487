//! What is new, and the way to the next thing to do.

use crate::limits::Limits;
use crate::messages::ThreadLine;
use crate::next::Next;
use crate::shared::{chart, seen};
use crate::sharing::ClosedParts;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, messages};
use portal_kit::boot::{use_charts, use_words};
use portal_kit::fresh;
use portal_kit::live::hear;
use portal_kit::{Icon, IconView, LinkButton, MessageList, Notice, PageHead, Skeleton, SkeletonShape, Tone};
use portal_page::{NotFound, Snag, Trouble, goes, not_anew, nothing_there, param};
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::message::{Inbox, InboxFilter};
use portal_types::representative::{Capability, Right};

/// The most lines of news shown here; the rest is in the messages.
const NEWS: usize = 5;

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    patient: Memo<Option<PatientId>>,
    /// What is new; none in a chart whose messages are not open to the visitor.
    inbox: Resource<Result<Option<Inbox>, ApiError>>,
}

impl Asked {
    fn new() -> Self {
        let patient = param("patient");
        let charts = use_charts();
        let inbox = Resource::new(
            move || patient.get(),
            move |patient: Option<PatientId>| {
                let closed = patient.and_then(|patient| seen(charts, patient, Capability::Messages)) == Some(false);
                async move {
                    let Some(patient) = patient else { return Err(nothing_there()) };
                    if closed { Ok(None) } else { messages::inbox(patient, InboxFilter::Unread, None).await.map(Some) }
                }
            },
        );
        Self { patient, inbox }
    }
}

/// `/p/:patient`.
pub(crate) fn draw() -> AnyView {
    let Asked { patient, inbox } = Asked::new();
    let w = use_words();
    let goes = goes(inbox);
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
                Suspend::new(async move { fresh(match (whose, inbox.await) {
                        (Some(patient), Ok(first)) => view! { <Home patient first goes /> }.into_any(),
                        (_, Err(error)) => {
                            let retry = Callback::new(move |()| inbox.refetch());
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
fn Home(patient: PatientId, first: Option<Inbox>, goes: Callback<ApiError>) -> impl IntoView {
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
            {first.map(|first| view! { <News patient first goes /> })}
            <ClosedParts patient />
            <Tiles patient />
        </div>
    }
    .into_any()
}

/// What is new in the messages.
#[component]
fn News(patient: PatientId, first: Inbox, goes: Callback<ApiError>) -> impl IntoView {
    let w = use_words();
    let inbox = RwSignal::new(first);
    let trouble = RwSignal::new(None::<ApiError>);
    let refresh = Action::new(move |(): &()| messages::inbox(patient, InboxFilter::Unread, None));
    Effect::new(move |_| match refresh.value().get() {
        Some(Ok(fresh)) => {
            inbox.set(fresh);
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

    let news = Memo::new(move |_| {
        let rows = inbox.with(|inbox| inbox.page.rows.clone());
        rows.into_iter().filter(|row| row.unread > 0).take(NEWS).collect::<Vec<_>>()
    });
    let none = Memo::new(move |_| news.with(Vec::is_empty));
    view! {
        <Limits patient of=Capability::Messages />
        <Snag error=trouble retry />
        <section class="stack tight" aria-labelledby="home-news">
            <h2 id="home-news">{w.home_news()}</h2>
            <Show
                when=move || !none.get()
                fallback=move || view! { <Notice tone=Tone::Positive title=w.home_nothing_new() /> }
            >
                <MessageList label=w.home_news()>
                    <For
                        each=move || news.get()
                        key=|row| (row.thread, row.last_at, row.unread)
                        let(row)
                    >
                        <ThreadLine patient row now=inbox.with_untracked(|inbox| inbox.now) />
                    </For>
                </MessageList>
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

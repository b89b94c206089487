//! What is new, and the way to the next thing to do.

use crate::messages::ThreadLine;
use crate::shared::chart;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, messages};
use portal_kit::boot::use_words;
use portal_kit::fresh;
use portal_kit::live::hear;
use portal_kit::{Icon, IconView, LinkButton, MessageList, Notice, PageHead, Skeleton, SkeletonShape, Tone};
use portal_page::{NotFound, Snag, Trouble, nothing_there, param};
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::message::Inbox;

/// The most lines of news shown here; the rest is in the messages.
const NEWS: usize = 5;

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    patient: Memo<Option<PatientId>>,
    inbox: Resource<Result<Inbox, ApiError>>,
}

impl Asked {
    fn new() -> Self {
        let patient = param("patient");
        let inbox = Resource::new(
            move || patient.get(),
            |patient: Option<PatientId>| async move {
                let Some(patient) = patient else { return Err(nothing_there()) };
                messages::inbox(patient, None).await
            },
        );
        Self { patient, inbox }
    }
}

/// `/p/:patient`.
pub(crate) fn draw() -> AnyView {
    let Asked { patient, inbox } = Asked::new();
    let w = use_words();
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
                        (Some(patient), Ok(first)) => view! { <Home patient first /> }.into_any(),
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

/// The greeting, what waits, and where everything else is.
#[component]
fn Home(patient: PatientId, first: Inbox) -> impl IntoView {
    let w = use_words();
    let name = chart(patient).map(|chart| chart.name).unwrap_or_default();
    let inbox = RwSignal::new(first);
    let trouble = RwSignal::new(None::<ApiError>);
    let refresh = Action::new(move |(): &()| messages::inbox(patient, None));
    Effect::new(move |_| match refresh.value().get() {
        Some(Ok(fresh)) => {
            inbox.set(fresh);
            trouble.set(None);
        }
        Some(Err(error)) => trouble.set(Some(error)),
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
        <PageHead
            title=w.home_hello(name)
            lead=w.home_lead()
            action=move || {
                view! { <LinkButton href=links::compose(patient) label=w.home_write() icon=Icon::Messages /> }
            }
        />
        <div class="stack">
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
            <nav class="tiles" aria-label=w.home_places()>
                <a class="tile" href=links::messages(patient)>
                    <IconView icon=Icon::Messages />
                    <strong>{w.home_messages()}</strong>
                    <span class="soft small">{w.home_messages_text()}</span>
                </a>
                <a class="tile" href=links::PRACTICES>
                    <IconView icon=Icon::Phone />
                    <strong>{w.home_practices()}</strong>
                    <span class="soft small">{w.home_practices_text()}</span>
                </a>
            </nav>
        </div>
    }
}

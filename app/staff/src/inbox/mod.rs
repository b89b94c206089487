//! The shared inbox: the queue beside the conversation that is open.

mod acting;
mod answer;
mod blocks;
mod closing;
mod queue;
mod thread;

use crate::keys::{Keys, Reply};
use crate::pulse::Pulse;
use crate::way::Way;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use portal_api::{ApiError, staff};
use portal_kit::boot::use_words;
use portal_kit::fresh;
use portal_kit::live::hear;
use portal_kit::{ButtonVariant, Icon, LinkButton, Notice, PageHead, Skeleton, SkeletonShape};
use portal_page::{Trouble, nothing_there};
use portal_types::error::Refusal;
use portal_types::ids::ThreadId;
use portal_types::links;
use portal_types::message::ThreadView;
use portal_types::page::{Cursor, Page};
use portal_types::representative::TeamGrant;
use portal_types::staff::{DeskFilter, DeskInbox};
use queue::Queue;

pub(crate) use answer::{ANSWER, Drafts};
pub(crate) use thread::DeskThread;

/// Which conversation an address means: none, one, or something that is no conversation at all.
#[derive(Clone, Copy, PartialEq)]
enum Chosen {
    None,
    One(ThreadId),
    Nonsense,
}

impl Chosen {
    fn thread(self) -> Option<ThreadId> {
        match self {
            Self::One(thread) => Some(thread),
            _ => None,
        }
    }
}

/// A conversation, and who can act for its patient, if the address asks for that.
type Opened = (ThreadView, Option<Result<Page<TeamGrant>, ApiError>>);

async fn opened(thread: ThreadId, before: Option<Cursor>, acting: bool) -> Result<Opened, ApiError> {
    let shown = staff::thread(thread, before).await?;
    let acting = if acting { Some(staff::grants(thread, None).await) } else { None };
    Ok((shown, acting))
}

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    filter: Memo<DeskFilter>,
    after: Memo<Option<Cursor>>,
    chosen: Memo<Chosen>,
    queue: Resource<Result<DeskInbox, ApiError>>,
    open: Resource<Option<Result<Opened, ApiError>>>,
}

impl Asked {
    fn new() -> Self {
        let (params, query) = (use_params_map(), use_query_map());
        let filter = Memo::new(move |_| {
            query.with(|query| query.get_str("show").map(DeskFilter::from_code).unwrap_or_default())
        });
        let after = Memo::new(move |_| query.with(|query| query.get_str("after").and_then(|after| after.parse().ok())));
        let before = Memo::new(move |_| {
            query.with(|query| query.get_str("before").and_then(|before| before.parse::<Cursor>().ok()))
        });
        let acting = Memo::new(move |_| query.with(|query| query.get_str("acting").is_some()));
        let chosen = Memo::new(move |_| {
            params.with(|params| match params.get_str("thread") {
                None | Some("") => Chosen::None,
                Some(id) => id.parse().map_or(Chosen::Nonsense, Chosen::One),
            })
        });
        let queue = Resource::new(
            move || (filter.get(), after.get()),
            |(filter, after)| async move { staff::inbox(filter, after).await },
        );
        let open = Resource::new(
            move || (chosen.get(), before.get(), acting.get()),
            |(chosen, before, acting)| async move {
                match chosen {
                    Chosen::None => None,
                    Chosen::One(thread) => Some(opened(thread, before, acting).await),
                    Chosen::Nonsense => Some(Err(nothing_there())),
                }
            },
        );
        Self { filter, after, chosen, queue, open }
    }
}

/// `/desk` and `/desk/:thread`, with `?show=all` for everything, `?after=` for a later page of the queue, and `?acting` for
/// who can act for the patient.
pub(crate) fn draw() -> AnyView {
    fresh(view! { <Desk /> })
}

#[component]
fn Desk() -> impl IntoView {
    let Asked { filter, after, chosen, queue, open } = Asked::new();
    let w = use_words();
    let pulse = Pulse::new();
    hear(move |nudge| {
        pulse.news();
        let concerns = nudge.is_none_or(|nudge| chosen.get_untracked() == Chosen::One(nudge.thread));
        if concerns {
            pulse.open.update(|beat| *beat += 1);
        }
    });
    let drafts = Drafts::new();
    // A conversation that is opened later takes the focus; the one the page came with does not.
    let settled = RwSignal::new(false);
    Effect::new(move |_| settled.set(true));
    // Whether somebody types: then letters are letters.
    let typing = RwSignal::new(false);
    // The rows in the order shown, and the one the keyboard is at.
    let order = RwSignal::new(Vec::<ThreadId>::new());
    let at = RwSignal::new(None::<ThreadId>);
    let open_row = Signal::derive(move || chosen.get().thread());
    let reply =
        Reply { ids: &[ANSWER], does: w.desk_key_reply(), opens: w.desk_key_open(), leaves: w.desk_key_leave() };

    let rows = move || view! { <Skeleton label=w.desk_loading() count=8 shape=SkeletonShape::Rows /> };
    let lines = move || view! { <Skeleton label=w.desk_loading_thread() count=8 /> };
    view! {
        <Title text=w.desk_title() />
        <PageHead
            title=w.desk_title()
            action=move || {
                view! {
                    <LinkButton
                        href=links::DESK_SEARCH
                        label=w.search_messages()
                        icon=Icon::Search
                        variant=ButtonVariant::Secondary
                    />
                }
            }
        />
        <div class="split" class:reading=move || chosen.get() != Chosen::None>
            <section class="stack tight" aria-label=w.desk_queue()>
                <Suspense fallback=rows>
                    {move || {
                        let (filter, later) = (filter.get(), after.get().is_some());
                        Suspend::new(async move { fresh(match queue.await {
                                Ok(first) => {
                                    view! { <Queue filter first later chosen pulse order at /> }.into_any()
                                }
                                Err(error) => {
                                    let retry = Callback::new(move |()| queue.refetch());
                                    view! { <Trouble error retry beside=true /> }.into_any()
                                }
                            }) })
                    }}
                </Suspense>
                <Keys chosen=open_row typing order at reply />
            </section>
            <section class="stack" aria-label=w.desk_conversation()>
                <Suspense fallback=lines>
                    {move || {
                        let filter = filter.get();
                        Suspend::new(async move { fresh(match open.await {
                                None => view! { <p class="soft">{w.desk_choose()}</p> }.into_any(),
                                Some(Ok((first, acting))) => {
                                    let way = Way::Messages(filter);
                                    view! { <DeskThread first acting way pulse drafts typing settled /> }.into_any()
                                }
                                Some(Err(error)) if error.refusal() == Some(&Refusal::NotFound) => {
                                    view! { <NotThere /> }.into_any()
                                }
                                Some(Err(error)) => {
                                    let retry = Callback::new(move |()| open.refetch());
                                    view! { <Trouble error retry beside=true /> }.into_any()
                                }
                            }) })
                    }}
                </Suspense>
            </section>
        </div>
    }
}

/// The address names no conversation that is this person's to answer.
#[component]
fn NotThere() -> impl IntoView {
    let w = use_words();
    view! {
        <Notice title=w.desk_not_found_title()>
            <p>{w.desk_not_found_text()}</p>
            <div>
                <LinkButton href=links::DESK label=w.desk_not_found_back() variant=ButtonVariant::Secondary />
            </div>
        </Notice>
    }
}

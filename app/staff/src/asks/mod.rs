//! The desk of what patients ask for: the queue by the day it is due, beside the request that is open (R-7.*). On the
//! screen an ask is a request.

mod approve;
mod drugs;
mod form;
mod moves;
mod one;
mod propose;
mod queue;

use crate::keys::{Keys, Reply};
use crate::parts::Gone;
use crate::pulse::Pulse;
use crate::way::Way;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use portal_api::{ApiError, asks};
use portal_kit::boot::use_words;
use portal_kit::live::hear;
use portal_kit::{PageHead, Skeleton, SkeletonShape, fresh};
use portal_page::{Trouble, cursor, nothing_there};
use portal_types::ask::{AskFilter, DeskAskView, DeskAsks};
use portal_types::ids::AskId;
use portal_types::links;
use portal_types::page::Cursor;
use queue::Queue;

pub(crate) use moves::MOVES;
pub(crate) use one::DeskAsk;

/// Which request an address means: none, one, or something that is no request at all.
#[derive(Clone, Copy, PartialEq)]
enum Chosen {
    None,
    One(AskId),
    Nonsense,
}

impl Chosen {
    fn ask(self) -> Option<AskId> {
        match self {
            Self::One(ask) => Some(ask),
            Self::None | Self::Nonsense => None,
        }
    }
}

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    filter: Memo<AskFilter>,
    after: Memo<Option<Cursor>>,
    chosen: Memo<Chosen>,
    queue: Resource<Result<DeskAsks, ApiError>>,
    open: Resource<Option<Result<DeskAskView, ApiError>>>,
}

impl Asked {
    fn new() -> Self {
        let (params, query) = (use_params_map(), use_query_map());
        let filter =
            Memo::new(move |_| query.with(|query| query.get_str("show").map(AskFilter::from_code).unwrap_or_default()));
        let (after, before) = (cursor("after"), cursor("before"));
        let chosen = Memo::new(move |_| {
            params.with(|params| match params.get_str("ask") {
                None | Some("") => Chosen::None,
                Some(id) => id.parse().map_or(Chosen::Nonsense, Chosen::One),
            })
        });
        let queue = Resource::new(
            move || (filter.get(), after.get()),
            |(filter, after)| async move { asks::desk_list(filter, after).await },
        );
        let open = Resource::new(
            move || (chosen.get(), before.get()),
            |(chosen, before)| async move {
                match chosen {
                    Chosen::None => None,
                    Chosen::One(ask) => Some(asks::desk_open(ask, before).await),
                    Chosen::Nonsense => Some(Err(nothing_there())),
                }
            },
        );
        Self { filter, after, chosen, queue, open }
    }
}

/// `/desk/asks` and `/desk/asks/:ask`, with `?show=` and `?after=` for the queue, `?before=` for what happened earlier.
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
        let concerns = nudge.is_none_or(|nudge| chosen.get_untracked() == Chosen::One(nudge.ask()));
        if concerns {
            pulse.open.update(|beat| *beat += 1);
        }
    });
    // A request that is opened later takes the focus; the one the page came with does not.
    let settled = RwSignal::new(false);
    Effect::new(move |_| settled.set(true));
    // Whether somebody types: then letters are letters.
    let typing = RwSignal::new(false);
    // The rows in the order shown, and the one the keyboard is at.
    let order = RwSignal::new(Vec::<AskId>::new());
    let at = RwSignal::new(None::<AskId>);
    let open_row = Signal::derive(move || chosen.get().ask());
    let reply = Reply {
        ids: &[MOVES],
        does: w.ask_desk_key_moves(),
        opens: w.ask_desk_key_open(),
        leaves: w.ask_desk_key_leave(),
    };

    let rows = move || view! { <Skeleton label=w.desk_loading() count=8 shape=SkeletonShape::Rows /> };
    let lines = move || view! { <Skeleton label=w.ask_desk_loading() count=8 /> };
    view! {
        <Title text=w.asks_title() />
        <PageHead title=w.asks_title() />
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
            <section class="stack" aria-label=w.ask_desk_open()>
                <Suspense fallback=lines>
                    {move || {
                        let filter = filter.get();
                        Suspend::new(async move { fresh(match open.await {
                                None => view! { <p class="soft">{w.ask_desk_choose()}</p> }.into_any(),
                                Some(Ok(first)) => {
                                    let way = Way::Asks(filter);
                                    view! { <DeskAsk first way pulse typing settled /> }.into_any()
                                }
                                Some(Err(error)) => {
                                    let retry = Callback::new(move |()| open.refetch());
                                    view! {
                                        <Gone
                                            error
                                            retry
                                            title=w.ask_desk_gone_title()
                                            text=w.ask_desk_gone_text()
                                            back=links::DESK_ASKS
                                            label=w.desk_back()
                                        />
                                    }
                                        .into_any()
                                }
                            }) })
                    }}
                </Suspense>
            </section>
        </div>
    }
    .into_any()
}

//! The desk of what patients ask for: the queue by the day it is due, beside the request that is open (R-7.*). On the
//! screen an ask is a request.

mod approve;
mod drugs;
mod form;
mod moves;
mod one;
mod propose;
mod queue;

use crate::keys::{Keys, Place, Reply};
use crate::pulse::Pulse;
use crate::split::{Address, Chosen, Pane, chosen, split};
use crate::way::Way;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use portal_api::{ApiError, asks};
use portal_kit::boot::use_words;
use portal_kit::{PageHead, fresh};
use portal_page::cursor;
use portal_types::ask::{AskFilter, DeskAskView, DeskAsks};
use portal_types::ids::{AskId, WorkId};
use portal_types::links;
use portal_types::page::Cursor;
use queue::Queue;

pub(crate) use moves::MOVES;
pub(crate) use one::DeskAsk;

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    filter: Memo<AskFilter>,
    after: Memo<Option<Cursor>>,
    chosen: Memo<Chosen<AskId>>,
    queue: Resource<Result<DeskAsks, ApiError>>,
    open: Resource<Option<Result<DeskAskView, ApiError>>>,
}

impl Asked {
    fn new() -> Self {
        let query = use_query_map();
        let filter =
            Memo::new(move |_| query.with(|query| query.get_str("show").map(AskFilter::from_code).unwrap_or_default()));
        let (after, before) = (cursor("after"), cursor("before"));
        let chosen = chosen::<AskId>("ask");
        let queue = Resource::new(
            move || (filter.get(), after.get()),
            |(filter, after)| async move { asks::desk_list(filter, after).await },
        );
        let open = Resource::new(
            move || (chosen.get(), before.get()),
            |(chosen, before)| chosen.opened(move |ask| asks::desk_open(ask, before)),
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
    let pulse = Pulse::hearing(move || chosen.get_untracked().one().map(WorkId::from));
    // A request that is opened later takes the focus; the one the page came with does not.
    let settled = RwSignal::new(false);
    Effect::new(move |_| settled.set(true));
    // Whether somebody types: then letters are letters.
    let typing = RwSignal::new(false);
    let place = Place::new(Signal::derive(move || chosen.get().one()));
    let reply = Reply {
        ids: &[MOVES],
        does: w.ask_desk_key_moves(),
        opens: w.ask_desk_key_open(),
        leaves: w.ask_desk_key_leave(),
    };

    let again = Callback::new(move |()| queue.refetch());
    let rows = move |first: DeskAsks, filter: AskFilter, later: bool| {
        view! { <Queue filter first later pulse place /> }.into_any()
    };
    let shown = move |first: DeskAskView, filter: AskFilter| {
        let way = Way::Asks(filter);
        view! { <DeskAsk first way pulse typing settled /> }.into_any()
    };
    let keys = view! { <Keys place typing reply /> }.into_any();
    let pane = Pane {
        label: w.ask_desk_open(),
        loading: w.ask_desk_loading(),
        choose: w.ask_desk_choose(),
        gone: [w.ask_desk_gone_title(), w.ask_desk_gone_text()],
        back: (links::DESK_ASKS, w.desk_back()),
    };
    let address = Address { filter, after, chosen };
    view! {
        <Title text=w.asks_title() />
        <PageHead title=w.asks_title() />
        {split(address, (move || queue.into_future(), again), rows, keys, open, shown, pane)}
    }
    .into_any()
}

//! The shared inbox: the queue beside the conversation that is open.

mod acting;
mod answer;
mod blocks;
mod closing;
mod queue;
mod thread;

use crate::keys::{Keys, Place, Reply};
use crate::pulse::Pulse;
use crate::split::{Address, Chosen, Pane, chosen, split};
use crate::way::Way;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use portal_api::{ApiError, staff};
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, Icon, LinkButton, PageHead, fresh};
use portal_page::cursor;
use portal_types::ids::{ThreadId, WorkId};
use portal_types::links;
use portal_types::message::ThreadView;
use portal_types::page::{Cursor, Page};
use portal_types::representative::TeamGrant;
use portal_types::staff::{DeskFilter, DeskInbox};
use queue::Queue;

pub(crate) use answer::{ANSWER, Drafts};
pub(crate) use thread::DeskThread;

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
    chosen: Memo<Chosen<ThreadId>>,
    queue: Resource<Result<DeskInbox, ApiError>>,
    open: Resource<Option<Result<Opened, ApiError>>>,
}

impl Asked {
    fn new() -> Self {
        let query = use_query_map();
        let filter = Memo::new(move |_| {
            query.with(|query| query.get_str("show").map(DeskFilter::from_code).unwrap_or_default())
        });
        let (after, before) = (cursor("after"), cursor("before"));
        let acting = Memo::new(move |_| query.with(|query| query.get_str("acting").is_some()));
        let chosen = chosen::<ThreadId>("thread");
        let queue = Resource::new(
            move || (filter.get(), after.get()),
            |(filter, after)| async move { staff::inbox(filter, after).await },
        );
        let open = Resource::new(
            move || (chosen.get(), before.get(), acting.get()),
            |(chosen, before, acting)| chosen.opened(move |thread| opened(thread, before, acting)),
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
    let pulse = Pulse::hearing(move || chosen.get_untracked().one().map(WorkId::from));
    let drafts = Drafts::new();
    // A conversation that is opened later takes the focus; the one the page came with does not.
    let settled = RwSignal::new(false);
    Effect::new(move |_| settled.set(true));
    // Whether somebody types: then letters are letters.
    let typing = RwSignal::new(false);
    let place = Place::new(Signal::derive(move || chosen.get().one()));
    let reply =
        Reply { ids: &[ANSWER], does: w.desk_key_reply(), opens: w.desk_key_open(), leaves: w.desk_key_leave() };

    let again = Callback::new(move |()| queue.refetch());
    let rows = move |first: DeskInbox, filter: DeskFilter, later: bool| {
        view! { <Queue filter first later pulse place /> }.into_any()
    };
    let shown = move |(first, acting): Opened, filter: DeskFilter| {
        let way = Way::Messages(filter);
        view! { <DeskThread first acting way pulse drafts typing settled /> }.into_any()
    };
    let keys = view! { <Keys place typing reply /> }.into_any();
    let pane = Pane {
        label: w.desk_conversation(),
        loading: w.desk_loading_thread(),
        choose: w.desk_choose(),
        gone: [w.desk_not_found_title(), w.desk_not_found_text()],
        back: (links::DESK, w.desk_not_found_back()),
    };
    let address = Address { filter, after, chosen };
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
        {split(address, (move || queue.into_future(), again), rows, keys, open, shown, pane)}
    }
    .into_any()
}

//! The queue: who waits, newest first, dense.

use super::Chosen;
use crate::keys::row_id;
use crate::parts::pool_name;
use crate::pulse::Pulse;
use crate::way::Way;
use leptos::prelude::*;
use portal_api::{ApiError, staff};
use portal_kit::boot::use_words;
use portal_kit::live::{append, lay_over};
use portal_kit::{EmptyState, Icon, MessageList, MoreLink, text};
use portal_page::Snag;
use portal_types::ids::ThreadId;
use portal_types::links;
use portal_types::moment::Moment;
use portal_types::page::{Cursor, Page};
use portal_types::staff::{DeskFilter, DeskInbox, DeskRow, PoolCard};
use portal_words::Words;

/// What is still to do, in a word or two.
fn status(w: &'static Words, row: &DeskRow) -> String {
    match (row.waiting, row.opened) {
        (true, false) => w.desk_status_new(),
        (true, true) => w.desk_status_opened(),
        (false, _) => w.desk_status_answered(),
    }
}

/// Filter, pool counts and rows. `later`: this is not the first page, so nothing new can come in on top.
#[component]
pub(super) fn Queue(
    filter: DeskFilter,
    first: DeskInbox,
    later: bool,
    chosen: Memo<Chosen>,
    pulse: Pulse,
    order: RwSignal<Vec<ThreadId>>,
    at: RwSignal<Option<ThreadId>>,
) -> impl IntoView {
    let w = use_words();
    let pools = RwSignal::new(first.pools);
    let page = RwSignal::new(first.page);
    let now = RwSignal::new(first.now);
    let trouble = RwSignal::new(None::<ApiError>);
    let said = RwSignal::new(String::new());

    let refresh = Action::new(move |(): &()| staff::inbox(filter, None));
    Effect::new(move |_| match refresh.value().get() {
        Some(Ok(fresh)) => {
            if !later {
                page.update(|page| {
                    let shown = std::mem::replace(page, Page { rows: Vec::new(), next: None });
                    *page = lay_over(shown, fresh.page, |row| (row.last_at.ms, row.thread));
                });
            }
            pools.set(fresh.pools);
            now.set(fresh.now);
            trouble.set(None);
        }
        Some(Err(error)) => trouble.set(Some(error)),
        None => {}
    });
    Effect::new(move |before: Option<u32>| {
        let beat = pulse.queue.get();
        if before.is_some_and(|before| before != beat) {
            refresh.dispatch(());
        }
        beat
    });
    Effect::new(move |_| order.set(page.with(|page| page.rows.iter().map(|row| row.thread).collect())));

    let more = Action::new(move |after: &Cursor| staff::inbox(filter, Some(*after)));
    Effect::new(move |_| match more.value().get() {
        Some(Ok(next)) => {
            said.set(w.desk_more_shown(next.page.rows.len() as u32));
            page.update(|page| append(page, next.page, |row| row.thread));
            trouble.set(None);
        }
        Some(Err(error)) => trouble.set(Some(error)),
        None => {}
    });
    let retry = Callback::new(move |()| {
        refresh.dispatch(());
    });

    let empty = Memo::new(move |_| page.with(|page| page.rows.is_empty()));
    let next = Memo::new(move |_| page.with(|page| page.next));
    let load = Callback::new(move |()| {
        if let (Some(after), false) = (next.get_untracked(), more.pending().get_untracked()) {
            said.set(String::new());
            more.dispatch(after);
        }
    });
    let nothing = move || {
        view! { <EmptyState icon=Icon::Inbox title=w.desk_empty_title() text=w.desk_empty_text() /> }
    };
    view! {
        <Filter filter />
        <Pools pools />
        <Snag error=trouble retry />
        {later
            .then(|| {
                view! {
                    <p>
                        <a href=Way::Messages(filter).back()>{w.desk_newest()}</a>
                    </p>
                }
            })}
        <Show when=move || !empty.get() fallback=nothing>
            <MessageList label=w.desk_queue() queue=true>
                <For each=move || page.with(|page| page.rows.clone()) key=|row| row.thread let(row)>
                    <Row row page now filter chosen at />
                </For>
            </MessageList>
        </Show>
        {move || {
            next.get()
                .map(|after| {
                    let join = if filter == DeskFilter::All { "?show=all&after=" } else { "?after=" };
                    view! {
                        <MoreLink href=format!("{}{join}{after}", links::DESK) label=w.desk_more() on_press=load />
                    }
                })
        }}
        <p class="hidden-word" role="status">
            {said}
        </p>
    }
}

/// Waiting, or everything: two links, so that each has an address.
#[component]
fn Filter(filter: DeskFilter) -> impl IntoView {
    let w = use_words();
    let link = |to: DeskFilter, label: String| {
        view! {
            <a href=Way::Messages(to).back() aria-current=(to == filter).then_some("true")>
                {label}
            </a>
        }
    };
    view! {
        <nav class="cluster" aria-label=w.desk_filter()>
            {link(DeskFilter::Waiting, w.desk_show_waiting())} {link(DeskFilter::All, w.desk_show_all())}
        </nav>
    }
}

/// How many wait in each shared inbox.
#[component]
fn Pools(pools: RwSignal<Vec<PoolCard>>) -> impl IntoView {
    let w = use_words();
    view! {
        <ul class="cluster small" aria-label=w.desk_pools()>
            <For each=move || pools.get() key=|pool| (pool.pool, pool.waiting) let(pool)>
                <li class="tag">{w.desk_pool(pool_name(w, &pool.practice, pool.kind), pool.waiting)}</li>
            </For>
        </ul>
    }
}

/// A row that changes in place: redrawing it would take the focus away.
#[component]
fn Row(
    row: DeskRow,
    page: RwSignal<Page<DeskRow>>,
    now: RwSignal<Moment>,
    filter: DeskFilter,
    chosen: Memo<Chosen>,
    at: RwSignal<Option<ThreadId>>,
) -> impl IntoView {
    let w = use_words();
    let thread = row.thread;
    let row = Memo::new(move |_| {
        let newest = page.with(|page| page.rows.iter().find(|other| other.thread == thread).cloned());
        newest.unwrap_or_else(|| row.clone())
    });
    let title = move || row.with(|row| format!("{} · {}", row.patient, row.subject));
    let context =
        move || row.with(|row| format!("{} · {} · {}", status(w, row), row.practice, text::topic(w, row.topic)));
    view! {
        <li>
            <a
                class="row"
                class:unread=move || row.with(|row| row.waiting && !row.opened)
                id=row_id(thread)
                href=Way::Messages(filter).item(thread.into())
                aria-current=move || (chosen.get().thread() == Some(thread)).then_some("true")
                on:focus=move |_| at.set(Some(thread))
            >
                <span>
                    <span class="title">{title}</span>
                    <span class="context">{context}</span>
                </span>
                <time datetime=move || row.with(|row| row.last_at.machine())>
                    {move || row.with(|row| text::when(w, row.last_at, now.get()))}
                </time>
            </a>
        </li>
    }
}

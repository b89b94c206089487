//! The list: what is due first stands first; the left edge says how near the day is.

use super::batch::{Bar, Outcome, Picked, Told, sentence};
use super::said;
use crate::keys::row_id;
use crate::parts::pool_name;
use crate::pulse::Pulse;
use crate::way::Way;
use leptos::form::ActionForm;
use leptos::prelude::*;
use portal_api::{ApiError, triage};
use portal_kit::boot::use_words;
use portal_kit::live::{append, lay_on_top};
use portal_kit::{EmptyState, Icon, MessageList, MoreLink, Pick, text};
use portal_page::{Faults, FormErrors, Snag, use_alive, when_done};
use portal_types::ids::WorkId;
use portal_types::links;
use portal_types::moment::Moment;
use portal_types::page::{Cursor, Page};
use portal_types::staff::PoolCard;
use portal_types::triage::{Batch, CoverList, CoverView, DeskItem, ItemKind, Queue, QueueFilter};
use portal_words::Words;

/// Whose it is and what it is.
fn title(w: &Words, row: &DeskItem) -> String {
    let what = row.subject.clone().unwrap_or_else(|| said::kind(w, row.kind));
    format!("{} \u{b7} {what}", row.patient)
}

/// The day by which it is to be answered.
fn due(w: &Words, row: &DeskItem) -> String {
    let day = text::date(w, row.due);
    if row.late { w.requests_late(day) } else { w.desk_answer_by(day) }
}

/// When, how it stands, who has it, where it lies and what it is about.
fn context(w: &Words, row: &DeskItem) -> String {
    let state = match (row.opened, row.state) {
        (false, _) => Some(w.desk_status_new()),
        (true, Some(state)) => Some(text::ask_state(w, state)),
        (true, None) => None,
    };
    let topic = row.topic.filter(|_| row.kind == ItemKind::Thread).map(|topic| text::topic(w, topic));
    let place = pool_name(w, &row.practice, row.pool_kind);
    let parts = [Some(due(w, row)), state, Some(said::turn(w, row.assigned.as_ref())), Some(place), topic];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" \u{b7} ")
}

/// The query of a later page.
fn later_query(filter: QueueFilter) -> String {
    match filter {
        QueueFilter::All => "?after=".to_owned(),
        QueueFilter::Mine | QueueFilter::Unassigned | QueueFilter::Late => format!("?show={}&after=", filter.code()),
    }
}

/// Filter, what waits in each inbox, who stands in today, and the rows. `later`: this is not the first page, so nothing
/// new can come in on top.
#[component]
pub(super) fn QueueList(
    filter: QueueFilter,
    first: Queue,
    covers: Option<CoverList>,
    later: bool,
    chosen: Signal<Option<WorkId>>,
    pulse: Pulse,
    order: RwSignal<Vec<WorkId>>,
    at: RwSignal<Option<WorkId>>,
    picked: Picked,
    typing: RwSignal<bool>,
) -> impl IntoView {
    let w = use_words();
    let pools = RwSignal::new(first.pools);
    let page = RwSignal::new(first.page);
    let now = RwSignal::new(first.now);
    let trouble = RwSignal::new(None::<ApiError>);
    let said = RwSignal::new(String::new());
    let (standing, colleagues) = match covers {
        Some(covers) => (covers.covers, covers.by),
        None => (Vec::new(), Vec::new()),
    };

    let refresh = Action::new(move |(): &()| triage::queue(filter, None));
    Effect::new(move |_| match refresh.value().get() {
        Some(Ok(fresh)) => {
            if !later {
                page.update(|page| {
                    let shown = std::mem::replace(page, Page { rows: Vec::new(), next: None });
                    *page = lay_on_top(shown, fresh.page, |row| row.item);
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
    Effect::new(move |_| {
        let rows: Vec<WorkId> = page.with(|page| page.rows.iter().map(|row| row.item).collect());
        picked.keep(&rows);
        order.set(rows);
    });

    let more = Action::new(move |after: &Cursor| triage::queue(filter, Some(*after)));
    Effect::new(move |_| match more.value().get() {
        Some(Ok(next)) => {
            said.set(w.triage_more_shown(next.page.rows.len() as u32));
            page.update(|page| append(page, next.page, |row| row.item));
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
        empty.get().then(|| {
            let (title, text) = match filter {
                QueueFilter::Mine => (w.triage_mine_empty(), w.triage_mine_empty_text()),
                QueueFilter::Unassigned => (w.triage_unassigned_empty(), w.triage_unassigned_empty_text()),
                QueueFilter::All => (w.triage_all_empty(), w.triage_all_empty_text()),
                QueueFilter::Late => (w.triage_late_empty(), w.triage_late_empty_text()),
            };
            view! { <EmptyState icon=Icon::Inbox title text /> }
        })
    };

    let action = ServerAction::<triage::Batch>::new();
    let faults = Faults::worded(action, sentence);
    let told = RwSignal::new(None::<Told>);
    when_done(action, move |done| {
        let name = |item: WorkId| {
            let row =
                page.with_untracked(|page| page.rows.iter().find(|row| row.item == item).map(|row| title(w, row)));
            row.unwrap_or_else(|| w.triage_kind_message())
        };
        let failed = done.failed.iter().map(|one| (name(one.item), one.why)).collect();
        told.set(Some(Told { done: done.done, failed }));
        // What was not done stays ticked: something else may be done with it.
        picked.set(done.failed.iter().map(|one| one.item).collect());
        typing.set(false);
        pulse.queue.update(|beat| *beat += 1);
        pulse.open.update(|beat| *beat += 1);
        portal_browser::focus("batch-told");
    });
    let alive = use_alive();
    view! {
        <Filter filter />
        <Pools pools />
        <Covers covers=standing />
        <Snag error=trouble retry />
        <Outcome told />
        {later
            .then(|| {
                view! {
                    <p>
                        <a href=Way::Queue(filter).back()>{w.ask_desk_first()}</a>
                    </p>
                }
            })}
        {nothing}
        <div hidden=move || empty.get()>
            <FormErrors faults id="batch-error" page=links::DESK_QUEUE prefix="batch-" />
            <ActionForm
                action
                attr:novalidate=move || alive.get()
                attr:class="stack tight"
                on:submit:capture=move |event| {
                    told.set(None);
                    faults
                        .judge::<
                            triage::Batch,
                        >(&event, |typed| Batch::parse(&typed.items, &typed.deed, &typed.to).map(|_| ()));
                }
            >
                <div id="batch-items" tabindex="-1">
                    <MessageList label=w.desk_queue() queue=true>
                        <For each=move || page.with(|page| page.rows.clone()) key=|row| row.item let(row)>
                            <Row row page now filter chosen at picked />
                        </For>
                    </MessageList>
                </div>
                <Bar picked colleagues faults busy=action.pending() typing />
            </ActionForm>
        </div>
        {move || {
            next.get()
                .map(|after| {
                    view! {
                        <MoreLink
                            href=format!("{}{}{after}", links::DESK_QUEUE, later_query(filter))
                            label=w.ask_desk_more()
                            on_press=load
                        />
                    }
                })
        }}
        <p class="hidden-word" role="status">
            {said}
        </p>
    }
    .into_any()
}

/// Four links, so that each part has an address.
#[component]
fn Filter(filter: QueueFilter) -> impl IntoView {
    let w = use_words();
    let link = |to: QueueFilter| {
        view! {
            <a href=Way::Queue(to).back() aria-current=(to == filter).then_some("true")>
                {said::filter(w, to)}
            </a>
        }
    };
    view! {
        <nav class="cluster" aria-label=w.desk_filter()>
            {QueueFilter::ALL.map(link).into_iter().collect_view()}
        </nav>
    }
    .into_any()
}

/// How much waits in each shared inbox.
#[component]
fn Pools(pools: RwSignal<Vec<PoolCard>>) -> impl IntoView {
    let w = use_words();
    let count = move |pool: &PoolCard| {
        w.triage_pool(pool_name(w, &pool.practice, pool.kind), pool.waiting.saturating_add(pool.asks))
    };
    view! {
        <ul class="cluster small" role="list" aria-label=w.desk_pools()>
            <For each=move || pools.get() key=|pool| (pool.pool, pool.waiting, pool.asks) let(pool)>
                <li class="tag">{count(&pool)}</li>
            </For>
        </ul>
    }
    .into_any()
}

/// Who stands in for whom today.
#[component]
fn Covers(covers: Vec<CoverView>) -> impl IntoView {
    let w = use_words();
    covers
        .into_iter()
        .filter(|cover| cover.now)
        .map(|cover| {
            let until = text::date(w, cover.until);
            view! { <p class="soft small">{w.triage_stands_in(cover.by, cover.away, until)}</p> }
        })
        .collect_view()
        .into_any()
}

/// A row that changes in place: redrawing it would take the focus away.
#[component]
fn Row(
    row: DeskItem,
    page: RwSignal<Page<DeskItem>>,
    now: RwSignal<Moment>,
    filter: QueueFilter,
    chosen: Signal<Option<WorkId>>,
    at: RwSignal<Option<WorkId>>,
    picked: Picked,
) -> impl IntoView {
    let w = use_words();
    let item = row.item;
    let place = Memo::new(move |before: Option<&usize>| {
        let now = page.with(|page| page.rows.iter().position(|other| other.item == item));
        now.or(before.copied()).unwrap_or_default()
    });
    let row = Memo::new(move |_| {
        let newest = page.with(|page| page.rows.iter().find(|other| other.item == item).cloned());
        newest.unwrap_or_else(|| row.clone())
    });
    let whose = Memo::new(move |_| row.with(|row| title(w, row)));
    let today = Memo::new(move |_| row.with(|row| !row.late && row.due <= now.get().day()));
    let claimed = Memo::new(move |_| row.with(|row| row.claimed.clone()));
    view! {
        <li class="work">
            <Pick
                label=Signal::derive(move || w.triage_pick(whose.get()))
                name=Signal::derive(move || format!("items[{}]", place.get()))
                id=format!("pick-{item}")
                value=item.to_string()
                on=Signal::derive(move || picked.has(item))
                turn=Callback::new(move |on: bool| picked.turn(item, on))
            />
            <a
                class="row"
                class:unread=move || row.with(|row| !row.opened)
                class:soon=move || today.get()
                class:late=move || row.with(|row| row.late)
                id=row_id(item)
                href=Way::Queue(filter).item(item)
                aria-current=move || (chosen.get() == Some(item)).then_some("true")
                on:focus=move |_| at.set(Some(item))
            >
                <span>
                    <span class="title">{move || whose.get()}</span>
                    <span class="context">{move || row.with(|row| context(w, row))}</span>
                    {move || {
                        claimed
                            .get()
                            .map(|name| view! { <span class="context claimed">{w.triage_answering(name)}</span> })
                    }}
                </span>
                <time datetime=move || row.with(|row| row.last_at.machine())>
                    {move || row.with(|row| text::when(w, row.last_at, now.get()))}
                </time>
            </a>
        </li>
    }
    .into_any()
}

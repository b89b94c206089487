//! The queue: what is due first stands first; the left edge says how near the day is.

use super::Chosen;
use crate::keys::row_id;
use crate::pulse::Pulse;
use crate::way::Way;
use leptos::prelude::*;
use portal_api::{ApiError, asks};
use portal_kit::boot::use_words;
use portal_kit::live::{append, lay_on_top};
use portal_kit::{EmptyState, Icon, MessageList, MoreLink, text};
use portal_page::Snag;
use portal_types::ask::{AskFilter, AskPool, DeskAskRow, DeskAsks};
use portal_types::day::Day;
use portal_types::ids::AskId;
use portal_types::links;
use portal_types::moment::Moment;
use portal_types::page::{Cursor, Page};
use portal_words::Words;

/// The query of a later page.
fn later_query(filter: AskFilter) -> String {
    match filter {
        AskFilter::Due => "?after=".to_owned(),
        AskFilter::Waiting | AskFilter::Over => format!("?show={}&after=", filter.code()),
    }
}

/// The day by which it is to be answered, as the queue says it.
fn due(w: &Words, row: &DeskAskRow) -> Option<String> {
    let day = row.due.map(|due| text::date(w, due))?;
    Some(if row.late { w.requests_late(day) } else { w.desk_answer_by(day) })
}

/// Whether nobody of the team has looked at it yet.
fn is_new(row: &DeskAskRow) -> bool {
    !row.opened && row.state.is_open()
}

/// How near that day is.
#[derive(Clone, Copy, PartialEq)]
enum Near {
    Calm,
    Today,
    Late,
}

fn near(row: &DeskAskRow, today: Day) -> Near {
    match row.due {
        Some(_) if row.late => Near::Late,
        Some(due) if due <= today => Near::Today,
        _ => Near::Calm,
    }
}

/// The rows as they are now, and of those that were loaded further down the ones that come after them.
fn over(shown: Page<DeskAskRow>, first: Page<DeskAskRow>) -> Page<DeskAskRow> {
    lay_on_top(shown, first, |row| row.ask)
}

/// Filter, pool counts and rows. `later`: this is not the first page, so nothing new can come in on top.
#[component]
pub(super) fn Queue(
    filter: AskFilter,
    first: DeskAsks,
    later: bool,
    chosen: Memo<Chosen>,
    pulse: Pulse,
    order: RwSignal<Vec<AskId>>,
    at: RwSignal<Option<AskId>>,
) -> impl IntoView {
    let w = use_words();
    let pools = RwSignal::new(first.pools);
    let page = RwSignal::new(first.page);
    let now = RwSignal::new(first.now);
    let trouble = RwSignal::new(None::<ApiError>);
    let said = RwSignal::new(String::new());

    let refresh = Action::new(move |(): &()| asks::desk_list(filter, None));
    Effect::new(move |_| match refresh.value().get() {
        Some(Ok(fresh)) => {
            if !later {
                page.update(|page| {
                    let shown = std::mem::replace(page, Page { rows: Vec::new(), next: None });
                    *page = over(shown, fresh.page);
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
    Effect::new(move |_| order.set(page.with(|page| page.rows.iter().map(|row| row.ask).collect())));

    let more = Action::new(move |after: &Cursor| asks::desk_list(filter, Some(*after)));
    Effect::new(move |_| match more.value().get() {
        Some(Ok(next)) => {
            said.set(w.ask_desk_more_shown(next.page.rows.len() as u32));
            page.update(|page| append(page, next.page, |row| row.ask));
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
        view! { <EmptyState icon=Icon::Inbox title=w.ask_desk_empty_title() text=w.ask_desk_empty_text() /> }
    };
    view! {
        <Filter filter />
        <Pools pools />
        <Snag error=trouble retry />
        {later
            .then(|| {
                view! {
                    <p>
                        <a href=Way::Asks(filter).back()>{w.ask_desk_first()}</a>
                    </p>
                }
            })}
        <Show when=move || !empty.get() fallback=nothing>
            <MessageList label=w.desk_queue() queue=true>
                <For each=move || page.with(|page| page.rows.clone()) key=|row| row.ask let(row)>
                    <Row row page now filter chosen at />
                </For>
            </MessageList>
        </Show>
        {move || {
            next.get()
                .map(|after| {
                    view! {
                        <MoreLink
                            href=format!("{}{}{after}", links::DESK_ASKS, later_query(filter))
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

/// Due, with the patient, or over: three links, so that each has an address.
#[component]
fn Filter(filter: AskFilter) -> impl IntoView {
    let w = use_words();
    let link = |to: AskFilter, label: String| {
        view! {
            <a href=Way::Asks(to).back() aria-current=(to == filter).then_some("true")>
                {label}
            </a>
        }
    };
    view! {
        <nav class="cluster" aria-label=w.desk_filter()>
            {link(AskFilter::Due, w.ask_desk_due())} {link(AskFilter::Waiting, w.ask_desk_waiting())}
            {link(AskFilter::Over, w.ask_desk_over())}
        </nav>
    }
    .into_any()
}

/// How many wait in each shared inbox.
#[component]
fn Pools(pools: RwSignal<Vec<AskPool>>) -> impl IntoView {
    let w = use_words();
    view! {
        <ul class="cluster small" aria-label=w.desk_pools()>
            <For each=move || pools.get() key=|pool| (pool.pool, pool.waiting) let(pool)>
                <li class="tag">{w.desk_pool(pool.practice, pool.waiting)}</li>
            </For>
        </ul>
    }
    .into_any()
}

/// A row that changes in place: redrawing it would take the focus away.
#[component]
fn Row(
    row: DeskAskRow,
    page: RwSignal<Page<DeskAskRow>>,
    now: RwSignal<Moment>,
    filter: AskFilter,
    chosen: Memo<Chosen>,
    at: RwSignal<Option<AskId>>,
) -> impl IntoView {
    let w = use_words();
    let ask = row.ask;
    let row = Memo::new(move |_| {
        let newest = page.with(|page| page.rows.iter().find(|other| other.ask == ask).cloned());
        newest.unwrap_or_else(|| row.clone())
    });
    let near = Memo::new(move |_| row.with(|row| near(row, now.get().day())));
    let title = move || row.with(|row| format!("{} \u{b7} {}", row.patient, text::ask_kind(w, row.kind)));
    let context = move || {
        row.with(|row| {
            let state = if is_new(row) { w.desk_status_new() } else { text::ask_state(w, row.state) };
            let parts: Vec<String> = due(w, row).into_iter().chain([state, row.practice.clone()]).collect();
            parts.join(" \u{b7} ")
        })
    };
    view! {
        <li>
            <a
                class="row"
                class:unread=move || row.with(is_new)
                class:soon=move || near.get() == Near::Today
                class:late=move || near.get() == Near::Late
                id=row_id(ask)
                href=Way::Asks(filter).item(ask.into())
                aria-current=move || (chosen.get().ask() == Some(ask)).then_some("true")
                on:focus=move |_| at.set(Some(ask))
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
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::ask::{AskKind, AskState};

    fn row(n: u8) -> DeskAskRow {
        DeskAskRow {
            ask: format!("00000000-0000-0000-0000-0000000000{n:02}").parse().unwrap(),
            patient: String::new(),
            kind: AskKind::Renewal,
            state: AskState::Submitted,
            practice: String::new(),
            due: None,
            late: false,
            last_at: Moment { ms: 0, offset: 0 },
            opened: false,
        }
    }

    fn page(rows: &[u8], more: bool) -> Page<DeskAskRow> {
        let id = "00000000-0000-0000-0000-000000000000".parse().unwrap();
        Page { rows: rows.iter().map(|n| row(*n)).collect(), next: more.then_some(Cursor { at: 0, id }) }
    }

    fn laid(shown: &[u8], first: &[u8], more: bool) -> Vec<AskId> {
        over(page(shown, true), page(first, more)).rows.iter().map(|row| row.ask).collect()
    }

    fn ids(rows: &[u8]) -> Vec<AskId> {
        rows.iter().map(|n| row(*n).ask).collect()
    }

    #[test]
    fn what_was_loaded_further_down_stays_below_the_first_page() {
        assert_eq!(laid(&[1, 2, 3, 4], &[1, 2], true), ids(&[1, 2, 3, 4]));
        // The first was answered: the third has come up.
        assert_eq!(laid(&[1, 2, 3, 4], &[2, 3], true), ids(&[2, 3, 4]));
        // A new one stands first.
        assert_eq!(laid(&[1, 2, 3, 4], &[9, 1], true), ids(&[9, 1, 2, 3, 4]));
    }

    #[test]
    fn where_nothing_fits_together_the_first_page_stands_alone() {
        assert_eq!(laid(&[1, 2, 3], &[8, 9], true), ids(&[8, 9]));
        assert_eq!(laid(&[1, 2, 3], &[2], false), ids(&[2]));
    }

    #[test]
    fn the_edge_says_how_near_the_day_is() {
        let today: Day = "2026-11-23".parse().unwrap();
        let due = |day: &str, late| DeskAskRow { due: day.parse().ok(), late, ..row(1) };
        assert!(near(&due("2026-11-23", false), today) == Near::Today);
        assert!(near(&due("2026-11-24", false), today) == Near::Calm);
        assert!(near(&due("2026-11-20", true), today) == Near::Late);
        assert!(near(&row(1), today) == Near::Calm);
    }
}

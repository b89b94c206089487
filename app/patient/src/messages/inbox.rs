//! The conversations of a chart, newest first: those of the list, those with something unread, those that were put away.

use super::row::{LiveLine, line_id};
use super::shelves::{RowMoves, Shelved, Shelving, Step};
use crate::limits::Limits;
use crate::shared::{seen, writes};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use portal_api::{ApiError, messages};
use portal_kit::boot::{use_charts, use_words};
use portal_kit::fresh;
use portal_kit::live::{append, hear, lay_over};
use portal_kit::{
    ButtonVariant, EmptyState, Icon, LinkButton, MessageList, MoreLink, PageHead, Skeleton, SkeletonShape,
};
use portal_page::{Lists, NotFound, Snag, Trouble, cursor, goes, not_anew, nothing_there, param, use_lists};
use portal_types::account::ChartCard;
use portal_types::ids::{PatientId, ThreadId};
use portal_types::links;
use portal_types::message::{Inbox, InboxFilter, Shelf, ThreadRow};
use portal_types::page::Cursor;
use portal_types::representative::Capability;
use portal_words::Words;

/// The list as it was left, so that "back" finds it as long and in the same place.
#[derive(Clone)]
struct Kept {
    patient: PatientId,
    filter: InboxFilter,
    inbox: Inbox,
}

/// The conversation that was opened last.
#[derive(Clone, Copy)]
pub(super) struct Left(pub(super) ThreadId);

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    patient: Memo<Option<PatientId>>,
    filter: Memo<InboxFilter>,
    after: Memo<Option<Cursor>>,
    /// The list, and whether it is one that stood here before.
    inbox: Resource<Result<(Inbox, bool), ApiError>>,
}

impl Asked {
    fn new() -> Self {
        let (patient, after) = (param("patient"), cursor("after"));
        let query = use_query_map();
        let filter = Memo::new(move |_| {
            query.with(|query| query.get_str("show").map(InboxFilter::from_code).unwrap_or_default())
        });
        let (charts, lists) = (use_charts(), use_lists());
        let inbox = Resource::new(
            move || (patient.get(), filter.get(), after.get()),
            move |(patient, filter, after)| async move {
                let Some(patient) = patient else { return Err(nothing_there()) };
                if let Some(list) = known(charts, lists, (patient, filter), after.is_some()) {
                    return Ok((list, true));
                }
                messages::inbox(patient, filter, after).await.map(|list| (list, false))
            },
        );
        Self { patient, filter, after, inbox }
    }
}

/// `/p/:patient/messages`, with `?show=` a part of them, and with `?after=` a later page.
pub(crate) fn draw() -> AnyView {
    let Asked { patient, filter, after, inbox } = Asked::new();
    let w = use_words();
    let goes = goes(inbox);
    // Another part draws the list anew, with the link that was pressed: the focus goes back to it.
    let pressed = RwSignal::new(false);
    let loading = move || {
        view! {
            <PageHead title=w.inbox_title() />
            <Skeleton label=w.inbox_loading() count=6 shape=SkeletonShape::Rows />
        }
    };
    fresh(view! {
        <Title text=w.inbox_title() />
        <Suspense fallback=loading>
            {move || {
                let (whose, part, later) = (patient.get(), filter.get(), after.get().is_some());
                Suspend::new(async move { fresh(match (whose, inbox.await) {
                        (Some(patient), Ok((first, known))) => {
                            let shown = Shown { patient, filter: part, later, known };
                            view! { <Threads shown first pressed goes /> }.into_any()
                        }
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

/// The list of this chart as it was left in this tab, if it may still be seen.
fn known(
    charts: RwSignal<Vec<ChartCard>>,
    lists: Lists,
    (patient, filter): (PatientId, InboxFilter),
    later: bool,
) -> Option<Inbox> {
    let list = lists.kept::<Kept>().filter(|kept| !later && kept.patient == patient && kept.filter == filter)?;
    (seen(charts, patient, Capability::Messages) == Some(true)).then_some(list.inbox)
}

/// Which list is shown.
#[derive(Clone, Copy)]
struct Shown {
    patient: PatientId,
    filter: InboxFilter,
    /// This is not the first page, so nothing new can come in on top.
    later: bool,
    /// It stands as it was left, and what is new is asked for at once.
    known: bool,
}

/// What a part of the messages is called.
fn part(w: &Words, filter: InboxFilter) -> String {
    match filter {
        InboxFilter::Inbox => w.inbox_show_inbox(),
        InboxFilter::Unread => w.inbox_show_unread(),
        InboxFilter::Archive => w.inbox_show_archive(),
        InboxFilter::Trash => w.inbox_show_trash(),
    }
}

/// What is said where nothing is: what will be here, and how it gets here.
fn nothing(w: &Words, filter: InboxFilter) -> [String; 2] {
    match filter {
        InboxFilter::Inbox => [w.inbox_empty_title(), w.inbox_empty_text()],
        InboxFilter::Unread => [w.inbox_unread_empty_title(), w.inbox_unread_empty_text()],
        InboxFilter::Archive => [w.inbox_archive_empty_title(), w.inbox_archive_empty_text()],
        InboxFilter::Trash => [w.inbox_trash_empty_title(), w.inbox_trash_empty_text()],
    }
}

/// The address of a later page of a part, up to the place where it begins.
fn later_query(filter: InboxFilter) -> String {
    match filter {
        InboxFilter::Inbox => "?after=".to_owned(),
        InboxFilter::Unread | InboxFilter::Archive | InboxFilter::Trash => format!("?show={}&after=", filter.code()),
    }
}

/// The parts of the messages, a link each, so that each has an address; and the way to looking for something.
#[component]
fn Parts(patient: PatientId, filter: InboxFilter, pressed: RwSignal<bool>) -> impl IntoView {
    let w = use_words();
    let link = |to: InboxFilter| {
        let here = to == filter;
        view! {
            <a
                class="tab"
                href=links::messages_shown(patient, to)
                id=here.then_some("inbox-shown")
                aria-current=here.then_some("true")
                on:click=move |_| pressed.set(true)
            >
                {part(w, to)}
            </a>
        }
    };
    let parts = InboxFilter::ALL.into_iter().map(link).collect_view();
    view! {
        <div class="cluster apart">
            <nav class="cluster" aria-label=w.inbox_parts()>
                {parts}
            </nav>
            <LinkButton
                href=links::search(patient)
                label=w.search_messages()
                icon=Icon::Search
                variant=ButtonVariant::Secondary
            />
        </div>
    }
    .into_any()
}

/// The head and the list. `goes`: nothing is there any more.
#[component]
fn Threads(shown: Shown, first: Inbox, pressed: RwSignal<bool>, goes: Callback<ApiError>) -> impl IntoView {
    let (w, lists) = (use_words(), use_lists());
    let Shown { patient, filter, later, known } = shown;
    let page = RwSignal::new(first.page);
    let now = RwSignal::new(first.now);
    let trouble = RwSignal::new(None::<ApiError>);
    let said = RwSignal::new(String::new());

    let refresh = Action::new(move |(): &()| messages::inbox(patient, filter, None));
    Effect::new(move |_| match refresh.value().get() {
        Some(Ok(fresh)) => {
            page.update(|page| {
                let shown = std::mem::replace(page, portal_types::page::Page { rows: Vec::new(), next: None });
                *page = lay_over(shown, fresh.page, |row| (row.last_at.ms, row.thread));
            });
            now.set(fresh.now);
            trouble.set(None);
        }
        Some(Err(error)) => not_anew(error, trouble, goes),
        None => {}
    });
    Effect::new(move |_| {
        if pressed.get_untracked() {
            pressed.set(false);
            portal_browser::focus("inbox-shown");
        }
    });
    let shelving = Shelving::new(patient, move |step| {
        page.update(|page| place(page, step, filter));
        if !later {
            refresh.dispatch(());
        }
    });
    if known {
        Effect::new(move |_| {
            refresh.dispatch(());
            if let Some(Left(thread)) = lists.kept() {
                portal_browser::focus(&line_id(thread));
            }
        });
    }
    if !later {
        on_cleanup(move || {
            if let (Some(page), Some(now)) = (page.try_get_untracked(), now.try_get_untracked()) {
                lists.keep(Kept { patient, filter, inbox: Inbox { page, now } });
            }
        });
        hear(move |nudge| {
            if nudge.is_none_or(|nudge| nudge.patient == patient) {
                refresh.dispatch(());
            }
        });
    }

    let more = Action::new(move |after: &Cursor| messages::inbox(patient, filter, Some(*after)));
    Effect::new(move |_| match more.value().get() {
        Some(Ok(next)) => {
            said.set(w.inbox_more_shown(next.page.rows.len() as u32));
            page.update(|page| append(page, next.page, |row| row.thread));
            trouble.set(None);
            if page.with_untracked(|page| page.next.is_none()) {
                // The link that had the focus is gone.
                portal_browser::focus("inbox-end");
            }
        }
        Some(Err(error)) => not_anew(error, trouble, goes),
        None => {}
    });
    let load = Callback::new(move |()| {
        let next = page.with_untracked(|page| page.next);
        if let (Some(after), false) = (next, more.pending().get_untracked()) {
            said.set(String::new());
            more.dispatch(after);
        }
    });
    // What failed last is what is tried again.
    let retry = Callback::new(move |()| match more.value().get_untracked() {
        Some(Err(_)) => load.run(()),
        _ => {
            refresh.dispatch(());
        }
    });

    let empty = Memo::new(move |_| page.with(|page| page.rows.is_empty()));
    let next = Memo::new(move |_| page.with(|page| page.next));
    let one_page = page.with_untracked(|page| page.next.is_none()) && !later;
    let writes = writes(patient);
    view! {
        <PageHead
            title=w.inbox_title()
            action=move || {
                writes
                    .then(|| {
                        view! { <LinkButton href=links::compose(patient) label=w.inbox_write() icon=Icon::Messages /> }
                    })
            }
        />
        <div class="stack">
            <Limits patient of=Capability::Messages />
            <Parts patient filter pressed />
            {(filter == InboxFilter::Trash).then(|| view! { <p class="soft">{w.inbox_trash_text()}</p> })}
            <Shelved shelving />
            <Snag error=trouble retry />
            {later
                .then(|| {
                    view! {
                        <p>
                            <a class="alone" href=links::messages_shown(patient, filter)>{w.inbox_newest()}</a>
                        </p>
                    }
                })}
            <Show
                when=move || !empty.get()
                fallback=move || {
                    let [title, text] = nothing(w, filter);
                    view! { <EmptyState icon=Icon::Messages title text /> }
                }
            >
                <MessageList label=w.inbox_title()>
                    <For each=move || page.with(|page| page.rows.clone()) key=|row| row.thread let(row)>
                        {
                            let this = follow(page, row);
                            view! {
                                <LiveLine patient row=this now>
                                    {writes.then(|| view! { <RowMoves row=this shelving /> })}
                                </LiveLine>
                            }
                        }
                    </For>
                </MessageList>
            </Show>
            {move || match next.get() {
                Some(after) => {
                    view! {
                        <MoreLink
                            href=format!("{}{after}", later_query(filter))
                            label=w.inbox_more()
                            on_press=load
                        />
                    }
                        .into_any()
                }
                None if one_page => ().into_any(),
                None => {
                    view! {
                        <p id="inbox-end" tabindex="-1" class="soft small">
                            {w.inbox_end()}
                        </p>
                    }
                        .into_any()
                }
            }}
            <p class="hidden-word" role="status">
                {said}
            </p>
        </div>
    }
}

/// Puts a conversation where it lies now: out of the list that is shown, or back into it at its place.
fn place(page: &mut portal_types::page::Page<ThreadRow>, step: &Step, filter: InboxFilter) {
    let there = match filter {
        InboxFilter::Unread => step.row.unread > 0,
        InboxFilter::Inbox => step.to == Shelf::Inbox,
        InboxFilter::Archive => step.to == Shelf::Archive,
        InboxFilter::Trash => step.to == Shelf::Trash,
    };
    page.rows.retain(|row| row.thread != step.row.thread);
    if there {
        page.rows.push(ThreadRow { shelf: step.to, ..step.row.clone() });
        page.rows.sort_by_key(|row| std::cmp::Reverse((row.last_at.ms, row.thread)));
    }
}

/// The newest state of one row, so that a change redraws this line and leaves the others, and the focus, alone.
fn follow(page: RwSignal<portal_types::page::Page<ThreadRow>>, row: ThreadRow) -> Memo<ThreadRow> {
    Memo::new(move |_| {
        let newest = page.with(|page| page.rows.iter().find(|other| other.thread == row.thread).cloned());
        newest.unwrap_or_else(|| row.clone())
    })
}

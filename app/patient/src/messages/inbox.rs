//! All conversations of a chart, newest first.

use super::ThreadLine;
use super::row::line_id;
use crate::limits::Limits;
use crate::shared::{seen, writes};
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, messages};
use portal_kit::boot::{use_charts, use_words};
use portal_kit::fresh;
use portal_kit::live::{append, hear, lay_over};
use portal_kit::{EmptyState, Icon, LinkButton, MessageList, MoreLink, PageHead, Skeleton, SkeletonShape};
use portal_page::{Lists, NotFound, Snag, Trouble, cursor, goes, not_anew, nothing_there, param, use_lists};
use portal_types::account::ChartCard;
use portal_types::ids::{PatientId, ThreadId};
use portal_types::links;
use portal_types::message::{Inbox, ThreadRow};
use portal_types::page::Cursor;
use portal_types::representative::Capability;

/// The list as it was left, so that "back" finds it as long and in the same place.
#[derive(Clone)]
struct Kept {
    patient: PatientId,
    inbox: Inbox,
}

/// The conversation that was opened last.
#[derive(Clone, Copy)]
pub(super) struct Left(pub(super) ThreadId);

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    patient: Memo<Option<PatientId>>,
    after: Memo<Option<Cursor>>,
    /// The list, and whether it is one that stood here before.
    inbox: Resource<Result<(Inbox, bool), ApiError>>,
}

impl Asked {
    fn new() -> Self {
        let (patient, after) = (param("patient"), cursor("after"));
        let (charts, lists) = (use_charts(), use_lists());
        let inbox = Resource::new(
            move || (patient.get(), after.get()),
            move |(patient, after)| async move {
                let Some(patient) = patient else { return Err(nothing_there()) };
                if let Some(list) = known(charts, lists, patient, after.is_some()) {
                    return Ok((list, true));
                }
                messages::inbox(patient, after).await.map(|list| (list, false))
            },
        );
        Self { patient, after, inbox }
    }
}

/// `/p/:patient/messages`, and with `?after=` one of its later pages.
pub(crate) fn draw() -> AnyView {
    let Asked { patient, after, inbox } = Asked::new();
    let w = use_words();
    let goes = goes(inbox);
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
                let (whose, later) = (patient.get(), after.get().is_some());
                Suspend::new(async move { fresh(match (whose, inbox.await) {
                        (Some(patient), Ok((first, known))) => {
                            view! { <Threads patient first later known goes /> }.into_any()
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
fn known(charts: RwSignal<Vec<ChartCard>>, lists: Lists, patient: PatientId, later: bool) -> Option<Inbox> {
    let list = lists.kept::<Kept>().filter(|kept| !later && kept.patient == patient)?;
    (seen(charts, patient, Capability::Messages) == Some(true)).then_some(list.inbox)
}

/// The head and the list. `later`: this is not the first page, so nothing new can come in on top. `known`: it stands as
/// it was left, and what is new is asked for at once. `goes`: nothing is there any more.
#[component]
fn Threads(patient: PatientId, first: Inbox, later: bool, known: bool, goes: Callback<ApiError>) -> impl IntoView {
    let (w, lists) = (use_words(), use_lists());
    let page = RwSignal::new(first.page);
    let now = RwSignal::new(first.now);
    let trouble = RwSignal::new(None::<ApiError>);
    let said = RwSignal::new(String::new());

    let refresh = Action::new(move |(): &()| messages::inbox(patient, None));
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
                lists.keep(Kept { patient, inbox: Inbox { page, now } });
            }
        });
        hear(move |nudge| {
            if nudge.is_none_or(|nudge| nudge.patient == patient) {
                refresh.dispatch(());
            }
        });
    }

    let more = Action::new(move |after: &Cursor| messages::inbox(patient, Some(*after)));
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
            <Snag error=trouble retry />
            {later
                .then(|| {
                    view! {
                        <p>
                            <a href=links::messages(patient)>{w.inbox_newest()}</a>
                        </p>
                    }
                })}
            <Show
                when=move || !empty.get()
                fallback=move || {
                    view! {
                        <EmptyState icon=Icon::Messages title=w.inbox_empty_title() text=w.inbox_empty_text() />
                    }
                }
            >
                <MessageList label=w.inbox_title()>
                    <For each=move || page.with(|page| page.rows.clone()) key=|row| row.thread let(row)>
                        {
                            let this = follow(page, row);
                            move || view! { <ThreadLine patient row=this.get() now=now.get() /> }
                        }
                    </For>
                </MessageList>
            </Show>
            {move || match next.get() {
                Some(after) => {
                    view! {
                        <MoreLink href=format!("?after={after}") label=w.inbox_more() on_press=load />
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

/// The newest state of one row, so that a change redraws this line and leaves the others, and the focus, alone.
fn follow(page: RwSignal<portal_types::page::Page<ThreadRow>>, row: ThreadRow) -> Memo<ThreadRow> {
    Memo::new(move |_| {
        let newest = page.with(|page| page.rows.iter().find(|other| other.thread == row.thread).cloned());
        newest.unwrap_or_else(|| row.clone())
    })
}

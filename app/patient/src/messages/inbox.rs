//! All conversations of a chart, newest first.

use super::ThreadLine;
use crate::shared::{Snag, Trouble, cursor, nothing_there, param};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use portal_api::{ApiError, messages};
use portal_kit::boot::use_words;
use portal_kit::fresh;
use portal_kit::live::{append, hear, lay_over};
use portal_kit::{ButtonVariant, EmptyState, Icon, LinkButton, MessageList, PageHead, Skeleton, SkeletonShape};
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::message::{Inbox, ThreadRow};
use portal_types::page::Cursor;

/// `/p/:patient/messages`, and with `?after=` one of its later pages.
pub struct InboxPage;

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    patient: Memo<Option<PatientId>>,
    after: Memo<Option<Cursor>>,
    inbox: Resource<Result<Inbox, ApiError>>,
}

impl Asked {
    fn new() -> Self {
        let (patient, after) = (param("patient"), cursor("after"));
        let inbox = Resource::new(
            move || (patient.get(), after.get()),
            |(patient, after)| async move {
                let Some(patient) = patient else { return Err(nothing_there()) };
                messages::inbox(patient, after).await
            },
        );
        Self { patient, after, inbox }
    }
}

#[lazy_route]
impl LazyRoute for InboxPage {
    fn data() -> Self {
        Self
    }

    fn view(this: Self) -> AnyView {
        let InboxPage = this;
        let Asked { patient, after, inbox } = Asked::new();
        let w = use_words();
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
                            (Some(patient), Ok(first)) => view! { <Threads patient first later /> }.into_any(),
                            (_, Err(error)) => {
                                let retry = Callback::new(move |()| inbox.refetch());
                                view! { <Trouble error retry /> }.into_any()
                            }
                            (None, _) => view! { <crate::shared::NotFound /> }.into_any(),
                        }) })
                }}
            </Suspense>
        })
    }
}

/// The head and the list. `later`: this is not the first page, so nothing new can come in on top.
#[component]
fn Threads(patient: PatientId, first: Inbox, later: bool) -> impl IntoView {
    let w = use_words();
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
        Some(Err(error)) => trouble.set(Some(error)),
        None => {}
    });
    if !later {
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
        Some(Err(error)) => trouble.set(Some(error)),
        None => {}
    });
    let load = move || {
        let next = page.with_untracked(|page| page.next);
        if let (Some(after), false) = (next, more.pending().get_untracked()) {
            said.set(String::new());
            more.dispatch(after);
        }
    };
    // What failed last is what is tried again.
    let retry = Callback::new(move |()| match more.value().get_untracked() {
        Some(Err(_)) => load(),
        _ => {
            refresh.dispatch(());
        }
    });

    let empty = Memo::new(move |_| page.with(|page| page.rows.is_empty()));
    let next = Memo::new(move |_| page.with(|page| page.next));
    let one_page = page.with_untracked(|page| page.next.is_none()) && !later;
    view! {
        <PageHead
            title=w.inbox_title()
            action=move || {
                view! { <LinkButton href=links::compose(patient) label=w.inbox_write() icon=Icon::Messages /> }
            }
        />
        <div class="stack">
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
                        <div>
                            <LinkButton
                                href=format!("?after={after}")
                                label=w.inbox_more()
                                variant=ButtonVariant::Secondary
                                on:click=move |click| {
                                    click.prevent_default();
                                    load();
                                }
                            />
                        </div>
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

//! The desk of Technical Support: the queue of tickets beside the one that is open.

mod account;
mod acts;
mod grants;
mod queue;
mod ticket;

use crate::parts::{Gone, focus_opened};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use portal_api::{ApiError, support};
use portal_kit::boot::use_words;
use portal_kit::{Notice, PageHead, Skeleton, SkeletonShape, Tone, fresh};
use portal_page::{Trouble, cursor, param};
use portal_types::ids::{GrantId, TicketId};
use portal_types::links;
use portal_types::page::{Cursor, Page};
use portal_types::representative::{EventView, SupportGrant};
use portal_types::support::{TicketQueue, TicketView};
use queue::Queue;
use ticket::Ticket;

/// What was done just now with a ticket. It is said above the ticket, which shows anew below it.
#[derive(Clone, PartialEq, Eq)]
struct Done {
    ticket: TicketId,
    said: String,
}

/// Told by every part of a ticket what it has done.
#[derive(Clone, Copy)]
struct Desk {
    done: RwSignal<Option<Done>>,
    closed: RwSignal<Option<TicketId>>,
    ticket: TicketId,
}

impl Desk {
    fn did(self, said: String) {
        self.done.set(Some(Done { ticket: self.ticket, said }));
    }

    fn closed(self) {
        self.closed.set(Some(self.ticket));
    }
}

/// What has happened to a grant.
type Told = (GrantId, Result<Page<EventView>, ApiError>);

/// Who acts for whom by the account of a ticket, and what has happened to one of these grants, if the address asks for that.
type Acting = (Result<Page<SupportGrant>, ApiError>, Option<Told>);

async fn acting(ticket: TicketId, history: Option<GrantId>) -> Acting {
    let grants = support::grants(ticket, None).await;
    let told = match history {
        Some(grant) => Some((grant, support::grant_history(ticket, grant, None).await)),
        None => None,
    };
    (grants, told)
}

struct Asked {
    after: Memo<Option<Cursor>>,
    chosen: Memo<Option<TicketId>>,
    queue: Resource<Result<TicketQueue, ApiError>>,
    open: Resource<Option<Result<TicketView, ApiError>>>,
    grants: Resource<Option<Acting>>,
}

impl Asked {
    fn new() -> Self {
        let (after, chosen) = (cursor("after"), param::<TicketId>("ticket"));
        let queue = Resource::new(move || after.get(), |after| async move { support::queue(after).await });
        let open = Resource::new(move || chosen.get(), |chosen| async move { Some(support::open(chosen?).await) });
        let query = use_query_map();
        let history: Memo<Option<GrantId>> =
            Memo::new(move |_| query.with(|query| query.get_str("history").and_then(|grant| grant.parse().ok())));
        let grants = Resource::new(
            move || (chosen.get(), history.get()),
            |(chosen, history)| async move { Some(acting(chosen?, history).await) },
        );
        Self { after, chosen, queue, open, grants }
    }
}

/// `/desk/support` and `/desk/support/:ticket`, with `?after=` for a later page of the queue, and `?history=` for what has
/// happened to a grant.
pub(crate) fn draw() -> AnyView {
    fresh(view! { <SupportDesk /> })
}

#[component]
fn SupportDesk() -> impl IntoView {
    let Asked { after, chosen, queue, open, grants } = Asked::new();
    let w = use_words();
    let done = RwSignal::new(None::<Done>);
    let closed = RwSignal::new(None::<TicketId>);
    Effect::new(move |_| {
        if done.with(Option::is_some) {
            open.refetch();
            grants.refetch();
            portal_browser::focus("done");
        }
    });
    Effect::new(move |_| {
        if closed.with(Option::is_some) {
            queue.refetch();
            portal_browser::focus("closed");
        }
    });
    let said = Memo::new(move |_| {
        let open = chosen.get();
        done.get().filter(|done| Some(done.ticket) == open && closed.get() != open).map(|done| done.said)
    });
    focus_opened(move || chosen.get());
    let rows = move || view! { <Skeleton label=w.desk_loading() count=8 shape=SkeletonShape::Rows /> };
    let lines = move || view! { <Skeleton label=w.tickets_loading() count=8 /> };
    view! {
        <Title text=w.tickets_title() />
        <PageHead title=w.tickets_title() lead=w.tickets_lead() />
        <div class="split" class:reading=move || chosen.get().is_some()>
            <section class="stack tight" aria-label=w.tickets_queue()>
                <Suspense fallback=rows>
                    {move || {
                        let later = after.get().is_some();
                        Suspend::new(async move {
                            fresh(match queue.await {
                                Ok(first) => view! { <Queue first later chosen /> }.into_any(),
                                Err(error) => {
                                    let retry = Callback::new(move |()| queue.refetch());
                                    view! { <Trouble error retry beside=true /> }.into_any()
                                }
                            })
                        })
                    }}
                </Suspense>
            </section>
            <section class="stack" id="beside" tabindex="-1" aria-label=w.tickets_open()>
                <div id="done" tabindex="-1">
                    {move || {
                        said.get().map(|said| view! { <Notice tone=Tone::Positive title=said live=true /> })
                    }}
                </div>
                <Suspense fallback=lines>
                    {move || {
                        Suspend::new(async move {
                            fresh(match (open.await, grants.await) {
                                (None, _) => view! { <p class="soft">{w.tickets_choose()}</p> }.into_any(),
                                (Some(Ok(shown)), acting) => {
                                    let desk = Desk { done, closed, ticket: shown.ticket };
                                    let retry = Callback::new(move |()| grants.refetch());
                                    view! { <Ticket shown acting retry desk /> }.into_any()
                                }
                                (Some(Err(error)), _) => {
                                    let retry = Callback::new(move |()| open.refetch());
                                    view! {
                                        <Gone
                                            error
                                            retry
                                            title=w.tickets_gone_title()
                                            text=w.tickets_gone_text()
                                            back=links::DESK_SUPPORT
                                            label=w.tickets_back()
                                        />
                                    }
                                        .into_any()
                                }
                            })
                        })
                    }}
                </Suspense>
            </section>
        </div>
    }
    .into_any()
}

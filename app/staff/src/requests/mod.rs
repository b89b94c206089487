//! The enrollment desk: the queue of requests beside the one that is open.

mod queue;
mod request;

use crate::parts::{Gone, focus_opened};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use portal_api::{ApiError, requests};
use portal_kit::boot::use_words;
use portal_kit::{PageHead, Skeleton, SkeletonShape, fresh};
use portal_page::{Trouble, cursor, param};
use portal_types::ids::EnrollmentId;
use portal_types::links;
use portal_types::page::Cursor;
use portal_types::registry::{RequestFilter, RequestQueue, RequestView};
use queue::Queue;
use request::{Decided, Request};
pub(crate) use request::{method, sex};

struct Asked {
    filter: Memo<RequestFilter>,
    after: Memo<Option<Cursor>>,
    chosen: Memo<Option<EnrollmentId>>,
    queue: Resource<Result<RequestQueue, ApiError>>,
    open: Resource<Option<Result<RequestView, ApiError>>>,
}

impl Asked {
    fn new() -> Self {
        let query = use_query_map();
        let filter = Memo::new(move |_| {
            query.with(|query| query.get_str("show").map(RequestFilter::from_code).unwrap_or_default())
        });
        let (after, chosen) = (cursor("after"), param::<EnrollmentId>("request"));
        let queue = Resource::new(
            move || (filter.get(), after.get()),
            |(filter, after)| async move { requests::queue(filter, after).await },
        );
        let open = Resource::new(move || chosen.get(), |chosen| async move { Some(requests::open(chosen?).await) });
        Self { filter, after, chosen, queue, open }
    }
}

/// `/desk/requests` and `/desk/requests/:request`, with `?show=unreachable` and `?after=`.
pub(crate) fn draw() -> AnyView {
    fresh(view! { <Requests /> })
}

#[component]
fn Requests() -> impl IntoView {
    let Asked { filter, after, chosen, queue, open } = Asked::new();
    let w = use_words();
    // What was decided just now: it waits no more, and what became of it is said in its place.
    let decided = RwSignal::new(None::<Decided>);
    Effect::new(move |_| {
        if decided.with(Option::is_some) {
            queue.refetch();
            portal_browser::focus("decided");
        }
    });
    // What was written shows at once in both parts.
    let changed = Callback::new(move |()| {
        queue.refetch();
        open.refetch();
    });
    focus_opened(move || chosen.get());
    let rows = move || view! { <Skeleton label=w.desk_loading() count=8 shape=SkeletonShape::Rows /> };
    let lines = move || view! { <Skeleton label=w.desk_loading_thread() count=8 /> };
    view! {
        <Title text=w.requests_title() />
        <PageHead title=w.requests_title() lead=w.requests_lead() />
        <div class="split" class:reading=move || chosen.get().is_some()>
            <section class="stack tight" aria-label=w.requests_queue()>
                <Suspense fallback=rows>
                    {move || {
                        let (filter, later) = (filter.get(), after.get().is_some());
                        Suspend::new(async move {
                            fresh(match queue.await {
                                Ok(first) => view! { <Queue filter first later chosen /> }.into_any(),
                                Err(error) => {
                                    let retry = Callback::new(move |()| queue.refetch());
                                    view! { <Trouble error retry beside=true /> }.into_any()
                                }
                            })
                        })
                    }}
                </Suspense>
            </section>
            <section class="stack" id="beside" tabindex="-1" aria-label=w.requests_open()>
                <Suspense fallback=lines>
                    {move || {
                        Suspend::new(async move {
                            fresh(match open.await {
                                None => view! { <p class="soft">{w.requests_choose()}</p> }.into_any(),
                                Some(Ok(shown)) => view! { <Request shown decided changed /> }.into_any(),
                                Some(Err(error)) => {
                                    let retry = Callback::new(move |()| open.refetch());
                                    view! {
                                        <Gone
                                            error
                                            retry
                                            title=w.requests_gone_title()
                                            text=w.requests_gone_text()
                                            back=links::DESK_REQUESTS
                                            label=w.requests_back()
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
}

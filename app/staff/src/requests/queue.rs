//! The requests that wait, the oldest first; the left edge is the clock of.

use leptos::prelude::*;
use portal_api::requests;
use portal_kit::boot::use_words;
use portal_kit::{Due, EmptyState, Icon, MessageList, MessageRow, text};
use portal_page::{Growing, More, Snag, left_edge};
use portal_types::ids::EnrollmentId;
use portal_types::links;
use portal_types::registry::{RequestFilter, RequestQueue, RequestRow};

fn query(filter: RequestFilter) -> &'static str {
    match filter {
        RequestFilter::Waiting => "",
        RequestFilter::Unreachable => "?show=unreachable",
    }
}

#[component]
pub(super) fn Queue(
    filter: RequestFilter,
    first: RequestQueue,
    later: bool,
    chosen: Memo<Option<EnrollmentId>>,
) -> impl IntoView {
    let w = use_words();
    let list = Growing::new(
        first.page,
        |row| row.request,
        move |after| async move { requests::queue(filter, Some(after)).await.map(|more| more.page) },
    );
    let now = first.now;
    let row = move |row: RequestRow| {
        let due = left_edge(row.urgency);
        let by = match due {
            Due::Late => w.requests_late(text::date(w, row.due_on)),
            Due::Calm | Due::Soon => w.requests_due(text::date(w, row.due_on)),
        };
        let id = row.request;
        view! {
            <MessageRow
                href=format!("{}{}", links::desk_request(id), query(filter))
                title=row.name
                context=by
                time=text::when(w, row.asked_at, now)
                datetime=row.asked_at.machine()
                unread_word=String::new()
                current=Signal::derive(move || chosen.get() == Some(id))
                due
            />
        }
    };
    let tab = move |to: RequestFilter, label: String| {
        view! {
            <a
                class="tab"
                href=format!("{}{}", links::DESK_REQUESTS, query(to))
                aria-current=(filter == to).then_some("page")
            >
                {label}
            </a>
        }
    };
    let join = if filter == RequestFilter::Waiting { "?after=" } else { "?show=unreachable&after=" };
    let nothing = move || {
        view! { <EmptyState icon=Icon::Inbox title=w.requests_empty_title() text=w.requests_empty_text() /> }
    };
    view! {
        <nav class="cluster" aria-label=w.requests_filter()>
            {tab(RequestFilter::Waiting, w.requests_waiting())}
            {tab(RequestFilter::Unreachable, w.requests_unreachable())}
        </nav>
        <Snag error=list.rest.trouble retry=list.rest.load />
        {later
            .then(|| {
                view! {
                    <p>
                        <a href=format!("{}{}", links::DESK_REQUESTS, query(filter))>{w.requests_oldest()}</a>
                    </p>
                }
            })}
        <Show when=move || !list.is_empty() fallback=nothing>
            <MessageList label=w.requests_queue() queue=true>
                <For each=move || list.rows() key=|row| row.request let(shown)>
                    {row(shown)}
                </For>
            </MessageList>
        </Show>
        <More rest=list.rest to=format!("{}{join}", links::DESK_REQUESTS) label=w.desk_more() />
    }
}

//! The requests that wait, the oldest first; the left edge is the clock of.

use leptos::prelude::*;
use portal_api::{ApiError, requests};
use portal_kit::boot::use_words;
use portal_kit::{Due, EmptyState, Icon, MessageList, MessageRow, MoreLink, text};
use portal_page::{Snag, left_edge};
use portal_types::ids::EnrollmentId;
use portal_types::links;
use portal_types::page::Cursor;
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
    let page = RwSignal::new(first.page);
    let trouble = RwSignal::new(None::<ApiError>);
    let more = Action::new(move |after: &Cursor| requests::queue(filter, Some(*after)));
    Effect::new(move |_| match more.value().get() {
        Some(Ok(next)) => {
            page.update(|page| portal_kit::live::append(page, next.page, |row| row.request));
            trouble.set(None);
        }
        Some(Err(error)) => trouble.set(Some(error)),
        None => {}
    });
    let next = Memo::new(move |_| page.with(|page| page.next));
    let load = Callback::new(move |()| {
        if let (Some(after), false) = (next.get_untracked(), more.pending().get_untracked()) {
            more.dispatch(after);
        }
    });
    let empty = Memo::new(move |_| page.with(|page| page.rows.is_empty()));
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
    let nothing = move || {
        view! { <EmptyState icon=Icon::Inbox title=w.requests_empty_title() text=w.requests_empty_text() /> }
    };
    view! {
        <nav class="cluster" aria-label=w.requests_filter()>
            {tab(RequestFilter::Waiting, w.requests_waiting())}
            {tab(RequestFilter::Unreachable, w.requests_unreachable())}
        </nav>
        <Snag error=trouble retry=load />
        {later
            .then(|| {
                view! {
                    <p>
                        <a href=format!("{}{}", links::DESK_REQUESTS, query(filter))>{w.requests_oldest()}</a>
                    </p>
                }
            })}
        <Show when=move || !empty.get() fallback=nothing>
            <MessageList label=w.requests_queue() queue=true>
                <For each=move || page.with(|page| page.rows.clone()) key=|row| row.request let(shown)>
                    {row(shown)}
                </For>
            </MessageList>
        </Show>
        {move || {
            next.get()
                .map(|after| {
                    let join = if filter == RequestFilter::Waiting { "?after=" } else { "?show=unreachable&after=" };
                    view! {
                        <MoreLink
                            href=format!("{}{join}{after}", links::DESK_REQUESTS)
                            label=w.desk_more()
                            on_press=load
                        />
                    }
                })
        }}
    }
}

//! The open tickets, the oldest first; the left edge says how near the day is by which to call back.

use super::ticket::category;
use leptos::prelude::*;
use portal_api::support;
use portal_kit::boot::use_words;
use portal_kit::{Due, EmptyState, Icon, MessageList, MessageRow, text};
use portal_page::{Growing, More, Snag, left_edge};
use portal_types::ids::TicketId;
use portal_types::links;
use portal_types::support::{TicketQueue, TicketRow};

#[component]
pub(super) fn Queue(first: TicketQueue, later: bool, chosen: Memo<Option<TicketId>>) -> impl IntoView {
    let w = use_words();
    let list = Growing::new(
        first.page,
        |row| row.ticket,
        move |after| async move { support::queue(Some(after)).await.map(|more| more.page) },
    );
    let now = first.now;
    let row = move |row: TicketRow| {
        let due = left_edge(row.urgency);
        let by = match due {
            Due::Late => w.requests_late(text::date(w, row.due_on)),
            Due::Calm | Due::Soon => w.tickets_due(text::date(w, row.due_on)),
        };
        let id = row.ticket;
        view! {
            <MessageRow
                href=links::desk_ticket(id)
                title=row.name
                context=format!("{} · {by}", category(w, row.category))
                time=text::when(w, row.asked_at, now)
                datetime=row.asked_at.machine()
                unread_word=String::new()
                current=Signal::derive(move || chosen.get() == Some(id))
                due
            />
        }
    };
    let nothing =
        move || view! { <EmptyState icon=Icon::Inbox title=w.tickets_empty_title() text=w.tickets_empty_text() /> };
    view! {
        <Snag error=list.rest.trouble retry=list.rest.load />
        {later
            .then(|| {
                view! {
                    <p>
                        <a href=links::DESK_SUPPORT>{w.requests_oldest()}</a>
                    </p>
                }
            })}
        <Show when=move || !list.is_empty() fallback=nothing>
            <MessageList label=w.tickets_queue() queue=true>
                <For each=move || list.rows() key=|row| row.ticket let(shown)>
                    {row(shown)}
                </For>
            </MessageList>
        </Show>
        <More rest=list.rest to=format!("{}?after=", links::DESK_SUPPORT) label=w.desk_more() />
    }
    .into_any()
}

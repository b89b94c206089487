//! The open tickets, the oldest first; the left edge says how near the day is by which to call back.

use super::ticket::category;
use leptos::prelude::*;
use portal_api::{ApiError, support};
use portal_kit::boot::use_words;
use portal_kit::{Due, EmptyState, Icon, MessageList, MessageRow, MoreLink, text};
use portal_page::{Snag, left_edge};
use portal_types::ids::TicketId;
use portal_types::links;
use portal_types::page::Cursor;
use portal_types::support::{TicketQueue, TicketRow};

#[component]
pub(super) fn Queue(first: TicketQueue, later: bool, chosen: Memo<Option<TicketId>>) -> impl IntoView {
    let w = use_words();
    let page = RwSignal::new(first.page);
    let trouble = RwSignal::new(None::<ApiError>);
    let more = Action::new(move |after: &Cursor| support::queue(Some(*after)));
    Effect::new(move |_| match more.value().get() {
        Some(Ok(next)) => {
            page.update(|page| portal_kit::live::append(page, next.page, |row| row.ticket));
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
        <Snag error=trouble retry=load />
        {later
            .then(|| {
                view! {
                    <p>
                        <a href=links::DESK_SUPPORT>{w.requests_oldest()}</a>
                    </p>
                }
            })}
        <Show when=move || !empty.get() fallback=nothing>
            <MessageList label=w.tickets_queue() queue=true>
                <For each=move || page.with(|page| page.rows.clone()) key=|row| row.ticket let(shown)>
                    {row(shown)}
                </For>
            </MessageList>
        </Show>
        {move || {
            next.get()
                .map(|after| {
                    view! {
                        <MoreLink
                            href=format!("{}?after={after}", links::DESK_SUPPORT)
                            label=w.desk_more()
                            on_press=load
                        />
                    }
                })
        }}
    }
    .into_any()
}

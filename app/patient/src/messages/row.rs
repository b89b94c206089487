//! One conversation as a line of a list.

use crate::shared::exact;
use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{MessageRow, text};
use portal_types::ids::{PatientId, ThreadId};
use portal_types::links;
use portal_types::message::{ThreadRow, ThreadStatus};
use portal_types::moment::Moment;
use portal_words::Words;

/// Where a conversation stands, in a word or two.
fn status(w: &'static Words, status: ThreadStatus) -> String {
    match status {
        ThreadStatus::Sent => w.inbox_status_sent(),
        ThreadStatus::Opened => w.inbox_status_opened(),
        ThreadStatus::Answered => w.inbox_status_answered(),
        ThreadStatus::Closed => w.inbox_status_closed(),
    }
}

/// How far it is, with whom, and about what.
fn context(w: &'static Words, row: &ThreadRow) -> String {
    let state = if row.unread > 0 { w.inbox_new_count(row.unread) } else { status(w, row.status) };
    format!("{} · {} · {}", state, row.practice, text::topic(w, row.topic))
}

/// The `id` of a conversation's line.
pub(super) fn line_id(thread: ThreadId) -> String {
    format!("line-{thread}")
}

/// A line: subject; with whom, about what and how far; when.
#[component]
pub(crate) fn ThreadLine(patient: PatientId, row: ThreadRow, now: Moment) -> impl IntoView {
    let w = use_words();
    view! {
        <MessageRow
            href=links::thread(patient, row.thread)
            id=line_id(row.thread)
            context=context(w, &row)
            title=row.subject
            time=text::when(w, row.last_at, now)
            datetime=row.last_at.machine()
            exact=exact(w, row.last_at)
            unread=row.unread != 0
            unread_word=w.inbox_unread()
        />
    }
}

/// The same line, as one of a list in which it changes in place: redrawing it would take the focus away, and what can be
/// done with it would be listened to twice. The children stand below the link.
#[component]
pub(super) fn LiveLine(
    patient: PatientId,
    row: Memo<ThreadRow>,
    now: RwSignal<Moment>,
    children: Children,
) -> impl IntoView {
    let w = use_words();
    let thread = row.with_untracked(|row| row.thread);
    let unread = Memo::new(move |_| row.with(|row| row.unread != 0));
    view! {
        <li>
            <a
                class="row"
                class:unread=move || unread.get()
                href=links::thread(patient, thread)
                id=line_id(thread)
            >
                <span>
                    <span class="title">
                        {move || unread.get().then(|| view! { <b class="hidden-word">{w.inbox_unread()} ": "</b> })}
                        {move || row.with(|row| row.subject.clone())}
                    </span>
                    <span class="context">{move || row.with(|row| context(w, row))}</span>
                </span>
                <time
                    datetime=move || row.with(|row| row.last_at.machine())
                    title=move || row.with(|row| exact(w, row.last_at))
                >
                    {move || row.with(|row| text::when(w, row.last_at, now.get()))}
                </time>
            </a>
            {children()}
        </li>
    }
    .into_any()
}

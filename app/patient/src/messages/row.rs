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
    }
}

/// The `id` of a conversation's line.
pub(super) fn line_id(thread: ThreadId) -> String {
    format!("line-{thread}")
}

/// A line: subject; with whom, about what and how far; when.
#[component]
pub(crate) fn ThreadLine(patient: PatientId, row: ThreadRow, now: Moment) -> impl IntoView {
    let w = use_words();
    let state = if row.unread > 0 { w.inbox_new_count(row.unread) } else { status(w, row.status) };
    view! {
        <MessageRow
            href=links::thread(patient, row.thread)
            id=line_id(row.thread)
            title=row.subject
            context=format!("{} · {} · {}", state, row.practice, text::topic(w, row.topic))
            time=text::when(w, row.last_at, now)
            datetime=row.last_at.machine()
            exact=exact(w, row.last_at)
            unread=row.unread != 0
            unread_word=w.inbox_unread()
        />
    }
}

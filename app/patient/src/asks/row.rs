//! One request as a line of a list.

use crate::shared::exact;
use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{MessageRow, text};
use portal_types::ask::AskRow;
use portal_types::ids::{AskId, PatientId};
use portal_types::links;
use portal_types::moment::Moment;
use portal_words::Words;

/// The `id` of a request's line.
pub(super) fn line_id(ask: AskId) -> String {
    format!("line-{ask}")
}

/// What is asked for, and of what it is.
fn title(w: &Words, row: &AskRow) -> String {
    let kind = text::ask_kind(w, row.kind);
    if row.what.is_empty() { kind } else { format!("{kind}: {}", row.what) }
}

/// How it stands, with whom, and by when an answer comes.
fn context(w: &Words, row: &AskRow, now: Moment) -> String {
    let due = row.due.map(|due| {
        let day = text::date(w, due);
        if due < now.day() { w.ask_late_since(day) } else { w.ask_answer_by(day) }
    });
    let parts: Vec<String> = [text::ask_state(w, row.state), row.practice.clone()].into_iter().chain(due).collect();
    parts.join(" \u{b7} ")
}

/// A line: what is asked for; how it stands, with whom and until when; when something last happened.
#[component]
pub(crate) fn AskLine(patient: PatientId, row: AskRow, now: Moment) -> impl IntoView {
    let w = use_words();
    view! {
        <MessageRow
            href=links::ask(patient, row.ask)
            id=line_id(row.ask)
            title=title(w, &row)
            context=context(w, &row, now)
            time=text::when(w, row.last_at, now)
            datetime=row.last_at.machine()
            exact=exact(w, row.last_at)
            unread=row.news
            unread_word=w.ask_news()
        />
    }
    .into_any()
}

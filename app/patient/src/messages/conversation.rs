//! What was said, oldest on top, with the days between.

use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{Bubble, DaySeparator, Thread, text};
use portal_types::ids::MessageId;
use portal_types::message::{MessageView, Side, ThreadStatus, ThreadView};
use portal_words::Words;

/// A line of the conversation.
#[derive(Clone, PartialEq)]
enum Line {
    /// A new day begins: the date, and how people say it.
    Day { date: String, label: String },
    /// A message.
    Said(MessageView),
}

impl Line {
    fn key(&self) -> String {
        match self {
            Self::Day { date, .. } => date.clone(),
            Self::Said(message) => message.message.to_string(),
        }
    }
}

/// Messages in the order of reading, each day under its name.
fn lines(w: &'static Words, thread: &ThreadView) -> Vec<Line> {
    let today = thread.now.day();
    let mut lines = Vec::new();
    let mut day = None;
    for message in thread.messages.rows.iter().rev() {
        let date = message.at.day();
        if day != Some(date) {
            let label = if date == today {
                w.thread_today()
            } else if date.epoch() + 1 == today.epoch() {
                w.yesterday()
            } else {
                text::date(w, date)
            };
            lines.push(Line::Day { date: date.to_string(), label });
            day = Some(date);
        }
        lines.push(Line::Said(message.clone()));
    }
    lines
}

/// What stands under the last own message: how far it is, and by when an answer comes.
fn state(w: &'static Words, thread: &ThreadView) -> Option<(MessageId, String)> {
    let last = thread.messages.rows.iter().find(|message| message.side == Side::Patient)?;
    let by = thread.answer_by.map(|by| text::date(w, by));
    let words = match (thread.status, by) {
        (ThreadStatus::Sent, None) => w.thread_sent(),
        (ThreadStatus::Sent, Some(by)) => w.thread_sent_answer_by(by),
        (ThreadStatus::Opened, None) => w.thread_opened(),
        (ThreadStatus::Opened, Some(by)) => w.thread_opened_answer_by(by),
        (ThreadStatus::Answered, _) => w.thread_answered(),
    };
    Some((last.message, words))
}

/// The conversation as far as it is loaded. Lines that stay are not drawn again.
#[component]
pub(crate) fn Conversation(thread: RwSignal<ThreadView>) -> impl IntoView {
    let w = use_words();
    let lines = Memo::new(move |_| thread.with(|thread| lines(w, thread)));
    let state = Memo::new(move |_| thread.with(|thread| state(w, thread)));
    let said = move |message: MessageView| {
        let id = message.message;
        let state = Signal::derive(move || state.get().filter(|(last, _)| *last == id).map(|(_, words)| words));
        view! {
            <Bubble
                own=message.side == Side::Patient
                author=message.author
                role=message.role.map(|role| text::role(w, role))
                time=text::time_of(w, message.at)
                datetime=message.at.machine()
                body=message.body
                state
            />
        }
    };
    view! {
        <Thread label=thread.with_untracked(|thread| w.thread_label(thread.practice.clone()))>
            <For each=move || lines.get() key=Line::key let(line)>
                {match line {
                    Line::Day { label, .. } => view! { <DaySeparator day=label /> }.into_any(),
                    Line::Said(message) => said(message).into_any(),
                }}
            </For>
        </Thread>
    }
}

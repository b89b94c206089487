//! What was said, oldest on top, with the days between; the team's words right.

use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{Bubble, DaySeparator, Thread, text};
use portal_types::message::{MessageView, Side, ThreadView};
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

/// Messages in the order of reading, each day under its date.
fn lines(w: &'static Words, thread: &ThreadView) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut day = None;
    for message in thread.messages.rows.iter().rev() {
        let date = message.at.day();
        if day != Some(date) {
            lines.push(Line::Day { date: date.to_string(), label: text::date_with_year(w, date) });
            day = Some(date);
        }
        lines.push(Line::Said(message.clone()));
    }
    lines
}

/// The conversation as far as it is loaded. Lines that stay are not drawn again.
#[component]
pub(super) fn Conversation(thread: RwSignal<ThreadView>) -> impl IntoView {
    let w = use_words();
    let lines = Memo::new(move |_| thread.with(|thread| lines(w, thread)));
    view! {
        <Thread label=w.desk_conversation()>
            <For each=move || lines.get() key=Line::key let(line)>
                {match line {
                    Line::Day { label, .. } => view! { <DaySeparator day=label /> }.into_any(),
                    Line::Said(message) => {
                        view! {
                            <Bubble
                                own=message.side == Side::Team
                                author=message.author
                                role=message.role.map(|role| text::role(w, role))
                                time=text::time_of(w, message.at)
                                datetime=message.at.machine()
                                body=message.body
                            />
                        }
                            .into_any()
                    }
                }}
            </For>
        </Thread>
    }
}

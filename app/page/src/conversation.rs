//! What was said, oldest on top, with the days between.

use crate::SentFiles;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use portal_kit::boot::use_words;
use portal_kit::{Bubble, DaySeparator, Thread, text};
use portal_types::file::FileState;
use portal_types::ids::MessageId;
use portal_types::links;
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
            Self::Said(message) => {
                // Drawn anew when it is known what is in its files.
                let states = message.files.iter().map(|file| match file.state {
                    FileState::Ready => 'r',
                    FileState::Checking => 'c',
                    FileState::Harmful => 'h',
                });
                format!("{} {}", message.message, states.collect::<String>())
            }
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
            } else if date.year() == today.year() {
                text::date(w, date)
            } else {
                text::date_with_year(w, date)
            };
            lines.push(Line::Day { date: date.to_string(), label });
            day = Some(date);
        }
        lines.push(Line::Said(message.clone()));
    }
    lines
}

/// As what somebody wrote: a role of the team, or for the patient.
fn as_what(w: &'static Words, message: &MessageView) -> Option<String> {
    let role = message.role.map(|role| text::role(w, role));
    role.or_else(|| message.for_other.then(|| w.activity_representative()))
}

/// The conversation as far as it is loaded, for the side that reads it. Lines that stay are not drawn again.
#[component]
pub fn Conversation(
    /// What is shown; it grows in place.
    thread: RwSignal<ThreadView>,
    /// Whose words stand right.
    own: Side,
    /// "Conversation with Cedar Clinic".
    #[prop(into)]
    label: String,
    /// What stands under one message: how far it is.
    #[prop(optional, into)]
    state: Option<Memo<Option<(MessageId, String)>>>,
) -> impl IntoView {
    let w = use_words();
    let lines = Memo::new(move |_| thread.with(|thread| lines(w, thread)));
    // Told when it arrives while one looks on; what was there before is not news, nor are one's own words.
    let newest = Memo::new(move |_| {
        thread.with(|thread| thread.messages.rows.first().map(|m| (m.message, m.side, m.author.clone())))
    });
    let news = RwSignal::new(String::new());
    Effect::new(move |before: Option<Option<MessageId>>| {
        let now = newest.get();
        let id = now.as_ref().map(|(id, ..)| *id);
        if let (Some(before), Some((_, side, author))) = (before, now) {
            if before != id && side != own {
                news.set(w.thread_arrived(author));
            }
        }
        id
    });
    // The one that the address names is marked, and has the focus as soon as it is there.
    let address = use_location().hash;
    let named = RwSignal::new(None::<MessageId>);
    Effect::new(move |_| {
        let there = |message: &MessageId| {
            thread.with_untracked(|thread| thread.messages.rows.iter().any(|row| row.message == *message))
        };
        let message = address.with(|fragment| links::message_of(fragment)).filter(there);
        if let Some(message) = message {
            portal_browser::focus(&links::message_id(message));
        }
        named.set(message);
    });
    let said = move |message: MessageView| {
        let (id, role) = (message.message, as_what(w, &message));
        let state = Signal::derive(move || {
            state.and_then(|state| state.get()).filter(|(last, _)| *last == id).map(|(_, words)| words)
        });
        view! {
            <Bubble
                id=links::message_id(id)
                found=Signal::derive(move || named.get() == Some(id))
                own=message.side == own
                author=message.author
                role
                time=text::time_of(w, message.at)
                datetime=message.at.machine()
                body=message.body
                state
            >
                <SentFiles files=message.files />
            </Bubble>
        }
    };
    view! {
        <Thread label news>
            <For each=move || lines.get() key=Line::key let(line)>
                {match line {
                    Line::Day { label, .. } => view! { <DaySeparator day=label /> }.into_any(),
                    Line::Said(message) => said(message).into_any(),
                }}
            </For>
        </Thread>
    }
}

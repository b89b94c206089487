//! A conversation: own words right and tinted, the team's left with name and role.

use crate::{Icon, IconView};
use leptos::{children::ViewFnOnce, prelude::*};

/// The list around bubbles and day separators. What arrives is announced politely, without moving the reader: by a line
/// of its own, because a list that announces itself would also read out what was loaded from before.
#[component]
pub fn Thread(
    /// "Conversation with Cedar Clinic nurses".
    #[prop(into)]
    label: String,
    /// "New message from Nora Ortiz", when one has arrived.
    #[prop(into)]
    news: Signal<String>,
    /// `Bubble`s and `DaySeparator`s.
    children: Children,
) -> impl IntoView {
    view! {
        <ol class="thread" role="list" aria-label=label>
            {children()}
        </ol>
        <p class="hidden-word" role="status">
            {news}
        </p>
    }
}

/// One message.
#[component]
pub fn Bubble(
    /// Its `id`, by which an address can name it.
    #[prop(into)]
    id: String,
    /// Whether an address has named it.
    #[prop(into)]
    found: Signal<bool>,
    /// Written by the reader's side.
    #[prop(optional)]
    own: bool,
    /// A note among staff: dashed, so that nobody takes it for an answer to the patient.
    #[prop(optional)]
    internal: bool,
    /// Who wrote it.
    #[prop(into)]
    author: String,
    /// As what: "Nurse, Cedar Clinic".
    #[prop(optional_no_strip, into)]
    role: Option<String>,
    /// The time as people say it.
    #[prop(into)]
    time: String,
    /// The same time for machines (RFC 3339).
    #[prop(into)]
    datetime: String,
    /// The words, line breaks as typed.
    #[prop(into)]
    body: String,
    /// In words, under the last own message: "Opened by the nursing team".
    #[prop(optional, into)]
    state: MaybeProp<String>,
    /// Attachments.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <li
            class="bubble"
            id=id
            tabindex=move || found.get().then_some("-1")
            class:own=own
            class:internal=internal
            class:found=move || found.get()
        >
            <header>
                <strong>{author}</strong>
                {role.map(|role| view! { <span class="soft">{role}</span> })}
                <time datetime=datetime>{time}</time>
            </header>
            <div class="said">
                <p>{body}</p>
                {children.map(|children| children())}
            </div>
            {move || {
                state
                    .get()
                    .map(|state| {
                        view! {
                            <p class="state">
                                <IconView icon=Icon::Check />
                                {state}
                            </p>
                        }
                    })
            }}
        </li>
    }
}

/// Between two days of a conversation.
#[component]
pub fn DaySeparator(
    /// "Monday 16 November".
    #[prop(into)]
    day: String,
) -> impl IntoView {
    view! {
        <li class="day">
            <span>{day}</span>
        </li>
    }
}

/// The place to write, inside the caller's form: a `TextArea` as child, then the buttons.
#[component]
pub fn Composer(
    /// One line above the buttons: who reads it, and when an answer comes.
    #[prop(optional, into)]
    note: MaybeProp<String>,
    /// Send, attach, save.
    #[prop(into)]
    actions: ViewFnOnce,
    /// The text field and attachments.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="composer">
            {children()}
            {move || note.get().map(|note| view! { <p class="soft small">{note}</p> })}
            <div class="actions cluster">{actions.run()}</div>
        </div>
    }
}

//! Lists of conversations, newest first.

use crate::{Avatar, Person};
use leptos::prelude::*;

/// The list around rows.
#[component]
pub fn MessageList(
    /// "Messages".
    #[prop(into)]
    label: String,
    /// Dense, as a desk's queue.
    #[prop(optional)]
    queue: bool,
    /// `MessageRow`s.
    children: Children,
) -> impl IntoView {
    view! {
        // The role again: without bullets some screen readers no longer count it as a list.
        <ul class="rows" class:queue=queue role="list" aria-label=label>
            {children()}
        </ul>
    }
}

/// How near the time is by which an answer is owed; the left edge of a desk's row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Due {
    /// Time enough, or nothing owed.
    #[default]
    Calm,
    /// Today.
    Soon,
    /// Over.
    Late,
}

/// One conversation: a link over the whole row.
#[component]
pub fn MessageRow(
    /// Where it opens.
    #[prop(into)]
    href: String,
    /// The link's `id`, for the focus that comes back.
    #[prop(optional_no_strip, into)]
    id: Option<String>,
    /// What it is about.
    #[prop(into)]
    title: String,
    /// One line of context: who, for whom, first words.
    #[prop(into)]
    context: String,
    /// Relative time, where the rows have one.
    #[prop(optional, into)]
    time: String,
    /// The exact time for machines (RFC 3339).
    #[prop(optional, into)]
    datetime: String,
    /// The exact time for people, on demand.
    #[prop(optional_no_strip, into)]
    exact: Option<String>,
    /// Not yet read: weight, dot, and the word for those who see neither.
    #[prop(optional, into)]
    unread: Signal<bool>,
    /// "Unread".
    #[prop(into)]
    unread_word: String,
    /// Whose chart, where the list holds several people's.
    #[prop(optional_no_strip, into)]
    person: Option<Person>,
    /// The row whose detail is shown beside the list.
    #[prop(optional, into)]
    current: Signal<bool>,
    /// For a desk's queue.
    #[prop(optional)]
    due: Due,
) -> impl IntoView {
    view! {
        <li>
            <a
                class="row"
                class:unread=move || unread.get()
                class:soon=due == Due::Soon
                class:late=due == Due::Late
                href=href
                id=id
                aria-current=move || current.get().then_some("true")
            >
                {person.map(|person| view! { <Avatar person /> })}
                <span>
                    <span class="title">
                        {move || {
                            unread.get().then(|| view! { <b class="hidden-word">{unread_word.clone()} ": "</b> })
                        }} {title}
                    </span>
                    <span class="context">{context}</span>
                </span>
                {(!time.is_empty())
                    .then(|| {
                        view! {
                            <time datetime=datetime title=exact>
                                {time}
                            </time>
                        }
                    })}
            </a>
        </li>
    }
}

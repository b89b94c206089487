//! What has happened to something on its way, and where it stands now.

use leptos::prelude::*;

/// How a step of a timeline stands; told by its words, the mark only agrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StepMark {
    /// It is over.
    #[default]
    Done,
    /// Here it stands now.
    Now,
    /// It is still to come.
    Ahead,
}

/// The line of steps, the oldest on top.
#[component]
pub fn Timeline(
    /// "What has happened".
    #[prop(into)]
    label: String,
    /// `TimelineStep`s.
    children: Children,
) -> impl IntoView {
    view! {
        <ol class="timeline" role="list" aria-label=label>
            {children()}
        </ol>
    }
}

/// One step.
#[component]
pub fn TimelineStep(
    /// What happened, or is to happen.
    #[prop(into)]
    title: String,
    /// Whether it did.
    #[prop(optional)]
    mark: StepMark,
    /// Who did it, or who has it now.
    #[prop(optional_no_strip, into)]
    who: Option<String>,
    /// When, as people say it.
    #[prop(optional_no_strip, into)]
    time: Option<String>,
    /// The same time for machines (RFC 3339).
    #[prop(optional, into)]
    datetime: String,
    /// What was said with it, line breaks as typed.
    #[prop(optional_no_strip, into)]
    words: Option<String>,
) -> impl IntoView {
    let line = match (who.filter(|who| !who.is_empty()), time) {
        (None, None) => None,
        (who, time) => {
            let dot = (who.is_some() && time.is_some()).then_some(" \u{b7} ");
            Some(view! {
                <p class="soft small">
                    {who} {dot} {time.map(|time| view! { <time datetime=datetime>{time}</time> })}
                </p>
            })
        }
    };
    view! {
        <li
            class:done=mark == StepMark::Done
            class:ahead=mark == StepMark::Ahead
            aria-current=(mark == StepMark::Now).then_some("step")
        >
            <p>
                <strong>{title}</strong>
            </p>
            {words.filter(|words| !words.is_empty()).map(|words| view! { <p class="words">{words}</p> })}
            {line}
        </li>
    }
}

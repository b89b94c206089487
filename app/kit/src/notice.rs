//! One thing the reader should know here.

use crate::{Icon, IconView};
use leptos::prelude::*;

/// How serious a notice is; told by icon and words, the colour only agrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Good to know.
    #[default]
    Info,
    /// It worked.
    Positive,
    /// Think before going on.
    Caution,
    /// Act now.
    Urgent,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Info => "notice",
            Self::Positive => "notice positive",
            Self::Caution => "notice caution",
            Self::Urgent => "notice urgent",
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Info => Icon::Help,
            Self::Positive => Icon::Check,
            Self::Caution | Self::Urgent => Icon::Alert,
        }
    }
}

/// A notice.
#[component]
pub fn Notice(
    /// How serious.
    #[prop(optional)]
    tone: Tone,
    /// One line that says it all.
    #[prop(optional_no_strip, into)]
    title: Option<String>,
    /// Another icon than the tone's own.
    #[prop(optional)]
    icon: Option<Icon>,
    /// Announced politely when it appears (`role="status"`).
    #[prop(optional)]
    live: bool,
    /// The rest.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=tone.class() role=live.then_some("status")>
            <IconView icon=icon.unwrap_or(tone.icon()) />
            <div>
                {title.map(|title| view! { <strong>{title}</strong> })}
                {children.map(|children| children())}
            </div>
        </div>
    }
}

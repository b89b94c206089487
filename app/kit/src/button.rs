//! Buttons say what they do, in a verb.

use crate::{Icon, IconView};
use leptos::prelude::*;

/// How much a button weighs. A page has one `Primary`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonVariant {
    /// The main action.
    #[default]
    Primary,
    /// Another way on.
    Secondary,
    /// Takes something away.
    Danger,
    /// Looks like a link, acts like a button.
    Quiet,
}

impl ButtonVariant {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button",
            Self::Secondary => "button secondary",
            Self::Danger => "button danger",
            Self::Quiet => "button quiet",
        }
    }
}

/// What a button does to the form around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// Sends the form.
    #[default]
    Submit,
    /// Nothing but its callback.
    Button,
}

/// A button. While busy it stays focusable and says so (`aria-disabled`), swallows presses, and keeps its place.
#[component]
pub fn Button(
    /// The verb.
    #[prop(into)]
    label: Signal<String>,
    /// What it looks like.
    #[prop(optional)]
    variant: ButtonVariant,
    /// Submit (the default) or plain button.
    #[prop(optional)]
    kind: ButtonKind,
    /// True while the answer is awaited.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// The words while busy ("Sending..."); without them the label stays.
    #[prop(optional_no_strip, into)]
    busy_label: Option<String>,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<Icon>,
    /// Name of the value this button sends with its form.
    #[prop(optional_no_strip, into)]
    name: Option<String>,
    /// The value sent.
    #[prop(optional_no_strip, into)]
    value: Option<String>,
    /// Called when pressed and not busy.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let words = move || match &busy_label {
        Some(words) if busy.get() => words.clone(),
        _ => label.get(),
    };
    view! {
        <button
            class=variant.class()
            type=match kind {
                ButtonKind::Submit => "submit",
                ButtonKind::Button => "button",
            }
            name=name
            value=value
            // Never `disabled`: that would throw the focus away and silence the button.
            aria-disabled=move || busy.get().then_some("true")
            on:click=move |press| {
                if busy.get_untracked() {
                    press.prevent_default();
                } else if let Some(on_press) = on_press {
                    on_press.run(());
                }
            }
        >
            {icon.map(|icon| view! { <IconView icon /> })}
            <span>{words}</span>
        </button>
    }
}

/// A link that weighs as much as a button: it leads somewhere, it changes nothing.
#[component]
pub fn LinkButton(
    /// Where to.
    #[prop(into)]
    href: String,
    /// The words.
    #[prop(into)]
    label: String,
    /// What it looks like.
    #[prop(optional)]
    variant: ButtonVariant,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<Icon>,
) -> impl IntoView {
    view! {
        <a class=variant.class() href=href>
            {icon.map(|icon| view! { <IconView icon /> })}
            <span>{label}</span>
        </a>
    }
}

/// The way to more of a list. A link, so that it works before the app has loaded; with it, `on_press` adds the rows in
/// place. What it calls must read the place to go on from when it is pressed: the link changes in place.
#[component]
pub fn MoreLink(
    /// The address of the next part.
    href: String,
    /// The words.
    label: String,
    /// Loads it in place.
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <div>
            <a
                class=ButtonVariant::Secondary.class()
                href=href
                on:click=move |click| {
                    click.prevent_default();
                    on_press.run(());
                }
            >
                <span>{label}</span>
            </a>
        </div>
    }
}

/// The row of buttons that ends a form; on a phone each takes the whole width.
#[component]
pub fn Actions(
    /// The main button first.
    children: Children,
) -> impl IntoView {
    view! { <div class="actions cluster">{children()}</div> }
}

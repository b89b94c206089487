//! What is done by a form that is folded away: opening it changes nothing yet.

use crate::form::{Faults, FormErrors};
use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{Button, ButtonVariant};

/// What it is called, and behind that what it means, what is wrong with its form, and the form.
#[component]
pub fn Folded(
    /// What it is called.
    title: String,
    /// What it means.
    what: String,
    /// What is wrong with the form.
    faults: Faults,
    /// Begins the ids: what opens it is "{id}-step", the part about the whole form is "{id}-error", and the ids of its
    /// fields begin with "{id}-".
    #[prop(into)]
    id: String,
    /// This page's address, for loading it again.
    page: &'static str,
    /// Whether it stands open: it is what one came for.
    #[prop(optional)]
    open: bool,
    /// The form.
    children: Children,
) -> impl IntoView {
    view! {
        <details open=open>
            <summary id=format!("{id}-step")>{title}</summary>
            <div class="stack tight">
                <p>{what}</p>
                <FormErrors faults id=format!("{id}-error") page prefix=format!("{id}-") />
                {children()}
            </div>
        </details>
    }
    .into_any()
}

/// The end of such a form: the button that does it, as wide as its words.
#[component]
pub fn Press(
    /// The verb.
    #[prop(into)]
    label: String,
    /// What it looks like.
    #[prop(optional)]
    variant: ButtonVariant,
    /// True while the answer is awaited.
    #[prop(into)]
    busy: Signal<bool>,
) -> impl IntoView {
    let w = use_words();
    view! {
        <div>
            <Button label variant busy busy_label=w.enroll_busy() />
        </div>
    }
    .into_any()
}

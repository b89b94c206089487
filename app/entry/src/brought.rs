//! Secret codes that links bring behind the "#" of the address, which browsers keep to themselves.

use crate::form::{Faults, SendButton};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use portal_kit::Field;
use portal_kit::boot::use_words;
use portal_types::code::LinkCode;
use portal_types::field::alone;

/// Puts the code that a link has brought into its field, and goes on with it.
pub(crate) fn brought(field: RwSignal<String>, go_on: impl Fn(String) + 'static) {
    Effect::new(move |_| {
        if let Some(code) = portal_browser::take_fragment() {
            field.set(code.clone());
            go_on(code);
        }
    });
}

/// Stops a form around [`LinkField`] whose code cannot be that of a link.
pub(crate) fn judge_link(link: RwSignal<String>, faults: Faults, event: &SubmitEvent) {
    faults.settle(event, alone("link", LinkCode::parse(&link.get_untracked())));
}

/// What stands in the form for the code of a link: it is typed where the link could not bring it.
#[component]
pub(crate) fn LinkField(
    link: RwSignal<String>,
    hint: String,
    faults: Faults,
    #[prop(into)] busy: Signal<bool>,
) -> impl IntoView {
    let w = use_words();
    view! {
        <Field
            label=w.recover_code()
            hint
            name="link"
            id="link"
            bind=link
            required=true
            spellcheck=false
            error=faults.at("link")
        />
        <SendButton label=w.enroll_next() busy />
    }
    .into_any()
}

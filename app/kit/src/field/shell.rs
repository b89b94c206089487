//! What all fields share: hint, error, and the attributes that tie both to the control.

use crate::{Icon, IconView};
use leptos::prelude::*;

/// The ids that `aria-describedby` of the control lists: the hint always, the error while there is one.
pub(super) fn described_by(
    id: &str,
    hint: bool,
    error: Signal<Option<String>>,
) -> impl Fn() -> Option<String> + Clone + Send + Sync + use<> {
    let hint = hint.then(|| format!("{id}-hint"));
    let id = format!("{id}-error");
    move || {
        let error = error.with(Option::is_some).then(|| id.clone());
        match (hint.clone(), error) {
            (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
            (hint, error) => hint.or(error),
        }
    }
}

/// `aria-invalid`, only while there is an error.
pub(super) fn invalid(
    error: Signal<Option<String>>,
) -> impl Fn() -> Option<&'static str> + Copy + Send + Sync + 'static {
    move || error.with(Option::is_some).then_some("true")
}

/// Hint, then error.
#[component]
pub(super) fn HintAndError(id: String, hint: Option<String>, error: Signal<Option<String>>) -> impl IntoView {
    let error_id = format!("{id}-error");
    view! {
        {hint
            .map(|hint| {
                view! {
                    <p class="hint" id=format!("{id}-hint")>
                        {hint}
                    </p>
                }
            })}
        {move || {
            error
                .get()
                .map(|error| {
                    view! {
                        <p class="field-error" id=error_id.clone()>
                            <IconView icon=Icon::Alert />
                            <span>{error}</span>
                        </p>
                    }
                })
        }}
    }
}

//! Asks once, before something that matters.

use leptos::prelude::*;

/// A dialog over the page, there while `open`. Focus (in, kept within, back) is the caller's.
#[component]
pub fn Dialog(
    /// The `id` of the dialog; its title gets `{id}-title`.
    #[prop(into)]
    id: String,
    /// Shown or not.
    #[prop(into)]
    open: Signal<bool>,
    /// The question: what will happen, and to whom.
    #[prop(into)]
    title: String,
    /// Called by the Escape key.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    /// The consequences and the buttons.
    children: Children,
) -> impl IntoView {
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    view! {
        <div class="scrim" hidden=move || !open.get()>
            <dialog
                id=id
                role="dialog"
                aria-modal="true"
                aria-labelledby=labelled_by
                tabindex="-1"
                open=move || open.get()
                on:keydown=move |key| {
                    if key.key() == "Escape" && let Some(on_close) = on_close {
                        on_close.run(());
                    }
                }
            >
                <div class="stack">
                    <h2 id=title_id>{title}</h2>
                    {children()}
                </div>
            </dialog>
        </div>
    }
}

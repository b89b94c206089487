//! Asks once, before something that matters.

use leptos::prelude::*;

/// A dialog over the page, there while `open`. Its first control gets the focus, Tab stays inside, and when it closes
/// the focus goes back to where it was.
#[component]
pub fn Dialog(
    /// The `id` of the dialog; its title gets `{id}-title`.
    id: &'static str,
    /// Shown or not.
    #[prop(into)]
    open: Signal<bool>,
    /// The question: what will happen, and to whom.
    #[prop(into)]
    title: String,
    /// Called by the Escape key.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    /// The consequences and the buttons; the safe one first.
    children: Children,
) -> impl IntoView {
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    Effect::new(move |_| {
        if open.get() {
            portal_browser::open_dialog(id);
        } else {
            portal_browser::close_dialog(id);
        }
    });
    view! {
        <dialog
            id=id
            aria-labelledby=labelled_by
            on:keydown=move |press| {
                let key = press.key();
                if key == "Tab" && portal_browser::wrap_focus(id, press.shift_key()) {
                    press.prevent_default();
                }
                if key == "Escape" {
                    // Whoever opened it closes it, not the browser.
                    press.prevent_default();
                    if let Some(on_close) = on_close {
                        on_close.run(());
                    }
                }
            }
        >
            <div class="stack">
                <h2 id=title_id>{title}</h2>
                {children()}
            </div>
        </dialog>
    }
}

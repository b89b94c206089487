//! The list of what to put right, on top of a form.

use leptos::{html, prelude::*};

/// One thing to put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The `id` of the field; for a date its first input, for a choice the group.
    pub field: String,
    /// The same words that stand at the field.
    pub message: String,
}

/// Shown while there are errors; takes the focus when they appear, so that nobody has to look for them.
#[component]
pub fn ErrorSummary(
    /// "There are two things to put right".
    #[prop(into)]
    title: Signal<String>,
    /// In the order of the page.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    // The node is new each time errors appear after none, and the list changes with each attempt: both call for focus.
    Effect::new(move |_| {
        if !errors.with(Vec::is_empty)
            && let Some(summary) = node.get()
        {
            // Losing this focus is no reason to lose the page.
            drop(summary.focus());
        }
    });
    let any = Memo::new(move |_| !errors.with(Vec::is_empty));
    move || {
        any.get().then(|| {
            view! {
                // `autofocus` does the same for a page that came whole from the server.
                <div class="errors" role="alert" tabindex="-1" autofocus node_ref=node>
                    <h2>{move || title.get()}</h2>
                    <ul class="error-links">
                        {move || {
                            errors
                                .get()
                                .into_iter()
                                .map(|error| {
                                    view! {
                                        <li>
                                            // `external`: the browser itself follows the fragment and focuses the field.
                                            <a href=format!("#{}", error.field) rel="external">
                                                {error.message}
                                            </a>
                                        </li>
                                    }
                                })
                                .collect_view()
                        }}
                    </ul>
                </div>
            }
        })
    }
}

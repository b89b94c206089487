use super::bound::tie_checked;
use leptos::{html, prelude::*};

/// The box at the beginning of a row, by which the row is one of several. As small as a desk needs it; whose it is, is
/// heard and not seen, for the row says it.
#[component]
pub fn Pick(
    /// "Choose Ada Example, question about the visit".
    #[prop(into)]
    label: Signal<String>,
    /// The name the yes is sent by.
    #[prop(into)]
    name: Signal<String>,
    /// Its `id`.
    #[prop(into)]
    id: String,
    /// What is sent for a yes.
    #[prop(into)]
    value: Signal<String>,
    /// Whether it is ticked.
    #[prop(into)]
    on: Signal<bool>,
    /// Called when it was ticked, or that was taken back.
    turn: Callback<bool>,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let sent = on.get_untracked();
    tie_checked(node, on, sent, move |on| turn.run(on));
    view! {
        <label class="pick" for=id.clone()>
            <input
                type="checkbox"
                id=id.clone()
                name=move || name.get()
                value=move || value.get()
                checked=sent
                node_ref=node
                on:change:target=move |input| turn.run(input.target().checked())
            />
            <b class="hidden-word">{move || label.get()}</b>
        </label>
    }
    .into_any()
}

use super::{
    bound::tie_checked,
    shell::{HintAndError, described_by, invalid},
};
use leptos::{html, prelude::*};

/// Yes or nothing.
#[component]
pub fn CheckBox(
    /// What one says yes to.
    #[prop(into)]
    label: String,
    /// The name the yes is sent by.
    #[prop(into)]
    name: String,
    /// Its `id`.
    #[prop(into)]
    id: String,
    /// What is sent for a yes; without it nothing is sent.
    #[prop(into, default = "true".to_owned())]
    value: String,
    /// Checked at first; a signal in `bind` goes before.
    #[prop(optional)]
    checked: bool,
    /// Follows and sets the answer.
    #[prop(optional, into)]
    bind: Option<RwSignal<bool>>,
    /// What it means, under the label.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What to put right.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Must be checked.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let bind = bind.unwrap_or_else(|| RwSignal::new(checked));
    let sent = bind.get_untracked();
    tie_checked(node, bind.into(), sent, move |on| bind.set(on));
    let described = described_by(&id, hint.is_some(), error);
    view! {
        <div class="field check" class:bad=move || error.with(Option::is_some)>
            <HintAndError id=id.clone() hint=None error />
            <label for=id.clone()>
                <input
                    type="checkbox"
                    id=id.clone()
                    name=name
                    value=value
                    checked=sent
                    required=required
                    aria-describedby=described
                    aria-invalid=invalid(error)
                    node_ref=node
                    on:change:target=move |input| bind.set(input.target().checked())
                />
                <span>
                    <span>{label}</span>
                    {hint
                        .map(|hint| {
                            view! {
                                <span class="hint" id=format!("{id}-hint")>
                                    {hint}
                                </span>
                            }
                        })}
                </span>
            </label>
        </div>
    }
}

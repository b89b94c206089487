use super::{
    bound::tie,
    shell::{HintAndError, described_by, invalid},
};
use crate::{Icon, IconView};
use leptos::{html, prelude::*};

/// One entry of a `SelectField`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectOption {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl SelectOption {
    /// An entry.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// One of many; for a few, `Choice` shows them all at once.
#[component]
pub fn SelectField(
    /// The question, above.
    #[prop(into)]
    label: String,
    /// The name its value is sent by.
    #[prop(into)]
    name: String,
    /// Its `id`.
    #[prop(into)]
    id: String,
    /// The entries.
    options: Vec<SelectOption>,
    /// The entry at first; a signal in `bind` goes before.
    #[prop(optional, into)]
    value: String,
    /// Follows and sets the entry.
    #[prop(optional, into)]
    bind: Option<RwSignal<String>>,
    /// Help, under the label.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What to put right.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What a browser may fill in.
    #[prop(optional_no_strip, into)]
    autocomplete: Option<String>,
    /// Must be answered.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let node = NodeRef::<html::Select>::new();
    let bind = bind.unwrap_or_else(|| RwSignal::new(value));
    let first = bind.get_untracked();
    // What the browser shows where no entry is marked: the first one.
    let sent = options
        .iter()
        .find(|option| option.value == first)
        .or(options.first())
        .map(|option| option.value.clone())
        .unwrap_or_default();
    // An entry that is not on the list would leave the control blank, and the page from the server showing another.
    if first != sent {
        bind.set(sent.clone());
    }
    tie(move || node.get(), |control| control.value(), |control, value| control.set_value(value), bind, sent.clone());
    let described = described_by(&id, hint.is_some(), error);
    view! {
        <div class="field" class:bad=move || error.with(Option::is_some)>
            <label class="label" for=id.clone()>
                {label}
            </label>
            <HintAndError id=id.clone() hint error />
            <div class="select">
                <select
                    class="input"
                    id=id
                    name=name
                    required=required
                    autocomplete=autocomplete
                    aria-describedby=described
                    aria-invalid=invalid(error)
                    node_ref=node
                    on:change:target=move |select| bind.set(select.target().value())
                >
                    {options
                        .into_iter()
                        .map(|option| {
                            let selected = option.value == sent;
                            view! {
                                <option value=option.value selected=selected>
                                    {option.label}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
                <IconView icon=Icon::Back />
            </div>
        </div>
    }
}

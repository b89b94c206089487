use super::{
    bound::tie_checked,
    shell::{HintAndError, described_by},
};
use leptos::{html, prelude::*};

/// One possible answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceOption {
    /// What is sent.
    pub value: String,
    /// The answer.
    pub label: String,
    /// One line of what it means.
    pub description: Option<String>,
}

impl ChoiceOption {
    /// An answer that needs no explanation.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), description: None }
    }

    /// Adds what it means.
    #[must_use]
    pub fn describe(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }
}

/// One of a few answers, each a card as large as a thumb.
#[component]
pub fn Choice(
    /// The question.
    #[prop(into)]
    legend: String,
    /// The name the answer is sent by.
    #[prop(into)]
    name: String,
    /// The `id` of the group; the answers get `{id}-1`, `{id}-2`, ... An error summary links to `{id}-1`.
    #[prop(into)]
    id: String,
    /// The answers, at best not more than seven.
    options: Vec<ChoiceOption>,
    /// The answer at first; a signal in `bind` goes before.
    #[prop(optional, into)]
    value: String,
    /// Follows and sets the answer.
    #[prop(optional, into)]
    bind: Option<RwSignal<String>>,
    /// Help, under the question.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What to put right.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Must be answered.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let bind = bind.unwrap_or_else(|| RwSignal::new(value));
    let described = described_by(&id, hint.is_some(), error);
    let cards = options
        .into_iter()
        .enumerate()
        .map(|(index, option)| {
            let node = NodeRef::<html::Input>::new();
            let sent = bind.with_untracked(|answer| *answer == option.value);
            let own = StoredValue::new(option.value.clone());
            tie_checked(
                node,
                Signal::derive(move || own.with_value(|own| bind.with(|answer| answer == own))),
                sent,
                move |on| {
                    if on {
                        bind.set(own.get_value());
                    }
                },
            );
            let description_id = format!("{id}-{}-description", index + 1);
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        id=format!("{id}-{}", index + 1)
                        name=name.clone()
                        value=option.value
                        checked=sent
                        required=required
                        aria-describedby=option
                            .description
                            .is_some()
                            .then(|| description_id.clone())
                        node_ref=node
                        on:change=move |_| bind.set(own.get_value())
                    />
                    <span>
                        <b class="label">{option.label}</b>
                        {option
                            .description
                            .map(|description| {
                                view! {
                                    <span class="soft small" id=description_id>
                                        {description}
                                    </span>
                                }
                            })}
                    </span>
                </label>
            }
        })
        .collect_view();
    let shell_id = id.clone();
    view! {
        <fieldset
            class="field"
            class:bad=move || error.with(Option::is_some)
            id=id
            aria-describedby=described
        >
            <legend>{legend}</legend>
            <HintAndError id=shell_id hint error />
            <div class="choices">{cards}</div>
        </fieldset>
    }
}

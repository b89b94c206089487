use super::{
    bound::tie,
    shell::{HintAndError, described_by, invalid},
};
use leptos::{html, prelude::*};

/// One line of text.
#[component]
pub fn Field(
    /// The question, above.
    #[prop(into)]
    label: String,
    /// The name its value is sent by.
    #[prop(into)]
    name: String,
    /// Its `id`; hint and error get `{id}-hint` and `{id}-error`.
    #[prop(into)]
    id: String,
    /// The `type`: "text", "email", "tel". For a password there is `PasswordField`.
    #[prop(into, default = "text".to_owned())]
    kind: String,
    /// What stands in it at first; a signal in `bind` goes before.
    #[prop(optional, into)]
    value: String,
    /// Follows and sets the value.
    #[prop(optional, into)]
    bind: Option<RwSignal<String>>,
    /// Help, under the label.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What to put right.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What a browser may fill in: "username", "given-name", "one-time-code".
    #[prop(optional_no_strip, into)]
    autocomplete: Option<String>,
    /// The keyboard: "numeric", "tel", "email".
    #[prop(optional_no_strip, into)]
    inputmode: Option<String>,
    /// At most so many characters.
    #[prop(optional_no_strip, into)]
    maxlength: Option<u32>,
    /// Must be answered.
    #[prop(optional)]
    required: bool,
    /// Takes the focus when the page opens; at most one a page.
    #[prop(optional)]
    autofocus: bool,
    /// As short as a code or a postal code.
    #[prop(optional)]
    short: bool,
    /// Off for codes and names of accounts, which no dictionary knows.
    #[prop(default = true)]
    spellcheck: bool,
    /// Called when the reader leaves the field.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let bind = bind.unwrap_or_else(|| RwSignal::new(value));
    let sent = bind.get_untracked();
    tie(move || node.get(), |control| control.value(), |control, value| control.set_value(value), bind, sent.clone());
    let described = described_by(&id, hint.is_some(), error);
    view! {
        <div class="field" class:bad=move || error.with(Option::is_some)>
            <label class="label" for=id.clone()>
                {label}
            </label>
            <HintAndError id=id.clone() hint error />
            <input
                class="input"
                class:short=short
                id=id
                name=name
                r#type=kind
                value=sent
                autocomplete=autocomplete
                inputmode=inputmode
                maxlength=maxlength
                required=required
                autofocus=autofocus
                spellcheck=(!spellcheck).then_some("false")
                autocapitalize=(!spellcheck).then_some("none")
                aria-describedby=described
                aria-invalid=invalid(error)
                node_ref=node
                on:input:target=move |input| bind.set(input.target().value())
                on:blur=move |_| {
                    if let Some(on_blur) = on_blur {
                        on_blur.run(());
                    }
                }
            />
        </div>
    }
}

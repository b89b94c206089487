use super::{
    bound::tie,
    shell::{HintAndError, described_by, invalid},
};
use leptos::{html, prelude::*};

/// A password: hidden, shown on request, pasted freely.
#[component]
pub fn PasswordField(
    /// The question, above.
    #[prop(into)]
    label: String,
    /// The name its value is sent by.
    #[prop(into)]
    name: String,
    /// Its `id`.
    #[prop(into)]
    id: String,
    /// "current-password" or "new-password".
    #[prop(into)]
    autocomplete: String,
    /// The word on the button that shows it.
    #[prop(into)]
    show_label: String,
    /// The word on the button that hides it again.
    #[prop(into)]
    hide_label: String,
    /// Follows and sets the value.
    #[prop(optional, into)]
    bind: Option<RwSignal<String>>,
    /// Help, under the label: the rules, for a new password.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What to put right.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// At most so many characters.
    #[prop(optional_no_strip, into)]
    maxlength: Option<u32>,
    /// Takes the focus when the page opens.
    #[prop(optional)]
    autofocus: bool,
    /// Called when the reader leaves the field.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    // A password never travels back in a page, so there is no initial value.
    let bind = bind.unwrap_or_default();
    tie(move || node.get(), |control| control.value(), |control, value| control.set_value(value), bind, String::new());
    let shown = RwSignal::new(false);
    // The button works only in a page that is alive; until then it is not there.
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    let described = described_by(&id, hint.is_some(), error);
    view! {
        <div class="field" class:bad=move || error.with(Option::is_some)>
            <label class="label" for=id.clone()>
                {label}
            </label>
            <HintAndError id=id.clone() hint error />
            <div class="password">
                <input
                    class="input"
                    id=id.clone()
                    name=name
                    r#type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    maxlength=maxlength
                    required
                    autofocus=autofocus
                    spellcheck="false"
                    autocapitalize="none"
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
                <button
                    type="button"
                    aria-controls=id
                    hidden=move || !alive.get()
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || if shown.get() { hide_label.clone() } else { show_label.clone() }}
                </button>
            </div>
        </div>
    }
}

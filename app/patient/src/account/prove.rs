//! "Confirm that it is you": before a change, the password once more, and the code where there is one.

use leptos::prelude::*;
use portal_api::security;
use portal_kit::boot::use_words;
use portal_kit::{Actions, Button, Field, PasswordField};
use portal_page::{Faults, FormErrors, refused};
use portal_types::links;

#[component]
pub(super) fn Prove(authenticator: bool, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<security::Prove>::new();
    let value = action.value();
    let faults = Faults::new(move || value.with(refused), move || action.clear()).mismatch(|w| w.prove_wrong());
    Effect::new(move |_| {
        if value.with(|value| matches!(value, Some(Ok(())))) {
            changed.run(());
        }
    });
    view! {
        <section class="card stack" aria-labelledby="prove">
            <h2 id="prove">{w.prove_title()}</h2>
            <p>{w.prove_text()}</p>
            <FormErrors faults id="prove-error" page=links::ACCOUNT />
            <ActionForm action attr:class="stack">
                <PasswordField
                    label=w.sign_in_password()
                    name="password"
                    id="prove-password"
                    autocomplete="current-password".to_owned()
                    show_label=w.password_show()
                    hide_label=w.password_hide()
                    error=faults.at("password")
                />
                {authenticator
                    .then(|| {
                        view! {
                            <Field
                                label=w.second_code()
                                hint=w.second_code_hint()
                                name="code"
                                id="prove-code"
                                autocomplete="one-time-code".to_owned()
                                inputmode="numeric".to_owned()
                                short=true
                                required=true
                                error=faults.at("code")
                            />
                        }
                    })}
                <Actions>
                    <Button label=w.prove_button() busy=action.pending() busy_label=w.enroll_busy() />
                </Actions>
            </ActionForm>
        </section>
    }
}

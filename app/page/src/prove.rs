//! "Confirm that it is you": before a change, a passkey, or the password once more and the code where there is one.

use crate::form::{Faults, FormErrors, SendButton, when_done};
use crate::sentence;
use leptos::prelude::*;
use portal_api::{ApiError, security};
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{Actions, Button, ButtonKind, ButtonVariant, Field, Notice, PasswordField, Tone};
use portal_types::error::Refusal;
use portal_words::Words;

/// Asks this browser for a passkey, and proves with it.
async fn prove(w: &'static Words) -> Result<(), String> {
    let proven: Result<(), Option<ApiError>> = async {
        let asked = security::ask_own_passkey().await.map_err(Some)?;
        let answer = portal_browser::use_passkey(&asked.options).await.map_err(|_| None)?;
        security::prove_with_passkey(asked.question, answer).await.map_err(Some)
    }
    .await;
    proven.map_err(|error| match error {
        // Declined, of another account, or not good any more: what can be done is the same.
        None | Some(ApiError::Refused(Refusal::WrongCredentials | Refusal::Expired | Refusal::NotFound)) => {
            w.prove_passkey_failed()
        }
        Some(other) => sentence(w, &other),
    })
}

/// The button, where the browser can have passkeys. Its place is kept from the start, as on the front page.
#[component]
fn WithPasskey(changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let [hidden, busy] = [RwSignal::new(false), RwSignal::new(false)];
    let said = RwSignal::new(None::<String>);
    Effect::new(move |_| hidden.set(!portal_browser::can_have_passkeys()));
    let on_press = Callback::new(move |()| {
        busy.set(true);
        said.set(None);
        leptos::task::spawn_local(async move {
            let done = prove(w).await;
            busy.set(false);
            match done {
                Ok(()) => changed.run(()),
                Err(why) => said.set(Some(why)),
            }
        });
    });
    view! {
        <div class="passkey" hidden=hidden>
            {move || said.get().map(|why| view! { <Notice tone=Tone::Caution live=true>{why}</Notice> })}
            <Actions>
                <Button
                    label=w.prove_passkey()
                    kind=ButtonKind::Button
                    variant=ButtonVariant::Secondary
                    busy
                    busy_label=w.enroll_busy()
                    on_press
                />
            </Actions>
            <p class="or">{w.passkey_or()}</p>
        </div>
    }
}

/// The form. `changed` is called when it was proven.
#[component]
pub fn Prove(
    /// What it is for.
    text: String,
    /// The account has an authenticator: its code is asked for, too.
    authenticator: bool,
    /// The account has a passkey that works.
    passkey: bool,
    /// This page's address.
    page: &'static str,
    changed: Callback<()>,
) -> impl IntoView {
    let w = use_words();
    let passkey = passkey && use_boot().clinic.passkeys;
    let action = ServerAction::<security::Prove>::new();
    let faults = Faults::of(action).mismatch(|w| w.prove_wrong());
    when_done(action, move |_| changed.run(()));
    view! {
        <section class="card stack" aria-labelledby="prove">
            <h2 id="prove">{w.prove_title()}</h2>
            <p>{text}</p>
            {passkey.then(|| view! { <WithPasskey changed /> })}
            <FormErrors faults id="prove-error" page />
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
                <SendButton label=w.prove_button() busy=action.pending() />
            </ActionForm>
        </section>
    }
}

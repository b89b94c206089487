//! A new password.

use leptos::prelude::*;
use portal_api::security;
use portal_kit::boot::use_words;
use portal_kit::{Notice, PasswordField, Tone};
use portal_page::{Faults, FormErrors, SendButton, when_done};
use portal_types::links;
use portal_types::security::new_password;

#[component]
pub(super) fn Password(proven: bool, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<security::ChangePassword>::new();
    let faults = Faults::of(action);
    let word = RwSignal::new(String::new());
    let done = RwSignal::new(false);
    when_done(action, move |_| {
        word.set(String::new());
        done.set(true);
        changed.run(());
    });
    view! {
        <section class="stack tight" aria-labelledby="password-title">
            <h2 id="password-title">{w.sign_in_password()}</h2>
            {move || done.get().then(|| view! { <Notice tone=Tone::Positive live=true>{w.password_changed()}</Notice> })}
            <details>
                <summary>{w.password_change()}</summary>
                {if proven {
                    view! {
                        <div class="stack">
                            <p>{w.password_change_text()}</p>
                            <FormErrors faults id="password-error" page=links::ACCOUNT />
                            <ActionForm
                                action
                                attr:novalidate=true
                                attr:class="stack"
                                on:submit:capture=move |event| {
                                    faults
                                        .judge::<
                                            security::ChangePassword,
                                        >(&event, |typed| new_password(&typed.password, &typed.again).map(|_| ()))
                                }
                            >
                                <PasswordField
                                    label=w.recover_password()
                                    hint=w.credentials_password_hint()
                                    name="password"
                                    id="password"
                                    autocomplete="new-password".to_owned()
                                    show_label=w.password_show()
                                    hide_label=w.password_hide()
                                    bind=word
                                    error=faults.at("password")
                                />
                                <SendButton label=w.recover_save() busy=action.pending() />
                            </ActionForm>
                        </div>
                    }
                        .into_any()
                } else {
                    view! { <p>{w.prove_first()}</p> }.into_any()
                }}
            </details>
        </section>
    }
}

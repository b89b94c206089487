//! Username and password.

use crate::enroll::{Ask, Flow};
use crate::form::{FormErrors, SendButton, faults};
use leptos::prelude::*;
use portal_api::enrollment;
use portal_kit::boot::use_words;
use portal_kit::{Field, PasswordField};
use portal_types::enrollment::{Credentials as Answer, Progress};
use portal_types::links;

#[component]
pub(super) fn Credentials(progress: Progress, flow: Flow) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<enrollment::Credentials>::new();
    flow.follow(action);
    let faults = faults(action);

    view! {
        // What is proven stays proven: from here there is no way back to the contact.
        <Ask progress name=w.credentials_name() title=w.credentials_title() flow back=false>
            <FormErrors faults id="step-error" page=links::ENROLL />
            <ActionForm
                action
                attr:novalidate=true
                attr:class="stack"
                on:submit:capture=move |event| {
                    faults
                        .judge::<
                            enrollment::Credentials,
                        >(&event, |typed| Answer::parse(&typed.username, &typed.password).map(|_| ()))
                }
            >
                <Field
                    label=w.credentials_username()
                    hint=w.credentials_username_hint()
                    name="username"
                    id="username"
                    autocomplete="username".to_owned()
                    required=true
                    spellcheck=false
                    error=faults.at("username")
                />
                <PasswordField
                    label=w.credentials_password()
                    hint=w.credentials_password_hint()
                    name="password"
                    id="password"
                    autocomplete="new-password".to_owned()
                    show_label=w.password_show()
                    hide_label=w.password_hide()
                    error=faults.at("password")
                />
                <p class="soft">{w.credentials_note()}</p>
                <SendButton label=w.enroll_next() busy=action.pending() />
            </ActionForm>
        </Ask>
    }
    .into_any()
}

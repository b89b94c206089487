//! The second step of signing in.

use crate::form::{FormErrors, faults, when_done};
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::accounts::SecondStep;
use portal_kit::boot::use_words;
use portal_kit::{Actions, Button, CheckBox, Field};
use portal_types::field::{Problem, Problems};
use portal_types::links;
use portal_types::security::{authenticator_code, recovery_code};

#[component]
pub(crate) fn Second() -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<SecondStep>::new();
    let value = action.value();
    let faults = faults(action);
    let over = move || value.with(|value| matches!(value, Some(Ok(_))));
    // A full load: nothing of a page before signing in stays in memory.
    when_done(action, |go_on| portal_browser::go(&go_on.to));
    view! {
        <Title text=w.second_title() />
        <h1>{w.second_title()}</h1>
        <p class="lead">{w.second_lead()}</p>
        <FormErrors faults id="second-error" page=links::SIGN_IN />
        <ActionForm
            action
            attr:novalidate=true
            attr:class="stack"
            on:submit:capture=move |event| {
                faults
                    .judge::<
                        SecondStep,
                    >(
                        &event,
                        |typed| {
                            let mut problems = Problems::default();
                            let either = authenticator_code(&typed.code)
                                .or_else(|problem| recovery_code(&typed.code).map_err(|_| problem));
                            let typed = problems
                                .check("code", either.map_err(|p| if p == Problem::Missing { p } else { Problem::WrongCode }));
                            problems.into_result(typed.map(|_| ()))
                        },
                    )
            }
        >
            <Field
                label=w.second_code()
                hint=w.second_hint()
                name="code"
                id="code"
                autocomplete="one-time-code".to_owned()
                required=true
                short=true
                spellcheck=false
                error=faults.at("code")
            />
            <CheckBox label=w.second_remember() name="remember" id="remember" hint=w.second_remember_hint() />
            <Actions>
                <Button
                    label=w.sign_in_button()
                    busy=Signal::derive(move || action.pending().get() || over())
                    busy_label=w.sign_in_busy()
                />
            </Actions>
        </ActionForm>
        <ul class="cluster">
            <li>
                <a href=links::SIGN_IN>{w.second_back()}</a>
            </li>
            <li>
                <a href=links::SUPPORT>{w.sign_in_support()}</a>
            </li>
        </ul>
    }
    .into_any()
}

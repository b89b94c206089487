//! The second step of signing in.

use crate::form::{Faults, FormErrors, faults, when_done};
use crate::not_found::NotFoundPage;
use crate::passkey::PasskeyButton;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::accounts::SecondStep;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{Actions, Button, ButtonVariant, CheckBox, Field, fresh};
use portal_page::param;
use portal_types::field::{Problem, alone};
use portal_types::links;
use portal_types::security::{authenticator_code, recovery_code};
use portal_words::Words;

/// By a code, or, as the address says, by a passkey.
#[component]
pub(crate) fn Second() -> impl IntoView {
    let by = param::<String>("by");
    move || match by.get().as_deref() {
        None => fresh(view! { <ByCode /> }),
        Some("passkey") => fresh(view! { <ByPasskey /> }),
        Some(_) => fresh(view! { <NotFoundPage /> }),
    }
}

#[component]
fn ByCode() -> impl IntoView {
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
                            let either = authenticator_code(&typed.code)
                                .or_else(|problem| recovery_code(&typed.code).map_err(|_| problem));
                            alone("code", either.map_err(|p| if p == Problem::Missing { p } else { Problem::WrongCode }))
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
                <a class="alone" href=links::SIGN_IN>{w.second_back()}</a>
            </li>
            <li>
                <a class="alone" href=links::SUPPORT>{w.sign_in_support()}</a>
            </li>
        </ul>
    }
    .into_any()
}

/// What is wrong with a recovery code that stands in for a passkey.
fn recovery_sentence(w: &Words, _: &str, problem: &Problem) -> String {
    match problem {
        Problem::Missing => w.passkey_step_code_missing(),
        _ => w.passkey_step_code_wrong(),
    }
}

/// The password was right, and does not open this account alone: the passkey does, or a recovery code in its place.
/// Anybody may open this page; it knows nothing of anybody.
#[component]
fn ByPasskey() -> impl IntoView {
    let w = use_words();
    let possible = use_boot().clinic.passkeys;
    let action = ServerAction::<SecondStep>::new();
    let value = action.value();
    let faults = Faults::worded(action, recovery_sentence);
    let over = move || value.with(|value| matches!(value, Some(Ok(_))));
    // A full load: nothing of a page before signing in stays in memory.
    when_done(action, |go_on| portal_browser::go(&go_on.to));
    view! {
        <Title text=w.passkey_step_title() />
        <h1>{w.passkey_step_title()}</h1>
        <p class="lead">{w.passkey_step_lead()}</p>
        <PasskeyButton next=None or=w.passkey_step_or() second=true />
        // Shown where there is no button: by the style, because without scripts nothing else could.
        <p class=possible.then_some("no-passkey")>{w.passkey_step_impossible()}</p>
        <FormErrors faults id="passkey-step-error" page=links::SIGN_IN />
        <ActionForm
            action
            attr:novalidate=true
            attr:class="stack"
            on:submit:capture=move |event| {
                faults
                    .judge::<
                        SecondStep,
                    >(&event, |typed| alone("code", recovery_code(&typed.code)))
            }
        >
            <Field
                label=w.recover_recovery()
                hint=w.recover_recovery_hint()
                name="code"
                id="code"
                autocomplete="off".to_owned()
                required=true
                spellcheck=false
                error=faults.at("code")
            />
            <Actions>
                <Button
                    label=w.passkey_step_button()
                    variant=ButtonVariant::Secondary
                    busy=Signal::derive(move || action.pending().get() || over())
                    busy_label=w.sign_in_busy()
                />
            </Actions>
        </ActionForm>
        <hr />
        <section class="stack tight" aria-labelledby="not-at-hand">
            <h2 id="not-at-hand">{w.passkey_step_elsewhere()}</h2>
            <p>{w.passkey_step_elsewhere_text()}</p>
            <p>
                {w.passkey_step_lost()} " " <a href=links::SUPPORT>{w.sign_in_support()}</a>
            </p>
            <p>
                <a class="alone" href=links::SIGN_IN>{w.second_back()}</a>
            </p>
        </section>
    }
    .into_any()
}

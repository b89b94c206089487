//! The front page.

use crate::form::{Faults, FormErrors, entered, when_done};
use crate::passkey::PasskeyButton;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use portal_api::accounts::SignIn;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{Actions, Button, ButtonVariant, Field, LinkButton, Notice, PasswordField};
use portal_types::field::{Problem, Problems};
use portal_types::links;
use portal_types::security::Entered;
use portal_words::Words;

/// The sentence for a field of this page, and none for those of others: this page is the first load.
fn sentence(w: &Words, field: &str, problem: &Problem) -> String {
    match (field, problem) {
        ("username", Problem::Missing) => w.sign_in_no_username(),
        ("password", Problem::Missing) => w.sign_in_no_password(),
        (_, Problem::TooLong(most)) => w.problem_too_long(*most),
        _ => w.refusal_invalid(),
    }
}

/// Signing in, and every way on for those who cannot.
#[component]
pub fn SignInPage() -> impl IntoView {
    let (w, boot) = (use_words(), use_boot());
    let query = use_query_map().get_untracked();
    let ended = match query.get("ended").as_deref() {
        Some("idle") => Some(w.ended_idle()),
        Some("signed-out") => Some(w.ended_signed_out()),
        _ => None,
    };
    let next = query.get("next");

    let action = ServerAction::<SignIn>::new();
    let value = action.value();
    let faults = Faults::worded(action, sentence).mismatch(|w| w.sign_in_wrong());
    let over = move || value.with(|value| matches!(value, Some(Ok(_))));
    // A full load: nothing of a page before signing in stays in memory.
    when_done(action, |answer| match answer {
        Entered::In { to } => portal_browser::go(to),
        Entered::Second => portal_browser::go(links::SECOND_STEP),
        Entered::Passkey => portal_browser::go(links::PASSKEY_STEP),
    });

    view! {
        <Title text=w.sign_in_title() />
        <h1>{w.sign_in_title()}</h1>
        <p class="lead">{w.sign_in_lead(&boot.clinic.name)}</p>
        {ended.map(|text| view! { <Notice live=true>{text}</Notice> })}
        <PasskeyButton next=next.clone() or=w.passkey_or() />
        <FormErrors faults id="sign-in-error" page=links::SIGN_IN />
        <ActionForm
            action
            attr:novalidate=true
            attr:class="stack"
            on:submit:capture=move |event| {
                faults
                    .judge::<
                        SignIn,
                    >(
                        &event,
                        |typed| {
                            let mut problems = Problems::default();
                            let name = entered(&mut problems, "username", &typed.username);
                            let word = entered(&mut problems, "password", &typed.password);
                            problems.into_result(name.and(word))
                        },
                    )
            }
        >
            {next.map(|next| view! { <input type="hidden" name="next" value=next /> })}
            <Field
                label=w.sign_in_username()
                name="username"
                id="username"
                autocomplete="username".to_owned()
                required=true
                spellcheck=false
                error=faults.at("username")
            />
            <PasswordField
                label=w.sign_in_password()
                name="password"
                id="password"
                autocomplete="current-password".to_owned()
                show_label=w.password_show()
                hide_label=w.password_hide()
                error=faults.at("password")
            />
            <Actions>
                <Button
                    label=w.sign_in_button()
                    busy=Signal::derive(move || action.pending().get() || over())
                    busy_label=w.sign_in_busy()
                />
            </Actions>
        </ActionForm>
        <hr />
        <section class="stack tight" aria-labelledby="new-here">
            <h2 id="new-here">{w.sign_in_new()}</h2>
            <p>{w.sign_in_new_text(boot.clinic.ages.adult.to_string())}</p>
            <Actions>
                <LinkButton href=links::ENROLL label=w.sign_in_enroll() variant=ButtonVariant::Secondary />
            </Actions>
        </section>
        <section class="stack tight" aria-labelledby="trouble">
            <h2 id="trouble">{w.sign_in_help()}</h2>
            <ul class="cluster">
                <li>
                    <a class="alone" href=links::FORGOT>{w.sign_in_forgot()}</a>
                </li>
                <li>
                    <a class="alone" href=links::SUPPORT>{w.sign_in_support()}</a>
                </li>
            </ul>
        </section>
    }
    .into_any()
}

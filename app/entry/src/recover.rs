//! A new password, with a mailed link and a second proof.

use crate::brought::{LinkField, brought, judge_link};
use crate::form::{FormErrors, SendButton, faults, when_done};
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::accounts;
use portal_kit::boot::use_words;
use portal_kit::{Actions, Choice, ChoiceOption, Field, LinkButton, Notice, PasswordField, Tone, fresh, text};
use portal_types::links;
use portal_types::security::{Proof, RecoveryNeeds, new_password};

#[component]
pub(crate) fn Recover() -> impl IntoView {
    let w = use_words();
    let look = ServerAction::<accounts::RecoveryNeeds>::new();
    let value = look.value();
    let faults = faults(look);
    let link = RwSignal::new(String::new());
    brought(link, move |link| {
        look.dispatch(accounts::RecoveryNeeds { link });
    });
    let needs = Memo::new(move |_| value.get().and_then(Result::ok));
    let done = RwSignal::new(false);
    view! {
        <Title text=w.recover_title() />
        <h1 id="recover-title" tabindex="-1">
            {w.recover_title()}
        </h1>
        {move || {
            if done.get() {
                return fresh(view! { <Done /> });
            }
            match needs.get() {
                Some(needs) => fresh(view! { <NewPassword needs link done /> }),
                None => {
                    fresh(view! {
                        <p class="lead">{w.recover_lead()}</p>
                        <FormErrors faults id="recover-error" page=links::RECOVER />
                        <ActionForm
                            action=look
                            attr:novalidate=true
                            attr:class="stack"
                            on:submit:capture=move |event| judge_link(link, faults, &event)
                        >
                            <LinkField link hint=w.recover_code_hint() faults busy=look.pending() />
                        </ActionForm>
                        <p>
                            {w.recover_no_link()} " " <a href=links::FORGOT>{w.recover_no_link_way()}</a>
                        </p>
                    })
                }
            }
        }}
    }
    .into_any()
}

#[component]
fn Done() -> impl IntoView {
    let w = use_words();
    portal_browser::focus("recover-title");
    view! {
        <Notice tone=Tone::Positive live=true>
            <p>{w.recover_done()}</p>
            <p>{w.recover_done_text()}</p>
        </Notice>
        <Actions>
            <LinkButton href=links::SIGN_IN label=w.status_sign_in() />
        </Actions>
    }
}

/// Who has a passkey needs no password to sign in, and chooses a new one then.
#[component]
fn ByPasskey() -> impl IntoView {
    let w = use_words();
    view! {
        <Notice title=w.recover_passkey()>
            <p>{w.recover_passkey_text()}</p>
            <p>
                <a class="alone" href=links::SIGN_IN>{w.status_sign_in()}</a>
            </p>
            <p>
                {w.recover_passkey_lost()} " " <a href=links::SUPPORT>{w.sign_in_support()}</a>
            </p>
        </Notice>
    }
}

/// The second proof, and the new password.
#[component]
fn NewPassword(needs: RecoveryNeeds, link: RwSignal<String>, done: RwSignal<bool>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<accounts::Recover>::new();
    let faults = faults(action);
    when_done(action, move |_| done.set(true));
    if needs.only_the_desk() {
        return view! {
            <Notice tone=Tone::Caution title=w.recover_desk()>
                <p>{w.recover_desk_text()}</p>
                <p>
                    <a class="alone" href=links::SUPPORT>{w.sign_in_support()}</a>
                </p>
            </Notice>
        }
        .into_any();
    }
    let question = needs.question;
    let passkey = needs.passkey.then(|| view! { <ByPasskey /> });
    let mut ways = Vec::new();
    if needs.authenticator {
        ways.push(ChoiceOption::new("authenticator", w.recover_by_authenticator()));
    }
    if question.is_some() {
        ways.push(ChoiceOption::new("answer", w.recover_by_answer()));
    }
    if needs.recovery_code {
        ways.push(ChoiceOption::new("recovery", w.recover_by_code()));
    }
    if ways.is_empty() {
        return passkey.into_any();
    }
    let kind = RwSignal::new(ways.first().map(|way| way.value.clone()).unwrap_or_default());
    let several = ways.len() > 1;
    view! {
        {passkey}
        <p class="lead">{w.recover_second()}</p>
        <FormErrors faults id="recover-error" page=links::RECOVER />
        <ActionForm
            action
            attr:novalidate=true
            attr:class="stack"
            on:submit:capture=move |event| {
                faults
                    .judge::<
                        accounts::Recover,
                    >(
                        &event,
                        |typed| {
                            let proof = Proof::parse(&typed.kind, &typed.code, &typed.answer).map(|_| ());
                            let password = new_password(&typed.password, &typed.again).map(|_| ());
                            match (proof, password) {
                                (Err(mut a), Err(b)) => {
                                    a.extend(b);
                                    Err(a)
                                }
                                (a, b) => a.and(b),
                            }
                        },
                    )
            }
        >
            <input type="hidden" name="link" value=move || link.get() autocomplete="off" />
            {if several {
                view! { <Choice legend=w.recover_how() name="kind" id="kind" options=ways bind=kind error=faults.at("kind") /> }
                    .into_any()
            } else {
                view! { <input type="hidden" name="kind" value=kind.get_untracked() autocomplete="off" /> }.into_any()
            }}
            {move || {
                let by = kind.get();
                fresh(match (by.as_str(), question) {
                    ("answer", Some(question)) => {
                        view! {
                            <Field
                                label=text::question(w, question)
                                hint=w.recover_answer_hint()
                                name="answer"
                                id="answer"
                                autocomplete="off".to_owned()
                                spellcheck=false
                                required=true
                                error=faults.at("answer")
                            />
                        }
                            .into_any()
                    }
                    ("recovery", _) => {
                        view! {
                            <Field
                                label=w.recover_recovery()
                                hint=w.recover_recovery_hint()
                                name="code"
                                id="code"
                                autocomplete="off".to_owned()
                                spellcheck=false
                                required=true
                                error=faults.at("code")
                            />
                        }
                            .into_any()
                    }
                    _ => {
                        view! {
                            <Field
                                label=w.second_code()
                                hint=w.second_code_hint()
                                name="code"
                                id="code"
                                autocomplete="one-time-code".to_owned()
                                inputmode="numeric".to_owned()
                                short=true
                                required=true
                                error=faults.at("code")
                            />
                        }
                            .into_any()
                    }
                })
            }}
            <PasswordField
                label=w.recover_password()
                hint=w.credentials_password_hint()
                name="password"
                id="password"
                autocomplete="new-password".to_owned()
                show_label=w.password_show()
                hide_label=w.password_hide()
                error=faults.at("password")
            />
            <SendButton label=w.recover_save() busy=action.pending() />
        </ActionForm>
    }
    .into_any()
}

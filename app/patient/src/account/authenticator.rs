//! The authenticator app and the recovery codes that stand in for it.

use leptos::prelude::*;
use portal_api::security;
use portal_kit::boot::use_words;
use portal_kit::{Actions, Button, ButtonKind, ButtonVariant, Field, Notice, Squares, Tone, fresh};
use portal_page::{Faults, Folded, FormErrors, SendButton, when_done};
use portal_types::field::alone;
use portal_types::links;
use portal_types::security::{AuthenticatorSetup, authenticator_code};

#[component]
pub(super) fn Authenticator(
    on: bool,
    /// There is a passkey: recovery codes stand in for it, too.
    passkey: bool,
    left: u32,
    /// The clinic asks for a second factor: without the app it is the passkey.
    asked: bool,
    /// It is the last second factor where the clinic asks for one.
    stays: bool,
    proven: bool,
    changed: Callback<()>,
) -> impl IntoView {
    let w = use_words();
    // Codes that were just made: shown until the person has put them away.
    let codes = RwSignal::new(None::<Vec<String>>);
    let put_away = Callback::new(move |()| {
        codes.set(None);
        changed.run(());
    });
    view! {
        <section class="stack tight" aria-labelledby="authenticator">
            <h2 id="authenticator">{w.authenticator_title()}</h2>
            <p>{if on { w.authenticator_on() } else { w.authenticator_off() }}</p>
            {(on || passkey).then(|| view! { <p>{w.recovery_left(left)}</p> })}
            {move || {
                if let Some(codes) = codes.get() {
                    return fresh(view! { <Codes codes put_away /> });
                }
                if !proven {
                    return fresh(view! { <p class="soft">{w.prove_first()}</p> });
                }
                if on {
                    fresh(view! {
                        <NewCodes codes />
                        {if stays {
                            view! { <p class="soft">{w.factor_stays()}</p> }.into_any()
                        } else {
                            view! { <Remove asked changed /> }.into_any()
                        }}
                    })
                } else {
                    fresh(view! {
                        <SetUp codes />
                        {passkey.then(|| view! { <NewCodes codes /> })}
                    })
                }
            }}
        </section>
    }
}

/// Ten codes, shown this once.
#[component]
fn Codes(codes: Vec<String>, put_away: Callback<()>) -> impl IntoView {
    let w = use_words();
    portal_browser::focus("codes");
    view! {
        <div class="card stack" id="codes" tabindex="-1">
            <Notice tone=Tone::Caution title=w.recovery_title()>
                <p>{w.recovery_text()}</p>
            </Notice>
            <ul class="codes printed" role="list">
                {codes.into_iter().map(|code| view! { <li class="code">{code}</li> }).collect_view()}
            </ul>
            <Actions>
                <Button label=w.recovery_done() kind=ButtonKind::Button on_press=put_away />
                <Button
                    label=w.recovery_print()
                    kind=ButtonKind::Button
                    variant=ButtonVariant::Secondary
                    on_press=Callback::new(|()| portal_browser::print())
                />
            </Actions>
        </div>
    }
}

#[component]
fn NewCodes(codes: RwSignal<Option<Vec<String>>>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<security::RecoveryCodes>::new();
    let faults = Faults::of(action);
    when_done(action, move |made| codes.set(Some(made.codes.clone())));
    view! {
        <Folded title=w.recovery_new() what=w.recovery_new_text() faults id="codes" page=links::ACCOUNT>
            <ActionForm action>
                <Button label=w.recovery_new_button() variant=ButtonVariant::Secondary busy=action.pending() />
            </ActionForm>
        </Folded>
    }
}

#[component]
fn Remove(asked: bool, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<security::RemoveAuthenticator>::new();
    let faults = Faults::of(action);
    when_done(action, move |_| changed.run(()));
    let what = if asked { w.authenticator_remove_passkey() } else { w.authenticator_remove_text() };
    view! {
        <Folded title=w.authenticator_remove() what faults id="remove" page=links::ACCOUNT>
            <ActionForm action>
                <Button label=w.authenticator_remove() variant=ButtonVariant::Danger busy=action.pending() />
            </ActionForm>
        </Folded>
    }
}

#[component]
fn SetUp(codes: RwSignal<Option<Vec<String>>>) -> impl IntoView {
    let w = use_words();
    let begin = ServerAction::<security::BeginAuthenticator>::new();
    let begun = begin.value();
    let faults = Faults::of(begin);
    let setup = Memo::new(move |_| begun.get().and_then(Result::ok).map(Shown));
    move || match setup.get() {
        Some(Shown(setup)) => fresh(view! { <First setup codes /> }),
        None => fresh(view! {
            <FormErrors faults id="begin-error" page=links::ACCOUNT />
            <ActionForm action=begin>
                <Actions>
                    <Button label=w.authenticator_begin() variant=ButtonVariant::Secondary busy=begin.pending() />
                </Actions>
            </ActionForm>
        }),
    }
}

/// Compared by the secret, so that it is drawn once.
#[derive(Clone, PartialEq)]
struct Shown(AuthenticatorSetup);

/// The secret, and the first code.
#[component]
fn First(setup: AuthenticatorSetup, codes: RwSignal<Option<Vec<String>>>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<security::FinishAuthenticator>::new();
    let faults = Faults::of(action);
    when_done(action, move |made| codes.set(Some(made.codes.clone())));
    let groups: Vec<String> =
        setup.typed.as_bytes().chunks(4).map(|c| String::from_utf8_lossy(c).into_owned()).collect();
    view! {
        <div class="card stack">
            <ol class="prose">
                <li>{w.authenticator_step_1()}</li>
                <li>{w.authenticator_step_2()}</li>
                <li>{w.authenticator_step_3()}</li>
            </ol>
            <Squares rows=setup.squares label=w.authenticator_qr() />
            <p>{w.authenticator_typed()} " " <span class="code">{groups.join(" ")}</span></p>
            <FormErrors faults id="first-error" page=links::ACCOUNT />
            <ActionForm
                action
                attr:novalidate=true
                attr:class="stack"
                on:submit:capture=move |event| {
                    faults
                        .judge::<
                            security::FinishAuthenticator,
                        >(&event, |typed| alone("code", authenticator_code(&typed.code)))
                }
            >
                <Field
                    label=w.second_code()
                    hint=w.second_code_hint()
                    name="code"
                    id="first-code"
                    autocomplete="one-time-code".to_owned()
                    inputmode="numeric".to_owned()
                    short=true
                    required=true
                    error=faults.at("code")
                />
                <SendButton label=w.authenticator_finish() busy=action.pending() />
            </ActionForm>
        </div>
    }
}

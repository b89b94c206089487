//! Passkeys: adding one on this device, naming and removing each.

use super::devices::named;
use leptos::prelude::*;
use portal_api::{ApiError, security};
use portal_browser::NoPasskey;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{Actions, Button, ButtonKind, ButtonVariant, Field, Notice, Tone, text};
use portal_page::{Faults, FormErrors, sentence, when_done};
use portal_types::field::alone;
use portal_types::links;
use portal_types::moment::Moment;
use portal_types::passkey::{MOST_PASSKEYS, PASSKEY_NAME_MAX, PasskeyView, passkey_name};
use portal_words::Words;

#[component]
pub(super) fn Passkeys(
    passkeys: Vec<PasskeyView>,
    /// The one that works is the last second factor where the clinic asks for one.
    stays: bool,
    /// The password alone does not open the account, and nothing but a passkey does.
    alone: bool,
    proven: bool,
    now: Moment,
    added: RwSignal<bool>,
    changed: Callback<()>,
) -> impl IntoView {
    let w = use_words();
    let clinic = use_boot().clinic.clone();
    if !clinic.passkeys {
        return ().into_any();
    }
    let full = passkeys.len() >= MOST_PASSKEYS;
    view! {
        <section class="stack tight" aria-labelledby="passkeys">
            <h2 id="passkeys">{w.passkeys_title()}</h2>
            <p>{w.passkeys_text()}</p>
            {alone.then(|| view! { <p>{w.passkeys_alone()}</p> })}
            {clinic.security_question.then(|| view! { <p class="soft">{w.passkeys_recovery()}</p> })}
            {move || {
                added.get().then(|| view! { <Notice tone=Tone::Positive live=true>{w.passkeys_added()}</Notice> })
            }}
            <ul class="stack tight" role="list">
                {passkeys
                    .into_iter()
                    .map(|passkey| {
                        let stays = stays && !passkey.stopped;
                        view! { <One passkey stays proven now changed /> }
                    })
                    .collect_view()}
            </ul>
            {if full {
                view! { <p class="soft">{w.passkeys_full()}</p> }.into_any()
            } else if proven {
                view! { <Add added changed /> }.into_any()
            } else {
                view! { <p class="soft">{w.prove_first()}</p> }.into_any()
            }}
        </section>
    }
    .into_any()
}

fn when(w: &'static Words, passkey: &PasskeyView, now: Moment) -> String {
    let since = text::date(w, passkey.since.day());
    match passkey.used {
        Some(used) => w.passkeys_used(since, text::when(w, used, now)),
        None => w.passkeys_made(since),
    }
}

#[component]
fn One(passkey: PasskeyView, stays: bool, proven: bool, now: Moment, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let name = named(w, &passkey.name);
    view! {
        <li class="stack tight">
            <span class="cluster">
                <strong>{name.clone()}</strong>
                <span class="soft small">{when(w, &passkey, now)}</span>
            </span>
            {passkey.stopped.then(|| view! { <Notice tone=Tone::Caution>{w.passkeys_stopped()}</Notice> })}
            <details>
                <summary>
                    {w.passkeys_change()} <span class="hidden-word">": " {name.clone()}</span>
                </summary>
                <div class="stack">
                    <Rename passkey=passkey.clone() changed />
                    {if stays {
                        view! { <p class="soft">{w.factor_stays()}</p> }.into_any()
                    } else if proven {
                        view! { <Remove passkey name changed /> }.into_any()
                    } else {
                        view! { <p class="soft">{w.prove_first()}</p> }.into_any()
                    }}
                </div>
            </details>
        </li>
    }
}

#[component]
fn Rename(passkey: PasskeyView, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<security::RenamePasskey>::new();
    let faults = Faults::of(action);
    when_done(action, move |_| changed.run(()));
    let id = format!("name-{}", passkey.passkey);
    view! {
        <FormErrors faults id="rename-error" page=links::ACCOUNT />
        <ActionForm
            action
            attr:novalidate=true
            attr:class="stack tight"
            on:submit:capture=move |event| {
                faults
                    .judge::<
                        security::RenamePasskey,
                    >(&event, |typed| alone("name", passkey_name(&typed.name)))
            }
        >
            <input type="hidden" name="passkey" value=passkey.passkey.to_string() autocomplete="off" />
            <Field
                label=w.passkeys_name()
                name="name"
                id
                value=passkey.name
                autocomplete="off".to_owned()
                maxlength=PASSKEY_NAME_MAX
                required=true
                error=faults.at("name")
            />
            <Actions>
                <Button label=w.passkeys_save() variant=ButtonVariant::Secondary busy=action.pending() />
            </Actions>
        </ActionForm>
    }
}

#[component]
fn Remove(passkey: PasskeyView, name: String, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<security::RemovePasskey>::new();
    let faults = Faults::of(action);
    when_done(action, move |_| changed.run(()));
    view! {
        <FormErrors faults id="remove-passkey-error" page=links::ACCOUNT />
        <ActionForm action attr:class="stack tight">
            <p>{w.passkeys_remove_text(name)}</p>
            <input type="hidden" name="passkey" value=passkey.passkey.to_string() autocomplete="off" />
            <Actions>
                <Button label=w.passkeys_remove() variant=ButtonVariant::Danger busy=action.pending() />
            </Actions>
        </ActionForm>
    }
}

/// Asks this browser for a new passkey, and keeps it.
async fn add(w: &'static Words) -> Result<(), String> {
    let said = |error: ApiError| sentence(w, &error);
    let asked = security::begin_passkey().await.map_err(said)?;
    let answer = portal_browser::make_passkey(&asked.options).await.map_err(|why| match why {
        NoPasskey::Known => w.passkeys_known(),
        NoPasskey::Declined => w.passkeys_declined(),
        NoPasskey::Impossible => w.passkeys_impossible(),
    })?;
    security::finish_passkey(asked.question, answer).await.map_err(|error| match error.refusal() {
        // An authenticator that has not verified its owner, for example.
        Some(portal_types::error::Refusal::Invalid(_)) => w.passkeys_impossible(),
        _ => said(error),
    })
}

#[component]
fn Add(added: RwSignal<bool>, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let [possible, busy] = [RwSignal::new(true), RwSignal::new(false)];
    let said = RwSignal::new(None::<String>);
    Effect::new(move |_| possible.set(portal_browser::can_have_passkeys()));
    let on_press = Callback::new(move |()| {
        busy.set(true);
        said.set(None);
        added.set(false);
        leptos::task::spawn_local(async move {
            let done = add(w).await;
            busy.set(false);
            match done {
                Ok(()) => {
                    added.set(true);
                    changed.run(());
                }
                Err(why) => said.set(Some(why)),
            }
        });
    });
    view! {
        {move || said.get().map(|why| view! { <Notice tone=Tone::Caution live=true>{why}</Notice> })}
        {move || {
            if possible.get() {
                view! {
                    <Actions>
                        <Button
                            label=w.passkeys_add()
                            kind=ButtonKind::Button
                            variant=ButtonVariant::Secondary
                            busy
                            busy_label=w.enroll_busy()
                            on_press
                        />
                    </Actions>
                }
                    .into_any()
            } else {
                view! { <p class="soft">{w.passkeys_impossible()}</p> }.into_any()
            }
        }}
    }
}

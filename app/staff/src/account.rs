//! One's own account, as somebody who works here: the address that letters of what is late go to.

use crate::list_page::{ListPage, TakeOut};
use leptos::prelude::*;
use portal_api::security;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{Button, ButtonVariant, Field, Notice, Tone, fresh};
use portal_page::{Faults, FormErrors, Prove, SendButton, refused, when_done};
use portal_types::account::Who;
use portal_types::enrollment::{Channel, ContactAnswer};
use portal_types::field::{alone, check_code};
use portal_types::links;
use portal_types::pool::PoolKind;
use portal_types::security::AccountView;

/// `/desk/account`.
pub(crate) fn draw() -> AnyView {
    fresh(view! { <Account /> })
}

#[component]
fn Account() -> impl IntoView {
    let w = use_words();
    let list = Resource::new(|| (), |()| async move { security::account().await });
    let done = RwSignal::new(None::<String>);
    let shown = move |account: AccountView, _: bool| {
        let changed = Callback::new(move |()| list.refetch());
        view! { <Address account changed done /> }.into_any()
    };
    view! { <ListPage title=w.nav_account() lead=w.reach_lead() list done shown /> }.into_any()
}

/// Whether somebody of the reader's role answers inboxes, and is told of what is late there.
fn is_told() -> bool {
    let boot = use_boot();
    match &boot.who {
        Who::Staff { role, .. } => PoolKind::ALL.iter().any(|kind| kind.is_answered_by(*role)),
        _ => false,
    }
}

/// The address, or that there is none and what follows from it.
#[component]
fn Address(account: AccountView, changed: Callback<()>, done: RwSignal<Option<String>>) -> impl IntoView {
    let w = use_words();
    // Less what filling in takes.
    let proven = account.proven_for > 30;
    let told = is_told();
    let address = account.contacts.into_iter().next().map(|contact| contact.value);
    let change = match (proven, address.clone()) {
        (false, _) => view! { <p class="soft">{w.prove_first()}</p> }.into_any(),
        (true, Some(address)) => view! { <Remove address done /> }.into_any(),
        (true, None) => view! { <Add done /> }.into_any(),
    };
    let said = match address {
        Some(address) => view! {
            <p>
                <strong>{address}</strong>
            </p>
        }
        .into_any(),
        None if told => view! { <Notice tone=Tone::Caution>{w.reach_nobody()}</Notice> }.into_any(),
        None => view! { <p>{w.reach_none()}</p> }.into_any(),
    };
    view! {
        <div class="stack">
            {(!proven)
                .then(|| {
                    view! {
                        <Prove
                            text=w.prove_text()
                            authenticator=true
                            passkey=false
                            page=links::DESK_ACCOUNT
                            changed
                        />
                    }
                })}
            <section class="stack tight" aria-labelledby="address">
                <h2 id="address">{w.reach_title()}</h2>
                <p class="soft">{if told { w.reach_text() } else { w.reach_text_other() }}</p>
                {said}
                {change}
            </section>
        </div>
    }
    .into_any()
}

/// Taking it away asks once more.
#[component]
fn Remove(address: String, done: RwSignal<Option<String>>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<security::RemoveAddress>::new();
    let value = action.value();
    let trouble = Signal::derive(move || value.with(refused));
    when_done(action, move |_| done.set(Some(w.reach_removed())));
    let again = Callback::new(move |()| {
        action.dispatch(security::RemoveAddress {});
    });
    view! {
        <TakeOut label=w.reach_remove() of=address text=w.reach_remove_text() trouble retry=again>
            <ActionForm action on:submit:capture=move |_| done.set(None)>
                <Button label=w.reach_remove() variant=ButtonVariant::Danger busy=action.pending() />
            </ActionForm>
        </TakeOut>
    }
    .into_any()
}

/// Giving one: where to, then the code that went there.
#[component]
fn Add(done: RwSignal<Option<String>>) -> impl IntoView {
    let w = use_words();
    let begin = ServerAction::<security::BeginAddress>::new();
    let begun = begin.value();
    let sent = Memo::new(move |_| begun.with(|value| matches!(value, Some(Ok(())))));
    let faults = Faults::of(begin);
    view! {
        <FormErrors faults id="address-error" page=links::DESK_ACCOUNT />
        <ActionForm
            action=begin
            attr:novalidate=true
            attr:class="stack tight"
            on:submit:capture=move |event| {
                done.set(None);
                faults
                    .judge::<
                        security::BeginAddress,
                    >(&event, |typed| ContactAnswer::parse(Channel::Email.code(), &typed.email, "").map(|_| ()))
            }
        >
            <Field
                label=w.contact_email()
                hint=w.contact_email_hint()
                name="email"
                id="email"
                kind="email"
                autocomplete="email".to_owned()
                error=faults.at("email")
                required=true
            />
            <SendButton label=w.contacts_send() variant=ButtonVariant::Secondary busy=begin.pending() />
        </ActionForm>
        <div role="status">{move || sent.get().then(|| view! { <p>{w.contacts_sent()}</p> })}</div>
        <Code sent done />
    }
    .into_any()
}

/// The code. Its form is there from the beginning, folded away: without the browser program the page does not know what
/// was sent.
#[component]
fn Code(sent: Memo<bool>, done: RwSignal<Option<String>>) -> impl IntoView {
    let w = use_words();
    let finish = ServerAction::<security::FinishAddress>::new();
    let faults = Faults::of(finish);
    when_done(finish, move |_| done.set(Some(w.reach_added())));
    view! {
        <details open=move || sent.get() || faults.any()>
            <summary>{w.reach_code()}</summary>
            <div class="stack tight">
                <FormErrors faults id="code-error" page=links::DESK_ACCOUNT />
                <ActionForm
                    action=finish
                    attr:novalidate=true
                    attr:class="stack tight"
                    on:submit:capture=move |event| {
                        faults
                            .judge::<
                                security::FinishAddress,
                            >(&event, |typed| alone("code", check_code(&typed.code)))
                    }
                >
                    <Field
                        label=w.code_field()
                        hint=w.prove_code_hint()
                        name="code"
                        id="code"
                        autocomplete="one-time-code".to_owned()
                        inputmode="numeric".to_owned()
                        short=true
                        required=true
                        error=faults.at("code")
                    />
                    <SendButton label=w.reach_confirm() busy=finish.pending() />
                </ActionForm>
            </div>
        </details>
    }
    .into_any()
}

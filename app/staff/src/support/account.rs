//! The account a ticket is about: finding it, what may be known of it, and whether it is its person who asks.

use super::Desk;
use super::acts::Acts;
use crate::parts::Facts;
use leptos::prelude::*;
use portal_api::support;
use portal_kit::boot::use_words;
use portal_kit::{Actions, Button, ButtonVariant, Field, Notice, Tone, text};
use portal_page::{Faults, FormErrors, when_done};
use portal_types::account::AccountState;
use portal_types::field::Problem;
use portal_types::links;
use portal_types::support::{AccountFacts, Proven, TicketView};
use portal_words::Words;

fn state(w: &Words, facts: &AccountFacts) -> String {
    match facts.state {
        AccountState::Active => w.state_active(),
        AccountState::Suspended if facts.reproof => w.state_reproof(),
        AccountState::Cancelled => match facts.erased_on {
            Some(day) => w.state_cancelled(text::date(w, day)),
            None => w.state_other(),
        },
        AccountState::Suspended => w.state_suspended(),
        _ => w.state_other(),
    }
}

fn facts(w: &Words, facts: &AccountFacts) -> Vec<(String, Option<String>)> {
    let yes_no = |yes: bool| Some(if yes { w.answer_yes() } else { w.answer_no() });
    let contacts: Vec<String> = facts.contacts.iter().map(|(_, masked)| masked.clone()).collect();
    let contacts = Some(contacts.join(", ")).filter(|contacts| !contacts.is_empty());
    vec![
        (w.sign_in_username(), Some(facts.username.clone())),
        (w.account_state(), Some(state(w, facts))),
        (w.account_created(), Some(text::date_with_year(w, facts.created_at.day()))),
        (w.account_last_sign_in(), facts.last_sign_in.map(|at| text::date_with_year(w, at.day()))),
        (w.account_contacts(), contacts),
        (w.account_authenticator(), yes_no(facts.authenticator)),
        (w.account_passkeys(), Some(facts.passkeys.to_string())),
        (w.account_sessions(), Some(facts.sessions.to_string())),
        (w.account_locked(), yes_no(facts.locked)),
    ]
}

/// The account, as far as Technical Support may know it, and what can be done.
#[component]
pub(super) fn Account(shown: TicketView, desk: Desk) -> impl IntoView {
    let w = use_words();
    let ticket = shown.ticket.to_string();
    let proven = shown.proven;
    // Who sent it signed in has said whose account it is.
    let find = (proven != Proven::SignedIn)
        .then(|| view! { <Find ticket=ticket.clone() desk again=shown.account.is_some() /> });
    let known = shown.account.map(|account| {
        let said = match proven {
            Proven::SignedIn => (Tone::Positive, w.proven_signed_in()),
            Proven::ByCode => (Tone::Positive, w.proven_by_code()),
            Proven::No => (Tone::Caution, w.proven_no()),
        };
        view! {
            <Facts facts=facts(w, &account) />
            <Notice tone=said.0>{said.1}</Notice>
            {(!proven.is()).then(|| view! { <Prove ticket=ticket.clone() desk out=shown.code_out /> })}
            <Acts ticket=ticket.clone() acts=account.acts() proven=proven.is() desk />
        }
    });
    view! {
        <section class="stack" aria-labelledby="account-title">
            <h3 id="account-title">{w.account_heading()}</h3>
            {known}
            {find}
        </section>
    }
    .into_any()
}

#[component]
fn Find(ticket: String, desk: Desk, again: bool) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<support::Find>::new();
    let faults = Faults::worded(action, |w, field, problem| match (field, problem) {
        ("account", Problem::NotAChoice) => w.find_nobody(),
        ("account", Problem::SameAsOther) => w.find_several(),
        (_, other) => text::problem(w, other),
    });
    when_done(action, move |_| desk.did(w.find_done()));
    let form = view! {
        <FormErrors faults id="find-error" page=links::DESK_SUPPORT />
        <ActionForm action attr:class="stack tight">
            <input type="hidden" name="ticket" value=ticket autocomplete="off" />
            <Field
                label=w.find_label()
                hint=w.find_hint()
                name="account"
                id="account"
                autocomplete="off".to_owned()
                spellcheck=false
                error=faults.at("account")
                required=true
            />
            <Actions>
                <Button label=w.front_find() variant=ButtonVariant::Secondary busy=action.pending() />
            </Actions>
        </ActionForm>
    };
    if again {
        view! {
            <details>
                <summary>{w.find_another()}</summary>
                <div class="stack tight">{form}</div>
            </details>
        }
        .into_any()
    } else {
        view! { <div class="stack tight">{form}</div> }.into_any()
    }
}

/// A code to the account's contacts, and the code as it is read back.
#[component]
fn Prove(ticket: String, desk: Desk, out: bool) -> impl IntoView {
    let w = use_words();
    let send = ServerAction::<support::SendCode>::new();
    let snag = Faults::of(send);
    let check = ServerAction::<support::CheckCode>::new();
    let wrong = Faults::of(check);
    when_done(send, move |_| desk.did(w.prove_code_sent()));
    when_done(check, move |_| desk.did(w.prove_code_right()));
    let id = ticket.clone();
    view! {
        <FormErrors faults=snag id="send-code-error" page=links::DESK_SUPPORT />
        <ActionForm action=send>
            <input type="hidden" name="ticket" value=ticket autocomplete="off" />
            <Button label=w.prove_code_send() variant=ButtonVariant::Secondary busy=send.pending() />
        </ActionForm>
        {out
            .then(|| {
                view! {
                    <FormErrors faults=wrong id="check-code-error" page=links::DESK_SUPPORT />
                    <ActionForm action=check attr:class="stack tight">
                        <input type="hidden" name="ticket" value=id autocomplete="off" />
                        <Field
                            label=w.prove_code_label()
                            hint=w.prove_code_hint()
                            name="code"
                            id="code"
                            autocomplete="off".to_owned()
                            inputmode="numeric".to_owned()
                            short=true
                            error=wrong.at("code")
                            required=true
                        />
                        <Actions>
                            <Button label=w.prove_code_check() variant=ButtonVariant::Secondary busy=check.pending() />
                        </Actions>
                    </ActionForm>
                }
            })}
    }
    .into_any()
}

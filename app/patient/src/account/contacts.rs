//! Where one is reached.

use leptos::prelude::*;
use portal_api::security;
use portal_kit::boot::use_words;
use portal_kit::{Actions, Button, ButtonVariant, Choice, ChoiceOption, Field, text};
use portal_page::{Faults, FormErrors, when_done};
use portal_types::enrollment::{Channel, ContactAnswer};
use portal_types::field::{alone, check_code};
use portal_types::links;
use portal_types::moment::Moment;
use portal_types::security::{ContactView, MOST_CONTACTS};

fn shown(contact: &ContactView) -> String {
    match contact.channel {
        Channel::Email => contact.value.clone(),
        Channel::Text => text::phone(&contact.value),
    }
}

#[component]
pub(super) fn Contacts(
    contacts: Vec<ContactView>,
    from: Option<Moment>,
    proven: bool,
    changed: Callback<()>,
) -> impl IntoView {
    let w = use_words();
    let (several, full) = (contacts.len() > 1, contacts.len() >= MOST_CONTACTS);
    let may_change = proven && from.is_none();
    view! {
        <section class="stack tight" aria-labelledby="contacts">
            <h2 id="contacts">{w.contacts_title()}</h2>
            <p class="soft">{w.contacts_text()}</p>
            <ul class="stack tight" role="list">
                {contacts
                    .into_iter()
                    .map(|contact| {
                        let said = shown(&contact);
                        view! {
                            <li class="cluster apart">
                                <span>{said.clone()}</span>
                                {(several && may_change).then(|| view! { <Remove contact said changed /> })}
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            {match from {
                Some(from) => view! { <p>{w.contacts_from(w.patient_exact_time(text::date(w, from.day()), text::time_of(w, from)))}</p> }.into_any(),
                None if full => view! { <p class="soft">{w.contacts_full()}</p> }.into_any(),
                None => {
                    view! {
                        <details>
                            <summary>{w.contacts_add()}</summary>
                            {if proven {
                                view! { <Add changed /> }.into_any()
                            } else {
                                view! { <p>{w.prove_first()}</p> }.into_any()
                            }}
                        </details>
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

#[component]
fn Remove(contact: ContactView, said: String, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<security::RemoveContact>::new();
    let value = action.value();
    Effect::new(move |_| {
        // Refused or done: what stands there now is what counts.
        if value.with(Option::is_some) {
            changed.run(());
        }
    });
    view! {
        <details>
            <summary>{w.contacts_remove()}</summary>
            <ActionForm action attr:class="stack tight">
                <p>{w.contacts_remove_text(said)}</p>
                <input type="hidden" name="channel" value=contact.channel.code() autocomplete="off" />
                <input type="hidden" name="value" value=contact.value autocomplete="off" />
                <Button label=w.contacts_remove() variant=ButtonVariant::Danger busy=action.pending() />
            </ActionForm>
        </details>
    }
}

/// A new contact: where to, then the code.
#[component]
fn Add(changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let begin = ServerAction::<security::BeginContact>::new();
    let begun = begin.value();
    let sent = move || begun.with(|value| matches!(value, Some(Ok(()))));
    let faults = Faults::of(begin);
    let channel = RwSignal::new(Channel::Email.code().to_owned());
    let finish = ServerAction::<security::FinishContact>::new();
    let wrong = Faults::of(finish);
    when_done(finish, move |_| changed.run(()));
    let email = move || channel.with(|chosen| chosen == Channel::Email.code());
    view! {
        <div class="stack">
            <FormErrors faults id="contact-error" page=links::ACCOUNT />
            <ActionForm
                action=begin
                attr:novalidate=true
                attr:class="stack"
                on:submit:capture=move |event| {
                    faults
                        .judge::<
                            security::BeginContact,
                        >(
                            &event,
                            |typed| ContactAnswer::parse(&typed.channel, &typed.email, &typed.phone).map(|_| ()),
                        )
                }
            >
                <Choice
                    legend=w.contact_channel()
                    name="channel"
                    id="channel"
                    options=vec![
                        ChoiceOption::new(Channel::Email.code(), w.contact_email_choice()),
                        ChoiceOption::new(Channel::Text.code(), w.contact_text_choice()),
                    ]
                    bind=channel
                    error=faults.at("channel")
                />
                <div hidden=move || !email()>
                    <Field
                        label=w.contact_email()
                        name="email"
                        id="email"
                        kind="email"
                        autocomplete="email".to_owned()
                        error=faults.at("email")
                    />
                </div>
                <div hidden=email>
                    <Field
                        label=w.contact_phone()
                        name="phone"
                        id="phone"
                        kind="tel"
                        autocomplete="tel".to_owned()
                        short=true
                        error=faults.at("phone")
                    />
                </div>
                <Actions>
                    <Button label=w.contacts_send() variant=ButtonVariant::Secondary busy=begin.pending() />
                </Actions>
            </ActionForm>
            {move || {
                sent()
                    .then(|| {
                        view! {
                            <div class="stack">
                                <p role="status">{w.contacts_sent()}</p>
                                <FormErrors faults=wrong id="contact-code-error" page=links::ACCOUNT />
                                <ActionForm
                                    action=finish
                                    attr:novalidate=true
                                    attr:class="stack"
                                    on:submit:capture=move |event| {
                                        wrong
                                            .judge::<
                                                security::FinishContact,
                                            >(&event, |typed| alone("code", check_code(&typed.code)))
                                    }
                                >
                                    <Field
                                        label=w.code_field()
                                        hint=w.code_hint()
                                        name="code"
                                        id="contact-code"
                                        autocomplete="one-time-code".to_owned()
                                        inputmode="numeric".to_owned()
                                        short=true
                                        required=true
                                        error=wrong.at("code")
                                    />
                                    <Actions>
                                        <Button label=w.contacts_confirm() busy=finish.pending() />
                                    </Actions>
                                </ActionForm>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

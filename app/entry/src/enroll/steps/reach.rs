//! The fields for a contact of the person's own: by e-mail or by text.

use crate::form::{Faults, use_alive};
use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{Choice, ChoiceOption, Field};
use portal_types::enrollment::Channel;

/// Both fields until the page is alive, then the chosen one only; the server reads the chosen one in any case.
#[component]
pub(crate) fn Reach(
    /// What is wrong with the form around.
    faults: Faults,
) -> impl IntoView {
    let w = use_words();
    let alive = use_alive();
    let channel = RwSignal::new(Channel::Email.code().to_owned());
    let hidden = move |other: Channel| alive.get() && channel.with(|chosen| chosen != other.code());
    view! {
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
        <div hidden=move || hidden(Channel::Email)>
            <Field
                label=w.contact_email()
                hint=w.contact_email_hint()
                name="email"
                id="email"
                kind="email"
                autocomplete="email".to_owned()
                inputmode="email".to_owned()
                spellcheck=false
                error=faults.at("email")
            />
        </div>
        <div hidden=move || hidden(Channel::Text)>
            <Field
                label=w.contact_phone()
                hint=w.contact_phone_hint()
                name="phone"
                id="phone"
                kind="tel"
                autocomplete="tel".to_owned()
                inputmode="tel".to_owned()
                short=true
                error=faults.at("phone")
            />
        </div>
    }
    .into_any()
}

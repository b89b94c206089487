//! A forgotten password or username. Whether an account exists is told by nothing: the page after the question is the
//! same for everybody.

use crate::enroll::Reach;
use crate::form::{FormErrors, SendButton, entered, faults};
use crate::support::SupportContact;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::accounts;
use portal_kit::boot::use_words;
use portal_kit::{Field, Notice, Tone};
use portal_types::enrollment::ContactAnswer;
use portal_types::field::Problems;
use portal_types::links;

#[component]
pub(crate) fn Forgot() -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<accounts::ForgotPassword>::new();
    let value = action.value();
    let faults = faults(action);
    let sent = Signal::derive(move || value.with(|value| matches!(value, Some(Ok(())))));
    view! {
        <Title text=w.forgot_title() />
        <h1>{w.forgot_title()}</h1>
        <p class="lead">{w.forgot_lead()}</p>
        <FormErrors faults id="forgot-error" page=links::FORGOT />
        <Sent sent text=w.forgot_sent_text() />
        <ActionForm
            action
            attr:novalidate=true
            attr:class="stack"
            on:submit:capture=move |event| {
                faults
                    .judge::<
                        accounts::ForgotPassword,
                    >(
                        &event,
                        |typed| {
                            let mut problems = Problems::default();
                            let name = entered(&mut problems, "username", &typed.username);
                            problems.into_result(name)
                        },
                    )
            }
        >
            <Field
                label=w.sign_in_username()
                name="username"
                id="username"
                autocomplete="username".to_owned()
                required=true
                spellcheck=false
                error=faults.at("username")
            />
            <SendButton label=w.forgot_button() busy=action.pending() />
        </ActionForm>
        <p>
            <a class="alone" href=links::FORGOT_USERNAME>{w.forgot_username_too()}</a>
        </p>
        <Nobody />
    }
    .into_any()
}

#[component]
pub(crate) fn ForgotUsername() -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<accounts::ForgotUsername>::new();
    let value = action.value();
    let faults = faults(action);
    let sent = Signal::derive(move || value.with(|value| matches!(value, Some(Ok(())))));
    view! {
        <Title text=w.forgot_username_title() />
        <h1>{w.forgot_username_title()}</h1>
        <p class="lead">{w.forgot_username_lead()}</p>
        <FormErrors faults id="forgot-error" page=links::FORGOT_USERNAME />
        <Sent sent text=w.forgot_username_sent_text() />
        <ActionForm
            action
            attr:novalidate=true
            attr:class="stack"
            on:submit:capture=move |event| {
                faults
                    .judge::<
                        accounts::ForgotUsername,
                    >(
                        &event,
                        |typed| ContactAnswer::parse(&typed.channel, &typed.email, &typed.phone).map(|_| ()),
                    )
            }
        >
            <Reach faults />
            <SendButton label=w.forgot_username_button() busy=action.pending() />
        </ActionForm>
        <Nobody />
    }
    .into_any()
}

/// That a letter was sent, if there is somebody to send it to.
#[component]
fn Sent(sent: Signal<bool>, text: String) -> impl IntoView {
    let w = use_words();
    Effect::new(move |_| {
        if sent.get() {
            portal_browser::focus("sent");
        }
    });
    move || {
        sent.get().then(|| {
            let text = text.clone();
            view! {
                <div id="sent" tabindex="-1">
                    <Notice tone=Tone::Positive title=w.forgot_sent() live=true>
                        <p>{text}</p>
                    </Notice>
                </div>
            }
        })
    }
}

/// For those whom no letter reaches.
#[component]
fn Nobody() -> impl IntoView {
    let w = use_words();
    view! {
        <section class="stack tight" aria-labelledby="nothing-came">
            <h2 id="nothing-came">{w.forgot_nothing()}</h2>
            <p>{w.forgot_nothing_text()}</p>
            <SupportContact />
        </section>
        <Notice tone=Tone::Caution>{w.forgot_never()}</Notice>
    }
}

//! Setting up one's own staff account, with the link that an administrator has handed over.

use crate::brought::{LinkField, brought, judge_link};
use crate::form::{Faults, FormErrors, SendButton, faults, staff_sentence, when_done};
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::colleagues;
use portal_kit::boot::use_words;
use portal_kit::{Actions, Field, LinkButton, Notice, PasswordField, Squares, Tone, fresh};
use portal_types::administration::StaffSetUp;
use portal_types::field::Problems;
use portal_types::links;
use portal_types::security::{authenticator_code, new_password};

/// Compared by the secret, so that it is drawn once.
#[derive(Clone, PartialEq)]
struct Shown(StaffSetUp);

#[component]
pub(crate) fn SetUp() -> impl IntoView {
    let w = use_words();
    let look = ServerAction::<colleagues::Look>::new();
    let value = look.value();
    let faults = faults(look);
    let link = RwSignal::new(String::new());
    brought(link, move |link| {
        look.dispatch(colleagues::Look { link });
    });
    let found = Memo::new(move |_| value.get().and_then(Result::ok).map(Shown));
    let done = RwSignal::new(false);
    view! {
        <Title text=w.set_up_title() />
        <h1 id="set-up-title" tabindex="-1">
            {w.set_up_title()}
        </h1>
        {move || {
            if done.get() {
                return fresh(view! { <Done /> });
            }
            match found.get() {
                Some(Shown(found)) => fresh(view! { <Choose found link done /> }),
                None => {
                    fresh(view! {
                        <p class="lead">{w.set_up_lead()}</p>
                        <FormErrors faults id="set-up-error" page=links::STAFF_SET_UP />
                        <ActionForm
                            action=look
                            attr:novalidate=true
                            attr:class="stack"
                            on:submit:capture=move |event| judge_link(link, faults, &event)
                        >
                            <LinkField link hint=w.set_up_code_hint() faults busy=look.pending() />
                        </ActionForm>
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
    portal_browser::focus("set-up-title");
    view! {
        <Notice tone=Tone::Positive live=true>
            <p>{w.set_up_done()}</p>
        </Notice>
        <Actions>
            <LinkButton href=links::STAFF_SIGN_IN label=w.status_sign_in() />
        </Actions>
    }
}

/// The password, and the authenticator with its first code.
#[component]
fn Choose(found: StaffSetUp, link: RwSignal<String>, done: RwSignal<bool>) -> impl IntoView {
    let w = use_words();
    // The form whose button was pressed is gone.
    Effect::new(|_| portal_browser::focus("set-up-title"));
    let action = ServerAction::<colleagues::Finish>::new();
    let faults = Faults::worded(action, staff_sentence);
    when_done(action, move |_| done.set(true));
    let groups: Vec<String> =
        found.typed.as_bytes().chunks(4).map(|c| String::from_utf8_lossy(c).into_owned()).collect();
    view! {
        <p class="lead">{w.set_up_username(&found.username)}</p>
        <FormErrors faults id="set-up-error" page=links::STAFF_SET_UP />
        <ActionForm
            action
            attr:novalidate=true
            attr:class="stack"
            on:submit:capture=move |event| {
                faults
                    .judge::<
                        colleagues::Finish,
                    >(
                        &event,
                        |typed| {
                            let mut problems = Problems::default();
                            let password = problems.all(new_password(&typed.password, &typed.again));
                            let code = problems.check("code", authenticator_code(&typed.code));
                            problems.into_result(password.zip(code)).map(|_| ())
                        },
                    )
            }
        >
            <input type="hidden" name="link" value=move || link.get() autocomplete="off" />
            <PasswordField
                label=w.set_up_password()
                hint=w.credentials_password_hint()
                name="password"
                id="password"
                autocomplete="new-password".to_owned()
                show_label=w.password_show()
                hide_label=w.password_hide()
                error=faults.at("password")
            />
            <section class="card stack" aria-labelledby="authenticator">
                <h2 id="authenticator">{w.set_up_authenticator()}</h2>
                <p>{w.set_up_authenticator_text()}</p>
                <Squares rows=found.squares label=w.set_up_squares() />
                <p>{w.set_up_typed()} " " <span class="code">{groups.join(" ")}</span></p>
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
            </section>
            <SendButton label=w.set_up_button() busy=action.pending() />
        </ActionForm>
    }
    .into_any()
}

//! The staff entrance: password and authenticator code in one step.

use crate::form::{Faults, FormErrors, entered, staff_sentence, when_done};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use portal_api::accounts::StaffSignIn;
use portal_kit::boot::use_words;
use portal_kit::fresh;
use portal_kit::{Actions, Button, Field, Icon, Notice, PasswordField};
use portal_types::field::Problems;
use portal_types::links;

/// Signing in for the people who work here.
pub(crate) fn draw() -> AnyView {
    fresh(view! { <StaffEntrance /> })
}

#[component]
fn StaffEntrance() -> impl IntoView {
    let w = use_words();
    let query = use_query_map().get_untracked();
    let next = query.get("next");
    let ended = (query.get("ended").as_deref() == Some("idle")).then(|| w.ended_idle());
    let action = ServerAction::<StaffSignIn>::new();
    let value = action.value();
    let faults = Faults::worded(action, staff_sentence).mismatch(|w| w.staff_sign_in_wrong());
    let over = move || value.with(|value| matches!(value, Some(Ok(_))));
    when_done(action, |go_on| portal_browser::go(&go_on.to));

    view! {
        <Title text=w.staff_sign_in_title() />
        <h1>{w.staff_sign_in_title()}</h1>
        {ended.map(|text| view! { <Notice live=true>{text}</Notice> })}
        <Notice title=w.staff_sign_in_notice() icon=Icon::Inbox>
            <a class="alone" href=links::SIGN_IN>{w.staff_sign_in_patients()}</a>
        </Notice>
        <FormErrors faults id="sign-in-error" page=links::STAFF_SIGN_IN />
        <ActionForm
            action
            attr:novalidate=true
            attr:class="stack"
            on:submit:capture=move |event| {
                faults
                    .judge::<
                        StaffSignIn,
                    >(
                        &event,
                        |typed| {
                            let mut problems = Problems::default();
                            let name = entered(&mut problems, "username", &typed.username);
                            let word = entered(&mut problems, "password", &typed.password);
                            let code = entered(&mut problems, "code", &typed.code);
                            problems.into_result(name.and(word).and(code))
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
            <Field
                label=w.staff_sign_in_code()
                hint=w.staff_sign_in_code_hint()
                name="code"
                id="code"
                autocomplete="one-time-code".to_owned()
                inputmode="numeric".to_owned()
                required=true
                short=true
                spellcheck=false
                error=faults.at("code")
            />
            <Actions>
                <Button
                    label=w.sign_in_button()
                    busy=Signal::derive(move || action.pending().get() || over())
                    busy_label=w.sign_in_busy()
                />
            </Actions>
        </ActionForm>
    }
    .into_any()
}

//! A session that its staff member has locked: her password opens it again.

use crate::form::{FormErrors, entered, faults, when_done};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use portal_api::accounts::{SignOut, Unlock};
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{Actions, Button, ButtonVariant, PasswordField};
use portal_types::account::Who;
use portal_types::field::Problems;
use portal_types::links;

#[component]
pub(crate) fn Locked() -> impl IntoView {
    let w = use_words();
    let name = match &use_boot().who {
        Who::Locked { name } => name.clone(),
        _ => String::new(),
    };
    let next = use_query_map().get_untracked().get("next");
    let action = ServerAction::<Unlock>::new();
    let value = action.value();
    let faults = faults(action).mismatch(|w| w.locked_wrong());
    let over = move || value.with(|value| matches!(value, Some(Ok(_))));
    when_done(action, |go_on| portal_browser::go(&go_on.to));
    let leave = ServerAction::<SignOut>::new();
    Effect::new(move || {
        if let Some(Ok(_)) = leave.value().get() {
            portal_browser::tell_signed_out();
            portal_browser::go(links::STAFF_SIGN_IN);
        }
    });
    view! {
        <Title text=w.locked_title() />
        <h1>{w.locked_title()}</h1>
        <p class="lead">{w.locked_lead(&name)}</p>
        <FormErrors faults id="unlock-error" page=links::STAFF_LOCKED />
        <ActionForm
            action
            attr:novalidate=true
            attr:class="stack"
            on:submit:capture=move |event| {
                faults
                    .judge::<
                        Unlock,
                    >(
                        &event,
                        |typed| {
                            let mut problems = Problems::default();
                            let word = entered(&mut problems, "password", &typed.password);
                            problems.into_result(word)
                        },
                    )
            }
        >
            {next.map(|next| view! { <input type="hidden" name="next" value=next /> })}
            <PasswordField
                label=w.sign_in_password()
                name="password"
                id="password"
                autocomplete="current-password".to_owned()
                show_label=w.password_show()
                hide_label=w.password_hide()
                error=faults.at("password")
            />
            <Actions>
                <Button
                    label=w.locked_button()
                    busy=Signal::derive(move || action.pending().get() || over())
                    busy_label=w.sign_in_busy()
                />
            </Actions>
        </ActionForm>
        <section class="stack tight" aria-labelledby="another">
            <h2 id="another">{w.locked_another()}</h2>
            <p>{w.locked_another_text(&name)}</p>
            <ActionForm action=leave>
                <Actions>
                    <Button label=w.locked_leave() variant=ButtonVariant::Secondary busy=leave.pending() />
                </Actions>
            </ActionForm>
        </section>
    }
    .into_any()
}

//! Inviting a colleague.

use super::confirm::ConfirmAnew;
use super::desk::Desk;
use super::duties::{Duties, sentence};
use leptos::prelude::*;
use portal_api::colleagues;
use portal_kit::boot::use_words;
use portal_kit::{Actions, Button, CheckBox, Field};
use portal_page::{Faults, FormErrors, use_alive, when_done};
use portal_types::ids::{AccountId, IntentKey, PracticeId};
use portal_types::links;

/// The form. What it makes is a link, which is shown once and handed over: not to a plain form, whose answer is not
/// shown.
#[component]
pub(super) fn Invite(practices: Vec<(PracticeId, String)>, intent: IntentKey, desk: Desk<AccountId>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<colleagues::Invite>::new();
    let faults = Faults::worded(action, sentence);
    when_done(action, move |handed| desk.handed_over(w, handed));
    let alive = use_alive();
    let practices = practices.into_iter().map(|(practice, name)| (practice, name, false)).collect();
    view! {
        <div class="stack">
            <h2>{w.admin_invite_title()}</h2>
            <p>{w.admin_invite_text()}</p>
            <FormErrors faults id="invite-error" page=links::DESK_ADMIN />
            <ConfirmAnew faults />
            <ActionForm action attr:class="stack" on:submit:capture=move |_| desk.begin()>
                <input type="hidden" name="intent" value=intent.to_string() autocomplete="off" />
                <Field
                    label=w.admin_name()
                    hint=w.admin_name_hint()
                    name="name"
                    id="name"
                    autocomplete="off".to_owned()
                    error=faults.at("name")
                    required=true
                />
                <Field
                    label=w.sign_in_username()
                    hint=w.credentials_username_hint()
                    name="username"
                    id="username"
                    autocomplete="off".to_owned()
                    spellcheck=false
                    error=faults.at("username")
                    required=true
                />
                <Duties role=None practices faults />
                <CheckBox label=w.admin_invite_sure() name="sure" id="sure" error=faults.at("sure") required=true />
                <Actions>
                    <noscript>{w.admin_needs_program()}</noscript>
                    {move || {
                        alive
                            .get()
                            .then(|| {
                                view! {
                                    <Button
                                        label=w.admin_invite_button()
                                        busy=action.pending()
                                        busy_label=w.enroll_busy()
                                    />
                                }
                            })
                    }}
                </Actions>
            </ActionForm>
        </div>
    }
    .into_any()
}

//! One colleague: what is known of the account, and what can be done with it, each behind a step that says what it means.

use super::confirm::{Confirm, ConfirmAnew, is_fresh};
use super::desk::Desk;
use super::duties::{Duties, sentence};
use super::staff::state;
use crate::parts::{Facts, OpenHead};
use leptos::prelude::*;
use portal_api::colleagues;
use portal_kit::boot::use_words;
use portal_kit::{Button, ButtonVariant, CheckBox, Notice, text};
use portal_page::{Faults, Folded, FormErrors, SendButton, use_alive, when_done};
use portal_types::administration::{StaffAct, StaffView};
use portal_types::ids::{AccountId, IntentKey};
use portal_types::links;
use portal_types::moment::Moment;
use portal_words::Words;

/// What it is called, what happens, and what is said when it was done.
fn words(w: &Words, act: StaffAct) -> [String; 3] {
    match act {
        StaffAct::Suspend => [w.act_suspend(), w.admin_suspend_text(), w.admin_suspended()],
        StaffAct::Resume => [w.act_resume(), w.act_resume_text(), w.admin_resumed()],
        StaffAct::EndSessions => [w.admin_end_sessions(), w.admin_end_sessions_text(), w.admin_sessions_ended()],
        StaffAct::Reset => [w.admin_reset(), w.admin_reset_text(), String::new()],
    }
}

/// Begins the ids of a form's parts.
fn begins(act: StaffAct) -> &'static str {
    match act {
        StaffAct::Suspend => "suspend",
        StaffAct::Resume => "resume",
        StaffAct::EndSessions => "sessions",
        StaffAct::Reset => "reset",
    }
}

#[component]
pub(super) fn Colleague(shown: StaffView, desk: Desk<AccountId>, proven: Callback<()>) -> impl IntoView {
    let w = use_words();
    let moment = |at: Moment| w.patient_exact_time(text::date_with_year(w, at.day()), text::time_of(w, at));
    let practices: Vec<String> =
        shown.practices.iter().filter(|(_, _, member)| *member).map(|(_, name, _)| name.clone()).collect();
    let practices = Some(practices.join(", ")).filter(|names| !names.is_empty());
    let mut facts = vec![
        (w.sign_in_username(), Some(shown.username.clone())),
        (w.admin_role(), Some(text::role(w, shown.role))),
        (w.account_state(), Some(state(w, shown.state))),
        (w.account_created(), Some(text::date_with_year(w, shown.made_at.day()))),
        (w.account_last_sign_in(), shown.last_sign_in.map(moment)),
        (w.account_sessions(), Some(shown.sessions.to_string())),
    ];
    if shown.role.works_for_practices() {
        facts.push((w.admin_practices(), practices));
    }
    if let Some(until) = shown.set_up_until {
        facts.push((w.admin_link_until(), Some(moment(until))));
    }
    let (account, intent) = (shown.account, shown.intent);
    let what = if shown.own {
        view! { <Notice title=w.admin_own() /> }.into_any()
    } else if !is_fresh(shown.proven_for) {
        view! { <Confirm proven /> }.into_any()
    } else {
        let fitting = StaffAct::ALL.into_iter().filter(|act| act.fits(shown.state));
        let acts = fitting.map(|act| view! { <Act account act intent desk /> }).collect_view();
        view! {
            <Change shown=shown.clone() desk />
            {acts}
        }
        .into_any()
    };
    view! {
        <OpenHead back=links::DESK_ADMIN label=w.admin_staff_back() title=shown.name.clone() />
        <Facts facts />
        {what}
    }
    .into_any()
}

/// Another role, other practices.
#[component]
fn Change(shown: StaffView, desk: Desk<AccountId>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<colleagues::Change>::new();
    let faults = Faults::worded(action, sentence);
    when_done(action, move |_| desk.did(w.admin_change_saved()));
    view! {
        <details>
            <summary>{w.admin_change()}</summary>
            <div class="stack tight">
                <p>{w.admin_change_text()}</p>
                <FormErrors faults id="change-error" page=links::DESK_ADMIN />
                <ConfirmAnew faults />
                <ActionForm action attr:class="stack" on:submit:capture=move |_| desk.begin()>
                    <input type="hidden" name="account" value=shown.account.to_string() autocomplete="off" />
                    <input type="hidden" name="intent" value=shown.intent.to_string() autocomplete="off" />
                    <Duties role=Some(shown.role) practices=shown.practices faults />
                    <CheckBox label=w.admin_sure() name="sure" id="sure" error=faults.at("sure") required=true />
                    <SendButton label=w.backing_save() busy=action.pending() />
                </ActionForm>
            </div>
        </details>
    }
    .into_any()
}

/// Opening it changes nothing yet. A reset makes a link that is shown only in its answer, which a plain form does not
/// show.
#[component]
fn Act(account: AccountId, act: StaffAct, intent: IntentKey, desk: Desk<AccountId>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<colleagues::Act>::new();
    let faults = Faults::worded(action, sentence);
    let id = begins(act);
    let alive = use_alive();
    let with_link = act == StaffAct::Reset;
    let [title, what, done] = words(w, act);
    let press = title.clone();
    when_done(action, move |handed| match handed {
        Some(handed) => desk.handed_over(w, handed),
        None => desk.did(done.clone()),
    });
    let danger = matches!(act, StaffAct::Suspend | StaffAct::Reset);
    let variant = if danger { ButtonVariant::Danger } else { ButtonVariant::Secondary };
    view! {
        <Folded title what faults id page=links::DESK_ADMIN>
            <ConfirmAnew faults />
            <ActionForm action attr:class="stack tight" on:submit:capture=move |_| desk.begin()>
                <input type="hidden" name="account" value=account.to_string() autocomplete="off" />
                <input type="hidden" name="act" value=act.code() autocomplete="off" />
                <input type="hidden" name="intent" value=intent.to_string() autocomplete="off" />
                <CheckBox
                    label=w.admin_sure()
                    name="sure"
                    id=format!("{id}-sure")
                    error=faults.at("sure")
                    required=true
                />
                <div>
                    {with_link.then(|| view! { <noscript>{w.admin_needs_program()}</noscript> })}
                    {move || {
                        (!with_link || alive.get())
                            .then(|| {
                                view! {
                                    <Button
                                        label=press.clone()
                                        variant
                                        busy=action.pending()
                                        busy_label=w.enroll_busy()
                                    />
                                }
                            })
                    }}
                </div>
            </ActionForm>
        </Folded>
    }
    .into_any()
}

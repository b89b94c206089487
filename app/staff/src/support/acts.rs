//! What Technical Support may do with an account, each behind a step that says what it means.

use super::Desk;
use leptos::prelude::*;
use portal_api::support;
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, CheckBox};
use portal_page::{Faults, Folded, Press, when_done};
use portal_types::links;
use portal_types::support::Act;
use portal_words::Words;

/// The word that the form sends; it begins the ids of its parts.
fn code(act: Act) -> &'static str {
    match act {
        Act::Unlock => "unlock",
        Act::Resend => "resend",
        Act::Reproof => "reproof",
        Act::Suspend => "suspend",
        Act::Resume => "resume",
        Act::Cancel => "cancel",
        Act::Restore => "restore",
    }
}

/// What it is called, what happens, and what is said when it was done.
fn words(w: &Words, act: Act) -> [String; 3] {
    match act {
        Act::Unlock => [w.act_unlock(), w.act_unlock_text(), w.act_unlock_done()],
        Act::Resend => [w.act_resend(), w.act_resend_text(), w.act_resend_done()],
        Act::Reproof => [w.act_reproof(), w.act_reproof_text(), w.act_reproof_done()],
        Act::Suspend => [w.act_suspend(), w.act_suspend_text(), w.act_suspend_done()],
        Act::Resume => [w.act_resume(), w.act_resume_text(), w.act_resume_done()],
        Act::Cancel => [w.act_cancel(), w.act_cancel_text(), w.act_cancel_done()],
        Act::Restore => [w.act_restore(), w.act_restore_text(), w.act_restore_done()],
    }
}

/// All that is possible in the account's state.
#[component]
pub(super) fn Acts(ticket: String, acts: Vec<Act>, proven: bool, desk: Desk) -> impl IntoView {
    acts.into_iter()
        .map(|act| view! { <Confirm ticket=ticket.clone() act may=proven || !act.needs_proof() desk /> })
        .collect_view()
        .into_any()
}

/// Opening it changes nothing yet.
#[component]
fn Confirm(ticket: String, act: Act, may: bool, desk: Desk) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<support::Act>::new();
    let faults = Faults::of(action);
    let id = code(act);
    let [title, what, done] = words(w, act);
    let label = title.clone();
    when_done(action, move |_| desk.did(done.clone()));
    let danger = matches!(act, Act::Reproof | Act::Suspend | Act::Cancel);
    let variant = if danger { ButtonVariant::Danger } else { ButtonVariant::Secondary };
    let form = if may {
        view! {
            <ActionForm action attr:class="stack tight">
                <input type="hidden" name="ticket" value=ticket autocomplete="off" />
                <input type="hidden" name="act" value=id autocomplete="off" />
                <CheckBox
                    label=w.act_sure()
                    name="sure"
                    id=format!("{id}-sure")
                    error=faults.at("sure")
                    required=true
                />
                <Press label variant busy=action.pending() />
            </ActionForm>
        }
        .into_any()
    } else {
        view! { <p class="soft">{w.act_unproven()}</p> }.into_any()
    };
    view! {
        <Folded title what faults id page=links::DESK_SUPPORT>
            {form}
        </Folded>
    }
    .into_any()
}

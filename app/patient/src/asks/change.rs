//! Writing a request anew, while nobody at the office has opened it.

use super::form::{self, SendRow, Unseen, Unsent};
use super::kept::{BegunAgain, afresh, use_kept};
use super::{Done, appointment, referral, renewal};
use crate::shared::Whom;
use appointment::AppointmentFields;
use leptos::form::ActionForm;
use leptos::prelude::*;
use portal_api::asks;
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, Notice, Tone, fresh};
use portal_page::{SendingErrors, use_alive, when_done};
use portal_types::ask::{AskKind, AskOptions, AskView};
use portal_types::ids::PatientId;
use referral::ReferralFields;
use renewal::RenewalFields;

/// The form again, with what was asked for, or with what was begun of that. Opening it changes nothing yet.
#[component]
pub(super) fn ChangeForm(patient: PatientId, shown: AskView, options: AskOptions, done: Done) -> impl IntoView {
    let begun = options.draft.is_some();
    let options = RwSignal::new(options);
    let afresh = afresh(options);
    (move || {
        let (shown, options) = (shown.clone(), options.get());
        fresh(view! { <Changing patient shown options begun afresh done /> })
    })
    .into_any()
}

/// `begun`: it is unfolded.
#[component]
fn Changing(
    patient: PatientId,
    shown: AskView,
    options: AskOptions,
    begun: bool,
    afresh: Callback<()>,
    done: Done,
) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<asks::Change>::new();
    let sending = form::sending(action, Signal::stored(options.intent)).on_conflict(done.changed);
    when_done(action, move |_| done.did(w.ask_changed()));
    let kept = use_kept((patient, Some(shown.ask)), &options, sending, None, afresh);
    let alive = use_alive();
    let open = begun || sending.any_untracked();
    let (ask, kind, version, today) = (shown.ask, shown.kind, shown.version, options.today);
    // It stays with its office.
    let AskOptions { mut offices, drugs, draft, .. } = options;
    let draft = draft.as_ref();
    // It was begun over what stood there before somebody else, or another device, wrote the request anew.
    let older = draft.is_some_and(|draft| !draft.is_over(version));
    offices.retain(|office| office.pool == shown.pool);
    // And its clinician can be chosen, also when others have seen the patient since.
    if let (Some(asked), Some(office)) = (shown.provider.clone(), offices.first_mut()) {
        if office.providers.iter().all(|(id, _)| *id != asked.0) {
            office.providers.push(asked);
        }
    }
    let of_form = offices.clone();
    let fields = match kind {
        AskKind::Appointment => {
            let begun = appointment::Begun::of(&shown, draft);
            view! { <AppointmentFields offices begun sending /> }.into_any()
        }
        AskKind::Renewal => {
            let begun = renewal::Begun::of(&shown, draft);
            view! { <RenewalFields patient offices drugs begun sending /> }.into_any()
        }
        AskKind::Referral => {
            let begun = referral::Begun::of(&shown, draft);
            view! { <ReferralFields offices begun today sending /> }.into_any()
        }
    };
    view! {
        <details open=open>
            <summary>{w.ask_change()}</summary>
            <div class="stack">
                <p>{w.ask_change_text()}</p>
                <SendingErrors sending />
                <BegunAgain kept />
                <ActionForm
                    action
                    node_ref=kept.node
                    attr:novalidate=move || alive.get()
                    attr:class="stack"
                    on:input=move |_| kept.touch()
                    on:submit:capture=move |event| {
                        kept
                            .judges::<
                                asks::Change,
                            >(
                                &event,
                                |typed| match kind {
                                    AskKind::Appointment => appointment::judged_change(&typed, today),
                                    AskKind::Renewal => renewal::judged_change(&typed),
                                    AskKind::Referral => referral::judged_change(&typed, today, &of_form),
                                },
                            );
                    }
                >
                    <Unseen patient ask sending />
                    <input type="hidden" name="version" value=version.to_string() autocomplete="off" />
                    <input type="hidden" name="kind" value=kind.code() autocomplete="off" />
                    <Whom patient />
                    {older.then(|| view! { <Notice tone=Tone::Caution title=w.ask_change_older() live=true /> })}
                    {fields}
                    <Unsent sending conflict=w.ask_conflict_change() />
                    <SendRow patient sending plain=w.ask_change_save() variant=ButtonVariant::Secondary />
                </ActionForm>
            </div>
        </details>
    }
    .into_any()
}

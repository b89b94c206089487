//! Taking a request back, and keeping it for oneself.

use super::Done;
use super::form::{self, SendRow, Unseen, Unsent};
use crate::private::Private;
use crate::shared::Whom;
use leptos::form::ActionForm;
use leptos::prelude::*;
use portal_api::asks;
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, CheckBox};
use portal_page::{SendingErrors, refused, use_alive, when_done};
use portal_types::ask::AskView;
use portal_types::field::{FieldProblem, Problem};
use portal_types::ids::{AskId, IntentKey, PatientId};

/// What it means, a yes, and the button. Opening it changes nothing yet.
#[component]
pub(super) fn Withdraw(
    patient: PatientId,
    ask: AskId,
    practice: String,
    intent: Signal<IntentKey>,
    done: Done,
) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<asks::Withdraw>::new();
    let sending = form::sending(action, intent).on_conflict(done.changed);
    when_done(action, move |_| done.did(w.ask_withdrawn()));
    let alive = use_alive();
    let open = sending.any_untracked();
    view! {
        <details open=open>
            <summary>{w.ask_withdraw()}</summary>
            <div class="stack tight">
                <p>{w.ask_withdraw_text(practice)}</p>
                <SendingErrors sending />
                <ActionForm
                    action
                    attr:novalidate=move || alive.get()
                    attr:class="stack tight"
                    on:submit:capture=move |event| {
                        sending
                            .judge::<
                                asks::Withdraw,
                            >(
                                &event,
                                |typed| {
                                    if typed.sure.is_some() {
                                        Ok(())
                                    } else {
                                        Err(vec![FieldProblem::new("sure", Problem::NotAgreed)])
                                    }
                                },
                            );
                    }
                >
                    <Unseen patient ask sending />
                    <Whom patient />
                    <CheckBox label=w.ask_withdraw_sure() name="sure" id="sure" error=sending.at("sure") required=true />
                    <Unsent sending conflict=w.ask_conflict_here() />
                    <SendRow patient sending plain=w.ask_withdraw_button() variant=ButtonVariant::Danger />
                </ActionForm>
            </div>
        </details>
    }
    .into_any()
}

/// Who sees this request, for whoever may say so: somebody between 13 and 18 in her own chart.
#[component]
pub(super) fn Privacy(patient: PatientId, view: RwSignal<AskView>, done: Done) -> impl IntoView {
    let w = use_words();
    let ask = view.with_untracked(|view| view.ask);
    let set = ServerAction::<asks::SetPrivate>::new();
    let value = set.value();
    when_done(set, move |_| done.changed.run(()));
    let kept = Memo::new(move |_| view.with(|view| view.may_hide.then_some(view.private)));
    let form = move |end: AnyView| {
        view! {
            <ActionForm action=set>
                <input type="hidden" name="patient" value=patient.to_string() autocomplete="off" />
                <input type="hidden" name="ask" value=ask.to_string() autocomplete="off" />
                {end}
            </ActionForm>
        }
        .into_any()
    };
    let texts = [w.ask_private_kept(), w.ask_private_shown()];
    let trouble = Signal::derive(move || value.with(refused));
    view! {
        <Private kept id="ask-private" title=w.ask_private_title() texts trouble busy=set.pending() form />
    }
    .into_any()
}

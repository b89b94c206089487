//! The forms by which what somebody may see and do is set, and for how long.

use super::done::Done;
use super::{HERE, ProveAnew, sentence};
use crate::shared::Day;
use leptos::prelude::*;
use portal_api::representatives;
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, DateBind};
use portal_page::{Faults, FormErrors, SendButton, Switchboard, when_done};
use portal_types::day::Day as Date;
use portal_types::ids::{GrantId, IntentKey, PatientId};
use portal_types::representative::{ProofView, SwitchesView};

/// What somebody may see and do.
#[component]
pub(super) fn SwitchForm(
    patient: PatientId,
    grant: GrantId,
    switches: SwitchesView,
    intent: IntentKey,
    proof: ProofView,
    done: Done,
) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<representatives::Switch>::new();
    let faults = Faults::worded(action, sentence);
    when_done(action, move |_| done.did(w.switches_saved()));
    view! {
        <section class="stack tight">
            <FormErrors faults id="switches-error" page=HERE />
            <ProveAnew faults proof />
            <ActionForm action attr:class="stack">
                <input type="hidden" name="patient" value=patient.to_string() autocomplete="off" />
                <input type="hidden" name="grant" value=grant.to_string() autocomplete="off" />
                <input type="hidden" name="intent" value=intent.to_string() autocomplete="off" />
                <Switchboard shown=switches presets=true error=faults.at("rights") />
                <SendButton label=w.switches_save() busy=action.pending() />
            </ActionForm>
        </section>
    }
    .into_any()
}

/// The last day, or none.
#[component]
pub(super) fn LastDayForm(
    patient: PatientId,
    grant: GrantId,
    last: Option<Date>,
    proof: ProofView,
    done: Done,
) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<representatives::LastDay>::new();
    let faults = Faults::worded(action, sentence);
    when_done(action, move |_| done.did(w.last_day_saved()));
    let bind = match last {
        Some(day) => DateBind::new(day.month().to_string(), day.day().to_string(), day.year().to_string()),
        None => DateBind::new("", "", ""),
    };
    let none = last.is_none().then(|| view! { <p class="soft">{w.last_day_none()}</p> });
    view! {
        <section class="stack tight" aria-labelledby="last-day">
            <h2 id="last-day">{w.last_day_title()}</h2>
            <p>{w.last_day_text()}</p>
            {none}
            <FormErrors faults id="last-day-error" page=HERE />
            <ProveAnew faults proof />
            <ActionForm action attr:class="stack tight">
                <input type="hidden" name="patient" value=patient.to_string() autocomplete="off" />
                <input type="hidden" name="grant" value=grant.to_string() autocomplete="off" />
                <Day legend=w.last_day_label() hint=w.last_day_hint() name="ends" bind error=faults.at("ends") />
                <SendButton label=w.last_day_save() variant=ButtonVariant::Secondary busy=action.pending() />
            </ActionForm>
        </section>
    }
    .into_any()
}

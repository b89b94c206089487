//! Confirming who a patient is whose account waits for it.

use crate::requests::method;
use leptos::prelude::*;
use portal_api::front;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{Choice, ChoiceOption, Notice, Tone};
use portal_page::{Faults, FormErrors, SendButton, when_done};
use portal_types::account::{Role, Who};
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::registry::Method;

/// Says that the account waits; the enrollment desk confirms here, a front desk sends the person on.
#[component]
pub(super) fn ConfirmForm(patient: PatientId, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<front::Confirm>::new();
    let faults = Faults::of(action);
    when_done(action, move |_| changed.run(()));
    if !matches!(use_boot().who, Who::Staff { role: Role::Enrollment, .. }) {
        return view! { <Notice tone=Tone::Caution>{w.confirm_elsewhere()}</Notice> }.into_any();
    }
    let methods = Method::ALL.map(|of| ChoiceOption::new(of.code(), method(w, of))).to_vec();
    view! {
        <section class="stack" aria-labelledby="confirm">
            <h3 id="confirm">{w.confirm_title()}</h3>
            <p>{w.confirm_text()}</p>
            <FormErrors faults id="confirm-error" page=links::DESK_PATIENTS />
            <ActionForm action attr:class="stack">
                <input type="hidden" name="patient" value=patient.to_string() autocomplete="off" />
                <Choice
                    legend=w.requests_method()
                    name="method"
                    id="method"
                    options=methods
                    error=faults.at("method")
                    required=true
                />
                <SendButton label=w.confirm_button() busy=action.pending() />
            </ActionForm>
        </section>
    }
    .into_any()
}

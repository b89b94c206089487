//! What was seen at the desk: who the person is, a court order, what a clinician has attested.

use super::{Ask, Flow, HERE, seen, sentence};
use crate::parts::DayField;
use leptos::prelude::*;
use portal_api::forms;
use portal_kit::boot::use_words;
use portal_kit::{Choice, ChoiceOption, Field};
use portal_page::{Faults, FormErrors, SendButton};
use portal_types::grant_form::{FormProgress, Identity, NewAttestation, NewOrder};
use portal_words::Words;

/// How it is known who the person is.
pub(super) fn identity(w: &Words, identity: Identity) -> String {
    match identity {
        Identity::License => w.identity_license(),
        Identity::Passport => w.identity_passport(),
        Identity::OtherPhoto => w.identity_other_photo(),
        Identity::KnownToStaff => w.identity_known_to_staff(),
    }
}

#[component]
pub(super) fn PapersStep(progress: FormProgress, flow: Flow) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<forms::Papers>::new();
    flow.follow(action);
    let faults = Faults::worded(action, sentence);
    let hidden = seen(&progress);
    let (papers, needs) = (progress.view.papers.clone(), progress.view.needs);
    let options = Identity::ALL.map(|of| ChoiceOption::new(of.code(), identity(w, of))).to_vec();
    let chosen = papers.as_ref().map(|papers| papers.identity.code()).unwrap_or_default();
    let filed = papers.as_ref().map(|papers| papers.filed.clone()).unwrap_or_default();
    let order = papers.as_ref().and_then(|papers| papers.order.clone());
    let attestation = papers.and_then(|papers| papers.attestation);
    view! {
        <Ask progress name=w.forms_papers_step() title=w.forms_papers() flow>
            <FormErrors faults id="papers-error" page=HERE />
            <ActionForm action attr:class="stack">
                {hidden}
                <Choice
                    legend=w.forms_identity()
                    name="identity"
                    id="identity"
                    options
                    value=chosen
                    error=faults.at("identity")
                    required=true
                />
                <Field
                    label=w.forms_filed()
                    hint=w.forms_filed_hint()
                    name="filed"
                    id="filed"
                    value=filed
                    autocomplete="off".to_owned()
                    error=faults.at("filed")
                    required=true
                />
                <Order given=order needed=needs.order faults />
                <Attestation given=attestation needed=needs.attestation faults />
                <SendButton label=w.enroll_next() busy=action.pending() />
            </ActionForm>
        </Ask>
    }
    .into_any()
}

/// A court order. Where nobody needs one it can be left empty.
#[component]
fn Order(given: Option<NewOrder>, needed: bool, faults: Faults) -> impl IntoView {
    let w = use_words();
    let court = given.as_ref().map(|order| order.court.clone()).unwrap_or_default();
    let reference = given.as_ref().map(|order| order.reference.clone()).unwrap_or_default();
    let made_on = given.as_ref().map(|order| order.made_on);
    let until = given.and_then(|order| order.until);
    view! {
        <fieldset class="stack tight">
            <legend>
                <h2>{w.forms_order()}</h2>
            </legend>
            <p class="soft">{if needed { w.forms_order_needed() } else { w.forms_order_brought() }}</p>
            <Field
                label=w.order_court()
                name="court"
                id="court"
                value=court
                autocomplete="off".to_owned()
                error=faults.at("court")
            />
            <Field
                label=w.order_reference()
                name="reference"
                id="reference"
                value=reference
                autocomplete="off".to_owned()
                spellcheck=false
                short=true
                error=faults.at("reference")
            />
            <DayField
                label=w.order_made_on()
                hint=w.forms_day_hint()
                name="made_on"
                id="made_on"
                given=made_on
                error=faults.at("made_on")
            />
            <DayField label=w.order_until() name="until" id="until" given=until error=faults.at("until") />
        </fieldset>
    }
    .into_any()
}

/// That somebody cannot decide. Where nobody needs it, it can be left empty.
#[component]
fn Attestation(given: Option<NewAttestation>, needed: bool, faults: Faults) -> impl IntoView {
    let w = use_words();
    let clinician = given.as_ref().map(|given| given.clinician.clone()).unwrap_or_default();
    let attested_on = given.map(|given| given.made_on);
    view! {
        <fieldset class="stack tight">
            <legend>
                <h2>{w.forms_attestation()}</h2>
            </legend>
            <p class="soft">{if needed { w.forms_attestation_needed() } else { w.forms_attestation_brought() }}</p>
            <Field
                label=w.attest_clinician()
                name="clinician"
                id="clinician"
                value=clinician
                autocomplete="off".to_owned()
                error=faults.at("clinician")
            />
            <DayField
                label=w.attest_made_on()
                hint=w.forms_day_hint()
                name="attested_on"
                id="attested_on"
                given=attested_on
                error=faults.at("attested_on")
            />
        </fieldset>
    }
    .into_any()
}

//! For whom: those that are on the form, and the record number of one more.

use super::{Ask, Flow, HERE, seen, sentence};
use leptos::prelude::*;
use portal_api::forms;
use portal_kit::boot::use_words;
use portal_kit::{CheckBox, Field, text};
use portal_page::{Faults, FormErrors, SendButton};
use portal_types::grant_form::FormProgress;

#[component]
pub(super) fn PatientsStep(progress: FormProgress, flow: Flow) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<forms::Patients>::new();
    flow.follow(action);
    let faults = Faults::worded(action, sentence);
    let hidden = seen(&progress);
    let boxes = progress
        .view
        .patients
        .iter()
        .enumerate()
        .map(|(n, of)| {
            let born = of.born.map(|day| w.desk_born(text::date_with_year(w, day)));
            view! {
                <CheckBox
                    label=of.name.clone()
                    hint=born
                    name=format!("patients[{n}]")
                    id=format!("patient-{}", n + 1)
                    value=of.patient.to_string()
                    checked=true
                />
            }
        })
        .collect_view();
    view! {
        <Ask progress name=w.forms_patients_step() title=w.forms_patients() flow>
            <p>{w.forms_patients_text()}</p>
            <FormErrors faults id="patients-error" page=HERE />
            <ActionForm action attr:class="stack">
                {hidden}
                <fieldset class="field" id="patients" tabindex="-1">
                    <legend>{w.forms_patients_list()}</legend>
                    <div class="stack tight">{boxes}</div>
                </fieldset>
                <Field
                    label=w.forms_patients_add()
                    hint=w.forms_patients_add_hint()
                    name="add"
                    id="add"
                    autocomplete="off".to_owned()
                    spellcheck=false
                    short=true
                    error=faults.at("add")
                />
                <SendButton label=w.enroll_next() busy=action.pending() />
            </ActionForm>
        </Ask>
    }
    .into_any()
}

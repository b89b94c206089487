//! On what ground somebody is to act for each patient: those that the patient's age allows.

use super::{Ask, Flow, HERE, seen, sentence};
use leptos::prelude::*;
use portal_api::forms;
use portal_kit::boot::use_words;
use portal_kit::{SelectField, SelectOption, text};
use portal_page::{Faults, FormErrors, SendButton};
use portal_types::grant_form::{BASIS_FIELDS, FormPatient, FormProgress, Life};

#[component]
pub(super) fn GroundsStep(progress: FormProgress, flow: Flow) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<forms::Grounds>::new();
    flow.follow(action);
    let faults = Faults::worded(action, sentence);
    let hidden = seen(&progress);
    let questions = progress
        .view
        .patients
        .iter()
        .zip(BASIS_FIELDS)
        .enumerate()
        .map(|(n, (of, field))| view! { <Ground n of=of.clone() field faults /> })
        .collect_view();
    view! {
        <Ask progress name=w.forms_grounds_step() title=w.forms_grounds() flow>
            <p>{w.forms_grounds_text()}</p>
            <FormErrors faults id="grounds-error" page=HERE />
            <ActionForm action attr:class="stack">
                {hidden}
                {questions}
                <SendButton label=w.enroll_next() busy=action.pending() />
            </ActionForm>
        </Ask>
    }
    .into_any()
}

/// One question. A list and not a choice: it is sent even if nothing was chosen, so that the others keep their places.
#[component]
fn Ground(n: usize, of: FormPatient, field: &'static str, faults: Faults) -> impl IntoView {
    let w = use_words();
    let grounds = of.life.map(Life::grounds).unwrap_or_default();
    let mut options = vec![SelectOption::new("", w.details_choose())];
    options.extend(grounds.iter().map(|basis| SelectOption::new(basis.code(), text::basis(w, *basis))));
    let chosen = match (of.basis, grounds) {
        (Some(basis), _) => basis.code(),
        // What most of them are.
        (None, [first, ..]) if of.life != Some(Life::Adult) => first.code(),
        (None, _) => "",
    };
    view! {
        <SelectField
            label=w.forms_ground_of(of.name)
            hint=of.born.map(|day| w.desk_born(text::date_with_year(w, day)))
            name=format!("basis[{n}]")
            id=field
            options
            value=chosen
            error=faults.at(field)
            required=true
        />
    }
    .into_any()
}

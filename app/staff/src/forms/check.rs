//! Everything once more, and what is missing. Pressing the button puts it in force.

use super::{Ask, Flow, HERE, seen, sentence};
use crate::lacks::Missing;
use crate::parts::{Facts, lang};
use leptos::prelude::*;
use portal_api::forms;
use portal_kit::boot::use_words;
use portal_kit::{CheckBox, text};
use portal_page::{Faults, FormErrors, SendButton};
use portal_types::grant_form::{FormPatient, FormProgress, PersonView};
use portal_words::Words;

/// Who is to act, as it stands on the form.
fn facts(w: &Words, person: &PersonView) -> Vec<(String, Option<String>)> {
    let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    vec![
        (w.forms_check_who(), Some(format!("{} {}", person.given, person.family))),
        (w.registry_born(), Some(text::date_with_year(w, person.born))),
        (w.registry_reach(), Some(person.contact.clone())),
        (w.registry_lang(), Some(lang(w, person.lang))),
        (w.sign_in_username(), given(&person.username)),
        (w.registry_mrn(), given(&person.mrn)),
    ]
}

/// One patient: on what ground, and what is shared.
fn line(w: &Words, of: FormPatient) -> AnyView {
    let ground = of.basis.map(|basis| text::basis(w, basis));
    let shared = of.switches.map(|switches| {
        let mut parts: Vec<String> = Vec::new();
        for (capability, _) in switches.on.on() {
            let part = text::capability(w, capability);
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        parts.join(", ")
    });
    view! {
        <li>
            <p>
                <strong>{of.name}</strong>
                {ground.map(|ground| format!(" · {ground}"))}
            </p>
            {shared.filter(|shared| !shared.is_empty()).map(|shared| view! { <p class="soft small">{shared}</p> })}
        </li>
    }
    .into_any()
}

#[component]
pub(super) fn CheckStep(progress: FormProgress, flow: Flow) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<forms::Finish>::new();
    flow.follow(action);
    let faults = Faults::worded(action, sentence);
    let hidden = seen(&progress);
    let shown = progress.view.clone();
    let codes: Vec<String> = shown.patients.iter().flat_map(|of| of.lacks.clone()).collect();
    let person = shown.person.as_ref().map(|person| facts(w, person));
    let ends = shown.ends.map(|day| w.grant_ends(text::date_with_year(w, day)));
    let lines = shown.patients.into_iter().map(|of| line(w, of)).collect_view();
    view! {
        <Ask progress name=w.forms_check_step() title=w.forms_check() flow>
            <p>{w.forms_check_text()}</p>
            <FormErrors faults id="finish-error" page=HERE />
            <div id="shared_contact" tabindex="-1">
                {person.map(|facts| view! { <Facts facts /> })}
            </div>
            <section class="stack tight" id="another_grant" tabindex="-1" aria-labelledby="check-for">
                <h2 id="check-for">{w.forms_check_for()}</h2>
                <ul class="stack tight" role="list">
                    {lines}
                </ul>
                {ends.map(|ends| view! { <p>{ends}</p> })}
            </section>
            <Missing codes />
            <ActionForm action attr:class="stack">
                {hidden}
                <CheckBox label=w.forms_sure() name="sure" id="sure" error=faults.at("sure") required=true />
                <SendButton label=w.forms_finish() busy=action.pending() />
            </ActionForm>
        </Ask>
    }
    .into_any()
}

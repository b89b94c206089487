//! What is given, where somebody on the form has switches to set, and until when.

use super::{Ask, Flow, HERE, seen, sentence};
use crate::parts::typed;
use leptos::prelude::*;
use portal_api::forms;
use portal_kit::Field;
use portal_kit::boot::use_words;
use portal_page::{Faults, FormErrors, SendButton, Switchboard};
use portal_types::grant_form::{FormProgress, Life};

#[component]
pub(super) fn SwitchesStep(progress: FormProgress, flow: Flow) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<forms::Switches>::new();
    flow.follow(action);
    let faults = Faults::worded(action, sentence);
    let hidden = seen(&progress);
    // Consent and a proxy may end on a day; what a parent or a guardian may do ends with its ground.
    let ends = progress.view.patients.iter().any(|of| of.life == Some(Life::Adult) && of.switches.is_some());
    let last = progress.view.ends.map(typed).unwrap_or_default();
    let boards = progress
        .view
        .patients
        .iter()
        .enumerate()
        .filter_map(|(n, of)| Some((n, of.name.clone(), of.switches.clone()?)))
        .map(|(n, name, shown)| {
            let heading = name.clone();
            view! {
                <section class="stack tight" aria-label=name>
                    <h2>{heading}</h2>
                    <Switchboard shown board=n error=faults.at("rights") />
                </section>
            }
        })
        .collect_view();
    view! {
        <Ask progress name=w.forms_switches_step() title=w.forms_switches() flow>
            <FormErrors faults id="switches-error" page=HERE />
            <ActionForm action attr:class="stack">
                {hidden}
                <div class="stack" id="rights" tabindex="-1">
                    {boards}
                </div>
                {ends
                    .then(|| {
                        view! {
                            <Field
                                label=w.last_day_label()
                                hint=w.last_day_text()
                                name="ends"
                                id="ends-month"
                                value=last
                                autocomplete="off".to_owned()
                                short=true
                                error=faults.at("ends")
                            />
                        }
                    })}
                <SendButton label=w.enroll_next() busy=action.pending() />
            </ActionForm>
        </Ask>
    }
    .into_any()
}

//! "Are you enrolling yourself?" and the birth date.

use crate::enroll::{Ask, Flow};
use crate::fields::BornField;
use crate::form::{FormErrors, SendButton, faults, use_alive};
use leptos::prelude::*;
use portal_api::enrollment;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{Choice, ChoiceOption, DateBind};
use portal_types::enrollment::{Progress, Start as Answer};
use portal_types::field::{FieldProblem, Problem, age_on};
use portal_types::links;

/// What is sent for "yes, myself" and for "someone else".
const SELF: &str = "self";
const OTHER: &str = "other";

#[component]
pub(super) fn Start(progress: Progress, flow: Flow) -> impl IntoView {
    let (w, boot) = (use_words(), use_boot());
    let action = ServerAction::<enrollment::Start>::new();
    flow.follow(action);
    let faults = faults(action);
    let alive = use_alive();

    let who = RwSignal::new(String::new());
    let born = DateBind::new("", "", "");
    let (today, ages) = (boot.today, boot.clinic.ages);
    let answer = move || {
        let date =
            Answer::parse(&born.month.get_untracked(), &born.day.get_untracked(), &born.year.get_untracked(), today);
        if who.with_untracked(String::is_empty) {
            let mut problems = vec![FieldProblem::new("who", Problem::NotAChoice)];
            problems.extend(date.err().unwrap_or_default());
            return Err(problems);
        }
        date
    };

    view! {
        <Ask progress name=w.start_name() title=w.start_title() flow back=false start_over=false>
            <p class="lead">{w.start_lead()}</p>
            <p>
                {w.start_code()} " " <a href=links::ACTIVATE>{w.start_code_link()}</a>
            </p>
            <FormErrors faults id="step-error" page=links::ENROLL />
            <ActionForm
                action
                // Until the page is alive the browser itself asks for the choice: a form without it cannot be read.
                attr:novalidate=move || alive.get()
                attr:class="stack"
                on:submit:capture=move |event| {
                    if who.with_untracked(|who| who == OTHER) {
                        event.prevent_default();
                        portal_browser::go(links::FOR_OTHERS);
                        return;
                    }
                    match answer() {
                        // Judged here first, so that nothing about a child ever leaves the browser.
                        Ok(answer) if ages.minor(age_on(answer.born, today)) => {
                            event.prevent_default();
                            portal_browser::go(links::UNDER_18);
                        }
                        answer => faults.settle(&event, answer.map(|_| ())),
                    }
                }
            >
                <Choice
                    legend=w.start_who()
                    name="who"
                    id="who"
                    options=vec![
                        ChoiceOption::new(SELF, w.start_self()),
                        ChoiceOption::new(OTHER, w.start_other()).describe(w.start_other_hint()),
                    ]
                    bind=who
                    required=true
                    error=faults.at("who")
                />
                <BornField born faults />
                <SendButton label=w.enroll_next() busy=action.pending() />
            </ActionForm>
        </Ask>
    }
    .into_any()
}

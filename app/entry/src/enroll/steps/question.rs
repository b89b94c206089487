//! The security question.

use crate::enroll::{Ask, Flow};
use crate::form::{FormErrors, SendButton, faults};
use leptos::prelude::*;
use portal_api::enrollment;
use portal_kit::boot::use_words;
use portal_kit::{Field, SelectField, SelectOption, text};
use portal_types::enrollment::{Progress, QuestionAnswer, SecurityQuestion};
use portal_types::links;

#[component]
pub(super) fn Question(progress: Progress, flow: Flow) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<enrollment::Question>::new();
    flow.follow(action);
    let faults = faults(action);
    let options = std::iter::once(SelectOption::new("", w.details_choose()))
        .chain(SecurityQuestion::ALL.into_iter().map(|q| SelectOption::new(q.code(), text::question(w, q))))
        .collect::<Vec<_>>();

    view! {
        <Ask progress name=w.question_name() title=w.question_title() flow>
            <p class="lead">{w.question_lead()}</p>
            <FormErrors faults id="step-error" page=links::ENROLL />
            <ActionForm
                action
                attr:novalidate=true
                attr:class="stack"
                on:submit:capture=move |event| {
                    faults
                        .judge::<
                            enrollment::Question,
                        >(&event, |typed| QuestionAnswer::parse(&typed.question, &typed.answer).map(|_| ()))
                }
            >
                <SelectField
                    label=w.question_field()
                    name="question"
                    id="question"
                    options
                    required=true
                    error=faults.at("question")
                />
                <Field
                    label=w.question_answer()
                    hint=w.question_answer_hint()
                    name="answer"
                    id="answer"
                    autocomplete="off".to_owned()
                    required=true
                    spellcheck=false
                    error=faults.at("answer")
                />
                <SendButton label=w.enroll_next() busy=action.pending() />
            </ActionForm>
        </Ask>
    }
    .into_any()
}

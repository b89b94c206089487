//! Putting a new version of terms or notice in force.

use super::desk::Desk;
use super::duties::sentence;
use crate::parts::{DayField, lang};
use leptos::prelude::*;
use portal_api::agreements;
use portal_kit::boot::use_words;
use portal_kit::{CheckBox, Choice, ChoiceOption, Field, TextArea};
use portal_page::{Faults, FormErrors, SendButton, left, use_alive, when_done};
use portal_types::account::Lang;
use portal_types::agreement::{AGREEMENT_MAX, AgreementForm, NewAgreement, SUMMARY_MAX};
use portal_types::day::Day;
use portal_types::field::{FieldProblem, Problem, Problems};
use portal_types::ids::{AgreementId, IntentKey};
use portal_types::links;

/// What is wrong with the form, said before anything is sent: long texts do not go on a way from which they may not
/// return.
fn judged(typed: &agreements::Put, today: Day) -> Result<(), Vec<FieldProblem>> {
    let form = AgreementForm {
        kind: &typed.kind,
        version: &typed.version,
        from: &typed.from,
        en: [&typed.summary_en, &typed.text_en],
        es: [&typed.summary_es, &typed.text_es],
        newest: [typed.newest_terms, typed.newest_privacy],
        intent: &typed.intent,
    };
    let mut problems = Problems::default();
    let new = problems.all(NewAgreement::parse(form, today));
    let sure = problems.check("sure", typed.sure.as_ref().ok_or(Problem::NotAgreed));
    problems.into_result(new.zip(sure)).map(|_| ())
}

/// The form. Everybody is asked again from the chosen day on, which is not before `today`.
#[component]
pub(super) fn Put(newest: [i64; 2], intent: IntentKey, today: Day, desk: Desk<AgreementId>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<agreements::Put>::new();
    let faults = Faults::worded(action, sentence);
    when_done(action, move |_| desk.did(w.admin_put_done()));
    let alive = use_alive();
    let kinds = vec![ChoiceOption::new("terms", w.again_terms()), ChoiceOption::new("privacy", w.again_privacy())];
    view! {
        <div class="stack">
            <h2>{w.admin_put_title()}</h2>
            <p>{w.admin_put_text()}</p>
            <FormErrors faults id="put-error" page=links::DESK_TERMS />
            <ActionForm
                action
                attr:novalidate=move || alive.get()
                attr:class="stack"
                on:submit:capture=move |event| {
                    desk.begin();
                    faults.judge::<agreements::Put>(&event, |typed| judged(&typed, today));
                }
            >
                <input type="hidden" name="intent" value=intent.to_string() autocomplete="off" />
                <input type="hidden" name="newest_terms" value=newest[0].to_string() autocomplete="off" />
                <input type="hidden" name="newest_privacy" value=newest[1].to_string() autocomplete="off" />
                <Choice
                    legend=w.admin_kind()
                    name="kind"
                    id="kind"
                    options=kinds
                    error=faults.at("kind")
                    required=true
                />
                <Field
                    label=w.admin_version_name()
                    hint=w.admin_version_hint()
                    name="version"
                    id="version"
                    autocomplete="off".to_owned()
                    spellcheck=false
                    short=true
                    error=faults.at("version")
                    required=true
                />
                <DayField
                    label=w.admin_from()
                    hint=w.admin_from_hint()
                    name="from"
                    id="from"
                    error=faults.at("from")
                />
                <Halves of=Lang::En faults />
                <Halves of=Lang::Es faults />
                <CheckBox label=w.admin_put_sure() name="sure" id="sure" error=faults.at("sure") required=true />
                <SendButton label=w.admin_put_button() busy=action.pending() />
            </ActionForm>
        </div>
    }
    .into_any()
}

/// Both halves of the text in one language: in short, and whole.
#[component]
fn Halves(of: Lang, faults: Faults) -> impl IntoView {
    let w = use_words();
    let (summary, text) = match of {
        Lang::En => ("summary_en", "text_en"),
        Lang::Es => ("summary_es", "text_es"),
    };
    view! {
        <fieldset class="stack tight">
            <legend>
                <h3>{lang(w, of)}</h3>
            </legend>
            <TextArea
                label=w.admin_summary()
                hint=w.admin_summary_hint()
                name=summary
                id=summary
                rows=3
                counter=left(w, SUMMARY_MAX)
                error=faults.at(summary)
                required=true
            />
            <TextArea
                label=w.admin_text()
                hint=w.admin_text_hint()
                name=text
                id=text
                rows=6
                counter=left(w, AGREEMENT_MAX)
                error=faults.at(text)
                required=true
            />
        </fieldset>
    }
    .into_any()
}

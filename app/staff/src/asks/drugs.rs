//! Prescriptions one by one: each is approved, or declined with its reason. A clinician's to say.

use super::form::{Doing, Look, Unseen, Unsent, folded};
use leptos::form::ActionForm;
use leptos::prelude::*;
use portal_api::asks;
use portal_kit::boot::use_words;
use portal_kit::{Button, Field, SelectField, SelectOption, text};
use portal_page::{Sending, use_alive, when_done};
use portal_types::ask::{DeskAskMove, DrugView, DrugsTyped, Refusing};
use portal_types::field::FieldProblem;

/// The words of the form for an answer.
const APPROVED: &str = "approved";
const DECLINED: &str = "declined";

/// What is wrong with the answers, said before anything is sent.
fn judged(typed: &asks::DeskApproveDrugs) -> Result<(), Vec<FieldProblem>> {
    let typed = DrugsTyped { outcomes: &typed.outcome, whys: &typed.why, words: &typed.words };
    DeskAskMove::decide(&typed).map(|_| ())
}

/// An answer for each medicine.
#[component]
pub(super) fn DrugsForm(drugs: Vec<DrugView>, doing: Doing) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<asks::DeskApproveDrugs>::new();
    let sending = doing.sending(action, "");
    when_done(action, move |_| doing.did(w.ask_desk_decided()));
    let alive = use_alive();
    let look = Look { prefix: "drugs-", title: w.ask_desk_drugs(), what: w.ask_desk_drugs_text(), open: true };
    let rows =
        drugs.into_iter().enumerate().map(|(n, drug)| view! { <Row n name=drug.name sending doing /> }).collect_view();
    let form = view! {
        <ActionForm
            action
            attr:novalidate=move || alive.get()
            attr:class="stack"
            on:submit:capture=move |event| {
                sending.judge::<asks::DeskApproveDrugs>(&event, |typed| judged(&typed));
            }
        >
            <Unseen sending doing />
            {rows}
            <Unsent sending doing />
            <div>
                <Button label=w.ask_desk_drugs_send() busy=sending.busy busy_label=w.enroll_busy() />
            </div>
        </ActionForm>
    }
    .into_any();
    folded(look, sending, form)
}

/// One medicine: the answer, and where it is a no, why. All three until the page is alive.
#[component]
fn Row(n: usize, name: String, sending: Sending, doing: Doing) -> impl IntoView {
    let w = use_words();
    let alive = use_alive();
    let kept = move |field: &str| doing.kept("drugs", &format!("{field}[{n}]"));
    let outcome = RwSignal::new(kept("outcome"));
    let outcomes = vec![
        SelectOption::new("", w.details_choose()),
        SelectOption::new(APPROVED, w.ask_desk_drug_approve()),
        SelectOption::new(DECLINED, w.ask_desk_drug_decline()),
    ];
    let mut reasons = vec![SelectOption::new("", w.details_choose())];
    reasons.extend(Refusing::ALL.map(|of| SelectOption::new(of.code(), text::refusing(w, of))));
    let hidden = move || alive.get() && outcome.with(|outcome| outcome != DECLINED);
    view! {
        <fieldset class="stack tight">
            <legend>
                <h4>{name}</h4>
            </legend>
            <SelectField
                label=w.ask_desk_outcome()
                name=format!("outcome[{n}]")
                id=format!("outcome-{n}")
                options=outcomes
                bind=outcome
                error=sending.at(format!("outcome[{n}]"))
                required=true
            />
            <div class="stack tight" hidden=hidden>
                <SelectField
                    label=w.ask_desk_reason()
                    name=format!("why[{n}]")
                    id=format!("why-{n}")
                    options=reasons
                    value=kept("why")
                    error=sending.at(format!("why[{n}]"))
                />
                <Field
                    label=w.ask_desk_decline_words()
                    name=format!("words[{n}]")
                    id=format!("words-{n}")
                    value=kept("words")
                    autocomplete="off".to_owned()
                    error=sending.at(format!("words[{n}]"))
                />
            </div>
        </fieldset>
    }
    .into_any()
}

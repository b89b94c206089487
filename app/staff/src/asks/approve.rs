//! Saying yes: to an appointment, to prescriptions one by one, to a referral with its authorization.

use super::drugs::DrugsForm;
use super::form::{Doing, Look, Unseen, Unsent, folded};
use super::propose::DayField;
use leptos::form::ActionForm;
use leptos::prelude::*;
use portal_api::asks;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{Button, ButtonVariant, Field};
use portal_page::{Sending, use_alive, when_done};
use portal_types::ask::{AskKind, AuthorizationTyped, DeskAskMove, DeskAskView, DrugView};
use portal_types::day::Day;
use portal_types::field::FieldProblem;

/// What is wrong with an authorization, said before anything is sent.
fn judged(typed: &asks::DeskApprove, today: Day) -> Result<(), Vec<FieldProblem>> {
    let typed = AuthorizationTyped {
        number: &typed.number,
        visits: &typed.visits,
        from: [&typed.from_month, &typed.from_day, &typed.from_year],
        to: [&typed.to_month, &typed.to_day, &typed.to_year],
    };
    DeskAskMove::authorize(&typed, today).map(|_| ())
}

/// The yes to what is asked for.
#[component]
pub(super) fn ApproveForm(kind: AskKind, drugs: Vec<DrugView>, doing: Doing) -> impl IntoView {
    match kind {
        AskKind::Renewal => view! { <DrugsForm drugs doing /> }.into_any(),
        AskKind::Appointment | AskKind::Referral => view! { <Plain kind doing /> }.into_any(),
    }
}

/// The yes to an appointment without a time of ours, or to a referral with its authorization.
#[component]
fn Plain(kind: AskKind, doing: Doing) -> impl IntoView {
    let w = use_words();
    let today = use_boot().today;
    let referral = kind == AskKind::Referral;
    let action = ServerAction::<asks::DeskApprove>::new();
    // Beside it times are proposed, whose fields have no prefix.
    let sending = doing.sending(action, if referral { "" } else { "approve-" });
    when_done(action, move |_| doing.did(w.ask_desk_approved()));
    let alive = use_alive();
    let (title, what, press) = if referral {
        (w.ask_desk_authorize(), w.ask_desk_authorize_text(), w.ask_desk_authorize_send())
    } else {
        (w.ask_desk_approve(), w.ask_desk_approve_text(), w.ask_desk_approve_send())
    };
    let look = Look { prefix: "approve-", title, what, open: referral };
    let fields = referral.then(|| view! { <AuthorizationFields sending doing /> });
    let form = view! {
        <ActionForm
            action
            attr:novalidate=move || alive.get()
            attr:class="stack tight"
            on:submit:capture=move |event| {
                sending
                    .judge::<
                        asks::DeskApprove,
                    >(&event, |typed| if referral { judged(&typed, today) } else { Ok(()) });
            }
        >
            <Unseen sending doing />
            {fields}
            <Unsent sending doing />
            <div>
                <Button label=press busy=sending.busy busy_label=w.enroll_busy() />
            </div>
        </ActionForm>
    }
    .into_any();
    folded(look, sending, form)
}

/// Number, visits, first and last day.
#[component]
fn AuthorizationFields(sending: Sending, doing: Doing) -> impl IntoView {
    let w = use_words();
    let form = "approve";
    view! {
        <Field
            label=w.ask_auth_number()
            name="number"
            id="number"
            value=doing.kept(form, "number")
            autocomplete="off".to_owned()
            spellcheck=false
            error=sending.at("number")
            required=true
        />
        <Field
            label=w.ask_auth_visits()
            name="visits"
            id="visits"
            value=doing.kept(form, "visits")
            autocomplete="off".to_owned()
            inputmode="numeric".to_owned()
            short=true
            error=sending.at("visits")
            required=true
        />
        <DayField legend=w.ask_auth_from() name="from" sending doing form />
        <DayField legend=w.ask_auth_to() name="to" sending doing form />
    }
    .into_any()
}

/// Counting a visit of an authorization, as far as there is one left.
#[component]
pub(super) fn CountForm(view: RwSignal<DeskAskView>, doing: Doing) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<asks::DeskVisit>::new();
    let sending = doing.sending(action, "count-");
    when_done(action, move |_| doing.did(w.ask_desk_counted()));
    let used = move || {
        view.with(|shown| {
            let authorization = shown.view.authorization.as_ref()?;
            Some(w.ask_desk_used(authorization.used, authorization.visits))
        })
    };
    view! {
        <ActionForm
            action
            attr:class="stack tight"
            on:submit:capture=move |event| {
                sending.judge::<asks::DeskVisit>(&event, |_| Ok(()));
            }
        >
            <Unseen sending doing />
            <p>{used}</p>
            <Unsent sending doing />
            <div>
                <Button
                    label=w.ask_desk_count()
                    variant=ButtonVariant::Secondary
                    busy=sending.busy
                    busy_label=w.enroll_busy()
                />
            </div>
        </ActionForm>
    }
    .into_any()
}

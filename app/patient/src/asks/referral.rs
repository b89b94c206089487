//! The form for a referral's authorization, with its warnings.

use super::form::{self, Files, Office, SendRow, Unseen, Unsent, WORDS_MOST, WhoReads, first_office, follow};
use super::kept::{BegunAgain, use_kept};
use crate::shared::Day;
use leptos::form::ActionForm;
use leptos::prelude::*;
use portal_api::asks;
use portal_kit::boot::use_words;
use portal_kit::{CheckBox, DateBind, Field, FirstButton, Icon, Notice, TextArea, Tone, text};
use portal_page::{Sending, SendingErrors, left, use_alive};
use portal_types::ask::{AskDraft, AskForm, AskOffice, AskOptions, AskView, NewAsk, ReferralTyped, TooSoon};
use portal_types::day::Day as Date;
use portal_types::field::{self, FieldProblem, Problem};
use portal_types::ids::PatientId;

/// The day by which an office answers.
fn due_of(offices: &[AskOffice], pool: &str) -> Option<Date> {
    offices.iter().find(|office| office.pool.to_string() == pool).map(|office| office.due)
}

/// What is wrong with a form of a referral: a new one, or one that is changed. That a visit comes before the answer must
/// be known, too.
macro_rules! referral_judged {
    ($typed:expr, $today:expr, $offices:expr) => {{
        let form = ReferralTyped {
            pool: &$typed.pool,
            specialist: &$typed.specialist,
            reason: &$typed.reason,
            plan: &$typed.plan,
            visit: [&$typed.visit_month, &$typed.visit_day, &$typed.visit_year],
            note: &$typed.note,
            late: $typed.late.is_some(),
            intent: &$typed.intent,
        };
        let new = NewAsk::referral(&form, $today)?;
        match due_of($offices, &$typed.pool) {
            Some(due) if new.must_know($today, due) => Err(vec![FieldProblem::new("late", Problem::NotAgreed)]),
            _ => Ok(()),
        }
    }};
}

/// What is wrong with the form of a new one, said before anything is sent.
fn judged(typed: &asks::Referral, today: Date, offices: &[AskOffice]) -> Result<(), Vec<FieldProblem>> {
    referral_judged!(typed, today, offices)
}

/// What is wrong with the form of one that is changed.
pub(super) fn judged_change(typed: &asks::Change, today: Date, offices: &[AskOffice]) -> Result<(), Vec<FieldProblem>> {
    referral_judged!(typed, today, offices)
}

/// What stands in the fields at first.
#[derive(Clone, Default)]
pub(super) struct Begun {
    pool: String,
    specialist: String,
    reason: String,
    plan: String,
    /// Month, day and year.
    visit: [String; 3],
    note: String,
}

impl Begun {
    /// Of a new one: what was begun, or the plan of the last time.
    fn new(options: &AskOptions) -> Self {
        if let Some(draft) = &options.draft {
            return Self { pool: first_office(&options.offices, &draft.said("pool")), ..Self::again(draft) };
        }
        Self {
            pool: first_office(&options.offices, ""),
            plan: options.plan.clone().unwrap_or_default(),
            ..Self::default()
        }
    }

    /// What was begun.
    fn again(draft: &AskDraft) -> Self {
        Self {
            pool: String::new(),
            specialist: draft.said("specialist"),
            reason: draft.said("reason"),
            plan: draft.said("plan"),
            visit: ["month", "day", "year"].map(|of| draft.said(&format!("visit_{of}"))),
            note: draft.said("note"),
        }
    }

    /// Of one that is changed: what was begun, or what was asked for.
    pub(super) fn of(shown: &AskView, draft: Option<&AskDraft>) -> Self {
        if let Some(draft) = draft {
            return Self { pool: shown.pool.to_string(), ..Self::again(draft) };
        }
        let Some(AskForm::Referral { specialist, reason, plan, visit_on, note }) = shown.form.clone() else {
            return Self::default();
        };
        let visit = [visit_on.month().to_string(), visit_on.day().to_string(), visit_on.year().to_string()];
        Self { pool: shown.pool.to_string(), specialist, reason, plan, visit, note }
    }
}

/// The form of a new one.
#[component]
pub(super) fn ReferralForm(patient: PatientId, options: AskOptions, afresh: Callback<()>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<asks::Referral>::new();
    let sending = form::sending(action, Signal::stored(options.intent));
    follow(action, patient);
    let (alive, today) = (use_alive(), options.today);
    let begun = Begun::new(&options);
    let (kind, attaching) = (options.kind, form::attaching(patient, &options, sending));
    let kept = use_kept((patient, None), &options, sending, attaching, afresh);
    let offices = options.offices;
    let of_form = offices.clone();
    view! {
        <SendingErrors sending />
        <BegunAgain kept />
        <ActionForm
            action
            node_ref=kept.node
            attr:novalidate=move || alive.get()
            attr:class="stack"
            on:input=move |_| kept.touch()
            on:submit:capture=move |event| {
                kept.judges::<asks::Referral>(&event, |typed| judged(&typed, today, &of_form));
            }
        >
            <FirstButton />
            <Unseen patient sending />
            <ReferralFields offices=offices.clone() begun today sending />
            <Files kind attaching />
            <Unsent sending conflict=w.ask_conflict() look=patient />
            <SendRow patient sending plain=w.ask_send() />
        </ActionForm>
    }
    .into_any()
}

/// Everything one is asked for an authorization.
#[component]
pub(super) fn ReferralFields(offices: Vec<AskOffice>, begun: Begun, today: Date, sending: Sending) -> impl IntoView {
    let w = use_words();
    let pool = RwSignal::new(begun.pool);
    let [month, day, year] = begun.visit;
    let bind = DateBind::new(month, day, year);
    view! {
        <Office offices=offices.clone() pool sending />
        <Field
            label=w.ask_specialist()
            name="specialist"
            id="specialist"
            value=begun.specialist
            hint=w.ask_specialist_hint()
            autocomplete="off".to_owned()
            error=sending.at("specialist")
            required=true
        />
        <TextArea
            label=w.ask_referral_reason()
            name="reason"
            id="reason"
            value=begun.reason
            hint=w.ask_referral_reason_hint()
            error=sending.at("reason")
            counter=left(w, WORDS_MOST)
            rows=3
            required=true
        />
        <Field
            label=w.ask_plan()
            name="plan"
            id="plan"
            value=begun.plan
            hint=w.ask_plan_hint()
            autocomplete="off".to_owned()
            error=sending.at("plan")
            required=true
        />
        <Day legend=w.ask_visit_day() hint=w.ask_visit_day_hint() name="visit" bind error=sending.at("visit") />
        <Soon offices=offices.clone() pool bind today sending />
        <TextArea
            label=w.ask_note()
            name="note"
            id="note"
            value=begun.note
            error=sending.at("note")
            counter=left(w, WORDS_MOST)
            rows=2
        />
        <WhoReads offices pool />
    }
    .into_any()
}

/// The warning about a visit that comes too soon, and the box that says that one knows. It shows when it is needed, and
/// until the page is alive, so that the form can be sent without it, too.
#[component]
fn Soon(
    offices: Vec<AskOffice>,
    pool: RwSignal<String>,
    bind: DateBind,
    today: Date,
    sending: Sending,
) -> impl IntoView {
    let w = use_words();
    let alive = use_alive();
    let error = sending.at("late");
    let due = Memo::new(move |_| pool.with(|pool| due_of(&offices, pool)));
    let soon = Memo::new(move |_| {
        let (month, day, year) = (bind.month.get(), bind.day.get(), bind.year.get());
        let visit = field::day_in_parts([&month, &day, &year]).ok().flatten()?;
        TooSoon::of(visit, today, due.get().unwrap_or(today))
    });
    let hidden = move || alive.get() && soon.get().is_none() && error.with(Option::is_none);
    let said = move || match (soon.get(), due.get()) {
        (Some(TooSoon::Retroactive), _) => w.ask_visit_over(),
        (Some(TooSoon::BeforeAnswer), Some(due)) => w.ask_visit_soon(text::date(w, due)),
        _ => w.ask_visit_maybe(),
    };
    view! {
        <div hidden=hidden>
            <Notice tone=Tone::Caution icon=Icon::Clock title=w.ask_soon_title()>
                <p>{said}</p>
                <CheckBox label=w.ask_late_box() name="late" id="late" error />
            </Notice>
        </div>
        // Said when it appears; what was hidden is no news to a screen reader.
        <p class="hidden-word" role="status">
            {move || (alive.get() && soon.get().is_some()).then(said)}
        </p>
    }
    .into_any()
}

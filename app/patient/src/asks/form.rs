//! What the forms of requests have in common: to whom they go, what is wrong with them, and that nothing typed is lost.

use super::LeftOut;
use crate::shared::anothers;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use portal_api::{ApiError, asks};
use portal_kit::boot::use_words;
use portal_kit::{Actions, Button, ButtonVariant, Choice, ChoiceOption, Icon, text};
use portal_page::{Attach, Attaching, NotSent, Sending, Wording, use_attaching, use_lists, when_done};
use portal_types::ask::{AskKind, AskOffice, AskOptions, Asked};
use portal_types::field::{FieldProblem, Problem};
use portal_types::ids::{AskId, IntentKey, PatientId};
use portal_types::links;
use portal_words::Words;

/// Most characters of a reason, a note, a comment.
pub(super) const WORDS_MOST: u32 = 1_000;

/// What is said of the fields of these forms: what is simply missing is called by its name.
fn advice(w: &Words, field: &str, problem: &Problem) -> String {
    match (field, problem) {
        ("acknowledged", _) => w.ask_need_acknowledged(),
        ("urgent", _) => w.ask_need_urgent(),
        ("pool", _) => w.ask_need_office(),
        ("reason", Problem::Missing) => w.ask_need_reason(),
        ("visit", Problem::NotAChoice) => w.ask_need_visit(),
        ("window1", Problem::Missing) => w.ask_need_window(),
        ("window1" | "window2" | "window3", Problem::InThePast) => w.ask_window_past(),
        ("window1" | "window2" | "window3", Problem::SameAsOther) => w.ask_window_twice(),
        ("window1" | "window2" | "window3" | "visit", Problem::InTheFuture) => w.ask_day_far(),
        ("drugs", Problem::Missing) => w.ask_need_drug(),
        ("drugs", _) => w.ask_drugs_changed(),
        ("pharmacy_name", Problem::Missing) => w.ask_need_pharmacy(),
        ("specialist", Problem::Missing) => w.ask_need_specialist(),
        ("plan", Problem::Missing) => w.ask_need_plan(),
        ("visit", Problem::Missing) => w.ask_need_visit_day(),
        ("visit", Problem::InThePast) => w.ask_visit_long_ago(),
        ("late", _) => w.ask_need_late(),
        ("time", _) => w.ask_need_time(),
        ("words", Problem::Missing) => w.ask_need_words(),
        ("sure", _) => w.ask_need_sure(),
        (field, Problem::NotAChoice) if field.starts_with("days[") => w.ask_days_range(),
        _ => text::problem(w, problem),
    }
}

/// The id to which the summary leads for a field: the first control of a group.
fn anchor(FieldProblem { field, problem }: &FieldProblem) -> String {
    match field.as_str() {
        "pool" | "time" => format!("{field}-1"),
        // The way to meet is one of a few; the day of a visit is a date.
        "visit" if *problem == Problem::NotAChoice => "visit-1".to_owned(),
        "window1" | "window2" | "window3" | "visit" => format!("{field}-month"),
        "drugs" => "drug-1".to_owned(),
        other => match other.strip_prefix("days[").and_then(|rest| rest.strip_suffix(']')) {
            Some(key) => days_id(key),
            None => other.replace('_', "-"),
        },
    }
}

/// The id of the field for the days that are left of a medicine, by its `days_key`.
pub(super) fn days_id(key: &str) -> String {
    format!("days-{key}")
}

/// How these forms speak of their fields.
const WORDING: Wording = Wording { advice, anchor, prefix: "" };

/// A form of a request on its way. `intent` is the one its page came with, or came with last.
pub(super) fn sending<S>(action: ServerAction<S>, intent: Signal<IntentKey>) -> Sending
where
    S: ServerFn<Error = ApiError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    Sending::of(action, intent, WORDING)
}

/// The form by which none of the times is taken: beside it stands another one with words.
pub(super) fn sending_again<S>(action: ServerAction<S>, intent: Signal<IntentKey>) -> Sending
where
    S: ServerFn<Error = ApiError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    fn anchor_again(problem: &FieldProblem) -> String {
        if problem.field == "words" { "again-words".to_owned() } else { anchor(problem) }
    }
    Sending::of(action, intent, Wording { anchor: anchor_again, ..WORDING })
}

/// The verb of the button that sends it: in another person's chart it says for whom.
fn label(patient: PatientId, sending: Sending, plain: String) -> Signal<String> {
    let w = use_words();
    let given = anothers(patient).map(|card| card.given);
    Signal::derive(move || match (&given, sending.failed().is_some()) {
        (None, false) => plain.clone(),
        (None, true) => w.thread_send_again(),
        (Some(given), false) => w.ask_verb_for(plain.clone(), given),
        (Some(given), true) => w.send_again_for(given),
    })
}

/// Above the button: that it may not have been sent. `conflict` is said where something else went before it; `look`:
/// there is a list in which to look for it.
#[component]
pub(super) fn Unsent(sending: Sending, conflict: String, #[prop(optional)] look: Option<PatientId>) -> impl IntoView {
    let w = use_words();
    let look = look.map(|patient| [links::asks(patient), w.ask_see_all()]);
    view! { <NotSent sending title=w.ask_not_sent() kept=w.ask_kept() conflict look /> }.into_any()
}

/// What every form sends unseen.
#[component]
pub(super) fn Unseen(patient: PatientId, #[prop(optional)] ask: Option<AskId>, sending: Sending) -> impl IntoView {
    view! {
        <input type="hidden" name="patient" value=patient.to_string() autocomplete="off" />
        {ask
            .map(|ask| {
                view! { <input type="hidden" name="ask" value=ask.to_string() autocomplete="off" /> }
            })}
        <input type="hidden" name="intent" value=move || sending.intent.get().to_string() autocomplete="off" />
    }
    .into_any()
}

/// The files of a new request, where some may be sent with it.
pub(super) fn attaching(patient: PatientId, options: &AskOptions, sending: Sending) -> Option<Attaching> {
    if !options.may_attach {
        return None;
    }
    let place = vec![("patient", patient.to_string()), ("ask", options.kind.code().to_owned())];
    let attaching = use_attaching("ask-file", place, options.files.clone(), sending.intent.into());
    let kind = options.kind;
    sending.on_conflict(Callback::new(move |()| lie_anew(patient, kind, attaching)));
    Some(attaching)
}

/// An earlier try has taken some along, or another page: those that lie there now are listed.
pub(super) fn lie_anew(patient: PatientId, kind: AskKind, attaching: Attaching) {
    attaching.ask_anew(async move { Ok(asks::options(patient, kind, None).await?.files) });
}

/// The place for files, after all other fields; and what tells the door where they belong that a form without our code sends
/// one to.
#[component]
pub(super) fn Files(kind: AskKind, attaching: Option<Attaching>) -> impl IntoView {
    attaching
        .map(|attaching| {
            view! {
                <input type="hidden" name="ask" value=kind.code() autocomplete="off" />
                <Attach attaching />
            }
        })
        .into_any()
}

/// The end of a form: the button that sends it. `plain` is its verb.
#[component]
pub(super) fn SendRow(
    patient: PatientId,
    sending: Sending,
    plain: String,
    #[prop(optional)] variant: ButtonVariant,
) -> impl IntoView {
    let w = use_words();
    let label = label(patient, sending, plain);
    view! {
        <Actions>
            <Button label variant icon=Icon::Send busy=sending.busy busy_label=w.thread_sending() />
        </Actions>
    }
    .into_any()
}

/// What was sent leads to its own page; "back" must not lead to the form of something that has arrived.
pub(super) fn follow<S>(action: ServerAction<S>, patient: PatientId)
where
    S: ServerFn<Error = ApiError, Output = Asked> + Clone + Send + Sync + 'static,
{
    let (navigate, lists) = (use_navigate(), use_lists());
    when_done(action, move |asked: &Asked| {
        if !asked.failed.is_empty() {
            lists.keep(LeftOut { ask: asked.ask, drugs: asked.failed.clone() });
        }
        let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
        navigate(&links::ask(patient, asked.ask), options);
    });
}

/// The office that a form begins with: the one that is given, if it can be chosen, or the only one.
pub(super) fn first_office(offices: &[AskOffice], given: &str) -> String {
    let all = || offices.iter().map(|office| office.pool.to_string());
    let only = if offices.len() == 1 { all().next() } else { None };
    all().find(|pool| pool == given).or(only).unwrap_or_default()
}

/// Which office is to read it: each with how soon it answers.
#[component]
pub(super) fn Office(offices: Vec<AskOffice>, pool: RwSignal<String>, sending: Sending) -> impl IntoView {
    let w = use_words();
    if offices.is_empty() {
        // A request that is changed stays with its office, also where that offers no new ones.
        return view! { <input type="hidden" name="pool" value=pool.get_untracked() autocomplete="off" /> }.into_any();
    }
    let cards = offices
        .iter()
        .map(|office| {
            let answers = w.compose_answers_within(office.business_days);
            ChoiceOption::new(office.pool.to_string(), office.practice.clone()).describe(answers)
        })
        .collect();
    view! {
        <Choice
            legend=w.ask_office()
            name="pool"
            id="pool"
            options=cards
            bind=pool
            error=sending.at("pool")
            required=true
        />
    }
    .into_any()
}

/// Before sending: who reads it, and by when an answer comes.
#[component]
pub(super) fn WhoReads(offices: Vec<AskOffice>, pool: RwSignal<String>) -> impl IntoView {
    let w = use_words();
    let said = move || {
        let chosen = pool.get();
        let office = offices.iter().find(|office| office.pool.to_string() == chosen)?;
        Some(w.ask_who_reads(office.practice.clone(), text::date(w, office.due)))
    };
    view! { <p role="status">{said}</p> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::account::Lang;
    use portal_words::words;

    #[test]
    fn an_error_leads_to_the_first_control_of_its_group() {
        for (field, problem, id) in [
            ("pool", Problem::NotAChoice, "pool-1"),
            ("window2", Problem::InThePast, "window2-month"),
            ("window1_part", Problem::NotAChoice, "window1-part"),
            ("visit", Problem::NotAChoice, "visit-1"),
            ("visit", Problem::Missing, "visit-month"),
            ("drugs", Problem::Missing, "drug-1"),
            (
                "days[of-01900000-0000-7000-8000-00000000000a]",
                Problem::NotAChoice,
                "days-of-01900000-0000-7000-8000-00000000000a",
            ),
            ("pharmacy_name", Problem::Missing, "pharmacy-name"),
            ("reason", Problem::Missing, "reason"),
        ] {
            assert_eq!(anchor(&FieldProblem::new(field, problem)), id);
        }
    }

    #[test]
    fn what_is_missing_is_called_by_its_name() {
        for lang in [Lang::En, Lang::Es] {
            let w = words(lang);
            let plain = text::problem(w, &Problem::Missing);
            for field in ["reason", "window1", "drugs", "specialist", "plan", "visit", "words", "pharmacy_name"] {
                assert_ne!(advice(w, field, &Problem::Missing), plain, "{field}");
            }
        }
    }
}

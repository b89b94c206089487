//! What a patient has asked for and what has happened to it, alike for the patient's page and the desk's.

use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{TimelineStep, text};
use portal_types::ask::{AskEvent, AskForm, AskHappened, AskView, DrugOutcome, DrugView, Pharmacy, VisitKind, Window};
use portal_types::message::Side;
use portal_types::moment::Moment;
use portal_words::Words;

/// A day that would suit, and when on it.
fn window(w: &Words, window: &Window) -> String {
    format!("{} ({})", text::date_with_year(w, window.day), text::part_of_day(w, window.part))
}

/// Name, phone and place of a pharmacy in one line; nothing, where nothing is known of it.
fn pharmacy(pharmacy: &Pharmacy) -> Option<String> {
    let phone = if pharmacy.phone.is_empty() { String::new() } else { text::phone(&pharmacy.phone) };
    let parts: Vec<String> =
        [pharmacy.name.clone(), phone, pharmacy.line.clone()].into_iter().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// What is not empty.
fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// What was written in the form, each fact with what it is called; nothing, where the reader does not see the form.
pub fn asked_facts(w: &Words, shown: &AskView) -> Option<Vec<(String, Option<String>)>> {
    let mut lines = vec![(w.ask_to(), Some(shown.practice.clone()))];
    match shown.form.as_ref()? {
        AskForm::Appointment { reason, visit, windows, interpreter, access } => {
            let windows: Vec<String> = windows.iter().map(|one| window(w, one)).collect();
            let who = shown.provider.as_ref().map_or_else(|| w.ask_provider_any(), |(_, name)| name.clone());
            lines.extend([
                (w.ask_provider(), Some(who)),
                (w.ask_reason(), some(reason)),
                (w.ask_visit(), Some(text::visit_kind(w, *visit))),
                (w.ask_windows(), some(&windows.join("\n"))),
            ]);
            lines.extend(interpreter.as_ref().map(|language| (w.ask_interpreter(), Some(language.clone()))));
            lines.extend(some(access).map(|access| (w.ask_access(), Some(access))));
        }
        AskForm::Renewal { pharmacy: place, note } => {
            lines.push((w.ask_pharmacy(), pharmacy(place)));
            lines.extend(some(note).map(|note| (w.ask_note(), Some(note))));
        }
        AskForm::Referral { specialist, reason, plan, visit_on, note } => {
            lines.extend([
                (w.ask_specialist(), some(specialist)),
                (w.ask_referral_reason(), some(reason)),
                (w.ask_plan(), some(plan)),
                (w.ask_visit_day(), Some(text::date_with_year(w, *visit_on))),
            ]);
            lines.extend(some(note).map(|note| (w.ask_note(), Some(note))));
        }
    }
    Some(lines)
}

/// How long a visit takes, how one meets, and where.
pub fn visit_about(w: &Words, minutes: u16, way: VisitKind, place: &str) -> String {
    let parts = [Some(w.ask_minutes(minutes)), Some(text::visit_kind(w, way)), some(place)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" \u{b7} ")
}

/// Date and time with the year.
fn exact(w: &Words, at: Moment) -> String {
    w.patient_exact_time(text::date_with_year(w, at.day()), text::time_of(w, at))
}

/// Each medicine of a renewal, what became of it, and why.
#[component]
pub fn AskedDrugs(
    /// The medicines.
    drugs: Vec<DrugView>,
) -> impl IntoView {
    let w = use_words();
    let lines = drugs
        .into_iter()
        .map(|drug| {
            let left = drug.days_left.map(|days| w.ask_days_left_said(days));
            let good = drug.outcome == Some(DrugOutcome::Approved);
            let (tag, why) = match drug.outcome {
                None => (w.ask_drug_waits(), None),
                Some(DrugOutcome::Approved) => (w.ask_drug_approved(), None),
                Some(DrugOutcome::Declined(reason, words)) => {
                    let why = text::refusing(w, reason);
                    let why = if words.is_empty() { why } else { format!("{why} {words}") };
                    (w.ask_drug_declined(), Some(why))
                }
            };
            let bad = why.is_some();
            view! {
                <li>
                    <p class="cluster">
                        <strong>{drug.name}</strong>
                        <span class="tag" class:good=good class:late=bad>
                            {tag}
                        </span>
                    </p>
                    {why.map(|why| view! { <p>{why}</p> })}
                    {left.map(|left| view! { <p class="soft small">{left}</p> })}
                </li>
            }
        })
        .collect_view();
    view! {
        <ul class="medicines" role="list" aria-label=w.ask_drugs()>
            {lines}
        </ul>
    }
    .into_any()
}

/// What happened, in plain words; of a comment whose it was.
fn happened(w: &Words, event: &AskEvent) -> String {
    match (event.what, event.side) {
        (AskHappened::Commented, Side::Team) => w.ask_happened_comment_team(),
        (what, _) => text::ask_happened(w, what),
    }
}

/// By whom: a name, and as what.
fn who(w: &Words, event: &AskEvent) -> String {
    let role = event.role.map(|role| text::role(w, role));
    let role = role.or_else(|| event.for_other.then(|| w.activity_representative()));
    match role {
        Some(role) if event.author.is_empty() => role,
        Some(role) => format!("{}, {role}", event.author),
        None => event.author.clone(),
    }
}

/// What was said with it: the reason of a no before its words.
fn said(w: &Words, event: &AskEvent) -> Option<String> {
    let reason = event.reason.map(|reason| text::refusing(w, reason));
    match (reason, some(&event.words)) {
        (Some(reason), Some(words)) => Some(format!("{reason}\n{words}")),
        (reason, words) => reason.or(words),
    }
}

/// A step of what has happened: what, by whom, when, and what was said.
#[component]
pub fn AskStep(
    /// What happened.
    event: AskEvent,
) -> impl IntoView {
    let w = use_words();
    view! {
        <TimelineStep
            title=happened(w, &event)
            who=who(w, &event)
            time=exact(w, event.at)
            datetime=event.at.machine()
            words=said(w, &event)
        />
    }
    .into_any()
}

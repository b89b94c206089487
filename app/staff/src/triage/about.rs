//! Who the patient is, beside what she wrote: age, language, medicines, allergies, visits, what else is open, who can
//! act for her. Asked for when somebody looks: each look is written down.

use super::said;
use crate::parts::Facts;
use crate::unfolding::{Part, unfolding};
use crate::way::Way;
use leptos::prelude::*;
use portal_api::{ApiError, triage};
use portal_kit::boot::use_words;
use portal_kit::text;
use portal_types::ids::WorkId;
use portal_types::representative::TeamGrant;
use portal_types::triage::{ContextItem, ContextLine, ContextView, ContextVisit};
use portal_words::Words;

/// Folded away.
#[component]
pub(super) fn About(
    item: WorkId,
    way: Way,
    /// What is known, if the address asks for that.
    first: Option<Result<ContextView, ApiError>>,
) -> impl IntoView {
    let w = use_words();
    let part = Part { title: w.triage_about(), to: format!("{}?about=1", way.place(item)), first };
    unfolding(part, move || triage::context(item), move |known, _| known_of(w, way, known))
}

/// What is known.
fn known_of(w: &'static Words, way: Way, known: ContextView) -> AnyView {
    let born = match (known.born, known.age) {
        (Some(born), Some(age)) => Some(w.front_born_age(text::date_with_year(w, born), age.to_string())),
        (Some(born), None) => Some(text::date_with_year(w, born)),
        (None, _) => None,
    };
    let writer = known.writer.map(|(name, other)| if other { w.triage_wrote_for(name) } else { w.triage_wrote(name) });
    let facts = vec![
        (w.triage_born(), born),
        (w.triage_number(), known.mrn),
        (w.triage_language(), Some(said::language(w, &known.lang))),
        (w.triage_interpreter(), known.interpreter),
    ];
    let medicines = known.medicines.into_iter().map(|one| line(w, one)).collect();
    let allergies = known.allergies.into_iter().map(|one| line(w, one)).collect();
    let visits = known.visits.into_iter().map(|one| visit(w, one)).collect();
    let others = known.others.into_iter().map(|one| other(w, way, one)).collect();
    let acting = known.representatives.iter().map(|one| acts(w, one)).collect();
    view! {
        <p>
            <strong>{known.name}</strong>
        </p>
        {writer.map(|writer| view! { <p>{writer}</p> })}
        <Facts facts />
        {listed(w, w.chart_medications(), medicines)}
        {listed(w, w.chart_allergies(), allergies)}
        {listed(w, w.triage_visits(), visits)}
        {listed(w, w.triage_others(), others)}
        {listed(w, w.chart_representatives(), acting)}
    }
    .into_any()
}

/// A part with its lines; that there are none is said, too.
fn listed(w: &'static Words, title: String, lines: Vec<AnyView>) -> AnyView {
    let none = lines.is_empty();
    view! {
        <section class="stack tight">
            <h4>{title}</h4>
            {none.then(|| view! { <p class="soft">{w.triage_none_known()}</p> })}
            {(!none)
                .then(|| {
                    view! {
                        <ul class="stack tight" role="list">
                            {lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
                        </ul>
                    }
                })}
        </section>
    }
    .into_any()
}

/// That no representative is shown it: nothing of it belongs into an answer that one of them reads.
fn kept(w: &'static Words, kept: bool) -> Option<AnyView> {
    kept.then(|| {
        view! {
            " "
            <span class="tag soon">{w.ask_desk_private()}</span>
        }
        .into_any()
    })
}

/// A medicine or an allergy.
fn line(w: &'static Words, one: ContextLine) -> AnyView {
    view! {
        <p>{one.name} {kept(w, one.kept)}</p>
        {one.more.map(|more| view! { <p class="soft small">{more}</p> })}
    }
    .into_any()
}

/// A visit: when, with whom, where, and what for.
fn visit(w: &'static Words, one: ContextVisit) -> AnyView {
    let when = w.patient_exact_time(text::date_with_year(w, one.at.day()), text::time_of(w, one.at));
    let about = [one.reason, one.provider, one.practice].into_iter().flatten().collect::<Vec<_>>().join(" \u{b7} ");
    view! {
        <p>{when} {kept(w, one.kept)}</p>
        <p class="soft small">{about}</p>
    }
    .into_any()
}

/// Something else that is open or was written lately.
fn other(w: &'static Words, way: Way, one: ContextItem) -> AnyView {
    let title = one.subject.unwrap_or_else(|| said::kind(w, one.kind));
    let state = one.state.map(|state| text::ask_state(w, state));
    let waits = one.waiting.then(|| w.triage_waits());
    let when = text::date_with_year(w, one.last_at.day());
    let about = [state, waits, Some(when)].into_iter().flatten().collect::<Vec<_>>().join(" \u{b7} ");
    view! {
        <p>
            <a href=way.item(one.item)>{title}</a>
        </p>
        <p class="soft small">{about}</p>
    }
    .into_any()
}

/// Who can act for the patient, or is set aside.
fn acts(w: &'static Words, one: &TeamGrant) -> AnyView {
    let about = format!("{} \u{b7} {}", text::grant_state(w, one.state), text::basis(w, one.basis));
    view! {
        <p>{one.name.clone()} <span class="soft small">" " {about}</span></p>
    }
    .into_any()
}

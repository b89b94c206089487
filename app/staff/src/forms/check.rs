//! Everything once more, what is recorded besides, and what is missing. Pressing the button puts it in force.

use super::papers::identity;
use super::{Ask, Flow, HERE, seen, sentence};
use crate::front::{order_days, order_kind};
use crate::lacks::Missing;
use crate::parts::{Facts, lang};
use leptos::prelude::*;
use portal_api::{ApiError, forms, front};
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{CheckBox, Notice, Skeleton, Tone, fresh, text};
use portal_page::{Faults, FormErrors, SendButton, Trouble};
use portal_types::day::Day;
use portal_types::grant_form::{
    AttestationRow, FormPatient, FormProgress, NewAttestation, NewOrder, OrderKind, OrderRow, PapersView, PersonView,
    Signed, WaySigned,
};
use portal_types::ids::PatientId;
use portal_words::Words;

/// Who is to act, as it stands on the form.
fn facts(w: &Words, person: &PersonView) -> Vec<(String, Option<String>)> {
    let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    vec![
        (w.forms_check_who(), Some(format!("{} {}", person.given, person.family))),
        (w.registry_born(), Some(text::date_with_year(w, person.born))),
        (w.registry_reach(), Some(person.contact.clone())),
        (w.registry_lang(), Some(lang(w, person.lang))),
        (w.sign_in_username(), given(&person.username)),
        (w.registry_mrn(), given(&person.mrn)),
    ]
}

/// The court order that was brought: which one, and its days.
fn order_brought(w: &Words, order: &NewOrder) -> String {
    let days = order_days(w, Some(order.made_on), order.until);
    format!("{}, {} · {days}", order.court, order.reference)
}

/// The attestation that was brought: when it was made, and by whom.
fn attestation_brought(w: &Words, given: &NewAttestation) -> String {
    w.attested_by(text::date_with_year(w, given.made_on), &given.clinician)
}

/// What was seen at the desk; what nobody brought is said not to be there.
fn papers_facts(w: &Words, papers: &PapersView) -> Vec<(String, Option<String>)> {
    vec![
        (w.forms_check_identity(), Some(identity(w, papers.identity))),
        (w.forms_check_filed(), Some(papers.filed.clone())),
        (w.forms_order(), papers.order.as_ref().map(|order| order_brought(w, order))),
        (w.forms_attestation(), papers.attestation.as_ref().map(|given| attestation_brought(w, given))),
    ]
}

/// How somebody has signed, and on which day.
fn signature(w: &Words, signed: &Signed) -> String {
    let day = text::date_with_year(w, signed.on);
    match signed.way {
        WaySigned::Drawn => w.forms_check_drawn(day),
        WaySigned::Paper => w.forms_check_paper(day),
        WaySigned::Account => w.forms_check_account(day),
    }
}

/// One patient: on what ground, what is shared, and the signature.
fn line(w: &Words, of: FormPatient) -> AnyView {
    let ground = of.basis.map(|basis| text::basis(w, basis));
    let shared = of.switches.map(|switches| {
        let mut parts: Vec<String> = Vec::new();
        for (capability, _) in switches.on.on() {
            let part = text::capability(w, capability);
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        parts.join(", ")
    });
    let signed = match (&of.signed, of.must_sign) {
        (_, false) => w.forms_sign_not(&of.name),
        (Some(signed), true) => signature(w, signed),
        (None, true) => w.forms_check_unsigned(),
    };
    view! {
        <li>
            <p>
                <strong>{of.name}</strong>
                {ground.map(|ground| format!(" · {ground}"))}
            </p>
            {shared.filter(|shared| !shared.is_empty()).map(|shared| view! { <p class="soft small">{shared}</p> })}
            <p class="soft small">{w.forms_check_signed()} ": " {signed}</p>
        </li>
    }
    .into_any()
}

/// What is recorded about a patient already and counts today: court orders, and attestations.
type Recorded = (Vec<OrderRow>, Vec<AttestationRow>);

/// All of it, however many orders there are.
async fn recorded(patient: PatientId, today: Day) -> Result<Recorded, ApiError> {
    let papers = front::papers(patient).await?;
    let attested = papers.attestations.into_iter().filter(|given| given.ended_at.is_none()).collect();
    let (mut page, mut orders) = (papers.orders, Vec::new());
    loop {
        let counts = |order: &OrderRow| order.lifted.is_none() && order.until.is_none_or(|last| today <= last);
        orders.extend(page.rows.into_iter().filter(counts));
        let Some(after) = page.next else { return Ok((orders, attested)) };
        page = front::orders(patient, after).await?;
    }
}

/// An order that is in force. One that keeps somebody away stands out: it may be the person on this form.
fn order_line(w: &Words, order: OrderRow) -> AnyView {
    let title = format!("{}: {}", order_kind(w, order.kind), order.name);
    let days = order_days(w, order.made_on, order.until);
    let which = format!("{}, {} · {days}", order.court, order.reference);
    let note = order.note;
    let tone = match order.kind {
        OrderKind::KeepAway => Tone::Caution,
        OrderKind::Guardian => Tone::Info,
    };
    view! {
        <li>
            <Notice tone title>
                <p>{which}</p>
                {(!note.is_empty()).then(|| view! { <p>{note}</p> })}
            </Notice>
        </li>
    }
    .into_any()
}

/// What is recorded about one patient.
fn of_patient(w: &Words, name: String, (orders, attested): Recorded) -> AnyView {
    let none = orders.is_empty().then(|| view! { <p class="soft">{w.forms_check_no_order()}</p> });
    let orders = orders.into_iter().map(|order| order_line(w, order)).collect_view();
    let attested = attested
        .into_iter()
        .map(|given| {
            let on = given.made_on.map(|day| text::date_with_year(w, day)).unwrap_or_default();
            view! { <p>{w.forms_attestation()} ": " {w.attested_by(on, given.clinician)}</p> }
        })
        .collect_view();
    view! {
        <h3>{name}</h3>
        {none}
        <ul class="stack tight" role="list">
            {orders}
        </ul>
        {attested}
    }
    .into_any()
}

/// What is recorded about the patients on the form: it may forbid what the form says, or what it rests on.
#[component]
fn OnRecord(patients: Vec<(PatientId, String)>) -> impl IntoView {
    let (w, today) = (use_words(), use_boot().today);
    let asked: Resource<Vec<(String, Result<Recorded, ApiError>)>> = Resource::new(
        || (),
        move |()| {
            let patients = patients.clone();
            async move {
                let mut told = Vec::new();
                for (patient, name) in patients {
                    told.push((name, recorded(patient, today).await));
                }
                told
            }
        },
    );
    let retry = Callback::new(move |()| asked.refetch());
    let loading = move || view! { <Skeleton label=w.forms_check_loading() count=3 /> };
    view! {
        <section class="stack tight" aria-labelledby="check-recorded">
            <h2 id="check-recorded">{w.forms_check_recorded()}</h2>
            <Suspense fallback=loading>
                {move || Suspend::new(async move {
                    let parts = asked.await.into_iter().map(|(name, told)| match told {
                        Ok(told) => of_patient(w, name, told),
                        Err(error) => view! { <Trouble error retry beside=true /> }.into_any(),
                    });
                    fresh(parts.collect_view())
                })}
            </Suspense>
        </section>
    }
    .into_any()
}

#[component]
pub(super) fn CheckStep(progress: FormProgress, flow: Flow) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<forms::Finish>::new();
    flow.follow(action);
    let faults = Faults::worded(action, sentence);
    let hidden = seen(&progress);
    let shown = progress.view.clone();
    let codes: Vec<String> = shown.patients.iter().flat_map(|of| of.lacks.clone()).collect();
    let mut person = shown.person.as_ref().map(|person| facts(w, person)).unwrap_or_default();
    let signed = shown.signed.as_ref().map_or_else(|| w.forms_check_unsigned(), |signed| signature(w, signed));
    person.push((w.forms_check_signed(), Some(signed)));
    let papers = shown.papers.as_ref().map(|papers| papers_facts(w, papers));
    let ends = shown.ends.map(|day| w.grant_ends(text::date_with_year(w, day)));
    let patients: Vec<(PatientId, String)> = shown.patients.iter().map(|of| (of.patient, of.name.clone())).collect();
    let lines = shown.patients.into_iter().map(|of| line(w, of)).collect_view();
    view! {
        <Ask progress name=w.forms_check_step() title=w.forms_check() flow>
            <p>{w.forms_check_text()}</p>
            <FormErrors faults id="finish-error" page=HERE />
            <div id="shared_contact" tabindex="-1">
                <Facts facts=person />
            </div>
            {papers
                .map(|facts| {
                    view! {
                        <section class="stack tight" aria-labelledby="check-papers">
                            <h2 id="check-papers">{w.forms_papers_step()}</h2>
                            <Facts facts />
                        </section>
                    }
                })}
            <section class="stack tight" id="another_grant" tabindex="-1" aria-labelledby="check-for">
                <h2 id="check-for">{w.forms_check_for()}</h2>
                <ul class="stack tight" role="list">
                    {lines}
                </ul>
                {ends.map(|ends| view! { <p>{ends}</p> })}
            </section>
            <OnRecord patients />
            <Missing codes />
            <ActionForm action attr:class="stack">
                {hidden}
                <CheckBox label=w.forms_sure() name="sure" id="sure" error=faults.at("sure") required=true />
                <SendButton label=w.forms_finish() busy=action.pending() />
            </ActionForm>
        </Ask>
    }
    .into_any()
}

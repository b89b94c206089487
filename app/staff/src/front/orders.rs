//! Court orders about who acts for a patient or must keep away, and whether the patient can decide.

use super::Desk;
use crate::parts::DayField;
use leptos::prelude::*;
use portal_api::front;
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, CheckBox, Choice, ChoiceOption, Field, SelectField, SelectOption, TextArea, text};
use portal_page::{Faults, Folded, FormErrors, Growing, MoreHere, Press, use_alive, when_done};
use portal_types::day::Day;
use portal_types::grant_form::{AttestationRow, OrderKind, OrderRow};
use portal_types::ids::{CourtOrderId, GrantId, IntentKey};
use portal_types::links;
use portal_types::page::Page;
use portal_words::Words;

/// What a court has ordered.
pub(crate) fn order_kind(w: &Words, kind: OrderKind) -> String {
    match kind {
        OrderKind::Guardian => w.order_guardian(),
        OrderKind::KeepAway => w.order_keep_away(),
    }
}

/// The orders, the newest first, and recording another one.
#[component]
pub(super) fn Orders(
    orders: Page<OrderRow>,
    people: Vec<(GrantId, String)>,
    intent: IntentKey,
    desk: Desk,
) -> impl IntoView {
    let w = use_words();
    let patient = desk.patient;
    let list = Growing::new(
        orders,
        |order: &OrderRow| order.order,
        move |after| async move { front::orders(patient, after).await },
    );
    let nothing = move || view! { <p class="soft">{w.orders_none()}</p> };
    view! {
        <section class="stack tight" aria-labelledby="orders">
            <h4 id="orders">{w.orders_title()}</h4>
            <Show when=move || !list.is_empty() fallback=nothing>
                <ol class="stack tight" role="list">
                    <For each=move || list.rows() key=|order| order.order let(order)>
                        <Order order desk />
                    </For>
                </ol>
            </Show>
            <MoreHere rest=list.rest label=w.orders_more() />
            <NewOrder people intent desk />
        </section>
    }
    .into_any()
}

/// When an order was made, and until when it is in force.
pub(crate) fn order_days(w: &Words, made_on: Option<Day>, until: Option<Day>) -> String {
    let parts = [
        made_on.map(|day| w.order_made(text::date_with_year(w, day))),
        until.map(|day| w.order_lasts(text::date_with_year(w, day))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[component]
fn Order(order: OrderRow, desk: Desk) -> impl IntoView {
    let w = use_words();
    let recorded = w.front_made(text::date_with_year(w, order.recorded_at.day()), &order.author);
    let lifted = order.lifted.clone().map(|(at, why)| w.order_lifted(text::date_with_year(w, at.day()), why));
    let days = order_days(w, order.made_on, order.until);
    let in_force = lifted.is_none();
    view! {
        <li>
            <p>
                <strong>{order_kind(w, order.kind)}</strong>
                {format!(": {}", order.name)}
            </p>
            <p>{format!("{}, {}", order.court, order.reference)} " · " {days}</p>
            {(!order.note.is_empty()).then(|| view! { <p>{order.note.clone()}</p> })}
            {lifted.map(|lifted| view! { <p>{lifted}</p> })}
            <p class="soft small">{recorded}</p>
            {in_force.then(|| view! { <Lift order=order.order desk /> })}
        </li>
    }
    .into_any()
}

/// Opening it changes nothing yet.
#[component]
fn Lift(order: CourtOrderId, desk: Desk) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<front::LiftOrder>::new();
    let faults = Faults::of(action);
    when_done(action, move |_| desk.did(w.order_is_lifted()));
    view! {
        <Folded
            title=w.order_lift()
            what=w.order_lift_text()
            faults
            id=format!("lift-{order}")
            page=links::DESK_PATIENTS
        >
            <ActionForm action attr:class="stack tight">
                <input type="hidden" name="patient" value=desk.patient.to_string() autocomplete="off" />
                <input type="hidden" name="order" value=order.to_string() autocomplete="off" />
                <TextArea
                    label=w.order_why()
                    name="why"
                    id=format!("lift-{order}-why")
                    error=faults.at("why")
                    rows=2
                    required=true
                />
                <Press label=w.order_lift_button() variant=ButtonVariant::Danger busy=action.pending() />
            </ActionForm>
        </Folded>
    }
    .into_any()
}

/// Recording an order about somebody who acts for the patient, or about somebody else.
#[component]
fn NewOrder(people: Vec<(GrantId, String)>, intent: IntentKey, desk: Desk) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<front::Order>::new();
    let faults = Faults::of(action);
    when_done(action, move |_| desk.did(w.order_recorded()));
    let busy: Signal<bool> = action.pending().into();
    let kinds = OrderKind::ALL.map(|of| {
        let text = match of {
            OrderKind::Guardian => w.order_guardian_text(),
            OrderKind::KeepAway => w.order_keep_away_text(),
        };
        ChoiceOption::new(of.code(), order_kind(w, of)).describe(text)
    });
    let mut about: Vec<SelectOption> =
        people.into_iter().map(|(grant, name)| SelectOption::new(grant.to_string(), name)).collect();
    about.push(SelectOption::new("", w.order_somebody_else()));
    view! {
        <details>
            <summary>{w.order_new()}</summary>
            <div class="stack">
                <FormErrors faults id="order-error" page=links::DESK_PATIENTS prefix="order-" />
                <ActionForm action attr:class="stack">
                    <input type="hidden" name="patient" value=desk.patient.to_string() autocomplete="off" />
                    <input type="hidden" name="intent" value=intent.to_string() autocomplete="off" />
                    <Choice
                        legend=w.order_kind()
                        name="kind"
                        id="order-kind"
                        options=kinds.to_vec()
                        error=faults.at("kind")
                        required=true
                    />
                    <About about faults />
                    <OrderFields prefix="order-".to_owned() faults busy />
                </ActionForm>
            </div>
        </details>
    }
    .into_any()
}

/// What stands in an order, and the button that records it. `prefix` begins the ids.
#[component]
pub(crate) fn OrderFields(prefix: String, faults: Faults, busy: Signal<bool>) -> impl IntoView {
    let w = use_words();
    view! {
        <Field
            label=w.order_court()
            name="court"
            id=format!("{prefix}court")
            autocomplete="off".to_owned()
            error=faults.at("court")
            required=true
        />
        <Field
            label=w.order_reference()
            name="reference"
            id=format!("{prefix}reference")
            autocomplete="off".to_owned()
            spellcheck=false
            short=true
            error=faults.at("reference")
            required=true
        />
        <DayField
            label=w.order_made_on()
            hint=w.forms_day_hint()
            name="made_on"
            id=format!("{prefix}made_on")
            error=faults.at("made_on")
            required=true
        />
        <DayField label=w.order_until() name="until" id=format!("{prefix}until") error=faults.at("until") />
        <TextArea label=w.order_note() name="note" id=format!("{prefix}note") error=faults.at("note") rows=2 />
        <Press label=w.order_save() variant=ButtonVariant::Secondary busy />
    }
    .into_any()
}

/// Whom an order is about: the name is asked for where it is nobody of the list. Until the page is alive it stands there.
#[component]
fn About(about: Vec<SelectOption>, faults: Faults) -> impl IntoView {
    let w = use_words();
    let alive = use_alive();
    let chosen = RwSignal::new(about.first().map(|first| first.value.clone()).unwrap_or_default());
    let hidden = move || alive.get() && chosen.with(|chosen| !chosen.is_empty());
    view! {
        <SelectField
            label=w.order_about()
            name="grant"
            id="order-grant"
            options=about
            bind=chosen
            error=faults.at("grant")
        />
        <div hidden=hidden>
            <Field
                label=w.order_name()
                name="name"
                id="order-name"
                autocomplete="off".to_owned()
                error=faults.at("name")
            />
        </div>
    }
    .into_any()
}

/// What is recorded of whether the patient can decide, recording it, and taking it back.
#[component]
pub(super) fn Attested(attestations: Vec<AttestationRow>, intent: IntentKey, desk: Desk) -> impl IntoView {
    let w = use_words();
    let counts = attestations.iter().any(|given| given.ended_at.is_none());
    let none = attestations.is_empty().then(|| view! { <p class="soft">{w.attested_none()}</p> });
    let lines = attestations
        .into_iter()
        .map(|given| {
            let on = given.made_on.map(|day| text::date_with_year(w, day)).unwrap_or_default();
            let until = match (given.ended_at, given.review_on) {
                (Some(at), _) => Some(w.attested_ended(text::date_with_year(w, at.day()))),
                (None, review) => review.map(|day| w.attested_review(text::date_with_year(w, day))),
            };
            view! {
                <li>
                    <p>{w.attested_by(on, given.clinician)}</p>
                    {(!given.note.is_empty()).then(|| view! { <p>{given.note.clone()}</p> })}
                    {until.map(|until| view! { <p class="soft small">{until}</p> })}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="stack tight" aria-labelledby="attested">
            <h4 id="attested">{w.attested_title()}</h4>
            <p class="soft">{w.attested_text()}</p>
            {none}
            <ol class="stack tight" role="list">
                {lines}
            </ol>
            <Attest intent desk />
            {counts.then(|| view! { <TakeBack desk /> })}
        </section>
    }
    .into_any()
}

#[component]
fn Attest(intent: IntentKey, desk: Desk) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<front::Attest>::new();
    let faults = Faults::of(action);
    when_done(action, move |_| desk.did(w.attest_recorded()));
    view! {
        <details>
            <summary>{w.attest_new()}</summary>
            <div class="stack">
                <FormErrors faults id="attest-error" page=links::DESK_PATIENTS prefix="attest-" />
                <ActionForm action attr:class="stack">
                    <input type="hidden" name="patient" value=desk.patient.to_string() autocomplete="off" />
                    <input type="hidden" name="intent" value=intent.to_string() autocomplete="off" />
                    <Field
                        label=w.attest_clinician()
                        name="clinician"
                        id="attest-clinician"
                        autocomplete="off".to_owned()
                        error=faults.at("clinician")
                        required=true
                    />
                    <DayField
                        label=w.attest_made_on()
                        hint=w.forms_day_hint()
                        name="made_on"
                        id="attest-made_on"
                        error=faults.at("made_on")
                        required=true
                    />
                    <TextArea label=w.order_note() name="note" id="attest-note" error=faults.at("note") rows=2 />
                    <Press label=w.attest_save() variant=ButtonVariant::Secondary busy=action.pending() />
                </ActionForm>
            </div>
        </details>
    }
    .into_any()
}

/// Opening it changes nothing yet.
#[component]
fn TakeBack(desk: Desk) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<front::EndAttestation>::new();
    let faults = Faults::worded(action, crate::deeds::sentence);
    when_done(action, move |_| desk.did(w.attest_is_ended()));
    view! {
        <Folded title=w.attest_end() what=w.attest_end_text() faults id="attest-end" page=links::DESK_PATIENTS>
            <ActionForm action attr:class="stack tight">
                <input type="hidden" name="patient" value=desk.patient.to_string() autocomplete="off" />
                <CheckBox
                    label=w.attest_end_sure()
                    name="sure"
                    id="attest-end-sure"
                    error=faults.at("sure")
                    required=true
                />
                <Press label=w.attest_end_button() variant=ButtonVariant::Danger busy=action.pending() />
            </ActionForm>
        </Folded>
    }
    .into_any()
}

//! Court orders and attestations of capacity, as a desk records them. Each may change at once who opens what.

use super::life::{By, Event};
use super::moves::{category, held, hold_record, known_today, steps, tell};
use super::view::can_be_set_aside;
use crate::messages::{new_intent, page};
use crate::once::once;
use crate::{Call, CareError, Glance, Portal};
use portal_access::Registry;
use portal_access::birthday::months_later;
use portal_store::capacity::{self, Attestation, Order};
use portal_store::grants::{self, Row};
use portal_store::{Reads, registry};
use portal_types::day::Day;
use portal_types::field::Problem;
use portal_types::grant_form::{AttestationRow, DeskPapers, LiftForm, NewAttestation, NewOrder, OrderKind, OrderRow};
use portal_types::ids::{AttestationId, CourtOrderId, IntentKey, PatientId};
use portal_types::notice::Letter;
use portal_types::page::{Cursor, Page};
use portal_types::registry::RecordCard;
use portal_types::representative::{GrantState, Reason};

fn order_row(portal: &Portal, order: Order) -> OrderRow {
    OrderRow {
        order: CourtOrderId(order.id),
        // One that we do not know keeps away.
        kind: OrderKind::from_code(&order.kind).unwrap_or(OrderKind::KeepAway),
        name: order.name,
        court: order.court,
        reference: order.reference,
        made_on: order.made_on.parse().ok(),
        until: order.until.and_then(|day| day.parse().ok()),
        note: order.note,
        author: order.author,
        recorded_at: portal.moment(order.recorded_at),
        lifted: order.lifted_at.map(|at| (portal.moment(at), order.lifted_why.unwrap_or_default())),
    }
}

fn orders_page(portal: &Portal, orders: Vec<Order>) -> Page<OrderRow> {
    page(orders, |order| (order.recorded_at, order.id), |order| order_row(portal, order))
}

fn attestation_row(portal: &Portal, given: Attestation) -> AttestationRow {
    let made_on: Option<Day> = given.made_on.parse().ok();
    let review = portal.outside().settings.rules.review_months;
    AttestationRow {
        attestation: AttestationId(given.id),
        made_on,
        clinician: given.clinician,
        note: given.note,
        recorded_at: portal.moment(given.recorded_at),
        review_on: made_on.filter(|_| given.ended_at.is_none()).map(|day| months_later(day, review)),
        ended_at: given.ended_at.map(|at| portal.moment(at)),
    }
}

async fn record(call: &mut Glance, patient: PatientId) -> Result<RecordCard, CareError> {
    let key = call.actor().registry()?;
    let record = registry::record(call.db(), &key, patient).await?.ok_or(CareError::NotFound)?;
    call.saw(patient, category());
    Ok(record)
}

/// The open grants on a record, however many there are.
async fn open_on(db: &impl Reads, patient: PatientId) -> Result<Vec<Row>, CareError> {
    let mut all: Vec<Row> = Vec::new();
    loop {
        let more = grants::open_of_record(db, patient, all.last().map(|row| row.id)).await?;
        if more.is_empty() {
            return Ok(all);
        }
        all.extend(more);
    }
}

/// What is recorded about who acts for a patient, or must not.
pub async fn papers(call: &mut Glance, patient: PatientId) -> Result<DeskPapers, CareError> {
    let record = record(call, patient).await?;
    let orders = capacity::orders(call.db(), &record, None).await?;
    let attestations = capacity::attestations(call.db(), &record).await?;
    let open = open_on(call.db(), patient).await?;
    let portal = call.portal().clone();
    Ok(DeskPapers {
        orders: orders_page(&portal, orders),
        attestations: attestations.into_iter().map(|given| attestation_row(&portal, given)).collect(),
        people: open.into_iter().map(|row| (row.id, row.representative_name)).collect(),
        intent: new_intent(&portal, call.now()),
    })
}

/// Court orders from before a place in the list.
pub async fn orders(call: &mut Glance, patient: PatientId, after: Cursor) -> Result<Page<OrderRow>, CareError> {
    let record = record(call, patient).await?;
    let orders = capacity::orders(call.db(), &record, Some(after)).await?;
    Ok(orders_page(call.portal(), orders))
}

async fn record_of(call: &mut Call, key: &Registry, patient: PatientId) -> Result<RecordCard, CareError> {
    let record = registry::record(call.tx(), key, patient).await?.ok_or(CareError::NotFound)?;
    call.about(patient, category());
    Ok(record)
}

/// Whoever acts for the patient notices at once, and both sides are told: what is opened may be another now.
pub(super) async fn changed(call: &mut Call, patient: PatientId, only: Option<&Row>) -> Result<(), CareError> {
    let rows = open_on(call.tx(), patient).await?;
    let mut told = Vec::new();
    for row in rows.iter().filter(|row| row.state == GrantState::Active && only.is_none_or(|only| only.id == row.id)) {
        if let Some(account) = row.account {
            call.rights(account);
            told.push(account);
        }
        told.extend(row.patient_account);
    }
    told.sort_unstable();
    told.dedup();
    for account in told {
        tell(call, account, &Letter::SharingChanged).await?;
    }
    Ok(())
}

/// Records a court order. One that keeps somebody away sets her grants aside in the same moment.
pub async fn record_order(
    call: &mut Call,
    patient: PatientId,
    order: NewOrder,
    intent: IntentKey,
) -> Result<(), CareError> {
    let key = call.actor().registry()?;
    record_of(call, &key, patient).await?;
    let about = order.grant.map(|grant| grant.to_string()).unwrap_or_else(|| order.name.clone());
    let made_on = order.made_on.to_string();
    let parts = [patient.to_string(), about, order.court.clone(), order.reference.clone()];
    let parts = [order.kind.code(), &parts[0], &parts[1], &parts[2], &parts[3], &made_on];
    once(call, intent, "court-order", &parts, async |call| keep_order(call, patient, &order).await).await
}

/// Keeps a court order. The caller has opened the patient's record, or a grant on it.
pub(crate) async fn keep_order(call: &mut Call, patient: PatientId, order: &NewOrder) -> Result<(), CareError> {
    let mut row = None;
    if let Some(grant) = order.grant {
        // One on another record and one that is not there are the same wrong choice.
        let of = grants::hold(call.tx(), grant).await?.filter(|of| of.patient == patient);
        row = Some(of.ok_or_else(|| CareError::field("grant", Problem::NotAChoice))?);
    }
    hold_record(call, patient).await?;
    let id = CourtOrderId(call.id());
    let new = capacity::NewOrder {
        id,
        representative: row.as_ref().map(|row| row.representative),
        name: row.as_ref().map_or_else(|| order.name.clone(), |row| row.representative_name.clone()),
        kind: order.kind,
        court: order.court.clone(),
        reference: order.reference.clone(),
        made_on: order.made_on,
        until: order.until,
        note: order.note.clone(),
        by: call.actor().own()?.account(),
        author: call.author_name(),
    };
    capacity::record_order(call.tx(), patient, new, call.now()).await?;
    call.on(id);
    if order.kind == OrderKind::KeepAway {
        return keep_away(call, patient).await;
    }
    match row {
        Some(row) => changed(call, patient, Some(&row)).await,
        None => Ok(()),
    }
}

/// Sets aside every grant on a record by which somebody acts whom a court order keeps away: a second form that names her
/// with another contact is no way round it, nor is an order that has only her name.
async fn keep_away(call: &mut Call, patient: PatientId) -> Result<(), CareError> {
    let today = call.portal().date(call.now());
    let open = open_on(call.tx(), patient).await?;
    for open in open.iter().filter(|row| can_be_set_aside(row)) {
        if !known_today(call.tx(), open, today).await?.forbidden {
            continue;
        }
        // Held: somebody may have ended it or set it aside meanwhile.
        let row = held(call, open.id).await?;
        if can_be_set_aside(&row) {
            steps(call, &row, &[Event::Suspend], By::Staff, Reason::CustodyOrder, "").await?;
        }
    }
    Ok(())
}

/// Lifts a court order; lifted already it is so. What was set aside because of it stays aside until somebody takes it up.
pub async fn lift_order(
    call: &mut Call,
    patient: PatientId,
    order: CourtOrderId,
    why: LiftForm,
) -> Result<(), CareError> {
    let key = call.actor().registry()?;
    let record = record_of(call, &key, patient).await?;
    call.on(order);
    let by = call.actor().own()?.account();
    if !capacity::lift_order(call.tx(), &record, order, by, &why.0, call.now()).await? {
        call.outcome("again");
        return Ok(());
    }
    changed(call, patient, None).await
}

/// Records a clinician's attestation that the patient lacks capacity.
pub async fn attest(
    call: &mut Call,
    patient: PatientId,
    given: NewAttestation,
    intent: IntentKey,
) -> Result<(), CareError> {
    let key = call.actor().registry()?;
    let record = record_of(call, &key, patient).await?;
    let parts = [patient.to_string(), given.made_on.to_string(), given.clinician.clone()];
    once(call, intent, "attestation", &[&parts[0], &parts[1], &parts[2]], async |call| {
        let id = AttestationId(call.id());
        let new = capacity::NewAttestation {
            id,
            made_on: given.made_on,
            clinician: given.clinician.clone(),
            note: given.note.clone(),
            by: call.actor().own()?.account(),
        };
        capacity::attest(call.tx(), &record, new, call.now()).await?;
        call.on(id);
        changed(call, patient, None).await
    })
    .await
}

/// Whatever was attested is taken back; taken back already it is so.
pub async fn end_attestation(call: &mut Call, patient: PatientId, sure: bool) -> Result<(), CareError> {
    let key = call.actor().registry()?;
    if !sure {
        return Err(CareError::field("sure", Problem::NotAgreed));
    }
    let record = record_of(call, &key, patient).await?;
    let by = call.actor().own()?.account();
    if !capacity::end_attestation(call.tx(), &record, by, call.now()).await? {
        call.outcome("again");
        return Ok(());
    }
    changed(call, patient, None).await
}

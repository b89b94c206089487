//! Grants at a desk that knows people by their papers: what there is, and setting aside, taking up, ending.

use super::life::{By, Event};
use super::moves::{category, held, known_today, on, steps};
use super::signing::lacks;
use super::view::{self, deeds, events_page, grant_row, stands};
use crate::messages::{new_intent, page};
use crate::{Call, CareError, Glance};
use portal_store::grants::{self, Row};
use portal_store::{pairs, registry};
use portal_types::grant_form::{DeskMove, SuspendForm};
use portal_types::ids::{GrantId, PatientId};
use portal_types::page::{Cursor, Page};
use portal_types::representative::{Deed, DeskGrant, EventView, GrantRow, GrantState};

/// A page of the grants on a record, the newest first.
pub async fn list(call: &mut Glance, patient: PatientId, after: Option<Cursor>) -> Result<Page<GrantRow>, CareError> {
    let key = call.actor().registry()?;
    let record = registry::record(call.db(), &key, patient).await?.ok_or(CareError::NotFound)?;
    call.saw(patient, category());
    let rows = grants::of_record(call.db(), &record, after).await?;
    let portal = call.portal().clone();
    let (rules, today) = (&portal.outside().settings.rules, portal.date(call.now()));
    Ok(page(rows, |row| (row.made_at, row.id.0), |row| grant_row(&portal, rules, &row, today)))
}

/// One grant on a record that the desk may see.
async fn one(call: &mut Glance, grant: GrantId) -> Result<Row, CareError> {
    let key = call.actor().registry()?;
    let row = grants::find(call.db(), grant).await?.ok_or(CareError::NotFound)?;
    registry::record(call.db(), &key, row.patient).await?.ok_or(CareError::NotFound)?;
    call.saw(row.patient, category());
    Ok(row)
}

/// What a desk has a button for.
fn is_a_desks(deed: Deed, proposed: bool) -> bool {
    match deed {
        Deed::Activate | Deed::Reject | Deed::Suspend | Deed::Resume => true,
        // What never came about is rejected, not ended.
        Deed::End => !proposed,
        Deed::Switch | Deed::LastDay | Deed::Assent | Deed::Renew => false,
    }
}

/// One grant, with what has happened to it.
pub async fn open(call: &mut Glance, grant: GrantId) -> Result<DeskGrant, CareError> {
    let row = one(call, grant).await?;
    let events = grants::events(call.db(), grant, None).await?;
    let named = pairs::named(call.db(), row.representative).await?.ok_or(CareError::NotFound)?;
    let portal = call.portal().clone();
    let (rules, today) = (&portal.outside().settings.rules, portal.date(call.now()));
    let (of, known) = (view::grant(&row), known_today(call.db(), &row, today).await?);
    let proposed = of.state == GrantState::Proposed;
    let missing = if proposed { lacks(&of, &known, rules) } else { Vec::new() };
    Ok(DeskGrant {
        row: grant_row(&portal, rules, &row, today),
        patient: row.patient,
        born: named.born.unwrap_or(row.known.representative_born),
        linked: row.account.is_some(),
        column: stands(of.standing(&known, rules)),
        held_by_patient: of.held_by_patient,
        held_by_staff: of.held_by_staff,
        lacks: missing.into_iter().map(|lack| lack.code().to_owned()).collect(),
        can: deeds(&of, By::Staff, &known, rules).into_iter().filter(|deed| is_a_desks(*deed, proposed)).collect(),
        events: events_page(&portal, events),
        intent: new_intent(&portal, call.now()),
        patient_name: row.patient_name,
    })
}

/// What has happened to a grant before a place in its history.
pub async fn history(call: &mut Glance, grant: GrantId, after: Cursor) -> Result<Page<EventView>, CareError> {
    one(call, grant).await?;
    let events = grants::events(call.db(), grant, Some(after)).await?;
    Ok(events_page(call.portal(), events))
}

/// What happens to the grant.
fn event(deed: DeskMove) -> Event {
    match deed {
        DeskMove::Activate => Event::Activate,
        DeskMove::Reject => Event::Reject,
        DeskMove::Suspend => Event::Suspend,
        DeskMove::Resume => Event::Resume,
        DeskMove::End => Event::End,
    }
}

/// Does one thing with a grant, with its reason. Pressed twice it is done once; what does not fit how the grant stands (any
/// more) is a conflict, so of two desks one does it.
pub async fn act(call: &mut Call, grant: GrantId, deed: DeskMove, why: SuspendForm) -> Result<(), CareError> {
    let key = call.actor().registry()?;
    call.on(grant);
    let row = held(call, grant).await?;
    registry::record(call.tx(), &key, row.patient).await?.ok_or(CareError::NotFound)?;
    steps(call, &row, &[event(deed)], By::Staff, why.reason, &why.words).await?;
    on(call, &row);
    Ok(())
}

//! Grants beside a conversation: who can act for its patient, and setting somebody aside at once. Whoever answers the
//! pool may be the first to hear of misuse. Taking up and ending stay with the desks that keep the papers.

use super::life::{By, Event};
use super::moves::{category, held, on, steps};
use super::view::team_grant;
use crate::messages::page;
use crate::{Call, CareError, Glance};
use portal_store::grants;
use portal_store::messages::desk_head;
use portal_types::grant_form::SuspendForm;
use portal_types::ids::{GrantId, ThreadId};
use portal_types::page::{Cursor, Page};
use portal_types::representative::TeamGrant;

/// A page of who can act for the patient of a thread of one's pools, or is set aside, the newest first.
pub async fn list(call: &mut Glance, thread: ThreadId, after: Option<Cursor>) -> Result<Page<TeamGrant>, CareError> {
    let key = call.actor().pools()?;
    let head = desk_head(call.db(), &key, thread).await?.ok_or(CareError::NotFound)?;
    call.saw(head.patient_id.into(), category());
    let rows = grants::of_thread(call.db(), &key, &head, after).await?;
    Ok(page(rows, |row| (row.made_at, row.id.0), team_grant))
}

/// Sets one of them aside. One on another chart and one that is not there are the same.
pub async fn suspend(call: &mut Call, thread: ThreadId, grant: GrantId, why: SuspendForm) -> Result<(), CareError> {
    let key = call.actor().pools()?;
    call.on(grant);
    let head = desk_head(call.tx(), &key, thread).await?.ok_or(CareError::NotFound)?;
    let row = held(call, grant).await?;
    if row.patient.0 != head.patient_id {
        return Err(CareError::NotFound);
    }
    steps(call, &row, &[Event::Suspend], By::Staff, why.reason, &why.words).await?;
    on(call, &row);
    Ok(())
}

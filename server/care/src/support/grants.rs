//! Grants at Technical Support: who acts for whom by an account, and setting that aside at once. Of a grant both
//! names and how it stands, and nothing else.

use super::desk::{waiting, write};
use crate::messages::page;
use crate::representatives::life::{By, Event};
use crate::representatives::moves::{held, on, steps};
use crate::{Call, CareError, Glance};
use portal_store::grants::{self, Row};
use portal_store::{standing, tickets};
use portal_types::grant_form::SuspendForm;
use portal_types::ids::{GrantId, TicketId};
use portal_types::page::{Cursor, Page};
use portal_types::representative::{GrantState, SupportGrant};

fn shown(row: Row) -> SupportGrant {
    let in_force = matches!(row.state, GrantState::Active | GrantState::Suspended);
    SupportGrant {
        grant: row.id,
        patient: row.patient_name,
        representative: row.representative_name,
        state: row.state,
        can_suspend: in_force && !row.held_by_staff,
    }
}

/// A page of the grants of a ticket's account, the newest first: those by which it acts for others, and those on its own
/// chart. None where the account is not known yet.
pub async fn grants(
    call: &mut Glance,
    ticket: TicketId,
    after: Option<Cursor>,
) -> Result<Page<SupportGrant>, CareError> {
    let key = call.actor().support()?;
    let ticket = tickets::open(call.db(), &key, ticket).await?.ok_or(CareError::NotFound)?;
    let Some(account) = ticket.account else { return Ok(Page { rows: Vec::new(), next: None }) };
    let rows = grants::of_account(call.db(), &key, account, after).await?;
    for row in &rows {
        call.saw(row.patient, "account");
    }
    Ok(page(rows, |row| (row.made_at, row.id.0), shown))
}

/// Sets a grant of the ticket's account aside. It takes nothing for good, and whoever hears of misuse must not wait for a
/// proof; taking it up again is the office's.
pub async fn suspend_grant(
    call: &mut Call,
    ticket: TicketId,
    grant: GrantId,
    why: SuspendForm,
) -> Result<(), CareError> {
    let key = call.actor().support()?;
    let ticket = waiting(call, &key, ticket).await?;
    let account = ticket.account.ok_or(CareError::Conflict)?;
    let facts = standing::facts(call.tx(), &key, account, call.now()).await?.ok_or(CareError::Conflict)?;
    call.on(grant);
    let row = held(call, grant).await?;
    if row.account != Some(account) && Some(row.patient) != facts.patient {
        return Err(CareError::NotFound);
    }
    steps(call, &row, &[Event::Suspend], By::Staff, why.reason, &why.words).await?;
    on(call, &row);
    if row.held_by_staff {
        // Pressed twice: the log says it once.
        return Ok(());
    }
    write(call, &ticket, "A representative was set aside.").await
}

//! Grants at Technical Support: who acts for whom by an account, what has happened to it, and setting it aside at once, also
//! by a court order. Of a grant both names, how it stands and its history, and nothing else.

use super::desk::{waiting, write};
use crate::messages::{new_intent, page};
use crate::once::once;
use crate::representatives::life::{By, Event};
use crate::representatives::moves::{category, held, on, steps};
use crate::representatives::papers::keep_order;
use crate::representatives::view::{can_be_set_aside, events_page};
use crate::{Call, CareError, Glance};
use portal_access::Support;
use portal_store::grants::{self, Row};
use portal_store::tickets::{self, Ticket};
use portal_types::field::Problem;
use portal_types::grant_form::{NewOrder, OrderKind, SuspendForm};
use portal_types::ids::{GrantId, IntentKey, TicketId};
use portal_types::page::{Cursor, Page};
use portal_types::representative::{EventView, SupportGrant};

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
    let (portal, now) = (call.portal().clone(), call.now());
    let shown = |row: Row| SupportGrant {
        grant: row.id,
        state: row.state,
        can_suspend: can_be_set_aside(&row),
        intent: new_intent(&portal, now),
        patient: row.patient_name,
        representative: row.representative_name,
    };
    Ok(page(rows, |row| (row.made_at, row.id.0), shown))
}

/// A page of what has happened to one of them, the newest first: of why the reason only.
pub async fn history(
    call: &mut Glance,
    ticket: TicketId,
    grant: GrantId,
    after: Option<Cursor>,
) -> Result<Page<EventView>, CareError> {
    let key = call.actor().support()?;
    let ticket = tickets::open(call.db(), &key, ticket).await?.ok_or(CareError::NotFound)?;
    let account = ticket.account.ok_or(CareError::NotFound)?;
    let row = grants::one_of_account(call.db(), &key, account, grant).await?.ok_or(CareError::NotFound)?;
    call.saw(row.patient, category());
    let events = grants::events(call.db(), row.id, after).await?;
    let mut told = events_page(call.portal(), events);
    for event in &mut told.rows {
        // What a care team or an office has written about it may tell of a conversation, or of care.
        event.words.clear();
    }
    Ok(told)
}

/// A grant of the ticket's account, held until the transaction ends.
async fn of_ticket(call: &mut Call, key: &Support, ticket: &Ticket, grant: GrantId) -> Result<Row, CareError> {
    let account = ticket.account.ok_or(CareError::Conflict)?;
    call.on(grant);
    grants::one_of_account(call.tx(), key, account, grant).await?.ok_or(CareError::NotFound)?;
    held(call, grant).await
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
    let row = of_ticket(call, &key, &ticket, grant).await?;
    steps(call, &row, &[Event::Suspend], By::Staff, why.reason, &why.words).await?;
    on(call, &row);
    if row.held_by_staff {
        // Pressed twice: the log says it once.
        return Ok(());
    }
    write(call, &ticket, "A representative was set aside.").await
}

/// Records that a court keeps away who acts by a grant of the ticket's account, which is set aside in the same moment: an
/// order acts at once, whoever takes the call. It may turn out to be none, so it is lifted where the papers are kept.
pub async fn record_order(
    call: &mut Call,
    ticket: TicketId,
    order: NewOrder,
    intent: IntentKey,
) -> Result<(), CareError> {
    let key = call.actor().support()?;
    if order.kind != OrderKind::KeepAway {
        return Err(CareError::field("kind", Problem::NotAChoice));
    }
    let grant = order.grant.ok_or_else(|| CareError::field("grant", Problem::NotAChoice))?;
    let ticket = waiting(call, &key, ticket).await?;
    let row = of_ticket(call, &key, &ticket, grant).await?;
    call.about(row.patient, category());
    let (about, made_on) = (grant.to_string(), order.made_on.to_string());
    let parts = [about.as_str(), &order.court, &order.reference, &made_on];
    once(call, intent, "account-order", &parts, async |call| {
        keep_order(call, row.patient, &order).await?;
        write(call, &ticket, "A court order was recorded: the representative has to keep away.").await
    })
    .await
}

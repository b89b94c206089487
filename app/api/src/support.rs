//! Technical Support: writing to it, and its desk.
#![expect(clippy::too_many_arguments, reason = "each field of a plain form is an argument of its server function")]

use crate::ApiError;
use leptos::prelude::*;
use portal_types::ids::{GrantId, IntentKey, TicketId};
use portal_types::page::{Cursor, Page};
use portal_types::representative::{EventView, SupportGrant};
use portal_types::support as now;

/// What a new form begins with.
#[server(endpoint = "support/begin")]
pub async fn begin() -> Result<now::TicketStart, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::SendTicket, async |call| care::support::start(call).await).await
}

/// Sends a ticket. Of somebody signed in, name and contact are the account's.
#[server(endpoint = "support/write")]
pub async fn write(
    known: Option<String>,
    #[server(default)] category: String,
    #[server(default)] text: String,
    #[server(default)] name: String,
    #[server(default)] channel: String,
    #[server(default)] email: String,
    #[server(default)] phone: String,
    #[server(default)] intent: String,
) -> Result<now::TicketSent, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let form = now::TicketForm {
        known: known.is_some(),
        category: &category,
        text: &text,
        name: &name,
        channel: &channel,
        email: &email,
        phone: &phone,
        intent: &intent,
    };
    desk.ticket(care::support::send(desk.portal(), desk.visitor(), form).await)
}

/// The ticket that this browser has sent just now as a plain form.
#[server(endpoint = "support/arrived")]
pub async fn arrived() -> Result<Option<now::TicketSent>, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.read(Action::SendTicket, async |call| care::support::sent(call, desk.visitor()).await).await
}

/// A page of the open tickets, the oldest first.
#[server(endpoint = "support/queue")]
pub async fn queue(after: Option<Cursor>) -> Result<now::TicketQueue, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ListTickets, async |call| care::support::queue(call, after).await).await
}

/// One ticket, with the facts of its account.
#[server(endpoint = "support/open")]
pub async fn open(ticket: TicketId) -> Result<now::TicketView, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadTicket, async |call| care::support::open(call, ticket).await).await
}

/// Writes a call or a note into its log.
#[server(endpoint = "support/note")]
pub async fn note(ticket: TicketId, #[server(default)] note: String) -> Result<(), ApiError> {
    use crate::desk::*;
    desk()?.write(Action::NoteTicket, async |call| care::support::note(call, ticket, &note).await).await
}

/// Finds the account it is about, by an exact username or contact.
#[server(endpoint = "support/find")]
pub async fn find(ticket: TicketId, #[server(default)] account: String) -> Result<(), ApiError> {
    use crate::desk::*;
    desk()?.write(Action::FindAccount, async |call| care::support::find(call, ticket, &account).await).await
}

/// Sends a code to the account's contacts.
#[server(endpoint = "support/send-code")]
pub async fn send_code(ticket: TicketId) -> Result<(), ApiError> {
    use crate::desk::*;
    desk()?.write(Action::ProveRequester, async |call| care::support::send_code(call, ticket).await).await
}

/// The code as the person reads it back.
#[server(endpoint = "support/check-code")]
pub async fn check_code(ticket: TicketId, #[server(default)] code: String) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let checked = desk.write(Action::ProveRequester, async |call| care::support::check_code(call, ticket, &code).await);
    let checked = checked.await?;
    desk.answer(checked)
}

/// Does something with the account. `sure`: it was confirmed.
#[server(endpoint = "support/act")]
pub async fn act(ticket: TicketId, act: now::Act, sure: Option<String>) -> Result<(), ApiError> {
    use crate::desk::*;
    let action = care::support::action(act);
    desk()?.write(action, async |call| care::support::act(call, ticket, act, sure.is_some()).await).await
}

/// A page of the grants of a ticket's account, the newest first: both names, and how each stands.
#[server(endpoint = "support/grants")]
pub async fn grants(ticket: TicketId, after: Option<Cursor>) -> Result<Page<SupportGrant>, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadAccountGrants, async |call| care::support::grants(call, ticket, after).await).await
}

/// Sets one of them aside, at once.
#[server(endpoint = "support/suspend-grant")]
pub async fn suspend_grant(
    ticket: TicketId,
    grant: GrantId,
    #[server(default)] reason: String,
    #[server(default)] words: String,
    sure: Option<String>,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let why = desk.parsed(SuspendForm::parse(DeskMove::Suspend, &reason, &words, sure.is_some()))?;
    desk.write(Action::SuspendAccountGrant, async |call| care::support::suspend_grant(call, ticket, grant, why).await)
        .await
}

/// A page of what has happened to one of them, the newest first.
#[server(endpoint = "support/grant-history")]
pub async fn grant_history(
    ticket: TicketId,
    grant: GrantId,
    after: Option<Cursor>,
) -> Result<Page<EventView>, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadAccountGrants, async |call| care::support::history(call, ticket, grant, after).await).await
}

/// Records that a court keeps away who acts by one of them. The same intent sent twice is one order.
#[server(endpoint = "support/order")]
pub async fn order(
    ticket: TicketId,
    grant: GrantId,
    #[server(default)] court: String,
    #[server(default)] reference: String,
    #[server(default)] made_on: String,
    #[server(default)] until: String,
    #[server(default)] note: String,
    intent: IntentKey,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let about = grant.to_string();
    let form = OrderForm {
        kind: OrderKind::KeepAway.code(),
        grant: &about,
        name: "",
        court: &court,
        reference: &reference,
        made_on: &made_on,
        until: &until,
        note: &note,
    };
    let new = desk.parsed(NewOrder::parse(form, desk.today()))?;
    desk.write(Action::RecordAccountOrder, async |call| care::support::record_order(call, ticket, new, intent).await)
        .await
}

/// Closes the ticket.
#[server(endpoint = "support/close")]
pub async fn close(
    ticket: TicketId,
    #[server(default)] outcome: String,
    #[server(default)] note: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    desk()?.write(Action::CloseTicket, async |call| care::support::close(call, ticket, &outcome, &note).await).await
}

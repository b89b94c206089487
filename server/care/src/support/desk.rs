//! The queue, one ticket with its log, and its end.

use super::{call_by, printed};
use crate::accounts::Tries;
use crate::closing::GRACE_MS;
use crate::enrollment::flow::{CODE_MS, TRIES};
use crate::messages::page;
use crate::{Call, CareError, Glance, Portal, holidays};
use portal_access::Support;
use portal_store::accounts;
use portal_store::standing;
use portal_store::tickets::{self, Ticket};
use portal_types::day::Day;
use portal_types::field::{self, Problem};
use portal_types::ids::{AccountId, TicketId};
use portal_types::page::Cursor;
use portal_types::registry::{NoteView, Urgency};
use portal_types::support::{AccountFacts, Proven, TicketOutcome, TicketQueue, TicketRow, TicketView, masked};

fn clock(portal: &Portal, holidays: &[Day], asked_at: i64, now: i64) -> (Day, Urgency) {
    let (due, today) = (call_by(portal, holidays, asked_at), portal.date(now));
    let urgency = match today.cmp(&due) {
        std::cmp::Ordering::Less => Urgency::Calm,
        std::cmp::Ordering::Equal => Urgency::Soon,
        std::cmp::Ordering::Greater => Urgency::Late,
    };
    (due, urgency)
}

/// A page of the open tickets, the oldest first.
pub async fn queue(call: &mut Glance, after: Option<Cursor>) -> Result<TicketQueue, CareError> {
    let key = call.actor().support()?;
    let portal = call.portal().clone();
    let now = call.now();
    let rows = tickets::queue(call.db(), &key, after).await?;
    let oldest = rows.first().map_or(now, |row| row.asked_at);
    let holidays = holidays::since(&portal, call.db(), oldest).await?;
    let page = page(
        rows,
        |row| (row.asked_at, row.id.0),
        |row| {
            let (due_on, urgency) = clock(&portal, &holidays, row.asked_at, now);
            TicketRow {
                ticket: row.id,
                number: printed(&row.number),
                category: row.category,
                name: row.name,
                asked_at: portal.moment(row.asked_at),
                due_on,
                urgency,
            }
        },
    );
    Ok(TicketQueue { page, now: portal.moment(now) })
}

/// How it is known who asks.
pub(super) fn proven(ticket: &Ticket) -> Proven {
    match (ticket.signed_in, ticket.proven_at) {
        (true, _) => Proven::SignedIn,
        (false, Some(_)) => Proven::ByCode,
        (false, None) => Proven::No,
    }
}

/// Whether the code that was sent can be read back now.
pub(super) fn code_is_out(ticket: &Ticket, now: i64) -> bool {
    ticket.code_hash.is_some() && ticket.code_wrong < i64::from(TRIES) && now - ticket.code_sent_at <= CODE_MS
}

/// What Technical Support sees of an account. That it was seen is audited with the chart it belongs to.
async fn account(call: &mut Glance, key: &Support, id: AccountId) -> Result<Option<AccountFacts>, CareError> {
    let portal = call.portal().clone();
    let now = call.now();
    let since = now - portal.outside().settings.idle_ms();
    let Some(facts) = standing::facts(call.db(), key, id, since).await? else { return Ok(None) };
    if let Some(patient) = facts.patient {
        call.saw(patient, "account");
    }
    let contacts = accounts::contacts(call.db(), id).await?;
    let locked = Tries::of(&portal, &facts.username_key).waits(call.db(), now).await?;
    Ok(Some(AccountFacts {
        state: facts.state,
        reproof: facts.reproof,
        created_at: portal.moment(facts.created_at),
        last_sign_in: facts.last_sign_in.map(|at| portal.moment(at)),
        contacts: contacts.into_iter().map(|(channel, value)| (channel, masked(channel, &value))).collect(),
        authenticator: facts.authenticator,
        passkeys: facts.passkeys,
        sessions: facts.sessions,
        locked,
        erased_on: facts.cancelled_at.map(|at| portal.date(at + GRACE_MS)),
        username: facts.username,
    }))
}

/// One open ticket, with its log and the facts of its account.
pub async fn open(call: &mut Glance, ticket: TicketId) -> Result<TicketView, CareError> {
    let key = call.actor().support()?;
    let portal = call.portal().clone();
    let ticket = tickets::open(call.db(), &key, ticket).await?.ok_or(CareError::NotFound)?;
    let account = match ticket.account {
        Some(id) => account(call, &key, id).await?,
        None => None,
    };
    let notes = tickets::notes(call.db(), &ticket).await?;
    let holidays = holidays::since(&portal, call.db(), ticket.asked_at).await?;
    let (due_on, urgency) = clock(&portal, &holidays, ticket.asked_at, call.now());
    Ok(TicketView {
        ticket: ticket.id,
        number: printed(&ticket.number),
        category: ticket.category,
        proven: proven(&ticket),
        code_out: code_is_out(&ticket, call.now()),
        text: ticket.text,
        name: ticket.name,
        reach: ticket.reach,
        lang: ticket.lang,
        asked_at: portal.moment(ticket.asked_at),
        due_on,
        urgency,
        account,
        notes: notes
            .into_iter()
            .map(|note| NoteView { author: note.author, at: portal.moment(note.at), text: note.text })
            .collect(),
    })
}

/// An open ticket, held for what follows; closed meanwhile it is a conflict.
pub(super) async fn waiting(call: &mut Call, key: &Support, ticket: TicketId) -> Result<Ticket, CareError> {
    call.on(ticket);
    tickets::hold(call.tx(), key, ticket).await?.ok_or(CareError::Conflict)
}

/// Writes a line into a ticket's log.
pub(super) async fn write(call: &Call, ticket: &Ticket, text: &str) -> Result<(), CareError> {
    let by = call.actor().own()?.account();
    let author = call.author_name();
    Ok(tickets::note(call.tx(), ticket.id, call.id(), by, &author, text, call.now()).await?)
}

/// Writes a call or a note into the log.
pub async fn note(call: &mut Call, ticket: TicketId, text: &str) -> Result<(), CareError> {
    let key = call.actor().support()?;
    let text = field::note(text).map_err(|problem| CareError::field("note", problem))?;
    let held = waiting(call, &key, ticket).await?;
    write(call, &held, &text).await
}

/// Closes a ticket with what came of it. Of two desks one does.
pub async fn close(call: &mut Call, ticket: TicketId, outcome: &str, note: &str) -> Result<(), CareError> {
    let key = call.actor().support()?;
    let outcome = TicketOutcome::from_code(outcome).ok_or_else(|| CareError::field("outcome", Problem::NotAChoice))?;
    let held = waiting(call, &key, ticket).await?;
    let mut said = format!("Closed: {}.", outcome.code());
    if !note.trim().is_empty() {
        said.push(' ');
        said.push_str(&field::note(note).map_err(|problem| CareError::field("note", problem))?);
    }
    write(call, &held, &said).await?;
    let by = call.actor().own()?.account();
    Ok(tickets::close(call.tx(), &held, outcome, by, call.now()).await?)
}

//! Technical Support: tickets of people, signed in or not, and the desk that answers them.

mod acts;
mod desk;
mod grants;
mod proof;

pub use acts::{act, action, confirm_identity};
pub use desk::{close, note, open, queue};
pub use grants::{grants, history, record_order, suspend_grant};
pub use proof::{check_code, find, send_code};

use crate::business::due_date;
use crate::messages::new_intent;
use crate::once::once;
use crate::{Call, CareError, Glance, Portal, Visitor};
use portal_access::{Action, Kind};
use portal_store::tickets::{self, New};
use portal_store::{accounts, guesses, security};
use portal_types::code::ActivationCode;
use portal_types::day::Day;
use portal_types::enrollment::Channel;
use portal_types::ids::TicketId;
use portal_types::registry::{RequestStage, RequestState};
use portal_types::support::{NewTicket, TicketForm, TicketSent, TicketStart};

/// Business days within which Technical Support calls back.
const CALL_DAYS: u8 = 1;

/// Tickets from an address in an hour.
const PER_HOUR: i64 = 5;

const HOUR: i64 = 3_600_000;

/// The day by which to call back.
fn call_by(portal: &Portal, holidays: &[Day], asked_at: i64) -> Day {
    due_date(portal.date(asked_at), CALL_DAYS, holidays)
}

/// A number as people read it out.
fn printed(number: &str) -> String {
    ActivationCode::parse(number).map(|number| number.printed()).unwrap_or_default()
}

/// How far the ticket of a number is, for whoever has the number.
pub(crate) async fn standing(call: &Call, number: &ActivationCode) -> Result<Option<RequestState>, CareError> {
    let Some((at, closed)) = tickets::standing(call.tx(), number.plain()).await? else { return Ok(None) };
    let portal = call.portal();
    let holidays = crate::holidays::since(portal, call.tx(), at).await?;
    Ok(Some(RequestState {
        asked_at: portal.moment(at),
        due_on: call_by(portal, &holidays, at),
        stage: if closed { RequestStage::TicketClosed } else { RequestStage::TicketWaiting },
    }))
}

/// What a new form begins with.
pub async fn start(call: &mut Glance) -> Result<TicketStart, CareError> {
    Ok(TicketStart { intent: new_intent(call.portal(), call.now()) })
}

/// Counts one more ticket of this address; refuses when there were too many within the hour.
async fn budget(call: &Call, visitor: &Visitor) -> Result<(), CareError> {
    let now = call.now();
    let key = call.portal().outside().keys.name("ticket", &format!("{} {}", now / HOUR, visitor.budget()));
    if guesses::hold(call.tx(), &key).await?.fails >= PER_HOUR {
        let left = HOUR - now % HOUR;
        return Err(CareError::TooOften { seconds: u32::try_from(left / 1000 + 1).unwrap_or(3600) });
    }
    Ok(guesses::count(call.tx(), &key, now).await?)
}

/// Takes a ticket. Of somebody signed in, name and contact are the account's.
pub async fn send(portal: &Portal, visitor: &Visitor, form: TicketForm<'_>) -> Result<TicketSent, CareError> {
    portal
        .write(visitor, Action::SendTicket, async |call| {
            let patient = call.actor().kind() == Kind::Patient;
            if form.known && !patient {
                // The session has ended since the page was drawn: nobody would know who this is.
                return Err(CareError::SignedOut);
            }
            let ticket = NewTicket::parse(TicketForm { known: patient, ..form })?;
            let reach = ticket.sender.as_ref().map(|sender| sender.reach.value.clone()).unwrap_or_default();
            let name = ticket.sender.as_ref().map(|sender| sender.name.clone()).unwrap_or_default();
            let text = ticket.text.clone();
            let parts = [ticket.category.code(), &text, &name, &reach];
            once(call, ticket.intent, "ticket", &parts, async |call| {
                budget(call, visitor).await?;
                keep(call, visitor, ticket).await
            })
            .await
        })
        .await
}

async fn keep(call: &mut Call, visitor: &Visitor, ticket: NewTicket) -> Result<TicketSent, CareError> {
    let portal = call.portal().clone();
    let number = ActivationCode::draw(portal.outside().chance.bytes());
    let id = TicketId(call.id());
    let (name, reach, lang, account) = match ticket.sender {
        Some(sender) => (sender.name, Some((sender.reach.channel, sender.reach.value)), visitor.lang, None),
        None => {
            let account = call.actor().own()?.account();
            let factors = security::factors(call.tx(), account).await?.ok_or(CareError::SignedOut)?;
            // To call back a phone is better.
            let mut contacts = accounts::contacts(call.tx(), account).await?;
            contacts.sort_by_key(|(channel, _)| *channel != Channel::Text);
            (call.author_name(), contacts.into_iter().next(), factors.lang, Some(account))
        }
    };
    let new = New {
        id,
        number: number.plain().to_owned(),
        category: ticket.category,
        text: ticket.text,
        name,
        reach,
        lang,
        account,
    };
    call.on(id);
    tickets::put(call.tx(), new, call.now()).await?;
    let holidays = crate::holidays::since(&portal, call.tx(), call.now()).await?;
    Ok(TicketSent { number: number.printed(), call_by: call_by(&portal, &holidays, call.now()) })
}

/// The ticket that this browser has just sent, for the page after a form that was sent without the browser program.
pub async fn sent(call: &mut Glance, visitor: &Visitor) -> Result<Option<TicketSent>, CareError> {
    let Some(Ok(number)) = visitor.ticket.as_deref().map(ActivationCode::parse) else { return Ok(None) };
    let came = tickets::came(call.db(), number.plain()).await?;
    let Some(at) = came else { return Ok(None) };
    let holidays = crate::holidays::since(call.portal(), call.db(), at).await?;
    Ok(Some(TicketSent { number: number.printed(), call_by: call_by(call.portal(), &holidays, at) }))
}

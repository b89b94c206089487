//! Whose account a ticket is about, and whether it is its person who asks: a code goes to the account's contacts, and the
//! person reads it back.

use super::desk::{code_is_out, proven, waiting, write};
use crate::enrollment::flow::RESEND_MS;
use crate::{Call, CareError, Portal};
use portal_access::Support;
use portal_store::outbox::{self, Notice};
use portal_store::tickets::{self, Ticket};
use portal_store::{accounts, standing};
use portal_types::enrollment::Channel;
use portal_types::field::{self, CHECK_CODE_DIGITS, Problem};
use portal_types::ids::{AccountId, TicketId};
use portal_types::notice::Letter;

/// Codes sent for one ticket.
const SENDS: i64 = 3;

/// The account of an exact username or an exact contact.
async fn looked_up(call: &Call, key: &Support, typed: &str) -> Result<AccountId, CareError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(CareError::field("account", Problem::Missing));
    }
    // An e-mail address may be a username as well, and then it is that one.
    let short: String = typed.chars().take(254).collect();
    if let Some(account) = standing::by_username(call.tx(), key, &field::username_key(&short)).await? {
        return Ok(account);
    }
    let contact = match (field::email(&short), field::phone(&short)) {
        (Ok(email), _) => Some((Channel::Email, email)),
        (_, Ok(phone)) => Some((Channel::Text, phone)),
        _ => None,
    };
    let found = match contact {
        Some((channel, value)) => standing::by_contact(call.tx(), key, channel, &value).await?,
        None => Vec::new(),
    };
    match found.as_slice() {
        [one] => Ok(*one),
        // A family may share a contact: then it must be the username.
        [_, _, ..] => Err(CareError::field("account", Problem::SameAsOther)),
        [] => Err(CareError::field("account", Problem::NotAChoice)),
    }
}

/// Finds the account a ticket is about. One that came from an account stays its.
pub async fn find(call: &mut Call, ticket: TicketId, typed: &str) -> Result<(), CareError> {
    let key = call.actor().support()?;
    let held = waiting(call, &key, ticket).await?;
    if held.signed_in {
        return Err(CareError::Conflict);
    }
    let account = looked_up(call, &key, typed).await?;
    call.on(account);
    tickets::attach(call.tx(), &held, account).await?;
    write(call, &held, "Account found.").await
}

fn code_hash(portal: &Portal, ticket: &Ticket, account: AccountId, code: &str) -> String {
    portal.outside().keys.name("ticket-code", &format!("{} {account} {code}", ticket.id))
}

/// Sends a code to every contact of the account. Whoever reads it back there is its person.
pub async fn send_code(call: &mut Call, ticket: TicketId) -> Result<(), CareError> {
    let key = call.actor().support()?;
    let held = waiting(call, &key, ticket).await?;
    let account = held.account.filter(|_| !proven(&held).is()).ok_or(CareError::Conflict)?;
    call.on(account);
    let now = call.now();
    if held.code_sends >= SENDS {
        return Err(CareError::TooOften { seconds: 24 * 3600 });
    }
    let wait = held.code_sent_at + RESEND_MS - now;
    if wait > 0 {
        return Err(CareError::TooOften { seconds: u32::try_from(wait / 1000 + 1).unwrap_or(60) });
    }
    let facts = standing::facts(call.tx(), &key, account, now).await?.ok_or(CareError::Conflict)?;
    let portal = call.portal().clone();
    let code = portal.outside().chance.digits(CHECK_CODE_DIGITS);
    tickets::send_code(call.tx(), &held, &code_hash(&portal, &held, account, &code), now).await?;
    for (channel, to) in accounts::contacts(call.tx(), account).await? {
        let letter = Letter::SupportCode { code: code.clone() };
        outbox::put(call.tx(), call.id(), &Notice { channel, to, lang: facts.lang, letter }, now).await?;
    }
    write(call, &held, "Code sent to the account's contacts.").await
}

/// The code as the person reads it back. A wrong one counts although it is refused, so the refusal is inside.
pub async fn check_code(call: &mut Call, ticket: TicketId, code: &str) -> Result<Result<(), CareError>, CareError> {
    let key = call.actor().support()?;
    let code = field::check_code(code).map_err(|problem| CareError::field("code", problem))?;
    let held = waiting(call, &key, ticket).await?;
    let account = held.account.ok_or(CareError::Conflict)?;
    call.on(account);
    let hash = code_hash(call.portal(), &held, account, &code);
    if !code_is_out(&held, call.now()) || held.code_hash.as_deref() != Some(hash.as_str()) {
        tickets::count_wrong(call.tx(), &held).await?;
        call.outcome("wrong-credentials");
        return Ok(Err(CareError::field("code", Problem::WrongCode)));
    }
    tickets::prove(call.tx(), &held, call.now()).await?;
    write(call, &held, "The code was read back.").await?;
    Ok(Ok(()))
}

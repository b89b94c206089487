//! What Technical Support may do with an account, each by a ticket, confirmed, audited, and told to every contact
//!

use super::desk::{proven, waiting, write};
use crate::accounts::{LINK_MS, Tries, link_hash, tell};
use crate::closing::GRACE_MS;
use crate::{Call, CareError, representatives};
use portal_access::Action;
use portal_store::outbox::{self, Notice};
use portal_store::standing::{self, Facts, Why};
use portal_store::{accounts, registry, security};
use portal_types::code::LinkCode;
use portal_types::field::Problem;
use portal_types::ids::{AccountId, PatientId, TicketId};
use portal_types::notice::{Change, Letter};
use portal_types::registry::Method;
use portal_types::support::Act;

/// What the policy is asked, and the audit trail says.
pub fn action(act: Act) -> Action {
    match act {
        Act::Unlock => Action::UnlockAccount,
        Act::Resend => Action::ResendLink,
        Act::Reproof => Action::ReproofAccount,
        Act::Suspend => Action::SuspendAccount,
        Act::Resume => Action::ResumeAccount,
        Act::Cancel => Action::CancelAccount,
        Act::Restore => Action::RestoreAccount,
    }
}

/// A link to a new password to every contact, as "Forgot password?" sends it.
async fn resend(call: &Call, account: AccountId, facts: &Facts) -> Result<bool, CareError> {
    let portal = call.portal();
    let code = LinkCode::draw(portal.outside().chance.bytes());
    let (hash, until) = (link_hash(portal, &code), call.now() + LINK_MS);
    if !security::make_recovery(call.tx(), call.id(), &hash, account, call.now(), until).await? {
        return Ok(false);
    }
    for (channel, to) in accounts::contacts(call.tx(), account).await? {
        let letter = Letter::PasswordLink { code: code.plain().to_owned() };
        outbox::put(call.tx(), call.id(), &Notice { channel, to, lang: facts.lang, letter }, call.now()).await?;
    }
    Ok(true)
}

async fn unlock(call: &Call, facts: &Facts) -> Result<bool, CareError> {
    Tries::of(call.portal(), &facts.username_key).unlock(call.tx(), call.now()).await
}

/// Does one thing with the account of a ticket. `sure`: it was confirmed. What needs a proof is refused without; what is
/// not possible in the account's state (any more) is a conflict, so of two desks one does it.
pub async fn act(call: &mut Call, ticket: TicketId, act: Act, sure: bool) -> Result<(), CareError> {
    let key = call.actor().support()?;
    if !sure {
        return Err(CareError::field("sure", Problem::NotAgreed));
    }
    let held = waiting(call, &key, ticket).await?;
    let account = held.account.ok_or(CareError::Conflict)?;
    call.on(account);
    if act.needs_proof() && !proven(&held).is() {
        return Err(CareError::Unproven);
    }
    let now = call.now();
    let facts = standing::facts(call.tx(), &key, account, now).await?.ok_or(CareError::Conflict)?;
    let (done, said, change) = match act {
        Act::Unlock => (unlock(call, &facts).await?, "Unlocked.", Some(Change::Unlocked)),
        // The link itself is what the contacts hear of it.
        Act::Resend => (resend(call, account, &facts).await?, "Link to a new password sent.", None),
        Act::Reproof => (
            standing::suspend(call.tx(), &key, account, Why::Reproof, now).await?,
            "Set aside until the enrollment desk has confirmed who it is.",
            Some(Change::Reproof),
        ),
        Act::Suspend => (
            standing::suspend(call.tx(), &key, account, Why::Request, now).await?,
            "Set aside.",
            Some(Change::Suspended),
        ),
        Act::Resume => (standing::resume(call.tx(), &key, account).await?, "Opened again.", Some(Change::Resumed)),
        Act::Cancel => (standing::cancel(call.tx(), &key, account, now).await?, "Cancelled.", Some(Change::Cancelled)),
        Act::Restore => (
            standing::restore(call.tx(), &key, account, now - GRACE_MS).await?,
            "Taken up again.",
            Some(Change::Restored),
        ),
    };
    if !done {
        return Err(CareError::Conflict);
    }
    if act == Act::Cancel {
        representatives::account_closed(call, account).await?;
    }
    if let Some(change) = change {
        tell(call, account, facts.lang, change).await?;
    }
    write(call, &held, said).await
}

/// The enrollment desk has confirmed who the person is: the account that waited for it opens again. How it was
/// confirmed is what the audit entry says.
pub async fn confirm_identity(call: &mut Call, patient: PatientId, method: &str) -> Result<(), CareError> {
    let key = call.actor().registry()?;
    let method = Method::from_code(method).ok_or_else(|| CareError::field("method", Problem::NotAChoice))?;
    let record = registry::record(call.tx(), &key, patient).await?.ok_or(CareError::NotFound)?;
    call.about(patient, "registry");
    let (account, lang) = standing::awaits_proof(call.tx(), &record).await?.ok_or(CareError::Conflict)?;
    call.on(account);
    if !standing::confirmed(call.tx(), &record, account, call.now()).await? {
        return Err(CareError::Conflict);
    }
    call.outcome(method.code());
    tell(call, account, lang, Change::Resumed).await
}

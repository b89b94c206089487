//! Passkeys of one's own: adding, naming and removing them.
//!
//! A passkey is two factors in one: the device that holds it, and the finger, face or number by which the device has
//! verified its owner. What it opens is a whole session, and an account that has one is never recovered with less.

use super::recover::tell;
use super::security::{end_password_sessions, lang};
use super::sign_in::new_token;
use crate::{Call, CareError, Glance, Portal, Visitor};
use portal_access::Action;
use portal_gateways::{Asked, Keys};
use portal_store::{accounts, passkeys, security};
use portal_types::field::Problem;
use portal_types::ids::{AccountId, PasskeyId, SessionId};
use portal_types::notice::Change;
use portal_types::passkey::{MOST_PASSKEYS, PasskeyQuestion, PasskeyView, passkey_name};
use uuid::Uuid;

/// A question may be answered for so long.
pub const QUESTION_MS: i64 = 5 * 60_000;

/// What authenticators know an account by: told to every device that holds a key of it, so not the account's own id. Always
/// the same, so that a device has one key for an account, and worth nothing without the key file.
pub(super) fn handle(portal: &Portal, account: AccountId) -> Uuid {
    let name = portal.outside().keys.name("passkey-handle", &account.to_string());
    // 64 hexadecimal digits: half of them are an id.
    Uuid::try_parse(name.get(..32).unwrap_or_default()).unwrap_or_default()
}

/// Keeps what was asked, and gives the browser its half.
pub(super) async fn keep(
    portal: &Portal,
    tx: &portal_store::Tx,
    asked: Asked,
    session: Option<SessionId>,
    now: i64,
) -> Result<PasskeyQuestion, CareError> {
    let question = new_token(portal);
    passkeys::ask(tx, &Keys::token_hash(&question), session, &asked.state, now).await?;
    Ok(PasskeyQuestion { question, options: asked.options })
}

/// One's passkeys, for the page of the account.
pub(super) async fn shown(call: &Glance) -> Result<Vec<PasskeyView>, CareError> {
    let portal = call.portal();
    let listed = passkeys::list(call.db(), &call.actor().own()?).await?;
    let view = |row: passkeys::Listed| PasskeyView {
        passkey: row.id.into(),
        name: row.name,
        since: portal.moment(row.made_at),
        used: row.used_at.map(|at| portal.moment(at)),
        stopped: row.stopped_at.is_some(),
    };
    Ok(listed.into_iter().map(view).collect())
}

/// One's passkeys while the account is held; refused when there is no room for another.
async fn room_for_one(call: &Call) -> Result<Vec<passkeys::Listed>, CareError> {
    let own = call.actor().own()?;
    accounts::hold(call.tx(), own.account()).await?;
    let listed = passkeys::list(call.tx(), &own).await?;
    if listed.len() < MOST_PASSKEYS { Ok(listed) } else { Err(CareError::Conflict) }
}

/// Begins to add a passkey: what the browser is to ask its authenticator.
pub async fn begin_passkey(portal: &Portal, visitor: &Visitor) -> Result<PasskeyQuestion, CareError> {
    portal
        .write(visitor, Action::SetPasskey, async |call| {
            call.proven()?;
            call.outcome("begun");
            let own = call.actor().own()?;
            let listed = room_for_one(call).await?;
            let factors = security::factors(call.tx(), own.account()).await?.ok_or(CareError::SignedOut)?;
            let known: Vec<String> = listed.into_iter().map(|row| row.credential).collect();
            let handle = handle(portal, own.account());
            // None where the public address has no name: there are no passkeys then.
            let asked = portal.outside().passkeys.ask_for_new(handle, &factors.username, &known);
            let asked = asked.ok_or(CareError::NotFound)?;
            keep(portal, call.tx(), asked, Some(own.session()), call.now()).await
        })
        .await
}

/// Ends the adding with what the authenticator has answered. It is called by the kind of device until its owner names it.
pub async fn finish_passkey(portal: &Portal, visitor: &Visitor, question: &str, answer: &str) -> Result<(), CareError> {
    let hash = Keys::token_hash(question);
    portal
        .write(visitor, Action::SetPasskey, async |call| {
            call.proven()?;
            let own = call.actor().own()?;
            room_for_one(call).await?;
            let asked_after = call.now() - QUESTION_MS;
            let state = passkeys::take_question(call.tx(), &hash, Some(own.session()), asked_after).await?;
            let Some(state) = state else {
                call.outcome("expired");
                return Ok(Err(CareError::Expired));
            };
            let Some(made) = portal.outside().passkeys.judge_new(&state, answer) else {
                // Kept, although it is refused: the question is used up.
                call.outcome("invalid");
                return Ok(Err(CareError::field("passkey", Problem::WrongCode)));
            };
            let id = PasskeyId(call.id());
            let new = passkeys::New { id, credential: &made.credential, key: &made.key, name: &visitor.device };
            passkeys::add(call.tx(), &own, new, call.now()).await?;
            end_password_sessions(call).await?;
            call.on(id);
            let lang = lang(call).await?;
            tell(call, own.account(), lang, Change::PasskeyAdded).await?;
            Ok(Ok(()))
        })
        .await?
}

/// Calls one of one's passkeys by another name.
pub async fn rename_passkey(call: &mut Call, passkey: PasskeyId, name: &str) -> Result<(), CareError> {
    let name = passkey_name(name).map_err(|problem| CareError::field("name", problem))?;
    let own = call.actor().own()?;
    call.on(passkey);
    if passkeys::rename(call.tx(), &own, passkey, &name).await? { Ok(()) } else { Err(CareError::NotFound) }
}

/// Refuses to take away the last second factor where the operator asks for one: there must be a passkey that works
/// besides the one that goes. The account is held.
pub(super) async fn another_factor(call: &Call, goes: Option<PasskeyId>) -> Result<(), CareError> {
    if !call.portal().outside().settings.second_factor {
        return Ok(());
    }
    let listed = passkeys::list(call.tx(), &call.actor().own()?).await?;
    let stays = |row: &passkeys::Listed| row.stopped_at.is_none() && Some(PasskeyId::from(row.id)) != goes;
    // One that does not work is no factor: it may go.
    let idle = goes.is_some_and(|goes| listed.iter().all(|row| row.id != goes.0 || row.stopped_at.is_some()));
    if idle || listed.iter().any(stays) { Ok(()) } else { Err(CareError::Conflict) }
}

/// Removes one of one's passkeys. One that was removed already is removed.
pub async fn remove_passkey(call: &mut Call, passkey: PasskeyId) -> Result<(), CareError> {
    call.proven()?;
    let own = call.actor().own()?;
    call.on(passkey);
    accounts::hold(call.tx(), own.account()).await?;
    let authenticator = security::factors(call.tx(), own.account()).await?.is_some_and(|f| f.totp_sealed.is_some());
    if !authenticator {
        another_factor(call, Some(passkey)).await?;
    }
    if !passkeys::remove(call.tx(), &own, passkey).await? {
        call.outcome("again");
        return Ok(());
    }
    let lang = lang(call).await?;
    tell(call, own.account(), lang, Change::PasskeyRemoved).await
}

//! Signing in: the same steps, the same work and the same answer, whether or not the username exists.

use super::known;
use super::recover::tell;
use super::security::REMEMBER_MS;
use super::tries::{Tries, Try};
use crate::{Call, CareError, Portal, Visitor};
use portal_access::{Action, Actor};
use portal_gateways::{Keys, Totp};
use portal_store::accounts::{self, SignInFacts};
use portal_store::audit::{self, Entry};
use portal_store::{passkeys, security, sessions};
use portal_types::account::{AccountState, Lang};
use portal_types::field::{self, PASSWORD_MAX};
use portal_types::ids::{AccountId, SessionId};
use portal_types::links;
use portal_types::notice::Change;

/// A session that was opened. Has no `Debug`: it holds the secret.
pub struct Opened {
    /// The secret for the cookie.
    pub token: String,
    /// Where to go.
    pub to: String,
    /// The account's language.
    pub lang: Lang,
    /// What the device keeps of those who have signed in on it.
    pub known: String,
}

/// What a right password leads to. Has no `Debug`: it holds secrets.
pub enum Entering {
    /// Signed in.
    In(Opened),
    /// An account with an authenticator: the secret of the half that is done, for a cookie.
    Half(String),
    /// An account that the password alone does not open, and whose only second factor is a passkey: the secret
    /// of the half that is done. The passkey needs none; a recovery code does.
    Passkey(String),
}

impl Entering {
    /// The session, if no second step is asked for.
    pub fn whole(self) -> Option<Opened> {
        match self {
            Self::In(opened) => Some(opened),
            Self::Half(_) | Self::Passkey(_) => None,
        }
    }
}

/// Which entrance is used.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entrance {
    Patients,
    Staff,
}

/// Signs a patient in. `next` is followed only if it is a path of this site.
pub async fn sign_in(
    portal: &Portal,
    visitor: &Visitor,
    username: &str,
    password: &str,
    next: Option<&str>,
) -> Result<Entering, CareError> {
    let to = next.and_then(own_path);
    check_password(portal, visitor, Entrance::Patients, (username, password), async |facts, call| {
        let second = facts.totp_sealed.is_some();
        if second && !is_remembered(call, visitor, facts.account).await? {
            return Ok(Entering::Half(half_done(call, facts.account, to.as_deref()).await?));
        }
        if !second && takes_a_passkey(call, facts.account).await? {
            return Ok(Entering::Passkey(half_done(call, facts.account, to.as_deref()).await?));
        }
        tell_of_a_new_device(call, visitor, facts.account, facts.lang).await?;
        // A remembered device spares the second step, but proves nothing.
        let proven = if second { Proven::NotYet } else { Proven::Now };
        let opened = open_session(call, visitor, facts.account, proven).await?;
        let home = facts.patient.map_or_else(|| links::PEOPLE.to_owned(), links::home);
        let known = known::keep(portal, visitor, &field::username_key(username));
        Ok(Entering::In(Opened { token: opened, to: to.unwrap_or(home), lang: facts.lang, known }))
    })
    .await
}

/// Keeps the half that a right password is; its secret.
async fn half_done(call: &mut Call, account: AccountId, to: Option<&str>) -> Result<String, CareError> {
    call.outcome("half");
    let token = new_token(call.portal());
    security::half_sign_in(call.tx(), &Keys::token_hash(&token), account, to, call.now()).await?;
    Ok(token)
}

/// Whether an account without an authenticator, which is held, is opened by its passkey only: the operator asks for a
/// second factor, and it has one. Without any, the password opens the session in which the first is set up.
async fn takes_a_passkey(call: &Call, account: AccountId) -> Result<bool, CareError> {
    Ok(call.portal().outside().settings.second_factor && passkeys::any_works(call.tx(), account).await?)
}

/// Whether this browser needs no second step for an account.
async fn is_remembered(call: &Call, visitor: &Visitor, account: AccountId) -> Result<bool, CareError> {
    let Some(token) = &visitor.remembered else { return Ok(false) };
    let since = call.now() - REMEMBER_MS;
    Ok(security::is_remembered(call.tx(), &Keys::token_hash(token), account, since, call.now()).await?)
}

/// Tells the contacts when an account is signed in to on a kind of device that it never was before.
pub(super) async fn tell_of_a_new_device(
    call: &Call,
    visitor: &Visitor,
    account: AccountId,
    lang: Lang,
) -> Result<(), CareError> {
    let known_since = call.now() - crate::tidying::SESSIONS_MS;
    if sessions::is_new_device(call.tx(), account, &visitor.device, known_since).await? {
        tell(call, account, lang, Change::NewDevice).await?;
    }
    Ok(())
}

/// Signs a staff member in: password and authenticator code together. Which of them was wrong is not told.
pub async fn staff_sign_in(
    portal: &Portal,
    visitor: &Visitor,
    username: &str,
    password: &str,
    code: &str,
    next: Option<&str>,
) -> Result<Opened, CareError> {
    let to = next.and_then(own_path);
    check_password(portal, visitor, Entrance::Staff, (username, password), async |facts, call| {
        let sealed = facts.totp_sealed.as_deref().ok_or(CareError::WrongCredentials)?;
        let secret = portal.outside().keys.unseal(crate::staff::TOTP, sealed)?;
        let totp = Totp::new(&secret, "", "staff").ok_or(CareError::WrongCredentials)?;
        let step = totp.step(code, call.now()).ok_or(CareError::WrongCredentials)?;
        // Each step opens the door once, whoever read the code over a shoulder.
        if !accounts::use_totp_step(call.tx(), facts.account, step).await? {
            return Err(CareError::WrongCredentials);
        }
        let token = open_session(call, visitor, facts.account, Proven::Now).await?;
        let home = facts.role.map_or(links::DESK, links::desk_of);
        let known = known::keep(portal, visitor, &field::username_key(username));
        Ok(Entering::In(Opened { token, to: to.unwrap_or_else(|| home.to_owned()), lang: facts.lang, known }))
    })
    .await
    .and_then(|entering| match entering {
        Entering::In(opened) => Ok(opened),
        Entering::Half(_) | Entering::Passkey(_) => Err(CareError::WrongCredentials),
    })
}

/// Counts the try, hashes, then lets `enter` finish in one transaction.
async fn check_password(
    portal: &Portal,
    visitor: &Visitor,
    entrance: Entrance,
    (username, password): (&str, &str),
    enter: impl AsyncFnOnce(&SignInFacts, &mut Call) -> Result<Entering, CareError>,
) -> Result<Entering, CareError> {
    let outside = portal.outside();
    let action = if entrance == Entrance::Staff { Action::StaffSignIn } else { Action::SignIn };
    // Composed before it is measured, as it was when it was chosen. A password longer than any that exists is
    // not worth hashing, nor a username that cannot be.
    let password = field::password_form(password);
    let too_long = password.chars().count() > PASSWORD_MAX as usize || username.trim().chars().count() > 64;
    if too_long {
        return Err(CareError::WrongCredentials);
    }
    let username_key = field::username_key(username);
    let tries = Tries::by(portal, visitor, &username_key);
    let place = outside.passwords.enter(tries.lane()).await?;
    // Now, after the wait.
    let now = portal.now();

    let tx = outside.db.begin().await?;
    let tried = tries.count(&tx, now).await?;
    let facts = accounts::by_username(&tx, &username_key).await?;
    tx.commit().await?;

    let facts = facts.filter(|f| f.state == AccountState::Active);
    let facts = facts.filter(|f| f.role.is_some() == (entrance == Entrance::Staff));
    let right = outside.passwords.verify(&password, facts.as_ref().map(|f| f.password_hash.as_str()), &place).await?;

    let entered = match facts.as_ref().filter(|_| right) {
        Some(facts) => {
            let rehash = if outside.passwords.is_outdated(&facts.password_hash) {
                Some(outside.passwords.hash(&password, outside.chance.bytes()).await?)
            } else {
                None
            };
            portal
                .write_as(Actor::guest(), None, action, now, async |call| {
                    call.comes_from(visitor);
                    call.on(facts.account);
                    // While the password was hashed it may have been changed, and the account closed.
                    let held = accounts::hold_with_password(call.tx(), facts.account, &facts.password_hash).await?;
                    let held = held.ok_or(CareError::WrongCredentials)?;
                    let facts = SignInFacts { totp_sealed: held.totp_sealed, ..facts.clone() };
                    let entered = enter(&facts, call).await?;
                    match &entered {
                        Entering::In(_) => tries.forget(call.tx()).await?,
                        Entering::Half(_) | Entering::Passkey(_) => tries.take_back(call.tx(), tried).await?,
                    }
                    if let Some(hash) = rehash {
                        accounts::rehash(call.tx(), facts.account, &facts.password_hash, &hash).await?;
                    }
                    Ok(entered)
                })
                .await
        }
        None => Err(CareError::WrongCredentials),
    };
    if let Err(CareError::WrongCredentials) = &entered {
        note_failure(portal, visitor, action, facts.as_ref(), (&tries, tried), now).await?;
    }
    entered
}

/// Audits a failed sign-in and, if it is time, tells the person.
async fn note_failure(
    portal: &Portal,
    visitor: &Visitor,
    action: Action,
    facts: Option<&SignInFacts>,
    (tries, tried): (&Tries, Try),
    now: i64,
) -> Result<(), CareError> {
    let tx = portal.outside().db.begin().await?;
    tries.failed(portal, &tx, tried, facts.map(|f| (f.account, f.lang))).await?;
    let mut entry = Entry::of(action, CareError::WrongCredentials.code());
    entry.object = facts.map(|f| f.account.0);
    entry.origin = Some(portal.origin(visitor));
    audit::append(&tx, &Actor::guest(), &entry, now).await?;
    Ok(tx.commit().await?)
}

/// Whether a session begins with all the proofs that its account has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proven {
    /// It does.
    Now,
    /// A remembered device stood in for one.
    NotYet,
}

/// Opens a new session and ends the one that came with the request: an id given before signing in is worth nothing
/// after it.
pub(crate) async fn open_session(
    call: &mut Call,
    visitor: &Visitor,
    account: AccountId,
    proven: Proven,
) -> Result<String, CareError> {
    let token = new_token(call.portal());
    if let Some(old) = &visitor.session {
        sessions::end_by_token(call.tx(), &Keys::token_hash(old), call.now()).await?;
    }
    let id = SessionId(call.id());
    let proven_at = match proven {
        Proven::Now => call.now(),
        Proven::NotYet => 0,
    };
    sessions::open(call.tx(), id, Keys::token_hash(&token), account, &visitor.device, proven_at, call.now()).await?;
    Ok(token)
}

/// A secret of 256 bits.
pub(crate) fn new_token(portal: &Portal) -> String {
    data_encoding::BASE64URL_NOPAD.encode(&portal.outside().chance.bytes::<32>())
}

/// A path of this site, or nothing: sign-in never sends anybody elsewhere.
pub(crate) fn own_path(next: &str) -> Option<String> {
    let plain = next.len() <= 300 && next.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_?=&.".contains(&b));
    let own = next.starts_with('/') && !next.starts_with("//");
    (plain && own).then(|| next.to_owned())
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn next_stays_on_this_site() {
        assert_eq!(own_path("/p/0190/messages").as_deref(), Some("/p/0190/messages"));
        for bad in ["//evil.example", "https://evil.example", "/\\evil.example", "/a\nb", "evil", "", "/%0d%0a"] {
            assert_eq!(own_path(bad), None, "{bad:?}");
        }
    }
}

//! Coming back without the password or the username. Whether an account exists is told by nothing.

use super::tries::Tries;
use super::{common, known};
use crate::{Call, CareError, Portal, Visitor};
use portal_access::Action;
use portal_gateways::{Lane, Totp, evenly};
use portal_store::outbox::{self, Notice};
use portal_store::security::{self, Factors, Recovery};
use portal_store::{accounts, guesses};
use portal_types::account::Lang;
use portal_types::code::LinkCode;
use portal_types::enrollment::{Channel, ContactAnswer};
use portal_types::field::{self, Problem};
use portal_types::ids::AccountId;
use portal_types::notice::{Change, Letter};
use portal_types::security::{MOST_CONTACTS, Proof, RecoveryNeeds};
use uuid::Uuid;

/// A mailed link works so long.
pub const LINK_MS: i64 = 60 * 60_000;

/// Wrong second proofs that a link survives.
const WRONG_PROOFS: i64 = 5;

/// Links an account is sent in a day, and an address may ask for in an hour.
const PER_DAY: i64 = 5;
const PER_HOUR: i64 = 10;

const HOUR: i64 = 3_600_000;

pub(crate) fn link_hash(portal: &Portal, code: &LinkCode) -> String {
    portal.outside().keys.name("recovery-link", code.plain())
}

/// The keyed hash of a recovery code, bound to its account.
pub(super) fn recovery_hash(portal: &Portal, account: AccountId, code: &str) -> String {
    portal.outside().keys.name("recovery-code", &format!("{account} {code}"))
}

/// Counts one more question of this address; refuses when there were too many within the hour.
async fn budget(call: &Call, visitor: &Visitor) -> Result<(), CareError> {
    let now = call.now();
    let key = call.portal().outside().keys.name("forgot", &format!("{} {}", now / HOUR, visitor.budget()));
    if guesses::hold(call.tx(), &key).await?.fails >= PER_HOUR {
        let left = HOUR - now % HOUR;
        return Err(CareError::TooOften { seconds: u32::try_from(left / 1000 + 1).unwrap_or(3600) });
    }
    Ok(guesses::count(call.tx(), &key, now).await?)
}

/// Rows that every question writes to the outbox: as many as an account has contacts at most, and a contact accounts that
/// are reminded of.
const ROWS: usize = MOST_CONTACTS;

/// Sends all of them. Nobody's question writes as much: how many letters there are is told by no count and no clock.
async fn send(call: &Call, letters: &[Notice]) -> Result<(), CareError> {
    let ids: Vec<Uuid> = (0..letters.len().max(ROWS)).map(|_| call.id()).collect();
    Ok(outbox::put_among(call.tx(), &ids, letters, call.now()).await?)
}

/// Writes a row where no link was made, and none where one was.
async fn as_much_as_a_link(call: &Call, made: bool) -> Result<(), CareError> {
    let nobody = call.portal().outside().keys.name("forgot-nobody", &call.id().to_string());
    if made {
        Ok(guesses::forget(call.tx(), &nobody).await?)
    } else {
        Ok(guesses::count(call.tx(), &nobody, call.now()).await?)
    }
}

async fn put(call: &Call, channel: Channel, to: String, lang: Lang, letter: Letter) -> Result<(), CareError> {
    outbox::put(call.tx(), call.id(), &Notice { channel, to, lang, letter }, call.now()).await?;
    Ok(())
}

/// A link to every contact of the account, if there is one of this name; the answer is the same if there is none.
pub async fn forgot_password(portal: &Portal, visitor: &Visitor, username: &str) -> Result<(), CareError> {
    let username = username.trim();
    if username.is_empty() {
        return Err(CareError::field("username", Problem::Missing));
    }
    // A name that cannot be is like one that is not.
    let short: String = username.chars().take(64).collect();
    let key = field::username_key(&short);
    evenly(async {
        portal
            .write(visitor, Action::Recover, async |call| {
                call.outcome("begun");
                budget(call, visitor).await?;
                let day = call.now() / (24 * HOUR);
                // A device on which she was signed in has five of its own: nobody else can use them up.
                let device = known::device(portal, visitor, &key).unwrap_or_default();
                let daily = portal.outside().keys.name("forgot-account", &format!("{day} {key} {device}"));
                let sent = guesses::hold(call.tx(), &daily).await?.fails;
                guesses::count(call.tx(), &daily, call.now()).await?;
                let found = accounts::by_username(call.tx(), &key).await?.filter(|_| sent < PER_DAY);
                let account = found.as_ref().map_or(AccountId(Uuid::nil()), |f| f.account);
                let lang = found.as_ref().map(|f| f.lang).unwrap_or_default();
                let code = LinkCode::draw(portal.outside().chance.bytes());
                let hash = link_hash(portal, &code);
                let (id, until) = (call.id(), call.now() + LINK_MS);
                let made = security::make_recovery(call.tx(), id, &hash, account, call.now(), until).await?;
                as_much_as_a_link(call, made).await?;
                let contacts = accounts::contacts(call.tx(), account).await?;
                let letter = |(channel, to)| {
                    let letter = Letter::PasswordLink { code: code.plain().to_owned() };
                    Notice { channel, to, lang, letter }
                };
                let letters: Vec<Notice> = contacts.into_iter().filter(|_| made).map(letter).collect();
                if !letters.is_empty() {
                    call.on(account);
                }
                send(call, &letters).await
            })
            .await
    })
    .await
}

/// The usernames of a contact's accounts, sent to that contact; nothing, if it has none.
pub async fn forgot_username(
    portal: &Portal,
    visitor: &Visitor,
    [channel, email, phone]: [&str; 3],
) -> Result<(), CareError> {
    let contact = ContactAnswer::parse(channel, email, phone)?;
    evenly(async {
        portal
            .write(visitor, Action::Recover, async |call| {
                call.outcome("begun");
                budget(call, visitor).await?;
                let day = call.now() / (24 * HOUR);
                let daily = portal.outside().keys.name("forgot-contact", &format!("{day} {}", contact.value));
                let sent = guesses::hold(call.tx(), &daily).await?.fails;
                guesses::count(call.tx(), &daily, call.now()).await?;
                let found = security::by_contact(call.tx(), contact.channel, &contact.value).await?;
                let mut letters = Vec::new();
                for (account, username, lang) in found.into_iter().filter(|_| sent < PER_DAY) {
                    call.on(account);
                    let letter = Letter::UsernameReminder { username };
                    letters.push(Notice { channel: contact.channel, to: contact.value.clone(), lang, letter });
                }
                send(call, &letters).await
            })
            .await
    })
    .await
}

/// The recovery of a link that still works, with its account's factors.
async fn alive(portal: &Portal, code: &LinkCode) -> Result<(Recovery, Factors), CareError> {
    let look = portal.outside().db.look();
    let found = security::recovery(&look, &link_hash(portal, code)).await?.ok_or(CareError::Expired)?;
    let works = found.used_at.is_none() && portal.now() < found.expires_at && found.wrong < WRONG_PROOFS;
    let factors = security::factors(&look, found.account_id.into()).await?;
    match factors.filter(|f| works && f.state == "active") {
        Some(factors) => Ok((found, factors)),
        None => Err(CareError::Expired),
    }
}

/// What a link needs besides: a second proof, never less than the account has (recovery does not lower it).
fn needs(portal: &Portal, factors: &Factors) -> RecoveryNeeds {
    let authenticator = factors.totp_sealed.is_some();
    let recovery_code = factors.recovery_codes > 0;
    let passkey = factors.passkey;
    let asked = portal.clinic().security_question && !authenticator && !passkey;
    RecoveryNeeds {
        authenticator,
        recovery_code,
        question: factors.question.as_ref().filter(|_| asked).map(|(question, _)| *question),
        passkey,
    }
}

/// Refuses a kind of proof that is less than the account has.
fn may_prove(portal: &Portal, factors: &Factors, proof: &Proof) -> Result<(), CareError> {
    let needs = needs(portal, factors);
    let allowed = match proof {
        Proof::Authenticator(_) => needs.authenticator,
        Proof::RecoveryCode(_) => needs.recovery_code,
        Proof::Answer(_) => needs.question.is_some(),
    };
    if allowed { Ok(()) } else { Err(CareError::field("kind", Problem::NotAChoice)) }
}

/// What is needed besides a link's code.
pub async fn recovery_needs(portal: &Portal, code: &str) -> Result<RecoveryNeeds, CareError> {
    let code = LinkCode::parse(code).map_err(|problem| CareError::field("link", problem))?;
    let (_, factors) = alive(portal, &code).await?;
    Ok(needs(portal, &factors))
}

/// Whether a proof is right. An authenticator's step and a recovery code are used up by it.
async fn is_right(call: &Call, factors: &Factors, proof: &Proof, answer_right: bool) -> Result<bool, CareError> {
    match proof {
        Proof::Authenticator(code) => uses_authenticator(call, factors, code).await,
        Proof::RecoveryCode(code) => {
            let hash = recovery_hash(call.portal(), factors.account, code);
            Ok(security::use_recovery_code(call.tx(), factors.account, &hash, call.now()).await?)
        }
        Proof::Answer(_) => Ok(answer_right),
    }
}

/// Whether a code is the authenticator's, of a step that was not used yet.
pub(super) async fn uses_authenticator(call: &Call, factors: &Factors, code: &str) -> Result<bool, CareError> {
    let Some(sealed) = &factors.totp_sealed else { return Ok(false) };
    let secret = call.portal().outside().keys.unseal(crate::staff::TOTP, sealed)?;
    let step = Totp::new(&secret, "", "account").and_then(|totp| totp.step(code, call.now()));
    match step {
        Some(step) => Ok(accounts::use_totp_step(call.tx(), factors.account, step).await?),
        None => Ok(false),
    }
}

/// A new password, by a mailed link and a second proof. Every session ends, every contact is told, and what the account
/// has besides the password stays as it is.
pub async fn recover(
    portal: &Portal,
    visitor: &Visitor,
    code: &str,
    proof: Proof,
    password: &str,
) -> Result<(), CareError> {
    let code = LinkCode::parse(code).map_err(|problem| CareError::field("link", problem))?;
    let password = field::new_password(&field::password_form(password))
        .map_err(|problem| CareError::field("password", problem))?;
    let (recovery, factors) = alive(portal, &code).await?;
    if common::is_common(&password, &factors.username, &portal.clinic().name) {
        return Err(CareError::field("password", Problem::TooCommon));
    }
    may_prove(portal, &factors, &proof)?;
    let outside = portal.outside();
    // Judged outside the transaction: it takes long.
    let answer_right = match (&proof, &factors.question) {
        (Proof::Answer(answer), Some((_, hash))) => {
            let place = outside.passwords.enter(Lane::Strangers).await?;
            outside.passwords.verify(&field::name_key(answer), Some(hash.as_str()), &place).await?
        }
        _ => false,
    };
    let hash = outside.passwords.hash(&password, outside.chance.bytes()).await?;
    let field_name = if matches!(proof, Proof::Answer(_)) { "answer" } else { "code" };
    // Who is proven anew has a clean count, as a stranger and on this device.
    let all = [Tries::of(portal, &factors.username_key), Tries::by(portal, visitor, &factors.username_key)];
    portal
        .write(visitor, Action::Recover, async |call| {
            call.on(factors.account);
            // Held and read again: an authenticator or a passkey may have been set up since the link was looked at.
            accounts::hold(call.tx(), factors.account).await?;
            let factors = security::factors(call.tx(), factors.account).await?.filter(|f| f.state == "active");
            let factors = factors.ok_or(CareError::Expired)?;
            may_prove(portal, &factors, &proof)?;
            // Counted before it is judged, and read again: of many at one moment each has its own count.
            security::count_recovery(call.tx(), recovery.id).await?;
            let now_found = security::recovery(call.tx(), &link_hash(portal, &code)).await?;
            let open = now_found.is_some_and(|r| r.used_at.is_none() && r.wrong <= WRONG_PROOFS);
            if !open {
                call.outcome("expired");
                return Ok(Err(CareError::Expired));
            }
            if !is_right(call, &factors, &proof, answer_right).await? {
                call.outcome("wrong-credentials");
                return Ok(Err(CareError::field(field_name, Problem::WrongCode)));
            }
            if !security::use_recovery(call.tx(), recovery.id, call.now()).await? {
                call.outcome("expired");
                return Ok(Err(CareError::Expired));
            }
            security::set_password(call.tx(), factors.account, &hash, None, call.now()).await?;
            for tries in &all {
                tries.forget(call.tx()).await?;
            }
            if matches!(proof, Proof::RecoveryCode(_)) {
                tell(call, factors.account, factors.lang, Change::RecoveryCodeUsed).await?;
            }
            tell(call, factors.account, factors.lang, Change::Password).await?;
            Ok(Ok(()))
        })
        .await?
}

/// Tells every contact of an account what has changed; this cannot be turned off.
pub(crate) async fn tell(call: &Call, account: AccountId, lang: Lang, change: Change) -> Result<(), CareError> {
    for (channel, to) in accounts::contacts(call.tx(), account).await? {
        put(call, channel, to, lang, Letter::Security { change }).await?;
    }
    Ok(())
}

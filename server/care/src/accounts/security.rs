//! What a person sets up about signing in: password, authenticator, recovery codes, contacts, sessions, devices.
//!
//! Whatever could be used to take an account over asks for a proof of the last ten minutes (step-up), and tells every
//! contact, the old and the new.

use super::common;
use super::passkeys;
use super::recover::{recovery_hash, tell, uses_authenticator};
use super::tries::Tries;
use crate::enrollment::flow::{CODE_MS, RESEND_MS, TRIES};
use crate::representatives::{guard, joining};
use crate::{Call, CareError, Glance, Portal, Visitor};
use portal_access::{Action, Kind};
use portal_gateways::Totp;
use portal_store::outbox::{self, Notice};
use portal_store::security::{self, Factors};
use portal_store::{accounts, contacts};
use portal_types::account::Lang;
use portal_types::enrollment::{Channel, ContactAnswer};
use portal_types::field::{self, CHECK_CODE_DIGITS, Problem};
use portal_types::ids::{DeviceId, SessionId};
use portal_types::notice::{Change, Letter};
use portal_types::security::{
    AccountView, AuthenticatorSetup, ContactView, DeviceView, Happened, HistoryView, MOST_CONTACTS, RECOVERY_CHARS,
    RecoveryCodes, SessionView, authenticator_code,
};

/// A proof is good for so long.
pub const PROVEN_MS: i64 = 10 * 60_000;

/// A remembered device needs no second step for so long.
pub const REMEMBER_MS: i64 = 30 * 86_400_000;

/// Recovery codes made at a time.
const CODES: usize = 10;

/// Codes sent for new contacts before one of them must be right.
const SENDS: i64 = 6;

fn happened(action: &str, outcome: &str) -> Option<Happened> {
    Some(match (action, outcome) {
        ("sign-in" | "passkey-sign-in" | "second-step", "ok") => Happened::SignedIn,
        ("sign-in" | "passkey-sign-in" | "second-step" | "recover", "wrong-credentials") => Happened::Failed,
        ("recover", "ok") => Happened::Recovered,
        ("sign-out", "ok") => Happened::SignedOut,
        ("change-password", "ok") => Happened::PasswordChanged,
        ("set-authenticator", "ok") => Happened::AuthenticatorChanged,
        ("set-passkey", "ok") => Happened::PasskeyChanged,
        ("make-recovery-codes", "ok") => Happened::RecoveryCodesMade,
        ("change-contact", "ok") => Happened::ContactChanged,
        ("end-session" | "forget-device", "ok") => Happened::SessionsEnded,
        _ => return None,
    })
}

/// One's own account.
pub async fn account(call: &mut Glance) -> Result<AccountView, CareError> {
    let own = call.actor().own()?;
    let portal = call.portal().clone();
    let now = call.now();
    let factors = security::factors(call.db(), own.account()).await?.ok_or(CareError::SignedOut)?;
    let reached = accounts::contacts(call.db(), own.account()).await?;
    let idle = portal.outside().settings.idle_ms();
    let sessions = security::sessions(call.db(), &own, now - idle).await?;
    let devices = security::devices(call.db(), &own, now - REMEMBER_MS).await?;
    let history = security::history(call.db(), &own).await?;
    let passkeys = passkeys::shown(call).await?;
    let asked = portal.outside().settings.second_factor;
    let has_factor = factors.totp_sealed.is_some() || passkeys.iter().any(|passkey| !passkey.stopped);
    let contacts_from = cooling(&factors, now).map(|until| portal.moment(until));
    Ok(AccountView {
        contacts_from,
        username: factors.username,
        contacts: reached.into_iter().map(|(channel, value)| ContactView { channel, value }).collect(),
        authenticator: factors.totp_sealed.is_some(),
        recovery_codes: factors.recovery_codes,
        passkeys,
        sessions: sessions
            .into_iter()
            .map(|row| SessionView {
                this: row.id == own.session().0,
                session: row.id.into(),
                device: row.device,
                since: portal.moment(row.created_at),
                seen: portal.moment(row.seen_at),
            })
            .collect(),
        devices: devices
            .into_iter()
            .map(|row| DeviceView {
                device: row.id.into(),
                name: row.name,
                since: portal.moment(row.made_at),
                seen: portal.moment(row.seen_at),
            })
            .collect(),
        history: history
            .into_iter()
            .filter_map(|row| {
                let what = happened(&row.action, &row.outcome)?;
                Some(HistoryView { at: portal.moment(row.at), what })
            })
            .collect(),
        proven_for: call.proven_for(),
        needs_factor: asked && !has_factor,
        factor_stays: asked,
        now: portal.moment(now),
    })
}

/// The factors of who calls, if she may ask for this: nothing is counted or hashed for what is refused.
async fn own_factors(portal: &Portal, visitor: &Visitor, action: Action) -> Result<Factors, CareError> {
    let now = portal.now();
    let look = portal.outside().db.look();
    let found = portal.session(&look, visitor, now).await?.ok_or(CareError::SignedOut)?;
    portal.permit(&portal.actor(Some(&found)), visitor, action, now).await?;
    security::factors(&look, found.account).await?.ok_or(CareError::SignedOut)
}

/// Proves once more who sits there: password, and the authenticator's code where there is one.
pub async fn prove(portal: &Portal, visitor: &Visitor, password: &str, code: &str) -> Result<(), CareError> {
    once_more(portal, visitor, Action::Prove, password, async |call, factors| {
        if factors.totp_sealed.is_some() {
            let code = authenticator_code(code).unwrap_or_default();
            if !uses_authenticator(call, factors, &code).await? {
                return Ok(Right::No);
            }
        }
        let own = call.actor().own()?;
        security::prove(call.tx(), &own, call.now()).await?;
        Ok(Right::Whole)
    })
    .await
}

/// What is proven when the password was right.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Right {
    /// Nothing: what else is asked for is wrong.
    No,
    /// The password, which is not all that the account has. Wrong tries stay counted, so that who knows it cannot try the
    /// other half for ever.
    Half,
    /// All that the account has: the count begins anew.
    Whole,
}

/// Asks who sits there for the password once more. When it is right, `then` judges what else is asked, and does what it was
/// asked for. Wrong ones count on the same ladder as at the entrance.
pub(super) async fn once_more(
    portal: &Portal,
    visitor: &Visitor,
    action: Action,
    password: &str,
    then: impl AsyncFnOnce(&mut Call, &Factors) -> Result<Right, CareError>,
) -> Result<(), CareError> {
    let factors = own_factors(portal, visitor, action).await?;
    let outside = portal.outside();
    let tries = Tries::by(portal, visitor, &factors.username_key);
    let place = outside.passwords.enter(tries.lane()).await?;
    let tx = outside.db.begin().await?;
    let tried = tries.count(&tx, portal.now()).await?;
    tx.commit().await?;
    let password = field::password_form(password);
    let right = outside.passwords.verify(&password, Some(factors.password_hash.as_str()), &place).await?;
    let proven = portal
        .write(visitor, action, async |call| {
            // While the password was hashed it may have been changed, and an authenticator set up.
            let held = accounts::hold_with_password(call.tx(), factors.account, &factors.password_hash).await?;
            let proven = match held.filter(|_| right) {
                Some(held) => {
                    let factors = Factors { totp_sealed: held.totp_sealed, ..factors.clone() };
                    then(call, &factors).await?
                }
                None => Right::No,
            };
            match proven {
                Right::No => {
                    call.outcome("wrong-credentials");
                    tries.failed(portal, call.tx(), tried, Some((factors.account, factors.lang))).await?;
                }
                Right::Half => tries.take_back(call.tx(), tried).await?,
                Right::Whole => tries.forget(call.tx()).await?,
            }
            Ok(proven)
        })
        .await?;
    if proven == Right::No { Err(CareError::WrongCredentials) } else { Ok(()) }
}

/// A new password. Other sessions end with the old one.
pub async fn change_password(portal: &Portal, visitor: &Visitor, password: &str) -> Result<(), CareError> {
    let password = field::new_password(&field::password_form(password))
        .map_err(|problem| CareError::field("password", problem))?;
    let factors = own_factors(portal, visitor, Action::ChangePassword).await?;
    if common::is_common(&password, &factors.username, &portal.clinic().name) {
        return Err(CareError::field("password", Problem::TooCommon));
    }
    let outside = portal.outside();
    let hash = outside.passwords.hash(&password, outside.chance.bytes()).await?;
    portal
        .write(visitor, Action::ChangePassword, async |call| {
            call.proven()?;
            let own = call.actor().own()?;
            // A recovery that has finished meanwhile has ended this session, too.
            let held = accounts::hold_with_password(call.tx(), own.account(), &factors.password_hash).await?;
            held.ok_or(CareError::Conflict)?;
            security::set_password(call.tx(), own.account(), &hash, Some(own.session()), call.now()).await?;
            tell(call, own.account(), factors.lang, Change::Password).await
        })
        .await
}

/// Begins to set up an authenticator app. It counts only when a code of it was entered.
pub async fn begin_authenticator(portal: &Portal, visitor: &Visitor) -> Result<AuthenticatorSetup, CareError> {
    let factors = own_factors(portal, visitor, Action::SetAuthenticator).await?;
    let outside = portal.outside();
    let secret: [u8; 20] = outside.chance.bytes();
    let sealed = outside.keys.seal(crate::staff::TOTP, &secret, outside.chance.bytes())?;
    portal
        .write(visitor, Action::SetAuthenticator, async |call| {
            call.outcome("begun");
            call.proven()?;
            let own = call.actor().own()?;
            Ok(security::begin_totp(call.tx(), &own, &sealed).await?)
        })
        .await?;
    let totp = Totp::new(&secret, &portal.clinic().name, &factors.username);
    let address = totp.and_then(|t| t.address()).unwrap_or_default();
    Ok(AuthenticatorSetup { typed: Totp::typed(&secret), squares: crate::front::squares(&address)? })
}

/// Ends the setting up with the first code. The person gets recovery codes, for the day the phone is lost.
pub async fn finish_authenticator(portal: &Portal, visitor: &Visitor, code: &str) -> Result<RecoveryCodes, CareError> {
    let code = authenticator_code(code).map_err(|problem| CareError::field("code", problem))?;
    let factors = own_factors(portal, visitor, Action::SetAuthenticator).await?;
    let sealed = factors.totp_pending.clone().ok_or(CareError::Conflict)?;
    let secret = portal.outside().keys.unseal(crate::staff::TOTP, &sealed)?;
    portal
        .write(visitor, Action::SetAuthenticator, async |call| {
            call.proven()?;
            let own = call.actor().own()?;
            let step = Totp::new(&secret, "", "account").and_then(|totp| totp.step(&code, call.now()));
            let step = step.ok_or_else(|| CareError::field("code", Problem::WrongCode))?;
            security::finish_totp(call.tx(), &own, &sealed, step, call.now()).await?;
            end_password_sessions(call).await?;
            tell(call, own.account(), factors.lang, Change::AuthenticatorAdded).await?;
            new_codes(call).await
        })
        .await
}

/// Where the operator asks for a second factor and the one that was just set up is the first, one's other sessions end:
/// the password alone has opened them. The account is held.
pub(super) async fn end_password_sessions(call: &Call) -> Result<(), CareError> {
    if call.wants_factor() {
        let own = call.actor().own()?;
        // Of two that set up the first one at one moment the faster has ended the other's session.
        if !security::is_open(call.tx(), &own).await? {
            return Err(CareError::SignedOut);
        }
        security::end_sessions(call.tx(), &own, None, call.now()).await?;
    }
    Ok(())
}

/// Without the authenticator from now on.
pub async fn remove_authenticator(portal: &Portal, visitor: &Visitor) -> Result<(), CareError> {
    let factors = own_factors(portal, visitor, Action::SetAuthenticator).await?;
    portal
        .write(visitor, Action::SetAuthenticator, async |call| {
            call.proven()?;
            let own = call.actor().own()?;
            accounts::hold(call.tx(), own.account()).await?;
            passkeys::another_factor(call, None).await?;
            security::remove_totp(call.tx(), &own, call.now()).await?;
            tell(call, own.account(), factors.lang, Change::AuthenticatorRemoved).await
        })
        .await
}

/// Ten codes of 80 bits in place of all older ones; only their keyed hashes stay.
async fn new_codes(call: &Call) -> Result<RecoveryCodes, CareError> {
    let own = call.actor().own()?;
    let portal = call.portal();
    let mut codes = Vec::new();
    let mut hashes = Vec::new();
    for _ in 0..CODES {
        let random: [u8; 10] = portal.outside().chance.bytes();
        let plain = data_encoding::BASE32_NOPAD.encode(&random).to_lowercase();
        debug_assert_eq!(plain.len(), RECOVERY_CHARS);
        hashes.push(recovery_hash(portal, own.account(), &plain));
        let groups: Vec<&str> = plain.as_bytes().chunks(4).filter_map(|c| std::str::from_utf8(c).ok()).collect();
        codes.push(groups.join("-"));
    }
    security::set_recovery_codes(call.tx(), &own, &hashes).await?;
    Ok(RecoveryCodes { codes })
}

/// New recovery codes.
pub async fn make_recovery_codes(call: &mut Call) -> Result<RecoveryCodes, CareError> {
    call.proven()?;
    let own = call.actor().own()?;
    accounts::hold(call.tx(), own.account()).await?;
    let codes = new_codes(call).await?;
    let lang = lang(call).await?;
    tell(call, own.account(), lang, Change::RecoveryCodes).await?;
    Ok(codes)
}

pub(super) async fn lang(call: &Call) -> Result<Lang, CareError> {
    let own = call.actor().own()?;
    let factors = security::factors(call.tx(), own.account()).await?;
    Ok(factors.map(|f| f.lang).unwrap_or_default())
}

/// Ends one of one's sessions, or all but this one.
pub async fn end_sessions(call: &mut Call, which: Option<SessionId>) -> Result<(), CareError> {
    let own = call.actor().own()?;
    security::end_sessions(call.tx(), &own, which, call.now()).await?;
    // Their streams end now, at whichever node they are.
    call.rights(own.account());
    Ok(())
}

/// Forgets a remembered device.
pub async fn forget_device(call: &mut Call, device: DeviceId) -> Result<(), CareError> {
    let own = call.actor().own()?;
    call.on(device);
    Ok(security::forget_device(call.tx(), &own, device, call.now()).await?)
}

/// Whether it is somebody who works here: she has one address, for letters of what is late, or none.
fn works_here(call: &Call) -> bool {
    matches!(call.actor().kind(), Kind::Staff(_))
}

/// Refuses another contact where there are as many as there may be; the account is held.
async fn room_for_a_contact(call: &Call) -> Result<(), CareError> {
    let reached = accounts::contacts(call.tx(), call.actor().own()?.account()).await?;
    let most = if works_here(call) { 1 } else { MOST_CONTACTS };
    if reached.len() < most { Ok(()) } else { Err(CareError::Conflict) }
}

/// So long after who the person is was confirmed anew no contact changes, milliseconds: all contacts were told, and
/// whoever was taken for somebody else has a day to say so.
const COOLING_MS: i64 = 24 * 3_600_000;

/// When contacts can be changed, if not now, milliseconds UTC.
fn cooling(factors: &Factors, now: i64) -> Option<i64> {
    factors.proven_anew_at.map(|at| at + COOLING_MS).filter(|until| *until > now)
}

/// Refuses for a day after who the person is was confirmed anew.
async fn cooled(call: &Call) -> Result<(), CareError> {
    let own = call.actor().own()?;
    let factors = security::factors(call.tx(), own.account()).await?.ok_or(CareError::SignedOut)?;
    match cooling(&factors, call.now()) {
        // The page says until when, and has no form then: this one was drawn before.
        Some(_) => Err(CareError::Conflict),
        None => Ok(()),
    }
}

fn contact_hash(portal: &Portal, account: portal_types::ids::AccountId, code: &str) -> String {
    portal.outside().keys.name("contact-code", &format!("{account} {code}"))
}

/// Begins to add a contact: a code goes to it.
pub async fn begin_contact(call: &mut Call, contact: ContactAnswer) -> Result<(), CareError> {
    call.proven()?;
    cooled(call).await?;
    call.outcome("begun");
    let own = call.actor().own()?;
    let now = call.now();
    accounts::hold(call.tx(), own.account()).await?;
    room_for_a_contact(call).await?;
    let before = contacts::check(call.tx(), &own).await?;
    let mut sends = 1;
    if let Some(before) = before.filter(|b| now - b.sent_at < 24 * 3_600_000) {
        let wait = before.sent_at + RESEND_MS - now;
        if wait > 0 {
            return Err(CareError::TooOften { seconds: u32::try_from(wait / 1000 + 1).unwrap_or(60) });
        }
        if before.sends >= SENDS {
            return Err(CareError::TooOften { seconds: 24 * 3600 });
        }
        sends = before.sends + 1;
    }
    let portal = call.portal().clone();
    let code = portal.outside().chance.digits(CHECK_CODE_DIGITS);
    let hash = contact_hash(&portal, own.account(), &code);
    contacts::begin_check(call.tx(), &own, contact.channel, &contact.value, &hash, sends, now).await?;
    let lang = lang(call).await?;
    let notice = Notice { channel: contact.channel, to: contact.value, lang, letter: Letter::ContactCode { code } };
    Ok(outbox::put(call.tx(), call.id(), &notice, now).await?)
}

/// Adds the contact that the code was sent to. All contacts are told, the new one too. A form that names it may belong to
/// the account from now on; one that a teen and her representative would share is refused, now that it is proven
/// whose it is.
pub async fn finish_contact(call: &mut Call, code: &str) -> Result<Result<(), CareError>, CareError> {
    call.proven()?;
    let own = call.actor().own()?;
    cooled(call).await?;
    let code = field::check_code(code).map_err(|problem| CareError::field("code", problem))?;
    // Held before it is read, so that one code adds a contact once.
    accounts::hold(call.tx(), own.account()).await?;
    room_for_a_contact(call).await?;
    let check = contacts::check(call.tx(), &own).await?.ok_or(CareError::Conflict)?;
    let alive = check.wrong < i64::from(TRIES) && call.now() - check.sent_at <= CODE_MS;
    if !alive || check.code_hash != contact_hash(call.portal(), own.account(), &code) {
        // Kept, although it is refused: wrong tries count.
        contacts::count_check(call.tx(), &own).await?;
        call.outcome("wrong-credentials");
        return Ok(Err(CareError::field("code", Problem::WrongCode)));
    }
    let channel = Channel::from_code(&check.channel).ok_or(CareError::Conflict)?;
    contacts::add(call.tx(), &own, channel, &check.value, call.now()).await?;
    // Who works here acts for nobody by that account, and no form means it.
    let change = if works_here(call) {
        Change::AddressAdded
    } else {
        let joined = joining::attach(call, own.account(), None).await?;
        // What an import has made shared since does not keep her from one that is not.
        let added = (!joined).then_some(check.value.as_str());
        guard::check(call, own.account(), added, "code").await?;
        Change::ContactAdded
    };
    let lang = lang(call).await?;
    tell(call, own.account(), lang, change).await?;
    Ok(Ok(()))
}

/// Removes a contact, never the last. The removed one is told too.
pub async fn remove_contact(call: &mut Call, contact: ContactAnswer) -> Result<(), CareError> {
    call.proven()?;
    cooled(call).await?;
    let own = call.actor().own()?;
    // Held, so that of the last two contacts removed at one moment one stays.
    accounts::hold(call.tx(), own.account()).await?;
    let lang = lang(call).await?;
    // Before it is gone.
    tell(call, own.account(), lang, Change::ContactRemoved).await?;
    if contacts::remove(call.tx(), &own, contact.channel, &contact.value).await? {
        Ok(())
    } else {
        Err(CareError::Conflict)
    }
}

/// Takes away the address of somebody who works here; it is told, too. Pressed twice it is done once.
pub async fn remove_address(call: &mut Call) -> Result<(), CareError> {
    call.proven()?;
    let own = call.actor().own()?;
    accounts::hold(call.tx(), own.account()).await?;
    let lang = lang(call).await?;
    // Before it is gone.
    tell(call, own.account(), lang, Change::AddressRemoved).await?;
    Ok(contacts::remove_staffs(call.tx(), &own).await?)
}

//! Setting up a staff account: an administrator hands over a link, and its person chooses the password and takes the
//! authenticator's secret. Nobody else sees either.

use super::{TOTP, employ};
use crate::accounts::{Tries, common, tell};
use crate::closing::retired_name;
use crate::once::once;
use crate::{Call, CareError, Portal, Visitor};
use portal_access::{Action, Administration};
use portal_gateways::Totp;
use portal_store::administration::{self as stored, Colleague, SettingUp};
use portal_store::{accounts, security};
use portal_types::administration::{HandedOver, NewColleague, StaffSetUp};
use portal_types::code::LinkCode;
use portal_types::field::{self, Problem};
use portal_types::ids::AccountId;
use portal_types::links;
use portal_types::notice::Change;
use portal_types::security::{authenticator_code, new_password};

/// A link works so long, milliseconds: it is handed over, not mailed.
const LINK_MS: i64 = 24 * 3_600_000;

fn link_hash(portal: &Portal, code: &LinkCode) -> String {
    portal.outside().keys.name("staff-set-up", code.plain())
}

/// A new secret, sealed.
fn secret(portal: &Portal) -> Result<String, CareError> {
    let outside = portal.outside();
    let secret: [u8; 20] = outside.chance.bytes();
    Ok(outside.keys.seal(TOTP, &secret, outside.chance.bytes())?)
}

/// Makes a link for an account that waits to be set up. Returns its code and until when it works.
async fn link(call: &Call, key: &Administration, account: AccountId) -> Result<(LinkCode, i64), CareError> {
    let portal = call.portal();
    let code = LinkCode::draw(portal.outside().chance.bytes());
    let until = call.now() + LINK_MS;
    stored::hand_over(call.tx(), key, account, &link_hash(portal, &code), call.now(), until).await?;
    Ok((code, until))
}

/// Tells the address of a colleague that it is taken away, before it is.
pub(super) async fn tell_address(call: &Call, of: &Colleague) -> Result<(), CareError> {
    let lang = security::factors(call.tx(), of.account).await?.map(|factors| factors.lang).unwrap_or_default();
    tell(call, of.account, lang, Change::AddressRemoved).await
}

/// Takes password, authenticator and address from a colleague, and makes a link to set the account up anew.
pub(super) async fn hand_over(call: &Call, key: &Administration, of: &Colleague) -> Result<(LinkCode, i64), CareError> {
    tell_address(call, of).await?;
    stored::reset(call.tx(), of, &secret(call.portal())?, call.now()).await?;
    link(call, key, of.account).await
}

/// What the desk shows, this once: the code is kept nowhere.
pub(super) fn handed_over(portal: &Portal, account: AccountId, code: Option<LinkCode>, until: i64) -> HandedOver {
    let address =
        |code: LinkCode| format!("{}{}#{}", portal.outside().settings.public_url, links::STAFF_SET_UP, code.printed());
    HandedOver { account, link: code.map(address), until: portal.moment(until) }
}

/// Makes a staff account that waits to be set up by its person. Sent twice, it is one; the second answer has no link.
pub async fn invite_colleague(call: &mut Call, new: NewColleague, sure: bool) -> Result<HandedOver, CareError> {
    let key = call.actor().administration()?;
    call.proven()?;
    if !sure {
        return Err(CareError::field("sure", Problem::NotAgreed));
    }
    let practices: Vec<String> = new.practices.iter().map(ToString::to_string).collect();
    let practices = practices.join(" ");
    let parts = [new.username.as_str(), &new.name, new.role.code(), &practices];
    let mut code = None;
    let (account, until) = once(call, new.intent, "invite-staff", &parts, async |call| {
        let (account, fresh, until) = make(call, &key, &new).await?;
        code = Some(fresh);
        Ok((account, until))
    })
    .await?;
    Ok(handed_over(call.portal(), account, code, until))
}

/// Makes the account, and its link.
pub(super) async fn make(
    call: &mut Call,
    key: &Administration,
    new: &NewColleague,
) -> Result<(AccountId, LinkCode, i64), CareError> {
    if stored::known(call.tx(), key, &new.practices).await? != new.practices.len() {
        return Err(CareError::field("practices", Problem::NotAChoice));
    }
    let username_key = field::username_key(&new.username);
    let retired = retired_name(call.portal(), &username_key);
    if accounts::username_taken(call.tx(), &username_key, &retired, call.now()).await? {
        return Err(CareError::field("username", Problem::Taken));
    }
    let account = AccountId(call.id());
    call.on(account);
    let made = accounts::NewStaffAccount {
        account,
        username_key,
        username: new.username.clone(),
        password_hash: String::new(),
        role: new.role,
        display_name: new.name.clone(),
        totp_sealed: secret(call.portal())?,
    };
    accounts::create_staff(call.tx(), made, call.now()).await.map_err(|error| match error.into() {
        CareError::Conflict => CareError::field("username", Problem::Taken),
        other => other,
    })?;
    employ(call, account, new.role, &new.practices).await?;
    let (code, until) = link(call, key, account).await?;
    Ok((account, code, until))
}

/// The account that a link sets up.
async fn waiting(portal: &Portal, typed: &str) -> Result<(SettingUp, Vec<u8>, String), CareError> {
    let code = LinkCode::parse(typed).map_err(|problem| CareError::field("link", problem))?;
    let hash = link_hash(portal, &code);
    let found = stored::setting_up(&portal.outside().db.look(), &hash, portal.now()).await?;
    let found = found.ok_or(CareError::Expired)?;
    let sealed = found.totp_sealed.as_deref().ok_or(CareError::Expired)?;
    let secret = portal.outside().keys.unseal(TOTP, sealed)?;
    Ok((found, secret, hash))
}

/// What a link shows: the username, and a secret for the authenticator, drawn anew for each look. So who has looked before
/// the colleague, or whoever looks after her, has a secret that opens nothing; each look is audited.
pub async fn look(portal: &Portal, visitor: &Visitor, link: &str) -> Result<StaffSetUp, CareError> {
    let (found, _, hash) = waiting(portal, link).await?;
    let outside = portal.outside();
    let secret: [u8; 20] = outside.chance.bytes();
    let sealed = outside.keys.seal(TOTP, &secret, outside.chance.bytes())?;
    portal
        .write(visitor, Action::SetUpStaff, async |call| {
            call.outcome("begun");
            call.on(found.id);
            let shown = stored::show_secret(call.tx(), found.id.into(), &hash, &sealed).await?;
            if shown { Ok(()) } else { Err(CareError::Expired) }
        })
        .await?;
    let totp = Totp::new(&secret, &portal.clinic().name, &found.username);
    let address = totp.and_then(|totp| totp.address()).unwrap_or_default();
    Ok(StaffSetUp { typed: Totp::typed(&secret), squares: crate::front::squares(&address)?, username: found.username })
}

/// Sets the account up: a password that only its person knows, and the first code of the authenticator. The link is used
/// by it.
pub async fn finish(
    portal: &Portal,
    visitor: &Visitor,
    link: &str,
    [password, again]: [&str; 2],
    code: &str,
) -> Result<(), CareError> {
    let mut problems = field::Problems::default();
    let password = problems.all(new_password(&field::password_form(password), &field::password_form(again)));
    let code = problems.check("code", authenticator_code(code));
    let (password, code) = problems.into_result(password.zip(code))?;
    let (found, secret, hash) = waiting(portal, link).await?;
    if common::is_common(&password, &found.username, &portal.clinic().name) {
        return Err(CareError::field("password", Problem::TooCommon));
    }
    let step = Totp::new(&secret, "", "staff").and_then(|totp| totp.step(&code, portal.now()));
    let step = step.ok_or_else(|| CareError::field("code", Problem::WrongCode))?;
    let outside = portal.outside();
    let password_hash = outside.passwords.hash(&password, outside.chance.bytes()).await?;
    // The wrong passwords were tried at another one: a clean count, as a stranger and on this device.
    let username_key = field::username_key(&found.username);
    let all = [Tries::of(portal, &username_key), Tries::by(portal, visitor, &username_key)];
    portal
        .write(visitor, Action::SetUpStaff, async |call| {
            call.on(found.id);
            let judged_with = found.totp_sealed.as_deref().unwrap_or_default();
            if !stored::set_up(call.tx(), found.id.into(), (&hash, judged_with), &password_hash, step).await? {
                return Err(CareError::Conflict);
            }
            for tries in &all {
                tries.forget(call.tx()).await?;
            }
            Ok(())
        })
        .await
}

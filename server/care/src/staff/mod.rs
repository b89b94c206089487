//! Staff accounts: made at the command line, and kept at the administration's desk.

mod acts;
mod command_line;
mod desk;
mod set_up;

pub use acts::{act, action, change};
pub use command_line::{invite_at_command_line, reset_at_command_line};
pub use desk::{list, open};
pub use set_up::{finish, invite_colleague, look};

use crate::accounts::common;
use crate::{Call, CareError, Portal};
use portal_access::{Action, Actor};
use portal_gateways::Totp;
use portal_store::{accounts, pools, registry};
use portal_types::account::Role;
use portal_types::field::{self, Problem};
use portal_types::ids::{AccountId, PoolId, PracticeId};

/// A staff member to be. Has no `Debug`.
pub struct Invitation {
    /// Username.
    pub username: String,
    /// Name as patients see it.
    pub display_name: String,
    /// Role.
    pub role: Role,
    /// Password.
    pub password: String,
    /// Practices whose shared inbox this person answers.
    pub practices: Vec<PracticeId>,
}

/// What the new staff member needs to sign in. Has no `Debug`.
pub struct Invited {
    /// The authenticator's secret, as typed.
    pub totp_typed: String,
    /// The authenticator's address, as a QR code would hold it.
    pub totp_address: String,
}

/// The purpose that TOTP secrets are sealed for.
pub(crate) const TOTP: &str = "totp";

/// Makes somebody one of the practices' own.
async fn employ(call: &Call, account: AccountId, role: Role, practices: &[PracticeId]) -> Result<(), CareError> {
    for practice in practices {
        registry::employ(call.tx(), account, *practice).await?;
        // A practice takes messages while somebody is there to answer them.
        if !matches!(role, Role::Clinician | Role::PoolNurse) {
            continue;
        }
        let pool = pools::ensure(call.tx(), PoolId(call.id()), *practice, 3).await?;
        pools::join(call.tx(), account, pool).await?;
    }
    Ok(())
}

/// Makes a staff account with a second factor from the start, and its memberships.
pub async fn invite(portal: &Portal, invitation: Invitation) -> Result<Invited, CareError> {
    let username = field::username(&invitation.username).map_err(|p| CareError::field("username", p))?;
    let password = field::new_password(&field::password_form(&invitation.password))
        .map_err(|p| CareError::field("password", p))?;
    if common::is_common(&password, &username, &portal.clinic().name) {
        return Err(CareError::field("password", Problem::TooCommon));
    }
    let outside = portal.outside();
    let secret: [u8; 20] = outside.chance.bytes();
    let hash = outside.passwords.hash(&password, outside.chance.bytes()).await?;
    let account = AccountId(outside.chance.id(portal.now()));
    let new = accounts::NewStaffAccount {
        account,
        username_key: field::username_key(&username),
        username: username.clone(),
        password_hash: hash,
        role: invitation.role,
        display_name: invitation.display_name,
        totp_sealed: outside.keys.seal(TOTP, &secret, outside.chance.bytes())?,
    };
    portal
        .write_as(Actor::operator(), None, Action::InviteStaff, portal.now(), async |call| {
            call.on(account);
            accounts::create_staff(call.tx(), new, call.now()).await.map_err(|error| match error.into() {
                CareError::Conflict => CareError::field("username", Problem::Taken),
                other => other,
            })?;
            employ(call, account, invitation.role, &invitation.practices).await
        })
        .await?;
    let totp = Totp::new(&secret, &portal.clinic().name, &username);
    Ok(Invited { totp_typed: Totp::typed(&secret), totp_address: totp.and_then(|t| t.address()).unwrap_or_default() })
}

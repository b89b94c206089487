//! The second step of a patient's sign-in: the authenticator's code, or a recovery code. One that a passkey takes is a
//! sign-in with it (`passkey_sign_in`); here a recovery code stands in for it.

use super::known;
use super::recover::{recovery_hash, tell, uses_authenticator};
use super::sign_in::{Opened, Proven, new_token, open_session, tell_of_a_new_device};
use super::tries::Tries;
use crate::{CareError, Portal, Visitor};
use portal_access::Action;
use portal_gateways::Keys;
use portal_store::{accounts, security};
use portal_types::field::Problem;
use portal_types::ids::DeviceId;
use portal_types::links;
use portal_types::notice::Change;
use portal_types::security::{Proof, authenticator_code, recovery_code};

/// The half that is done is good for so long.
const HALF_MS: i64 = 5 * 60_000;

/// Wrong codes that it survives; then the password is asked for again. Each counts on the username's ladder too
///
const WRONG: i64 = 3;

/// A whole sign-in. Has no `Debug`: it holds secrets.
pub struct Second {
    /// The session.
    pub opened: Opened,
    /// The secret of this device, if it is to be remembered.
    pub remember: Option<String>,
}

/// Finishes the sign-in of this browser. `remember`: this device is not asked for the authenticator's code for 30 days;
/// no device stands in for a passkey.
pub async fn second_step(portal: &Portal, visitor: &Visitor, code: &str, remember: bool) -> Result<Second, CareError> {
    let token = visitor.half.as_deref().ok_or(CareError::Expired)?;
    let hash = Keys::token_hash(token);
    // Six digits are the authenticator's, sixteen letters a recovery code.
    let proof = match (authenticator_code(code), recovery_code(code)) {
        (Ok(digits), _) => Proof::Authenticator(digits),
        (_, Ok(code)) => Proof::RecoveryCode(code),
        (Err(problem), _) => return Err(CareError::field("code", problem)),
    };
    portal
        .write(visitor, Action::SecondStep, async |call| {
            let Some(account) = security::half_of(call.tx(), &hash).await? else {
                call.outcome("expired");
                return Ok(Err(CareError::Expired));
            };
            accounts::hold(call.tx(), account).await?;
            // Counted before it is judged. A new password has ended the half that the old one opened.
            let half = security::try_half(call.tx(), &hash).await?;
            let Some(half) = half.filter(|h| call.now() - h.made_at < HALF_MS && h.wrong <= WRONG) else {
                call.outcome("expired");
                return Ok(Err(CareError::Expired));
            };
            call.on(account);
            let factors = security::factors(call.tx(), account).await?;
            let Some(factors) = factors.filter(|f| f.state == "active" && !f.staff) else {
                return Err(CareError::Expired);
            };
            let tries = Tries::by(portal, visitor, &factors.username_key);
            let tried = tries.count(call.tx(), call.now()).await?;
            let right = match &proof {
                Proof::Authenticator(code) => uses_authenticator(call, &factors, code).await?,
                Proof::RecoveryCode(code) => {
                    let hash = recovery_hash(portal, account, code);
                    let used = security::use_recovery_code(call.tx(), account, &hash, call.now()).await?;
                    if used {
                        tell(call, account, factors.lang, Change::RecoveryCodeUsed).await?;
                    }
                    used
                }
                Proof::Answer(_) => false,
            };
            if !right {
                call.outcome("wrong-credentials");
                tries.failed(portal, call.tx(), tried, Some((account, factors.lang))).await?;
                return Ok(Err(CareError::field("code", Problem::WrongCode)));
            }
            security::end_half(call.tx(), &hash).await?;
            tries.forget(call.tx()).await?;
            tell_of_a_new_device(call, visitor, account, factors.lang).await?;
            let remember = if remember && factors.totp_sealed.is_some() {
                let token = new_token(portal);
                let id = DeviceId(call.id());
                let hash = Keys::token_hash(&token);
                security::remember(call.tx(), id, &hash, account, &visitor.device, call.now()).await?;
                Some(token)
            } else {
                None
            };
            let token = open_session(call, visitor, account, Proven::Now).await?;
            let home = factors.patient.map_or_else(|| links::PEOPLE.to_owned(), links::home);
            let to = half.next.clone().unwrap_or(home);
            let known = known::keep(portal, visitor, &factors.username_key);
            Ok(Ok(Second { opened: Opened { token, to, lang: factors.lang, known }, remember }))
        })
        .await?
}

//! What an administrator does with colleagues' accounts: each confirmed, each once, each audited.

use super::employ;
use super::set_up::{hand_over, handed_over, tell_address};
use crate::once::once;
use crate::{Call, CareError};
use portal_access::{Action, Administration};
use portal_store::administration::{self as stored, Colleague};
use portal_types::administration::{Duties, HandedOver, StaffAct};
use portal_types::field::Problem;
use portal_types::ids::{AccountId, IntentKey};

/// What the policy is asked, and the audit trail says.
pub fn action(act: StaffAct) -> Action {
    match act {
        StaffAct::Suspend => Action::SuspendStaff,
        StaffAct::Resume => Action::ResumeStaff,
        StaffAct::EndSessions => Action::EndStaffSessions,
        StaffAct::Reset => Action::ResetStaff,
    }
}

/// The account of a colleague, held, by an administrator who is one still: of two that take each other's role away at
/// one moment, one does, and one administrator is always left.
async fn held(call: &mut Call, key: &Administration, account: AccountId) -> Result<Colleague, CareError> {
    let me = call.actor().own()?.account();
    let administrators = stored::hold_administrators(call.tx(), key).await?;
    if !administrators.contains(&me) {
        return Err(CareError::SignedOut);
    }
    let of = stored::hold(call.tx(), key, account).await?.ok_or(CareError::NotFound)?;
    // Nobody takes the administration from herself; and the last one who has it is always herself.
    if account == me {
        return Err(CareError::field("sure", Problem::NotAChoice));
    }
    Ok(of)
}

fn confirmed(sure: bool) -> Result<(), CareError> {
    if sure { Ok(()) } else { Err(CareError::field("sure", Problem::NotAgreed)) }
}

/// Does one thing with a colleague's account. What does not fit its state (any more) is a conflict, so of two that do it
/// at one moment one does. A reset answers with the link to hand over.
pub async fn act(
    call: &mut Call,
    account: AccountId,
    act: StaffAct,
    intent: IntentKey,
    sure: bool,
) -> Result<Option<HandedOver>, CareError> {
    let key = call.actor().administration()?;
    call.on(account);
    call.proven()?;
    confirmed(sure)?;
    // Whatever stream of hers is open asks anew.
    call.rights(account);
    let mut link = None;
    let until = once(call, intent, "staff-act", &[&account.to_string(), act.code()], async |call| {
        let of = held(call, &key, account).await?;
        if !act.fits(of.state) {
            return Err(CareError::Conflict);
        }
        let now = call.now();
        match act {
            StaffAct::Suspend => {
                tell_address(call, &of).await?;
                stored::suspend(call.tx(), &of, now).await?;
            }
            StaffAct::Resume => stored::resume(call.tx(), &of).await?,
            StaffAct::EndSessions => stored::end_sessions(call.tx(), &of, now).await?,
            StaffAct::Reset => {
                let (code, until) = hand_over(call, &key, &of).await?;
                link = Some(code);
                return Ok(Some(until));
            }
        }
        Ok(None)
    })
    .await?;
    Ok(until.map(|until| handed_over(call.portal(), account, link, until)))
}

/// Gives a colleague another role, or other practices. With another role all sessions end: what is open was opened with
/// the old one.
pub async fn change(call: &mut Call, account: AccountId, duties: Duties, sure: bool) -> Result<(), CareError> {
    let key = call.actor().administration()?;
    call.on(account);
    call.proven()?;
    confirmed(sure)?;
    // Whatever stream of hers is open asks anew.
    call.rights(account);
    let practices: Vec<String> = duties.practices.iter().map(ToString::to_string).collect();
    let parts = [account.to_string(), duties.role.code().to_owned(), practices.join(" ")];
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    once(call, duties.intent, "staff-duties", &parts, async |call| {
        let of = held(call, &key, account).await?;
        if stored::known(call.tx(), &key, &duties.practices).await? != duties.practices.len() {
            return Err(CareError::field("practices", Problem::NotAChoice));
        }
        stored::leave_practices(call.tx(), &of).await?;
        employ(call, account, duties.role, &duties.practices).await?;
        if of.role != duties.role {
            stored::set_role(call.tx(), &of, duties.role).await?;
            stored::end_sessions(call.tx(), &of, call.now()).await?;
        }
        Ok(())
    })
    .await
}

//! Leaving a shared workstation for a moment, and coming back.

use super::security::{Right, once_more};
use super::sign_in::own_path;
use crate::{Call, CareError, Portal, Visitor};
use portal_access::{Action, Kind};
use portal_store::sessions;
use portal_types::account::GoOn;
use portal_types::links;

/// Locks the session of a staff member: it opens nothing until she has entered her password, and ends when it is left so.
/// `next`: the page to come back to.
pub async fn lock(call: &mut Call, next: Option<&str>) -> Result<GoOn, CareError> {
    let own = call.actor().own()?;
    if call.actor().kind() == Kind::Locked {
        call.outcome("again");
    }
    sessions::lock(call.tx(), &own, call.now()).await?;
    let next = next.and_then(desk_path).map(|next| format!("?next={next}")).unwrap_or_default();
    Ok(GoOn { to: format!("{}{next}", links::STAFF_LOCKED) })
}

/// Opens a locked session again, by its person's password. The authenticator's code was the entrance's: what the session's
/// cookie and the password are together is two factors still. It proves nothing for changes, and takes no wrong
/// code back that was tried inside the session.
pub async fn unlock(portal: &Portal, visitor: &Visitor, password: &str, next: Option<&str>) -> Result<GoOn, CareError> {
    let now = portal.now();
    let found = portal.session(&portal.outside().db.look(), visitor, now).await?.ok_or(CareError::SignedOut)?;
    portal.permit(&portal.actor(Some(&found)), visitor, Action::Unlock, now).await?;
    let role = found.role.ok_or(CareError::Denied)?;
    let to = next.and_then(desk_path).unwrap_or_else(|| links::desk_of(role).to_owned());
    // In another tab she has come back already.
    if found.locked {
        once_more(portal, visitor, Action::Unlock, password, async |call, _| {
            let own = call.actor().own()?;
            sessions::unlock(call.tx(), &own, call.now()).await?;
            Ok(Right::Half)
        })
        .await?;
    }
    Ok(GoOn { to })
}

/// A page of the desks, or nothing.
fn desk_path(next: &str) -> Option<String> {
    own_path(next).filter(|path| path == links::DESK || path.starts_with("/desk/"))
}

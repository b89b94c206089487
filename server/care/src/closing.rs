//! The end of an account: by its person, with days of grace, and then what identifies it goes.

use crate::accounts::tell;
use crate::{CareError, Portal, Visitor, representatives};
use portal_access::{Action, Actor};
use portal_store::standing::Retired;
use portal_store::{files, security, standing};
use portal_types::account::GoOn;
use portal_types::field::Problem;
use portal_types::links;
use portal_types::notice::Change;

/// For so long Technical Support can take a cancelled account up again, milliseconds.
pub const GRACE_MS: i64 = 30 * 86_400_000;

/// Nobody else gets a cancelled account's username for so long, milliseconds (R-1.7: twelve months). Who knew it must not
/// take a new owner for the old one.
const RETIRED_MS: i64 = 365 * 86_400_000;

/// What is kept of the username of an erased account: enough to know it again, useless without the key file.
pub(crate) fn retired_name(portal: &Portal, username_key: &str) -> String {
    portal.outside().keys.name("retired-username", username_key)
}

/// Accounts erased in one go.
const MOST: u32 = 50;

/// Closes one's own account: signing in ends at once, everywhere. `agreed`: the person has ticked that she wants it.
pub async fn close_own(portal: &Portal, visitor: &Visitor, agreed: bool) -> Result<GoOn, CareError> {
    portal
        .write(visitor, Action::CloseOwnAccount, async |call| {
            call.proven()?;
            if !agreed {
                return Err(CareError::field("agreed", Problem::NotAgreed));
            }
            let own = call.actor().own()?;
            call.on(own.account());
            let factors = security::factors(call.tx(), own.account()).await?.ok_or(CareError::SignedOut)?;
            if !standing::cancel_own(call.tx(), &own, call.now()).await? {
                return Err(CareError::Conflict);
            }
            representatives::account_closed(call, own.account()).await?;
            tell(call, own.account(), factors.lang, Change::Cancelled).await?;
            Ok(GoOn { to: links::GOODBYE.to_owned() })
        })
        .await
}

/// Erases what identifies accounts whose days of grace are over. Returns how many.
pub async fn erase_old(portal: &Portal) -> Result<u64, CareError> {
    let now = portal.now();
    let before = now - GRACE_MS;
    let mut gone = 0;
    loop {
        let overdue = standing::overdue(&portal.outside().db.look(), before, MOST).await?;
        let all = overdue.len() < MOST as usize;
        for standing::Overdue { account, username_key } in overdue {
            let name = retired_name(portal, &username_key);
            let erased = portal
                .write_as(Actor::operator(), None, Action::EraseAccount, now, async |call| {
                    call.on(account);
                    // Taken up again while we looked: then nothing of this is kept.
                    if standing::erase(call.tx(), account, Retired { name: &name, for_ms: RETIRED_MS }, before, now)
                        .await?
                    {
                        // What was sent with something stays with it.
                        files::erase_unsent(call.tx(), account).await?;
                        Ok(())
                    } else {
                        Err(CareError::Conflict)
                    }
                })
                .await;
            match erased {
                Ok(()) => gone += 1,
                Err(CareError::Conflict) => {}
                Err(error) => return Err(error),
            }
        }
        if all {
            return Ok(gone);
        }
    }
}

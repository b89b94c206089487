//! What whoever runs the machine does for the staff: the first administrator, and a way back for the last one.

use super::set_up::{hand_over, handed_over, make};
use crate::{CareError, Portal};
use portal_access::{Action, Actor};
use portal_store::administration as stored;
use portal_types::administration::{HandedOver, NewColleague, StaffAct};
use portal_types::field::{self, Problem};
use portal_types::ids::PracticeId;

/// Makes a staff account that waits to be set up by its person: the answer has the link, this once.
pub async fn invite_at_command_line(
    portal: &Portal,
    [username, name, role]: [&str; 3],
    practices: Vec<PracticeId>,
) -> Result<HandedOver, CareError> {
    // Every command is meant once.
    let intent = portal.outside().chance.id(portal.now()).to_string();
    let new = NewColleague::parse(username, name, role, practices, &intent)?;
    let operator = Actor::operator();
    let key = operator.administration()?;
    let (account, code, until) = portal
        .write_as(operator, None, Action::InviteStaff, portal.now(), async |call| make(call, &key, &new).await)
        .await?;
    Ok(handed_over(portal, account, Some(code), until))
}

/// Takes password and authenticator from a staff account, and makes a link to set both up anew: for the administrator who
/// has lost them and has no colleague to ask.
pub async fn reset_at_command_line(portal: &Portal, username: &str) -> Result<HandedOver, CareError> {
    let operator = Actor::operator();
    let key = operator.administration()?;
    let username_key = field::username_key(username);
    let (account, code, until) = portal
        .write_as(operator, None, Action::ResetStaff, portal.now(), async |call| {
            let unknown = || CareError::field("username", Problem::NotAChoice);
            let found = stored::by_username(call.tx(), &key, &username_key).await?.ok_or_else(unknown)?;
            call.on(found);
            let of = stored::hold(call.tx(), &key, found).await?.ok_or_else(unknown)?;
            // One that was set aside is opened by a colleague, who knows why it was.
            if !StaffAct::Reset.fits(of.state) {
                return Err(CareError::field("username", Problem::NotAChoice));
            }
            let (code, until) = hand_over(call, &key, &of).await?;
            Ok((found, code, until))
        })
        .await?;
    Ok(handed_over(portal, account, Some(code), until))
}

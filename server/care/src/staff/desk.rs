//! The staff as the administration's desk sees them.

use crate::messages::{new_intent, page};
use crate::{CareError, Glance};
use portal_store::administration::{self as stored, Colleague};
use portal_types::administration::{StaffList, StaffRow, StaffView};
use portal_types::ids::AccountId;
use portal_types::page::Cursor;

/// A page of the staff, the newest first.
pub async fn list(call: &mut Glance, after: Option<Cursor>) -> Result<StaffList, CareError> {
    let key = call.actor().administration()?;
    let portal = call.portal().clone();
    let rows = stored::list(call.db(), &key, after).await?;
    let practices = stored::practices(call.db(), &key, None).await?;
    let page = page(
        rows,
        |row| (row.made_at, row.account.0),
        |row| {
            let Colleague { account, name, role, state, made_at, .. } = row;
            StaffRow { account, name, role, state, made_at: portal.moment(made_at) }
        },
    );
    Ok(StaffList {
        page,
        practices: practices.into_iter().map(|(practice, name, _)| (practice, name)).collect(),
        proven_for: call.proven_for(),
        now: portal.moment(call.now()),
        intent: new_intent(&portal, call.now()),
    })
}

/// One colleague's account.
pub async fn open(call: &mut Glance, account: AccountId) -> Result<StaffView, CareError> {
    let key = call.actor().administration()?;
    let portal = call.portal().clone();
    let now = call.now();
    let of = stored::find(call.db(), &key, account).await?.ok_or(CareError::NotFound)?;
    let since = now - portal.outside().settings.idle_ms();
    let signing_in = stored::signing_in(call.db(), &of, since).await?;
    let until = signing_in.set_up_until.filter(|until| *until > now);
    Ok(StaffView {
        account,
        role: of.role,
        state: of.state,
        made_at: portal.moment(of.made_at),
        last_sign_in: signing_in.last_sign_in.map(|at| portal.moment(at)),
        sessions: u32::try_from(signing_in.sessions).unwrap_or(0),
        set_up_until: until.map(|until| portal.moment(until)),
        practices: stored::practices(call.db(), &key, Some(account)).await?,
        own: call.actor().own()?.account() == account,
        proven_for: call.proven_for(),
        intent: new_intent(&portal, now),
        name: of.name,
        username: of.username,
    })
}

//! Staff accounts: the administration's desk, and setting up one's own.

use crate::ApiError;
use leptos::prelude::*;
use portal_types::administration as now;
use portal_types::ids::{AccountId, IntentKey, PracticeId};
use portal_types::page::Cursor;

/// A page of the staff, the newest first.
#[server(endpoint = "colleagues/list")]
pub async fn list(after: Option<Cursor>) -> Result<now::StaffList, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ListStaff, async |call| care::staff::list(call, after).await).await
}

/// One colleague's account.
#[server(endpoint = "colleagues/open")]
pub async fn open(account: AccountId) -> Result<now::StaffView, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadStaff, async |call| care::staff::open(call, account).await).await
}

/// Invites a colleague: the answer has the link to hand over, this once.
#[server(endpoint = "colleagues/invite")]
pub async fn invite(
    #[server(default)] username: String,
    #[server(default)] name: String,
    #[server(default)] role: String,
    #[server(default)] practices: Vec<PracticeId>,
    #[server(default)] intent: String,
    sure: Option<String>,
) -> Result<now::HandedOver, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let new = desk.parsed(now::NewColleague::parse(&username, &name, &role, practices, &intent))?;
    desk.write(Action::InviteStaff, async |call| care::staff::invite_colleague(call, new, sure.is_some()).await).await
}

/// Gives a colleague another role, or other practices.
#[server(endpoint = "colleagues/change")]
pub async fn change(
    account: AccountId,
    #[server(default)] role: String,
    #[server(default)] practices: Vec<PracticeId>,
    #[server(default)] intent: String,
    sure: Option<String>,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let duties = desk.parsed(now::Duties::parse(&role, practices, &intent))?;
    desk.write(Action::ChangeStaff, async |call| care::staff::change(call, account, duties, sure.is_some()).await).await
}

/// Does one thing with a colleague's account. A reset answers with the link to hand over, this once.
#[server(endpoint = "colleagues/act")]
pub async fn act(
    account: AccountId,
    act: now::StaffAct,
    intent: IntentKey,
    sure: Option<String>,
) -> Result<Option<now::HandedOver>, ApiError> {
    use crate::desk::*;
    desk()?
        .write(care::staff::action(act), async |call| {
            care::staff::act(call, account, act, intent, sure.is_some()).await
        })
        .await
}

/// What a link to set up a staff account shows.
#[server(endpoint = "colleagues/look")]
pub async fn look(link: String) -> Result<now::StaffSetUp, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::staff::look(desk.portal(), desk.visitor(), &link).await)
}

/// Sets up one's own staff account.
#[server(endpoint = "colleagues/finish")]
pub async fn finish(
    link: String,
    password: String,
    #[server(default)] again: String,
    #[server(default)] code: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let done = care::staff::finish(desk.portal(), desk.visitor(), &link, [&password, &again], &code).await;
    desk.answer(done)
}

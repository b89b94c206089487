//! The shared inboxes of practices at the administration's desk: which there are, who answers each and how soon.

use crate::ApiError;
use leptos::prelude::*;
use portal_types::ids::PoolId;
use portal_types::page::Cursor;
use portal_types::pool as now;

/// A page of the practices with their inboxes, by name.
#[server(endpoint = "pools/list")]
pub async fn list(after: Option<Cursor>) -> Result<now::PoolList, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ListPools, async |call| care::pools::list(call, after).await).await
}

/// One inbox.
#[server(endpoint = "pools/open")]
pub async fn open(pool: PoolId) -> Result<now::PoolView, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ListPools, async |call| care::pools::open(call, pool).await).await
}

/// Makes an inbox for a practice.
#[server(endpoint = "pools/add")]
pub async fn add(
    #[server(default)] practice: String,
    #[server(default)] kind: String,
    #[server(default)] intent: String,
) -> Result<PoolId, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let new = desk.parsed(now::NewPool::parse(&practice, &kind, &intent))?;
    let pool = desk.write(Action::ChangePool, async |call| care::pools::add(call, new).await).await?;
    desk.go_on(&links::desk_pool(pool));
    Ok(pool)
}

/// Says how soon an inbox answers, whom to call, who answers it and who leads it.
#[server(endpoint = "pools/change")]
pub async fn change(
    pool: PoolId,
    #[server(default)] days: String,
    #[server(default)] phone: String,
    #[server(default)] members: Vec<String>,
    #[server(default)] lead: String,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let asked = desk.parsed(now::PoolChange::parse(&days, &phone, &members, &lead, &intent))?;
    desk.write(Action::ChangePool, async |call| care::pools::change(call, pool, asked).await).await?;
    desk.go_on(&links::desk_pool(pool));
    Ok(())
}

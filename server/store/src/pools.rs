//! Shared inboxes and their members.

use crate::db::{all, one};
use crate::entity::{pool, pool_member};
use crate::{Reads, StoreError, Tx};
use portal_access::{Chart, Messages, PoolKey};
use portal_types::ids::{AccountId, PoolId, PracticeId};
use portal_types::staff::PoolCard;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, Value};
use uuid::Uuid;

/// `($2, $3, …)` for a list of values that begins at a position.
pub(crate) fn places(first: usize, count: usize) -> String {
    let places: Vec<String> = (first..first + count).map(|n| format!("${n}")).collect();
    format!("({})", places.join(", "))
}

/// The pools a key opens, with what waits in each.
pub async fn cards(db: &impl Reads, key: &PoolKey) -> Result<Vec<PoolCard>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        name: String,
        waiting: i64,
    }
    if key.pools().is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select o.id, p.name, o.waiting from pools o join practices p on p.id = o.practice_id
         where o.id in {} order by p.name, o.id",
        places(1, key.pools().len())
    );
    let values: Vec<Value> = key.pools().iter().map(|p| p.0.into()).collect();
    let rows: Vec<Row> = all(db, &sql, values).await?;
    Ok(rows
        .into_iter()
        .map(|r| PoolCard { pool: r.id.into(), practice: r.name, waiting: r.waiting.max(0) as u32 })
        .collect())
}

/// Within how many business days a pool answers this patient; `None` if she may not write to it: it is not of a
/// practice that has seen her, or nobody is there to answer.
pub async fn answers_within(db: &impl Reads, chart: &Chart<Messages>, pool: PoolId) -> Result<Option<u8>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        business_days: i16,
    }
    let row: Option<Row> = one(
        db,
        "select o.business_days from pools o
         where o.id = $1
           and exists (select 1 from care_team t where t.practice_id = o.practice_id and t.patient_id = $2)
           and exists (select 1 from pool_members m where m.pool_id = o.id)",
        [pool.0.into(), chart.patient().0.into()],
    )
    .await?;
    Ok(row.map(|r| r.business_days.clamp(1, 30) as u8))
}

/// Makes a pool for a practice, or finds the one it has.
pub async fn ensure(tx: &Tx, id: PoolId, practice: PracticeId, business_days: u8) -> Result<PoolId, StoreError> {
    if let Some(found) = pool::Entity::find().filter(pool::Column::PracticeId.eq(practice.0)).one(tx).await? {
        return Ok(found.id.into());
    }
    let row = pool::ActiveModel {
        id: Set(id.0),
        practice_id: Set(practice.0),
        business_days: Set(i16::from(business_days)),
        waiting: Set(0),
    };
    pool::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(id)
}

/// Makes an account a member of a pool.
pub async fn join(tx: &Tx, account: AccountId, pool: PoolId) -> Result<(), StoreError> {
    let row = pool_member::ActiveModel { account_id: Set(account.0), pool_id: Set(pool.0) };
    pool_member::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

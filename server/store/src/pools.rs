//! Shared inboxes and their members.

use crate::charts::seen_openly;
use crate::db::{all, one};
use crate::practices::is_on;
use crate::{Reads, StoreError, Tx};
use portal_access::{Administration, Chart, PoolKey, Scope};
use portal_types::ids::{AccountId, PoolId, PracticeId};
use portal_types::practice::Feature;
use portal_types::staff::PoolCard;
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

/// `($2, $3, …)` for a list of values that begins at a position.
pub(crate) fn places(first: usize, count: usize) -> String {
    let places: Vec<String> = (first..first + count).map(|n| format!("${n}")).collect();
    format!("({})", places.join(", "))
}

/// Whether somebody is there to answer a pool: a member whose account is open, neither set aside nor still to be set up.
pub(crate) fn is_answered(pool: &str) -> String {
    format!(
        "exists (select 1 from pool_members m join accounts a on a.id = m.account_id
                 where m.pool_id = {pool} and a.state = 'active')"
    )
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

/// Within how many business days a pool answers this patient; `None` if she may not begin to write to it, or to ask it for
/// something: it is not of a practice that has seen her, nobody is there to answer, or what she wants is switched off
/// . A representative learns of no practice that has seen her in confidential visits only.
pub async fn answers_within<S: Scope>(
    db: &impl Reads,
    chart: &Chart<S>,
    pool: PoolId,
    feature: Feature,
) -> Result<Option<u8>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        business_days: i16,
    }
    let sql = format!(
        "select o.business_days from pools o
         where o.id = $1
           and exists (select 1 from care_team t where t.practice_id = o.practice_id and t.patient_id = $2 {})
           and {} and {}",
        seen_openly(chart.view()),
        is_answered("o.id"),
        is_on(feature, "o.practice_id")
    );
    let row: Option<Row> = one(db, &sql, [pool.0.into(), chart.patient().0.into()]).await?;
    Ok(row.map(|r| r.business_days.clamp(1, 30) as u8))
}

/// Sets within how many business days a practice answers what is written from now on. One without a pool gets it, by
/// this id; it takes messages when somebody joins.
pub async fn answer_within(
    tx: &Tx,
    _: &Administration,
    id: PoolId,
    practice: PracticeId,
    business_days: u8,
) -> Result<(), StoreError> {
    tx.run(
        "insert into pools (id, practice_id, business_days, waiting) values ($1, $2, $3, 0)
         on conflict (practice_id) do update set business_days = excluded.business_days",
        [id.0.into(), practice.0.into(), i16::from(business_days).into()],
    )
    .await?;
    Ok(())
}

/// Makes a pool for a practice, or finds the one it has.
pub async fn ensure(tx: &Tx, id: PoolId, practice: PracticeId, business_days: u8) -> Result<PoolId, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
    }
    // Also of two at one moment each gets the one that there is.
    let row: Option<Row> = one(
        tx,
        "insert into pools (id, practice_id, business_days, waiting) values ($1, $2, $3, 0)
         on conflict (practice_id) do update set practice_id = excluded.practice_id returning id",
        [id.0.into(), practice.0.into(), i16::from(business_days).into()],
    )
    .await?;
    Ok(row.map_or(id, |row| row.id.into()))
}

/// Makes an account a member of a pool, if it is none yet.
pub async fn join(tx: &Tx, account: AccountId, pool: PoolId) -> Result<(), StoreError> {
    let sql = "insert into pool_members (account_id, pool_id) values ($1, $2)
               on conflict (account_id, pool_id) do nothing";
    tx.run(sql, [account.0.into(), pool.0.into()]).await?;
    Ok(())
}

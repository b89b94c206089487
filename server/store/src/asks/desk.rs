//! The team's side: what lies in its shared inboxes.

use super::head::{DESK_HEAD, HeadRow};
use super::{END, Head};
use crate::db::{all, one};
use crate::pools::places;
use crate::{Reads, StoreError, Tx};
use portal_access::PoolKey;
use portal_types::ask::{AskFilter, AskKind, AskState};
use portal_types::ids::{AskId, PatientId, PoolId};
use portal_types::page::{Cursor, PAGE};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

/// Where a list that begins with the smallest begins: before every row.
const BEGINNING: Cursor = Cursor { at: i64::MIN, id: Uuid::nil() };

/// The shared inboxes of a practice, with how many asks wait in them for the team.
pub struct Pool {
    /// One of them.
    pub pool: PoolId,
    /// The practice's name.
    pub practice: String,
    /// How many wait.
    pub waiting: u32,
}

/// The pools that a key opens, each practice once.
pub async fn pools(db: &impl Reads, key: &PoolKey) -> Result<Vec<Pool>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        practice_id: Uuid,
        name: String,
        asks_waiting: i64,
    }
    if key.pools().is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select o.id, o.practice_id, p.name, o.asks_waiting from pools o join practices p on p.id = o.practice_id
         where o.id in {} order by p.name, o.practice_id, o.id",
        places(1, key.pools().len())
    );
    let values: Vec<Value> = key.pools().iter().map(|p| p.0.into()).collect();
    let rows: Vec<Row> = all(db, &sql, values).await?;
    let mut of: Vec<(Uuid, Pool)> = Vec::new();
    for row in rows {
        let waiting = u32::try_from(row.asks_waiting.max(0)).unwrap_or(u32::MAX);
        match of.last_mut() {
            Some((practice, pool)) if *practice == row.practice_id => {
                pool.waiting = pool.waiting.saturating_add(waiting)
            }
            _ => of.push((row.practice_id, Pool { pool: row.id.into(), practice: row.name, waiting })),
        }
    }
    Ok(of.into_iter().map(|(_, pool)| pool).collect())
}

/// An ask in the desk's list. Has no `Debug`.
#[derive(Clone)]
pub struct DeskListed {
    /// Which.
    pub id: AskId,
    /// Whose chart.
    pub patient: PatientId,
    /// The patient's name.
    pub name: String,
    /// What is asked for.
    pub kind: AskKind,
    /// How it stands.
    pub state: AskState,
    /// Practice's name.
    pub practice: String,
    /// The day by which it is to be answered, after 1970-01-01.
    pub due_day: Option<i64>,
    /// When something last happened, milliseconds UTC.
    pub last_at: i64,
    /// When the team first opened it.
    pub opened_at: Option<i64>,
}

impl DeskListed {
    /// The place from which a list of a filter goes on after this row.
    pub fn place(&self, filter: AskFilter) -> (i64, Uuid) {
        match filter {
            AskFilter::Due => (self.due_day.unwrap_or(i64::MAX), self.id.0),
            AskFilter::Waiting | AskFilter::Over => (self.last_at, self.id.0),
        }
    }
}

/// A page of the asks of one's pools: what waits for the team by the day on which it is due, what waits for others and
/// what is over newest first; one row more than a page tells that there is another.
pub async fn desk_list(
    db: &impl Reads,
    key: &PoolKey,
    filter: AskFilter,
    after: Option<Cursor>,
) -> Result<Vec<DeskListed>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        patient_id: Uuid,
        given: String,
        family: String,
        kind: String,
        state: String,
        practice: String,
        due_day: Option<i64>,
        last_at: i64,
        opened_at: Option<i64>,
    }
    if key.pools().is_empty() {
        return Ok(Vec::new());
    }
    let (which, order, first) = match filter {
        AskFilter::Due => ("a.due_day is not null and (a.due_day, a.id) > ($1, $2)", "a.due_day, a.id", BEGINNING),
        AskFilter::Waiting => (
            "a.closed_at is null and a.due_day is null and (a.last_at, a.id) < ($1, $2)",
            "a.last_at desc, a.id desc",
            END,
        ),
        AskFilter::Over => {
            ("a.closed_at is not null and (a.last_at, a.id) < ($1, $2)", "a.last_at desc, a.id desc", END)
        }
    };
    let after = after.unwrap_or(first);
    let sql = format!(
        "select a.id, a.patient_id, c.given, c.family, a.kind, a.state, o.name as practice, a.due_day, a.last_at,
                a.opened_at
         from asks a join pools p on p.id = a.pool_id join practices o on o.id = p.practice_id
         join patients c on c.id = a.patient_id
         where {which} and a.pool_id in {} order by {order} limit {}",
        places(3, key.pools().len()),
        PAGE + 1
    );
    let mut values: Vec<Value> = vec![after.at.into(), after.id.into()];
    values.extend(key.pools().iter().map(|p| Value::from(p.0)));
    let rows: Vec<Row> = all(db, &sql, values).await?;
    let listed = |row: Row| {
        Some(DeskListed {
            id: row.id.into(),
            patient: row.patient_id.into(),
            name: format!("{} {}", row.given, row.family),
            kind: AskKind::from_code(&row.kind)?,
            state: AskState::from_code(&row.state),
            practice: row.practice,
            due_day: row.due_day,
            last_at: row.last_at,
            opened_at: row.opened_at,
        })
    };
    Ok(rows.into_iter().filter_map(listed).collect())
}

/// An ask of one's pools.
pub async fn desk_head(db: &impl Reads, key: &PoolKey, ask: AskId) -> Result<Option<Head>, StoreError> {
    if key.pools().is_empty() {
        return Ok(None);
    }
    let sql = format!("{} where a.id = $1 and a.pool_id in {}", *DESK_HEAD, places(2, key.pools().len()));
    let mut values: Vec<Value> = vec![ask.0.into()];
    values.extend(key.pools().iter().map(|p| Value::from(p.0)));
    let row: Option<HeadRow> = one(db, &sql, values).await?;
    Ok(row.and_then(HeadRow::head))
}

/// An ask of one's pools, held until the transaction ends: of two that move it at one moment, one sees what the other did.
pub async fn desk_hold(tx: &Tx, key: &PoolKey, ask: AskId) -> Result<Option<Head>, StoreError> {
    if key.pools().is_empty() {
        return Ok(None);
    }
    // Changes nothing; on PostgreSQL it locks the row.
    let sql = format!("update asks set state = state where id = $1 and pool_id in {}", places(2, key.pools().len()));
    let mut values: Vec<Value> = vec![ask.0.into()];
    values.extend(key.pools().iter().map(|p| Value::from(p.0)));
    if tx.run(&sql, values).await? == 0 {
        return Ok(None);
    }
    desk_head(tx, key, ask).await
}

/// The team has opened an ask: from now on the patient changes nothing of it. `true` if nobody had before.
pub async fn mark_opened(tx: &Tx, key: &PoolKey, ask: AskId, now: i64) -> Result<bool, StoreError> {
    if key.pools().is_empty() {
        return Ok(false);
    }
    let sql = format!(
        "update asks set opened_at = $1 where id = $2 and opened_at is null and pool_id in {}",
        places(3, key.pools().len())
    );
    let mut values: Vec<Value> = vec![now.into(), ask.0.into()];
    values.extend(key.pools().iter().map(|p| Value::from(p.0)));
    Ok(tx.run(&sql, values).await? == 1)
}

//! Days on which nobody is at the desks.

use crate::db::{all, one};
use crate::{Reads, StoreError, Tx};
use portal_access::Administration;
use portal_types::day::Day;
use portal_types::ids::AccountId;
use portal_types::page::PAGE;
use sea_orm::FromQueryResult;

#[derive(FromQueryResult)]
struct DayRow {
    day: i64,
}

/// The holidays from a day on: what a clock that started then needs to know.
pub async fn since(db: &impl Reads, day: Day) -> Result<Vec<Day>, StoreError> {
    let sql = "select day from holidays where day >= $1 and removed_at is null order by day";
    let rows: Vec<DayRow> = all(db, sql, [day.epoch().into()]).await?;
    Ok(rows.into_iter().map(|row| Day::from_epoch(row.day)).collect())
}

/// A holiday as the administration's desk lists it.
#[derive(FromQueryResult)]
pub struct Listed {
    /// The day, after 1970-01-01.
    pub day: i64,
    /// What it is called; may be empty.
    pub name: String,
}

/// A page of the holidays from a day on, the next first; one more than [`PAGE`], if there are more.
pub async fn list(db: &impl Reads, _: &Administration, from: Day) -> Result<Vec<Listed>, StoreError> {
    let sql = format!(
        "select day, name from holidays where day >= $1 and removed_at is null order by day limit {}",
        PAGE + 1
    );
    all(db, &sql, [from.epoch().into()]).await
}

/// Adds a holiday, also one that was taken out before. `false` if the day is one already.
pub async fn put(
    tx: &Tx,
    _: &Administration,
    day: Day,
    name: &str,
    by: AccountId,
    now: i64,
) -> Result<bool, StoreError> {
    let changed = tx
        .run(
            "insert into holidays (day, name, put_by, put_at) values ($1, $2, $3, $4)
             on conflict (day) do update set name = excluded.name, put_by = excluded.put_by, put_at = excluded.put_at,
                 removed_by = null, removed_at = null
             where holidays.removed_at is not null",
            [day.epoch().into(), name.into(), by.0.into(), now.into()],
        )
        .await?;
    Ok(changed == 1)
}

/// Takes a holiday out. `false` if it is none (any more).
pub async fn remove(tx: &Tx, _: &Administration, day: Day, by: AccountId, now: i64) -> Result<bool, StoreError> {
    let sql = "update holidays set removed_by = $1, removed_at = $2 where day = $3 and removed_at is null";
    Ok(tx.run(sql, [by.0.into(), now.into(), day.epoch().into()]).await? == 1)
}

/// Whether a day was ever a holiday, taken out or not.
pub async fn was_ever(db: &impl Reads, day: Day) -> Result<bool, StoreError> {
    let row: Option<DayRow> = one(db, "select day from holidays where day = $1", [day.epoch().into()]).await?;
    Ok(row.is_some())
}

/// Adds a holiday of the operator's settings, unless it was ever one here.
pub async fn seed(tx: &Tx, day: Day, name: &str, now: i64) -> Result<(), StoreError> {
    tx.run(
        "insert into holidays (day, name, put_at) values ($1, $2, $3) on conflict (day) do nothing",
        [day.epoch().into(), name.into(), now.into()],
    )
    .await?;
    Ok(())
}

//! Wrong passwords in a row, by a keyed hash of the username, whether or not such an account exists: the ladder of
//! must not tell the two apart.

use crate::db::one;
use crate::{Reads, StoreError, Tx};
use sea_orm::FromQueryResult;

/// How often in a row, and when last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Guesses {
    /// Wrong passwords in a row.
    pub fails: i64,
    /// Time of the last one, milliseconds UTC.
    pub last_at: i64,
}

/// The wrong passwords so far, held until the transaction ends: of many tries at one moment, each sees those before it.
pub async fn hold(tx: &Tx, key: &str) -> Result<Guesses, StoreError> {
    let row = one(
        tx,
        "insert into guesses (key, fails, last_at) values ($1, 0, 0)
         on conflict (key) do update set fails = guesses.fails returning fails, last_at",
        [key.into()],
    )
    .await?;
    Ok(row.unwrap_or_default())
}

/// The wrong passwords so far, for looking only.
pub async fn read(db: &impl Reads, key: &str) -> Result<Guesses, StoreError> {
    Ok(one(db, "select fails, last_at from guesses where key = $1", [key.into()]).await?.unwrap_or_default())
}

/// Counts one try of an hour or a day before it is checked, so that tries at the same moment cannot all pass.
pub async fn count(tx: &Tx, key: &str, now: i64) -> Result<(), StoreError> {
    tx.run(
        "insert into guesses (key, fails, last_at) values ($1, 1, $2)
         on conflict (key) do update set fails = guesses.fails + 1, last_at = excluded.last_at",
        [key.into(), now.into()],
    )
    .await?;
    Ok(())
}

/// Counts one wrong password in a row: unlike what [`count`] counts, it is remembered for long.
pub async fn count_in_a_row(tx: &Tx, key: &str, now: i64) -> Result<(), StoreError> {
    tx.run(
        "insert into guesses (key, fails, last_at, in_a_row) values ($1, 1, $2, true)
         on conflict (key) do update set fails = guesses.fails + 1, last_at = excluded.last_at, in_a_row = true",
        [key.into(), now.into()],
    )
    .await?;
    Ok(())
}

/// One try was right after all: as if it had not been counted. `before` is what [`hold`] told, `at` when it was counted,
/// milliseconds UTC. Tries that were counted since stay.
pub async fn take_back(tx: &Tx, key: &str, before: Guesses, at: i64) -> Result<(), StoreError> {
    tx.run(
        "update guesses set fails = fails - 1, last_at = case when last_at = $2 then $3 else last_at end
         where key = $1 and fails > 0",
        [key.into(), at.into(), before.last_at.into()],
    )
    .await?;
    Ok(())
}

/// Whether this is the first time since [`forget`]; from now on it is not.
pub async fn is_first(tx: &Tx, key: &str, now: i64) -> Result<bool, StoreError> {
    let sql =
        "insert into guesses (key, fails, last_at, in_a_row) values ($1, 1, $2, true) on conflict (key) do nothing";
    Ok(tx.run(sql, [key.into(), now.into()]).await? == 1)
}

/// The count begins anew.
pub async fn forget(tx: &Tx, key: &str) -> Result<(), StoreError> {
    tx.run("delete from guesses where key = $1", [key.into()]).await?;
    Ok(())
}

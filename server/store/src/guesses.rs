//! Wrong passwords in a row, by a keyed hash of the username, whether or not such an account exists: the ladder of
//! must not tell the two apart.

use crate::db::one;
use crate::{StoreError, Tx};
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

/// Counts one try before it is checked, so that tries at the same moment cannot all pass.
pub async fn count(tx: &Tx, key: &str, now: i64) -> Result<(), StoreError> {
    tx.run(
        "insert into guesses (key, fails, last_at) values ($1, 1, $2)
         on conflict (key) do update set fails = guesses.fails + 1, last_at = excluded.last_at",
        [key.into(), now.into()],
    )
    .await?;
    Ok(())
}

/// The right password was given.
pub async fn forget(tx: &Tx, key: &str) -> Result<(), StoreError> {
    tx.run("delete from guesses where key = $1", [key.into()]).await?;
    Ok(())
}

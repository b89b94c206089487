//! What is done with a thread beside writing in it: it is read, opened, kept private, put on a shelf, closed.

use super::counters::{NOTHING_OWED, count};
use super::{Head, hidden, unseen};
use crate::db::one;
use crate::pools::places;
use crate::{StoreError, Tx};
use portal_access::{Acting, Chart, Messages, PoolKey};
use portal_types::ids::{AccountId, ThreadId};
use portal_types::message::Shelf;
use portal_types::triage::Seen;
use sea_orm::{FromQueryResult, Value};

#[derive(FromQueryResult)]
struct Unread {
    unread: i64,
    private: bool,
}

/// The patient has read the thread, or somebody for her. `true` if there was something unread.
pub async fn mark_read(tx: &Tx, chart: &Chart<Messages>, thread: ThreadId) -> Result<bool, StoreError> {
    let sql = format!(
        "update threads as t set unread = 0 where t.id = $1 and t.patient_id = $2 and t.unread > 0 {}
         returning unread, private",
        hidden(chart.view())
    );
    let read: Option<Unread> = one(tx, &sql, [thread.0.into(), chart.patient().0.into()]).await?;
    if let Some(read) = &read {
        count(tx, chart.patient().0, -1, read.private).await?;
    }
    Ok(read.is_some())
}

/// The patient keeps a thread for herself from now on, or shows it to her representatives. `false` if it is so already.
pub async fn keep_private(
    tx: &Tx,
    chart: &Acting<Messages>,
    thread: ThreadId,
    private: bool,
) -> Result<bool, StoreError> {
    let sql = format!(
        "update threads as t set private = $1 where t.id = $2 and t.patient_id = $3 and t.private <> $1 {}
         returning unread, private",
        hidden(chart.view())
    );
    let changed: Option<Unread> = one(tx, &sql, [private.into(), thread.0.into(), chart.patient().0.into()]).await?;
    if let Some(thread) = changed.as_ref().filter(|thread| thread.unread > 0) {
        let by = if thread.private { -1_i64 } else { 1 };
        let sql = "update patients set unread_open = unread_open + $1 where id = $2";
        tx.run(sql, [by.into(), chart.patient().0.into()]).await?;
    }
    Ok(changed.is_some())
}

/// Puts a thread on a shelf of its patient's. `false` if it lies there already.
pub async fn shelve(tx: &Tx, chart: &Acting<Messages>, thread: ThreadId, shelf: Shelf) -> Result<bool, StoreError> {
    let sql = format!(
        "update threads as t set shelf = $1 where t.id = $2 and t.patient_id = $3 and t.shelf <> $1 {}",
        hidden(chart.view())
    );
    Ok(tx.run(&sql, [shelf.code().into(), thread.0.into(), chart.patient().0.into()]).await? == 1)
}

/// The team closes a thread that is held ([`super::desk_hold`]): nothing is owed any more, and what is new is written in
/// another one. `false` if it is closed already, or of another pool; a conflict if the patient's side has written what who
/// closes it has not seen.
pub async fn close(
    tx: &Tx,
    key: &PoolKey,
    head: &Head,
    seen: Seen,
    by: AccountId,
    now: i64,
) -> Result<bool, StoreError> {
    if head.closed_at.is_some() || !key.pools().contains(&head.pool_id.into()) {
        return Ok(false);
    }
    if unseen(tx, head, seen).await? {
        return Err(StoreError::Conflict);
    }
    // The row first, for the same reason as where something is written.
    let closed = tx
        .run(
            "update threads set closed_at = $1, closed_by = $2 where id = $3 and pool_id = $4 and closed_at is null",
            [now.into(), by.0.into(), head.id.into(), head.pool_id.into()],
        )
        .await?;
    if closed == 0 {
        return Ok(false);
    }
    let was_waiting = tx.run(NOTHING_OWED, [head.id.into()]).await?;
    if was_waiting == 1 {
        tx.run("update pools set waiting = waiting - 1 where id = $1", [head.pool_id.into()]).await?;
    }
    Ok(true)
}

/// The team has opened the thread. `true` if nobody had since the patient last wrote.
pub async fn mark_opened(tx: &Tx, key: &PoolKey, thread: ThreadId, now: i64) -> Result<bool, StoreError> {
    if key.pools().is_empty() {
        return Ok(false);
    }
    let sql = format!(
        "update threads set opened_at = $1 where id = $2 and opened_at is null and pool_id in {}",
        places(3, key.pools().len())
    );
    let mut values: Vec<Value> = vec![now.into(), thread.0.into()];
    values.extend(key.pools().iter().map(|p| Value::from(p.0)));
    Ok(tx.run(&sql, values).await? == 1)
}

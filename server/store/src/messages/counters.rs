//! What is counted of threads: what waits in a pool, and what is unread in a chart. Each is changed in the transaction
//! that changes what it counts.

use crate::db::all;
use crate::{Reads, StoreError, Tx};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// Nothing is owed in a thread any more.
pub(super) const NOTHING_OWED: &str =
    "update threads set waiting = false, answer_by = null, due_day = null, escalated_at = null
     where id = $1 and waiting";

/// Counts threads with something unread up or down, by one: all of a chart, and those that are not private.
pub(super) async fn count(tx: &Tx, patient: Uuid, by: i64, private: bool) -> Result<(), StoreError> {
    let open = if private { 0 } else { by };
    let sql = "update patients set unread_threads = unread_threads + $1, unread_open = unread_open + $2 where id = $3";
    tx.run(sql, [by.into(), open.into(), patient.into()]).await?;
    Ok(())
}

/// Counters that disagree with what they count: none, or the portal is wrong. For tests and `server doctor`.
pub async fn miscounted(db: &impl Reads) -> Result<Vec<Uuid>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
    }
    let rows: Vec<Row> = all(
        db,
        "select p.id from pools p
         where p.waiting <> (select count(*) from threads t where t.pool_id = p.id and t.waiting)
         union all
         select p.id from pools p
         where p.asks_waiting <> (select count(*) from asks a
                                  where a.pool_id = p.id and a.state in ('submitted', 'in_review'))
         union all
         select c.id from patients c
         where c.unread_threads <> (select count(*) from threads t where t.patient_id = c.id and t.unread > 0)
            or c.unread_open <> (select count(*) from threads t
                                 where t.patient_id = c.id and t.unread > 0 and not t.private)",
        [],
    )
    .await?;
    Ok(rows.into_iter().map(|r| r.id).collect())
}

//! Reading the trail back, to find out whether it was left alone. Everything comes in pages.

use super::chain::{Content, Hash, Head, Link};
use crate::db::{all, one};
use crate::{Reads, StoreError, Tx};
use sea_orm::FromQueryResult;
use std::collections::HashMap;
use uuid::Uuid;

/// The heads of all chains, at one moment. One that is not there, or has no hash of 32 bytes, is left out.
pub async fn heads(db: &impl Reads) -> Result<Vec<Head>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        shard: i16,
        n: i64,
        hash: Vec<u8>,
    }
    let rows: Vec<Row> = all(db, "select shard, n, hash from audit_heads order by shard", []).await?;
    let head = |row: Row| Some(Head { shard: row.shard, n: row.n, hash: row.hash.try_into().ok()? });
    Ok(rows.into_iter().filter_map(head).collect())
}

/// The entries of a chain after a place (`n`, then `seq`), in order.
pub async fn page(db: &impl Reads, shard: i16, after: (i64, i64), most: u32) -> Result<Vec<Link>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        seq: i64,
        at: i64,
        kind: String,
        account_id: Option<Uuid>,
        session_id: Option<Uuid>,
        action: String,
        patient_id: Option<Uuid>,
        category: Option<String>,
        object_id: Option<Uuid>,
        outcome: String,
        origin: Option<String>,
        form: Option<i16>,
        shard: i16,
        n: i64,
        prev: Option<Vec<u8>>,
        hash: Option<Vec<u8>>,
    }
    let rows: Vec<Row> = all(
        db,
        "select seq, at, kind, account_id, session_id, action, patient_id, category, object_id, outcome, origin, form,
                shard, n, prev, hash
         from audit where shard = $1 and (n, seq) > ($2, $3) order by n, seq limit $4",
        [shard.into(), after.0.into(), after.1.into(), i64::from(most).into()],
    )
    .await?;
    let link = |row: Row| Link {
        seq: row.seq,
        form: row.form,
        content: Content {
            shard: row.shard,
            n: row.n,
            at: row.at,
            kind: row.kind,
            account: row.account_id,
            session: row.session_id,
            action: row.action,
            patient: row.patient_id,
            category: row.category,
            object: row.object_id,
            outcome: row.outcome,
            origin: row.origin,
        },
        prev: row.prev,
        hash: row.hash,
    };
    Ok(rows.into_iter().map(link).collect())
}

/// What was in the table before there were chains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Older {
    /// Entries then.
    pub entries: i64,
    /// The greatest `seq` then.
    pub last_seq: i64,
    /// Entries without a chain now.
    pub counted: i64,
}

/// What was in the table before there were chains; `None` if that is not known (any more).
pub async fn older(db: &impl Reads) -> Result<Option<Older>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        entries: i64,
        last_seq: i64,
        counted: i64,
    }
    let sql = "select entries, last_seq,
                      (select count(*) from audit where shard is null and seq <= last_seq) as counted
               from audit_older";
    let rows: Vec<Row> = all(db, sql, []).await?;
    let [Row { entries, last_seq, counted }] = rows[..] else { return Ok(None) };
    Ok(Some(Older { entries, last_seq, counted }))
}

/// The first entries that are in no chain although they are younger than the chains: `seq`, `shard` and `n`.
pub async fn strays(
    db: &impl Reads,
    last_seq: i64,
    most: u32,
) -> Result<Vec<(i64, Option<i16>, Option<i64>)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        seq: i64,
        shard: Option<i16>,
        n: Option<i64>,
    }
    let rows: Vec<Row> = all(
        db,
        "select seq, shard, n from (
             select seq, shard, n from audit where shard is null and (seq > $1 or n is not null)
             union all select seq, shard, n from audit where shard < 0 or shard > 15
             union all select seq, shard, n from audit where shard between 0 and 15 and n is null
         ) as strays order by seq limit $2",
        [last_seq.into(), i64::from(most).into()],
    )
    .await?;
    Ok(rows.into_iter().map(|row| (row.seq, row.shard, row.n)).collect())
}

/// The hashes that entries at some places have.
pub async fn hashes(db: &impl Reads, places: &[(i16, i64)]) -> Result<HashMap<(i16, i64), Hash>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        shard: i16,
        n: i64,
        hash: Vec<u8>,
    }
    let mut found = HashMap::new();
    for some in places.chunks(400) {
        // Numbers of our own, so they may stand in the statement.
        let list: Vec<String> = some.iter().map(|(shard, n)| format!("({shard}, {n})")).collect();
        let sql = format!(
            "with places(shard, n) as (values {})
             select a.shard, a.n, a.hash from places p join audit a on a.shard = p.shard and a.n = p.n
             where a.hash is not null",
            list.join(", ")
        );
        let rows: Vec<Row> = all(db, &sql, []).await?;
        found.extend(rows.into_iter().filter_map(|row| Some(((row.shard, row.n), row.hash.try_into().ok()?))));
    }
    Ok(found)
}

#[derive(FromQueryResult)]
struct Checkpoint {
    no: i64,
    line: String,
}

/// The newest checkpoint: its number and its line.
pub async fn last_checkpoint(db: &impl Reads) -> Result<Option<(i64, String)>, StoreError> {
    let row: Option<Checkpoint> =
        one(db, "select no, line from audit_checkpoints order by no desc limit 1", []).await?;
    Ok(row.map(|row| (row.no, row.line)))
}

/// Checkpoints after a number, in order.
pub async fn checkpoints(db: &impl Reads, after: i64, most: u32) -> Result<Vec<(i64, String)>, StoreError> {
    let sql = "select no, line from audit_checkpoints where no > $1 order by no limit $2";
    let rows: Vec<Checkpoint> = all(db, sql, [after.into(), i64::from(most).into()]).await?;
    Ok(rows.into_iter().map(|row| (row.no, row.line)).collect())
}

/// Puts a checkpoint under its number; a conflict if another node has been faster.
pub async fn put_checkpoint(tx: &Tx, no: i64, line: &str) -> Result<(), StoreError> {
    tx.run("insert into audit_checkpoints (no, line) values ($1, $2)", [no.into(), line.into()]).await?;
    Ok(())
}

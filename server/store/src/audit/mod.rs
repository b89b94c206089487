//! The audit trail: appended to, never changed, in chains. The README of this room says how.

pub mod chain;
mod reading;

pub use reading::{Older, checkpoints, hashes, heads, last_checkpoint, older, page, put_checkpoint, strays};

use crate::db::one;
use crate::pools::places;
use crate::{StoreError, Tx};
use chain::{Content, FORM, Head, SHARDS};
use portal_access::{Action, Actor};
use portal_types::ids::PatientId;
use sea_orm::{DbErr, FromQueryResult, Value};
use uuid::Uuid;

/// One entry: who did what, to what, from where, with what outcome. Ids and keyed names only.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What was asked.
    pub action: Action,
    /// Whose chart, if one was involved.
    pub patient: Option<PatientId>,
    /// Which part of it.
    pub category: Option<&'static str>,
    /// The thing acted on.
    pub object: Option<Uuid>,
    /// "ok", "again" for what was carried out before, or the word of the refusal.
    pub outcome: &'static str,
    /// Where the request came from: a keyed name of the network address, never the address.
    pub origin: Option<String>,
}

impl Entry {
    /// An entry about an action as such.
    pub fn of(action: Action, outcome: &'static str) -> Self {
        Self { action, patient: None, category: None, object: None, outcome, origin: None }
    }
}

/// Columns of an entry.
const COLUMNS: usize = 15;

/// Appends an entry, in the transaction of the change it tells of.
///
/// The first one of a transaction takes the head of a chain and holds it to the end: append when everything else is
/// done, so that others wait for the commit only, and nobody who holds a head waits for another row.
pub async fn append(tx: &Tx, actor: &Actor, entry: &Entry, now: i64) -> Result<(), StoreError> {
    append_all(tx, actor, std::slice::from_ref(entry), now).await
}

/// Appends entries one after the other, like [`append`]; with one statement, however many they are.
pub async fn append_all(tx: &Tx, actor: &Actor, entries: &[Entry], now: i64) -> Result<(), StoreError> {
    let Some(first) = entries.first() else { return Ok(()) };
    let mut head = match tx.head() {
        Some(head) => head,
        None => take(tx, shard_of(actor, first, now)).await?,
    };
    let mut values: Vec<Value> = Vec::with_capacity(entries.len() * COLUMNS);
    for entry in entries {
        let content = Content {
            shard: head.shard,
            n: head.n + 1,
            at: now,
            kind: actor.acts_as(entry.patient).into(),
            account: actor.account().map(|id| id.0),
            session: actor.session().map(|id| id.0),
            action: entry.action.code().into(),
            patient: entry.patient.map(|id| id.0),
            category: entry.category.map(Into::into),
            object: entry.object,
            outcome: entry.outcome.into(),
            origin: entry.origin.clone(),
        };
        let hash = chain::hash(&content, &head.hash);
        let next = Head { n: content.n, hash, ..head };
        values.extend([
            content.at.into(),
            content.kind.into(),
            content.account.into(),
            content.session.into(),
            content.action.into(),
            content.patient.into(),
            content.category.into(),
            content.object.into(),
            content.outcome.into(),
            content.origin.into(),
            FORM.into(),
            content.shard.into(),
            content.n.into(),
            head.hash.to_vec().into(),
            hash.to_vec().into(),
        ]);
        head = next;
    }
    tx.run(&inserting(entries.len(), tx.is_postgres()), values).await?;
    tx.keep_head(head);
    Ok(())
}

/// The statement for so many entries. They and the head go in one: PostgreSQL takes two changes in one statement, SQLite
/// two statements in one call. The head moves to what the last entry says.
fn inserting(entries: usize, postgres: bool) -> String {
    let rows: Vec<String> = (0..entries).map(|row| places(row * COLUMNS + 1, COLUMNS)).collect();
    let insert = format!(
        "insert into audit (at, kind, account_id, session_id, action, patient_id, category, object_id, outcome, origin,
             form, shard, n, prev, hash)
         values {}",
        rows.join(", ")
    );
    let last = (entries.max(1) - 1) * COLUMNS;
    let moved =
        format!("update audit_heads set n = ${}, hash = ${} where shard = ${}", last + 13, last + 15, last + 12);
    if postgres { format!("with moved as ({moved}) {insert}") } else { format!("{insert}; {moved}") }
}

/// A chain for a transaction: the same one for a session, spread for everything else. Which one it is means nothing.
fn shard_of(actor: &Actor, entry: &Entry, now: i64) -> i16 {
    let session = actor.session().map(|id| id.0).or(actor.account().map(|id| id.0));
    let known = session.or(entry.object).or(entry.patient.map(|id| id.0));
    let bytes = known.map_or(now as u128, |id| id.as_u128()).to_be_bytes();
    i16::from(bytes.iter().fold(0, |all, byte| all ^ byte ^ (byte >> 4)) & 0x0f) % SHARDS
}

/// Takes the head of a chain: others wait until this transaction ends. (SQLite lets one write at a time anyway.)
async fn take(tx: &Tx, shard: i16) -> Result<Head, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        n: i64,
        hash: Vec<u8>,
    }
    let lock = if tx.is_postgres() { "for update" } else { "" };
    let row: Option<Row> =
        one(tx, &format!("select n, hash from audit_heads where shard = $1 {lock}"), [shard.into()]).await?;
    let head = row.and_then(|row| Some(Head { shard, n: row.n, hash: row.hash.try_into().ok()? }));
    head.ok_or_else(|| DbErr::Custom(format!("the head of audit chain {shard} is not there")).into())
}

#[cfg(test)]
mod tests {
    use super::inserting;

    #[test]
    fn r_11_4_the_head_moves_to_the_last_of_the_entries() {
        let one = inserting(1, true);
        assert!(one.contains("set n = $13, hash = $15 where shard = $12)") && one.contains("$14, $15)"), "{one}");
        let three = inserting(3, false);
        assert!(three.ends_with("; update audit_heads set n = $43, hash = $45 where shard = $42"), "{three}");
        assert!(three.contains("$15), ($16, ") && three.contains("$30), ($31, "), "{three}");
    }
}

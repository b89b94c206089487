//! The audit trail: appended to, never changed, in chains. The README of this room says how.

pub mod chain;
mod reading;

pub use reading::{Older, checkpoints, hashes, heads, last_checkpoint, older, page, put_checkpoint, strays};

use crate::db::one;
use crate::{StoreError, Tx};
use chain::{Content, FORM, Head, SHARDS};
use portal_access::{Action, Actor};
use portal_types::ids::PatientId;
use sea_orm::{DbErr, FromQueryResult};
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

const INSERT: &str = "insert into audit (at, kind, account_id, session_id, action, patient_id, category, object_id,
    outcome, origin, form, shard, n, prev, hash)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
const MOVE: &str = "update audit_heads set n = $13, hash = $15 where shard = $12";

/// Appends an entry, in the transaction of the change it tells of.
///
/// The first one of a transaction takes the head of a chain and holds it to the end: append when everything else is
/// done, so that others wait for the commit only, and nobody who holds a head waits for another row.
pub async fn append(tx: &Tx, actor: &Actor, entry: &Entry, now: i64) -> Result<(), StoreError> {
    let head = match tx.head() {
        Some(head) => head,
        None => take(tx, shard_of(actor, entry, now)).await?,
    };
    let content = Content {
        shard: head.shard,
        n: head.n + 1,
        at: now,
        kind: actor.kind().code().into(),
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
    // The entry and the head in one go: PostgreSQL takes two changes in one statement, SQLite two statements in one
    // call.
    let sql = if tx.is_postgres() { format!("with moved as ({MOVE}) {INSERT}") } else { format!("{INSERT}; {MOVE}") };
    let next = Head { n: content.n, hash, ..head };
    tx.run(
        &sql,
        [
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
        ],
    )
    .await?;
    tx.keep_head(next);
    Ok(())
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

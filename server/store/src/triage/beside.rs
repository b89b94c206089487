//! What stands beside an item for colleagues only: who is answering it, what they note, and what has happened to it.

use super::Item;
use crate::db::{all, one};
use crate::messages::Author;
use crate::{Reads, StoreError, Tx};
use portal_access::Own;
use portal_types::ids::{AccountId, PoolId, WorkId};
use portal_types::page::{Cursor, PAGE};
use portal_types::pool::PoolKind;
use portal_types::triage::{CLAIM_MS, ItemMoved};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// Where a list of everything begins: after every row.
const END: Cursor = Cursor { at: i64::MAX, id: Uuid::max() };

/// What became of saying that one is answering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It was hers already, and is for a while longer.
    Kept,
    /// It is hers now.
    New,
    /// Somebody else is answering.
    Others,
}

/// The caller answers an item for a while from now on, unless somebody else does.
pub async fn claim(tx: &Tx, own: &Own, item: &Item, now: i64) -> Result<Claim, StoreError> {
    let (me, until) = (own.account().0, now + CLAIM_MS);
    let kept = tx
        .run(
            "update desk_claims set until = $1 where item_id = $2 and account_id = $3 and until > $4",
            [until.into(), item.id.0.into(), me.into(), now.into()],
        )
        .await?;
    if kept == 1 {
        return Ok(Claim::Kept);
    }
    // Of two at one moment one has it, and the other sees that.
    let new = tx
        .run(
            "insert into desk_claims (item_id, account_id, until) values ($1, $2, $3)
             on conflict (item_id) do update set account_id = excluded.account_id, until = excluded.until
             where desk_claims.until <= $4",
            [item.id.0.into(), me.into(), until.into(), now.into()],
        )
        .await?;
    Ok(if new == 1 { Claim::New } else { Claim::Others })
}

/// The name of who else is answering an item now. The caller has opened it.
pub async fn claimed_by(db: &impl Reads, own: &Own, item: WorkId, now: i64) -> Result<Option<String>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        display_name: String,
    }
    let row: Option<Row> = one(
        db,
        "select a.display_name from desk_claims k join accounts a on a.id = k.account_id
         where k.item_id = $1 and k.account_id <> $2 and k.until > $3",
        [item.0.into(), own.account().0.into(), now.into()],
    )
    .await?;
    Ok(row.map(|row| row.display_name))
}

/// The caller answers an item no more. `true` if she did.
pub async fn release(tx: &Tx, own: &Own, item: WorkId) -> Result<bool, StoreError> {
    let sql = "delete from desk_claims where item_id = $1 and account_id = $2";
    Ok(tx.run(sql, [item.0.into(), own.account().0.into()]).await? == 1)
}

/// Forgets claims that are worth nothing since a moment.
pub async fn sweep_claims(tx: &Tx, before: i64) -> Result<u64, StoreError> {
    tx.run("delete from desk_claims where until < $1", [before.into()]).await
}

/// A note of a colleague. Has no `Debug`: it is about somebody's health.
#[derive(Clone, FromQueryResult)]
pub struct NoteRow {
    /// Which.
    pub id: Uuid,
    /// When, milliseconds UTC.
    pub at: i64,
    /// By whom, as she was called then.
    pub author: String,
    /// Her role's word.
    pub role: Option<String>,
    /// The note.
    pub words: String,
}

/// A page of the notes of an item, the newest first; one more than a page tells that there is another.
pub async fn notes(db: &impl Reads, item: &Item, before: Option<Cursor>) -> Result<Vec<NoteRow>, StoreError> {
    let before = before.unwrap_or(END);
    let sql = format!(
        "select n.id, n.at, n.author, n.role, n.words from desk_notes n
         where n.item_id = $1 and (n.at, n.id) < ($2, $3) order by n.at desc, n.id desc limit {}",
        PAGE + 1
    );
    all(db, &sql, [item.id.0.into(), before.at.into(), before.id.into()]).await
}

/// Appends a note.
pub async fn append_note(
    tx: &Tx,
    item: &Item,
    id: Uuid,
    author: &Author,
    words: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.run(
        "insert into desk_notes (id, item_id, pool_id, patient_id, at, account_id, author, role, words)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        [
            id.into(),
            item.id.0.into(),
            item.pool.0.into(),
            item.patient.0.into(),
            now.into(),
            author.account.0.into(),
            author.name.as_str().into(),
            author.role.map(|role| role.code()).into(),
            words.into(),
        ],
    )
    .await?;
    Ok(())
}

/// What has happened to an item at the desk. Has no `Debug`.
#[derive(Clone, FromQueryResult)]
pub struct MovedRow {
    /// Which line.
    pub id: Uuid,
    /// When, milliseconds UTC.
    pub at: i64,
    /// The word for what it was.
    pub what: String,
    /// Who did it; the portal itself, where it is nobody.
    pub author: Option<String>,
    /// To whom.
    pub to_name: Option<String>,
    /// The word of the kind of pool to which it went.
    pub to_kind: Option<String>,
    /// What was said with it.
    pub words: String,
}

/// What last happened to an item at the desk, the newest first.
pub async fn moves(db: &impl Reads, item: &Item) -> Result<Vec<MovedRow>, StoreError> {
    let sql = format!(
        "select v.id, v.at, v.what, v.author, v.to_name, v.to_kind, v.words from desk_moves v
         where v.item_id = $1 order by v.at desc, v.id desc limit {PAGE}"
    );
    all(db, &sql, [item.id.0.into()]).await
}

/// Something that happens to an item at the desk. Has no `Debug`.
pub struct NewMove<'a> {
    /// Its id.
    pub id: Uuid,
    /// What.
    pub what: ItemMoved,
    /// Who does it; `None`: the portal itself.
    pub by: Option<&'a Author>,
    /// To whom, with her name.
    pub to: Option<(AccountId, &'a str)>,
    /// To which pool, with its kind.
    pub to_pool: Option<(PoolId, PoolKind)>,
    /// What is said with it.
    pub words: &'a str,
}

/// Writes down what happens to an item at the desk.
pub async fn append_move(tx: &Tx, of: &Item, new: &NewMove<'_>, now: i64) -> Result<(), StoreError> {
    append(tx, (of.id, of.pool, of.patient.0), new, now).await
}

/// The same, where all that is known of an item are its ids.
pub(super) async fn append(
    tx: &Tx,
    (item, pool, patient): (WorkId, PoolId, Uuid),
    new: &NewMove<'_>,
    now: i64,
) -> Result<(), StoreError> {
    tx.run(
        "insert into desk_moves (id, item_id, pool_id, patient_id, at, account_id, author, what, to_account, to_name,
             to_pool, to_kind, words)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        [
            new.id.into(),
            item.0.into(),
            pool.0.into(),
            patient.into(),
            now.into(),
            new.by.map(|by| by.account.0).into(),
            new.by.map(|by| by.name.as_str()).into(),
            new.what.code().into(),
            new.to.map(|(account, _)| account.0).into(),
            new.to.map(|(_, name)| name).into(),
            new.to_pool.map(|(pool, _)| pool.0).into(),
            new.to_pool.map(|(_, kind)| kind.code()).into(),
            new.words.into(),
        ],
    )
    .await?;
    Ok(())
}

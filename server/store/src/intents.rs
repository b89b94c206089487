//! Sent twice, done once: an intent's row is written in the transaction of its effect.

use crate::db::one;
use crate::{StoreError, Tx};
use portal_access::Own;
use portal_types::ids::IntentKey;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// What an intent turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub enum Claim {
    /// New: do it, then [`settle`].
    New,
    /// Done before: here is the reply that was given.
    Done(String),
    /// The same key with another content: refused.
    Other,
}

/// Whose intents: those of somebody who is not signed in are nobody's, and told apart by their own 128 bits alone.
fn whose(own: Option<&Own>) -> Uuid {
    own.map_or(Uuid::nil(), |own| own.account().0)
}

/// Claims an intent. Two requests with one key: the second waits here for the first, then gets its reply.
pub async fn claim(
    tx: &Tx,
    own: Option<&Own>,
    intent: IntentKey,
    route: &str,
    body_hash: &str,
    now: i64,
) -> Result<Claim, StoreError> {
    let fresh = tx
        .run(
            "insert into intents (account_id, intent, route, body_hash, reply, created_at)
             values ($1, $2, $3, $4, '', $5) on conflict (account_id, intent) do nothing",
            [whose(own).into(), intent.0.into(), route.into(), body_hash.into(), now.into()],
        )
        .await?;
    if fresh == 1 {
        return Ok(Claim::New);
    }
    #[derive(FromQueryResult)]
    struct Row {
        route: String,
        body_hash: String,
        reply: String,
    }
    let row: Option<Row> = one(
        tx,
        "select route, body_hash, reply from intents where account_id = $1 and intent = $2",
        [whose(own).into(), intent.0.into()],
    )
    .await?;
    match row {
        Some(row) if row.route == route && row.body_hash == body_hash => Ok(Claim::Done(row.reply)),
        Some(_) => Ok(Claim::Other),
        None => Err(StoreError::Conflict),
    }
}

/// Whether an intent was carried out.
pub async fn is_done(tx: &Tx, own: &Own, intent: IntentKey) -> Result<bool, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        known: i64,
    }
    let row: Option<Row> = one(
        tx,
        "select count(*) as known from intents where account_id = $1 and intent = $2",
        [own.account().0.into(), intent.0.into()],
    )
    .await?;
    Ok(row.is_some_and(|row| row.known > 0))
}

/// Keeps the reply to a new intent.
pub async fn settle(tx: &Tx, own: Option<&Own>, intent: IntentKey, reply: &str) -> Result<(), StoreError> {
    tx.run(
        "update intents set reply = $1 where account_id = $2 and intent = $3",
        [reply.into(), whose(own).into(), intent.0.into()],
    )
    .await?;
    Ok(())
}

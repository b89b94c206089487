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
    match done(tx, own, intent).await? {
        Some(done) if done.is(route, body_hash) => Ok(Claim::Done(done.reply)),
        Some(_) => Ok(Claim::Other),
        None => Err(StoreError::Conflict),
    }
}

/// What was carried out with an intent. Has no `Debug`.
#[derive(FromQueryResult)]
pub struct Done {
    route: String,
    body_hash: String,
    reply: String,
}

impl Done {
    /// Whether it was this.
    pub fn is(&self, route: &str, body_hash: &str) -> bool {
        self.route == route && self.body_hash == body_hash
    }
}

/// What was carried out with an intent, if anything was.
pub async fn done(tx: &Tx, own: Option<&Own>, intent: IntentKey) -> Result<Option<Done>, StoreError> {
    one(
        tx,
        "select route, body_hash, reply from intents where account_id = $1 and intent = $2",
        [whose(own).into(), intent.0.into()],
    )
    .await
}

/// Whether an intent was carried out.
pub async fn is_done(tx: &Tx, own: &Own, intent: IntentKey) -> Result<bool, StoreError> {
    Ok(done(tx, Some(own), intent).await?.is_some())
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

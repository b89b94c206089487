//! Half-written messages and requests: each is its writer's only, whatever it is about.

use crate::asks::{ActingKeys, can_be_asked};
use crate::db::{all, one};
use crate::{Reads, StoreError, Tx};
use portal_access::Own;
use portal_types::ask::AskKind;
use portal_types::ids::IntentKey;
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

/// Keeps what is written at a place, and the intent it would be sent with; what was kept there before goes.
pub async fn keep(tx: &Tx, own: &Own, place: &str, words: &str, intent: IntentKey, now: i64) -> Result<(), StoreError> {
    tx.run(
        "insert into drafts (account_id, place, words, intent, saved_at) values ($1, $2, $3, $4, $5)
         on conflict (account_id, place) do update
         set words = excluded.words, intent = excluded.intent, saved_at = excluded.saved_at",
        [own.account().0.into(), place.into(), words.into(), intent.0.into(), now.into()],
    )
    .await?;
    Ok(())
}

/// Forgets what was written at a place to be sent with an intent. What is written there with another one stays.
pub async fn forget(tx: &Tx, own: &Own, place: &str, intent: IntentKey) -> Result<(), StoreError> {
    let sql = "delete from drafts where account_id = $1 and place = $2 and intent = $3";
    tx.run(sql, [own.account().0.into(), place.into(), intent.0.into()]).await?;
    Ok(())
}

/// Forgets whatever was written at a place.
pub async fn clear(tx: &Tx, own: &Own, place: &str) -> Result<(), StoreError> {
    let sql = "delete from drafts where account_id = $1 and place = $2";
    tx.run(sql, [own.account().0.into(), place.into()]).await?;
    Ok(())
}

/// A place at which somebody has begun to write. Has no `Debug`.
#[derive(Clone, FromQueryResult)]
pub struct Begun {
    /// The place.
    pub place: String,
    /// When it was last written at, milliseconds UTC.
    pub saved_at: i64,
}

/// Where somebody has begun to write, the newest first and so many at most: `messages`, at this place, and at those that
/// begin with a word; `asks`, at those of forms, each of a kind that the keys open and that can still be asked for.
/// What was sent is no draft. One statement, for the page that lists them has all of them.
pub async fn begun(
    db: &impl Reads,
    own: &Own,
    messages: Option<(&str, &str)>,
    asks: Option<(&ActingKeys, &[(AskKind, String)])>,
    most: u64,
) -> Result<Vec<Begun>, StoreError> {
    let mut values: Vec<Value> = vec![own.account().0.into()];
    let mut places: Vec<String> = Vec::new();
    if let Some((place, word)) = messages {
        places.push("d.place = $2 or d.place like $3".to_owned());
        values.extend([Value::from(place), Value::from(format!("{word} %"))]);
    }
    if let Some((keys, forms)) = asks {
        for (kind, place) in forms {
            let Some(view) = keys.view(*kind) else { continue };
            let (form, whose) = (values.len() + 1, values.len() + 2);
            places.push(format!("(d.place = ${form} and {})", can_be_asked(*kind, view, &format!("${whose}"))));
            values.extend([Value::from(place.as_str()), Value::from(keys.patient().0)]);
        }
    }
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select d.place, d.saved_at from drafts d
         where d.account_id = $1 and ({})
           and not exists (select 1 from intents i where i.account_id = d.account_id and i.intent = d.intent)
         order by d.saved_at desc, d.place limit {most}",
        places.join(" or ")
    );
    all(db, &sql, values).await
}

/// What was written at a place. Has no `Debug`.
#[derive(Clone, FromQueryResult)]
pub struct Kept {
    /// The words.
    pub words: String,
    /// The intent they would be sent with.
    pub intent: Uuid,
}

/// What was written at a place. Where two can write at once, it may have been kept while it was sent, neither seeing the
/// other: what was sent is no draft.
pub async fn find(db: &impl Reads, own: &Own, place: &str) -> Result<Option<Kept>, StoreError> {
    one(
        db,
        "select d.words, d.intent from drafts d where d.account_id = $1 and d.place = $2
         and not exists (select 1 from intents i where i.account_id = d.account_id and i.intent = d.intent)",
        [own.account().0.into(), place.into()],
    )
    .await
}

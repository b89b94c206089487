//! What is read of an opened thread: its messages, what of them somebody has not seen, and who is told of a new one.

use super::{END, Head, side_code};
use crate::db::{all, one};
use crate::{Reads, StoreError};
use portal_types::ids::{AccountId, MessageId, PatientId};
use portal_types::message::Side;
use portal_types::page::{Cursor, PAGE};
use portal_types::triage::Seen;
use sea_orm::FromQueryResult;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct MessageAt {
    at: i64,
}

/// Whether a side has written in a thread after a message of it; so it is, too, if the message is none of the thread's.
async fn written_since(db: &impl Reads, head: &Head, side: Side, seen: MessageId) -> Result<bool, StoreError> {
    let sql = "select m.at from messages m where m.id = $1 and m.thread_id = $2";
    let seen_at: Option<MessageAt> = one(db, sql, [seen.0.into(), head.id.into()]).await?;
    let Some(MessageAt { at }) = seen_at else { return Ok(true) };
    let newer: Option<MessageAt> = one(
        db,
        "select m.at from messages m where m.thread_id = $1 and m.side = $2 and (m.at, m.id) > ($3, $4) limit 1",
        [head.id.into(), side_code(side).into(), at.into(), seen.0.into()],
    )
    .await?;
    Ok(newer.is_some())
}

/// Whether the team has written in a thread after a message of it; so it is, too, if the message is none of the thread's.
pub async fn answered_since(db: &impl Reads, head: &Head, seen: MessageId) -> Result<bool, StoreError> {
    written_since(db, head, Side::Team, seen).await
}

/// Whether the patient's side has written in a thread what somebody has not seen. Where it is not said how far she has
/// read, it is so unless somebody of the team has opened it since.
pub async fn unseen(db: &impl Reads, head: &Head, seen: Seen) -> Result<bool, StoreError> {
    match seen {
        Seen::To(message) => written_since(db, head, Side::Patient, message).await,
        Seen::Until(at) => {
            let sql = "select m.at from messages m where m.thread_id = $1 and m.side = 'patient' and m.at > $2 limit 1";
            let newer: Option<MessageAt> = one(db, sql, [head.id.into(), at.into()]).await?;
            Ok(newer.is_some())
        }
        Seen::Untold => Ok(head.opened_at.is_none()),
    }
}

/// One stored message.
#[derive(Clone, FromQueryResult)]
pub struct StoredMessage {
    /// Which.
    pub id: Uuid,
    /// "patient" or "team".
    pub side: String,
    /// Author's name.
    pub author: String,
    /// Author's role.
    pub role: Option<String>,
    /// The text.
    pub body: String,
    /// When it was sent.
    pub at: i64,
    /// Whether a representative wrote it for the patient.
    pub for_other: bool,
}

/// A page of an opened thread's messages, newest first. The head proves that the caller may see it.
pub async fn messages(db: &impl Reads, head: &Head, before: Option<Cursor>) -> Result<Vec<StoredMessage>, StoreError> {
    let before = before.unwrap_or(END);
    all(
        db,
        "select id, side, author, role, body, at, for_other from messages
         where thread_id = $1 and (at, id) < ($2, $3) order by at desc, id desc limit $4",
        [head.id.into(), before.at.into(), before.id.into(), (PAGE as i64 + 1).into()],
    )
    .await
}

/// Who of the patient's side wrote last in an opened thread, and her name as it was then.
pub async fn last_writer(db: &impl Reads, head: &Head) -> Result<Option<(AccountId, String)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        account_id: Uuid,
        author: String,
    }
    let row: Option<Row> = one(
        db,
        "select m.account_id, m.author from messages m where m.thread_id = $1 and m.side = 'patient'
         order by m.at desc, m.id desc limit 1",
        [head.id.into()],
    )
    .await?;
    Ok(row.map(|row| (row.account_id.into(), row.author)))
}

/// The account of a patient who has one, to tell her of an answer.
pub async fn account_of(db: &impl Reads, patient: PatientId) -> Result<Option<(AccountId, String)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        lang: String,
    }
    let row: Option<Row> =
        one(db, "select id, lang from accounts where patient_id = $1 and state = 'active'", [patient.0.into()]).await?;
    Ok(row.map(|r| (r.id.into(), r.lang)))
}

//! What has happened to a grant, each thing once and for ever; and who was told of what is coming.

use super::END;
use crate::db::all;
use crate::{Reads, StoreError, Tx};
use portal_types::day::Day;
use portal_types::ids::{AccountId, GrantId, PatientId};
use portal_types::page::{Cursor, PAGE};
use portal_types::representative::{GrantState, Reason, Rights};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// What has happened to a grant, to be kept for ever. Has no `Debug`: the words may be about somebody's safety.
pub struct Event {
    /// Its id.
    pub id: Uuid,
    /// To which grant.
    pub grant: GrantId,
    /// Whose chart.
    pub patient: PatientId,
    /// The word for what happened.
    pub event: &'static str,
    /// How the grant stood.
    pub before: GrantState,
    /// How it stands.
    pub after: GrantState,
    /// Why.
    pub reason: Reason,
    /// In words, where the reason needs some.
    pub words: String,
    /// The word for whose side did it.
    pub by: &'static str,
    /// The account that did it; none, where the portal did.
    pub account: Option<AccountId>,
    /// The name, as it was then.
    pub author: String,
    /// The switches before.
    pub rights_before: Option<Rights>,
    /// The switches after.
    pub rights_after: Option<Rights>,
    /// The day that was set or signed on.
    pub day: Option<Day>,
}

/// Appends an event, in the transaction of the change it tells of.
pub async fn append(tx: &Tx, event: Event, now: i64) -> Result<(), StoreError> {
    tx.run(
        "insert into grant_events (id, grant_id, patient_id, at, event, before, after, reason, words, by_kind, by_account,
             author, rights_before, rights_after, day)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        [
            event.id.into(),
            event.grant.0.into(),
            event.patient.0.into(),
            now.into(),
            event.event.into(),
            event.before.code().into(),
            event.after.code().into(),
            event.reason.code().into(),
            event.words.into(),
            event.by.into(),
            event.account.map(|account| account.0).into(),
            event.author.into(),
            event.rights_before.map(Rights::number).into(),
            event.rights_after.map(Rights::number).into(),
            event.day.map(|day| day.to_string()).into(),
        ],
    )
    .await?;
    Ok(())
}

/// An event as it was kept. Has no `Debug`.
#[derive(Clone, FromQueryResult)]
pub struct Happened {
    /// Which.
    pub id: Uuid,
    /// When, milliseconds UTC.
    pub at: i64,
    /// The word for what happened.
    pub event: String,
    /// How the grant stood.
    pub before: String,
    /// How it stood then.
    pub after: String,
    /// Why.
    pub reason: String,
    /// In words.
    pub words: String,
    /// The word for whose side did it.
    pub by_kind: String,
    /// The name, as it was then.
    pub author: String,
    /// The switches before.
    pub rights_before: Option<i64>,
    /// The switches after.
    pub rights_after: Option<i64>,
    /// The day that was set or signed on, ISO.
    pub day: Option<String>,
}

/// A page of what has happened to a grant, the newest first; one row more tells that there is another. The caller has
/// opened the grant.
pub async fn events(db: &impl Reads, grant: GrantId, after: Option<Cursor>) -> Result<Vec<Happened>, StoreError> {
    let after = after.unwrap_or(END);
    all(
        db,
        "select id, at, event, before, after, reason, words, by_kind, author, rights_before, rights_after, day
         from grant_events where grant_id = $1 and (at, id) < ($2, $3) order by at desc, id desc limit $4",
        [grant.0.into(), after.at.into(), after.id.into(), (PAGE as i64 + 1).into()],
    )
    .await
}

/// Notes that a side was told of what is coming, a number of days before. `false` if it was told before.
pub async fn note_notice(
    tx: &Tx,
    grant: GrantId,
    why: &str,
    on: Day,
    mark: u16,
    side: &str,
    now: i64,
) -> Result<bool, StoreError> {
    let noted = tx
        .run(
            "insert into grant_notices (grant_id, why, on_day, mark, side, at) values ($1, $2, $3, $4, $5, $6)
             on conflict (grant_id, why, on_day, mark, side) do nothing",
            [
                grant.0.into(),
                why.into(),
                on.to_string().into(),
                i16::try_from(mark).unwrap_or(i16::MAX).into(),
                side.into(),
                now.into(),
            ],
        )
        .await?;
    Ok(noted == 1)
}

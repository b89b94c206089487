//! Sessions: opened, looked up in one statement, ended.

mod find;

pub use find::{Found, FoundGrant, find};

use crate::db::{all, one};
use crate::entity::session;
use crate::{StoreError, Tx};
use portal_access::Own;
use portal_types::ids::{AccountId, PatientId, SessionId};
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, FromQueryResult, Value};
use uuid::Uuid;

/// Opens a session. `proven_at`: when its person proved who she is with all that the account has, milliseconds UTC; 0 if
/// she has not yet.
pub async fn open(
    tx: &Tx,
    session: SessionId,
    token_hash: String,
    account: AccountId,
    device: &str,
    proven_at: i64,
    now: i64,
) -> Result<(), StoreError> {
    let row = session::ActiveModel {
        id: Set(session.0),
        token_hash: Set(token_hash),
        account_id: Set(account.0),
        created_at: Set(now),
        seen_at: Set(now),
        ended_at: Set(None),
        proven_at: Set(proven_at),
        device: Set(device.into()),
        locked_at: Set(None),
    };
    session::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Whether an account was signed in to before, but not on this kind of device, as far as sessions are known: an account
/// that is older than the oldest of them (`known_since`, milliseconds UTC) is taken to have been signed in to.
pub async fn is_new_device(tx: &Tx, account: AccountId, device: &str, known_since: i64) -> Result<bool, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        known: i64,
        before: i64,
    }
    let row: Option<Row> = one(
        tx,
        "select coalesce(sum(case when device = $2 then 1 else 0 end), 0) as known,
                count(*) + (select count(*) from accounts where id = $1 and created_at < $3) as before
         from (select device from sessions where account_id = $1 order by created_at desc limit 100) as last",
        [account.0.into(), device.into(), known_since.into()],
    )
    .await?;
    Ok(row.is_some_and(|row| row.before > 0 && row.known == 0))
}

/// Notes that the person did something; not in a session that was locked meanwhile.
pub async fn seen(tx: &Tx, own: &Own, now: i64) -> Result<(), StoreError> {
    tx.run(
        "update sessions set seen_at = $1 where id = $2 and ended_at is null and locked_at is null",
        [now.into(), own.session().0.into()],
    )
    .await?;
    Ok(())
}

/// Locks one's session; locked twice it stays locked since the first time.
pub async fn lock(tx: &Tx, own: &Own, now: i64) -> Result<(), StoreError> {
    tx.run(
        "update sessions set locked_at = $1 where id = $2 and ended_at is null and locked_at is null",
        [now.into(), own.session().0.into()],
    )
    .await?;
    Ok(())
}

/// Opens one's locked session again; its person is here.
pub async fn unlock(tx: &Tx, own: &Own, now: i64) -> Result<(), StoreError> {
    tx.run(
        "update sessions set locked_at = null, seen_at = $1 where id = $2 and ended_at is null",
        [now.into(), own.session().0.into()],
    )
    .await?;
    Ok(())
}

/// Ends one's session.
pub async fn end(tx: &Tx, own: &Own, now: i64) -> Result<(), StoreError> {
    tx.run(
        "update sessions set ended_at = $1 where id = $2 and ended_at is null",
        [now.into(), own.session().0.into()],
    )
    .await?;
    Ok(())
}

/// Ends the session of a secret that was replaced by a new sign-in.
pub async fn end_by_token(tx: &Tx, token_hash: &str, now: i64) -> Result<(), StoreError> {
    tx.run(
        "update sessions set ended_at = $1 where token_hash = $2 and ended_at is null",
        [now.into(), token_hash.into()],
    )
    .await?;
    Ok(())
}

/// Notes looks at charts, each at most once since a moment; those that no other request of the session has noted. One
/// statement, however many they are.
pub async fn note_views(
    tx: &Tx,
    session: SessionId,
    views: &[(PatientId, &'static str)],
    since: i64,
    now: i64,
) -> Result<Vec<(PatientId, &'static str)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Noted {
        patient_id: Uuid,
        category: String,
    }
    if views.is_empty() {
        return Ok(Vec::new());
    }
    // In one order always: two requests of a session that note the same never wait for each other.
    let mut views = views.to_vec();
    views.sort_unstable();
    views.dedup();
    let mut values: Vec<Value> = vec![session.0.into(), since.into(), now.into()];
    let mut places = Vec::with_capacity(views.len());
    for (patient, category) in &views {
        places.push(format!("($1, ${}, ${}, $3)", values.len() + 1, values.len() + 2));
        values.extend([Value::from(patient.0), Value::from(*category)]);
    }
    let sql = format!(
        "insert into chart_views (session_id, patient_id, category, at) values {}
         on conflict (session_id, patient_id, category) do update set at = excluded.at
         where chart_views.at <= $2
         returning patient_id, category",
        places.join(", ")
    );
    let noted: Vec<Noted> = all(tx, &sql, values).await?;
    views.retain(|(patient, category)| noted.iter().any(|n| n.patient_id == patient.0 && n.category == *category));
    Ok(views)
}

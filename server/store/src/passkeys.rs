//! Passkeys, and the questions that they answer.

use crate::accounts::state_of;
use crate::db::{all, one};
use crate::{Reads, StoreError, Tx};
use portal_access::Own;
use portal_types::account::{AccountState, Lang};
use portal_types::ids::{AccountId, PasskeyId, PatientId, SessionId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// Keeps a question until it is answered; a new passkey's is of the session that asked.
pub async fn ask(
    tx: &Tx,
    token_hash: &str,
    session: Option<SessionId>,
    state: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.run(
        "insert into passkey_questions (token_hash, session_id, state, made_at) values ($1, $2, $3, $4)",
        [token_hash.into(), session.map(|session| session.0).into(), state.into(), now.into()],
    )
    .await?;
    Ok(())
}

/// Takes a question that was asked after a moment, by the same session: nobody can answer it again. `None` if there is none
/// (any more).
pub async fn take_question(
    tx: &Tx,
    token_hash: &str,
    session: Option<SessionId>,
    asked_after: i64,
) -> Result<Option<String>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        session_id: Option<Uuid>,
        state: String,
        made_at: i64,
    }
    let sql = "delete from passkey_questions where token_hash = $1 returning session_id, state, made_at";
    let row: Option<Row> = one(tx, sql, [token_hash.into()]).await?;
    let row = row.filter(|row| row.made_at > asked_after && row.session_id == session.map(|session| session.0));
    Ok(row.map(|row| row.state))
}

/// One of one's passkeys.
#[derive(FromQueryResult)]
pub struct Listed {
    /// Which.
    pub id: Uuid,
    /// What its authenticator calls it.
    pub credential: String,
    /// What its owner calls it.
    pub name: String,
    /// When it was made, milliseconds UTC.
    pub made_at: i64,
    /// When it was last used.
    pub used_at: Option<i64>,
    /// When it was stopped.
    pub stopped_at: Option<i64>,
}

/// One's passkeys, the oldest first.
pub async fn list(db: &impl Reads, own: &Own) -> Result<Vec<Listed>, StoreError> {
    all(
        db,
        "select id, credential, name, made_at, used_at, stopped_at from passkeys
         where account_id = $1 order by made_at, id",
        [own.account().0.into()],
    )
    .await
}

/// A passkey that is being added.
pub struct New<'a> {
    /// Its id.
    pub id: PasskeyId,
    /// What its authenticator calls it.
    pub credential: &'a str,
    /// Its public half.
    pub key: &'a str,
    /// What it is called.
    pub name: &'a str,
}

/// Adds a passkey. `Conflict` if its authenticator's name for it is taken, by whomever.
pub async fn add(tx: &Tx, own: &Own, new: New<'_>, now: i64) -> Result<(), StoreError> {
    let New { id, credential, key, name } = new;
    tx.run(
        "insert into passkeys (id, account_id, credential, key, name, made_at) values ($1, $2, $3, $4, $5, $6)",
        [id.0.into(), own.account().0.into(), credential.into(), key.into(), name.into(), now.into()],
    )
    .await?;
    Ok(())
}

/// Calls one of one's passkeys by another name. `false` if it is none (any more).
pub async fn rename(tx: &Tx, own: &Own, passkey: PasskeyId, name: &str) -> Result<bool, StoreError> {
    let sql = "update passkeys set name = $1 where id = $2 and account_id = $3";
    Ok(tx.run(sql, [name.into(), passkey.0.into(), own.account().0.into()]).await? == 1)
}

/// Removes one of one's passkeys. Recovery codes stand in for a second factor: they go with the last one. `false` if it is
/// none (any more).
pub async fn remove(tx: &Tx, own: &Own, passkey: PasskeyId) -> Result<bool, StoreError> {
    let id = || own.account().0.into();
    let sql = "delete from passkeys where id = $1 and account_id = $2";
    if tx.run(sql, [passkey.0.into(), id()]).await? != 1 {
        return Ok(false);
    }
    tx.run(
        "delete from recovery_codes where account_id = $1
             and not exists (select 1 from passkeys p where p.account_id = $1)
             and not exists (select 1 from accounts a where a.id = $1 and a.totp_sealed is not null)",
        [id()],
    )
    .await?;
    Ok(true)
}

/// Whose a passkey is, without holding it: the account is held first.
pub async fn owner(tx: &Tx, credential: &str) -> Result<Option<AccountId>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        account_id: Uuid,
    }
    let row: Option<Row> =
        one(tx, "select account_id from passkeys where credential = $1", [credential.into()]).await?;
    Ok(row.map(|row| row.account_id.into()))
}

/// Whether an account that is held has a passkey that works.
pub async fn any_works(tx: &Tx, account: AccountId) -> Result<bool, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        working: i64,
    }
    let sql = "select count(*) as working from passkeys where account_id = $1 and stopped_at is null";
    let row: Option<Row> = one(tx, sql, [account.0.into()]).await?;
    Ok(row.is_some_and(|row| row.working > 0))
}

/// What signing in with a passkey needs to know. Has no `Debug`.
pub struct Facts {
    /// Which.
    pub passkey: PasskeyId,
    /// Whose.
    pub account: AccountId,
    /// The account's username, folded.
    pub username_key: String,
    /// Its public half.
    pub key: String,
    /// Whether it was stopped.
    pub stopped: bool,
    /// The account's state.
    pub state: AccountState,
    /// Whether it is a staff account.
    pub staff: bool,
    /// The account's chart.
    pub patient: Option<PatientId>,
    /// The account's language.
    pub lang: Lang,
}

/// The passkey of an account that is held. Asked for nobody too, so that both cost one statement.
pub async fn facts(tx: &Tx, credential: &str, account: AccountId) -> Result<Option<Facts>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        account_id: Uuid,
        username_key: String,
        key: String,
        stopped_at: Option<i64>,
        state: String,
        role: Option<String>,
        patient_id: Option<Uuid>,
        lang: String,
    }
    let row: Option<Row> = one(
        tx,
        "select p.id, p.account_id, a.username_key, p.key, p.stopped_at, a.state, a.role, a.patient_id, a.lang
         from passkeys p join accounts a on a.id = p.account_id
         where p.credential = $1 and p.account_id = $2",
        [credential.into(), account.0.into()],
    )
    .await?;
    Ok(row.map(|row| Facts {
        passkey: row.id.into(),
        account: row.account_id.into(),
        username_key: row.username_key,
        key: row.key,
        stopped: row.stopped_at.is_some(),
        state: state_of(&row.state),
        staff: row.role.is_some(),
        patient: row.patient_id.map(Into::into),
        lang: Lang::from_code(&row.lang).unwrap_or_default(),
    }))
}

/// A passkey was used; `key` is its public half as it counts from now on.
pub async fn used(tx: &Tx, passkey: PasskeyId, key: &str, now: i64) -> Result<(), StoreError> {
    let sql = "update passkeys set key = $1, used_at = $2 where id = $3";
    tx.run(sql, [key.into(), now.into(), passkey.0.into()]).await?;
    Ok(())
}

/// A passkey opens nothing any more.
pub async fn stop(tx: &Tx, passkey: PasskeyId, now: i64) -> Result<(), StoreError> {
    let sql = "update passkeys set stopped_at = $1 where id = $2 and stopped_at is null";
    tx.run(sql, [now.into(), passkey.0.into()]).await?;
    Ok(())
}

//! How a patient's account stands: what Technical Support sees of it, and how it is set aside, cancelled, taken up again
//! and erased. Staff accounts are not touched here.

use crate::accounts::state_of;
use crate::db::{all, one};
use crate::{Reads, StoreError, Tx};
use portal_access::{Own, Support};
use portal_types::account::{AccountState, Lang};
use portal_types::enrollment::Channel;
use portal_types::ids::{AccountId, PatientId};
use portal_types::registry::RecordCard;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// Why an account is set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The person asked for it.
    Request,
    /// Who the person is must be confirmed anew.
    Reproof,
}

impl Why {
    fn code(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Reproof => "reproof",
        }
    }
}

/// What is known of an account that is about signing in. Has no `Debug`.
pub struct Facts {
    /// Username as typed.
    pub username: String,
    /// Username folded.
    pub username_key: String,
    /// Its state.
    pub state: AccountState,
    /// Whether who the person is must be confirmed anew.
    pub reproof: bool,
    /// Its language.
    pub lang: Lang,
    /// When it was made, milliseconds UTC.
    pub created_at: i64,
    /// When it was cancelled.
    pub cancelled_at: Option<i64>,
    /// When it was last signed in to.
    pub last_sign_in: Option<i64>,
    /// Whether an authenticator is set up.
    pub authenticator: bool,
    /// How many passkeys there are.
    pub passkeys: u32,
    /// Open sessions.
    pub sessions: u32,
    /// Its chart, for the audit trail.
    pub patient: Option<PatientId>,
}

/// The facts of a patient's account; sessions that were used since a moment count as open.
pub async fn facts(
    db: &impl Reads,
    _: &Support,
    account: AccountId,
    seen_since: i64,
) -> Result<Option<Facts>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        username: String,
        username_key: String,
        state: String,
        suspended_for: Option<String>,
        lang: String,
        created_at: i64,
        cancelled_at: Option<i64>,
        totp_sealed: Option<String>,
        patient_id: Option<Uuid>,
        last_sign_in: Option<i64>,
        sessions: i64,
        passkeys: i64,
    }
    let row: Option<Row> = one(
        db,
        "select a.username, a.username_key, a.state, a.suspended_for, a.lang, a.created_at, a.cancelled_at,
                a.totp_sealed, a.patient_id,
                (select max(s.created_at) from sessions s where s.account_id = a.id) as last_sign_in,
                (select count(*) from sessions s
                 where s.account_id = a.id and s.ended_at is null and s.seen_at > $2) as sessions,
                (select count(*) from passkeys k where k.account_id = a.id) as passkeys
         from accounts a where a.id = $1 and a.role is null and a.erased_at is null",
        [account.0.into(), seen_since.into()],
    )
    .await?;
    Ok(row.map(|row| Facts {
        username: row.username,
        username_key: row.username_key,
        state: state_of(&row.state),
        reproof: row.suspended_for.as_deref() == Some(Why::Reproof.code()),
        lang: Lang::from_code(&row.lang).unwrap_or_default(),
        created_at: row.created_at,
        cancelled_at: row.cancelled_at,
        last_sign_in: row.last_sign_in,
        authenticator: row.totp_sealed.is_some(),
        passkeys: u32::try_from(row.passkeys).unwrap_or(0),
        sessions: u32::try_from(row.sessions).unwrap_or(0),
        patient: row.patient_id.map(Into::into),
    }))
}

#[derive(FromQueryResult)]
struct IdRow {
    id: Uuid,
}

/// The patient's account of a username, in whatever state.
pub async fn by_username(db: &impl Reads, _: &Support, username_key: &str) -> Result<Option<AccountId>, StoreError> {
    let sql = "select id from accounts where username_key = $1 and role is null and erased_at is null";
    let row: Option<IdRow> = one(db, sql, [username_key.into()]).await?;
    Ok(row.map(|row| row.id.into()))
}

/// Patients' accounts with a contact, in whatever state; two at most, which is enough to know that it is not one.
pub async fn by_contact(
    db: &impl Reads,
    _: &Support,
    channel: Channel,
    value: &str,
) -> Result<Vec<AccountId>, StoreError> {
    let rows: Vec<IdRow> = all(
        db,
        "select a.id from account_contacts c join accounts a on a.id = c.account_id
         where c.value = $1 and c.channel = $2 and a.role is null order by a.created_at limit 2",
        [value.into(), channel.code().into()],
    )
    .await?;
    Ok(rows.into_iter().map(|row| row.id.into()).collect())
}

/// Whatever leads into an account ends: sessions, remembered devices, links, and what was half done.
async fn shut(tx: &Tx, account: AccountId, now: i64) -> Result<(), StoreError> {
    let id = || account.0.into();
    tx.run("update sessions set ended_at = $1 where account_id = $2 and ended_at is null", [now.into(), id()]).await?;
    tx.run("update devices set ended_at = $1 where account_id = $2 and ended_at is null", [now.into(), id()]).await?;
    tx.run("update recoveries set used_at = $1 where account_id = $2 and used_at is null", [now.into(), id()]).await?;
    tx.run("delete from half_sign_ins where account_id = $1", [id()]).await?;
    tx.run("delete from contact_checks where account_id = $1", [id()]).await?;
    Ok(())
}

/// Sets an active account aside. `false` if it is not active (any more).
pub async fn suspend(tx: &Tx, _: &Support, account: AccountId, why: Why, now: i64) -> Result<bool, StoreError> {
    let sql = "update accounts set state = 'suspended', suspended_for = $1
               where id = $2 and role is null and state = 'active'";
    let done = tx.run(sql, [why.code().into(), account.0.into()]).await? == 1;
    if done {
        shut(tx, account, now).await?;
    }
    Ok(done)
}

async fn take_up(tx: &Tx, account: AccountId, why: Why) -> Result<bool, StoreError> {
    let sql = "update accounts set state = 'active', suspended_for = null
               where id = $1 and role is null and state = 'suspended' and suspended_for = $2";
    Ok(tx.run(sql, [account.0.into(), why.code().into()]).await? == 1)
}

/// Opens an account again that was set aside because the person asked for it. `false` if it is not.
pub async fn resume(tx: &Tx, _: &Support, account: AccountId) -> Result<bool, StoreError> {
    take_up(tx, account, Why::Request).await
}

/// The account of a record that waits until who the person is was confirmed anew, with its language.
pub async fn awaits_proof(db: &impl Reads, record: &RecordCard) -> Result<Option<(AccountId, Lang)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        lang: String,
    }
    let sql = "select id, lang from accounts where patient_id = $1 and state = 'suspended' and suspended_for = $2";
    let row: Option<Row> = one(db, sql, [record.patient.0.into(), Why::Reproof.code().into()]).await?;
    Ok(row.map(|row| (row.id.into(), Lang::from_code(&row.lang).unwrap_or_default())))
}

/// Who the person is was confirmed: the account that [`awaits_proof`] gave opens again. `false` if it did meanwhile.
pub async fn confirmed(tx: &Tx, _: &RecordCard, account: AccountId, now: i64) -> Result<bool, StoreError> {
    let sql = "update accounts set proven_anew_at = $1 where id = $2";
    Ok(take_up(tx, account, Why::Reproof).await? && tx.run(sql, [now.into(), account.0.into()]).await? == 1)
}

async fn end(tx: &Tx, account: AccountId, now: i64) -> Result<bool, StoreError> {
    let sql = "update accounts set state = 'cancelled', cancelled_at = $1
               where id = $2 and role is null and state in ('active', 'suspended')";
    let done = tx.run(sql, [now.into(), account.0.into()]).await? == 1;
    if done {
        shut(tx, account, now).await?;
    }
    Ok(done)
}

/// Cancels a person's account for her. `false` if it cannot be (any more).
pub async fn cancel(tx: &Tx, _: &Support, account: AccountId, now: i64) -> Result<bool, StoreError> {
    end(tx, account, now).await
}

/// Cancels one's own account. `false` if it was cancelled or set aside meanwhile.
pub async fn cancel_own(tx: &Tx, own: &Own, now: i64) -> Result<bool, StoreError> {
    end(tx, own.account(), now).await
}

/// Takes up an account again that was cancelled after a moment. What it was set aside for before still counts. `false`
/// if it is too late, or was done.
pub async fn restore(tx: &Tx, _: &Support, account: AccountId, cancelled_after: i64) -> Result<bool, StoreError> {
    let sql = "update accounts set cancelled_at = null,
                   state = case when suspended_for is null then 'active' else 'suspended' end
               where id = $1 and state = 'cancelled' and cancelled_at > $2 and erased_at is null";
    Ok(tx.run(sql, [account.0.into(), cancelled_after.into()]).await? == 1)
}

/// Accounts that were cancelled at a moment or before and are not erased yet; the oldest, so many at most.
pub async fn overdue(db: &impl Reads, before: i64, most: u32) -> Result<Vec<Overdue>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        username_key: String,
    }
    let rows: Vec<Row> = all(
        db,
        "select id, username_key from accounts
         where cancelled_at is not null and erased_at is null and cancelled_at <= $1
         order by cancelled_at, id limit $2",
        [before.into(), i64::from(most).into()],
    )
    .await?;
    Ok(rows.into_iter().map(|row| Overdue { account: row.id.into(), username_key: row.username_key }).collect())
}

/// An account whose days of grace are over.
pub struct Overdue {
    /// Its id.
    pub account: AccountId,
    /// Its username, folded.
    pub username_key: String,
}

/// How an erased account's username is kept from others.
pub struct Retired<'a> {
    /// The keyed hash of the username.
    pub name: &'a str,
    /// Milliseconds from the cancelling until somebody may have it.
    pub for_ms: i64,
}

/// Erases what identifies an account that was cancelled at a moment or before. Its id, its dates and the audit trail
/// stay; its record has no account any more. `false` if it was taken up meanwhile.
pub async fn erase(
    tx: &Tx,
    account: AccountId,
    retired: Retired<'_>,
    before: i64,
    now: i64,
) -> Result<bool, StoreError> {
    let id = || account.0.into();
    // Tickets are held before the account, as everywhere.
    tx.run("update tickets set asked_at = asked_at where account_id = $1", [id()]).await?;
    // A name with a space in it can be nobody's.
    let erased = tx
        .run(
            "update accounts set username = '', username_key = $1, password_hash = '', display_name = '',
                 patient_id = null, totp_sealed = null, totp_pending = null, question = null, answer_hash = null,
                 suspended_for = null, erased_at = $2
             where id = $3 and state = 'cancelled' and cancelled_at <= $4 and erased_at is null",
            [format!("erased {account}").into(), now.into(), id(), before.into()],
        )
        .await?;
    if erased != 1 {
        return Ok(false);
    }
    tx.run(
        "insert into retired_usernames (name, free_at) select $1, cancelled_at + $2 from accounts where id = $3
         on conflict (name) do update set free_at = excluded.free_at",
        [retired.name.into(), retired.for_ms.into(), id()],
    )
    .await?;
    // The forms that name its person stay with the clinic, and she may enroll anew by one.
    tx.run("update representatives set account_id = null, linked_at = null where account_id = $1", [id()]).await?;
    // What was delivered to its contacts, their addresses with it.
    tx.run(
        "delete from outbox where (sent_at is not null or given_up_at is not null)
           and recipient in (select value from account_contacts where account_id = $1)",
        [id()],
    )
    .await?;
    for table in [
        "account_contacts",
        "contact_checks",
        "recovery_codes",
        "passkeys",
        "recoveries",
        "half_sign_ins",
        "drafts",
        "devices",
        "sessions",
    ] {
        tx.run(&format!("delete from {table} where account_id = $1"), [id()]).await?;
    }
    // What she wrote to Technical Support goes, too; a ticket that is open is finished without the account.
    tx.run(
        "delete from ticket_notes where ticket_id in
             (select id from tickets where account_id = $1 and closed_at is not null)",
        [id()],
    )
    .await?;
    tx.run("delete from tickets where account_id = $1 and closed_at is not null", [id()]).await?;
    tx.run("update tickets set account_id = null, signed_in = false where account_id = $1", [id()]).await?;
    Ok(true)
}

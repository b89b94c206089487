//! Staff accounts, for the administration's desk. Patients' accounts are not touched here.

use crate::accounts::state_of;
use crate::db::{all, one};
use crate::pools::places;
use crate::{Reads, StoreError, Tx};
use portal_access::Administration;
use portal_types::account::{AccountState, Role};
use portal_types::ids::{AccountId, PracticeId};
use portal_types::page::{Cursor, PAGE};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

/// A staff account.
pub struct Colleague {
    /// Which.
    pub account: AccountId,
    /// Username as typed.
    pub username: String,
    /// Name as patients see it.
    pub name: String,
    /// What the person does.
    pub role: Role,
    /// How the account stands.
    pub state: AccountState,
    /// When it was made, milliseconds UTC.
    pub made_at: i64,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    username: String,
    display_name: String,
    role: String,
    state: String,
    created_at: i64,
}

impl Row {
    fn colleague(self) -> Option<Colleague> {
        Some(Colleague {
            account: self.id.into(),
            username: self.username,
            name: self.display_name,
            // A word that we do not know is no role, and a query leaves it out: who has it may do nothing.
            role: Role::from_code(&self.role)?,
            state: state_of(&self.state),
            made_at: self.created_at,
        })
    }
}

/// The staff accounts whose role is a word that we know.
fn staff() -> String {
    let roles = Role::ALL.map(|role| format!("'{}'", role.code())).join(", ");
    format!(
        "select id, username, display_name, role, state, created_at from accounts
         where role is not null and role in ({roles})"
    )
}

/// A page of the staff, the newest first; one more than [`PAGE`], if there are more.
pub async fn list(db: &impl Reads, _: &Administration, after: Option<Cursor>) -> Result<Vec<Colleague>, StoreError> {
    let mut values: Vec<Value> = Vec::new();
    let from = match after {
        Some(cursor) => {
            values.extend([cursor.at.into(), cursor.id.into()]);
            "and (created_at, id) < ($1, $2)"
        }
        None => "",
    };
    let sql = format!("{} {from} order by created_at desc, id desc limit {}", staff(), PAGE + 1);
    let rows: Vec<Row> = all(db, &sql, values).await?;
    Ok(rows.into_iter().filter_map(Row::colleague).collect())
}

/// One staff account.
pub async fn find(db: &impl Reads, _: &Administration, account: AccountId) -> Result<Option<Colleague>, StoreError> {
    let row: Option<Row> = one(db, &format!("{} and id = $1", staff()), [account.0.into()]).await?;
    Ok(row.and_then(Row::colleague))
}

/// The staff account of a username, folded.
pub async fn by_username(
    db: &impl Reads,
    _: &Administration,
    username_key: &str,
) -> Result<Option<AccountId>, StoreError> {
    let sql = "select id from accounts where username_key = $1 and role is not null";
    let row: Option<IdRow> = one(db, sql, [username_key.into()]).await?;
    Ok(row.map(|row| row.id.into()))
}

/// What is known of signing in to a staff account.
#[derive(FromQueryResult)]
pub struct SigningIn {
    /// When it was last signed in to.
    pub last_sign_in: Option<i64>,
    /// Sessions that were used since the moment asked about.
    pub sessions: i64,
    /// Until when the link works by which it is set up.
    pub set_up_until: Option<i64>,
}

/// What is known of signing in to a colleague's account; sessions used since a moment count as open.
pub async fn signing_in(db: &impl Reads, of: &Colleague, since: i64) -> Result<SigningIn, StoreError> {
    let row: Option<SigningIn> = one(
        db,
        "select (select max(created_at) from sessions where account_id = $1) as last_sign_in,
                (select count(*) from sessions where account_id = $1 and ended_at is null and seen_at > $2) as sessions,
                (select max(expires_at) from staff_set_ups where account_id = $1) as set_up_until",
        [of.account.0.into(), since.into()],
    )
    .await?;
    Ok(row.unwrap_or(SigningIn { last_sign_in: None, sessions: 0, set_up_until: None }))
}

#[derive(FromQueryResult)]
struct PracticeRow {
    id: Uuid,
    name: String,
    member: bool,
}

/// Which of these practices there are.
pub async fn known(tx: &Tx, _: &Administration, practices: &[PracticeId]) -> Result<usize, StoreError> {
    if practices.is_empty() {
        return Ok(0);
    }
    let sql = format!("select id from practices where id in {}", places(1, practices.len()));
    let rows: Vec<IdRow> =
        all(tx, &sql, practices.iter().map(|practice| practice.0.into()).collect::<Vec<Value>>()).await?;
    Ok(rows.len())
}

/// The practices by name, those first that a colleague is of; at most 500.
pub async fn practices(
    db: &impl Reads,
    _: &Administration,
    of: Option<AccountId>,
) -> Result<Vec<(PracticeId, String, bool)>, StoreError> {
    let rows: Vec<PracticeRow> = all(
        db,
        "select o.id, o.name, s.account_id is not null as member
         from practices o left join practice_staff s on s.practice_id = o.id and s.account_id = $1
         order by s.account_id is null, o.name, o.id limit 500",
        [of.map_or(Uuid::nil(), |of| of.0).into()],
    )
    .await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.name, row.member)).collect())
}

#[derive(FromQueryResult)]
struct IdRow {
    id: Uuid,
}

/// The active administrators, all of them held until the transaction ends, in one order: of two that set each other
/// aside at one moment, one does.
pub async fn hold_administrators(tx: &Tx, _: &Administration) -> Result<Vec<AccountId>, StoreError> {
    let held = if tx.is_postgres() { "for update" } else { "" };
    let all_of_them = format!("select id from accounts where role = 'admin' order by id {held}");
    let _: Vec<IdRow> = all(tx, &all_of_them, []).await?;
    // Asked once more: what was read before the wait may be over.
    let sql = "select id from accounts where role = 'admin' and state = 'active' order by id";
    let rows: Vec<IdRow> = all(tx, sql, []).await?;
    Ok(rows.into_iter().map(|row| row.id.into()).collect())
}

/// One staff account, held until the transaction ends.
pub async fn hold(tx: &Tx, key: &Administration, account: AccountId) -> Result<Option<Colleague>, StoreError> {
    tx.run("update accounts set state = state where id = $1 and role is not null", [account.0.into()]).await?;
    find(tx, key, account).await
}

/// Ends the sessions of a colleague.
pub async fn end_sessions(tx: &Tx, of: &Colleague, now: i64) -> Result<(), StoreError> {
    let sql = "update sessions set ended_at = $1 where account_id = $2 and ended_at is null";
    tx.run(sql, [now.into(), of.account.0.into()]).await?;
    Ok(())
}

/// Takes away the address that a colleague has given, and what is half done of giving one: somebody else may have done it.
async fn take_address(tx: &Tx, of: &Colleague) -> Result<(), StoreError> {
    tx.run("delete from account_contacts where account_id = $1", [of.account.0.into()]).await?;
    tx.run("delete from contact_checks where account_id = $1", [of.account.0.into()]).await?;
    Ok(())
}

/// Sets a colleague's account aside: nobody signs in to it, nor sets it up, and no letter goes to its address.
pub async fn suspend(tx: &Tx, of: &Colleague, now: i64) -> Result<(), StoreError> {
    tx.run("update accounts set state = 'suspended' where id = $1", [of.account.0.into()]).await?;
    tx.run("delete from staff_set_ups where account_id = $1", [of.account.0.into()]).await?;
    take_address(tx, of).await?;
    end_sessions(tx, of, now).await
}

/// Opens it again; one that was never set up waits for that.
pub async fn resume(tx: &Tx, of: &Colleague) -> Result<(), StoreError> {
    let sql = "update accounts set state = case when password_hash = '' then 'invited' else 'active' end where id = $1";
    tx.run(sql, [of.account.0.into()]).await?;
    Ok(())
}

/// Gives a colleague another role.
pub async fn set_role(tx: &Tx, of: &Colleague, role: Role) -> Result<(), StoreError> {
    tx.run("update accounts set role = $1 where id = $2", [role.code().into(), of.account.0.into()]).await?;
    Ok(())
}

/// Takes a colleague out of all practices and their inboxes.
pub async fn leave_practices(tx: &Tx, of: &Colleague) -> Result<(), StoreError> {
    tx.run("delete from practice_staff where account_id = $1", [of.account.0.into()]).await?;
    tx.run("delete from pool_members where account_id = $1", [of.account.0.into()]).await?;
    // Who answers an inbox no longer leads it.
    tx.run("update pools set lead = null where lead = $1", [of.account.0.into()]).await?;
    Ok(())
}

/// Takes password, authenticator and address from a colleague: the account waits until it is set up anew, with a secret
/// that is sealed here.
pub async fn reset(tx: &Tx, of: &Colleague, totp_sealed: &str, now: i64) -> Result<(), StoreError> {
    tx.run(
        "update accounts set state = 'invited', password_hash = '', totp_sealed = $1, totp_last_step = 0 where id = $2",
        [totp_sealed.into(), of.account.0.into()],
    )
    .await?;
    take_address(tx, of).await?;
    end_sessions(tx, of, now).await
}

/// A link to set an account up is out; the one before it is none any more.
pub async fn hand_over(
    tx: &Tx,
    _: &Administration,
    account: AccountId,
    code_hash: &str,
    now: i64,
    until: i64,
) -> Result<(), StoreError> {
    tx.run(
        "insert into staff_set_ups (account_id, code_hash, made_at, expires_at) values ($1, $2, $3, $4)
         on conflict (account_id) do update set code_hash = excluded.code_hash, made_at = excluded.made_at,
             expires_at = excluded.expires_at",
        [account.0.into(), code_hash.into(), now.into(), until.into()],
    )
    .await?;
    Ok(())
}

/// An account that a link sets up. Has no `Debug`.
#[derive(FromQueryResult)]
pub struct SettingUp {
    /// Which.
    pub id: Uuid,
    /// Username as typed.
    pub username: String,
    /// The sealed secret of its authenticator.
    pub totp_sealed: Option<String>,
}

/// The account whose link works at a moment, if it still waits to be set up.
pub async fn setting_up(db: &impl Reads, code_hash: &str, now: i64) -> Result<Option<SettingUp>, StoreError> {
    one(
        db,
        "select a.id, a.username, a.totp_sealed from staff_set_ups u join accounts a on a.id = u.account_id
         where u.code_hash = $1 and u.expires_at > $2 and a.state = 'invited' and a.role is not null",
        [code_hash.into(), now.into()],
    )
    .await
}

/// Another secret for an account that waits to be set up by a link, sealed. `false` if it does not (any more).
pub async fn show_secret(tx: &Tx, account: AccountId, code_hash: &str, totp_sealed: &str) -> Result<bool, StoreError> {
    let shown = tx
        .run(
            "update accounts set totp_sealed = $1
             where id = $2 and state = 'invited'
               and exists (select 1 from staff_set_ups u where u.account_id = $2 and u.code_hash = $3)",
            [totp_sealed.into(), account.0.into(), code_hash.into()],
        )
        .await?;
    Ok(shown == 1)
}

/// Sets an account up, by its link and with the sealed secret that the authenticator's code was judged with: the link is
/// used, once. `false` if it was meanwhile, if another one took its place, or if another secret was shown since.
pub async fn set_up(
    tx: &Tx,
    account: AccountId,
    (code_hash, totp_sealed): (&str, &str),
    password_hash: &str,
    step: i64,
) -> Result<bool, StoreError> {
    // The account is held before anything that belongs to it.
    let waits = tx
        .run(
            "update accounts set password_hash = $1, totp_last_step = $2, state = 'active'
             where id = $3 and state = 'invited' and totp_sealed = $5
               and exists (select 1 from staff_set_ups u where u.account_id = $3 and u.code_hash = $4)",
            [password_hash.into(), step.into(), account.0.into(), code_hash.into(), totp_sealed.into()],
        )
        .await?;
    let sql = "delete from staff_set_ups where account_id = $1 and code_hash = $2";
    Ok(waits == 1 && tx.run(sql, [account.0.into(), code_hash.into()]).await? == 1)
}

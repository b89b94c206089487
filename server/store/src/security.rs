//! How a person proves who she is besides the password, and how she comes back without it.

use crate::db::{all, one};
use crate::{Reads, StoreError, Tx};
use portal_access::Own;
use portal_types::account::Lang;
use portal_types::enrollment::{Channel, SecurityQuestion};
use portal_types::ids::{AccountId, DeviceId, PatientId, SessionId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// What recovery and the second step need to know of an account. Has no `Debug`.
#[derive(Clone)]
pub struct Factors {
    /// Which account.
    pub account: AccountId,
    /// Username as typed.
    pub username: String,
    /// Username folded.
    pub username_key: String,
    /// The password's hash.
    pub password_hash: String,
    /// The sealed secret of the authenticator, if there is one.
    pub totp_sealed: Option<String>,
    /// The secret that is being set up.
    pub totp_pending: Option<String>,
    /// The security question and the hash of its answer.
    pub question: Option<(SecurityQuestion, String)>,
    /// Recovery codes that were not used.
    pub recovery_codes: u32,
    /// Whether there is a passkey.
    pub passkey: bool,
    /// The account's language.
    pub lang: Lang,
    /// Its chart.
    pub patient: Option<PatientId>,
    /// Whether it is a staff account.
    pub staff: bool,
    /// active, cancelled, ...
    pub state: String,
    /// When the enrollment desk last confirmed anew who the person is, milliseconds UTC.
    pub proven_anew_at: Option<i64>,
}

/// The factors of an account. Asked for nobody too (a nil id), so that both cost one statement.
pub async fn factors(db: &impl Reads, account: AccountId) -> Result<Option<Factors>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        username: String,
        username_key: String,
        password_hash: String,
        totp_sealed: Option<String>,
        totp_pending: Option<String>,
        question: Option<String>,
        answer_hash: Option<String>,
        lang: String,
        patient_id: Option<Uuid>,
        role: Option<String>,
        state: String,
        proven_anew_at: Option<i64>,
        codes: i64,
        passkeys: i64,
    }
    let row: Option<Row> = one(
        db,
        "select a.id, a.username, a.username_key, a.password_hash, a.totp_sealed, a.totp_pending, a.question,
                a.answer_hash, a.lang, a.patient_id, a.role, a.state, a.proven_anew_at,
                (select count(*) from recovery_codes r where r.account_id = a.id and r.used_at is null) as codes,
                (select count(*) from passkeys p where p.account_id = a.id) as passkeys
         from accounts a where a.id = $1",
        [account.0.into()],
    )
    .await?;
    Ok(row.map(|row| Factors {
        account: row.id.into(),
        username: row.username,
        username_key: row.username_key,
        password_hash: row.password_hash,
        totp_sealed: row.totp_sealed,
        totp_pending: row.totp_pending,
        question: row.question.as_deref().and_then(SecurityQuestion::from_code).zip(row.answer_hash),
        recovery_codes: u32::try_from(row.codes).unwrap_or(0),
        passkey: row.passkeys > 0,
        lang: Lang::from_code(&row.lang).unwrap_or_default(),
        patient: row.patient_id.map(Into::into),
        staff: row.role.is_some(),
        state: row.state,
        proven_anew_at: row.proven_anew_at,
    }))
}

/// Keeps a recovery link, if its account exists and is a patient's that is active; otherwise changes nothing, with the
/// same statement.
pub async fn make_recovery(
    tx: &Tx,
    id: Uuid,
    code_hash: &str,
    account: AccountId,
    now: i64,
    expires_at: i64,
) -> Result<bool, StoreError> {
    let made = tx
        .run(
            "insert into recoveries (id, code_hash, account_id, made_at, expires_at)
             select $1, $2, a.id, $4, $5 from accounts a
             where a.id = $3 and a.state = 'active' and a.role is null",
            [id.into(), code_hash.into(), account.0.into(), now.into(), expires_at.into()],
        )
        .await?;
    Ok(made == 1)
}

/// A recovery link.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Recovery {
    /// Its row.
    pub id: Uuid,
    /// Whose.
    pub account_id: Uuid,
    /// Until when, milliseconds UTC.
    pub expires_at: i64,
    /// Wrong proofs so far.
    pub wrong: i64,
    /// When it was used.
    pub used_at: Option<i64>,
}

/// The recovery of a code.
pub async fn recovery(db: &impl Reads, code_hash: &str) -> Result<Option<Recovery>, StoreError> {
    let sql = "select id, account_id, expires_at, wrong, used_at from recoveries where code_hash = $1";
    one(db, sql, [code_hash.into()]).await
}

/// Counts one more wrong proof, before it is judged.
pub async fn count_recovery(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    tx.run("update recoveries set wrong = wrong + 1 where id = $1", [id.into()]).await?;
    Ok(())
}

/// Uses a recovery link. `false` if it was used meanwhile.
pub async fn use_recovery(tx: &Tx, id: Uuid, now: i64) -> Result<bool, StoreError> {
    let sql = "update recoveries set used_at = $1 where id = $2 and used_at is null";
    Ok(tx.run(sql, [now.into(), id.into()]).await? == 1)
}

/// A new password: all sessions, remembered devices and open recoveries end with the old one, but for one session.
pub async fn set_password(
    tx: &Tx,
    account: AccountId,
    hash: &str,
    keep: Option<SessionId>,
    now: i64,
) -> Result<(), StoreError> {
    let id = || account.0.into();
    tx.run("update accounts set password_hash = $1 where id = $2", [hash.into(), id()]).await?;
    tx.run(
        "update sessions set ended_at = $1 where account_id = $2 and ended_at is null and id <> $3",
        [now.into(), id(), keep.map_or(Uuid::nil(), |session| session.0).into()],
    )
    .await?;
    end_devices(tx, account.0, now).await?;
    tx.run("update recoveries set used_at = $1 where account_id = $2 and used_at is null", [now.into(), id()]).await?;
    tx.run("delete from half_sign_ins where account_id = $1", [id()]).await?;
    Ok(())
}

/// Accounts with this contact, and their usernames; at most five.
pub async fn by_contact(
    db: &impl Reads,
    channel: Channel,
    value: &str,
) -> Result<Vec<(AccountId, String, Lang)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        username: String,
        lang: String,
    }
    let rows: Vec<Row> = all(
        db,
        "select a.id, a.username, a.lang from account_contacts c join accounts a on a.id = c.account_id
         where c.value = $1 and c.channel = $2 and a.state = 'active' and a.role is null
         order by a.created_at limit 5",
        [value.into(), channel.code().into()],
    )
    .await?;
    Ok(rows.into_iter().map(|r| (r.id.into(), r.username, Lang::from_code(&r.lang).unwrap_or_default())).collect())
}

/// Keeps the secret of an authenticator that is being set up.
pub async fn begin_totp(tx: &Tx, own: &Own, sealed: &str) -> Result<(), StoreError> {
    let sql = "update accounts set totp_pending = $1 where id = $2";
    tx.run(sql, [sealed.into(), own.account().0.into()]).await?;
    Ok(())
}

/// The authenticator whose sealed secret was checked counts from now on; the step its first code was of is used.
/// Remembered devices, which stood in for what was before, end. `Conflict` if another one is being set up by now.
pub async fn finish_totp(tx: &Tx, own: &Own, sealed: &str, step: i64, now: i64) -> Result<(), StoreError> {
    let id = own.account().0;
    let changed = tx
        .run(
            "update accounts set totp_sealed = totp_pending, totp_pending = null, totp_last_step = $1
             where id = $2 and totp_pending = $3",
            [step.into(), id.into(), sealed.into()],
        )
        .await?;
    if changed == 0 {
        return Err(StoreError::Conflict);
    }
    end_devices(tx, id, now).await
}

/// Without an authenticator from now on; remembered devices, which stood in for it, go too, and so do recovery codes,
/// unless a passkey is left.
pub async fn remove_totp(tx: &Tx, own: &Own, now: i64) -> Result<(), StoreError> {
    let id = own.account().0;
    tx.run("update accounts set totp_sealed = null, totp_pending = null where id = $1", [id.into()]).await?;
    let sql = "delete from recovery_codes where account_id = $1
                   and not exists (select 1 from passkeys p where p.account_id = $1)";
    tx.run(sql, [id.into()]).await?;
    end_devices(tx, id, now).await
}

/// No device is remembered any more.
async fn end_devices(tx: &Tx, account: Uuid, now: i64) -> Result<(), StoreError> {
    let sql = "update devices set ended_at = $1 where account_id = $2 and ended_at is null";
    tx.run(sql, [now.into(), account.into()]).await?;
    Ok(())
}

/// New recovery codes in place of all older ones.
pub async fn set_recovery_codes(tx: &Tx, own: &Own, hashes: &[String]) -> Result<(), StoreError> {
    let id = own.account().0;
    tx.run("delete from recovery_codes where account_id = $1", [id.into()]).await?;
    for hash in hashes {
        tx.run("insert into recovery_codes (account_id, code_hash) values ($1, $2)", [id.into(), hash.clone().into()])
            .await?;
    }
    Ok(())
}

/// Uses a recovery code. `false` if it is none of the account's, or was used.
pub async fn use_recovery_code(tx: &Tx, account: AccountId, hash: &str, now: i64) -> Result<bool, StoreError> {
    let sql = "update recovery_codes set used_at = $1 where account_id = $2 and code_hash = $3 and used_at is null";
    Ok(tx.run(sql, [now.into(), account.0.into(), hash.into()]).await? == 1)
}

/// Keeps the first half of a sign-in.
pub async fn half_sign_in(
    tx: &Tx,
    token_hash: &str,
    account: AccountId,
    next: Option<&str>,
    now: i64,
) -> Result<(), StoreError> {
    tx.run("delete from half_sign_ins where made_at < $1", [(now - 600_000).into()]).await?;
    tx.run(
        "insert into half_sign_ins (token_hash, account_id, made_at, next) values ($1, $2, $3, $4)",
        [token_hash.into(), account.0.into(), now.into(), next.into()],
    )
    .await?;
    Ok(())
}

/// The first half of a sign-in.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Half {
    /// When, milliseconds UTC.
    pub made_at: i64,
    /// Wrong codes so far.
    pub wrong: i64,
    /// Where to go afterwards.
    pub next: Option<String>,
}

/// Whose the first half of a secret is, without holding it: the account is held first.
pub async fn half_of(tx: &Tx, token_hash: &str) -> Result<Option<AccountId>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        account_id: Uuid,
    }
    let sql = "select account_id from half_sign_ins where token_hash = $1";
    let row: Option<Row> = one(tx, sql, [token_hash.into()]).await?;
    Ok(row.map(|row| row.account_id.into()))
}

/// The first half of a secret, held until the transaction ends, with one more try counted.
pub async fn try_half(tx: &Tx, token_hash: &str) -> Result<Option<Half>, StoreError> {
    one(
        tx,
        "update half_sign_ins set wrong = wrong + 1 where token_hash = $1
         returning made_at, wrong, next",
        [token_hash.into()],
    )
    .await
}

/// The sign-in is whole.
pub async fn end_half(tx: &Tx, token_hash: &str) -> Result<(), StoreError> {
    tx.run("delete from half_sign_ins where token_hash = $1", [token_hash.into()]).await?;
    Ok(())
}

/// Ends the first half of a secret, if it is this account's: where it wanted to go.
pub async fn take_half(tx: &Tx, token_hash: &str, account: AccountId) -> Result<Option<String>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        next: Option<String>,
    }
    let sql = "delete from half_sign_ins where token_hash = $1 and account_id = $2 returning next";
    let row: Option<Row> = one(tx, sql, [token_hash.into(), account.0.into()]).await?;
    Ok(row.and_then(|row| row.next))
}

/// Remembers a device.
pub async fn remember(
    tx: &Tx,
    id: DeviceId,
    token_hash: &str,
    account: AccountId,
    name: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.run(
        "insert into devices (id, token_hash, account_id, name, made_at, seen_at) values ($1, $2, $3, $4, $5, $5)",
        [id.0.into(), token_hash.into(), account.0.into(), name.into(), now.into()],
    )
    .await?;
    Ok(())
}

/// Whether a device is remembered for an account, and since a moment at the earliest.
pub async fn is_remembered(
    tx: &Tx,
    token_hash: &str,
    account: AccountId,
    since: i64,
    now: i64,
) -> Result<bool, StoreError> {
    let sql = "update devices set seen_at = $1
               where token_hash = $2 and account_id = $3 and ended_at is null and made_at > $4";
    Ok(tx.run(sql, [now.into(), token_hash.into(), account.0.into(), since.into()]).await? == 1)
}

/// The person has proven who she is.
pub async fn prove(tx: &Tx, own: &Own, now: i64) -> Result<(), StoreError> {
    tx.run("update sessions set proven_at = $1 where id = $2", [now.into(), own.session().0.into()]).await?;
    Ok(())
}

/// A session in the list of one's own.
#[derive(FromQueryResult)]
pub struct ListedSession {
    /// Which.
    pub id: Uuid,
    /// On what kind of browser.
    pub device: String,
    /// When it was opened, milliseconds UTC.
    pub created_at: i64,
    /// When the person last did something.
    pub seen_at: i64,
}

/// One's open sessions, the newest first.
pub async fn sessions(db: &impl Reads, own: &Own, seen_since: i64) -> Result<Vec<ListedSession>, StoreError> {
    all(
        db,
        "select id, device, created_at, seen_at from sessions
         where account_id = $1 and ended_at is null and seen_at > $2 order by seen_at desc, id desc limit 20",
        [own.account().0.into(), seen_since.into()],
    )
    .await
}

/// Ends one of one's sessions, or all but this one.
pub async fn end_sessions(tx: &Tx, own: &Own, which: Option<SessionId>, now: i64) -> Result<u64, StoreError> {
    let (condition, id) = match which {
        Some(session) => ("id = $3", session.0),
        None => ("id <> $3", own.session().0),
    };
    let sql = format!("update sessions set ended_at = $1 where account_id = $2 and ended_at is null and {condition}");
    tx.run(&sql, [now.into(), own.account().0.into(), id.into()]).await
}

/// Whether one's session has not ended, as it stands once the account is held.
pub async fn is_open(tx: &Tx, own: &Own) -> Result<bool, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        open: i64,
    }
    let sql = "select count(*) as open from sessions where id = $1 and ended_at is null";
    let row: Option<Row> = one(tx, sql, [own.session().0.into()]).await?;
    Ok(row.is_some_and(|row| row.open > 0))
}

/// A remembered device in the list of one's own.
#[derive(FromQueryResult)]
pub struct ListedDevice {
    /// Which.
    pub id: Uuid,
    /// What kind of browser.
    pub name: String,
    /// Since when, milliseconds UTC.
    pub made_at: i64,
    /// When it was last used.
    pub seen_at: i64,
}

/// One's remembered devices.
pub async fn devices(db: &impl Reads, own: &Own, since: i64) -> Result<Vec<ListedDevice>, StoreError> {
    all(
        db,
        "select id, name, made_at, seen_at from devices
         where account_id = $1 and ended_at is null and made_at > $2 order by seen_at desc, id desc limit 20",
        [own.account().0.into(), since.into()],
    )
    .await
}

/// Forgets a remembered device.
pub async fn forget_device(tx: &Tx, own: &Own, device: DeviceId, now: i64) -> Result<(), StoreError> {
    tx.run(
        "update devices set ended_at = $1 where id = $2 and account_id = $3 and ended_at is null",
        [now.into(), device.0.into(), own.account().0.into()],
    )
    .await?;
    Ok(())
}

/// One's own sign-ins, and what was changed about signing in: from the audit trail, the newest first.
#[derive(FromQueryResult)]
pub struct History {
    /// When, milliseconds UTC.
    pub at: i64,
    /// What, the action's word.
    pub action: String,
    /// "ok", or the word of a refusal.
    pub outcome: String,
}

/// The last thirty of them.
pub async fn history(db: &impl Reads, own: &Own) -> Result<Vec<History>, StoreError> {
    all(
        db,
        "select at, action, outcome from (
             select seq, at, action, outcome from audit
             where object_id = $1 and action in ('sign-in', 'passkey-sign-in', 'second-step', 'recover')
             union all
             select seq, at, action, outcome from audit
             where account_id = $1 and action in
                 ('sign-out', 'change-password', 'set-authenticator', 'set-passkey', 'make-recovery-codes',
                  'change-contact', 'end-session', 'forget-device')
         ) as own order by seq desc limit 30",
        [own.account().0.into()],
    )
    .await
}

//! Accounts: sign-in facts, creation, contacts.

use crate::agreements::{self, InForce};
use crate::db::one;
use crate::entity::{account, account_contact};
use crate::{Reads, StoreError, Tx};
use portal_access::Own;
use portal_types::account::{AccountState, Lang, Role};
use portal_types::enrollment::{Channel, SecurityQuestion};
use portal_types::ids::{AccountId, PatientId};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter};
use uuid::Uuid;

/// What signing in needs to know of an account. Has no `Debug`: hashes stay out of logs.
#[derive(Clone)]
pub struct SignInFacts {
    /// Which account.
    pub account: AccountId,
    /// Its state.
    pub state: AccountState,
    /// The stored hash.
    pub password_hash: String,
    /// The role, if it is a staff account.
    pub role: Option<Role>,
    /// The sealed TOTP secret, if there is one.
    pub totp_sealed: Option<String>,
    /// The last TOTP step that was used.
    pub totp_last_step: i64,
    /// The chart linked to it.
    pub patient: Option<PatientId>,
    /// Its language.
    pub lang: Lang,
}

/// The word of a state in the table.
pub fn state_code(state: AccountState) -> &'static str {
    match state {
        AccountState::Invited => "invited",
        AccountState::Started => "started",
        AccountState::PendingReview => "pending_review",
        AccountState::ReadyToFinish => "ready_to_finish",
        AccountState::Active => "active",
        AccountState::Locked => "locked",
        AccountState::Suspended => "suspended",
        AccountState::Cancelled => "cancelled",
    }
}

pub(crate) fn state_of(code: &str) -> AccountState {
    use AccountState::*;
    [Invited, Started, PendingReview, ReadyToFinish, Active, Locked, Cancelled]
        .into_iter()
        .find(|state| state_code(*state) == code)
        // A word we do not know opens nothing.
        .unwrap_or(Suspended)
}

/// The account of a username, by its folded form. There is one row to read whether or not such an account exists, so that
/// the time of reading it tells nobody.
pub async fn by_username(db: &impl Reads, username_key: &str) -> Result<Option<SignInFacts>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Option<Uuid>,
        state: Option<String>,
        password_hash: Option<String>,
        role: Option<String>,
        totp_sealed: Option<String>,
        totp_last_step: Option<i64>,
        patient_id: Option<Uuid>,
        lang: Option<String>,
    }
    let row: Option<Row> = one(
        db,
        "select a.id, a.state, a.password_hash, a.role, a.totp_sealed, a.totp_last_step, a.patient_id, a.lang
         from (select 1 as asked) as anybody left join accounts a on a.username_key = $1",
        [username_key.into()],
    )
    .await?;
    Ok(row.and_then(|row| {
        Some(SignInFacts {
            account: row.id?.into(),
            state: state_of(row.state.as_deref()?),
            password_hash: row.password_hash?,
            role: row.role.as_deref().and_then(Role::from_code),
            totp_sealed: row.totp_sealed,
            totp_last_step: row.totp_last_step?,
            patient: row.patient_id.map(Into::into),
            lang: row.lang.as_deref().and_then(Lang::from_code).unwrap_or_default(),
        })
    }))
}

/// Whether a username is taken, or was an erased account's and is nobody's yet. `retired`: its keyed hash.
pub async fn username_taken(db: &impl Reads, username_key: &str, retired: &str, now: i64) -> Result<bool, StoreError> {
    #[derive(FromQueryResult)]
    struct Found {
        found: i32,
    }
    let row: Option<Found> = one(
        db,
        "select 1 as found from accounts where username_key = $1
             union all select 1 from retired_usernames where name = $2 and free_at > $3 limit 1",
        [username_key.into(), retired.into(), now.into()],
    )
    .await?;
    Ok(row.is_some_and(|r| r.found == 1))
}

/// A new account of a patient or a representative, active from the start (all of was checked by the caller). Has no
/// `Debug`.
pub struct NewAccount {
    /// Its id.
    pub account: AccountId,
    /// Username as typed.
    pub username: String,
    /// Username folded.
    pub username_key: String,
    /// Argon2id, encoded.
    pub password_hash: String,
    /// Language.
    pub lang: Lang,
    /// The person's name: of the record, or of the form.
    pub display_name: String,
    /// The security question and the hash of its answer.
    pub question: Option<(SecurityQuestion, String)>,
    /// The terms and the notice of privacy practices agreed to.
    pub agreed: Vec<InForce>,
    /// The proven contact.
    pub contact: (Channel, String),
}

/// Creates a patient's account, for the record that was matched and proven. `Conflict` if the username or the record has
/// an account already.
pub async fn create_patient(tx: &Tx, new: NewAccount, patient: PatientId, now: i64) -> Result<(), StoreError> {
    create(tx, new, Some(patient), now).await
}

/// Creates the account of somebody who acts for others and has no record here: neither record nor role. `Conflict`
/// if the username is taken; that the person has no other account is for [`crate::representatives`] to say.
pub async fn create_representative(tx: &Tx, new: NewAccount, now: i64) -> Result<(), StoreError> {
    create(tx, new, None, now).await
}

async fn create(tx: &Tx, new: NewAccount, patient: Option<PatientId>, now: i64) -> Result<(), StoreError> {
    let row = account::ActiveModel {
        id: Set(new.account.0),
        username: Set(new.username),
        username_key: Set(new.username_key),
        password_hash: Set(new.password_hash),
        state: Set(state_code(AccountState::Active).into()),
        lang: Set(new.lang.code().into()),
        patient_id: Set(patient.map(|id| id.0)),
        role: Set(None),
        display_name: Set(new.display_name),
        totp_sealed: Set(None),
        totp_last_step: Set(0),
        question: Set(new.question.as_ref().map(|(q, _)| q.code().into())),
        answer_hash: Set(new.question.map(|(_, hash)| hash)),
        terms_version: Set(None),
        privacy_version: Set(None),
        agreed_at: Set(None),
        created_at: Set(now),
        totp_pending: Set(None),
        cancelled_at: Set(None),
    };
    account::Entity::insert(row).exec_without_returning(tx).await?;
    let contact = account_contact::ActiveModel {
        account_id: Set(new.account.0),
        channel: Set(new.contact.0.code().into()),
        value: Set(new.contact.1),
        proven_at: Set(now),
    };
    account_contact::Entity::insert(contact).exec_without_returning(tx).await?;
    for version in &new.agreed {
        agreements::agree(tx, new.account, version, now).await?;
    }
    Ok(())
}

/// A new staff account. Has no `Debug`.
pub struct NewStaffAccount {
    /// Its id.
    pub account: AccountId,
    /// Username as typed.
    pub username: String,
    /// Username folded.
    pub username_key: String,
    /// Argon2id, encoded; empty if the person has yet to choose a password.
    pub password_hash: String,
    /// Role.
    pub role: Role,
    /// Name as shown to patients.
    pub display_name: String,
    /// The sealed TOTP secret: staff always have a second factor.
    pub totp_sealed: String,
}

/// Creates a staff account. `Conflict` if the username is taken.
pub async fn create_staff(tx: &Tx, new: NewStaffAccount, now: i64) -> Result<(), StoreError> {
    let state = if new.password_hash.is_empty() { AccountState::Invited } else { AccountState::Active };
    let row = account::ActiveModel {
        id: Set(new.account.0),
        username: Set(new.username),
        username_key: Set(new.username_key),
        password_hash: Set(new.password_hash),
        state: Set(state_code(state).into()),
        lang: Set(Lang::En.code().into()),
        patient_id: Set(None),
        role: Set(Some(new.role.code().into())),
        display_name: Set(new.display_name),
        totp_sealed: Set(Some(new.totp_sealed)),
        totp_last_step: Set(0),
        question: Set(None),
        answer_hash: Set(None),
        terms_version: Set(None),
        privacy_version: Set(None),
        agreed_at: Set(None),
        created_at: Set(now),
        totp_pending: Set(None),
        cancelled_at: Set(None),
    };
    account::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Marks a TOTP step as used. `false` if this step or a later one was used before: each works once.
pub async fn use_totp_step(tx: &Tx, account: AccountId, step: i64) -> Result<bool, StoreError> {
    let sql = "update accounts set totp_last_step = $1 where id = $2 and totp_last_step < $1";
    Ok(tx.run(sql, [step.into(), account.0.into()]).await? == 1)
}

/// Stores a hash made anew with the parameters now in force, in place of the one that the password was checked against.
/// Nothing happens if that one is no longer there: an old password must not come back.
pub async fn rehash(tx: &Tx, account: AccountId, old: &str, new: &str) -> Result<(), StoreError> {
    let sql = "update accounts set password_hash = $1 where id = $2 and password_hash = $3";
    tx.run(sql, [new.into(), account.0.into(), old.into()]).await?;
    Ok(())
}

/// Holds an account until the transaction ends: of several changes to it at one moment, each sees those before it.
///
/// Everywhere the account is held before anything that belongs to it, so that two calls never wait for each other.
pub async fn hold(tx: &Tx, account: AccountId) -> Result<(), StoreError> {
    tx.run("update accounts set state = state where id = $1", [account.0.into()]).await?;
    Ok(())
}

/// What signing in needs to know once more of an account that is held. Has no `Debug`.
#[derive(FromQueryResult)]
pub struct Held {
    /// The sealed TOTP secret, if there is one now.
    pub totp_sealed: Option<String>,
}

/// Holds an account like [`hold`], if it is active and its password is still the one of a hash; `None` otherwise.
///
/// A password is checked outside the transaction, which takes long: what it opens is only opened after this.
pub async fn hold_with_password(tx: &Tx, account: AccountId, hash: &str) -> Result<Option<Held>, StoreError> {
    one(
        tx,
        "update accounts set password_hash = password_hash where id = $1 and password_hash = $2 and state = 'active'
         returning totp_sealed",
        [account.0.into(), hash.into()],
    )
    .await
}

/// Chooses one's language.
pub async fn set_lang(tx: &Tx, own: &Own, lang: Lang) -> Result<(), StoreError> {
    tx.run("update accounts set lang = $1 where id = $2", [lang.code().into(), own.account().0.into()]).await?;
    Ok(())
}

/// The contacts a person has proven, and the language to use, for a notice to the account.
pub async fn contacts(db: &impl Reads, account: AccountId) -> Result<Vec<(Channel, String)>, StoreError> {
    let rows = account_contact::Entity::find().filter(account_contact::Column::AccountId.eq(account.0)).all(db).await?;
    Ok(rows.into_iter().filter_map(|r| Some((Channel::from_code(&r.channel)?, r.value))).collect())
}

/// Whether any staff account exists: a fresh installation has none.
pub async fn any_staff(db: &impl Reads) -> Result<bool, StoreError> {
    Ok(account::Entity::find().filter(account::Column::Role.is_not_null()).one(db).await?.is_some())
}

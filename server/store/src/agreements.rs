//! Terms of use and notices of privacy practices: which is in force, who agreed to which, and putting another in force.

use crate::db::{all, one};
use crate::{Reads, StoreError, Tx};
use portal_access::{Administration, Own};
use portal_types::account::Lang;
use portal_types::agreement::AgreementKind;
use portal_types::day::Day;
use portal_types::ids::{AccountId, AgreementId, PatientId};
use portal_types::page::{Cursor, PAGE};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

/// A version that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    /// Which.
    pub id: AgreementId,
    /// What kind.
    pub kind: AgreementKind,
    /// Its number.
    pub no: i64,
    /// What it is called.
    pub version: String,
}

/// The version of a kind that is in force on a day: the highest number whose day has come.
pub async fn in_force(db: &impl Reads, kind: AgreementKind, today: Day) -> Result<Option<InForce>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        no: i64,
        version: String,
    }
    let row: Option<Row> = one(
        db,
        "select id, no, version from agreements where kind = $1 and from_day <= $2 order by no desc limit 1",
        [kind.code().into(), today.epoch().into()],
    )
    .await?;
    Ok(row.map(|row| InForce { id: row.id.into(), kind, no: row.no, version: row.version }))
}

/// What is in force on a day, the terms first.
pub async fn all_in_force(db: &impl Reads, today: Day) -> Result<Vec<InForce>, StoreError> {
    let mut found = Vec::new();
    for kind in AgreementKind::ALL {
        found.extend(in_force(db, kind, today).await?);
    }
    Ok(found)
}

/// The words of a version in one language.
#[derive(FromQueryResult)]
pub struct Text {
    /// The language.
    pub lang: String,
    /// In short, a sentence a line.
    pub summary: String,
    /// The whole.
    pub text: String,
}

/// The words of a version, in each language that it has.
pub async fn texts(db: &impl Reads, agreement: AgreementId) -> Result<Vec<Text>, StoreError> {
    let sql = "select lang, summary, text from agreement_texts where agreement_id = $1 order by lang";
    all(db, sql, [agreement.0.into()]).await
}

/// What an account has agreed to last.
#[derive(FromQueryResult)]
pub struct Agreed {
    patient_id: Option<Uuid>,
    terms_version: Option<String>,
    privacy_version: Option<String>,
}

impl Agreed {
    /// The account's chart.
    pub fn patient(&self) -> Option<PatientId> {
        self.patient_id.map(Into::into)
    }

    /// Whether a version is not the one agreed to last.
    pub fn owes(&self, version: &InForce) -> bool {
        let agreed = match version.kind {
            AgreementKind::Terms => &self.terms_version,
            AgreementKind::Privacy => &self.privacy_version,
        };
        agreed.as_ref() != Some(&version.version)
    }
}

/// What a patient's own account has agreed to.
pub async fn agreed(db: &impl Reads, own: &Own) -> Result<Option<Agreed>, StoreError> {
    let sql = "select patient_id, terms_version, privacy_version from accounts where id = $1 and role is null";
    one(db, sql, [own.account().0.into()]).await
}

/// The same, held until the transaction ends: of two presses the second sees what the first has done.
pub async fn hold(tx: &Tx, own: &Own) -> Result<Option<Agreed>, StoreError> {
    one(
        tx,
        "update accounts set state = state where id = $1 and role is null and state = 'active'
         returning patient_id, terms_version, privacy_version",
        [own.account().0.into()],
    )
    .await
}

/// Notes that an account agrees to a version, now.
pub async fn agree(tx: &Tx, account: AccountId, to: &InForce, now: i64) -> Result<(), StoreError> {
    let column = match to.kind {
        AgreementKind::Terms => "terms_version",
        AgreementKind::Privacy => "privacy_version",
    };
    let sql = format!("update accounts set {column} = $1, agreed_at = $2 where id = $3");
    tx.run(&sql, [to.version.clone().into(), now.into(), account.0.into()]).await?;
    tx.run(
        "insert into agreed (account_id, agreement_id, at) values ($1, $2, $3)
         on conflict (account_id, agreement_id) do nothing",
        [account.0.into(), to.id.0.into(), now.into()],
    )
    .await?;
    Ok(())
}

/// A version as the administration's desk lists it.
#[derive(FromQueryResult)]
pub struct Listed {
    /// Which.
    pub id: Uuid,
    /// The word of its kind.
    pub kind: String,
    /// Its number.
    pub no: i64,
    /// What it is called.
    pub version: String,
    /// The day from which it counts, after 1970-01-01.
    pub from_day: i64,
    /// When it was made, milliseconds UTC.
    pub made_at: i64,
    /// Who made it; nobody, if it came from the settings.
    pub made_by: Option<String>,
}

const LISTED: &str = "select g.id, g.kind, g.no, g.version, g.from_day, g.made_at, a.display_name as made_by
 from agreements g left join accounts a on a.id = g.made_by";

/// A page of the versions, the newest first; one more than [`PAGE`], if there are more.
pub async fn list(db: &impl Reads, _: &Administration, after: Option<Cursor>) -> Result<Vec<Listed>, StoreError> {
    let mut values: Vec<Value> = Vec::new();
    let from = match after {
        Some(cursor) => {
            values.extend([cursor.at.into(), cursor.id.into()]);
            "where (g.made_at, g.id) < ($1, $2)"
        }
        None => "",
    };
    let sql = format!("{LISTED} {from} order by g.made_at desc, g.id desc limit {}", PAGE + 1);
    all(db, &sql, values).await
}

/// One version.
pub async fn find(db: &impl Reads, _: &Administration, id: AgreementId) -> Result<Option<Listed>, StoreError> {
    one(db, &format!("{LISTED} where g.id = $1"), [id.0.into()]).await
}

#[derive(FromQueryResult)]
struct Number {
    n: i64,
}

/// How many accounts have agreed to a version.
pub async fn agreements_to(db: &impl Reads, _: &Administration, id: AgreementId) -> Result<u32, StoreError> {
    let sql = "select count(*) as n from agreed where agreement_id = $1";
    let row: Option<Number> = one(db, sql, [id.0.into()]).await?;
    Ok(row.and_then(|row| u32::try_from(row.n).ok()).unwrap_or(0))
}

/// The number of the newest version of a kind; 0 where there is none.
pub async fn newest(db: &impl Reads, kind: AgreementKind) -> Result<i64, StoreError> {
    let sql = "select coalesce(max(no), 0) as n from agreements where kind = $1";
    let row: Option<Number> = one(db, sql, [kind.code().into()]).await?;
    Ok(row.map_or(0, |row| row.n))
}

/// Whether a version of a kind is called so.
pub async fn is_taken(db: &impl Reads, kind: AgreementKind, version: &str) -> Result<bool, StoreError> {
    let sql = "select count(*) as n from agreements where kind = $1 and version = $2";
    let row: Option<Number> = one(db, sql, [kind.code().into(), version.into()]).await?;
    Ok(row.is_some_and(|row| row.n > 0))
}

/// A version to be kept.
pub struct New {
    /// Its id.
    pub id: AgreementId,
    /// What kind.
    pub kind: AgreementKind,
    /// Its number.
    pub no: i64,
    /// What it is called.
    pub version: String,
    /// The day from which it counts.
    pub from: Day,
    /// Language, summary and text.
    pub texts: Vec<(Lang, String, String)>,
}

/// Keeps a version. `Conflict` if its number or name was given meanwhile.
pub async fn put(tx: &Tx, _: &Administration, new: New, by: AccountId, now: i64) -> Result<(), StoreError> {
    match insert(tx, new, Some(by), now).await? {
        true => Ok(()),
        false => Err(StoreError::Conflict),
    }
}

/// Keeps the first version of a kind, as the settings have it; whoever agreed to a text of this name before it was kept
/// here has agreed to it. Nothing happens if there is one already.
pub async fn seed(tx: &Tx, new: New, now: i64) -> Result<(), StoreError> {
    let column = match new.kind {
        AgreementKind::Terms => "terms_version",
        AgreementKind::Privacy => "privacy_version",
    };
    let (id, version) = (new.id, new.version.clone());
    if insert(tx, new, None, now).await? {
        let sql = format!(
            "insert into agreed (account_id, agreement_id, at)
             select id, $1, agreed_at from accounts where {column} = $2 and agreed_at is not null"
        );
        tx.run(&sql, [id.0.into(), version.into()]).await?;
    }
    Ok(())
}

async fn insert(tx: &Tx, new: New, by: Option<AccountId>, now: i64) -> Result<bool, StoreError> {
    // Of two at one moment the second waits here, and finds the number given.
    let fresh = tx
        .run(
            "insert into agreements (id, kind, no, version, from_day, made_by, made_at)
             values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
            [
                new.id.0.into(),
                new.kind.code().into(),
                new.no.into(),
                new.version.into(),
                new.from.epoch().into(),
                by.map(|by| by.0).into(),
                now.into(),
            ],
        )
        .await?;
    if fresh != 1 {
        return Ok(false);
    }
    for (lang, summary, text) in new.texts {
        tx.run(
            "insert into agreement_texts (agreement_id, lang, summary, text) values ($1, $2, $3, $4)",
            [new.id.0.into(), lang.code().into(), summary.into(), text.into()],
        )
        .await?;
    }
    Ok(true)
}

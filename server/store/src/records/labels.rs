//! What of imported records is confidential by its code.

use crate::confidential::label_by_codes;
use crate::db::{all, one};
use crate::{Reads, StoreError, Tx};
use portal_access::birthday::{birthday, day_after};
use portal_types::day::Day;
use portal_types::ids::PatientId;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// What a place says is confidential by its code: care that minors may consent to alone, and when somebody is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confidential {
    /// The codes, as records have them.
    pub codes: Vec<String>,
    /// The age at which somebody begins to have a say.
    pub from_age: u8,
    /// The age at which she is of age.
    pub to_age: u8,
}

/// Midnight UTC of a day.
fn midnight(day: Day) -> i64 {
    day.epoch() * 86_400_000
}

/// Marks what a patient's record has of these codes from the years in which she could consent alone. Doubt hides: the
/// first year counts whole, because a record may know no more than the year, a day is added at the end, because the
/// clinic's midnight is not that of UTC, and what has no date counts, too. Whose birth date is not known whole is
/// represented by nobody; when it is known, the record has changed, and is marked then. Returns how many items were marked.
pub async fn label(tx: &Tx, patient: PatientId, confidential: &Confidential, now: i64) -> Result<u64, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        born: String,
    }
    let Confidential { codes, from_age, to_age } = confidential;
    if codes.is_empty() {
        return Ok(0);
    }
    let row: Option<Row> = one(tx, "select born from patients where id = $1", [patient.0.into()]).await?;
    let Some(born) = row.and_then(|row| row.born.parse::<Day>().ok()) else { return Ok(0) };
    let first = birthday(born, *from_age);
    let from = midnight(Day::new(first.year(), 1, 1).unwrap_or(first));
    let to = midnight(day_after(birthday(born, *to_age)));
    if now < from {
        return Ok(0);
    }
    Ok(label_by_codes(tx, patient, codes, (from, to), now).await?
        + label_by_codes(tx, patient, codes, (0, 0), now).await?)
}

/// The list of codes by which everything was marked last, as a hash of it.
pub async fn labelled_by(db: &impl Reads) -> Result<Option<String>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        hash: String,
    }
    let row: Option<Row> = one(db, "select hash from labelled order by at desc, hash limit 1", []).await?;
    Ok(row.map(|row| row.hash))
}

/// Notes by which list of codes everything is marked from now on.
pub async fn note_labelled(tx: &Tx, hash: &str, now: i64) -> Result<(), StoreError> {
    tx.run(
        "insert into labelled (hash, at) values ($1, $2) on conflict (hash) do update set at = excluded.at",
        [hash.into(), now.into()],
    )
    .await?;
    Ok(())
}

/// Patients after one of them, in the order of their ids.
pub async fn patients(db: &impl Reads, after: Option<PatientId>, most: u32) -> Result<Vec<PatientId>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
    }
    let after = after.map_or(Uuid::nil(), |patient| patient.0);
    let sql = "select id from patients where id > $1 order by id limit $2";
    let rows: Vec<Row> = all(db, sql, [after.into(), i64::from(most).into()]).await?;
    Ok(rows.into_iter().map(|row| row.id.into()).collect())
}

//! Whether there is something between two people already: a patient, and somebody who acts for her or is to. And what a
//! form calls the second of them.

use crate::db::one;
use crate::grants::Row;
use crate::{Reads, StoreError, Tx};
use portal_types::account::Lang;
use portal_types::day::Day;
use portal_types::enrollment::Channel;
use portal_types::ids::{FormId, GrantId, PatientId, RepresentativeId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct IdRow {
    id: Uuid,
}

/// The open grant between two people, if there is one: there is one at most.
pub async fn open_between(
    db: &impl Reads,
    patient: PatientId,
    representative: RepresentativeId,
) -> Result<Option<GrantId>, StoreError> {
    let row: Option<IdRow> = one(
        db,
        "select id from grants where patient_id = $1 and representative_id = $2
           and state in ('proposed', 'active', 'suspended')",
        [patient.0.into(), representative.0.into()],
    )
    .await?;
    Ok(row.map(|row| row.id.into()))
}

/// Whether the account of a grant's representative has another grant on the same chart that is not over: by another form,
/// which names the same person otherwise. An account has one at most.
pub async fn has_another(db: &impl Reads, row: &Row) -> Result<bool, StoreError> {
    let account = row.account.map_or(Uuid::nil(), |account| account.0);
    let other: Option<IdRow> = one(
        db,
        "select g.id from grants g join representatives r on r.id = g.representative_id
         where g.patient_id = $1 and g.id <> $2 and g.state in ('active', 'suspended') and r.account_id = $3 limit 1",
        [row.patient.0.into(), row.id.0.into(), account.into()],
    )
    .await?;
    Ok(other.is_some())
}

/// A grant that was begun elsewhere stands on this form from now on, if it stands on none.
pub async fn stands_on(tx: &Tx, grant: GrantId, form: FormId) -> Result<(), StoreError> {
    let sql = "update grants set form_id = $1 where id = $2 and form_id is null";
    tx.run(sql, [form.0.into(), grant.0.into()]).await?;
    Ok(())
}

/// Somebody as a form names her. Has no `Debug`.
#[derive(Clone)]
pub struct Named {
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Birth date, if it can be read.
    pub born: Option<Day>,
    /// email or text.
    pub channel: Channel,
    /// The address or number.
    pub contact: String,
    /// Her language.
    pub lang: Lang,
    /// Whether an account is linked.
    pub linked: bool,
}

/// What a form calls somebody. The caller has opened a form or a grant that names her.
pub async fn named(db: &impl Reads, representative: RepresentativeId) -> Result<Option<Named>, StoreError> {
    #[derive(FromQueryResult)]
    struct NameRow {
        given: String,
        family: String,
        born: String,
        channel: String,
        contact: String,
        lang: String,
        account_id: Option<Uuid>,
    }
    let sql = "select given, family, born, channel, contact, lang, account_id from representatives where id = $1";
    let row: Option<NameRow> = one(db, sql, [representative.0.into()]).await?;
    Ok(row.and_then(|row| {
        Some(Named {
            born: row.born.parse().ok(),
            channel: Channel::from_code(&row.channel)?,
            lang: Lang::from_code(&row.lang).unwrap_or_default(),
            linked: row.account_id.is_some(),
            given: row.given,
            family: row.family,
            contact: row.contact,
        })
    }))
}

/// Whether anybody was told of what is coming, so many days before: the daily round then has nothing to do there.
pub async fn was_told(db: &impl Reads, grant: GrantId, why: &str, on: Day, mark: u16) -> Result<bool, StoreError> {
    let told: Option<IdRow> = one(
        db,
        "select grant_id as id from grant_notices where grant_id = $1 and why = $2 and on_day = $3 and mark = $4 limit 1",
        [
            grant.0.into(),
            why.into(),
            on.to_string().into(),
            i16::try_from(mark).unwrap_or(i16::MAX).into(),
        ],
    )
    .await?;
    Ok(told.is_some())
}

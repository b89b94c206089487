//! Before an ask is made: which offices can be asked, for what, and what they are told of the patient beforehand.

use super::Keys;
use crate::charts::seen_openly;
use crate::db::{all, one};
use crate::pools::{asked_in, is_answered, of_feature};
use crate::practices::is_on;
use crate::{Reads, StoreError};
use portal_access::{Chart, ReferralAsks, Scope, View};
use portal_types::ask::AskKind;
use portal_types::ids::{PoolId, ProviderId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// A practice that has seen the patient, one row per clinician, most recent first. Has no `Debug`.
#[derive(Clone)]
pub struct Office {
    /// The practice's pool for this, or its general one, if it can be asked for this.
    pub pool: Option<PoolId>,
    /// The practice.
    pub practice: String,
    /// Its phone.
    pub phone: Option<String>,
    /// The clinician.
    pub provider: (ProviderId, String),
    /// Business days within which it answers.
    pub business_days: u8,
}

/// Where the patient was seen and by whom, and which of it can be asked for something of a kind: it has it switched on
/// and somebody to answer. A representative is not shown who has seen her in confidential visits only.
pub async fn offices<S: Scope>(db: &impl Reads, chart: &Chart<S>, kind: AskKind) -> Result<Vec<Office>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        pool_id: Option<Uuid>,
        practice: String,
        phone: Option<String>,
        provider_id: Uuid,
        provider: String,
        business_days: Option<i16>,
    }
    let sql = format!(
        "select o.id as pool_id, p.name as practice, p.phone, d.id as provider_id, d.name as provider, o.business_days
         from care_team t
         join practices p on p.id = t.practice_id
         join providers d on d.id = t.provider_id
         left join pools o on o.id = {} and {}
         where t.patient_id = $1 {}
         order by t.last_seen desc, p.id, d.id limit 100",
        asked_in(kind.feature(), "p.id"),
        is_on(kind.feature(), "p.id"),
        seen_openly(chart.view())
    );
    let rows: Vec<Row> = all(db, &sql, [chart.patient().0.into()]).await?;
    Ok(rows
        .into_iter()
        .map(|row| Office {
            pool: row.pool_id.map(Into::into),
            practice: row.practice,
            phone: row.phone,
            provider: (row.provider_id.into(), row.provider),
            business_days: row.business_days.unwrap_or(3).clamp(1, 30) as u8,
        })
        .collect())
}

/// Whether a clinician has seen the patient at the practice of a pool.
pub async fn sees<S: Scope>(
    db: &impl Reads,
    chart: &Chart<S>,
    pool: PoolId,
    provider: ProviderId,
) -> Result<bool, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        seen: bool,
    }
    let sql = format!(
        "select exists (select 1 from care_team t join pools o on o.practice_id = t.practice_id
                        where o.id = $1 and t.provider_id = $2 and t.patient_id = $3 {}) as seen",
        seen_openly(chart.view())
    );
    let row: Option<Row> = one(db, &sql, [pool.0.into(), provider.0.into(), chart.patient().0.into()]).await?;
    Ok(row.is_some_and(|row| row.seen))
}

/// The condition that some practice that has seen a patient can be asked for something of a kind, as far as a key
/// shows who has. `patient` is how the query names her.
pub(crate) fn can_be_asked(kind: AskKind, view: View, patient: &str) -> String {
    format!(
        "exists (select 1 from care_team t join pools o on o.practice_id = t.practice_id
                 where t.patient_id = {patient} {} and {} and {} {})",
        of_feature(kind.feature(), "o"),
        is_answered("o"),
        is_on(kind.feature(), "t.practice_id"),
        seen_openly(view)
    )
}

/// The kinds, of those that the keys open, that some practice that has seen the patient can be asked for.
pub async fn offered(db: &impl Reads, keys: &Keys) -> Result<Vec<AskKind>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        appointment: bool,
        renewal: bool,
        referral: bool,
    }
    let [appointment, renewal, referral] = AskKind::ALL.map(|kind| match keys.view(kind) {
        Some(view) => can_be_asked(kind, view, "$1"),
        None => "(1 = 0)".to_owned(),
    });
    let sql = format!(
        "select {appointment} as appointment, {renewal} as renewal, {referral} as referral
         from patients c where c.id = $1"
    );
    let row: Option<Row> = one(db, &sql, [keys.patient().0.into()]).await?;
    let on = |row: &Row, kind| match kind {
        AskKind::Appointment => row.appointment,
        AskKind::Renewal => row.renewal,
        AskKind::Referral => row.referral,
    };
    Ok(row.map(|row| AskKind::ALL.into_iter().filter(|kind| on(&row, *kind)).collect()).unwrap_or_default())
}

/// The language on the record of a chart: who needs an interpreter.
pub async fn language<S: Scope>(db: &impl Reads, chart: &Chart<S>) -> Result<Option<String>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        lang: String,
    }
    let row: Option<Row> = one(db, "select lang from patients where id = $1", [chart.patient().0.into()]).await?;
    Ok(row.map(|row| row.lang))
}

/// The health plan on the newest bill of a chart that the key's holder may see: that is who is to pay for a referral.
/// Bills are another matter to who opens a part of referrals only.
pub async fn plan(db: &impl Reads, chart: &Chart<ReferralAsks>) -> Result<Option<String>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        insurer: Option<String>,
    }
    let view = chart.view();
    if view.limit().is_some() {
        return Ok(None);
    }
    let hidden = crate::confidential::hidden(view, "t.id", Some("t.encounter_id"));
    let sql = format!(
        "select t.insurer from claims t
         where t.patient_id = $1 and t.insurer is not null
           and lower(t.insurer) not in ('', 'no_insurance', 'no insurance', 'self-pay') {hidden}
         order by t.at desc, t.id desc limit 1"
    );
    let row: Option<Row> = one(db, &sql, [chart.patient().0.into()]).await?;
    Ok(row.and_then(|row| row.insurer))
}

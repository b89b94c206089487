//! Prescriptions that can be asked for anew, and the pharmacy where they are fetched.

use super::keys::hidden as hidden_asks;
use crate::confidential::hidden;
use crate::db::{all, one};
use crate::{Reads, StoreError, Tx};
use portal_access::{Acting, Chart, Limit, RenewalAsks};
use portal_types::ask::{AskKind, Pharmacy};
use portal_types::ids::{AccountId, AskId};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

/// The newest prescriptions of a chart that are looked at: nobody takes more than these say.
const MOST: u32 = 300;

/// A prescription, with what decides whether it can be had anew. Has no `Debug`.
#[derive(Clone)]
pub struct RenewableDrug {
    /// Which line of the list of medicines.
    pub id: Uuid,
    /// FHIR's word: active, on-hold, completed, stopped, cancelled.
    pub status: Option<String>,
    /// The medicine's code: of two prescriptions with one code the newer counts.
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// Directions, as they were written.
    pub dose: Option<String>,
    /// Who prescribed it.
    pub prescriber: Option<String>,
    /// The phone of the practice where it was prescribed.
    pub phone: Option<String>,
    /// When the patient was last seen there, milliseconds UTC; where no practice is named, anywhere.
    pub visited: Option<i64>,
    /// The open ask in which it waits for an answer.
    pub asked: Option<AskId>,
    /// Whether it is confidential, and therefore there for no representative.
    pub veiled: bool,
}

/// A part of a patient's medicines cannot be told from the rest until somebody marks them: who may renew such a part only
/// renews none.
fn marked(limit: Option<Limit>) -> &'static str {
    match limit {
        None => "",
        Some(
            Limit::NoHiddenVaccines
            | Limit::NoPrivateThreads
            | Limit::AskingOnly
            | Limit::GeneralOnly
            | Limit::MarkedDrugs
            | Limit::NoDiagnosis
            | Limit::AsGuarantor
            | Limit::AsGuarantorSums
            | Limit::OwnBills
            | Limit::OwnUploads
            | Limit::OwnActs
            | Limit::NarrowAndRevoke,
        ) => "and 1 = 0",
    }
}

/// The prescriptions of a chart that have a name, the newest first: older ones of the same medicine, too, and those that
/// are over. Neither a confidential one nor a confidential visit counts for a representative, nor what the patient has
/// asked for and keeps for herself.
pub async fn drugs(db: &impl Reads, chart: &Acting<RenewalAsks>, now: i64) -> Result<Vec<RenewableDrug>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        status: Option<String>,
        code: Option<String>,
        name: String,
        dose: Option<String>,
        prescriber: Option<String>,
        phone: Option<String>,
        visited: Option<i64>,
        asked: Option<Uuid>,
        veiled: bool,
    }
    let view = chart.view();
    let mut values: Vec<Value> = vec![chart.patient().0.into(), now.into()];
    let unseen = hidden_asks(AskKind::Renewal, view, &mut values);
    let sql = format!(
        "select t.id, t.status, t.code, t.display as name, t.dose, d.name as prescriber, f.phone,
                (select max(v.at) from encounters v
                 where v.patient_id = t.patient_id and (f.id is null or v.practice_id = f.id) and v.at <= $2
                   and (v.status is null or v.status not in ('planned', 'cancelled', 'entered-in-error')) {})
                as visited,
                (select a.id from ask_drugs w join asks a on a.id = w.ask_id
                 join medication_requests o on o.id = w.medication_id
                 where a.patient_id = t.patient_id and a.closed_at is null and w.outcome is null
                   and (o.id = t.id or o.code = t.code) {unseen}
                 order by a.made_at, a.id limit 1) as asked,
                exists (select 1 from confidential h
                        where h.item_id in (t.id, t.encounter_id) and h.lifted_at is null) as veiled
         from medication_requests t left join encounters e on e.id = t.encounter_id
         left join practices f on f.id = e.practice_id left join providers d on d.id = t.provider_id
         where t.patient_id = $1 and t.display is not null
           and (t.status is null or t.status not in ('entered-in-error', 'draft'))
           and (t.intent is null or t.intent not in ('proposal', 'plan', 'option')) {} {}
         order by t.at desc, t.id desc limit {MOST}",
        hidden(view, "v.id", None),
        hidden(view, "t.id", Some("t.encounter_id")),
        marked(view.limit())
    );
    let rows: Vec<Row> = all(db, &sql, values).await?;
    let drug = |row: Row| RenewableDrug {
        id: row.id,
        status: row.status,
        code: row.code,
        name: row.name,
        dose: row.dose,
        prescriber: row.prescriber,
        phone: row.phone,
        visited: row.visited,
        asked: row.asked.map(AskId),
        veiled: row.veiled,
    };
    Ok(rows.into_iter().map(drug).collect())
}

/// Holds a chart until the transaction ends: of two that ask for its prescriptions at one moment, one sees what the other
/// has asked for.
pub async fn hold_chart(tx: &Tx, chart: &Acting<RenewalAsks>) -> Result<(), StoreError> {
    // Changes nothing; on PostgreSQL it locks the row.
    tx.run("update patients set lang = lang where id = $1", [chart.patient().0.into()]).await?;
    Ok(())
}

/// The pharmacy that was named last. Who renews a part of the medicines only is told of none.
pub async fn pharmacy(db: &impl Reads, chart: &Chart<RenewalAsks>) -> Result<Option<Pharmacy>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
        phone: String,
        line: String,
    }
    let sql = format!(
        "select t.name, t.phone, t.line from pharmacies t where t.patient_id = $1 {}",
        marked(chart.view().limit())
    );
    let row: Option<Row> = one(db, &sql, [chart.patient().0.into()]).await?;
    Ok(row.map(|row| Pharmacy { name: row.name, phone: row.phone, line: row.line }))
}

/// Keeps the pharmacy that was named, for the next time.
pub async fn set_pharmacy(
    tx: &Tx,
    chart: &Acting<RenewalAsks>,
    pharmacy: &Pharmacy,
    by: AccountId,
    now: i64,
) -> Result<(), StoreError> {
    tx.run(
        "insert into pharmacies (patient_id, name, phone, line, changed_at, account_id)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (patient_id) do update set name = excluded.name, phone = excluded.phone, line = excluded.line,
             changed_at = excluded.changed_at, account_id = excluded.account_id",
        [
            chart.patient().0.into(),
            pharmacy.name.as_str().into(),
            pharmacy.phone.as_str().into(),
            pharmacy.line.as_str().into(),
            now.into(),
            by.0.into(),
        ],
    )
    .await?;
    Ok(())
}

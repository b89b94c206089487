//! Where imported people meet the people tables.

use super::batch::among;
use crate::{Reads, StoreError, Tx};
use portal_types::ids::PatientId;
use sea_orm::FromQueryResult;
use std::collections::HashMap;
use uuid::Uuid;

/// Rows of a people table (`patients`, `practices`, `providers`) that carry these FHIR ids, whoever wrote them.
pub async fn people_ids(
    db: &impl Reads,
    table: &'static str,
    fhir_ids: &[&str],
) -> Result<HashMap<String, Uuid>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        fhir_id: String,
    }
    let sql = format!("select id, fhir_id from {table} where fhir_id in {{}}");
    let rows: Vec<Row> = among(db, &sql, fhir_ids).await?;
    Ok(rows.into_iter().map(|r| (r.fhir_id, r.id)).collect())
}

/// Whose medical record numbers these are.
pub async fn mrn_owners(db: &impl Reads, mrns: &[&str]) -> Result<HashMap<String, Uuid>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        mrn: String,
    }
    let rows: Vec<Row> = among(db, "select id, mrn from patients where mrn in {}", mrns).await?;
    Ok(rows.into_iter().map(|r| (r.mrn, r.id)).collect())
}

/// Derives a patient's care team anew from her encounters: who saw her, where, how often and when last.
///
/// Encounters that did not take place do not count.
pub async fn rebuild_care_team(tx: &Tx, patient: PatientId) -> Result<(), StoreError> {
    tx.run("delete from care_team where patient_id = $1", [patient.0.into()]).await?;
    tx.run(
        "insert into care_team (patient_id, practice_id, provider_id, last_seen, visits)
         select e.patient_id, o.id, w.provider_id, max(coalesce(e.ended, e.at)), count(*)
         from encounters e
         join encounter_providers w on w.encounter_id = e.id
         join practices o on o.id = e.practice_id
         where e.patient_id = $1
           and (e.status is null or e.status not in ('planned', 'cancelled', 'entered-in-error'))
         group by e.patient_id, o.id, w.provider_id",
        [patient.0.into()],
    )
    .await?;
    Ok(())
}

//! Medicines, as they were prescribed.

use super::{VISITED, asked, whole};
use crate::confidential::{hidden, told};
use crate::db::all;
use crate::{Reads, StoreError};
use portal_access::{Chart, Medications, View};
use portal_types::page::Cursor;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// A medicine.
#[derive(Clone, FromQueryResult)]
pub struct Medication {
    /// Which row.
    pub id: Uuid,
    /// When it was prescribed, milliseconds UTC; 0 where the record has no date.
    pub at: i64,
    /// How exact that is.
    pub grain: String,
    /// FHIR's word: active, on-hold, completed, stopped, cancelled.
    pub status: Option<String>,
    /// The medicine.
    pub display: Option<String>,
    /// Directions, as they were written.
    pub dose: Option<String>,
    /// Whether it is taken when needed only.
    pub as_needed: bool,
    /// What for.
    pub reason: Option<String>,
    /// Who prescribed it.
    pub prescriber: Option<String>,
    /// Where.
    pub facility: Option<String>,
    /// Why her representatives are not shown it, or that they are; nothing in anybody else's view.
    pub kept: Option<String>,
}

/// What a medicine is for is the name of a problem, copied: it is kept out where the problem itself is.
fn reason(view: View) -> String {
    if view.own() {
        return "t.reason".to_owned();
    }
    let hidden = hidden(view, "c.id", Some("c.encounter_id"));
    let called = "(select count(*) from conditions c where c.patient_id = t.patient_id and c.display = t.reason";
    format!("case when {called}) = {called} {hidden}) then t.reason end")
}

/// A page of the chart's medicines, newest first; one row more than a page tells that there is another. What was only
/// planned or proposed is none.
pub async fn page(
    db: &impl Reads,
    chart: &Chart<Medications>,
    after: Option<Cursor>,
) -> Result<Vec<Medication>, StoreError> {
    let hidden = hidden(chart.view(), "t.id", Some("t.encounter_id"));
    let told = told(chart.view(), false);
    let whole = whole(chart.view().limit());
    let reason = reason(chart.view());
    let sql = format!(
        "select t.id, t.at, t.grain, t.status, t.display, t.dose, t.as_needed, {reason} as reason,
                d.name as prescriber, f.name as facility, {told} as kept
         from medication_requests t {VISITED} left join providers d on d.id = t.provider_id
         where t.patient_id = $1 and (t.at, t.id) < ($2, $3)
           and (t.status is null or t.status not in ('entered-in-error', 'draft'))
           and (t.intent is null or t.intent not in ('proposal', 'plan', 'option')) {hidden} {whole}
         order by t.at desc, t.id desc limit $4"
    );
    all(db, &sql, asked(chart, after)).await
}

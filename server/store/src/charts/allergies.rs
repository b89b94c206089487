//! Allergies.

use super::{VISITED, asked, whole};
use crate::confidential::{hidden, told};
use crate::db::all;
use crate::{Reads, StoreError};
use portal_access::{Allergies, Chart};
use portal_types::page::Cursor;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// An allergy.
#[derive(Clone, FromQueryResult)]
pub struct Allergy {
    /// Which row.
    pub id: Uuid,
    /// When it was noted, milliseconds UTC; 0 where the record has no date.
    pub at: i64,
    /// How exact that is.
    pub grain: String,
    /// FHIR's word: active, inactive, resolved.
    pub status: Option<String>,
    /// To what.
    pub display: Option<String>,
    /// What it does.
    pub reaction: Option<String>,
    /// How serious it was: mild, moderate, severe.
    pub severity: Option<String>,
    /// Where it was noted.
    pub facility: Option<String>,
    /// Why her representatives are not shown it, or that they are; nothing in anybody else's view.
    pub kept: Option<String>,
}

/// A page of the chart's allergies, newest first; one row more than a page tells that there is another.
pub async fn page(
    db: &impl Reads,
    chart: &Chart<Allergies>,
    after: Option<Cursor>,
) -> Result<Vec<Allergy>, StoreError> {
    let hidden = hidden(chart.view(), "t.id", Some("t.encounter_id"));
    let told = told(chart.view(), false);
    let whole = whole(chart.view().limit());
    let sql = format!(
        "select t.id, t.at, t.grain, t.status, t.display, t.reaction, t.severity, f.name as facility,
                {told} as kept
         from allergies t {VISITED}
         where t.patient_id = $1 and (t.at, t.id) < ($2, $3)
           and (t.verification is null or t.verification not in ('entered-in-error', 'refuted')) {hidden} {whole}
         order by t.at desc, t.id desc limit $4"
    );
    all(db, &sql, asked(chart, after)).await
}

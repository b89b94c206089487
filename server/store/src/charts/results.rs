//! Test results: what laboratories have measured.

use super::{PLACE, asked, whole};
use crate::confidential::{hidden, told};
use crate::db::{all, one as one_row};
use crate::{Reads, StoreError};
use portal_access::{Chart, Results, View};
use portal_types::ids::ResultId;
use portal_types::page::Cursor;
use sea_orm::{DbErr, FromQueryResult, QueryResult};
use uuid::Uuid;

/// A result in a list.
#[derive(Clone, FromQueryResult)]
pub struct ListedResult {
    /// Which row.
    pub id: Uuid,
    /// When the sample was taken, milliseconds UTC; 0 where the record has no date.
    pub at: i64,
    /// How exact that is.
    pub grain: String,
    /// FHIR's word: final, amended, corrected, appended.
    pub status: Option<String>,
    /// The test.
    pub display: Option<String>,
    /// The value, if it is a number.
    pub value_number: Option<f64>,
    /// "<", ">" and so on, before the number.
    pub comparator: Option<String>,
    /// The value, if it is words.
    pub value_text: Option<String>,
    /// Its unit.
    pub unit: Option<String>,
    /// The usual range: from.
    pub ref_low: Option<f64>,
    /// To.
    pub ref_high: Option<f64>,
    /// In words.
    pub ref_text: Option<String>,
    /// What the laboratory says of it, by its code.
    pub interpretation: Option<String>,
    /// Whether it has several parts.
    pub several: bool,
    /// Who did it, if the result names one.
    pub facility: Option<String>,
    /// The practice of its visit, where the result names nobody who did it.
    pub ordered: Option<String>,
    /// Why her representatives are not shown it, or that they are; nothing in anybody else's view.
    pub kept: Option<String>,
}

/// One result, whole.
#[derive(Clone)]
pub struct OpenedResult {
    /// What the list shows.
    pub row: ListedResult,
    /// When it was reported, milliseconds UTC.
    pub issued: Option<i64>,
    /// What somebody noted about it.
    pub note: Option<String>,
    /// Its parts, as a JSON list.
    pub components: Option<String>,
    /// Street of the practice that is named: who did it, or else that of the visit.
    pub line: Option<String>,
    /// Its town.
    pub city: Option<String>,
    /// Its state.
    pub state: Option<String>,
    /// Its ZIP code.
    pub zip: Option<String>,
    /// Given name of the patient.
    pub given: String,
    /// Her family name.
    pub family: String,
    /// Her medical record number.
    pub mrn: Option<String>,
    /// The report it is part of.
    pub report: Option<String>,
    /// What that concludes.
    pub conclusion: Option<String>,
}

impl FromQueryResult for OpenedResult {
    fn from_query_result(found: &QueryResult, pre: &str) -> Result<Self, DbErr> {
        Ok(Self {
            row: ListedResult::from_query_result(found, pre)?,
            issued: found.try_get(pre, "issued")?,
            note: found.try_get(pre, "note")?,
            components: found.try_get(pre, "components")?,
            line: found.try_get(pre, "line")?,
            city: found.try_get(pre, "city")?,
            state: found.try_get(pre, "state")?,
            zip: found.try_get(pre, "zip")?,
            given: found.try_get(pre, "given")?,
            family: found.try_get(pre, "family")?,
            mrn: found.try_get(pre, "mrn")?,
            report: found.try_get(pre, "report")?,
            conclusion: found.try_get(pre, "conclusion")?,
        })
    }
}

const COLUMNS: &str = "t.id, t.at, t.grain, t.status, t.display, t.value_number, t.comparator, t.value_text, t.unit,
    t.ref_low, t.ref_high, t.ref_text, t.interpretation, t.components is not null as several, o.name as facility,
    case when o.id is null then f.name end as ordered";

/// What a patient is shown: a laboratory's, and final.
const SHOWN: &str = "t.category = 'laboratory' and t.status in ('final', 'amended', 'corrected', 'appended')";

/// Keeps out what is confidential by itself, by its visit, or by a report that it is part of; by the visit of that, too,
/// for a result need not name one. Of the two numbers the second is never more; asked whether they are equal, PostgreSQL
/// would guess that they hardly ever are, and sort a whole list for a page of it.
fn kept_out(view: View) -> String {
    if view.own() {
        return String::new();
    }
    let result = hidden(view, "t.id", Some("t.encounter_id"));
    let report = hidden(view, "d.id", Some("d.encounter_id"));
    let reports = "(select count(*) from report_results b join diagnostic_reports d on d.id = b.report_id
                    where b.observation_id = t.id";
    format!("{result} and {reports}) <= {reports} {report})")
}

/// A report concludes from all of its results: where one of them is kept out, so is the conclusion.
fn conclusion(view: View) -> String {
    if view.own() {
        return "r.conclusion".to_owned();
    }
    let hidden = hidden(view, "q.id", Some("q.encounter_id"));
    let parts = "(select count(*) from report_results b join observations q on q.id = b.observation_id
                  where b.report_id = r.id";
    format!("case when {parts}) = {parts} {hidden}) then r.conclusion end")
}

/// A page of the chart's test results, newest first; one row more than a page tells that there is another.
pub async fn page(
    db: &impl Reads,
    chart: &Chart<Results>,
    after: Option<Cursor>,
) -> Result<Vec<ListedResult>, StoreError> {
    let hidden = kept_out(chart.view());
    let told = told(chart.view(), true);
    let whole = whole(chart.view().limit());
    let sql = format!(
        "select {COLUMNS}, {told} as kept from observations t {PLACE}
         where t.patient_id = $1 and {SHOWN} and (t.at, t.id) < ($2, $3) {hidden} {whole}
         order by t.at desc, t.id desc limit $4"
    );
    all(db, &sql, asked(chart, after)).await
}

/// One result of the chart, if the key opens it. Of several reports that it is part of the newest is named.
pub async fn one(db: &impl Reads, chart: &Chart<Results>, id: ResultId) -> Result<Option<OpenedResult>, StoreError> {
    let hidden = kept_out(chart.view());
    let told = told(chart.view(), true);
    let whole = whole(chart.view().limit());
    let conclusion = conclusion(chart.view());
    let sql = format!(
        "select {COLUMNS}, {told} as kept, t.issued, t.note, t.components, f.line, f.city, f.state, f.zip,
                p.given, p.family, p.mrn, r.display as report, {conclusion} as conclusion
         from observations t {PLACE} join patients p on p.id = t.patient_id
         left join report_results a on a.observation_id = t.id
         left join diagnostic_reports r on r.id = a.report_id
              and r.status in ('final', 'amended', 'corrected', 'appended')
         where t.patient_id = $1 and t.id = $2 and {SHOWN} {hidden} {whole}
         order by coalesce(r.issued, 0) desc, a.place limit 1"
    );
    one_row(db, &sql, [chart.patient().0.into(), id.0.into()]).await
}

//! Vaccines.

use super::{PLACE, asked};
use crate::confidential::{hidden, told};
use crate::db::all;
use crate::{Reads, StoreError};
use portal_access::{Chart, Immunizations, Limit};
use portal_types::page::Cursor;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// A vaccine.
#[derive(Clone, FromQueryResult)]
pub struct Immunization {
    /// Which row.
    pub id: Uuid,
    /// When, milliseconds UTC; 0 where the record has no date.
    pub at: i64,
    /// How exact that is.
    pub grain: String,
    /// FHIR's word: completed, not-done.
    pub status: Option<String>,
    /// The vaccine.
    pub display: Option<String>,
    /// Which dose of its series.
    pub dose_number: Option<String>,
    /// The lot.
    pub lot: Option<String>,
    /// Where.
    pub facility: Option<String>,
    /// Why her representatives are not shown it, or that they are; nothing in anybody else's view.
    pub kept: Option<String>,
}

/// Keeps out what a limit leaves out; `unseen` are the codes (CVX) of the vaccines that the profile hides.
fn limited(limit: Option<Limit>, unseen: &[String]) -> String {
    match limit {
        None => String::new(),
        Some(Limit::NoHiddenVaccines) => {
            // The profile lets nothing but digits in; here once more, for they stand in the statement itself.
            let codes = unseen.iter().filter(|code| !code.is_empty() && code.bytes().all(|b| b.is_ascii_digit()));
            let codes: Vec<String> = codes.map(|code| format!("'{code}'")).collect();
            // What has no code cannot be told from what is hidden.
            if codes.is_empty() { String::new() } else { format!("and t.code not in ({})", codes.join(", ")) }
        }
        Some(
            Limit::NoPrivateThreads
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
        ) => "and 1 = 0".to_owned(),
    }
}

/// A page of the chart's vaccines, newest first; one row more than a page tells that there is another. `unseen` are the
/// codes of the vaccines that the profile hides from the representatives of teens.
pub async fn page(
    db: &impl Reads,
    chart: &Chart<Immunizations>,
    unseen: &[String],
    after: Option<Cursor>,
) -> Result<Vec<Immunization>, StoreError> {
    let hidden = hidden(chart.view(), "t.id", Some("t.encounter_id"));
    let told = told(chart.view(), false);
    let limited = limited(chart.view().limit(), unseen);
    let sql = format!(
        "select t.id, t.at, t.grain, t.status, t.display, t.dose_number, t.lot, f.name as facility,
                {told} as kept
         from immunizations t {PLACE}
         where t.patient_id = $1 and (t.at, t.id) < ($2, $3)
           and (t.status is null or t.status <> 'entered-in-error') {hidden} {limited}
         order by t.at desc, t.id desc limit $4"
    );
    all(db, &sql, asked(chart, after)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_is_no_number_never_stands_in_a_statement() {
        let unseen = ["165".to_owned(), "1') or ('1' = '1".to_owned(), String::new()];
        assert_eq!(limited(Some(Limit::NoHiddenVaccines), &unseen), "and t.code not in ('165')");
        assert_eq!(limited(Some(Limit::NoHiddenVaccines), &unseen[1..]), "");
        assert_eq!(limited(Some(Limit::GeneralOnly), &unseen), "and 1 = 0", "a part that nobody has drawn is nothing");
        assert_eq!(limited(None, &unseen), "");
    }
}

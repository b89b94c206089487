//! What the pages of a chart ask of the imported records.
//!
//! Each list is a keyset page over one index. What a key does not open is part of the query itself: what is confidential
//! by `confidential::hidden`, the parts of a limit by a `match` on [`Limit`] without a wildcard, so that a new
//! limit does not compile until somebody has decided what it leaves out here.

pub mod allergies;
pub mod demographics;
pub mod immunizations;
pub mod medications;
pub mod results;

use crate::confidential::hidden;
use portal_access::{Chart, Limit, Scope, View};
use portal_types::page::{Cursor, PAGE};
use sea_orm::Value;
use uuid::Uuid;

/// Where a list of everything begins: after every row.
const END: Cursor = Cursor { at: i64::MAX, id: Uuid::max() };

/// Joins to a row `t` of a records table `f`, the practice where it was done: the one that the row names, or the one of
/// its visit.
const PLACE: &str = "left join encounters e on e.id = t.encounter_id
    left join practices o on o.id = t.practice_id
    left join practices f on f.id = coalesce(o.id, e.practice_id)";

/// The same for tables whose rows name no practice.
const VISITED: &str = "left join encounters e on e.id = t.encounter_id left join practices f on f.id = e.practice_id";

/// What a page of a chart's list is asked with: whose chart, the place to go on from, and one row more than a page.
fn asked<S: Scope>(chart: &Chart<S>, after: Option<Cursor>) -> [Value; 4] {
    let after = after.unwrap_or(END);
    [chart.patient().0.into(), after.at.into(), after.id.into(), (PAGE as i64 + 1).into()]
}

/// Keeps everything out of a list that is opened whole or not at all, where a key opens a part only: that part cannot be
/// told from the rest here.
fn whole(limit: Option<Limit>) -> &'static str {
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

/// Keeps out of the care team `t` whom a patient has seen in confidential visits only: the name of a practice can say
/// what a visit was for. Whoever was never seen in a visit that we have stays: the office has told us of them.
pub(crate) fn seen_openly(view: View) -> String {
    if view.own() {
        return String::new();
    }
    let hidden = hidden(view, "e.id", None);
    format!(
        "and (not exists (select 1 from encounters e
                          where e.patient_id = t.patient_id and e.practice_id = t.practice_id)
              or exists (select 1 from encounters e join encounter_providers w on w.encounter_id = e.id
                         where e.patient_id = t.patient_id and e.practice_id = t.practice_id
                           and w.provider_id = t.provider_id {hidden}))"
    )
}

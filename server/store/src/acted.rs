//! Who has looked at a chart and acted in it, besides its owner: one range of the audit trail.

use crate::asks::VEILED;
use crate::confidential::hidden;
use crate::db::all;
use crate::{Reads, StoreError};
use portal_access::{AccessLog, Chart, Limit};
use portal_types::page::PAGE;
use sea_orm::FromQueryResult;
use std::sync::LazyLock;
use uuid::Uuid;

/// An entry, with the name of who it is about. Has no `Debug`.
#[derive(Clone, FromQueryResult)]
pub struct Act {
    /// Its place in the trail.
    pub seq: i64,
    /// When, milliseconds UTC.
    pub at: i64,
    /// What the caller was: representative, or the word of a role.
    pub kind: String,
    /// The caller's name; none after the account was erased.
    pub name: Option<String>,
    /// What was asked for.
    pub action: String,
    /// Of which part of the chart.
    pub category: Option<String>,
    /// The grant that it was done by, or that it was about.
    pub grant_id: Option<Uuid>,
}

/// What staff do with conversations and requests is told to a representative of those only that are open to her, and where
/// it is known which: else it would tell of one that the patient keeps for herself. So would what they do from a
/// conversation with who acts for her. Begins with "and". Each is looked up by itself: for an "exists" beside an "or"
/// PostgreSQL reads all conversations of everybody beforehand.
const OPENLY: &str = "and (t.kind = 'representative'
    or ((t.category is null or t.category not in ('messages', 'ask_appointment', 'ask_renewal', 'ask_referral'))
        and t.action not in ('read-thread-grants', 'suspend-thread-grant'))
    or coalesce((select not h.private from threads h where h.id = t.object_id),
                (select not h.private from messages m join threads h on h.id = m.thread_id where m.id = t.object_id),
                (select not a.private from asks a where a.id = t.object_id),
                false))";

/// Of a request for something confidential no representative is told, nor of staff who looked at requests for
/// prescriptions where it is not known at which. Begins with "and".
static UNVEILED: LazyLock<String> = LazyLock::new(|| {
    format!(
        "and coalesce((select not {VEILED} from asks a where a.id = t.object_id), true)
         and (t.kind = 'representative' or t.category is null or t.category <> 'ask_renewal'
              or t.object_id is not null)"
    )
});

/// A page of what others have looked at and done in a chart, the newest first; one row more than a page tells that there
/// is another. `after` is the place of the last row before. `keeps`: the patient is old enough to keep conversations and
/// requests for herself, or was.
pub async fn page(
    db: &impl Reads,
    chart: &Chart<AccessLog>,
    keeps: bool,
    after: Option<i64>,
) -> Result<Vec<Act>, StoreError> {
    let view = chart.view();
    // What was done with something confidential tells that it is there.
    let hidden = hidden(view, "t.object_id", None);
    let unveiled = if view.own() { "" } else { UNVEILED.as_str() };
    let openly = if keeps && !view.own() { OPENLY } else { "" };
    let part = match view.limit() {
        None => "and $4 = $4",
        Some(Limit::OwnActs) => "and t.account_id = $4",
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
            | Limit::NarrowAndRevoke,
        ) => "and $4 = $4 and 1 = 0",
    };
    let sql = format!(
        "select t.seq, t.at, t.kind, c.display_name as name, t.action, t.category,
                coalesce((select g.id from grants g where g.id = t.object_id and g.patient_id = t.patient_id),
                         (select g.id from representatives r join grants g on g.representative_id = r.id
                          where r.account_id = t.account_id and g.patient_id = t.patient_id
                            and t.kind = 'representative' and g.state in ('active', 'suspended')
                          order by g.id limit 1)) as grant_id
         from audit t left join accounts c on c.id = t.account_id
         where t.patient_id = $1 and t.kind <> 'patient' and t.kind not in ('guest', 'locked', 'operator')
           and t.outcome = 'ok' and t.seq < $2 {hidden} {unveiled} {openly} {part}
         order by t.seq desc limit $3"
    );
    let after = after.unwrap_or(i64::MAX);
    let most = PAGE as i64 + 1;
    all(db, &sql, [chart.patient().0.into(), after.into(), most.into(), view.account().0.into()]).await
}

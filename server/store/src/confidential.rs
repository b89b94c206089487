//! What no representative is shown: items of a record that are marked confidential, by their code, by
//! staff or by the patient.
//!
//! `hidden` is the one place where a query learns to leave them out. Whether something was left out shows nowhere: a page
//! is full, whatever is missing from it.

use crate::db::one;
use crate::pools::places;
use crate::{StoreError, Tx};
use portal_access::{Acting, Sharing, View};
use portal_types::ids::{AccountId, PatientId};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

/// The marks that one of these ids has.
fn marks(ids: &str) -> String {
    format!("from confidential k where k.item_id in ({ids}) and k.lifted_at is null")
}

/// The condition that one of these ids is marked.
fn marked(ids: &str) -> String {
    format!("exists (select 1 {})", marks(ids))
}

/// The condition that keeps what a key does not open out of a query; begins with "and", or is empty. `item` is the row's
/// id, `encounter` the visit it belongs to, if it has one: what happened at a confidential visit is confidential.
pub(crate) fn hidden(view: View, item: &str, encounter: Option<&str>) -> String {
    if view.own() {
        return String::new();
    }
    let of = encounter.map_or(item.to_owned(), |encounter| format!("{item}, {encounter}"));
    format!("and not {}", marked(&of))
}

/// What her own page says of an item of the table `t`, as a column: why it is kept, or that it is shown where somebody acts
/// for her or could. Nothing in anybody else's view, so that no row tells of it. Its visit keeps it, too, and where
/// `reported` the reports that it is part of.
pub(crate) fn told(view: View, reported: bool) -> String {
    if !view.own() {
        return "cast(null as text)".to_owned();
    }
    // Counted: for an "exists" in a column PostgreSQL would read the whole table beforehand.
    let mut kept = format!("(select count(*) {}) > 0", marks("t.encounter_id"));
    if reported {
        let report = marked("d.id, d.encounter_id");
        kept = format!(
            "({kept} or (select count(*) from report_results b join diagnostic_reports d on d.id = b.report_id
                         where b.observation_id = t.id and {report}) > 0)"
        );
    }
    let why = if view.own_minor() { "case k.why when 'code' then 'minor' else k.why end" } else { "k.why" };
    format!(
        "case when {kept} then 'within'
              else coalesce((select {why} from confidential k where k.item_id = t.id and k.lifted_at is null),
                            case when (select count(*) from grants g where g.patient_id = t.patient_id
                                       and g.state in ('proposed', 'active', 'suspended')) > 0
                                 then 'shown' end) end"
    )
}

/// Why something is confidential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// Its code is one that the profile names.
    Code,
    /// Staff have said so.
    Staff,
    /// The patient has.
    Patient,
}

impl Because {
    /// The word in the table.
    pub fn code(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Staff => "staff",
            Self::Patient => "patient",
        }
    }

    /// The reason of a word in the table.
    fn from_code(code: &str) -> Option<Self> {
        [Self::Code, Self::Staff, Self::Patient].into_iter().find(|because| because.code() == code)
    }
}

/// Marks an item of a patient's record; one that was lifted is confidential again. `false` if it was marked already, or is
/// nothing of hers.
pub async fn label(
    tx: &Tx,
    patient: PatientId,
    item: Uuid,
    because: Because,
    by: Option<AccountId>,
    now: i64,
) -> Result<bool, StoreError> {
    let marked = tx
        .run(
            "insert into confidential (item_id, patient_id, why, since, by_account)
             select r.id, r.patient_id, $3, $4, $5 from resources r where r.id = $1 and r.patient_id = $2
             on conflict (item_id) do update set why = excluded.why, since = excluded.since,
                 by_account = excluded.by_account, lifted_at = null, lifted_by = null
             where confidential.lifted_at is not null",
            [item.into(), patient.0.into(), because.code().into(), now.into(), by.map(|id| id.0).into()],
        )
        .await?;
    Ok(marked == 1)
}

/// Lifts the mark of an item of a patient's record. `false` if there was none.
pub async fn lift(tx: &Tx, patient: PatientId, item: Uuid, by: AccountId, now: i64) -> Result<bool, StoreError> {
    let lifted = tx
        .run(
            "update confidential set lifted_at = $1, lifted_by = $2
             where item_id = $3 and patient_id = $4 and lifted_at is null",
            [now.into(), by.0.into(), item.into(), patient.0.into()],
        )
        .await?;
    Ok(lifted == 1)
}

/// How an item of one's own record stands, of the kinds that its pages list: whether it is marked, and why. Nothing, where
/// none of hers has that id.
pub async fn of_item(tx: &Tx, chart: &Acting<Sharing>, item: Uuid) -> Result<Option<Option<Because>>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        why: Option<String>,
    }
    let sql = "select (select k.why from confidential k where k.item_id = r.id and k.lifted_at is null) as why
               from resources r
               where r.id = $1 and r.patient_id = $2
                 and r.type in ('Observation', 'MedicationRequest', 'AllergyIntolerance', 'Immunization')";
    let row: Option<Row> = one(tx, sql, [item.into(), chart.patient().0.into()]).await?;
    // A word that we do not know is not hers to lift.
    Ok(row.map(|row| row.why.map(|why| Because::from_code(&why).unwrap_or(Because::Staff))))
}

/// The tables of records in which a code may say that something is confidential.
const CODED: [&str; 9] = [
    "encounters",
    "observations",
    "diagnostic_reports",
    "medication_requests",
    "immunizations",
    "allergies",
    "conditions",
    "procedures",
    "documents",
];

/// Marks what a patient's record has of some codes between two moments (milliseconds UTC, both included). What was lifted
/// stays lifted. Returns how many items it has marked.
pub async fn label_by_codes(
    tx: &Tx,
    patient: PatientId,
    codes: &[String],
    (from, to): (i64, i64),
    now: i64,
) -> Result<u64, StoreError> {
    let mut marked = 0;
    for some in codes.chunks(200) {
        for table in CODED {
            let sql = format!(
                "insert into confidential (item_id, patient_id, why, since)
                 select t.id, t.patient_id, '{}', $1 from {table} t
                 where t.patient_id = $2 and t.at between $3 and $4 and t.code in {}
                 on conflict (item_id) do nothing",
                Because::Code.code(),
                places(5, some.len())
            );
            let mut values: Vec<Value> = vec![now.into(), patient.0.into(), from.into(), to.into()];
            values.extend(some.iter().map(|code| Value::from(code.as_str())));
            marked += tx.run(&sql, values).await?;
        }
    }
    Ok(marked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_access::{Actor, Held, Matrix, Results, Standing};
    use portal_types::representative::Rights;
    use std::sync::Arc;

    fn view(standing: Standing) -> View {
        let patient = PatientId(Uuid::from_u128(1));
        let (account, session) = (Uuid::from_u128(2).into(), Uuid::from_u128(3).into());
        let held = vec![Held { patient, standing, grant: None }];
        Actor::patient(account, session, Arc::new(Matrix::US_MA), held).chart::<Results>(patient).unwrap().view()
    }

    #[test]
    fn r_3_15_only_who_looks_at_her_own_chart_is_shown_what_is_confidential() {
        for own in [Standing::SelfAdult, Standing::SelfTeen] {
            assert_eq!(hidden(view(own), "t.id", Some("t.encounter_id")), "", "R-4.4");
        }
        let shown = hidden(view(Standing::OfChild), "t.id", Some("t.encounter_id"));
        assert!(shown.starts_with("and not exists") && shown.contains("in (t.id, t.encounter_id)"), "{shown}");
        assert!(hidden(view(Standing::OfChild), "t.id", None).contains("in (t.id)"));
    }

    #[test]
    fn r_3_15_no_row_tells_a_representative_what_is_marked() {
        for other in [Standing::OfChild, Standing::OfTeen(Some(Rights::every())), Standing::OfAdult(Rights::every())] {
            assert_eq!(told(view(other), true), "cast(null as text)");
        }
        assert!(told(view(Standing::SelfTeen), false).contains("in (t.encounter_id)"));
    }

    #[test]
    fn a_reason_is_read_as_it_is_written() {
        for because in [Because::Code, Because::Staff, Because::Patient] {
            assert_eq!(Because::from_code(because.code()), Some(because));
        }
        assert_eq!(Because::from_code(""), None);
    }
}

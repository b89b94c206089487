//! What no representative is shown: items of a record that are marked confidential, by their code, by
//! staff or by the patient.
//!
//! `hidden` is the one place where a query learns to leave them out. Whether something was left out shows nowhere: a page
//! is full, whatever is missing from it.

use crate::pools::places;
use crate::{StoreError, Tx};
use portal_access::View;
use portal_types::ids::{AccountId, PatientId};
use sea_orm::Value;
use uuid::Uuid;

/// The condition that keeps what a key does not open out of a query; begins with "and", or is empty. `item` is the row's
/// id, `encounter` the visit it belongs to, if it has one: what happened at a confidential visit is confidential.
pub(crate) fn hidden(view: View, item: &str, encounter: Option<&str>) -> String {
    if view.own() {
        return String::new();
    }
    let of = encounter.map_or(item.to_owned(), |encounter| format!("{item}, {encounter}"));
    format!("and not exists (select 1 from confidential k where k.item_id in ({of}) and k.lifted_at is null)")
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
}

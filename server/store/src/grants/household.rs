//! The grants that the page of somebody's people is about: those by which she acts for others, and those on her own chart.

use super::{Row, listed};
use crate::{Reads, StoreError, Tx};
use portal_access::{Chart, Own, Sharing};
use portal_types::ids::AccountId;
use uuid::Uuid;

/// Grants by which an account acts: in force, set aside, or over since a moment; and those in force on its own chart, by
/// the key to who acts there. One statement, however many people there are.
pub async fn of_household(
    db: &impl Reads,
    own: &Own,
    chart: Option<&Chart<Sharing>>,
    over_since: i64,
) -> Result<Vec<Row>, StoreError> {
    let patient = chart.map_or(Uuid::nil(), |chart| chart.patient().0);
    let condition = "where g.id in (
                         select o.id from representatives q join grants o on o.representative_id = q.id
                         where q.account_id = $1
                           and (o.state in ('active', 'suspended') or (o.state = 'inactive' and o.changed_at > $3))
                         union select o.id from grants o where o.patient_id = $2 and o.state = 'active')
                     order by g.id limit 500";
    listed(db, condition, vec![own.account().0.into(), patient.into(), over_since.into()]).await
}

/// The grants by which an account acts, in force or set aside, on charts where it has more than one of them.
pub async fn doubled(tx: &Tx, account: AccountId) -> Result<Vec<Row>, StoreError> {
    let condition = "where g.id in (
                         select o.id from representatives q join grants o on o.representative_id = q.id
                         where q.account_id = $1 and o.state in ('active', 'suspended')
                           and exists (select 1 from representatives s join grants t on t.representative_id = s.id
                                       where s.account_id = $1 and t.patient_id = o.patient_id and t.id <> o.id
                                         and t.state in ('active', 'suspended')))
                     order by g.id";
    listed(tx, condition, vec![account.0.into()]).await
}

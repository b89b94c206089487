//! Contacts that a teen and who represents her must not have in common, looked at from either side.

use crate::db::all;
use crate::{Reads, StoreError, Tx};
use portal_types::ids::{AccountId, PatientId, RepresentativeId};
use sea_orm::{FromQueryResult, Value};

/// Whose contacts are compared with those of the others: an account's, or somebody's who is about to have one. An account
/// names its record by itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Whose {
    /// The account.
    pub account: Option<AccountId>,
    /// The record.
    pub patient: Option<PatientId>,
    /// The person on a form.
    pub representative: Option<RepresentativeId>,
}

impl Whose {
    fn values(self) -> [Value; 3] {
        [
            self.account.map(|id| id.0).into(),
            self.patient.map(|id| id.0).into(),
            self.representative.map(|id| id.0).into(),
        ]
    }
}

/// The record of who is asked about.
const OWN: &str = "coalesce($2, (select patient_id from accounts where id = $1))";

/// Grants that may still come to something, or do.
const OPEN: &str = "g.state in ('proposed', 'active', 'suspended')";

/// A contact on the other side. Has no `Debug`.
#[derive(FromQueryResult)]
pub struct Other {
    /// The birth date of the patient of the two, ISO: only a teen's matter.
    pub born: String,
    /// The address or number.
    pub value: String,
    /// Whether it is that patient's, and the person asked about is to act for her.
    pub of_patient: bool,
}

/// A contact of the person who is asked about. Has no `Debug`.
#[derive(FromQueryResult)]
pub struct Mine {
    /// The address or number.
    pub value: String,
    /// Whether it is on her record only. It counts where she acts for somebody; on a teen's record stands perhaps a
    /// parent's, from when she was a child.
    pub on_record: bool,
}

/// Holds the records of all between whom a contact could be shared until the transaction ends: of a teen and her
/// representative who both take one contact at one moment, one sees what the other did. In one order, so that two never
/// wait for each other.
pub async fn hold(tx: &Tx, whose: Whose) -> Result<(), StoreError> {
    // SQLite has one writer at a time.
    let lock = if tx.is_postgres() { "for no key update" } else { "" };
    let sql = format!(
        "select p.id from patients p
         where p.id = {OWN} or p.id in (
             select g.patient_id from representatives r join grants g on g.representative_id = r.id and {OPEN}
             where r.account_id = $1 or r.patient_id = {OWN} or r.id = $3)
         order by p.id {lock}"
    );
    tx.run(&sql, whose.values()).await?;
    Ok(())
}

/// The contacts that somebody has proven as her own; of an account those on its record, too.
pub async fn own(db: &impl Reads, whose: Whose) -> Result<Vec<Mine>, StoreError> {
    let [account, patient, _] = whose.values();
    all(
        db,
        "select c.value, 1 = 0 as on_record from account_contacts c join accounts a on a.id = c.account_id
         where a.id = $1 or a.patient_id = $2
         union all
         select c.value, 1 = 1 from patient_contacts c join accounts a on a.patient_id = c.patient_id
         where a.id = $1",
        [account, patient],
    )
    .await
}

/// The contacts on a record of somebody who has no account yet.
pub async fn on_record(db: &impl Reads, patient: PatientId) -> Result<Vec<Mine>, StoreError> {
    let sql = "select value, 1 = 1 as on_record from patient_contacts where patient_id = $1";
    all(db, sql, [patient.0.into()]).await
}

/// The contacts of the other side: of who represents this patient, on the form, in the account and on her own record; and of
/// the accounts of those whom this person represents.
pub async fn others(db: &impl Reads, whose: Whose) -> Result<Vec<Other>, StoreError> {
    let sql = format!(
        "select p.born as born, r.contact as value, 1 = 0 as of_patient
         from patients p join grants g on g.patient_id = p.id and {OPEN}
         join representatives r on r.id = g.representative_id
         where p.id = {OWN}
         union all
         select p.born, c.value, 1 = 0
         from patients p join grants g on g.patient_id = p.id and {OPEN}
         join representatives r on r.id = g.representative_id
         join account_contacts c on c.account_id = r.account_id
         where p.id = {OWN}
         union all
         select p.born, c.value, 1 = 0
         from patients p join grants g on g.patient_id = p.id and {OPEN}
         join representatives r on r.id = g.representative_id
         left join accounts a on a.id = r.account_id
         join patient_contacts c on c.patient_id in (r.patient_id, a.patient_id)
         where p.id = {OWN}
         union all
         select p.born, c.value, 1 = 1
         from representatives r join grants g on g.representative_id = r.id and {OPEN}
         join patients p on p.id = g.patient_id
         join accounts a on a.patient_id = p.id
         join account_contacts c on c.account_id = a.id
         where r.account_id = $1 or r.patient_id = {OWN} or r.id = $3"
    );
    all(db, &sql, whose.values()).await
}

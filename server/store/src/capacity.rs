//! What decides about a grant besides the grant: court orders, whether a clinician has said that the patient lacks
//! capacity, and whether both live.

use crate::db::{all, one};
use crate::{Reads, StoreError, Tx};
use portal_types::day::Day;
use portal_types::field::name_key;
use portal_types::grant_form::OrderKind;
use portal_types::ids::{AccountId, AttestationId, CourtOrderId, PatientId, RepresentativeId};
use portal_types::page::{Cursor, PAGE};
use portal_types::registry::RecordCard;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// When a clinician last attested that a patient lacks capacity, unless it was taken back.
pub(crate) fn attested(patient: &str) -> String {
    format!("(select max(t.made_on) from attestations t where t.patient_id = {patient} and t.ended_at is null)")
}

/// The last day of a court order of a kind about two people, the calendar's last without one; null if there is no order.
pub(crate) fn ordered(kind: OrderKind, patient: &str, representative: &str) -> String {
    format!(
        "(select max(coalesce(c.until, '9999-12-31')) from court_orders c
          where c.patient_id = {patient} and c.representative_id = {representative} and c.kind = '{}'
            and c.lifted_at is null)",
        kind.code()
    )
}

/// The last day of a court order that keeps a representative `r` away from a patient `p`, the calendar's last without one;
/// null if there is no order. It is about the person, by whatever form she is named: another contact makes her nobody else.
fn kept_away() -> String {
    format!(
        "(select max(coalesce(c.until, '9999-12-31'))
          from court_orders c join representatives k on k.id = c.representative_id
          where c.patient_id = p.id and c.kind = '{}' and c.lifted_at is null
            and (k.id = r.id or k.account_id = r.account_id or k.patient_id = r.patient_id
                 or (k.born = r.born and k.family_key = r.family_key and k.given_key = r.given_key)))",
        OrderKind::KeepAway.code()
    )
}

/// The columns of [`Known`] for a patient `p` and a representative `r`; the representative's own record, if there is one,
/// is `h`.
pub(crate) fn columns() -> String {
    format!(
        "p.born, r.born as representative_born, p.died_on, h.died_on as representative_died_on,
         (coalesce(r.patient_id = p.id, false)
          or exists (select 1 from accounts x where x.id = r.account_id and x.patient_id = p.id)) as same_person,
         {} as attested_on, {} as guardian_until, {} as forbidden_until",
        attested("p.id"),
        ordered(OrderKind::Guardian, "p.id", "r.id"),
        kept_away(),
    )
}

#[derive(FromQueryResult)]
pub(crate) struct KnownRow {
    born: String,
    representative_born: String,
    died_on: Option<String>,
    representative_died_on: Option<String>,
    same_person: bool,
    attested_on: Option<String>,
    guardian_until: Option<String>,
    forbidden_until: Option<String>,
}

impl KnownRow {
    pub(crate) fn known(self) -> Known {
        let day = |text: Option<String>| text.and_then(|text| text.parse().ok());
        Known {
            born: self.born.parse().ok(),
            representative_born: self.representative_born.parse().unwrap_or(Day::from_epoch(i64::MAX)),
            patient_lives: self.died_on.is_none(),
            representative_lives: self.representative_died_on.is_none(),
            same_person: self.same_person,
            attested_on: day(self.attested_on),
            guardian_until: day(self.guardian_until),
            forbidden_until: day(self.forbidden_until),
        }
    }
}

/// What is known of a patient and somebody who acts for her, or is to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The patient's birth date, if it is known whole.
    pub born: Option<Day>,
    /// The representative's.
    pub representative_born: Day,
    /// Whether the patient lives.
    pub patient_lives: bool,
    /// Whether the representative lives, as far as there is a record of hers.
    pub representative_lives: bool,
    /// Whether they are one person.
    pub same_person: bool,
    /// When a clinician last attested that the patient lacks capacity, unless it was taken back.
    pub attested_on: Option<Day>,
    /// The last day of the order that makes the representative a guardian; the calendar's last, if it has none.
    pub guardian_until: Option<Day>,
    /// The last day of the order that keeps her away.
    pub forbidden_until: Option<Day>,
}

impl Known {
    /// Whether a court order makes the representative a guardian on a day.
    pub fn order(&self, day: Day) -> bool {
        self.guardian_until.is_some_and(|last| day <= last)
    }

    /// Whether a court order keeps her away on a day.
    pub fn forbidden(&self, day: Day) -> bool {
        self.forbidden_until.is_some_and(|last| day <= last)
    }
}

/// What is known of two people; `None` if one of them is not there. One statement.
pub async fn known(
    db: &impl Reads,
    patient: PatientId,
    representative: RepresentativeId,
) -> Result<Option<Known>, StoreError> {
    let sql = format!(
        "select {} from patients p, representatives r left join patients h on h.id = r.patient_id
         where p.id = $1 and r.id = $2",
        columns()
    );
    let row: Option<KnownRow> = one(db, &sql, [patient.0.into(), representative.0.into()]).await?;
    Ok(row.map(KnownRow::known))
}

/// Whether a court order that has only a name means somebody of this name: family name first or last, and with middle names
/// that one of the two leaves out. What says more besides (a birth date) is somebody else.
fn is_named(order: &str, given: &str, family: &str) -> bool {
    let first = given.split_whitespace().next().unwrap_or_default();
    let family = name_key(family);
    let keys: Vec<String> = [given, first]
        .into_iter()
        .map(name_key)
        .flat_map(|given| [format!("{given}{family}"), format!("{family}{given}")])
        .collect();
    let mut words = order.split_whitespace();
    let ends = words.next().zip(words.next_back()).map(|(first, last)| name_key(&format!("{first}{last}")));
    keys.contains(&name_key(order)) || ends.is_some_and(|ends| keys.contains(&ends))
}

/// Whether a court order that was recorded by a name only keeps somebody away from a patient on a day: the name on her form,
/// on another form of hers, or on her own record. One statement.
pub async fn kept_away_by_name(
    db: &impl Reads,
    patient: PatientId,
    representative: RepresentativeId,
    day: Day,
) -> Result<bool, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
        given: String,
        family: String,
    }
    let order = format!(
        "o.patient_id = $1 and o.kind = '{}' and o.representative_id is null and o.lifted_at is null
         and (o.until is null or o.until >= $3)",
        OrderKind::KeepAway.code()
    );
    let sql = format!(
        "select o.name, k.given, k.family
         from court_orders o
         join representatives r on r.id = $2
         join representatives k on k.id = r.id or k.account_id = r.account_id or k.patient_id = r.patient_id
         where {order}
         union
         select o.name, h.given, h.family
         from court_orders o
         join representatives r on r.id = $2
         left join accounts a on a.id = r.account_id
         join patients h on h.id = r.patient_id or h.id = a.patient_id
         where {order}"
    );
    let rows: Vec<Row> = all(db, &sql, [patient.0.into(), representative.0.into(), day.to_string().into()]).await?;
    Ok(rows.iter().any(|row| is_named(&row.name, &row.given, &row.family)))
}

/// A court order to be kept. Has no `Debug`.
pub struct NewOrder {
    /// Its id.
    pub id: CourtOrderId,
    /// About whom, if somebody acts for the patient, or is to.
    pub representative: Option<RepresentativeId>,
    /// About whom, by name.
    pub name: String,
    /// What is decided.
    pub kind: OrderKind,
    /// The court.
    pub court: String,
    /// Its number of the case.
    pub reference: String,
    /// When it was made.
    pub made_on: Day,
    /// Its last day, if it has one.
    pub until: Option<Day>,
    /// What the desk notes besides.
    pub note: String,
    /// Who records it.
    pub by: AccountId,
    /// Her name.
    pub author: String,
}

/// Records a court order about a patient. The caller has opened her record, or a grant on it.
pub async fn record_order(tx: &Tx, patient: PatientId, new: NewOrder, now: i64) -> Result<(), StoreError> {
    tx.run(
        "insert into court_orders (id, patient_id, representative_id, name, kind, court, reference, made_on, until, note,
             recorded_by, author, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        [
            new.id.0.into(),
            patient.0.into(),
            new.representative.map(|id| id.0).into(),
            new.name.into(),
            new.kind.code().into(),
            new.court.into(),
            new.reference.into(),
            new.made_on.to_string().into(),
            new.until.map(|day| day.to_string()).into(),
            new.note.into(),
            new.by.0.into(),
            new.author.into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Lifts a court order of a patient. `false` if it is not there, or was lifted before.
pub async fn lift_order(
    tx: &Tx,
    record: &RecordCard,
    order: CourtOrderId,
    by: AccountId,
    why: &str,
    now: i64,
) -> Result<bool, StoreError> {
    let lifted = tx
        .run(
            "update court_orders set lifted_by = $1, lifted_at = $2, lifted_why = $3
             where id = $4 and patient_id = $5 and lifted_at is null",
            [by.0.into(), now.into(), why.into(), order.0.into(), record.patient.0.into()],
        )
        .await?;
    Ok(lifted == 1)
}

/// A court order as a desk sees it.
#[derive(Clone, FromQueryResult)]
pub struct Order {
    /// Which.
    pub id: Uuid,
    /// About whom, if somebody acts for the patient, or is to.
    pub representative_id: Option<Uuid>,
    /// About whom, by name.
    pub name: String,
    /// guardian or keep_away.
    pub kind: String,
    /// The court.
    pub court: String,
    /// Its number of the case.
    pub reference: String,
    /// When it was made, ISO.
    pub made_on: String,
    /// Its last day, ISO.
    pub until: Option<String>,
    /// What the desk notes besides.
    pub note: String,
    /// Who recorded it.
    pub author: String,
    /// When, milliseconds UTC.
    pub recorded_at: i64,
    /// When it was lifted, milliseconds UTC.
    pub lifted_at: Option<i64>,
    /// Why it was.
    pub lifted_why: Option<String>,
}

/// A page of a patient's court orders, the newest first; one row more tells that there is another.
pub async fn orders(db: &impl Reads, record: &RecordCard, after: Option<Cursor>) -> Result<Vec<Order>, StoreError> {
    let after = after.unwrap_or(Cursor { at: i64::MAX, id: Uuid::max() });
    all(
        db,
        "select id, representative_id, name, kind, court, reference, made_on, until, note, author, recorded_at, lifted_at,
                lifted_why
         from court_orders where patient_id = $1 and (recorded_at, id) < ($2, $3)
         order by recorded_at desc, id desc limit $4",
        [record.patient.0.into(), after.at.into(), after.id.into(), (PAGE as i64 + 1).into()],
    )
    .await
}

/// A clinician's word that a patient lacks capacity, to be kept. Has no `Debug`.
pub struct NewAttestation {
    /// Its id.
    pub id: AttestationId,
    /// When the clinician gave it.
    pub made_on: Day,
    /// Who gave it.
    pub clinician: String,
    /// What the desk notes besides.
    pub note: String,
    /// Who records it.
    pub by: AccountId,
}

/// Records that a patient lacks capacity.
pub async fn attest(tx: &Tx, record: &RecordCard, new: NewAttestation, now: i64) -> Result<(), StoreError> {
    tx.run(
        "insert into attestations (id, patient_id, made_on, clinician, note, recorded_by, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        [
            new.id.0.into(),
            record.patient.0.into(),
            new.made_on.to_string().into(),
            new.clinician.into(),
            new.note.into(),
            new.by.0.into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Records that a patient has capacity again: whatever was attested of her counts no more. `false` if nothing did.
pub async fn end_attestation(tx: &Tx, record: &RecordCard, by: AccountId, now: i64) -> Result<bool, StoreError> {
    let ended = tx
        .run(
            "update attestations set ended_by = $1, ended_at = $2 where patient_id = $3 and ended_at is null",
            [by.0.into(), now.into(), record.patient.0.into()],
        )
        .await?;
    Ok(ended > 0)
}

/// An attestation as a desk sees it.
#[derive(Clone, FromQueryResult)]
pub struct Attestation {
    /// Which.
    pub id: Uuid,
    /// When the clinician gave it, ISO.
    pub made_on: String,
    /// Who gave it.
    pub clinician: String,
    /// What the desk notes besides.
    pub note: String,
    /// When it was recorded, milliseconds UTC.
    pub recorded_at: i64,
    /// When it ended, milliseconds UTC.
    pub ended_at: Option<i64>,
}

/// The newest attestations about a patient.
pub async fn attestations(db: &impl Reads, record: &RecordCard) -> Result<Vec<Attestation>, StoreError> {
    all(
        db,
        "select id, made_on, clinician, note, recorded_at, ended_at from attestations
         where patient_id = $1 order by made_on desc, id desc limit 10",
        [record.patient.0.into()],
    )
    .await
}

#[cfg(test)]
mod tests {
    use super::is_named;

    #[test]
    fn r_3_7_an_order_names_somebody_however_it_is_written() {
        for order in ["Rex Stone", "REX STÓNE", "Stone, Rex", "Rex Allen Stone"] {
            assert!(is_named(order, "Rex", "Stone"), "{order}");
        }
        assert!(is_named("Rex Stone", "Rex Allen", "Stone"));
        for order in ["Max Stone", "Rex Stoner", "Rex", "Rex Stone, born 1950"] {
            assert!(!is_named(order, "Rex", "Stone"), "{order}");
        }
    }
}

//! Grants: what lets a representative act for a patient, and everything that has happened to it.
//!
//! What a grant opens on a day is not here but in `portal_access`. This room keeps what was signed, and tells what is known.

mod events;
mod household;
mod watching;

pub use events::{Event, Happened, append, events, note_notice};
pub use household::{doubled, of_household};
pub use watching::{Watcher, acting_on, watching};

use crate::capacity::{self, Known, KnownRow};
use crate::db::all;
use crate::messages::Head;
use crate::triage::Item;
use crate::{Reads, StoreError, Tx};
use portal_access::{Chart, Facts, PoolKey, Sharing, Support};
use portal_types::day::{Day, NoSuchDay};
use portal_types::ids::{AccountId, FormId, GrantId, PatientId, PracticeId, RepresentativeId};
use portal_types::page::{Cursor, PAGE};
use portal_types::registry::RecordCard;
use portal_types::representative::{Basis, GrantState, Rights};
use sea_orm::{FromQueryResult, Value};
use std::sync::LazyLock;
use uuid::Uuid;

/// Where a list of everything begins: after every row.
const END: Cursor = Cursor { at: i64::MAX, id: Uuid::max() };

/// A day of the table; what is none is an error, and not the same as none.
pub(crate) fn day(text: Option<&str>) -> Result<Option<Day>, NoSuchDay> {
    text.map(str::parse).transpose()
}

/// The switches of a number. One that is none of ours switches nothing on: null means that nobody has set any.
pub(crate) fn rights(number: Option<i64>) -> Option<Rights> {
    number.map(|number| Rights::from_number(number).unwrap_or_default())
}

/// A grant with the names of both people, and what is known of them.
#[derive(Clone)]
pub struct Row {
    /// Which.
    pub id: GrantId,
    /// Whose chart.
    pub patient: PatientId,
    /// Who acts.
    pub representative: RepresentativeId,
    /// The form it stands on.
    pub form: Option<FormId>,
    /// The practice that keeps the form.
    pub practice: PracticeId,
    /// On what ground.
    pub basis: Basis,
    /// How it stands.
    pub state: GrantState,
    /// The day on which the representative signed.
    pub signed_on: Option<Day>,
    /// The day on which the patient signed.
    pub patient_signed_on: Option<Day>,
    /// The day on which an adult last renewed her consent.
    pub renewed_on: Option<Day>,
    /// The last day, if one was set.
    pub ends_on: Option<Day>,
    /// Whether the patient has set it aside.
    pub held_by_patient: bool,
    /// Whether staff have set it aside.
    pub held_by_staff: bool,
    /// The switches, once somebody has set them.
    pub rights: Option<Rights>,
    /// Who put it in force.
    pub grantor: Option<AccountId>,
    /// When it was made, milliseconds UTC.
    pub made_at: i64,
    /// When it was put in force, milliseconds UTC.
    pub activated_at: Option<i64>,
    /// When it last changed, milliseconds UTC.
    pub changed_at: i64,
    /// The patient's name.
    pub patient_name: String,
    /// The patient's account, if she has one that is open.
    pub patient_account: Option<AccountId>,
    /// The representative's name.
    pub representative_name: String,
    /// The representative's account, if there is one.
    pub account: Option<AccountId>,
    /// What is known of both besides.
    pub known: Known,
}

impl Row {
    /// What decides how the representative stands to the chart.
    pub fn facts(&self) -> Facts {
        Facts {
            basis: self.basis,
            active: self.state == GrantState::Active,
            born: self.known.born,
            lives: self.known.patient_lives && self.known.representative_lives,
            consented_on: self.renewed_on.or(self.patient_signed_on),
            assented: self.patient_signed_on.is_some(),
            order_until: self.known.guardian_until,
            attested_on: self.known.attested_on,
            ends_on: self.ends_on,
            rights: self.rights,
        }
    }
}

#[derive(FromQueryResult)]
struct Stored {
    id: Uuid,
    patient_id: Uuid,
    representative_id: Uuid,
    form_id: Option<Uuid>,
    practice_id: Uuid,
    basis: String,
    state: String,
    signed_on: Option<String>,
    patient_signed_on: Option<String>,
    renewed_on: Option<String>,
    ends_on: Option<String>,
    held_by_patient: bool,
    held_by_staff: bool,
    rights: Option<i64>,
    grantor: Option<Uuid>,
    made_at: i64,
    activated_at: Option<i64>,
    changed_at: i64,
    given: String,
    family: String,
    patient_account: Option<Uuid>,
    representative_given: String,
    representative_family: String,
    account_id: Option<Uuid>,
    #[sea_orm(nested)]
    known: KnownRow,
}

/// The columns of [`Stored`], and the tables they come from.
static COLUMNS: LazyLock<String> = LazyLock::new(|| {
    format!(
        "g.id, g.patient_id, g.representative_id, g.form_id, g.practice_id, g.basis, g.state, g.signed_on,
         g.patient_signed_on, g.renewed_on, g.ends_on, g.held_by_patient, g.held_by_staff, g.rights, g.grantor, g.made_at,
         g.activated_at, g.changed_at, p.given, p.family,
         (select o.id from accounts o where o.patient_id = p.id and o.state = 'active') as patient_account,
         r.given as representative_given, r.family as representative_family, r.account_id, {}",
        capacity::columns()
    )
});

const FROM: &str = "from grants g join patients p on p.id = g.patient_id
                    join representatives r on r.id = g.representative_id
                    left join patients h on h.id = r.patient_id";

impl Stored {
    /// `None` for one that cannot be read whole: there is none, as far as anybody can act on it.
    fn row(self) -> Option<Row> {
        Some(Row {
            id: self.id.into(),
            patient: self.patient_id.into(),
            representative: self.representative_id.into(),
            form: self.form_id.map(Into::into),
            practice: self.practice_id.into(),
            basis: Basis::from_code(&self.basis)?,
            state: GrantState::from_code(&self.state),
            signed_on: day(self.signed_on.as_deref()).ok()?,
            patient_signed_on: day(self.patient_signed_on.as_deref()).ok()?,
            renewed_on: day(self.renewed_on.as_deref()).ok()?,
            ends_on: day(self.ends_on.as_deref()).ok()?,
            held_by_patient: self.held_by_patient,
            held_by_staff: self.held_by_staff,
            rights: rights(self.rights),
            grantor: self.grantor.map(Into::into),
            made_at: self.made_at,
            activated_at: self.activated_at,
            changed_at: self.changed_at,
            patient_name: format!("{} {}", self.given, self.family),
            patient_account: self.patient_account.map(Into::into),
            representative_name: format!("{} {}", self.representative_given, self.representative_family),
            account: self.account_id.map(Into::into),
            known: self.known.known(),
        })
    }
}

/// Grants by a condition, with what comes after it.
async fn listed(db: &impl Reads, condition: &str, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
    let rows: Vec<Stored> = all(db, &format!("select {} {FROM} {condition}", *COLUMNS), values).await?;
    Ok(rows.into_iter().filter_map(Stored::row).collect())
}

/// A page of grants of somebody, the newest first: `whose` names the column that is `$1`.
async fn page(db: &impl Reads, whose: &str, of: Uuid, after: Option<Cursor>) -> Result<Vec<Row>, StoreError> {
    let after = after.unwrap_or(END);
    let condition =
        format!("where {whose} and (g.made_at, g.id) < ($2, $3) order by g.made_at desc, g.id desc limit {}", PAGE + 1);
    listed(db, &condition, vec![of.into(), after.at.into(), after.id.into()]).await
}

/// A page of the grants on a chart, the newest first; one row more tells that there is another.
pub async fn of_patient(
    db: &impl Reads,
    chart: &Chart<Sharing>,
    after: Option<Cursor>,
) -> Result<Vec<Row>, StoreError> {
    page(db, "g.patient_id = $1", chart.patient().0, after).await
}

/// The same for a desk, of a record that its key opened.
pub async fn of_record(db: &impl Reads, record: &RecordCard, after: Option<Cursor>) -> Result<Vec<Row>, StoreError> {
    page(db, "g.patient_id = $1", record.patient.0, after).await
}

/// Open grants on a record in the order of their ids, after one of them: so many at a time, for who must reach all. The
/// caller has opened the record, or a grant on it.
pub async fn open_of_record(
    db: &impl Reads,
    patient: PatientId,
    after: Option<GrantId>,
) -> Result<Vec<Row>, StoreError> {
    let after = after.map_or(Uuid::nil(), |grant| grant.0);
    let condition = format!(
        "where g.patient_id = $1 and g.state in ('proposed', 'active', 'suspended') and g.id > $2
         order by g.id limit {PAGE}"
    );
    listed(db, &condition, vec![patient.0.into(), after.into()]).await
}

/// A page of who can act for the patient of a thread, or is set aside, for the team that answers it: its key has opened the
/// head.
pub async fn of_thread(
    db: &impl Reads,
    _: &PoolKey,
    head: &Head,
    after: Option<Cursor>,
) -> Result<Vec<Row>, StoreError> {
    page(db, "g.patient_id = $1 and g.state in ('active', 'suspended')", head.patient_id, after).await
}

/// The same beside a conversation or an ask that a pool's key has opened.
pub async fn of_item(db: &impl Reads, _: &PoolKey, item: &Item) -> Result<Vec<Row>, StoreError> {
    page(db, "g.patient_id = $1 and g.state in ('active', 'suspended')", item.patient.0, None).await
}

/// Restricts a query on grants to those by which an account acts for others, and those on its own chart; `$1` is the account.
const OF_ACCOUNT: &str = "(g.representative_id in (select o.id from representatives o where o.account_id = $1)
                           or g.patient_id = (select o.patient_id from accounts o where o.id = $1))";

/// A page of the grants by which an account acts for others, and of those on its own chart, for Technical Support.
pub async fn of_account(
    db: &impl Reads,
    _: &Support,
    account: AccountId,
    after: Option<Cursor>,
) -> Result<Vec<Row>, StoreError> {
    page(db, OF_ACCOUNT, account.0, after).await
}

/// One of these grants.
pub async fn one_of_account(
    db: &impl Reads,
    _: &Support,
    account: AccountId,
    grant: GrantId,
) -> Result<Option<Row>, StoreError> {
    let condition = format!("where {OF_ACCOUNT} and g.id = $2");
    Ok(listed(db, &condition, vec![account.0.into(), grant.0.into()]).await?.into_iter().next())
}

/// The grants that came of a form.
pub async fn of_form(db: &impl Reads, form: FormId) -> Result<Vec<Row>, StoreError> {
    listed(db, "where g.form_id = $1 order by g.id limit 50", vec![form.0.into()]).await
}

/// One grant.
pub async fn find(db: &impl Reads, grant: GrantId) -> Result<Option<Row>, StoreError> {
    Ok(listed(db, "where g.id = $1", vec![grant.0.into()]).await?.into_iter().next())
}

/// One grant, held until the transaction ends: of two that move it at one moment, one sees what the other did.
pub async fn hold(tx: &Tx, grant: GrantId) -> Result<Option<Row>, StoreError> {
    // Changes nothing; on PostgreSQL it locks the row.
    tx.run("update grants set state = state where id = $1", [grant.0.into()]).await?;
    find(tx, grant).await
}

/// Open grants in the order of their ids, after one of them: the daily round takes so many at a time.
pub async fn open(db: &impl Reads, after: Option<GrantId>, most: u32) -> Result<Vec<Row>, StoreError> {
    let after = after.map_or(Uuid::nil(), |grant| grant.0);
    let condition = "where g.state in ('proposed', 'active', 'suspended') and g.id > $1 order by g.id limit $2";
    listed(db, condition, vec![after.into(), i64::from(most).into()]).await
}

/// Whether a parent or guardian acts for somebody, or a form that says so waits to be put in force: that stands behind a
/// teen's account. One that is set aside stands behind nothing.
pub async fn backs(db: &impl Reads, record: &RecordCard) -> Result<bool, StoreError> {
    let condition = "where g.patient_id = $1 and g.state in ('proposed', 'active')
                     and g.basis in ('parental', 'guardianship') limit 1";
    Ok(!listed(db, condition, vec![record.patient.0.into()]).await?.is_empty())
}

/// A grant to be made. Has no `Debug`.
pub struct New {
    /// Its id.
    pub id: GrantId,
    /// Whose chart.
    pub patient: PatientId,
    /// Who is to act.
    pub representative: RepresentativeId,
    /// The form it stands on.
    pub form: Option<FormId>,
    /// The practice that keeps the form.
    pub practice: PracticeId,
    /// On what ground.
    pub basis: Basis,
}

/// Makes a grant, proposed: it opens nothing. `Conflict` if there is an open one between the two.
pub async fn propose(tx: &Tx, new: New, now: i64) -> Result<(), StoreError> {
    tx.run(
        "insert into grants
             (id, patient_id, representative_id, form_id, practice_id, basis, state, made_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        [
            new.id.0.into(),
            new.patient.0.into(),
            new.representative.0.into(),
            new.form.map(|form| form.0).into(),
            new.practice.0.into(),
            new.basis.code().into(),
            GrantState::Proposed.code().into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

/// How a grant stands from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// How it stands.
    pub state: GrantState,
    /// The day on which the representative signed.
    pub signed_on: Option<Day>,
    /// The day on which the patient signed.
    pub patient_signed_on: Option<Day>,
    /// The day on which an adult last renewed her consent.
    pub renewed_on: Option<Day>,
    /// The last day, if one was set.
    pub ends_on: Option<Day>,
    /// Whether the patient has set it aside.
    pub held_by_patient: bool,
    /// Whether staff have set it aside.
    pub held_by_staff: bool,
    /// The switches.
    pub rights: Option<Rights>,
    /// Who puts it in force with this, if somebody does.
    pub activated_by: Option<AccountId>,
}

/// Saves how a grant that is held stands from now on; `Conflict` if it was not held, and has changed.
pub async fn save(tx: &Tx, row: &Row, moved: &Moved, now: i64) -> Result<(), StoreError> {
    let text = |day: Option<Day>| Value::from(day.map(|day| day.to_string()));
    let changed = tx
        .run(
            "update grants set state = $1, signed_on = $2, patient_signed_on = $3, renewed_on = $4, ends_on = $5,
                 held_by_patient = $6, held_by_staff = $7, rights = $8, grantor = coalesce($9, grantor),
                 activated_at = case when $9 is null then activated_at else $10 end, changed_at = $10
             where id = $11 and state = $12 and changed_at = $13",
            [
                moved.state.code().into(),
                text(moved.signed_on),
                text(moved.patient_signed_on),
                text(moved.renewed_on),
                text(moved.ends_on),
                moved.held_by_patient.into(),
                moved.held_by_staff.into(),
                moved.rights.map(Rights::number).into(),
                moved.activated_by.map(|account| account.0).into(),
                now.into(),
                row.id.0.into(),
                row.state.code().into(),
                row.changed_at.into(),
            ],
        )
        .await?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// The open grants that a closed account leaves behind: by which it acts for others, and on its own chart.
pub async fn end_of_account(
    tx: &Tx,
    account: AccountId,
    patient: Option<PatientId>,
) -> Result<Vec<GrantId>, StoreError> {
    let condition = "where g.state in ('proposed', 'active', 'suspended') and g.id in (
                         select o.id from grants o join representatives q on q.id = o.representative_id
                         where q.account_id = $1
                         union select o.id from grants o where o.patient_id = $2)
                     order by g.id";
    let patient = patient.map_or(Uuid::nil(), |patient| patient.0);
    let rows = listed(tx, condition, vec![account.0.into(), patient.into()]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

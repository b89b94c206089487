//! Saved enrollments. Who holds the token of a row is its person; there is no other key.

use crate::db::{all, one};
use crate::entity::enrollment;
use crate::{Reads, StoreError, Tx};
use portal_types::account::Lang;
use portal_types::enrollment::Channel;
use portal_types::ids::{AccountId, EnrollmentId, InvitationId, PatientId, RepresentativeId};
use portal_types::page::{Cursor, PAGE};
use portal_types::registry::RequestFilter;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, Value};
use uuid::Uuid;

/// What an enrollment leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A record of this clinic.
    Record(PatientId),
    /// Somebody who acts for others, as a form names her, and has no record here.
    Representative(RepresentativeId),
}

impl Of {
    /// The record.
    pub fn patient(self) -> Option<PatientId> {
        match self {
            Self::Record(patient) => Some(patient),
            Self::Representative(_) => None,
        }
    }

    /// The person on the form.
    pub fn representative(self) -> Option<RepresentativeId> {
        match self {
            Self::Record(_) => None,
            Self::Representative(representative) => Some(representative),
        }
    }
}

/// A saved wizard. The state is `care`'s; this room only keeps it.
#[derive(Clone)]
pub struct Saved {
    /// Which.
    pub id: EnrollmentId,
    /// Grows with every answer; a save names the version it read.
    pub version: i64,
    /// JSON of the state.
    pub state: String,
    /// The record that was found; never told to anybody before a code has proven it.
    pub patient: Option<PatientId>,
    /// The person on a form that was found in its place; not told either.
    pub representative: Option<RepresentativeId>,
    /// When it began, milliseconds UTC.
    pub created_at: i64,
    /// The code of the office that it began with: of an invitation, or of a representative's instructions.
    pub code: Option<InvitationId>,
}

impl Saved {
    /// What it leads to.
    pub fn of(&self) -> Option<Of> {
        self.patient.map(Of::Record).or(self.representative.map(Of::Representative))
    }
}

/// An enrollment to be kept. Has no `Debug`.
pub struct New {
    /// Its id.
    pub id: EnrollmentId,
    /// Hash of the secret in the browser.
    pub token_hash: String,
    /// JSON of the state.
    pub state: String,
    /// The code it begins with, and what that opens.
    pub invited: Option<(InvitationId, Of)>,
    /// The person's language.
    pub lang: Lang,
}

/// Opens an enrollment.
pub async fn open(tx: &Tx, new: New, now: i64) -> Result<(), StoreError> {
    let (code, of) = new.invited.unzip();
    let (patient, representative) = (of.and_then(Of::patient), of.and_then(Of::representative));
    let row = enrollment::ActiveModel {
        id: Set(new.id.0),
        token_hash: Set(new.token_hash),
        version: Set(1),
        state: Set(new.state),
        status: Set("started".into()),
        patient_id: Set(patient.map(|id| id.0)),
        created_at: Set(now),
        updated_at: Set(now),
        invitation_id: Set(code.filter(|_| patient.is_some()).map(|id| id.0)),
        lang: Set(Some(new.lang.code().into())),
        number_hash: Set(None),
        asked_at: Set(None),
        reach_channel: Set(None),
        reach: Set(None),
        decided_by: Set(None),
        decided_at: Set(None),
        decision: Set(None),
        representative_id: Set(representative.map(|id| id.0)),
        representative_code_id: Set(code.filter(|_| representative.is_some()).map(|id| id.0)),
    };
    enrollment::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// What is under way for a code of the office, or for what was proven anew on another device.
pub async fn under_way(tx: &Tx, code: Option<InvitationId>, of: Of, since: i64) -> Result<Vec<Saved>, StoreError> {
    use enrollment::Column;
    let (whose, by) = match of {
        Of::Record(patient) => (Column::PatientId.eq(patient.0), Column::InvitationId),
        Of::Representative(person) => (Column::RepresentativeId.eq(person.0), Column::RepresentativeCodeId),
    };
    let rows = enrollment::Entity::find()
        .filter(whose)
        .filter(Column::Status.eq("started"))
        .filter(Column::CreatedAt.gt(since))
        .filter(match code {
            Some(id) => by.eq(id.0),
            None => by.is_null(),
        })
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(saved).collect())
}

fn saved(row: enrollment::Model) -> Saved {
    Saved {
        id: row.id.into(),
        version: row.version,
        state: row.state,
        patient: row.patient_id.map(Into::into),
        representative: row.representative_id.map(Into::into),
        created_at: row.created_at,
        code: row.invitation_id.or(row.representative_code_id).map(Into::into),
    }
}

/// Hands an enrollment over to another browser, in the state it has from then on: the one before is out.
pub async fn hand_over(tx: &Tx, saved: &Saved, token_hash: &str, state: &str, now: i64) -> Result<(), StoreError> {
    let changed = tx
        .run(
            "update enrollments set token_hash = $1, version = version + 1, state = $2, updated_at = $3
             where id = $4 and version = $5",
            [token_hash.into(), state.into(), now.into(), saved.id.0.into(), saved.version.into()],
        )
        .await?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// The enrollment of a token, if it is still under way.
pub async fn find(db: &impl Reads, token_hash: &str) -> Result<Option<Saved>, StoreError> {
    let row = enrollment::Entity::find()
        .filter(enrollment::Column::TokenHash.eq(token_hash))
        .filter(enrollment::Column::Status.is_in(["started", "pending_review"]))
        .one(db)
        .await?;
    Ok(row.map(saved))
}

/// Saves a state over the version that was read; `Conflict` if another tab was faster.
pub async fn save(
    tx: &Tx,
    saved: &Saved,
    state: &str,
    status: &str,
    of: Option<Of>,
    now: i64,
) -> Result<(), StoreError> {
    let changed = tx
        .run(
            "update enrollments set version = version + 1, state = $1, status = $2, patient_id = $3, updated_at = $4,
                 asked_at = case when $2 = 'pending_review' then coalesce(asked_at, $4) else asked_at end,
                 representative_id = $7
             where id = $5 and version = $6",
            [
                state.into(),
                status.into(),
                of.and_then(Of::patient).map(|id| id.0).into(),
                now.into(),
                saved.id.0.into(),
                saved.version.into(),
                of.and_then(Of::representative).map(|id| id.0).into(),
            ],
        )
        .await?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Deletes an enrollment that its person gave up.
pub async fn delete(tx: &Tx, saved: &Saved) -> Result<(), StoreError> {
    tx.run("delete from enrollments where id = $1", [saved.id.0.into()]).await?;
    Ok(())
}

/// What makes an enrollment a request to the desk: since when, under which number, and where the person is reached.
pub struct Asking {
    /// Keyed hash of its number.
    pub number_hash: Option<String>,
    /// Where the person can be reached.
    pub reach: Option<(Channel, String)>,
}

/// Notes that an enrollment waits for the desk from now on.
pub async fn ask(tx: &Tx, saved: &Saved, asking: Asking, now: i64) -> Result<(), StoreError> {
    let (channel, reach) = asking.reach.map(|(channel, value)| (channel.code(), value)).unzip();
    tx.run(
        "update enrollments set asked_at = coalesce(asked_at, $1), number_hash = coalesce($2, number_hash),
             reach_channel = coalesce($3, reach_channel), reach = coalesce($4, reach) where id = $5",
        [now.into(), asking.number_hash.into(), channel.into(), reach.into(), saved.id.0.into()],
    )
    .await?;
    Ok(())
}

/// A request as the desk reads it. Has no `Debug`.
#[derive(Clone)]
pub struct Asked {
    /// The enrollment.
    pub saved: Saved,
    /// When it came, milliseconds UTC.
    pub asked_at: i64,
    /// Where the person can be reached.
    pub reach: Option<(Channel, String)>,
    /// The person's language.
    pub lang: Lang,
}

#[derive(FromQueryResult)]
struct AskedRow {
    id: Uuid,
    version: i64,
    state: String,
    patient_id: Option<Uuid>,
    created_at: i64,
    asked_at: i64,
    reach_channel: Option<String>,
    reach: Option<String>,
    lang: Option<String>,
}

const ASKED: &str = "select id, version, state, patient_id, created_at, asked_at, reach_channel, reach, lang
                     from enrollments where status = 'pending_review' and asked_at is not null";

impl AskedRow {
    fn asked(self) -> Asked {
        Asked {
            saved: Saved {
                id: self.id.into(),
                version: self.version,
                state: self.state,
                patient: self.patient_id.map(Into::into),
                representative: None,
                created_at: self.created_at,
                code: None,
            },
            asked_at: self.asked_at,
            reach: self.reach_channel.as_deref().and_then(Channel::from_code).zip(self.reach),
            lang: self.lang.as_deref().and_then(Lang::from_code).unwrap_or_default(),
        }
    }
}

/// Requests that wait for the desk, the oldest first: one page and one row more.
pub async fn requests(db: &impl Reads, filter: RequestFilter, after: Option<Cursor>) -> Result<Vec<Asked>, StoreError> {
    let reach = match filter {
        RequestFilter::Waiting => "reach is not null",
        RequestFilter::Unreachable => "reach is null",
    };
    let mut values: Vec<Value> = Vec::new();
    let from = match after {
        Some(cursor) => {
            values.extend([cursor.at.into(), cursor.id.into()]);
            "and (asked_at, id) > ($1, $2)"
        }
        None => "",
    };
    let sql = format!("{ASKED} and {reach} {from} order by asked_at, id limit {}", PAGE + 1);
    let rows: Vec<AskedRow> = all(db, &sql, values).await?;
    Ok(rows.into_iter().map(AskedRow::asked).collect())
}

/// One request that waits.
pub async fn request(db: &impl Reads, id: EnrollmentId) -> Result<Option<Asked>, StoreError> {
    let row: Option<AskedRow> = one(db, &format!("{ASKED} and id = $1"), [id.0.into()]).await?;
    Ok(row.map(AskedRow::asked))
}

/// How a request stands, by its number.
#[derive(FromQueryResult)]
pub struct Stands {
    /// When it came, milliseconds UTC.
    pub asked_at: i64,
    /// The enrollment's status.
    pub status: String,
    /// approved or declined.
    pub decision: Option<String>,
}

/// The request of a number.
pub async fn by_number(db: &impl Reads, number_hash: &str) -> Result<Option<Stands>, StoreError> {
    let sql = "select asked_at, status, decision from enrollments where number_hash = $1 and asked_at is not null";
    one(db, sql, [number_hash.into()]).await
}

/// What a desk has decided about a request.
pub struct Decision<'a> {
    /// ready_to_finish or declined: the status from then on.
    pub status: &'a str,
    /// approved or declined.
    pub word: &'a str,
    /// The record it belongs to, where it was approved.
    pub patient: Option<PatientId>,
    /// JSON of the state without what was typed.
    pub state: &'a str,
    /// Who decided.
    pub by: AccountId,
}

/// Decides a request over the version that was read: of two desks one wins, the other gets `Conflict`. What was typed goes,
/// the contact too; a decision needs only ids (what the desk wrote is in its log, not here).
pub async fn decide(tx: &Tx, asked: &Asked, decision: Decision<'_>, now: i64) -> Result<(), StoreError> {
    let changed = tx
        .run(
            "update enrollments set version = version + 1, status = $1, decision = $2, decided_by = $3,
                 decided_at = $4, updated_at = $4, state = $5, patient_id = $6, reach_channel = null, reach = null
             where id = $7 and version = $8 and status = 'pending_review'",
            [
                decision.status.into(),
                decision.word.into(),
                decision.by.0.into(),
                now.into(),
                decision.state.into(),
                decision.patient.map(|patient| patient.0).into(),
                asked.saved.id.0.into(),
                asked.saved.version.into(),
            ],
        )
        .await?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// A record has an account now: requests that were approved for it have come to their end.
pub async fn end_requests(tx: &Tx, patient: PatientId, now: i64) -> Result<(), StoreError> {
    tx.run(
        "update enrollments set status = 'done', version = version + 1, updated_at = $1
         where patient_id = $2 and status = 'ready_to_finish'",
        [now.into(), patient.0.into()],
    )
    .await?;
    Ok(())
}

/// A line of a request's log.
#[derive(FromQueryResult)]
pub struct Note {
    /// Who wrote it.
    pub author: String,
    /// When, milliseconds UTC.
    pub at: i64,
    /// What.
    pub text: String,
}

/// Writes into a request's log.
pub async fn note(
    tx: &Tx,
    request: EnrollmentId,
    id: Uuid,
    by: AccountId,
    author: &str,
    text: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.run(
        "insert into enrollment_notes (id, enrollment_id, account_id, author, at, text) values ($1, $2, $3, $4, $5, $6)",
        [id.into(), request.0.into(), by.0.into(), author.into(), now.into(), text.into()],
    )
    .await?;
    Ok(())
}

/// A request's log, the oldest first; its last hundred lines.
pub async fn notes(db: &impl Reads, request: EnrollmentId) -> Result<Vec<Note>, StoreError> {
    let sql = "select author, at, text from enrollment_notes where enrollment_id = $1
               order by at desc, id desc limit 100";
    let mut notes: Vec<Note> = all(db, sql, [request.0.into()]).await?;
    notes.reverse();
    Ok(notes)
}

/// Deletes at most so many enrollments that were abandoned, finished or declined before a moment, with their logs; requests
/// that still wait stay. Returns how many.
pub async fn forget_before(tx: &Tx, before: i64, most: u32) -> Result<u64, StoreError> {
    let lock = crate::tidy::lock(tx);
    let sql = format!(
        "delete from enrollments where id in (
             select id from enrollments
             where status in ('started', 'declined', 'done', 'ready_to_finish') and updated_at < $1
                or status = 'pending_review' and reach is null and updated_at < $1
             limit $2 {lock})"
    );
    tx.run(&sql, [before.into(), i64::from(most).into()]).await
}

/// How many requests wait for the enrollment desk.
pub async fn waiting(db: &impl Reads) -> Result<u64, StoreError> {
    use sea_orm::PaginatorTrait;
    Ok(enrollment::Entity::find().filter(enrollment::Column::Status.eq("pending_review")).count(db).await?)
}

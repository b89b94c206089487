//! Saved enrollments. Who holds the token of a row is its person; there is no other key.

use crate::entity::enrollment;
use crate::{Reads, StoreError, Tx};
use portal_types::ids::{EnrollmentId, PatientId};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

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
    /// When it began, milliseconds UTC.
    pub created_at: i64,
}

/// Opens an enrollment.
pub async fn open(tx: &Tx, id: EnrollmentId, token_hash: String, state: String, now: i64) -> Result<(), StoreError> {
    let row = enrollment::ActiveModel {
        id: Set(id.0),
        token_hash: Set(token_hash),
        version: Set(1),
        state: Set(state),
        status: Set("started".into()),
        patient_id: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
    };
    enrollment::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The enrollment of a token, if it is still under way.
pub async fn find(db: &impl Reads, token_hash: &str) -> Result<Option<Saved>, StoreError> {
    let row = enrollment::Entity::find()
        .filter(enrollment::Column::TokenHash.eq(token_hash))
        .filter(enrollment::Column::Status.is_in(["started", "pending_review"]))
        .one(db)
        .await?;
    Ok(row.map(|row| Saved {
        id: row.id.into(),
        version: row.version,
        state: row.state,
        patient: row.patient_id.map(Into::into),
        created_at: row.created_at,
    }))
}

/// Saves a state over the version that was read; `Conflict` if another tab was faster.
pub async fn save(
    tx: &Tx,
    saved: &Saved,
    state: &str,
    status: &str,
    patient: Option<PatientId>,
    now: i64,
) -> Result<(), StoreError> {
    let changed = tx
        .run(
            "update enrollments set version = version + 1, state = $1, status = $2, patient_id = $3, updated_at = $4
             where id = $5 and version = $6",
            [
                state.into(),
                status.into(),
                patient.map(|p| p.0).into(),
                now.into(),
                saved.id.0.into(),
                saved.version.into(),
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

/// How many requests wait for the enrollment desk.
pub async fn waiting(db: &impl Reads) -> Result<u64, StoreError> {
    use sea_orm::PaginatorTrait;
    Ok(enrollment::Entity::find().filter(enrollment::Column::Status.eq("pending_review")).count(db).await?)
}

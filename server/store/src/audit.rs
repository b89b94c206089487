//! The audit trail: appended to, never changed.

use crate::{StoreError, Tx};
use portal_access::{Action, Actor};
use portal_types::ids::PatientId;
use uuid::Uuid;

/// One entry: who did what, to what, with what outcome. Ids only.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What was asked.
    pub action: Action,
    /// Whose chart, if one was involved.
    pub patient: Option<PatientId>,
    /// Which part of it.
    pub category: Option<&'static str>,
    /// The thing acted on.
    pub object: Option<Uuid>,
    /// "ok", "again" for what was carried out before, or the word of the refusal.
    pub outcome: &'static str,
}

impl Entry {
    /// An entry about an action as such.
    pub fn of(action: Action, outcome: &'static str) -> Self {
        Self { action, patient: None, category: None, object: None, outcome }
    }
}

/// Appends an entry, in the transaction of the change it tells of.
pub async fn append(tx: &Tx, actor: &Actor, entry: &Entry, now: i64) -> Result<(), StoreError> {
    tx.run(
        "insert into audit (at, kind, account_id, session_id, action, patient_id, category, object_id, outcome)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        [
            now.into(),
            actor.kind().code().into(),
            actor.account().map(|id| id.0).into(),
            actor.session().map(|id| id.0).into(),
            entry.action.code().into(),
            entry.patient.map(|id| id.0).into(),
            entry.category.into(),
            entry.object.into(),
            entry.outcome.into(),
        ],
    )
    .await?;
    Ok(())
}

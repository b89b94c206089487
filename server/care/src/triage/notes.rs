//! Notes that colleagues see, and no patient.

use super::held;
use crate::messages::colleague;
use crate::once::once;
use crate::{Call, CareError};
use portal_store::triage as stored;
use portal_types::ids::WorkId;
use portal_types::notice::Nudge;
use portal_types::triage::NewNote;

/// Writes a note beside an item: with name and role, and for ever.
pub async fn note(call: &mut Call, item: WorkId, new: NewNote) -> Result<(), CareError> {
    let item_text = item.to_string();
    once(call, new.intent, "desk-note", &[&item_text, &new.words], async |call| {
        let of = held(call, item).await?;
        let by = colleague(call)?;
        stored::append_note(call.tx(), &of, call.id(), &by, &new.words, call.now()).await?;
        call.nudge(Nudge::of_desk(of.patient, of.pool, of.id));
        Ok(())
    })
    .await
}

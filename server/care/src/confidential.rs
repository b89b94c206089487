//! What is confidential by its code: marked when it is imported, and once more when the list of codes has
//! changed.
//!
//! A mark that stands is never taken back by another list: somebody may have been told that it is there to stay.

use crate::{CareError, Portal};
use portal_access::{Action, Actor};
use portal_gateways::Keys;
use portal_store::records::{self, Confidential};
use portal_types::ids::PatientId;

/// So many patients are marked in one transaction.
const AT_A_TIME: u32 = 100;

impl Portal {
    /// What this place says is confidential by its code: for the importer.
    pub fn confidential(&self) -> Confidential {
        let (codes, ages) = (self.outside().settings.confidential_codes.clone(), self.ages());
        Confidential { codes, from_age: ages.limited, to_age: ages.adult }
    }
}

/// Marks the records anew, if the list of codes is another one than the last time. Before anybody is let in: a code that
/// is new to the list may be on a page that a representative would open first.
pub(crate) async fn relabel(portal: &Portal) -> Result<(), CareError> {
    let confidential = portal.confidential();
    let list = serde_json::to_string(&(&confidential.codes, confidential.from_age, confidential.to_age))?;
    let hash = Keys::token_hash(&list);
    let db = &portal.outside().db;
    if confidential.codes.is_empty() || records::labelled_by(&db.look()).await?.as_deref() == Some(hash.as_str()) {
        return Ok(());
    }
    let now = portal.now();
    let (mut after, mut marked): (Option<PatientId>, u64) = (None, 0);
    loop {
        let patients = records::patients(&db.look(), after, AT_A_TIME).await?;
        let Some(last) = patients.last() else { break };
        after = Some(*last);
        marked += portal
            .write_as(Actor::operator(), None, Action::LabelConfidential, now, async |call| {
                // The trail says once that it was done, not for every hundred.
                call.unnoted();
                let mut marked = 0;
                for patient in &patients {
                    marked += records::label(call.tx(), *patient, &confidential, now).await?;
                }
                Ok(marked)
            })
            .await?;
    }
    portal
        .write_as(Actor::operator(), None, Action::LabelConfidential, now, async |call| {
            if marked == 0 {
                call.unnoted();
            }
            Ok(records::note_labelled(call.tx(), &hash, now).await?)
        })
        .await?;
    tracing::info!(marked, "records are marked by the list of confidential codes");
    Ok(())
}

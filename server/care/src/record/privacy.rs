//! What a patient keeps from the people who act for her, item by item.

use crate::{Call, CareError};
use portal_access::Sharing;
use portal_store::confidential::{self, Because};
use portal_store::grants;
use portal_types::ids::{ItemId, PatientId};
use portal_types::record::Privacy;

/// Keeps something of one's own record from everybody who acts for one, or shows it to them; says how it stands then. The
/// key is that to who acts on one's chart: nobody who acts for another has it (2.4, last row). What the office keeps stays
/// kept, and what is kept because of its code does as long as she is not of age. Pressed twice it is done once.
///
/// Showing it asks for no proof of who it is: whoever sits at her open page reads it there, as with a conversation.
pub async fn set_private(
    call: &mut Call,
    patient: PatientId,
    item: ItemId,
    private: bool,
) -> Result<Privacy, CareError> {
    let chart = call.acting::<Sharing>(patient)?;
    call.on(item);
    let marked = confidential::of_item(call.tx(), &chart, item.0).await?.ok_or(CareError::NotFound)?;
    let (by, now) = (call.actor().own()?.account(), call.now());
    let (changed, stands) = match (private, marked) {
        (true, None) => {
            let kept = confidential::label(call.tx(), patient, item.0, Because::Patient, Some(by), now).await?;
            (kept, Privacy::Kept)
        }
        (true, Some(Because::Code)) if chart.view().own_minor() => (false, Privacy::WhileMinor),
        (true, Some(because)) => (false, Privacy::from_code(because.code())),
        (false, None) => (false, Privacy::Shown),
        // What a minor may decide about alone no parent sees, whoever presses: it could be the parent who sits beside her.
        (false, Some(Because::Code)) if chart.view().own_minor() => return Err(CareError::Conflict),
        (false, Some(Because::Patient | Because::Code)) => {
            (confidential::lift(call.tx(), patient, item.0, by, now).await?, Privacy::Shown)
        }
        // No page offers it.
        (false, Some(Because::Staff)) => return Err(CareError::Conflict),
    };
    if changed {
        // Their open pages ask anew, and find it gone or there.
        for account in grants::acting_on(call.tx(), &chart).await? {
            call.rights(account);
        }
    } else {
        call.outcome("again");
    }
    Ok(stands)
}

//! Who is answering just now. A claim keeps nobody from anything: it is what the other one reads before she begins, and it
//! is over by itself. What decides is what was seen of the conversation (`messages::answer`).

use crate::{Call, CareError};
use portal_store::triage::{self as stored, Claim};
use portal_types::ids::WorkId;
use portal_types::notice::Nudge;
use portal_types::triage::Claimed;

/// The caller answers an item for a minute from now on, unless somebody else does; then she hears who. Colleagues' pages
/// look anew when it begins, and not while it lasts.
pub async fn claim(call: &mut Call, item: WorkId) -> Result<Claimed, CareError> {
    // Not audited: nothing of a chart is shown or changed.
    call.unnoted();
    let (key, own) = (call.actor().pools()?, call.actor().own()?);
    let today = call.portal().date(call.now());
    let of = stored::find(call.tx(), &key, item, today).await?.ok_or(CareError::NotFound)?;
    match stored::claim(call.tx(), &own, &of, call.now()).await? {
        Claim::Kept => Ok(Claimed { by: None }),
        Claim::New => {
            call.nudge(Nudge::of_desk(of.patient, of.pool, of.id));
            Ok(Claimed { by: None })
        }
        Claim::Others => Ok(Claimed { by: stored::claimed_by(call.tx(), &own, item, call.now()).await? }),
    }
}

/// The caller answers it no more.
pub async fn release(call: &mut Call, item: WorkId) -> Result<(), CareError> {
    call.unnoted();
    let (key, own) = (call.actor().pools()?, call.actor().own()?);
    let today = call.portal().date(call.now());
    let of = stored::find(call.tx(), &key, item, today).await?.ok_or(CareError::NotFound)?;
    if stored::release(call.tx(), &own, item).await? {
        call.nudge(Nudge::of_desk(of.patient, of.pool, of.id));
    }
    Ok(())
}

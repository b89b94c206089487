//! The triage desk: what waits for a team as one list by the day on which it is due, whose turn each is, and what colleagues
//! say to each other about it.
//!
//! Whatever is done here is done with a pool's key: it says nothing to the patient and changes nothing that she sees. What
//! she sees of a team is what it answers, with name and role.

mod assign;
mod batch;
mod claim;
mod context;
mod cover;
pub mod escalate;
mod item;
mod notes;
mod queue;
mod templates;

pub use assign::{assign, hand_over};
pub use batch::batch;
pub use claim::{claim, release};
pub use context::context;
pub use cover::{covers, end_cover, set_cover};
pub use item::item;
pub use notes::note;
pub use queue::queue;
pub use templates::{keep_template, retire_template, templates};

use crate::{Call, CareError, Glance};
use portal_store::triage::{self as stored, Item, Turn};
use portal_types::ids::{AccountId, WorkId};
use portal_types::triage::Assigned;

/// An item of one's pools, for something that is done with it: held until the call ends, and named with its chart in the
/// audit entry.
async fn held(call: &mut Call, item: WorkId) -> Result<Item, CareError> {
    let key = call.actor().pools()?;
    let today = call.portal().date(call.now());
    let of = stored::hold(call.tx(), &key, item, today).await?.ok_or(CareError::NotFound)?;
    call.about(of.patient, of.kind.capability().code());
    call.on(of.id);
    Ok(of)
}

/// An item of one's pools, to be looked at: that its chart was seen is audited.
async fn seen(call: &mut Glance, item: WorkId) -> Result<Item, CareError> {
    let key = call.actor().pools()?;
    let today = call.portal().date(call.now());
    let of = stored::find(call.db(), &key, item, today).await?.ok_or(CareError::NotFound)?;
    call.saw(of.patient, of.kind.capability().code());
    Ok(of)
}

/// Whose turn something is, for somebody who looks.
fn assigned(turn: &Turn, me: AccountId) -> Assigned {
    Assigned {
        account: turn.account,
        name: turn.name.clone(),
        cover: turn.cover.as_ref().map(|(_, name)| name.clone()),
        mine: turn.today() == me,
    }
}

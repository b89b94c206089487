//! Half-written requests, and half-done moves of a desk. Only a form without our code keeps one, when a file is added to it or
//! when it was refused: the page is drawn anew then, and nothing that was typed is lost.

use super::keys::acting;
use crate::files::Place;
use crate::messages::new_intent;
use crate::{Call, CareError};
use portal_access::Own;
use portal_store::{Reads, asks, drafts, intents};
use portal_types::ask::{AskDraft, AskKind};
use portal_types::field::Problem;
use portal_types::ids::{AskId, IntentKey, PatientId};

/// Keeps what stands in the form of a new request, for somebody who may ask. What comes later than the request itself is
/// refused, as the file is that it comes with: nobody is to believe that it is kept.
pub async fn keep_draft(
    call: &mut Call,
    (patient, kind): (PatientId, AskKind),
    draft: &AskDraft,
    intent: IntentKey,
) -> Result<(), CareError> {
    // Not audited: nothing of a chart is shown or changed, and nobody else will see it.
    call.unnoted();
    call.owes_nothing()?;
    if acting(call.actor(), patient)?.view(kind).is_none() {
        return Err(CareError::NotFound);
    }
    if draft.is_too_long() {
        return Err(CareError::field("file", Problem::TooLong(portal_types::field::BODY_MAX)));
    }
    let own = call.actor().own()?;
    if intents::is_done(call.tx(), &own, intent).await? {
        return Err(CareError::Conflict);
    }
    let words = serde_json::to_string(draft)?;
    let key = Place::Ask(patient, kind).key();
    Ok(drafts::keep(call.tx(), &own, &key, &words, intent, call.now()).await?)
}

/// What is half-written at a form, and the intent it will be sent with.
pub(super) async fn drafted(
    db: &impl Reads,
    own: &Own,
    place: Place,
) -> Result<Option<(AskDraft, IntentKey)>, CareError> {
    let kept = drafts::find(db, own, &place.key()).await?;
    // What another version kept and this one cannot read is lost, and nothing else.
    Ok(kept.and_then(|kept| Some((serde_json::from_str(&kept.words).ok()?, IntentKey(kept.intent)))))
}

/// It was sent with this intent. What stands there with another one is another request.
pub(super) async fn forget(call: &Call, place: Place, intent: IntentKey) -> Result<(), CareError> {
    let own = call.actor().own()?;
    Ok(drafts::forget(call.tx(), &own, &place.key(), intent).await?)
}

/// The place of what stands in the forms of a desk about an ask.
fn at_the_desk(ask: AskId) -> String {
    format!("move {ask}")
}

/// Keeps what stood in a form of the desk that was refused. Whatever was sent before, what comes of it is sent as something
/// of its own.
pub async fn keep_move(call: &mut Call, ask: AskId, typed: &AskDraft) -> Result<(), CareError> {
    // Not audited: nothing of a chart is shown or changed, and nobody else will see it.
    call.unnoted();
    let (key, own) = (call.actor().pools()?, call.actor().own()?);
    asks::desk_head(call.tx(), &key, ask).await?.ok_or(CareError::NotFound)?;
    if typed.is_too_long() {
        return Err(CareError::field("words", Problem::TooLong(portal_types::field::BODY_MAX)));
    }
    let words = serde_json::to_string(typed)?;
    let intent = new_intent(call.portal(), call.now());
    Ok(drafts::keep(call.tx(), &own, &at_the_desk(ask), &words, intent, call.now()).await?)
}

/// What stood there.
pub(super) async fn typed(db: &impl Reads, own: &Own, ask: AskId) -> Result<Option<AskDraft>, CareError> {
    let kept = drafts::find(db, own, &at_the_desk(ask)).await?;
    Ok(kept.and_then(|kept| serde_json::from_str(&kept.words).ok()))
}

/// Something was done with it: what stood there is done with.
pub(super) async fn forget_move(call: &Call, own: &Own, ask: AskId) -> Result<(), CareError> {
    Ok(drafts::clear(call.tx(), own, &at_the_desk(ask)).await?)
}

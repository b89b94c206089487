//! Half-written requests, kept while they are typed, like messages, and by a form without our code when a file is added to
//! it or it is refused; and what stands in the forms on the page of a request, the desk's and the patient's, kept when they
//! are refused. The page is drawn anew then, and nothing that was typed is lost.

use super::keys::acting;
use super::own::{change_parts, may_ask, parts, texts};
use crate::messages::new_intent;
use crate::once::fingerprint;
use crate::{Call, CareError, files};
use portal_access::Own;
use portal_store::files::hold_own;
use portal_store::{Reads, asks, drafts, intents};
use portal_types::ask::{AskDraft, AskKind};
use portal_types::day::Day;
use portal_types::field::Problem;
use portal_types::ids::{AskId, IntentKey, PatientId};

/// The form of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// About which chart.
    pub patient: PatientId,
    /// What is asked for by it.
    pub kind: AskKind,
    /// The request that is written anew by it; none, if it makes a new one.
    pub ask: Option<AskId>,
}

impl Form {
    /// The word in the table.
    fn key(self) -> String {
        match self.ask {
            Some(ask) => format!("change {ask}"),
            // Where its files lie, too.
            None => files::Place::Ask(self.patient, self.kind).key(),
        }
    }

    /// What a draft is as a request: the route it is sent by, and what is sent. None, where it is none yet.
    fn sent_as(self, draft: &AskDraft, intent: IntentKey, today: Day) -> Option<(&'static str, Vec<String>)> {
        let new = draft.whole(self.kind, &intent.to_string(), today)?;
        let form = serde_json::to_string(&new.form).ok()?;
        Some(match self.ask {
            None => ("ask", parts(self.patient, &new, &form)),
            Some(ask) => {
                let version = draft.said("version").parse().ok()?;
                ("change-ask", change_parts(self.patient, (ask, version), &new, &form))
            }
        })
    }
}

/// Keeps what stands in the form of a request, for somebody who may ask; nothing there is nothing kept. What arrives later
/// than the request itself, with the intent it was sent with, is not kept where it says the same. Where it says something
/// else it is refused: nobody is to believe that it is kept.
pub async fn keep_draft(call: &mut Call, form: Form, draft: &AskDraft, intent: IntentKey) -> Result<(), CareError> {
    // Not audited: nothing of a chart is shown or changed, and nobody else will see it.
    call.unnoted();
    call.owes_nothing()?;
    let keys = acting(call.actor(), form.patient)?;
    if keys.view(form.kind).is_none() {
        return Err(CareError::NotFound);
    }
    if let Some(ask) = form.ask {
        let head = asks::head(call.tx(), &keys, ask).await?;
        if head.is_none_or(|head| head.kind != form.kind) {
            return Err(CareError::NotFound);
        }
    }
    if draft.is_too_long() {
        return Err(CareError::field("file", Problem::TooLong(portal_types::field::BODY_MAX)));
    }
    if draft.is_empty() {
        return forget(call, form, intent).await;
    }
    let own = call.actor().own()?;
    // As whoever sends it does: what is being sent at this moment is waited for, and then has been sent.
    hold_own(call.tx(), &own).await?;
    if let Some(done) = intents::done(call.tx(), Some(&own), intent).await? {
        let today = call.portal().date(call.now());
        let same = form
            .sent_as(draft, intent, today)
            .is_some_and(|(route, parts)| done.is(route, &fingerprint(&texts(&parts))));
        return if same { Ok(()) } else { Err(CareError::Conflict) };
    }
    let words = serde_json::to_string(draft)?;
    Ok(drafts::keep(call.tx(), &own, &form.key(), &words, intent, call.now()).await?)
}

/// Keeps what a plain form was filled in with. Where it was sent before, from another tab, it is a new request: its page is
/// drawn anew, with an intent of its own.
pub async fn keep_typed(call: &mut Call, form: Form, draft: &AskDraft, intent: IntentKey) -> Result<(), CareError> {
    match keep_draft(call, form, draft, intent).await {
        Err(CareError::Conflict) => {
            let new = new_intent(call.portal(), call.now());
            keep_draft(call, form, draft, new).await
        }
        kept => kept,
    }
}

/// What is half-written at a form, and the intent it will be sent with.
pub(super) async fn drafted(
    db: &impl Reads,
    own: &Own,
    form: Form,
) -> Result<Option<(AskDraft, IntentKey)>, CareError> {
    let kept = drafts::find(db, own, &form.key()).await?;
    // What another version kept and this one cannot read is lost, and nothing else.
    Ok(kept.and_then(|kept| Some((serde_json::from_str(&kept.words).ok()?, IntentKey(kept.intent)))))
}

/// The forms by which somebody may ask for something new, each with what is asked for and its word in the table.
pub(crate) fn forms(keys: &asks::ActingKeys) -> Vec<(AskKind, String)> {
    let patient = keys.patient();
    let may = |kind: &AskKind| keys.view(*kind).is_some_and(may_ask);
    let form = |kind| (kind, Form { patient, kind, ask: None }.key());
    AskKind::ALL.into_iter().filter(may).map(form).collect()
}

/// Nothing of it is wanted any more. What stands there with another intent is another request.
async fn forget(call: &Call, form: Form, intent: IntentKey) -> Result<(), CareError> {
    let own = call.actor().own()?;
    Ok(drafts::forget(call.tx(), &own, &form.key(), intent).await?)
}

/// It was sent with this intent. What is kept at this moment waits, and then has been sent.
pub(super) async fn sent(call: &Call, form: Form, intent: IntentKey) -> Result<(), CareError> {
    hold_own(call.tx(), &call.actor().own()?).await?;
    forget(call, form, intent).await
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
    keep_at(call, &own, &at_the_desk(ask), typed).await
}

/// Keeps what stood in a form at a place, with an intent that nothing was sent with.
async fn keep_at(call: &Call, own: &Own, place: &str, typed: &AskDraft) -> Result<(), CareError> {
    if typed.is_too_long() {
        return Err(CareError::field("words", Problem::TooLong(portal_types::field::BODY_MAX)));
    }
    let words = serde_json::to_string(typed)?;
    let intent = new_intent(call.portal(), call.now());
    Ok(drafts::keep(call.tx(), own, place, &words, intent, call.now()).await?)
}

/// What stood in a form at a place.
async fn kept_at(db: &impl Reads, own: &Own, place: &str) -> Result<Option<AskDraft>, CareError> {
    let kept = drafts::find(db, own, place).await?;
    Ok(kept.and_then(|kept| serde_json::from_str(&kept.words).ok()))
}

/// What stood there.
pub(super) async fn typed(db: &impl Reads, own: &Own, ask: AskId) -> Result<Option<AskDraft>, CareError> {
    kept_at(db, own, &at_the_desk(ask)).await
}

/// Something was done with it: what stood there is done with.
pub(super) async fn forget_move(call: &Call, own: &Own, ask: AskId) -> Result<(), CareError> {
    Ok(drafts::clear(call.tx(), own, &at_the_desk(ask)).await?)
}

/// The place of what stands in the forms that the patient's side has on the page of an ask.
fn on_its_page(ask: AskId) -> String {
    format!("answer-to {ask}")
}

/// Keeps what stood in such a form that was refused, for somebody who may do something with the ask: also where nothing can
/// be done with it any more, for that may be why.
pub async fn keep_refused(call: &mut Call, patient: PatientId, ask: AskId, typed: &AskDraft) -> Result<(), CareError> {
    // Not audited: nothing of a chart is shown or changed, and nobody else will see it.
    call.unnoted();
    call.owes_nothing()?;
    let (keys, own) = (acting(call.actor(), patient)?, call.actor().own()?);
    asks::head(call.tx(), &keys, ask).await?.ok_or(CareError::NotFound)?;
    keep_at(call, &own, &on_its_page(ask), typed).await
}

/// What stood there.
pub(super) async fn refused(db: &impl Reads, own: &Own, ask: AskId) -> Result<Option<AskDraft>, CareError> {
    kept_at(db, own, &on_its_page(ask)).await
}

/// Its writer has done something with it: what stood there is done with.
pub(super) async fn forget_refused(call: &Call, ask: AskId) -> Result<(), CareError> {
    let own = call.actor().own()?;
    Ok(drafts::clear(call.tx(), &own, &on_its_page(ask)).await?)
}

//! Half-written messages: kept while they are typed, so that neither a time-out nor a locked workstation
//! takes them, and gone when they are sent.

use super::compose::parts;
use super::view::new_intent;
use crate::once::fingerprint;
use crate::{Call, CareError};
use portal_access::{Messages, Own};
use portal_store::files::hold_own;
use portal_store::{drafts, intents, messages};
use portal_types::field::Problem;
use portal_types::ids::{IntentKey, PatientId, ThreadId};
use portal_types::message::{Draft, NewThread, Reply, ThreadForm};

/// A place at which somebody can write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A new message about a chart.
    New(PatientId),
    /// A reply in a conversation of a chart.
    Reply(PatientId, ThreadId),
    /// The team's answer in a conversation.
    Answer(ThreadId),
}

/// What the key of a reply begins with.
const REPLY: &str = "reply";

impl Place {
    fn key(self) -> String {
        match self {
            Self::New(patient) => format!("new {patient}"),
            Self::Reply(_, thread) => format!("{REPLY} {thread}"),
            Self::Answer(thread) => format!("answer {thread}"),
        }
    }
}

/// What a draft is as a message: the route it is sent by, and what is sent. None, where it is none yet.
fn sent_as(place: Place, draft: &Draft, intent: IntentKey) -> Option<(&'static str, Vec<String>)> {
    let (intent, follows) = (intent.to_string(), draft.follows.map(|thread| thread.to_string()).unwrap_or_default());
    let body = || Some(Reply::parse(&draft.body, &intent).ok()?.body);
    Some(match place {
        Place::New(patient) => {
            let form = ThreadForm {
                practice: &draft.practice,
                pool: &draft.pool,
                topic: &draft.topic,
                subject: &draft.subject,
                body: &draft.body,
                acknowledged: true,
                follows: &follows,
                intent: &intent,
            };
            ("start", parts(patient, &NewThread::parse(form).ok()?))
        }
        Place::Reply(_, thread) => ("reply", vec![thread.to_string(), body()?]),
        Place::Answer(thread) => ("answer", vec![thread.to_string(), body()?]),
    })
}

/// Keeps what is written at a place; nothing there is nothing kept. It must be a place at which the caller may write.
/// What arrives later than the message itself, with the intent it was sent with, discards nothing that was begun since; and
/// is not kept where it says the same. Where it says something else it is refused: it is a new message, or the beginning of
/// one that was sent, and only its page knows which of them, and makes the new intent.
pub async fn keep_draft(call: &mut Call, place: Place, draft: Draft, intent: IntentKey) -> Result<(), CareError> {
    if keep(call, place, &draft, intent).await? { Ok(()) } else { Err(CareError::Conflict) }
}

/// Keeps what a plain form was filled in with. Where it was sent before with other words, it is a new message: its page is
/// drawn anew, with an intent of its own.
pub async fn keep_typed(call: &mut Call, place: Place, draft: Draft, intent: IntentKey) -> Result<(), CareError> {
    if !keep(call, place, &draft, intent).await? {
        let new = new_intent(call.portal(), call.now());
        keep(call, place, &draft, new).await?;
    }
    Ok(())
}

/// Keeps what is written at a place, unless it was sent; false, if something else was sent with its intent.
async fn keep(call: &mut Call, place: Place, draft: &Draft, intent: IntentKey) -> Result<bool, CareError> {
    // Not audited: nothing of a chart is shown or changed, and nobody else will see it.
    call.unnoted();
    let own = call.actor().own()?;
    if draft.is_too_long() {
        return Err(CareError::field("body", Problem::TooLong(portal_types::field::BODY_MAX)));
    }
    match place {
        Place::New(patient) => {
            call.acting::<Messages>(patient)?;
        }
        Place::Reply(patient, thread) => {
            let chart = call.acting::<Messages>(patient)?;
            messages::head(call.tx(), &chart, thread).await?.ok_or(CareError::NotFound)?;
        }
        Place::Answer(thread) => {
            let key = call.actor().pools()?;
            messages::desk_head(call.tx(), &key, thread).await?.ok_or(CareError::NotFound)?;
        }
    }
    if draft.is_empty() {
        forget(call, &own, place, intent).await?;
        return Ok(true);
    }
    // As whoever sends it does: what is being sent at this moment is waited for, and then has been sent.
    hold_own(call.tx(), &own).await?;
    if let Some(done) = intents::done(call.tx(), Some(&own), intent).await? {
        let same = sent_as(place, draft, intent).is_some_and(|(route, parts)| {
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            done.is(route, &fingerprint(&parts))
        });
        return Ok(same);
    }
    let words = serde_json::to_string(draft)?;
    drafts::keep(call.tx(), &own, &place.key(), &words, intent, call.now()).await?;
    Ok(true)
}

/// What is half-written at a place, and the intent it will be sent with, on whichever page it is gone on with: sent from two
/// tabs or two devices it is sent once.
pub(super) async fn draft(
    db: &impl portal_store::Reads,
    own: &Own,
    place: Place,
) -> Result<Option<(Draft, IntentKey)>, CareError> {
    let kept = drafts::find(db, own, &place.key()).await?;
    // What an older version kept and this one cannot read is lost, and nothing else.
    Ok(kept.and_then(|kept| Some((serde_json::from_str(&kept.words).ok()?, IntentKey(kept.intent)))))
}

/// Where a message is begun: the word of the place of a new one about a chart, and what the words of those of replies begin
/// with, in conversations of whatever chart.
pub(crate) fn begun_at(patient: PatientId) -> (String, &'static str) {
    (Place::New(patient).key(), REPLY)
}

/// The conversation that a place is that of a reply in, if it is one.
pub(crate) fn replied_in(place: &str) -> Option<ThreadId> {
    place.strip_prefix(REPLY)?.trim_start().parse().ok()
}

/// It was sent with this intent. What is written there with another one, in another tab or on another device, is another
/// message.
pub(super) async fn forget(call: &Call, own: &Own, place: Place, intent: IntentKey) -> Result<(), CareError> {
    Ok(drafts::forget(call.tx(), own, &place.key(), intent).await?)
}

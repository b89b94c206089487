//! Half-written messages: kept while they are typed, so that neither a time-out nor a locked workstation
//! takes them, and gone when they are sent.

use crate::{Call, CareError};
use portal_access::{Messages, Own};
use portal_store::{drafts, intents, messages};
use portal_types::field::Problem;
use portal_types::ids::{IntentKey, PatientId, ThreadId};
use portal_types::message::Draft;

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

/// Keeps what is written at a place; nothing there is nothing kept. It must be a place at which the caller may write.
/// What arrives later than the message itself, with the intent it was sent with, is not kept any more, and discards nothing
/// that was begun since.
pub async fn keep_draft(call: &mut Call, place: Place, draft: Draft, intent: IntentKey) -> Result<(), CareError> {
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
    if intents::is_done(call.tx(), &own, intent).await? {
        return Ok(());
    }
    if draft.is_empty() {
        return forget(call, &own, place).await;
    }
    let words = serde_json::to_string(&draft)?;
    Ok(drafts::keep(call.tx(), &own, &place.key(), &words, intent, call.now()).await?)
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

/// A message about a chart that somebody has begun to write.
#[derive(Clone, Copy)]
pub(crate) struct Begun {
    /// The conversation that it is a reply in, of whatever chart; none, if it begins one.
    pub(crate) thread: Option<ThreadId>,
    /// When it was last written at.
    pub(crate) saved_at: i64,
}

/// The most of them that are looked at.
const MOST: u64 = 20;

/// What somebody has begun to write about a chart, and in conversations, the newest first. Which of these are the chart's is
/// for whoever has its key to ask.
pub(crate) async fn begun(
    db: &impl portal_store::Reads,
    own: &Own,
    patient: PatientId,
) -> Result<Vec<Begun>, CareError> {
    let new = Place::New(patient).key();
    let kept = drafts::begun(db, own, (new.as_str(), REPLY), MOST).await?;
    let read = |kept: drafts::Begun| match kept.place.strip_prefix(REPLY) {
        Some(thread) => {
            let thread: ThreadId = thread.trim_start().parse().ok()?;
            Some(Begun { thread: Some(thread), saved_at: kept.saved_at })
        }
        None => Some(Begun { thread: None, saved_at: kept.saved_at }),
    };
    Ok(kept.into_iter().filter_map(read).collect())
}

/// It was sent.
pub(super) async fn forget(call: &Call, own: &Own, place: Place) -> Result<(), CareError> {
    Ok(drafts::forget(call.tx(), own, &place.key()).await?)
}

//! Files at the places where they are written to: what lies there, and that it goes with what is sent.

use super::place::Place;
use super::view::file_view;
use crate::{Call, CareError, Glance};
use portal_access::{Own, Uploads};
use portal_store::files::{self, StoredFile, With};
use portal_store::messages::Head;
use portal_store::{Reads, asks};
use portal_types::file::FileView;
use portal_types::ids::{AskId, FileId, MessageId, PatientId};
use std::collections::HashMap;
use uuid::Uuid;

/// The files that a form lists go with its message, in the message's transaction, as far as they lie at its place still. What
/// lies there besides was put there by another page of the sender's: nothing goes along that she did not see, and it stays.
/// What is sent twice has taken them the first time; so they are no part of what tells one content of an intent from another.
pub async fn claim(
    call: &Call,
    place: impl Into<Place>,
    listed: &[FileId],
    message: MessageId,
) -> Result<(), CareError> {
    take_along(call, place.into(), listed, With::Message(message)).await
}

/// The same, with a request.
pub async fn claim_for_ask(call: &Call, place: Place, listed: &[FileId], ask: AskId) -> Result<(), CareError> {
    take_along(call, place, listed, With::Ask(ask)).await
}

async fn take_along(call: &Call, place: Place, listed: &[FileId], with: With) -> Result<(), CareError> {
    let own = call.actor().own()?;
    if place.chart().is_some_and(|patient| call.actor().acting::<Uploads>(patient).is_err()) {
        // Her right to upload was ended since she put them there. What she writes waits all the same while it is being sent.
        return Ok(files::hold_own(call.tx(), &own).await?);
    }
    files::claim(call.tx(), &own, (&place.key(), listed), with, call.now()).await?;
    Ok(())
}

/// Whether files lie at a place of the caller's that would go along if her form listed them.
pub async fn wait_for(call: &Glance, place: Place) -> Result<bool, CareError> {
    if place.chart().is_some_and(|patient| !may_attach(call, patient)) {
        return Ok(false);
    }
    Ok(!lying(call.db(), &call.actor().own()?, place).await?.is_empty())
}

/// Whether the reader may put files at places of a chart that she writes in.
pub fn may_attach(call: &Glance, patient: PatientId) -> bool {
    call.actor().acting::<Uploads>(patient).is_ok()
}

fn shown(files: Vec<StoredFile>) -> Vec<FileView> {
    files.into_iter().filter_map(file_view).collect()
}

/// What lies at a place of the reader's, the first one first.
pub async fn lying(db: &impl Reads, own: &Own, place: impl Into<Place>) -> Result<Vec<FileView>, CareError> {
    // What is being written is not there yet.
    Ok(shown(files::lying(db, own, &place.into().key(), i64::MAX).await?))
}

/// The files of an opened conversation.
#[derive(Default)]
pub struct Lying {
    /// Those that were sent, by their messages.
    pub sent: HashMap<Uuid, Vec<FileView>>,
    /// Those that lie where the reader writes.
    pub here: Vec<FileView>,
}

/// The files of some messages of a thread, and those that lie where the reader writes: one statement.
pub async fn of_thread(
    db: &impl Reads,
    head: &Head,
    messages: &[Uuid],
    (own, place): (&Own, impl Into<Place>),
) -> Result<Lying, CareError> {
    let mut lying = Lying::default();
    for file in files::beside(db, head, messages, (own, &place.into().key())).await? {
        let message = file.message_id;
        let Some(view) = file_view(file) else { continue };
        match message {
            Some(message) => lying.sent.entry(message).or_default().push(view),
            None => lying.here.push(view),
        }
    }
    Ok(lying)
}

/// The files of an opened request, the first one first.
pub async fn of_ask(db: &impl Reads, head: &asks::Head) -> Result<Vec<FileView>, CareError> {
    Ok(shown(files::of_opened_ask(db, head).await?))
}

//! Files at the places where they are written to: what lies there, and that it goes with what is sent.

use super::place::Place;
use super::view::file_view;
use crate::{Call, CareError, Glance};
use portal_access::{Own, Uploads};
use portal_store::files::{self, StoredFile, With};
use portal_store::messages::Head;
use portal_store::{Reads, asks};
use portal_types::file::FileView;
use portal_types::ids::{AskId, MessageId, PatientId};
use std::collections::HashMap;
use uuid::Uuid;

/// What lies at a place of the caller's goes with a message, in the message's transaction. What is sent twice has taken it
/// the first time.
pub async fn claim(call: &Call, place: impl Into<Place>, message: MessageId) -> Result<(), CareError> {
    let (own, key) = (call.actor().own()?, place.into().key());
    files::claim(call.tx(), &own, &key, With::Message(message), call.now()).await?;
    Ok(())
}

/// The same, with a request.
pub async fn claim_for_ask(call: &Call, place: Place, ask: AskId) -> Result<(), CareError> {
    let own = call.actor().own()?;
    files::claim(call.tx(), &own, &place.key(), With::Ask(ask), call.now()).await?;
    Ok(())
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

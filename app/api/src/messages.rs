//! A patient's messages.

use crate::ApiError;
use leptos::prelude::*;
use portal_types::ids::{IntentKey, PatientId, ThreadId};
use portal_types::message::{self, Sent, ThreadView};
use portal_types::page::Cursor;

/// A page of the chart's threads, newest first.
#[server(endpoint = "messages/inbox")]
pub async fn inbox(patient: PatientId, after: Option<Cursor>) -> Result<message::Inbox, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ListThreads, async |call| care::messages::inbox(call, patient, after).await).await
}

/// A thread with its newest messages; what the team wrote counts as read from now on.
#[server(endpoint = "messages/thread")]
pub async fn thread(patient: PatientId, thread: ThreadId, before: Option<Cursor>) -> Result<ThreadView, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::messages::open(desk.portal(), desk.visitor(), patient, thread, before).await)
}

/// Whom the patient may write to.
#[server(endpoint = "messages/compose-options")]
pub async fn compose_options(patient: PatientId) -> Result<message::ComposeOptions, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ComposeOptions, async |call| care::messages::compose_options(call, patient).await).await
}

/// Keeps what is half-written: a new message, or a reply in a thread.
#[server(endpoint = "messages/keep-draft")]
pub async fn keep_draft(
    patient: PatientId,
    thread: Option<ThreadId>,
    draft: message::Draft,
    intent: IntentKey,
) -> Result<(), ApiError> {
    use crate::desk::*;
    use care::messages::Place;
    let place = thread.map_or(Place::New(patient), |thread| Place::Reply(patient, thread));
    desk()?.write(Action::KeepDraft, async |call| care::messages::keep_draft(call, place, draft, intent).await).await
}

/// Starts a thread. The same intent sent twice is one thread.
#[server(endpoint = "messages/start")]
pub async fn start(
    patient: PatientId,
    #[server(default)] pool: String,
    #[server(default)] topic: String,
    subject: String,
    body: String,
    acknowledged: Option<String>,
    intent: String,
) -> Result<Sent, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let draft = desk.parsed(NewThread::parse(&pool, &topic, &subject, &body, acknowledged.is_some(), &intent))?;
    let sent = desk.write(Action::StartThread, async |call| care::messages::start(call, patient, draft).await).await?;
    desk.go_on(&links::thread(patient, sent.thread));
    Ok(sent)
}

/// Adds a reply to a thread the caller may write in.
#[server(endpoint = "messages/reply")]
pub async fn reply(patient: PatientId, thread: ThreadId, body: String, intent: String) -> Result<Sent, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let draft = desk.parsed(Reply::parse(&body, &intent))?;
    let sent = desk
        .write(Action::ReplyToThread, async |call| care::messages::reply(call, patient, thread, draft).await)
        .await?;
    desk.go_on(&links::thread(patient, thread));
    Ok(sent)
}

/// Keeps a thread from one's representatives, or shows it to them.
#[server(endpoint = "messages/private")]
pub async fn set_private(patient: PatientId, thread: ThreadId, private: bool) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.write(Action::SetThreadPrivacy, async |call| {
        care::messages::set_private(call, patient, thread, private).await
    })
    .await?;
    desk.go_on(&links::thread(patient, thread));
    Ok(())
}

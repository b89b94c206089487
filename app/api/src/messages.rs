//! A patient's messages.
#![expect(clippy::too_many_arguments, reason = "each field of a plain form is an argument of its server function")]

use crate::ApiError;
use leptos::prelude::*;
use portal_types::ids::{IntentKey, PatientId, ThreadId};
use portal_types::message::{self, InboxFilter, Sent, ThreadView};
use portal_types::page::Cursor;
use portal_types::search;

/// A page of the chart's threads, newest first: of those that lie in the list, unless others are asked for.
#[server(endpoint = "messages/inbox")]
pub async fn inbox(
    patient: PatientId,
    #[server(default)] filter: InboxFilter,
    after: Option<Cursor>,
) -> Result<message::Inbox, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ListThreads, async |call| care::messages::shown(call, patient, filter, after).await).await
}

/// A thread with its newest messages; what the team wrote counts as read from now on.
#[server(endpoint = "messages/thread")]
pub async fn thread(patient: PatientId, thread: ThreadId, before: Option<Cursor>) -> Result<ThreadView, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::messages::open(desk.portal(), desk.visitor(), patient, thread, before).await)
}

/// Whom the patient may write to; `follows` is a conversation that the new one goes on from.
#[server(endpoint = "messages/compose-options")]
pub async fn compose_options(
    patient: PatientId,
    follows: Option<ThreadId>,
) -> Result<message::ComposeOptions, ApiError> {
    use crate::desk::*;
    desk()?
        .read(Action::ComposeOptions, async |call| care::messages::compose_options(call, patient, follows).await)
        .await
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

/// Starts a thread. The same intent sent twice is one thread. A page that was drawn by the version before says
/// `pool` instead of `practice`. What a plain form is refused with lies on its page, as half-written. `files` are those that
/// the form lists, and `lists` says that it does: of a form that does not, nothing is sent where something lies.
#[server(endpoint = "messages/start")]
pub async fn start(
    patient: PatientId,
    #[server(default)] practice: String,
    #[server(default)] pool: String,
    #[server(default)] topic: String,
    subject: String,
    body: String,
    acknowledged: Option<String>,
    #[server(default)] follows: String,
    lists: Option<String>,
    #[server(default)] files: Vec<String>,
    intent: String,
) -> Result<Sent, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let place = care::files::Place::New(patient);
    let listing = desk.all_listed(Action::StartThread, place, (lists.is_some(), &files)).await;
    let read = NewThread::parse(ThreadForm {
        practice: &practice,
        pool: &pool,
        topic: &topic,
        subject: &subject,
        body: &body,
        acknowledged: acknowledged.is_some(),
        follows: &follows,
        intent: &intent,
    });
    let done = match listing.and_then(|()| desk.parsed(read)) {
        Ok(new) => {
            let new = NewThread { files: listed(&files), ..new };
            desk.write(Action::StartThread, async |call| care::messages::start(call, patient, new).await).await
        }
        Err(error) => Err(error),
    };
    let sent = match done {
        Ok(sent) => sent,
        Err(error) => {
            let typed = message::Draft { pool, practice, topic, subject, body, follows: follows.parse().ok() };
            return Err(desk.keep_refused(error, care::messages::Place::New(patient), typed, &intent).await);
        }
    };
    desk.go_on(&links::thread(patient, sent.thread));
    Ok(sent)
}

/// Adds a reply to a thread the caller may write in, with the files that its form lists. What a plain form is refused with lies
/// on its page, as half-written.
#[server(endpoint = "messages/reply")]
pub async fn reply(
    patient: PatientId,
    thread: ThreadId,
    body: String,
    lists: Option<String>,
    #[server(default)] files: Vec<String>,
    intent: String,
) -> Result<Sent, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let place = care::files::Place::Reply(patient, thread);
    let listing = desk.all_listed(Action::ReplyToThread, place, (lists.is_some(), &files)).await;
    let done = match listing.and_then(|()| desk.parsed(Reply::parse(&body, &intent))) {
        Ok(draft) => {
            let draft = Reply { files: listed(&files), ..draft };
            desk.write(Action::ReplyToThread, async |call| care::messages::reply(call, patient, thread, draft).await)
                .await
        }
        Err(error) => Err(error),
    };
    let sent = match done {
        Ok(sent) => sent,
        Err(error) => {
            let place = care::messages::Place::Reply(patient, thread);
            return Err(desk.keep_refused(error, place, message::Draft::reply(body), &intent).await);
        }
    };
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

/// Puts a thread away, throws it away, or takes it out again.
#[server(endpoint = "messages/shelve")]
pub async fn shelve(patient: PatientId, thread: ThreadId, #[server(default)] shelf: String) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let shelf = desk.parsed(Shelf::from_code(&shelf).map_or_else(|| desk.no_choice("shelf"), Ok))?;
    desk.write(Action::ShelveThread, async |call| care::messages::shelve(call, patient, thread, shelf).await).await?;
    desk.go_on(&links::messages(patient));
    Ok(())
}

/// Keeps what is looked for in the chart's messages: the page that shows what is found has it in no address.
#[server(endpoint = "messages/search")]
pub async fn search(patient: PatientId, #[server(default)] words: String) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.write(Action::SearchThreads, async |call| care::messages::look_for(call, patient, words).await).await?;
    desk.go_on(&links::search(patient));
    Ok(())
}

/// What was looked for, and a page of what was found, the newest first.
#[server(endpoint = "messages/found")]
pub async fn found(patient: PatientId, after: Option<Cursor>) -> Result<search::Found, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::SearchThreads, async |call| care::messages::found(call, patient, after).await).await
}

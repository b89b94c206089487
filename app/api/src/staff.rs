//! The desk of a pool: its shared inbox.
#![expect(clippy::too_many_arguments, reason = "each field of a plain form is an argument of its server function")]

use crate::ApiError;
use leptos::prelude::*;
use portal_types::ids::{BlockId, GrantId, IntentKey, ThreadId};
use portal_types::message::{self, Sent, ThreadView};
use portal_types::page::{Cursor, Page};
use portal_types::representative::TeamGrant;
use portal_types::search;
use portal_types::staff::{DeskFilter, DeskInbox};

/// The queue of all pools the staff member answers, newest first.
#[server(endpoint = "desk/inbox")]
pub async fn inbox(filter: DeskFilter, after: Option<Cursor>) -> Result<DeskInbox, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ListDesk, async |call| care::messages::desk_inbox(call, filter, after).await).await
}

/// A thread as the desk sees it; the patient sees that it was opened.
#[server(endpoint = "desk/thread")]
pub async fn thread(thread: ThreadId, before: Option<Cursor>) -> Result<ThreadView, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::messages::desk_open(desk.portal(), desk.visitor(), thread, before).await)
}

/// Keeps a half-written answer.
#[server(endpoint = "desk/keep-draft")]
pub async fn keep_draft(thread: ThreadId, draft: message::Draft, intent: IntentKey) -> Result<(), ApiError> {
    use crate::desk::*;
    let place = care::messages::Place::Answer(thread);
    desk()?.write(Action::KeepDraft, async |call| care::messages::keep_draft(call, place, draft, intent).await).await
}

/// Answers a patient. `seen` is the newest message that the page shows: what a colleague has written since keeps this from
/// being sent. `anyway`: it is sent although somebody else is answering. `queue`: what of the queue is shown, where a plain
/// form stands beside it. `files` are those that the form lists, `lists` says that it does. What a plain form is refused with
/// lies on its page, as half-written.
#[server(endpoint = "desk/reply")]
pub async fn reply(
    thread: ThreadId,
    body: String,
    lists: Option<String>,
    #[server(default)] files: Vec<String>,
    intent: String,
    #[server(default)] seen: String,
    anyway: Option<String>,
    queue: Option<String>,
) -> Result<Sent, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let place = care::files::Place::Answer(thread);
    let listing = desk.all_listed(Action::AnswerThread, place, (lists.is_some(), &files)).await;
    let read = Answer::parse(&body, &seen, anyway.is_some(), &intent);
    let done = match listing.and_then(|()| desk.parsed(read)) {
        Ok(answer) => {
            let answer = Answer { files: listed(&files), ..answer };
            desk.write(Action::AnswerThread, async |call| care::messages::answer(call, thread, answer).await).await
        }
        Err(error) => Err(error),
    };
    let sent = match done {
        Ok(sent) => sent,
        Err(error) => {
            let place = care::messages::Place::Answer(thread);
            return Err(desk.keep_refused(error, place, message::Draft::reply(body), &intent).await);
        }
    };
    let page = queue.map_or_else(
        || links::desk_thread(thread),
        |shown| links::desk_item_shown(thread.into(), QueueFilter::from_code(&shown)),
    );
    desk.go_on(&page);
    Ok(sent)
}

/// A page of who can act for the patient of a thread, or is set aside, the newest first.
#[server(endpoint = "desk/grants")]
pub async fn grants(thread: ThreadId, after: Option<Cursor>) -> Result<Page<TeamGrant>, ApiError> {
    use crate::desk::*;
    desk()?
        .read(Action::ReadThreadGrants, async |call| care::representatives::team::list(call, thread, after).await)
        .await
}

/// Sets one of them aside, at once.
#[server(endpoint = "desk/suspend-grant")]
pub async fn suspend_grant(
    thread: ThreadId,
    grant: GrantId,
    #[server(default)] reason: String,
    #[server(default)] words: String,
    sure: Option<String>,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let why = desk.parsed(SuspendForm::parse(DeskMove::Suspend, &reason, &words, sure.is_some()))?;
    desk.write(Action::SuspendThreadGrant, async |call| {
        care::representatives::team::suspend(call, thread, grant, why).await
    })
    .await
}

/// Keeps what is looked for in the messages of one's pools: the page that shows what is found has it in no address.
#[server(endpoint = "desk/search")]
pub async fn search(#[server(default)] words: String) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.write(Action::SearchDesk, async |call| care::messages::desk_look_for(call, words).await).await?;
    desk.go_on(links::DESK_SEARCH);
    Ok(())
}

/// What was looked for, and a page of what was found, the newest first.
#[server(endpoint = "desk/found")]
pub async fn found(after: Option<Cursor>) -> Result<search::Found, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::SearchDesk, async |call| care::messages::desk_found(call, after).await).await
}

/// Closes a thread: what is new is written in another one. An answer opens it again. `seen` is the newest message
/// that the page shows: what the patient has written since keeps it from being closed.
#[server(endpoint = "desk/close")]
pub async fn close(thread: ThreadId, #[server(default)] seen: String) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let seen = desk.parsed(Seen::parse(&seen))?;
    desk.write(Action::CloseThread, async |call| care::messages::close(call, thread, seen).await).await?;
    desk.go_on(&links::desk_thread(thread));
    Ok(())
}

/// Has the thread's pool take no messages of who wrote last in it, or of anybody about its chart.
#[server(endpoint = "desk/block")]
pub async fn block(
    thread: ThreadId,
    #[server(default)] whom: String,
    #[server(default)] reason: String,
    #[server(default)] until: String,
    sure: Option<String>,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let new = desk.parsed(NewBlock::parse(&whom, &reason, &until, sure.is_some(), desk.today()))?;
    desk.write(Action::BlockFromPool, async |call| care::messages::block(call, thread, new).await).await?;
    desk.go_on(&links::desk_thread(thread));
    Ok(())
}

/// Has it take them again.
#[server(endpoint = "desk/unblock")]
pub async fn unblock(thread: ThreadId, block: BlockId) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.write(Action::BlockFromPool, async |call| care::messages::unblock(call, thread, block).await).await?;
    desk.go_on(&links::desk_thread(thread));
    Ok(())
}

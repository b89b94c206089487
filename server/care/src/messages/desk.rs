//! The team's side: the shared inbox of its pools.

use super::drafts::{Place, draft as drafted, forget};
use super::view::{Below, Reader, desk_row, page, thread_view};
use crate::once::once;
use crate::telling::{self, News, Unread};
use crate::{Call, CareError, Glance, Portal, Visitor, files};
use portal_access::Action;
use portal_store::files::hold_own;
use portal_store::messages::{self, Author, Head, Owed};
use portal_store::{blocks, pools, triage};
use portal_types::field::Problem;
use portal_types::ids::{BlockId, MessageId, ThreadId};
use portal_types::message::{Sent, ThreadView};
use portal_types::notice::{About, Letter, Nudge};
use portal_types::page::Cursor;
use portal_types::pool::{BlockWhom, NewBlock};
use portal_types::representative::Capability;
use portal_types::staff::{DeskFilter, DeskInbox};
use portal_types::triage::{Answer, Seen};
use uuid::Uuid;

/// The queue of all pools the staff member answers. Whose threads are listed is audited like a look at each chart.
pub async fn desk_inbox(call: &mut Glance, filter: DeskFilter, after: Option<Cursor>) -> Result<DeskInbox, CareError> {
    let key = call.actor().pools()?;
    let cards = pools::cards(call.db(), &key).await?;
    let rows = messages::desk_threads(call.db(), &key, filter, after).await?;
    for row in &rows {
        call.saw(row.patient_id.into(), Capability::Messages.code());
    }
    let portal = call.portal().clone();
    let now = portal.moment(call.now());
    Ok(DeskInbox { pools: cards, page: page(rows, |r| (r.last_at, r.id), |r| desk_row(&portal, r)), now })
}

/// Opens a thread of one's pools; the patient sees that the team has opened it.
pub async fn desk_open(
    portal: &Portal,
    visitor: &Visitor,
    thread: ThreadId,
    before: Option<Cursor>,
) -> Result<ThreadView, CareError> {
    let (mut head, below) = portal
        .read(visitor, Action::ReadDeskThread, async |call| {
            let key = call.actor().pools()?;
            let head = messages::desk_head(call.db(), &key, thread).await?.ok_or(CareError::NotFound)?;
            call.saw(head.patient_id.into(), Capability::Messages.code());
            let stored = messages::messages(call.db(), &head, before).await?;
            let (own, place) = (call.actor().own()?, Place::Answer(thread));
            let (begun, claimed) = match before {
                None => {
                    let begun = drafted(call.db(), &own, place).await?;
                    (begun, triage::claimed_by(call.db(), &own, thread.into(), call.now()).await?)
                }
                Some(_) => (None, None),
            };
            let ids: Vec<Uuid> = stored.iter().map(|message| message.id).collect();
            let lying = files::of_thread(call.db(), &head, &ids, (&own, place)).await?;
            let blocks = match before {
                None => blocks::standing(call.db(), &head).await?,
                Some(_) => Vec::new(),
            };
            Ok((head, Below { messages: stored, draft: begun, blocks, lying, may_attach: true, claimed }))
        })
        .await?;
    if head.opened_at.is_none() && before.is_none() {
        let patient = head.patient_id.into();
        let (pool, private) = (head.pool_id.into(), head.private);
        portal
            .write(visitor, Action::ReadDeskThread, async |call| {
                let key = call.actor().pools()?;
                call.about(patient, Capability::Messages.code());
                call.on(thread);
                if messages::mark_opened(call.tx(), &key, thread, call.now()).await? {
                    call.nudge(Nudge { patient, pool, thread, private, about: About::Thread });
                }
                Ok(())
            })
            .await?;
        head.opened_at = Some(portal.now());
    }
    thread_view(portal, head, below, Reader::Desk, portal.now())
}

/// Who writes for the team.
pub(crate) fn colleague(call: &Call) -> Result<Author, CareError> {
    let account = call.actor().own()?.account();
    Ok(Author { account, name: call.author_name(), role: call.author_role(), for_other: false })
}

/// Answers a patient, with name and role. A conversation that was closed is open again. The patient is told
/// by mail or text that there is something new, without a word of it, in her language; so is everybody who
/// reads her messages for her, unless she keeps this thread for herself.
///
/// What its writer had not seen decides: if a colleague has answered since, nothing is sent, and what was written is still
/// in her draft. While another one is answering, it is sent only if she says so. If the patient has written since, it is sent,
/// and that goes on waiting until its day.
pub async fn answer(call: &mut Call, thread: ThreadId, answer: Answer) -> Result<Sent, CareError> {
    let (key, own) = (call.actor().pools()?, call.actor().own()?);
    let thread_text = thread.to_string();
    let body = answer.body.clone();
    once(call, answer.intent, "answer", &[&thread_text, &body], async |call| {
        let head = messages::desk_hold(call.tx(), &key, thread).await?.ok_or(CareError::NotFound)?;
        let patient = head.patient_id.into();
        call.about(patient, Capability::Messages.code());
        let mut owed = Owed::Nothing;
        if let Some(seen) = answer.seen {
            if messages::answered_since(call.tx(), &head, seen).await? {
                return Err(CareError::Conflict);
            }
            // What nobody has opened she has not seen either, though her last answer came after it.
            if head.opened_at.is_none() || messages::unseen(call.tx(), &head, Seen::To(seen)).await? {
                owed = Owed::All;
            }
        }
        if !answer.anyway && triage::claimed_by(call.tx(), &own, thread.into(), call.now()).await?.is_some() {
            return Err(CareError::field("claimed", Problem::NotAgreed));
        }
        let id = MessageId(call.id());
        call.on(id);
        let author = colleague(call)?;
        // After all that was written before it, however long it has waited for the thread: what a colleague has not seen of
        // it she finds by its time.
        let at = call.now().max(head.last_at.saturating_add(1));
        let unread: Unread = messages::unread(call.tx(), patient).await?.into();
        // The thread, her own account, the patient, the inbox: in this order, for whoever changes what a colleague may do holds
        // the account before the inboxes. Else each would wait for the other.
        hold_own(call.tx(), &own).await?;
        let stands = messages::add_from_team(call.tx(), &head, id, author, answer.body, owed, at).await?;
        files::claim(call, Place::Answer(thread), &answer.files, id).await?;
        triage::release(call.tx(), &own, thread.into()).await?;
        forget(call, &own, Place::Answer(thread), answer.intent).await?;
        let private = stands.private;
        let news = News { patient, of: Capability::Messages, private, asker: None, unread };
        telling::news(call, &news, &Letter::NewMessage).await?;
        call.nudge(Nudge { patient, pool: stands.pool, thread, private, about: About::Thread });
        Ok(Sent { thread, message: id })
    })
    .await
}

/// A thread of one's pools, for something that is done with it: the audit entry names it and its chart.
async fn of_pool(call: &mut Call, thread: ThreadId) -> Result<Head, CareError> {
    let key = call.actor().pools()?;
    let head = messages::desk_head(call.tx(), &key, thread).await?.ok_or(CareError::NotFound)?;
    call.about(head.patient_id.into(), Capability::Messages.code());
    call.on(thread);
    Ok(head)
}

/// Open pages of the chart and of the pool look anew.
fn nudge(call: &mut Call, head: &Head) {
    let (patient, pool, thread) = (head.patient_id.into(), head.pool_id.into(), ThreadId(head.id));
    call.nudge(Nudge { patient, pool, thread, private: head.private, about: About::Thread });
}

/// Closes a thread to the patient's side: what is new is written in another one. Nothing is owed in it any more.
/// Pressed twice it is done once. A conflict if the patient has written what was not seen.
pub async fn close(call: &mut Call, thread: ThreadId, seen: Seen) -> Result<(), CareError> {
    let (key, by) = (call.actor().pools()?, call.actor().own()?.account());
    // Held: what she writes at this moment is there before it is looked for, or comes when it is closed.
    let head = messages::desk_hold(call.tx(), &key, thread).await?.ok_or(CareError::NotFound)?;
    call.about(head.patient_id.into(), Capability::Messages.code());
    call.on(thread);
    if !messages::close(call.tx(), &key, &head, seen, by, call.now()).await? {
        call.outcome("again");
        return Ok(());
    }
    nudge(call, &head);
    Ok(())
}

/// From now on the inbox of a thread takes no messages of who wrote last in it, or of anybody about its chart. What
/// is asked of the office, and its other inboxes, stay open. A block that stands for the same is replaced.
pub async fn block(call: &mut Call, thread: ThreadId, block: NewBlock) -> Result<(), CareError> {
    let head = of_pool(call, thread).await?;
    let whose = match block.whom {
        BlockWhom::Writer => Some(messages::last_writer(call.tx(), &head).await?.ok_or(CareError::Conflict)?),
        BlockWhom::Anybody => None,
    };
    let (key, by) = (call.actor().pools()?, colleague(call)?);
    let new = blocks::NewBlock { id: BlockId(call.id()), whose, reason: block.reason, until: block.until };
    blocks::put(call.tx(), &key, &head, new, &by, call.now()).await?;
    nudge(call, &head);
    Ok(())
}

/// Ends a block of a thread's chart in its inbox. Pressed twice it is done once, and one that is none of these is nothing.
pub async fn unblock(call: &mut Call, thread: ThreadId, block: BlockId) -> Result<(), CareError> {
    let head = of_pool(call, thread).await?;
    let (key, by) = (call.actor().pools()?, call.actor().own()?.account());
    if !blocks::lift(call.tx(), &key, &head, block, by, call.now()).await? {
        call.outcome("again");
        return Ok(());
    }
    nudge(call, &head);
    Ok(())
}

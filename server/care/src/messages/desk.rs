//! The team's side: the shared inbox of its pools.

use super::drafts::{Place, draft as drafted, forget};
use super::view::{Reader, desk_row, page, thread_view};
use crate::once::once;
use crate::telling::{self, News};
use crate::{Call, CareError, Glance, Portal, Visitor};
use portal_access::Action;
use portal_store::messages::{self, Author};
use portal_store::pools;
use portal_types::ids::{MessageId, ThreadId};
use portal_types::message::{Reply, Sent, ThreadView};
use portal_types::notice::{About, Letter, Nudge};
use portal_types::page::Cursor;
use portal_types::representative::Capability;
use portal_types::staff::{DeskFilter, DeskInbox};

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
    let (mut head, stored, begun) = portal
        .read(visitor, Action::ReadDeskThread, async |call| {
            let key = call.actor().pools()?;
            let head = messages::desk_head(call.db(), &key, thread).await?.ok_or(CareError::NotFound)?;
            call.saw(head.patient_id.into(), Capability::Messages.code());
            let stored = messages::messages(call.db(), &head, before).await?;
            let begun = match before {
                None => drafted(call.db(), &call.actor().own()?, Place::Answer(thread)).await?,
                Some(_) => None,
            };
            Ok((head, stored, begun))
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
    thread_view(portal, head, stored, begun, Reader::Desk, portal.now())
}

/// Answers a patient, with name and role. The patient is told by mail or text that there is something new,
/// without a word of it, in her language; so is everybody who reads her messages for her, unless she
/// keeps this thread for herself.
pub async fn answer(call: &mut Call, thread: ThreadId, draft: Reply) -> Result<Sent, CareError> {
    let key = call.actor().pools()?;
    let thread_text = thread.to_string();
    let body = draft.body.clone();
    once(call, draft.intent, "answer", &[&thread_text, &body], async |call| {
        let head = messages::desk_head(call.tx(), &key, thread).await?.ok_or(CareError::NotFound)?;
        let patient = head.patient_id.into();
        call.about(patient, Capability::Messages.code());
        let id = MessageId(call.id());
        call.on(id);
        let account = call.actor().own()?.account();
        let (name, role) = (call.author_name(), call.author_role());
        let author = Author { account, name, role, for_other: false };
        let private = messages::add_from_team(call.tx(), &head, id, author, draft.body, call.now()).await?;
        forget(call, &call.actor().own()?, Place::Answer(thread)).await?;
        let news = News { patient, of: Capability::Messages, private, asker: None };
        telling::news(call, &news, &Letter::NewMessage).await?;
        call.nudge(Nudge { patient, pool: head.pool_id.into(), thread, private, about: About::Thread });
        Ok(Sent { thread, message: id })
    })
    .await
}

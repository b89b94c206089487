//! The team's side: the shared inbox of its pools.

use super::drafts::{Place, draft as drafted, forget};
use super::view::{desk_row, page, thread_view};
use crate::once::once;
use crate::{Call, CareError, Glance, Portal, Visitor};
use portal_access::{Action, Category};
use portal_store::messages::{self, Author};
use portal_store::outbox::{self, Notice};
use portal_store::{accounts, pools};
use portal_types::account::Lang;
use portal_types::ids::{MessageId, ThreadId};
use portal_types::message::{Reply, Sent, ThreadView};
use portal_types::notice::{Letter, Nudge};
use portal_types::page::Cursor;
use portal_types::staff::{DeskFilter, DeskInbox};

/// The queue of all pools the staff member answers. Whose threads are listed is audited like a look at each chart.
pub async fn desk_inbox(call: &mut Glance, filter: DeskFilter, after: Option<Cursor>) -> Result<DeskInbox, CareError> {
    let key = call.actor().pools()?;
    let cards = pools::cards(call.db(), &key).await?;
    let rows = messages::desk_threads(call.db(), &key, filter, after).await?;
    for row in &rows {
        call.saw(row.patient_id.into(), Category::Messages.code());
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
            call.saw(head.patient_id.into(), Category::Messages.code());
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
        let pool = head.pool_id.into();
        portal
            .write(visitor, Action::ReadDeskThread, async |call| {
                let key = call.actor().pools()?;
                call.about(patient, Category::Messages.code());
                call.on(thread);
                if messages::mark_opened(call.tx(), &key, thread, call.now()).await? {
                    call.nudge(Nudge { patient, pool, thread });
                }
                Ok(())
            })
            .await?;
        head.opened_at = Some(portal.now());
    }
    thread_view(portal, head, stored, begun, true, portal.now())
}

/// Answers a patient, with name and role. The patient is told by mail or text that there is something new,
/// without a word of it, in her language.
pub async fn answer(call: &mut Call, thread: ThreadId, draft: Reply) -> Result<Sent, CareError> {
    let key = call.actor().pools()?;
    let thread_text = thread.to_string();
    let body = draft.body.clone();
    once(call, draft.intent, "answer", &[&thread_text, &body], async |call| {
        let head = messages::desk_head(call.tx(), &key, thread).await?.ok_or(CareError::NotFound)?;
        let patient = head.patient_id.into();
        call.about(patient, Category::Messages.code());
        let id = MessageId(call.id());
        call.on(id);
        let author =
            Author { account: call.actor().own()?.account(), name: call.author_name(), role: call.author_role() };
        messages::add_from_team(call.tx(), &head, id, author, draft.body, call.now()).await?;
        forget(call, &call.actor().own()?, Place::Answer(thread)).await?;
        if let Some((account, lang)) = messages::account_of(call.tx(), patient).await? {
            let lang = Lang::from_code(&lang).unwrap_or_default();
            let contact = accounts::contacts(call.tx(), account).await?.into_iter().next();
            if let Some((channel, to)) = contact {
                let notice = Notice { channel, to, lang, letter: Letter::NewMessage };
                outbox::put(call.tx(), call.id(), &notice, call.now()).await?;
            }
        }
        call.nudge(Nudge { patient, pool: head.pool_id.into(), thread });
        Ok(Sent { thread, message: id })
    })
    .await
}

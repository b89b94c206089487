//! The patient's side.

use super::closing::closed;
use super::drafts::{Place, draft as drafted, forget};
use super::view::{Below, Reader, page, thread_row, thread_view};
use crate::once::once;
use crate::{Call, CareError, Glance, Portal, Visitor, business, files};
use portal_access::{Action, Chart, Messages, Standing};
use portal_store::messages::{self, Author};
use portal_types::field::Problem;
use portal_types::ids::{MessageId, PatientId, PoolId, ThreadId};
use portal_types::message::{Inbox, InboxFilter, Reply, Sent, Shelf, ThreadView};
use portal_types::notice::{About, Nudge};
use portal_types::page::Cursor;
use uuid::Uuid;

/// A page of the chart's threads that lie in the list, newest first.
pub async fn inbox(call: &mut Glance, patient: PatientId, after: Option<Cursor>) -> Result<Inbox, CareError> {
    shown(call, patient, InboxFilter::Inbox, after).await
}

/// A page of those that lie somewhere, or have something unread, newest first.
pub async fn shown(
    call: &mut Glance,
    patient: PatientId,
    filter: InboxFilter,
    after: Option<Cursor>,
) -> Result<Inbox, CareError> {
    let chart = call.chart::<Messages>(patient)?;
    let rows = messages::threads(call.db(), &chart, filter, after).await?;
    let (portal, now) = (call.portal().clone(), call.now());
    let page = page(rows, |r| (r.last_at, r.id), |r| thread_row(&portal, r, now));
    Ok(Inbox { page, now: portal.moment(now) })
}

/// Opens a thread. What the team wrote counts as read from now on, unless somebody reads it for a patient who has an account
/// to read it herself; earlier pages change nothing.
pub async fn open(
    portal: &Portal,
    visitor: &Visitor,
    patient: PatientId,
    thread: ThreadId,
    before: Option<Cursor>,
) -> Result<ThreadView, CareError> {
    let (head, below, standing, counts) = portal
        .read(visitor, Action::ReadThread, async |call| {
            let chart = call.chart::<Messages>(patient)?;
            let standing = call.actor().standing(patient).ok_or(CareError::NotFound)?;
            let head = messages::head(call.db(), &chart, thread).await?.ok_or(CareError::NotFound)?;
            let stored = messages::messages(call.db(), &head, before).await?;
            let (own, place) = (call.actor().own()?, Place::Reply(patient, thread));
            let begun = match before {
                None => drafted(call.db(), &own, place).await?,
                Some(_) => None,
            };
            let ids: Vec<Uuid> = stored.iter().map(|message| message.id).collect();
            let lying = files::of_thread(call.db(), &head, &ids, (&own, place)).await?;
            let may_attach = files::may_attach(call, patient);
            let unread = head.unread > 0 && before.is_none();
            let counts = unread && (standing.is_own() || messages::account_of(call.db(), patient).await?.is_none());
            let below = Below { messages: stored, draft: begun, blocks: Vec::new(), lying, may_attach, claimed: None };
            Ok((head, below, standing, counts))
        })
        .await?;
    if counts {
        portal
            .write(visitor, Action::ReadThread, async |call| {
                let chart = call.chart::<Messages>(patient)?;
                call.on(thread);
                messages::mark_read(call.tx(), &chart, thread).await?;
                Ok(())
            })
            .await?;
    }
    thread_view(portal, head, below, Reader::Side(standing), portal.now())
}

/// Who writes for the patient's side.
pub(super) fn author(call: &Call, chart: &Chart<Messages>) -> Result<Author, CareError> {
    let (account, name) = (call.actor().own()?.account(), call.author_name());
    Ok(Author { account, name, role: None, for_other: !chart.view().own() })
}

/// Replies in a thread of hers, while it is not closed and its inbox takes what she writes.
pub async fn reply(call: &mut Call, patient: PatientId, thread: ThreadId, draft: Reply) -> Result<Sent, CareError> {
    let chart = call.acting::<Messages>(patient)?;
    let thread_text = thread.to_string();
    let (body, intent) = (draft.body.clone(), draft.intent);
    once(call, intent, "reply", &[&thread_text, &body], async |call| {
        let head = messages::head(call.tx(), &chart, thread).await?.ok_or(CareError::NotFound)?;
        if closed(call.now(), head.last_at, head.closed_at).is_some() {
            return Err(CareError::Expired);
        }
        let today = call.portal().date(call.now());
        if head.block().is_some_and(|block| block.stands_on(today)) {
            return Err(CareError::field("body", Problem::Blocked));
        }
        let id = MessageId(call.id());
        let days = u8::try_from(head.business_days.clamp(1, 30)).unwrap_or(3);
        let due = business::due(call, days).await?.to_string();
        let by = author(call, &chart)?;
        let stands = messages::add_from_patient(call.tx(), &head, id, by, draft.body, due, call.now()).await?;
        files::claim(call, Place::Reply(patient, thread), &draft.files, id).await?;
        forget(call, &call.actor().own()?, Place::Reply(patient, thread), intent).await?;
        call.on(id);
        // Whoever answers it now hears of it, also when it was handed over a moment ago.
        call.nudge(Nudge { patient, pool: stands.pool, thread, private: stands.private, about: About::Thread });
        Ok(Sent { thread, message: id })
    })
    .await
}

/// Whether somebody may keep a thread for herself, or show it to her representatives: it is her own chart, and she is not
/// of age. What she kept then she may show later, too.
pub(crate) fn may_keep(standing: Standing, private: bool) -> bool {
    match standing {
        Standing::SelfTeen => true,
        Standing::SelfAdult => !private,
        Standing::OfChild | Standing::OfTeen(_) | Standing::OfAdult(_) => false,
    }
}

/// Keeps a thread from one's representatives from now on, or shows it to them. Pressed twice it is done once.
pub async fn set_private(
    call: &mut Call,
    patient: PatientId,
    thread: ThreadId,
    private: bool,
) -> Result<(), CareError> {
    let chart = call.acting::<Messages>(patient)?;
    call.on(thread);
    if !call.actor().standing(patient).is_some_and(|standing| may_keep(standing, private)) {
        return Err(CareError::Denied);
    }
    let head = messages::head(call.tx(), &chart, thread).await?.ok_or(CareError::NotFound)?;
    if !messages::keep_private(call.tx(), &chart, thread, private).await? {
        call.outcome("again");
        return Ok(());
    }
    // Whoever could see it until now is told, too: her pages look anew, and find it gone.
    call.nudge(Nudge { patient, pool: head.pool_id.into(), thread, private: false, about: About::Thread });
    Ok(())
}

/// Puts a thread somewhere on the patient's side, for everybody who sees her chart: no desk hears of it. Pressed
/// twice it is done once.
pub async fn shelve(call: &mut Call, patient: PatientId, thread: ThreadId, shelf: Shelf) -> Result<(), CareError> {
    let chart = call.acting::<Messages>(patient)?;
    call.on(thread);
    let head = messages::head(call.tx(), &chart, thread).await?.ok_or(CareError::NotFound)?;
    if !messages::shelve(call.tx(), &chart, thread, shelf).await? {
        call.outcome("again");
        return Ok(());
    }
    // Of no pool: where it lies is nothing that a desk could look at.
    let pool = PoolId(Uuid::nil());
    call.nudge(Nudge { patient, pool, thread, private: head.private, about: About::Thread });
    Ok(())
}

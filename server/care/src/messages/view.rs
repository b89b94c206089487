//! From stored rows to what is shown.

use super::closing::closed;
use super::patient::may_keep;
use crate::files::Lying;
use crate::{CareError, Portal};
use portal_access::Standing;
use portal_store::blocks::{Block, Standing as StandingBlock};
use portal_store::messages::{Head, ListedThread, StoredMessage};
use portal_types::account::Role;
use portal_types::day::Day;
use portal_types::ids::{IntentKey, ThreadId};
use portal_types::message::{
    Closed, ClosedWhy, Draft, Late, MessageView, Shelf, Side, ThreadRow, ThreadStatus, ThreadView, Topic,
};
use portal_types::page::{Cursor, PAGE, Page};
use portal_types::pool::{BlockView, Blocked, PoolKind};
use portal_types::staff::DeskRow;
use uuid::Uuid;

/// Cuts a list that was read one row too long into a page and the place where the next begins.
pub(crate) fn page<R, T>(mut rows: Vec<R>, key: impl Fn(&R) -> (i64, Uuid), show: impl Fn(R) -> T) -> Page<T> {
    let more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let next = if more {
        rows.last().map(|r| {
            let (at, id) = key(r);
            Cursor { at, id }
        })
    } else {
        None
    };
    Page { rows: rows.into_iter().map(show).collect(), next }
}

/// Where a thread stands (F47): what was last said decides, unless it is closed.
fn status(closed: bool, waiting: bool, opened_at: Option<i64>, answered_at: Option<i64>) -> ThreadStatus {
    match (closed, waiting, opened_at, answered_at) {
        (true, _, _, _) => ThreadStatus::Closed,
        (false, false, _, Some(_)) => ThreadStatus::Answered,
        (false, _, Some(_), _) => ThreadStatus::Opened,
        (false, _, None, _) => ThreadStatus::Sent,
    }
}

/// A topic by its word in the tables.
pub(super) fn topic(code: &str) -> Topic {
    Topic::from_code(code).unwrap_or(Topic::General)
}

/// From which side a message is, by its word in the tables.
pub(super) fn side(code: &str) -> Side {
    if code == "team" { Side::Team } else { Side::Patient }
}

/// A shelf by its word in the tables.
fn shelf(code: &str) -> Shelf {
    Shelf::from_code(code).unwrap_or_default()
}

/// A thread in the patient's list, as it stands at a moment.
pub(crate) fn thread_row(portal: &Portal, row: ListedThread, now: i64) -> ThreadRow {
    ThreadRow {
        status: status(closed(now, row.last_at, row.closed_at).is_some(), row.waiting, row.opened_at, row.answered_at),
        shelf: shelf(&row.shelf),
        private: row.private,
        thread: row.id.into(),
        subject: row.subject,
        practice: row.practice,
        topic: topic(&row.topic),
        last_at: portal.moment(row.last_at),
        unread: u32::try_from(row.unread.max(0)).unwrap_or(u32::MAX),
    }
}

/// A thread in the desk's queue.
pub(super) fn desk_row(portal: &Portal, row: ListedThread) -> DeskRow {
    DeskRow {
        thread: row.id.into(),
        patient: format!("{} {}", row.given, row.family),
        subject: row.subject,
        practice: row.practice,
        topic: topic(&row.topic),
        last_at: portal.moment(row.last_at),
        waiting: row.waiting,
        opened: row.opened_at.is_some(),
    }
}

/// Who reads an opened thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    /// Somebody of the team.
    Desk,
    /// The patient, or somebody for her.
    Side(Standing),
}

/// Why somebody hears that an inbox takes nothing of hers, while it does not.
pub(super) fn blocked(block: Option<Block>, phone: Option<String>, today: Day) -> Option<Blocked> {
    let block = block.filter(|block| block.stands_on(today))?;
    Some(Blocked { reason: block.reason, until: block.until, phone })
}

/// A block as the desk sees it; none that has run out.
fn block_view(portal: &Portal, block: StandingBlock, today: Day) -> Option<BlockView> {
    let StandingBlock { block, whose, reason, until, author, made_at } = block;
    let stands = Block { reason, until }.stands_on(today);
    stands.then(|| BlockView { block, whose, reason, until, author, at: portal.moment(made_at) })
}

/// What stands below a thread's head.
pub(super) struct Below {
    /// A page of its messages, one more than a page has, if there are more.
    pub(super) messages: Vec<StoredMessage>,
    /// What the reader had begun to write there, and the intent it was kept with.
    pub(super) draft: Option<(Draft, IntentKey)>,
    /// The blocks of its chart and inbox; for the desk only.
    pub(super) blocks: Vec<StandingBlock>,
    /// The files of its messages, and those that lie where the reader writes.
    pub(super) lying: Lying,
    /// Whether the reader may put files there, if she may write.
    pub(super) may_attach: bool,
    /// The name of who else is answering it now; for the desk only.
    pub(super) claimed: Option<String>,
}

/// An opened thread.
pub(super) fn thread_view(
    portal: &Portal,
    head: Head,
    below: Below,
    reader: Reader,
    now: i64,
) -> Result<ThreadView, CareError> {
    let Below { messages, draft, blocks, lying, may_attach, claimed } = below;
    let messages = page(
        messages,
        |m| (m.at, m.id),
        |m| MessageView {
            message: m.id.into(),
            side: side(&m.side),
            author: m.author,
            role: m.role.as_deref().and_then(Role::from_code),
            for_other: m.for_other,
            body: m.body,
            at: portal.moment(m.at),
            files: lying.sent.get(&m.id).cloned().unwrap_or_default(),
        },
    );
    let (draft, intent) = draft.unzip();
    let today = portal.date(now);
    let is_closed = match reader {
        Reader::Side(_) => closed(now, head.last_at, head.closed_at),
        // An answer opens it again, however old it is.
        Reader::Desk => head.closed_at.map(|at| (at, ClosedWhy::Team)),
    };
    let blocked = match reader {
        Reader::Side(_) => blocked(head.block(), head.phone.clone(), today),
        Reader::Desk => None,
    };
    let may_reply = reader == Reader::Desk || (is_closed.is_none() && blocked.is_none());
    let answer_by: Option<Day> = head.answer_by.as_deref().and_then(|day| day.parse().ok());
    let late = answer_by.filter(|day| head.waiting && *day < today).map(|_| Late { phone: head.phone.clone() });
    Ok(ThreadView {
        thread: ThreadId(head.id),
        patient: head.patient_id.into(),
        patient_name: format!("{} {}", head.given, head.family),
        patient_born: if reader == Reader::Desk { head.born.parse().ok() } else { None },
        subject: head.subject,
        practice: head.practice,
        topic: topic(&head.topic),
        messages,
        status: status(is_closed.is_some(), head.waiting, head.opened_at, head.answered_at),
        answer_by,
        late,
        claimed,
        kind: PoolKind::from_code(&head.kind).unwrap_or_default(),
        shelf: matches!(reader, Reader::Side(_)).then(|| shelf(&head.shelf)),
        closed: is_closed.map(|(at, why)| Closed { at: portal.moment(at), why }),
        follows: head.follows.map(ThreadId),
        followed_by: head.followed_by.map(ThreadId),
        may_reply,
        may_attach: may_attach && may_reply,
        blocked,
        blocks: blocks.into_iter().filter_map(|block| block_view(portal, block, today)).collect(),
        for_other: matches!(reader, Reader::Side(standing) if !standing.is_own()),
        private: head.private,
        may_hide: matches!(reader, Reader::Side(standing) if may_keep(standing, !head.private)),
        draft,
        files: lying.here,
        intent: intent.unwrap_or_else(|| new_intent(portal, now)),
        now: portal.moment(now),
    })
}

/// A new intent for the form of a page.
pub(crate) fn new_intent(portal: &Portal, now: i64) -> IntentKey {
    IntentKey(portal.outside().chance.id(now))
}

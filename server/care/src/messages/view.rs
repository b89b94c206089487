//! From stored rows to what is shown.

use super::patient::may_keep;
use crate::{CareError, Portal};
use portal_access::Standing;
use portal_store::messages::{Head, ListedThread, StoredMessage};
use portal_types::account::Role;
use portal_types::ids::{IntentKey, ThreadId};
use portal_types::message::{Draft, MessageView, Side, ThreadRow, ThreadStatus, ThreadView, Topic};
use portal_types::page::{Cursor, PAGE, Page};
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

/// Where a thread stands (F47): what was last said decides.
fn status(waiting: bool, opened_at: Option<i64>, answered_at: Option<i64>) -> ThreadStatus {
    match (waiting, opened_at, answered_at) {
        (false, _, Some(_)) => ThreadStatus::Answered,
        (_, Some(_), _) => ThreadStatus::Opened,
        (_, None, _) => ThreadStatus::Sent,
    }
}

fn topic(code: &str) -> Topic {
    Topic::from_code(code).unwrap_or(Topic::General)
}

/// A thread in the patient's list.
pub(crate) fn thread_row(portal: &Portal, row: ListedThread) -> ThreadRow {
    ThreadRow {
        thread: row.id.into(),
        subject: row.subject,
        practice: row.practice,
        topic: topic(&row.topic),
        last_at: portal.moment(row.last_at),
        unread: u32::try_from(row.unread.max(0)).unwrap_or(u32::MAX),
        status: status(row.waiting, row.opened_at, row.answered_at),
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

/// An opened thread.
pub(super) fn thread_view(
    portal: &Portal,
    head: Head,
    messages: Vec<StoredMessage>,
    draft: Option<Draft>,
    reader: Reader,
    now: i64,
) -> Result<ThreadView, CareError> {
    let messages = page(
        messages,
        |m| (m.at, m.id),
        |m| MessageView {
            message: m.id.into(),
            side: if m.side == "team" { Side::Team } else { Side::Patient },
            author: m.author,
            role: m.role.as_deref().and_then(Role::from_code),
            for_other: m.for_other,
            body: m.body,
            at: portal.moment(m.at),
        },
    );
    Ok(ThreadView {
        thread: ThreadId(head.id),
        patient: head.patient_id.into(),
        patient_name: format!("{} {}", head.given, head.family),
        patient_born: if reader == Reader::Desk { head.born.parse().ok() } else { None },
        subject: head.subject,
        practice: head.practice,
        topic: topic(&head.topic),
        messages,
        status: status(head.waiting, head.opened_at, head.answered_at),
        answer_by: head.answer_by.as_deref().and_then(|d| d.parse().ok()),
        for_other: matches!(reader, Reader::Side(standing) if !standing.is_own()),
        private: head.private,
        may_hide: matches!(reader, Reader::Side(standing) if may_keep(standing, !head.private)),
        draft,
        intent: new_intent(portal, now),
        now: portal.moment(now),
    })
}

/// A new intent for the form of a page.
pub(crate) fn new_intent(portal: &Portal, now: i64) -> IntentKey {
    IntentKey(portal.outside().chance.id(now))
}

//! What is written in threads: a first message opens one, the patient writes on, and the team answers.

use super::Head;
use super::counters::{NOTHING_OWED, count};
use crate::db::one;
use crate::entity::{message, thread};
use crate::search::{self, Words};
use crate::{StoreError, Tx};
use portal_access::{Acting, Messages};
use portal_types::account::Role;
use portal_types::day::Day;
use portal_types::ids::{AccountId, MessageId, PoolId, ThreadId};
use portal_types::message::{NewThread, Shelf, Side};
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, FromQueryResult};
use uuid::Uuid;

/// Who writes, as stored with the message: it stays even when the account changes its name.
#[derive(Clone)]
pub struct Author {
    /// The account.
    pub account: AccountId,
    /// The name as shown.
    pub name: String,
    /// The role of a staff member; none for the patient's side.
    pub role: Option<Role>,
    /// Whether a representative writes for the patient.
    pub for_other: bool,
}

/// The word of a side in the table.
pub fn side_code(side: Side) -> &'static str {
    match side {
        Side::Patient => "patient",
        Side::Team => "team",
    }
}

/// A message that is written. Has no `Debug`.
struct Written<'a> {
    id: MessageId,
    side: Side,
    author: Author,
    body: String,
    thread: Uuid,
    patient: Uuid,
    pool: Uuid,
    /// The subject, if it is the first message.
    subject: &'a str,
    practice: &'a str,
}

impl<'a> Written<'a> {
    /// A further message of a thread that is held, which lies in this pool.
    fn further(head: &'a Head, pool: Uuid, id: MessageId, side: Side, author: Author, body: String) -> Self {
        let (thread, patient) = (head.id, head.patient_id);
        Self { id, side, author, body, thread, patient, pool, subject: "", practice: &head.practice }
    }
}

/// Keeps a message, and makes it one that can be looked for.
async fn insert_message(tx: &Tx, written: Written<'_>, now: i64) -> Result<(), StoreError> {
    let Written { id, side, author, body, thread, patient, pool, subject, practice } = written;
    let words =
        Words { message: id.0, thread, patient, pool, at: now, subject, body: &body, author: &author.name, practice };
    search::put(tx, &words).await?;
    let row = message::ActiveModel {
        id: Set(id.0),
        thread_id: Set(thread),
        side: Set(side_code(side).into()),
        account_id: Set(author.account.0),
        author: Set(author.name),
        role: Set(author.role.map(|r| r.code().into())),
        body: Set(body),
        at: Set(now),
        for_other: Set(author.for_other),
    };
    message::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// A conversation that begins. Has no `Debug`.
pub struct Begun {
    /// The ids of the thread and of its first message.
    pub ids: (ThreadId, MessageId),
    /// The pool that reads it.
    pub pool: PoolId,
    /// The name of its practice.
    pub practice: String,
    /// The thread that it goes on from.
    pub follows: Option<ThreadId>,
    /// Whether the patient keeps it for herself.
    pub private: bool,
    /// By when an answer is expected.
    pub answer_by: String,
}

/// The day by which an answer is expected, counted from 1970-01-01.
fn due_day(answer_by: &str) -> Option<i64> {
    answer_by.parse::<Day>().ok().map(Day::epoch)
}

/// Opens a thread with its first message.
pub async fn open_thread(
    tx: &Tx,
    chart: &Acting<Messages>,
    begun: Begun,
    draft: NewThread,
    author: Author,
    now: i64,
) -> Result<(), StoreError> {
    let (thread, id) = begun.ids;
    let row = thread::ActiveModel {
        id: Set(thread.0),
        patient_id: Set(chart.patient().0),
        pool_id: Set(begun.pool.0),
        topic: Set(draft.topic.code().into()),
        subject: Set(draft.subject.clone()),
        created_at: Set(now),
        last_at: Set(now),
        unread: Set(0),
        waiting: Set(true),
        opened_at: Set(None),
        answered_at: Set(None),
        due_day: Set(due_day(&begun.answer_by)),
        answer_by: Set(Some(begun.answer_by)),
        private: Set(begun.private),
        shelf: Set(Shelf::Inbox.code().into()),
        closed_at: Set(None),
        closed_by: Set(None),
        follows: Set(begun.follows.map(|thread| thread.0)),
        assigned_to: Set(None),
        escalated_at: Set(None),
    };
    thread::Entity::insert(row).exec_without_returning(tx).await?;
    let first = Written {
        id,
        side: Side::Patient,
        author,
        body: draft.body,
        thread: thread.0,
        patient: chart.patient().0,
        pool: begun.pool.0,
        subject: &draft.subject,
        practice: &begun.practice,
    };
    insert_message(tx, first, now).await?;
    tx.run("update pools set waiting = waiting + 1 where id = $1", [begun.pool.0.into()]).await?;
    Ok(())
}

/// How a thread stands now that it is held: since its head was read it may have been handed over, or the patient may have
/// said that she keeps it for herself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stands {
    /// In which pool.
    pub pool: PoolId,
    /// Whether the patient keeps it for herself.
    pub private: bool,
}

#[derive(FromQueryResult)]
struct HeldRow {
    pool_id: Uuid,
    private: bool,
    last_at: i64,
    unread: i64,
}

impl HeldRow {
    fn stands(&self) -> Stands {
        Stands { pool: self.pool_id.into(), private: self.private }
    }
}

/// The patient writes in a thread: an answer is owed, and it lies in her list again. A conflict if the team has closed it
/// since the head was read.
pub async fn add_from_patient(
    tx: &Tx,
    head: &Head,
    message: MessageId,
    author: Author,
    body: String,
    answer_by: String,
    now: i64,
) -> Result<Stands, StoreError> {
    // The row first: whoever answers, reads or hands over at the same moment waits here, and what follows is counted from
    // what the thread says then, where it lies then. Two replies at once count once, and none is lost from the queue. It
    // is after all that was written before it, however long it has waited: what nobody has seen of it is found by its time.
    let held: Option<HeldRow> = one(
        tx,
        "update threads set last_at = case when last_at < $1 then $1 else last_at + 1 end, opened_at = null,
             shelf = 'inbox'
         where id = $2 and closed_at is null
         returning pool_id, private, last_at, unread",
        [now.into(), head.id.into()],
    )
    .await?;
    let Some(held) = held else { return Err(StoreError::Conflict) };
    let written = Written::further(head, held.pool_id, message, Side::Patient, author, body);
    insert_message(tx, written, held.last_at).await?;
    let due = due_day(&answer_by);
    let newly = tx
        .run(
            "update threads set waiting = true, answer_by = $1, due_day = $2, escalated_at = null
             where id = $3 and not waiting",
            [answer_by.into(), due.into(), head.id.into()],
        )
        .await?;
    if newly == 1 {
        tx.run("update pools set waiting = waiting + 1 where id = $1", [held.pool_id.into()]).await?;
    }
    Ok(held.stands())
}

/// What an answer leaves of what was owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owed {
    /// Nothing: its writer had read what was written.
    Nothing,
    /// All of it: the patient has written what its writer had not seen. Nor has she opened that.
    All,
}

/// The team answers: nothing is owed any more, unless its writer had not seen what the patient wrote; the thread is open,
/// and the patient has something to read in her list. A conflict if the thread is not there any more.
pub async fn add_from_team(
    tx: &Tx,
    head: &Head,
    message: MessageId,
    author: Author,
    body: String,
    owed: Owed,
    now: i64,
) -> Result<Stands, StoreError> {
    // The row first, for the same reason.
    let opened = match owed {
        Owed::Nothing => "coalesce(opened_at, $1)",
        Owed::All => "opened_at",
    };
    let sql = format!(
        "update threads set last_at = $1, answered_at = $1, opened_at = {opened}, unread = unread + 1, shelf = 'inbox',
             closed_at = null, closed_by = null
         where id = $2
         returning pool_id, private, last_at, unread"
    );
    let held: Option<HeldRow> = one(tx, &sql, [now.into(), head.id.into()]).await?;
    let Some(held) = held else { return Err(StoreError::Conflict) };
    let written = Written::further(head, held.pool_id, message, Side::Team, author, body);
    insert_message(tx, written, held.last_at).await?;
    let was_waiting = match owed {
        Owed::Nothing => tx.run(NOTHING_OWED, [head.id.into()]).await?,
        Owed::All => 0,
    };
    // The patient before the pool, as whoever asks for prescriptions holds them: else each would wait for the other.
    if held.unread == 1 {
        count(tx, head.patient_id, 1, held.private).await?;
    }
    if was_waiting == 1 {
        tx.run("update pools set waiting = waiting - 1 where id = $1", [held.pool_id.into()]).await?;
    }
    Ok(held.stands())
}

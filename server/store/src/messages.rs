//! Threads and messages: what a chart's key opens, and what a pool's key opens.
//!
//! Unread and waiting counters are changed in the transaction that changes what they count.

use crate::blocks::{Block, longest};
use crate::db::{all, one};
use crate::entity::{message, thread};
use crate::pools::places;
use crate::search::{self, Words};
use crate::{Reads, StoreError, Tx};
use portal_access::{Acting, Chart, Limit, Messages, PoolKey, View};
use portal_types::account::Role;
use portal_types::day::Day;
use portal_types::ids::{AccountId, MessageId, PatientId, PoolId, ThreadId};
use portal_types::message::{InboxFilter, NewThread, Shelf, Side};
use portal_types::page::{Cursor, PAGE};
use portal_types::staff::DeskFilter;
use portal_types::triage::Seen;
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, FromQueryResult, Value};
use uuid::Uuid;

/// A thread in a list.
#[derive(Clone, FromQueryResult)]
pub struct ListedThread {
    /// Which.
    pub id: Uuid,
    /// Whose chart.
    pub patient_id: Uuid,
    /// Subject.
    pub subject: String,
    /// Topic's word.
    pub topic: String,
    /// Practice's name.
    pub practice: String,
    /// Patient's given name.
    pub given: String,
    /// Patient's family name.
    pub family: String,
    /// Time of the last message.
    pub last_at: i64,
    /// Messages of the team the patient has not read.
    pub unread: i64,
    /// Whether an answer is owed.
    pub waiting: bool,
    /// When the team opened it, since the patient last wrote.
    pub opened_at: Option<i64>,
    /// When the team last answered.
    pub answered_at: Option<i64>,
    /// The word of the shelf on which it lies on the patient's side.
    pub shelf: String,
    /// Whether the patient keeps it for herself.
    pub private: bool,
    /// When the team closed it.
    pub closed_at: Option<i64>,
    /// By when an answer is expected, while one is owed.
    pub answer_by: Option<String>,
}

const LISTED: &str =
    "select t.id, t.patient_id, t.subject, t.topic, o.name as practice, c.given, c.family, t.last_at, t.unread,
    t.waiting, t.opened_at, t.answered_at, t.shelf, t.private, t.closed_at, t.answer_by
    from threads t join pools p on p.id = t.pool_id join practices o on o.id = p.practice_id
    join patients c on c.id = t.patient_id";

/// The condition that keeps what a key does not open out of a query on `threads t`; begins with "and", or is empty. What
/// a patient keeps for herself is shown to no representative, whatever her key opens.
pub(crate) fn hidden(view: View) -> &'static str {
    match view.limit() {
        None | Some(Limit::NoPrivateThreads) if view.own() => "",
        None | Some(Limit::NoPrivateThreads) => "and not t.private",
        // Parts that nobody has drawn for conversations are nothing.
        Some(
            Limit::NoHiddenVaccines
            | Limit::AskingOnly
            | Limit::GeneralOnly
            | Limit::MarkedDrugs
            | Limit::NoDiagnosis
            | Limit::AsGuarantor
            | Limit::AsGuarantorSums
            | Limit::OwnBills
            | Limit::OwnUploads
            | Limit::OwnActs
            | Limit::NarrowAndRevoke,
        ) => "and 1 = 0",
    }
}

/// Where a list of everything begins: after every row.
const END: Cursor = Cursor { at: i64::MAX, id: Uuid::max() };

/// The condition that keeps to a part of a chart's `threads t`: a shelf, or what is unread, wherever it lies.
fn lies(filter: InboxFilter) -> String {
    let shelf = match filter {
        InboxFilter::Inbox => Shelf::Inbox,
        InboxFilter::Archive => Shelf::Archive,
        InboxFilter::Trash => Shelf::Trash,
        InboxFilter::Unread => return "and t.unread > 0".to_owned(),
    };
    format!("and t.shelf = '{}'", shelf.code())
}

/// A page of the chart's threads, newest first; one row more than a page tells that there is another.
pub async fn threads(
    db: &impl Reads,
    chart: &Chart<Messages>,
    filter: InboxFilter,
    after: Option<Cursor>,
) -> Result<Vec<ListedThread>, StoreError> {
    let after = after.unwrap_or(END);
    all(
        db,
        &format!(
            "{LISTED} where t.patient_id = $1 {} and (t.last_at, t.id) < ($2, $3) {}
             order by t.last_at desc, t.id desc limit $4",
            lies(filter),
            hidden(chart.view())
        ),
        [chart.patient().0.into(), after.at.into(), after.id.into(), (PAGE as i64 + 1).into()],
    )
    .await
}

/// The condition that an answer is owed in a `threads t` to somebody who still waits for it: not where she has thrown it
/// away.
pub(crate) const OWED: &str = "t.waiting and t.shelf <> 'trash'";

/// What the first page of a chart says of threads: the newest with something unread, those in which an answer is owed, the
/// first due first, at most so many of each, and those of the named that are of the chart. One may be there twice.
pub async fn of_home(
    db: &impl Reads,
    chart: &Chart<Messages>,
    named: &[ThreadId],
    most: usize,
) -> Result<Vec<ListedThread>, StoreError> {
    let hidden = hidden(chart.view());
    let part = |which: &str, order: &str| {
        format!("select * from ({LISTED} where t.patient_id = $1 and {which} {hidden} order by {order} limit {most}) w")
    };
    let newest = "t.last_at desc, t.id desc";
    let mut parts = vec![part("t.unread > 0", newest), part(OWED, "t.due_day, t.id")];
    if !named.is_empty() {
        parts.push(part(&format!("t.id in {}", places(2, named.len())), newest));
    }
    let mut values: Vec<Value> = vec![chart.patient().0.into()];
    values.extend(named.iter().map(|thread| Value::from(thread.0)));
    all(db, &parts.join(" union all "), values).await
}

/// Whether something is unread in a chart's threads: at all, and of those that may be shown to who acts for the patient.
pub async fn unread(db: &impl Reads, patient: PatientId) -> Result<(bool, bool), StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        unread_threads: i64,
        unread_open: i64,
    }
    let sql = "select unread_threads, unread_open from patients where id = $1";
    let row: Option<Row> = one(db, sql, [patient.0.into()]).await?;
    Ok(row.map_or((false, false), |row| (row.unread_threads > 0, row.unread_open > 0)))
}

/// A page of the threads of one's pools, newest first.
pub async fn desk_threads(
    db: &impl Reads,
    key: &PoolKey,
    filter: DeskFilter,
    after: Option<Cursor>,
) -> Result<Vec<ListedThread>, StoreError> {
    if key.pools().is_empty() {
        return Ok(Vec::new());
    }
    let after = after.unwrap_or(END);
    let waiting = match filter {
        DeskFilter::Waiting => "and t.waiting",
        DeskFilter::All => "",
    };
    let sql = format!(
        "{LISTED} where t.pool_id in {} {waiting} and (t.last_at, t.id) < ($1, $2)
         order by t.last_at desc, t.id desc limit $3",
        places(4, key.pools().len())
    );
    let mut values: Vec<Value> = vec![after.at.into(), after.id.into(), (PAGE as i64 + 1).into()];
    values.extend(key.pools().iter().map(|p| Value::from(p.0)));
    all(db, &sql, values).await
}

/// The head of an opened thread.
#[derive(Clone, FromQueryResult)]
pub struct Head {
    /// Which.
    pub id: Uuid,
    /// Whose chart.
    pub patient_id: Uuid,
    /// Which pool.
    pub pool_id: Uuid,
    /// Which practice.
    pub practice_id: Uuid,
    /// The word for what the pool is for.
    pub kind: String,
    /// The pool's phone, or that of the practice.
    pub phone: Option<String>,
    /// Subject.
    pub subject: String,
    /// Topic's word.
    pub topic: String,
    /// Practice's name.
    pub practice: String,
    /// Business days within which the pool answers.
    pub business_days: i16,
    /// Patient's given name.
    pub given: String,
    /// Patient's family name.
    pub family: String,
    /// Patient's birth date.
    pub born: String,
    /// Messages of the team the patient has not read.
    pub unread: i64,
    /// Whether an answer is owed.
    pub waiting: bool,
    /// When the team opened it.
    pub opened_at: Option<i64>,
    /// When the team last answered.
    pub answered_at: Option<i64>,
    /// By when an answer is expected.
    pub answer_by: Option<String>,
    /// Whether the patient keeps it for herself.
    pub private: bool,
    /// Time of the last message.
    pub last_at: i64,
    /// The word of the shelf on which it lies on the patient's side.
    pub shelf: String,
    /// When the team closed it.
    pub closed_at: Option<i64>,
    /// The thread that it goes on from, if the key opens that, too.
    pub follows: Option<Uuid>,
    /// The newest thread that goes on from it, if the key opens that, too.
    pub followed_by: Option<Uuid>,
    block: Option<String>,
}

impl Head {
    /// What stands against the reader in its pool, that which lasts longest: it may be over. At a desk nothing does.
    pub fn block(&self) -> Option<Block> {
        self.block.as_deref().map(Block::read)
    }
}

/// What is read of a head. `seen` is the condition under which another thread `f` of the same chart is shown with it, and
/// begins with "and"; `block` is a column.
fn opened_head(seen: &str, block: &str) -> String {
    format!(
        "select t.id, t.patient_id, t.pool_id, p.practice_id, p.kind, coalesce(p.phone, o.phone) as phone, t.subject,
                t.topic, o.name as practice, p.business_days, c.given, c.family, c.born, t.unread, t.waiting, t.opened_at,
                t.answered_at, t.answer_by, t.private, t.last_at, t.shelf, t.closed_at,
                (select f.id from threads f where f.id = t.follows and f.patient_id = t.patient_id {seen}) as follows,
                (select f.id from threads f where f.follows = t.id and f.patient_id = t.patient_id {seen}
                 order by f.created_at desc, f.id desc limit 1) as followed_by,
                {block} as block
         from threads t join pools p on p.id = t.pool_id join practices o on o.id = p.practice_id
         join patients c on c.id = t.patient_id"
    )
}

/// A thread of a chart.
pub async fn head(db: &impl Reads, chart: &Chart<Messages>, thread: ThreadId) -> Result<Option<Head>, StoreError> {
    let hidden = hidden(chart.view());
    // The same of the threads that it goes on from and that go on from it.
    let seen = hidden.replace("t.private", "f.private");
    let sql = format!(
        "{} where t.id = $2 and t.patient_id = $3 {hidden}",
        opened_head(&seen, &longest("t.pool_id", "t.patient_id", "$1"))
    );
    let values: [Value; 3] = [chart.view().account().0.into(), thread.0.into(), chart.patient().0.into()];
    one(db, &sql, values).await
}

/// A thread of one's pools.
pub async fn desk_head(db: &impl Reads, key: &PoolKey, thread: ThreadId) -> Result<Option<Head>, StoreError> {
    if key.pools().is_empty() {
        return Ok(None);
    }
    let pools = places(2, key.pools().len());
    let seen = format!("and f.pool_id in {pools}");
    let sql = format!("{} where t.pool_id in {pools} and t.id = $1", opened_head(&seen, "cast(null as text)"));
    let mut values: Vec<Value> = vec![thread.0.into()];
    values.extend(key.pools().iter().map(|p| Value::from(p.0)));
    one(db, &sql, values).await
}

/// A thread of one's pools, held until the transaction ends: of two who answer at one moment, one sees what the other did.
pub async fn desk_hold(tx: &Tx, key: &PoolKey, thread: ThreadId) -> Result<Option<Head>, StoreError> {
    if key.pools().is_empty() {
        return Ok(None);
    }
    // Changes nothing; on PostgreSQL it locks the row.
    let sql =
        format!("update threads set waiting = waiting where id = $1 and pool_id in {}", places(2, key.pools().len()));
    let mut values: Vec<Value> = vec![thread.0.into()];
    values.extend(key.pools().iter().map(|p| Value::from(p.0)));
    if tx.run(&sql, values).await? == 0 {
        return Ok(None);
    }
    desk_head(tx, key, thread).await
}

#[derive(FromQueryResult)]
struct MessageAt {
    at: i64,
}

/// Whether a side has written in a thread after a message of it; so it is, too, if the message is none of the thread's.
async fn written_since(db: &impl Reads, head: &Head, side: Side, seen: MessageId) -> Result<bool, StoreError> {
    let sql = "select m.at from messages m where m.id = $1 and m.thread_id = $2";
    let seen_at: Option<MessageAt> = one(db, sql, [seen.0.into(), head.id.into()]).await?;
    let Some(MessageAt { at }) = seen_at else { return Ok(true) };
    let newer: Option<MessageAt> = one(
        db,
        "select m.at from messages m where m.thread_id = $1 and m.side = $2 and (m.at, m.id) > ($3, $4) limit 1",
        [head.id.into(), side_code(side).into(), at.into(), seen.0.into()],
    )
    .await?;
    Ok(newer.is_some())
}

/// Whether the team has written in a thread after a message of it; so it is, too, if the message is none of the thread's.
pub async fn answered_since(db: &impl Reads, head: &Head, seen: MessageId) -> Result<bool, StoreError> {
    written_since(db, head, Side::Team, seen).await
}

/// Whether the patient's side has written in a thread what somebody has not seen. Where it is not said how far she has
/// read, it is so unless somebody of the team has opened it since.
pub async fn unseen(db: &impl Reads, head: &Head, seen: Seen) -> Result<bool, StoreError> {
    match seen {
        Seen::To(message) => written_since(db, head, Side::Patient, message).await,
        Seen::Until(at) => {
            let sql = "select m.at from messages m where m.thread_id = $1 and m.side = 'patient' and m.at > $2 limit 1";
            let newer: Option<MessageAt> = one(db, sql, [head.id.into(), at.into()]).await?;
            Ok(newer.is_some())
        }
        Seen::Untold => Ok(head.opened_at.is_none()),
    }
}

/// One stored message.
#[derive(Clone, FromQueryResult)]
pub struct StoredMessage {
    /// Which.
    pub id: Uuid,
    /// "patient" or "team".
    pub side: String,
    /// Author's name.
    pub author: String,
    /// Author's role.
    pub role: Option<String>,
    /// The text.
    pub body: String,
    /// When it was sent.
    pub at: i64,
    /// Whether a representative wrote it for the patient.
    pub for_other: bool,
}

/// A page of an opened thread's messages, newest first. The head proves that the caller may see it.
pub async fn messages(db: &impl Reads, head: &Head, before: Option<Cursor>) -> Result<Vec<StoredMessage>, StoreError> {
    let before = before.unwrap_or(END);
    all(
        db,
        "select id, side, author, role, body, at, for_other from messages
         where thread_id = $1 and (at, id) < ($2, $3) order by at desc, id desc limit $4",
        [head.id.into(), before.at.into(), before.id.into(), (PAGE as i64 + 1).into()],
    )
    .await
}

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

/// Nothing is owed in a thread any more.
const NOTHING_OWED: &str = "update threads set waiting = false, answer_by = null, due_day = null, escalated_at = null
     where id = $1 and waiting";

#[derive(FromQueryResult)]
struct Unread {
    unread: i64,
    private: bool,
}

/// Counts threads with something unread up or down, by one: all of a chart, and those that are not private.
async fn count(tx: &Tx, patient: Uuid, by: i64, private: bool) -> Result<(), StoreError> {
    let open = if private { 0 } else { by };
    let sql = "update patients set unread_threads = unread_threads + $1, unread_open = unread_open + $2 where id = $3";
    tx.run(sql, [by.into(), open.into(), patient.into()]).await?;
    Ok(())
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

/// The patient has read the thread, or somebody for her. `true` if there was something unread.
pub async fn mark_read(tx: &Tx, chart: &Chart<Messages>, thread: ThreadId) -> Result<bool, StoreError> {
    let sql = format!(
        "update threads as t set unread = 0 where t.id = $1 and t.patient_id = $2 and t.unread > 0 {}
         returning unread, private",
        hidden(chart.view())
    );
    let read: Option<Unread> = one(tx, &sql, [thread.0.into(), chart.patient().0.into()]).await?;
    if let Some(read) = &read {
        count(tx, chart.patient().0, -1, read.private).await?;
    }
    Ok(read.is_some())
}

/// The patient keeps a thread for herself from now on, or shows it to her representatives. `false` if it is so already.
pub async fn keep_private(
    tx: &Tx,
    chart: &Acting<Messages>,
    thread: ThreadId,
    private: bool,
) -> Result<bool, StoreError> {
    let sql = format!(
        "update threads as t set private = $1 where t.id = $2 and t.patient_id = $3 and t.private <> $1 {}
         returning unread, private",
        hidden(chart.view())
    );
    let changed: Option<Unread> = one(tx, &sql, [private.into(), thread.0.into(), chart.patient().0.into()]).await?;
    if let Some(thread) = changed.as_ref().filter(|thread| thread.unread > 0) {
        let by = if thread.private { -1_i64 } else { 1 };
        let sql = "update patients set unread_open = unread_open + $1 where id = $2";
        tx.run(sql, [by.into(), chart.patient().0.into()]).await?;
    }
    Ok(changed.is_some())
}

/// Puts a thread on a shelf of its patient's. `false` if it lies there already.
pub async fn shelve(tx: &Tx, chart: &Acting<Messages>, thread: ThreadId, shelf: Shelf) -> Result<bool, StoreError> {
    let sql = format!(
        "update threads as t set shelf = $1 where t.id = $2 and t.patient_id = $3 and t.shelf <> $1 {}",
        hidden(chart.view())
    );
    Ok(tx.run(&sql, [shelf.code().into(), thread.0.into(), chart.patient().0.into()]).await? == 1)
}

/// The team closes a thread that is held ([`desk_hold`]): nothing is owed any more, and what is new is written in another
/// one. `false` if it is closed already, or of another pool; a conflict if the patient's side has written what who closes it
/// has not seen.
pub async fn close(
    tx: &Tx,
    key: &PoolKey,
    head: &Head,
    seen: Seen,
    by: AccountId,
    now: i64,
) -> Result<bool, StoreError> {
    if head.closed_at.is_some() || !key.pools().contains(&head.pool_id.into()) {
        return Ok(false);
    }
    if unseen(tx, head, seen).await? {
        return Err(StoreError::Conflict);
    }
    // The row first, for the same reason.
    let closed = tx
        .run(
            "update threads set closed_at = $1, closed_by = $2 where id = $3 and pool_id = $4 and closed_at is null",
            [now.into(), by.0.into(), head.id.into(), head.pool_id.into()],
        )
        .await?;
    if closed == 0 {
        return Ok(false);
    }
    let was_waiting = tx.run(NOTHING_OWED, [head.id.into()]).await?;
    if was_waiting == 1 {
        tx.run("update pools set waiting = waiting - 1 where id = $1", [head.pool_id.into()]).await?;
    }
    Ok(true)
}

/// Who of the patient's side wrote last in an opened thread, and her name as it was then.
pub async fn last_writer(db: &impl Reads, head: &Head) -> Result<Option<(AccountId, String)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        account_id: Uuid,
        author: String,
    }
    let row: Option<Row> = one(
        db,
        "select m.account_id, m.author from messages m where m.thread_id = $1 and m.side = 'patient'
         order by m.at desc, m.id desc limit 1",
        [head.id.into()],
    )
    .await?;
    Ok(row.map(|row| (row.account_id.into(), row.author)))
}

/// The team has opened the thread. `true` if nobody had since the patient last wrote.
pub async fn mark_opened(tx: &Tx, key: &PoolKey, thread: ThreadId, now: i64) -> Result<bool, StoreError> {
    if key.pools().is_empty() {
        return Ok(false);
    }
    let sql = format!(
        "update threads set opened_at = $1 where id = $2 and opened_at is null and pool_id in {}",
        places(3, key.pools().len())
    );
    let mut values: Vec<Value> = vec![now.into(), thread.0.into()];
    values.extend(key.pools().iter().map(|p| Value::from(p.0)));
    Ok(tx.run(&sql, values).await? == 1)
}

/// The account of a patient who has one, to tell her of an answer.
pub async fn account_of(db: &impl Reads, patient: PatientId) -> Result<Option<(AccountId, String)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        lang: String,
    }
    let row: Option<Row> =
        one(db, "select id, lang from accounts where patient_id = $1 and state = 'active'", [patient.0.into()]).await?;
    Ok(row.map(|r| (r.id.into(), r.lang)))
}

/// Counters that disagree with what they count: none, or the portal is wrong. For tests and `server doctor`.
pub async fn miscounted(db: &impl Reads) -> Result<Vec<Uuid>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
    }
    let rows: Vec<Row> = all(
        db,
        "select p.id from pools p
         where p.waiting <> (select count(*) from threads t where t.pool_id = p.id and t.waiting)
         union all
         select p.id from pools p
         where p.asks_waiting <> (select count(*) from asks a
                                  where a.pool_id = p.id and a.state in ('submitted', 'in_review'))
         union all
         select c.id from patients c
         where c.unread_threads <> (select count(*) from threads t where t.patient_id = c.id and t.unread > 0)
            or c.unread_open <> (select count(*) from threads t
                                 where t.patient_id = c.id and t.unread > 0 and not t.private)",
        [],
    )
    .await?;
    Ok(rows.into_iter().map(|r| r.id).collect())
}

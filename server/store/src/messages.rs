//! Threads and messages: what a chart's key opens, and what a pool's key opens.
//!
//! Unread and waiting counters are changed in the transaction that changes what they count.

use crate::db::{all, one};
use crate::entity::{message, thread};
use crate::pools::places;
use crate::{Reads, StoreError, Tx};
use portal_access::{Acting, Chart, Charts, Limit, Messages, PoolKey, View};
use portal_types::account::Role;
use portal_types::ids::{AccountId, MessageId, PatientId, ThreadId};
use portal_types::message::{NewThread, Side};
use portal_types::page::{Cursor, PAGE};
use portal_types::staff::DeskFilter;
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
}

const LISTED: &str =
    "select t.id, t.patient_id, t.subject, t.topic, o.name as practice, c.given, c.family, t.last_at, t.unread,
    t.waiting, t.opened_at, t.answered_at
    from threads t join pools p on p.id = t.pool_id join practices o on o.id = p.practice_id
    join patients c on c.id = t.patient_id";

/// The condition that keeps what a key does not open out of a query on `threads t`; begins with "and", or is empty. What
/// a patient keeps for herself is shown to no representative, whatever her key opens.
fn hidden(view: View) -> &'static str {
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

/// A page of the chart's threads, newest first; one row more than a page tells that there is another.
pub async fn threads(
    db: &impl Reads,
    chart: &Chart<Messages>,
    after: Option<Cursor>,
) -> Result<Vec<ListedThread>, StoreError> {
    let after = after.unwrap_or(END);
    all(
        db,
        &format!(
            "{LISTED} where t.patient_id = $1 and (t.last_at, t.id) < ($2, $3) {}
             order by t.last_at desc, t.id desc limit $4",
            hidden(chart.view())
        ),
        [chart.patient().0.into(), after.at.into(), after.id.into(), (PAGE as i64 + 1).into()],
    )
    .await
}

/// Of each chart that a key opens the newest thread with something unread: one statement, however many charts there are.
pub async fn newest_unread(db: &impl Reads, charts: &Charts<Messages>) -> Result<Vec<ListedThread>, StoreError> {
    if charts.views().is_empty() {
        return Ok(Vec::new());
    }
    let (mut values, mut newest): (Vec<Value>, Vec<String>) = (Vec::new(), Vec::new());
    for (patient, view) in charts.views() {
        values.push(patient.0.into());
        newest.push(format!(
            "(select t.id from threads t where t.patient_id = ${} and t.unread > 0 {}
              order by t.last_at desc, t.id desc limit 1)",
            values.len(),
            hidden(*view)
        ));
    }
    all(db, &format!("{LISTED} where t.id in ({})", newest.join(", ")), values).await
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
}

const HEAD: &str = "select t.id, t.patient_id, t.pool_id, t.subject, t.topic, o.name as practice, p.business_days,
    c.given, c.family, c.born, t.unread, t.waiting, t.opened_at, t.answered_at, t.answer_by, t.private
    from threads t join pools p on p.id = t.pool_id join practices o on o.id = p.practice_id
    join patients c on c.id = t.patient_id";

/// A thread of a chart.
pub async fn head(db: &impl Reads, chart: &Chart<Messages>, thread: ThreadId) -> Result<Option<Head>, StoreError> {
    let sql = format!("{HEAD} where t.id = $1 and t.patient_id = $2 {}", hidden(chart.view()));
    one(db, &sql, [thread.0.into(), chart.patient().0.into()]).await
}

/// A thread of one's pools.
pub async fn desk_head(db: &impl Reads, key: &PoolKey, thread: ThreadId) -> Result<Option<Head>, StoreError> {
    if key.pools().is_empty() {
        return Ok(None);
    }
    let sql = format!("{HEAD} where t.id = $1 and t.pool_id in {}", places(2, key.pools().len()));
    let mut values: Vec<Value> = vec![thread.0.into()];
    values.extend(key.pools().iter().map(|p| Value::from(p.0)));
    one(db, &sql, values).await
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

async fn insert_message(
    tx: &Tx,
    id: MessageId,
    thread: Uuid,
    side: Side,
    author: Author,
    body: String,
    now: i64,
) -> Result<(), StoreError> {
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
    /// Whether the patient keeps it for herself.
    pub private: bool,
    /// By when an answer is expected.
    pub answer_by: String,
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
    let (thread, message) = begun.ids;
    let row = thread::ActiveModel {
        id: Set(thread.0),
        patient_id: Set(chart.patient().0),
        pool_id: Set(draft.pool.0),
        topic: Set(draft.topic.code().into()),
        subject: Set(draft.subject),
        created_at: Set(now),
        last_at: Set(now),
        unread: Set(0),
        waiting: Set(true),
        opened_at: Set(None),
        answered_at: Set(None),
        answer_by: Set(Some(begun.answer_by)),
        private: Set(begun.private),
    };
    thread::Entity::insert(row).exec_without_returning(tx).await?;
    insert_message(tx, message, thread.0, Side::Patient, author, draft.body, now).await?;
    tx.run("update pools set waiting = waiting + 1 where id = $1", [draft.pool.0.into()]).await?;
    Ok(())
}

/// The patient writes in a thread: an answer is owed.
pub async fn add_from_patient(
    tx: &Tx,
    head: &Head,
    message: MessageId,
    author: Author,
    body: String,
    answer_by: String,
    now: i64,
) -> Result<(), StoreError> {
    insert_message(tx, message, head.id, Side::Patient, author, body, now).await?;
    // The row first: whoever answers or reads at the same moment waits here, and what follows is counted from what the
    // thread says then. Two replies at once count once, and none is lost from the queue.
    tx.run("update threads set last_at = $1, opened_at = null where id = $2", [now.into(), head.id.into()]).await?;
    let newly = tx
        .run(
            "update threads set waiting = true, answer_by = $1 where id = $2 and not waiting",
            [answer_by.into(), head.id.into()],
        )
        .await?;
    if newly == 1 {
        tx.run("update pools set waiting = waiting + 1 where id = $1", [head.pool_id.into()]).await?;
    }
    Ok(())
}

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

/// The team answers: nothing is owed any more, and the patient has something to read. Whether she keeps the thread for
/// herself, as it stands now that it is held: she may have said so since the head was read.
pub async fn add_from_team(
    tx: &Tx,
    head: &Head,
    message: MessageId,
    author: Author,
    body: String,
    now: i64,
) -> Result<bool, StoreError> {
    insert_message(tx, message, head.id, Side::Team, author, body, now).await?;
    // The row first, for the same reason.
    tx.run(
        "update threads set last_at = $1, answered_at = $1, opened_at = coalesce(opened_at, $1), unread = unread + 1
         where id = $2",
        [now.into(), head.id.into()],
    )
    .await?;
    let was_waiting = tx
        .run("update threads set waiting = false, answer_by = null where id = $1 and waiting", [head.id.into()])
        .await?;
    let thread: Option<Unread> =
        one(tx, "select t.unread, t.private from threads t where t.id = $1", [head.id.into()]).await?;
    let private = thread.as_ref().is_none_or(|thread| thread.private);
    // The patient before the pool, as whoever asks for prescriptions holds them: else each would wait for the other.
    if thread.is_some_and(|thread| thread.unread == 1) {
        count(tx, head.patient_id, 1, private).await?;
    }
    if was_waiting == 1 {
        tx.run("update pools set waiting = waiting - 1 where id = $1", [head.pool_id.into()]).await?;
    }
    Ok(private)
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

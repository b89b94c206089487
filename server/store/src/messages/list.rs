//! Threads in lists: those of a chart, and those of a desk.

use super::{END, hidden};
use crate::db::{all, one};
use crate::pools::places;
use crate::{Reads, StoreError};
use portal_access::{Chart, Messages, PoolKey};
use portal_types::ids::{PatientId, ThreadId};
use portal_types::message::{InboxFilter, Shelf};
use portal_types::page::{Cursor, PAGE};
use portal_types::staff::DeskFilter;
use sea_orm::{FromQueryResult, Value};
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

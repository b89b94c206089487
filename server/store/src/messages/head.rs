//! The head of one thread: read, or held until something is written.

use super::hidden;
use crate::blocks::{Block, longest};
use crate::db::one;
use crate::pools::places;
use crate::{Reads, StoreError, Tx};
use portal_access::{Chart, Messages, PoolKey};
use portal_types::ids::ThreadId;
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

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

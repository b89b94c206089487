//! What waits at a desk, conversations and asks in one list, and whose turn each is: by a pool's key, and by no chart's.
//!
//! Whose turn something is, is said once and read with who is there today: somebody who does not answer the pool any more
//! has nothing, and who is away has somebody who stands in, one hop and never two. So a cover ends by itself.

mod beside;
mod context;
mod covers;
mod late;
mod templates;

pub use beside::{
    Claim, MovedRow, NewMove, NoteRow, append_move, append_note, claim, claimed_by, moves, notes, release, sweep_claims,
};
pub use context::{Known, Other, others_of, record};
pub use covers::{
    CoverRow, add_cover, colleagues, covered, covers, end_cover, find_cover, hold_account, led, overlaps, together,
};
pub use late::{Due, Late, Recipient, date_undated, escalate, late, recipients, told_today};
pub use templates::{TemplateRow, hold_template, keep_template, retire_template, templates, templates_of};

use crate::db::{all, one};
use crate::pools::{is_answered, of_feature, places};
use crate::{Reads, StoreError, Tx, search};
use portal_access::{Own, PoolKey};
use portal_types::account::{Lang, Role};
use portal_types::ask::AskState;
use portal_types::day::Day;
use portal_types::ids::{AccountId, PatientId, PoolId, PracticeId, WorkId};
use portal_types::message::Topic;
use portal_types::page::{Cursor, PAGE};
use portal_types::pool::PoolKind;
use portal_types::triage::{Colleague, ItemKind, OtherPool, QueueFilter};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

/// Where a list that begins with the smallest begins: before every row.
const BEGINNING: Cursor = Cursor { at: i64::MIN, id: Uuid::nil() };

/// The most colleagues of a pool that are offered.
const COLLEAGUES_MOST: u32 = 200;

/// The condition that an account answers a pool today: a member, whose account is open and whose role answers such a one.
/// Counted, at most to one: of an "exists" PostgreSQL makes a join, and reads all who work here.
fn is_there(account: &str, pool: &str) -> String {
    format!(
        "(select count(*) from pool_members m join accounts s on s.id = m.account_id join pools q on q.id = m.pool_id
          where m.account_id = {account} and m.pool_id = {pool} and s.state = 'active'
            and ((q.kind = 'billing') = (s.role = 'billing'))) > 0"
    )
}

/// Who stands in today for whom the row `x` is assigned to, as a value: somebody who answers its pool, too. `today` is a
/// place in the statement.
fn stand_in(x: &str, today: &str) -> String {
    format!(
        "(select v.by_account from covers v
          where v.account_id = {x}.assigned_to and v.ended_at is null and v.from_day <= {today} and v.until_day >= {today}
            and {}
          order by v.made_at desc, v.id desc limit 1)",
        is_there("v.by_account", &format!("{x}.pool_id"))
    )
}

/// A pool's kind by its word; one that nobody knows any more is the general one.
fn pool_kind(word: &str) -> PoolKind {
    PoolKind::from_code(word).unwrap_or_default()
}

/// Whose turn something is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// To whom it is assigned.
    pub account: AccountId,
    /// Her name.
    pub name: String,
    /// Who stands in for her today.
    pub cover: Option<(AccountId, String)>,
}

impl Turn {
    /// Who does it today.
    pub fn today(&self) -> AccountId {
        self.cover.as_ref().map_or(self.account, |(account, _)| *account)
    }
}

/// A row of the queue. Has no `Debug`.
#[derive(Clone)]
pub struct Listed {
    /// Which.
    pub id: WorkId,
    /// What it is.
    pub kind: ItemKind,
    /// Whose chart.
    pub patient: PatientId,
    /// The patient's name.
    pub name: String,
    /// The subject of a conversation.
    pub subject: Option<String>,
    /// What a conversation is about.
    pub topic: Option<Topic>,
    /// How an ask stands.
    pub state: Option<AskState>,
    /// The practice's name.
    pub practice: String,
    /// In which pool.
    pub pool: PoolId,
    /// What that is for.
    pub pool_kind: PoolKind,
    /// The day by which it is answered, after 1970-01-01.
    pub due_day: i64,
    /// When something last happened, milliseconds UTC.
    pub last_at: i64,
    /// When the team opened it, since the patient last wrote.
    pub opened_at: Option<i64>,
    /// To whom it is assigned, there or not.
    pub assigned: Option<AccountId>,
    /// Whose turn it is.
    pub turn: Option<Turn>,
    /// The name of who else is answering it now.
    pub claimed: Option<String>,
}

#[derive(FromQueryResult)]
struct ListedRow {
    id: Uuid,
    kind: String,
    patient_id: Uuid,
    given: String,
    family: String,
    subject: Option<String>,
    topic: Option<String>,
    state: Option<String>,
    practice: String,
    pool_id: Uuid,
    pool_kind: String,
    due_day: i64,
    last_at: i64,
    opened_at: Option<i64>,
    assigned: Option<Uuid>,
    assigned_to: Option<Uuid>,
    assigned_name: Option<String>,
    cover_id: Option<Uuid>,
    cover_name: Option<String>,
    claimed: Option<String>,
}

/// Whose turn it is, of what a row says.
fn turn(assigned: Option<Uuid>, name: Option<String>, cover: Option<Uuid>, cover_name: Option<String>) -> Option<Turn> {
    let (account, name) = assigned.zip(name)?;
    let cover = cover.zip(cover_name).filter(|(by, _)| *by != account);
    Some(Turn { account: account.into(), name, cover: cover.map(|(by, name)| (by.into(), name)) })
}

impl ListedRow {
    /// `None` for one of a kind that this portal does not know.
    fn listed(self) -> Option<Listed> {
        Some(Listed {
            id: self.id.into(),
            kind: ItemKind::from_code(&self.kind)?,
            patient: self.patient_id.into(),
            name: format!("{} {}", self.given, self.family),
            subject: self.subject,
            topic: self.topic.as_deref().map(|topic| Topic::from_code(topic).unwrap_or(Topic::General)),
            state: self.state.as_deref().map(AskState::from_code),
            practice: self.practice,
            pool: self.pool_id.into(),
            pool_kind: pool_kind(&self.pool_kind),
            due_day: self.due_day,
            last_at: self.last_at,
            opened_at: self.opened_at,
            assigned: self.assigned.map(AccountId),
            turn: turn(self.assigned_to, self.assigned_name, self.cover_id, self.cover_name),
            claimed: self.claimed,
        })
    }
}

/// What is read of a conversation `x` in the queue, and of an ask: the same columns.
const OF_THREADS: &str = "select x.id, cast('thread' as text) as kind, x.patient_id, x.pool_id, x.due_day, x.last_at,
        x.opened_at, x.assigned_to, x.subject, x.topic, cast(null as text) as state
     from threads x where x.waiting";
const OF_ASKS: &str = "select x.id, x.kind, x.patient_id, x.pool_id, x.due_day, x.last_at,
        x.opened_at, x.assigned_to, cast(null as text) as subject, cast(null as text) as topic, x.state
     from asks x where x.due_day is not null";

/// The ranges of the indexes that a filter walks: each a condition on a row `x`. The values that they ask for are added.
fn ranges(
    key: &PoolKey,
    filter: QueueFilter,
    (me, covered): (AccountId, &[AccountId]),
    values: &mut Vec<Value>,
) -> Vec<String> {
    let mut place = |value: Uuid| {
        values.push(value.into());
        format!("${}", values.len())
    };
    let pools: Vec<String> = key.pools().iter().map(|pool| place(pool.0)).collect();
    if filter == QueueFilter::Mine {
        // What is mine, and what is that of whom I stand in for: of no other pool than those that I answer.
        let whose: Vec<String> = [me].iter().chain(covered).map(|account| place(account.0)).collect();
        let there = is_there("x.assigned_to", "x.pool_id");
        let today = stand_in("x", "$3");
        return whose
            .iter()
            .map(|account| {
                format!(
                    "and x.assigned_to = {account} and x.pool_id in ({}) and {there}
                     and coalesce({today}, x.assigned_to) = $5",
                    pools.join(", ")
                )
            })
            .collect();
    }
    let of_filter = match filter {
        QueueFilter::Mine | QueueFilter::All => String::new(),
        QueueFilter::Unassigned => {
            format!("and (x.assigned_to is null or not {})", is_there("x.assigned_to", "x.pool_id"))
        }
        QueueFilter::Late => "and x.due_day < $3".to_owned(),
    };
    pools.iter().map(|pool| format!("and x.pool_id = {pool} {of_filter}")).collect()
}

/// A page of what waits in one's pools, the first due first; one row more than a page tells that there is another. `covered`
/// are those for whom the caller stands in today. One statement: the beginning of a range of an index for each pool (or
/// colleague) and each of the two tables.
pub async fn queue(
    db: &impl Reads,
    (key, own): (&PoolKey, &Own),
    (filter, after): (QueueFilter, Option<Cursor>),
    covered: &[AccountId],
    (today, now): (Day, i64),
) -> Result<Vec<Listed>, StoreError> {
    if key.pools().is_empty() {
        return Ok(Vec::new());
    }
    let after = after.unwrap_or(BEGINNING);
    let mut values: Vec<Value> =
        vec![after.at.into(), after.id.into(), today.epoch().into(), now.into(), own.account().0.into()];
    let most = PAGE + 1;
    let ranges = ranges(key, filter, (own.account(), covered), &mut values);
    let of = |table: &str| {
        ranges
            .iter()
            .map(|range| {
                format!(
                    "select * from ({table} {range} and (x.due_day, x.id) > ($1, $2)
                                    order by x.due_day, x.id limit {most}) r"
                )
            })
            .collect::<Vec<_>>()
    };
    let mut parts = of(OF_THREADS);
    parts.extend(of(OF_ASKS));
    let parts = parts.join(" union all ");
    let sql = format!(
        "select d.id, d.kind, d.patient_id, c.given, c.family, d.subject, d.topic, d.state, o.name as practice, d.pool_id,
                p.kind as pool_kind, d.due_day, d.last_at, d.opened_at, d.assigned_to as assigned,
                w.id as assigned_to, w.display_name as assigned_name, y.id as cover_id, y.display_name as cover_name,
                z.display_name as claimed
         from (select u.* from ({parts}) u order by u.due_day, u.id limit {most}) d
         join pools p on p.id = d.pool_id join practices o on o.id = p.practice_id join patients c on c.id = d.patient_id
         left join accounts w on w.id = d.assigned_to and {}
         left join accounts y on y.id = {}
         left join desk_claims k on k.item_id = d.id and k.until > $4 and k.account_id <> $5
         left join accounts z on z.id = k.account_id
         order by d.due_day, d.id",
        is_there("d.assigned_to", "d.pool_id"),
        stand_in("d", "$3")
    );
    let rows: Vec<ListedRow> = all(db, &sql, values).await?;
    Ok(rows.into_iter().filter_map(ListedRow::listed).collect())
}

/// A conversation or an ask of one's pools, as far as a desk works with it. Has no `Debug`.
#[derive(Clone)]
pub struct Item {
    /// Which.
    pub id: WorkId,
    /// What it is.
    pub kind: ItemKind,
    /// Whose chart.
    pub patient: PatientId,
    /// In which pool.
    pub pool: PoolId,
    /// What that is for.
    pub pool_kind: PoolKind,
    /// Of which practice.
    pub practice: PracticeId,
    /// The practice's name.
    pub practice_name: String,
    /// Whether it waits for the team.
    pub waiting: bool,
    /// The day by which it is answered, after 1970-01-01.
    pub due_day: Option<i64>,
    /// To whom it is assigned, there or not.
    pub assigned: Option<AccountId>,
    /// The patient's name.
    pub name: String,
    /// The patient's birth date, if it is known whole.
    pub born: Option<Day>,
    /// The medical record number.
    pub mrn: Option<String>,
    /// The language on the record.
    pub lang: String,
    turn: Option<Turn>,
}

impl Item {
    /// Whose turn it was when it was read.
    pub fn turn(&self) -> Option<&Turn> {
        self.turn.as_ref()
    }

    /// The patient's language, as far as texts are kept in it.
    pub fn speaks(&self) -> Option<Lang> {
        Lang::from_code(&self.lang)
    }
}

#[derive(FromQueryResult)]
struct ItemRow {
    id: Uuid,
    kind: String,
    patient_id: Uuid,
    pool_id: Uuid,
    pool_kind: String,
    practice_id: Uuid,
    practice: String,
    waiting: bool,
    due_day: Option<i64>,
    assigned: Option<Uuid>,
    given: String,
    family: String,
    born: String,
    mrn: Option<String>,
    lang: String,
    assigned_to: Option<Uuid>,
    assigned_name: Option<String>,
    cover_id: Option<Uuid>,
    cover_name: Option<String>,
}

impl ItemRow {
    fn item(self) -> Option<Item> {
        Some(Item {
            id: self.id.into(),
            kind: ItemKind::from_code(&self.kind)?,
            patient: self.patient_id.into(),
            pool: self.pool_id.into(),
            pool_kind: pool_kind(&self.pool_kind),
            practice: self.practice_id.into(),
            practice_name: self.practice,
            waiting: self.waiting,
            due_day: self.due_day.filter(|_| self.waiting),
            assigned: self.assigned.map(AccountId),
            name: format!("{} {}", self.given, self.family),
            born: self.born.parse().ok(),
            mrn: self.mrn,
            lang: self.lang,
            turn: turn(self.assigned_to, self.assigned_name, self.cover_id, self.cover_name),
        })
    }
}

/// A conversation or an ask of one's pools, whichever has this id. One statement.
pub async fn find(db: &impl Reads, key: &PoolKey, item: WorkId, today: Day) -> Result<Option<Item>, StoreError> {
    if key.pools().is_empty() {
        return Ok(None);
    }
    let pools = places(3, key.pools().len());
    let sql = format!(
        "select d.id, d.kind, d.patient_id, d.pool_id, p.kind as pool_kind, p.practice_id, o.name as practice, d.waiting,
                d.due_day, d.assigned_to as assigned, c.given, c.family, c.born, c.mrn, c.lang,
                w.id as assigned_to, w.display_name as assigned_name, y.id as cover_id, y.display_name as cover_name
         from (select x.id, cast('thread' as text) as kind, x.patient_id, x.pool_id, x.waiting, x.due_day, x.assigned_to
               from threads x where x.id = $1 and x.pool_id in {pools}
               union all
               select a.id, a.kind, a.patient_id, a.pool_id, a.state in ('submitted', 'in_review') as waiting, a.due_day,
                      a.assigned_to
               from asks a where a.id = $1 and a.pool_id in {pools}) d
         join pools p on p.id = d.pool_id join practices o on o.id = p.practice_id join patients c on c.id = d.patient_id
         left join accounts w on w.id = d.assigned_to and {}
         left join accounts y on y.id = {}",
        is_there("d.assigned_to", "d.pool_id"),
        stand_in("d", "$2")
    );
    let mut values: Vec<Value> = vec![item.0.into(), today.epoch().into()];
    values.extend(key.pools().iter().map(|pool| Value::from(pool.0)));
    let row: Option<ItemRow> = one(db, &sql, values).await?;
    Ok(row.and_then(ItemRow::item))
}

/// The table of an item.
fn table(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Thread => "threads",
        ItemKind::Ask(_) => "asks",
    }
}

/// The same, held until the transaction ends: of two who do something with it at one moment, one sees what the other did.
pub async fn hold(tx: &Tx, key: &PoolKey, item: WorkId, today: Day) -> Result<Option<Item>, StoreError> {
    if key.pools().is_empty() {
        return Ok(None);
    }
    let pools = places(2, key.pools().len());
    for table in ["threads", "asks"] {
        // Changes nothing; on PostgreSQL it locks the row.
        let sql = format!("update {table} set assigned_to = assigned_to where id = $1 and pool_id in {pools}");
        let mut values: Vec<Value> = vec![item.0.into()];
        values.extend(key.pools().iter().map(|pool| Value::from(pool.0)));
        if tx.run(&sql, values).await? == 1 {
            return find(tx, key, item, today).await;
        }
    }
    Ok(None)
}

/// Who answers the pool of an item today, by name.
pub async fn members(db: &impl Reads, item: &Item) -> Result<Vec<Colleague>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        display_name: String,
        role: String,
    }
    let sql = format!(
        "select a.id, a.display_name, a.role from pool_members m join accounts a on a.id = m.account_id
         join pools o on o.id = m.pool_id
         where m.pool_id = $1 and a.state = 'active' and ((o.kind = 'billing') = (a.role = 'billing'))
         order by a.display_name, a.id limit {COLLEAGUES_MOST}"
    );
    let rows: Vec<Row> = all(db, &sql, [item.pool.0.into()]).await?;
    let member = |row: Row| {
        let role = Role::from_code(&row.role)?;
        Some(Colleague { account: row.id.into(), name: row.display_name, role })
    };
    Ok(rows.into_iter().filter_map(member).collect())
}

/// The name of an account that answers the pool of an item today; `None` for everybody else.
pub async fn member(db: &impl Reads, item: &Item, account: AccountId) -> Result<Option<String>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        display_name: String,
    }
    let sql = format!("select a.display_name from accounts a where a.id = $1 and {}", is_there("a.id", "$2"));
    let row: Option<Row> = one(db, &sql, [account.0.into(), item.pool.0.into()]).await?;
    Ok(row.map(|row| row.display_name))
}

/// The other pools of its practice to which an item can be handed over: such as are answered and are for it. What is about
/// a bill stays with the clerks, and nothing else goes to them (R-11.1).
pub async fn others(db: &impl Reads, item: &Item) -> Result<Vec<OtherPool>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        kind: String,
    }
    if item.pool_kind == PoolKind::Billing {
        return Ok(Vec::new());
    }
    let of = match item.kind {
        ItemKind::Thread => String::new(),
        ItemKind::Ask(kind) => of_feature(kind.feature(), "o"),
    };
    let sql = format!(
        "select o.id, o.kind from pools o
         where o.practice_id = $1 and o.id <> $2 and o.kind <> 'billing' {of} and {} order by o.id limit 20",
        is_answered("o")
    );
    let rows: Vec<Row> = all(db, &sql, [item.practice.0.into(), item.pool.0.into()]).await?;
    let mut pools: Vec<OtherPool> =
        rows.into_iter().map(|row| OtherPool { pool: row.id.into(), kind: pool_kind(&row.kind) }).collect();
    pools.sort_by_key(|other| other.kind);
    Ok(pools)
}

/// Says whose turn an item is that is held.
pub async fn assign(tx: &Tx, item: &Item, to: Option<AccountId>) -> Result<(), StoreError> {
    let sql = format!("update {} set assigned_to = $1 where id = $2", table(item.kind));
    tx.run(&sql, [to.map(|account| account.0).into(), item.id.0.into()]).await?;
    Ok(())
}

/// Hands an item that is held over to another pool: it is nobody's there, and each pool counts what waits in it. The caller
/// has found the pool among [`others`].
pub async fn hand_over(tx: &Tx, item: &Item, to: PoolId) -> Result<(), StoreError> {
    let sql = format!("update {} set pool_id = $1, assigned_to = null where id = $2", table(item.kind));
    tx.run(&sql, [to.0.into(), item.id.0.into()]).await?;
    if item.waiting {
        let column = match item.kind {
            ItemKind::Thread => "waiting",
            ItemKind::Ask(_) => "asks_waiting",
        };
        // In one order, so that two who hand over to and fro do not wait for each other.
        let mut counted = [(item.pool, -1_i64), (to, 1)];
        counted.sort_unstable();
        for (pool, by) in counted {
            let sql = format!("update pools set {column} = {column} + $1 where id = $2");
            tx.run(&sql, [by.into(), pool.0.into()]).await?;
        }
    }
    match item.kind {
        ItemKind::Thread => search::rehouse(tx, item.id.0).await,
        ItemKind::Ask(_) => Ok(()),
    }
}

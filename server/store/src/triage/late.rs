//! What is late: found by whichever node looks first, and told of once, however many do.

use super::beside::{NewMove, append};
use crate::db::{all, one};
use crate::{Reads, StoreError, Tx};
use portal_types::account::Lang;
use portal_types::day::Day;
use portal_types::enrollment::Channel;
use portal_types::ids::{AccountId, PatientId, PoolId, WorkId};
use portal_types::page::Cursor;
use portal_types::triage::{ItemKind, ItemMoved};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

/// Gives a day to what a portal of the version before has written beside this one: else it would wait in no queue.
pub async fn date_undated(tx: &Tx) -> Result<u64, StoreError> {
    let day = if tx.is_postgres() {
        "cast(answer_by as date) - date '1970-01-01'"
    } else {
        "cast(julianday(answer_by) - julianday('1970-01-01') as integer)"
    };
    let sql =
        format!("update threads set due_day = coalesce({day}, last_at / 86400000) where waiting and due_day is null");
    tx.run(&sql, []).await
}

/// Something that is late and that nobody was told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub id: WorkId,
    /// What it is.
    pub kind: ItemKind,
    /// The day by which it should have been answered, after 1970-01-01.
    pub due_day: i64,
}

impl Due {
    /// The place from which a list goes on after this row.
    pub fn place(&self) -> Cursor {
        Cursor { at: self.due_day, id: self.id.0 }
    }
}

/// What is late and nobody was told of, the latest first, after a place: so many at most.
pub async fn late(db: &impl Reads, today: Day, after: Option<Cursor>, most: u32) -> Result<Vec<Due>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        kind: String,
        due_day: i64,
    }
    let after = after.unwrap_or(super::BEGINNING);
    let late = format!(
        "x.due_day < $1 and x.escalated_at is null and (x.due_day, x.id) > ($2, $3)
         order by x.due_day, x.id limit {most}"
    );
    let sql = format!(
        "select d.id, d.kind, d.due_day from (
             select * from (select x.id, cast('thread' as text) as kind, x.due_day from threads x
                            where x.waiting and {late}) r
             union all
             select * from (select x.id, x.kind, x.due_day from asks x
                            where x.due_day is not null and {late}) s) d
         order by d.due_day, d.id limit {most}"
    );
    let values: [Value; 3] = [today.epoch().into(), after.at.into(), after.id.into()];
    let rows: Vec<Row> = all(db, &sql, values).await?;
    let due = |row: Row| Some(Due { id: row.id.into(), kind: ItemKind::from_code(&row.kind)?, due_day: row.due_day });
    Ok(rows.into_iter().filter_map(due).collect())
}

/// Something whose pool is told of it now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Late {
    /// Whose chart.
    pub patient: PatientId,
    /// In which pool.
    pub pool: PoolId,
}

/// Marks something as told of, and writes it down. `None` if it is not late any more, or another node was faster: of all
/// that try, one gets it.
pub async fn escalate(tx: &Tx, of: &Due, id: Uuid, today: Day, now: i64) -> Result<Option<Late>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        patient_id: Uuid,
        pool_id: Uuid,
    }
    let (table, waits) = match of.kind {
        ItemKind::Thread => ("threads", "waiting"),
        ItemKind::Ask(_) => ("asks", "due_day is not null"),
    };
    let sql = format!(
        "update {table} set escalated_at = $1
         where id = $2 and {waits} and due_day < $3 and escalated_at is null returning patient_id, pool_id"
    );
    let row: Option<Row> = one(tx, &sql, [now.into(), of.id.0.into(), today.epoch().into()]).await?;
    let Some(Row { patient_id, pool_id }) = row else { return Ok(None) };
    let told = NewMove { id, what: ItemMoved::Escalated, by: None, to: None, to_pool: None, words: "" };
    append(tx, (of.id, pool_id.into(), patient_id), &told, now).await?;
    Ok(Some(Late { patient: patient_id.into(), pool: pool_id.into() }))
}

/// A pool is written to today. `true` for the first who says so, and for nobody else on that day.
pub async fn told_today(tx: &Tx, pool: PoolId, today: Day) -> Result<bool, StoreError> {
    let sql = "update pools set told_day = $1 where id = $2 and (told_day is null or told_day < $1)";
    Ok(tx.run(sql, [today.epoch().into(), pool.0.into()]).await? == 1)
}

/// Somebody who is told that something is late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Who.
    pub account: AccountId,
    /// How to reach her.
    pub contact: (Channel, String),
    /// Her language.
    pub lang: Lang,
}

/// Who is told of what is late in a pool: who leads it, if she is there and has given an address; else
/// all who answer it and have.
pub async fn recipients(db: &impl Reads, pool: PoolId) -> Result<Vec<Recipient>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        lang: String,
        channel: String,
        value: String,
        leads: bool,
    }
    let rows: Vec<Row> = all(
        db,
        "select a.id, a.lang, c.channel, c.value, coalesce(o.lead = a.id, false) as leads
         from pools o join pool_members m on m.pool_id = o.id
         join accounts a on a.id = m.account_id and a.state = 'active' and ((o.kind = 'billing') = (a.role = 'billing'))
         join account_contacts c on c.account_id = a.id
         where o.id = $1 order by a.id, c.channel, c.value",
        [pool.0.into()],
    )
    .await?;
    let led = rows.iter().any(|row| row.leads);
    let mut told: Vec<Recipient> = Vec::new();
    for row in rows.into_iter().filter(|row| row.leads || !led) {
        let account = AccountId(row.id);
        let Some(channel) = Channel::from_code(&row.channel) else { continue };
        // Of the contacts of an account the first one.
        if told.iter().all(|recipient| recipient.account != account) {
            let lang = Lang::from_code(&row.lang).unwrap_or_default();
            told.push(Recipient { account, contact: (channel, row.value), lang });
        }
    }
    Ok(told)
}

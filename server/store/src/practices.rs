//! What practices have switched on, and the administration's view of them.

use crate::db::{all, one};
use crate::pools::is_answered;
use crate::{Reads, StoreError, Tx};
use portal_access::Administration;
use portal_types::ids::{AccountId, PracticeId};
use portal_types::page::PAGE;
use portal_types::practice::Feature;
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

/// The condition under which a practice has something switched on; `practice` is the column that names it. What nobody
/// has switched off is on. It is part of the queries that offer the thing, so that no page needs another statement.
pub(crate) fn is_on(feature: Feature, practice: &str) -> String {
    format!(
        "not exists (select 1 from practice_switches sw
                     where sw.practice_id = {practice} and sw.feature = '{}' and not sw.is_on)",
        feature.code()
    )
}

/// A practice as the administration's desk sees it.
pub struct Practice {
    /// Which.
    pub practice: PracticeId,
    /// Its name.
    pub name: String,
    /// Its phone as written.
    pub phone: Option<String>,
    /// What is switched on.
    pub on: Vec<Feature>,
    /// Business days within which its general inbox answers.
    pub business_days: u8,
    /// Whether somebody is there to answer that: a member whose account is active.
    pub answered: bool,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    phone: Option<String>,
    business_days: Option<i16>,
    answered: bool,
    messages: bool,
    invitations: bool,
    appointments: bool,
    renewals: bool,
    referrals: bool,
}

impl Row {
    fn practice(self) -> Practice {
        let switches = [
            (Feature::Messages, self.messages),
            (Feature::Invitations, self.invitations),
            (Feature::Appointments, self.appointments),
            (Feature::Renewals, self.renewals),
            (Feature::Referrals, self.referrals),
        ];
        Practice {
            practice: self.id.into(),
            name: self.name,
            phone: self.phone,
            on: switches.into_iter().filter(|(_, on)| *on).map(|(feature, _)| feature).collect(),
            business_days: self.business_days.unwrap_or(3).clamp(1, 30) as u8,
            answered: self.answered,
        }
    }
}

/// The columns of a [`Row`], of `practices o`.
fn selected() -> String {
    format!(
        "select o.id, o.name, o.phone, p.business_days,
                {} as answered,
                {} as messages, {} as invitations,
                {} as appointments, {} as renewals, {} as referrals
         from practices o left join pools p on p.practice_id = o.id and p.kind = 'general'",
        is_answered("p"),
        is_on(Feature::Messages, "o.id"),
        is_on(Feature::Invitations, "o.id"),
        is_on(Feature::Appointments, "o.id"),
        is_on(Feature::Renewals, "o.id"),
        is_on(Feature::Referrals, "o.id")
    )
}

/// A page of the practices by name, those that come after one of them; one more than [`PAGE`], if there are more.
pub async fn list(db: &impl Reads, _: &Administration, after: Option<PracticeId>) -> Result<Vec<Practice>, StoreError> {
    let mut values: Vec<Value> = Vec::new();
    let from = match after {
        Some(last) => {
            values.push(last.0.into());
            "where (o.name, o.id) > (select l.name, l.id from practices l where l.id = $1)"
        }
        None => "",
    };
    let sql = format!("{} {from} order by o.name, o.id limit {}", selected(), PAGE + 1);
    let rows: Vec<Row> = all(db, &sql, values).await?;
    Ok(rows.into_iter().map(Row::practice).collect())
}

/// One practice.
pub async fn find(db: &impl Reads, _: &Administration, practice: PracticeId) -> Result<Option<Practice>, StoreError> {
    let row: Option<Row> = one(db, &format!("{} where o.id = $1", selected()), [practice.0.into()]).await?;
    Ok(row.map(Row::practice))
}

/// One practice, held until the transaction ends: of two that change it at one moment, one sees what the other did.
pub async fn hold(tx: &Tx, key: &Administration, practice: PracticeId) -> Result<Option<Practice>, StoreError> {
    // Changes nothing; on PostgreSQL it locks the row.
    tx.run("update practices set name = name where id = $1", [practice.0.into()]).await?;
    find(tx, key, practice).await
}

/// When something of a practice was last switched, and by whom.
#[derive(FromQueryResult)]
pub struct Switched {
    /// When, milliseconds UTC.
    pub changed_at: i64,
    /// The administrator's name.
    pub changed_by: String,
}

/// The last time that something of a practice was switched on or off.
pub async fn last_switched(
    db: &impl Reads,
    _: &Administration,
    practice: PracticeId,
) -> Result<Option<Switched>, StoreError> {
    one(
        db,
        "select sw.changed_at, a.display_name as changed_by
         from practice_switches sw join accounts a on a.id = sw.changed_by
         where sw.practice_id = $1 order by sw.changed_at desc, sw.feature limit 1",
        [practice.0.into()],
    )
    .await
}

/// Switches something of a practice on or off.
pub async fn switch(
    tx: &Tx,
    of: &Practice,
    feature: Feature,
    on: bool,
    by: AccountId,
    now: i64,
) -> Result<(), StoreError> {
    tx.run(
        "insert into practice_switches (practice_id, feature, is_on, changed_by, changed_at)
         values ($1, $2, $3, $4, $5)
         on conflict (practice_id, feature) do update set is_on = excluded.is_on, changed_by = excluded.changed_by,
             changed_at = excluded.changed_at",
        [of.practice.0.into(), feature.code().into(), on.into(), by.0.into(), now.into()],
    )
    .await?;
    Ok(())
}

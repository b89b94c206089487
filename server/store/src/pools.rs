//! Shared inboxes and their members.

use crate::blocks::{Block, longest};
use crate::charts::seen_openly;
use crate::db::{all, one};
use crate::practices::is_on;
use crate::{Reads, StoreError, Tx};
use portal_access::{Administration, Chart, Messages, PoolKey, Scope};
use portal_types::account::Role;
use portal_types::ids::{AccountId, PoolId, PracticeId};
use portal_types::message::{To, Topic};
use portal_types::page::PAGE;
use portal_types::pool::{PoolKind, PoolMember, PoolRow, PracticePools};
use portal_types::practice::Feature;
use portal_types::staff::PoolCard;
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

/// `($2, $3, …)` for a list of values that begins at a position.
pub(crate) fn places(first: usize, count: usize) -> String {
    let places: Vec<String> = (first..first + count).map(|n| format!("${n}")).collect();
    format!("({})", places.join(", "))
}

/// Whether somebody is there to answer a pool: a member of a role that answers such a one, whose account is open, neither
/// set aside nor still to be set up. `pool` is the name of a row of `pools` in the query.
pub(crate) fn is_answered(pool: &str) -> String {
    format!(
        "exists (select 1 from pool_members m join accounts a on a.id = m.account_id
                 where m.pool_id = {pool}.id and a.state = 'active'
                   and (({pool}.kind = 'billing') = (a.role = 'billing')))"
    )
}

/// Keeps to the pools in which a feature is asked for: that of its kind and the general one. Begins with "and", or is empty.
pub(crate) fn of_feature(feature: Feature, pool: &str) -> String {
    let kind = match feature {
        Feature::Appointments => PoolKind::Appointments,
        Feature::Renewals => PoolKind::Medication,
        Feature::Referrals => PoolKind::Referrals,
        Feature::Messages | Feature::Invitations => return String::new(),
    };
    format!("and {pool}.kind in ('{}', '{}')", PoolKind::General.code(), kind.code())
}

/// The pool of a practice in which a feature is asked for, if somebody answers one: that of its kind, else the general one.
pub(crate) fn asked_in(feature: Feature, practice: &str) -> String {
    format!(
        "(select x.id from pools x where x.practice_id = {practice} {} and {}
          order by case x.kind when 'general' then 1 else 0 end limit 1)",
        of_feature(feature, "x"),
        is_answered("x")
    )
}

/// The kind of a stored word; one that nobody knows any more is the general one.
fn kind_of(word: &str) -> PoolKind {
    PoolKind::from_code(word).unwrap_or_default()
}

/// The pools a key opens, with what waits in each.
pub async fn cards(db: &impl Reads, key: &PoolKey) -> Result<Vec<PoolCard>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        name: String,
        kind: String,
        waiting: i64,
        asks_waiting: i64,
    }
    if key.pools().is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select o.id, p.name, o.kind, o.waiting, o.asks_waiting from pools o join practices p on p.id = o.practice_id
         where o.id in {} order by p.name, o.practice_id, o.id",
        places(1, key.pools().len())
    );
    let values: Vec<Value> = key.pools().iter().map(|p| p.0.into()).collect();
    let rows: Vec<Row> = all(db, &sql, values).await?;
    let card = |row: Row| PoolCard {
        pool: row.id.into(),
        practice: row.name,
        kind: kind_of(&row.kind),
        waiting: row.waiting.max(0) as u32,
        asks: u32::try_from(row.asks_waiting.max(0)).unwrap_or(u32::MAX),
    };
    Ok(rows.into_iter().map(card).collect())
}

/// Within how many business days a pool answers this patient; `None` if she may not ask it for something: it is not of a
/// practice that has seen her, it is not for that, nobody is there to answer, or what she wants is switched off. A
/// representative learns of no practice that has seen her in confidential visits only.
pub async fn answers_within<S: Scope>(
    db: &impl Reads,
    chart: &Chart<S>,
    pool: PoolId,
    feature: Feature,
) -> Result<Option<u8>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        business_days: i16,
    }
    let sql = format!(
        "select o.business_days from pools o
         where o.id = $1
           and exists (select 1 from care_team t where t.practice_id = o.practice_id and t.patient_id = $2 {})
           {} and {} and {}",
        seen_openly(chart.view()),
        of_feature(feature, "o"),
        is_answered("o"),
        is_on(feature, "o.practice_id")
    );
    let row: Option<Row> = one(db, &sql, [pool.0.into(), chart.patient().0.into()]).await?;
    Ok(row.map(|r| r.business_days.clamp(1, 30) as u8))
}

/// An inbox that a patient may write to, or that nobody answers.
#[derive(Clone, Debug)]
pub struct PoolLine {
    /// Of which practice.
    pub practice: PracticeId,
    /// The practice's name.
    pub name: String,
    /// Which.
    pub pool: PoolId,
    /// What it is for.
    pub kind: PoolKind,
    /// Business days within which it answers.
    pub business_days: u8,
    /// The roles that answer it, in the order of [`Role::ALL`]; none, while nobody does.
    pub readers: Vec<Role>,
    /// Its own phone, or that of the practice.
    pub phone: Option<String>,
    /// What stands against the caller there, that which lasts longest: it may be over.
    pub block: Option<Block>,
}

/// The inboxes of the practices that have seen the patient and have messages switched on. A representative learns
/// of no practice that has seen her in confidential visits only.
pub async fn lines(db: &impl Reads, chart: &Chart<Messages>) -> Result<Vec<PoolLine>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        practice_id: Uuid,
        name: String,
        kind: String,
        business_days: i16,
        phone: Option<String>,
        clinicians: bool,
        nurses: bool,
        clerks: bool,
        block: Option<String>,
    }
    let answers = |role: Role, condition: &str| {
        format!(
            "exists (select 1 from pool_members m join accounts a on a.id = m.account_id
                     where m.pool_id = o.id and a.state = 'active' and a.role = '{}' and o.kind {condition} 'billing')",
            role.code()
        )
    };
    let sql = format!(
        "select o.id, o.practice_id, p.name, o.kind, o.business_days, coalesce(o.phone, p.phone) as phone,
                {} as clinicians, {} as nurses, {} as clerks, {} as block
         from pools o join practices p on p.id = o.practice_id
         where exists (select 1 from care_team t where t.practice_id = o.practice_id and t.patient_id = $1 {}) and {}
         order by o.practice_id, o.id limit 500",
        answers(Role::Clinician, "<>"),
        answers(Role::PoolNurse, "<>"),
        answers(Role::Billing, "="),
        longest("o.id", "$1", "$2"),
        seen_openly(chart.view()),
        is_on(Feature::Messages, "o.practice_id")
    );
    let values: [Value; 2] = [chart.patient().0.into(), chart.view().account().0.into()];
    let rows: Vec<Row> = all(db, &sql, values).await?;
    let line = |row: Row| {
        let readers = [(Role::Clinician, row.clinicians), (Role::PoolNurse, row.nurses), (Role::Billing, row.clerks)];
        PoolLine {
            practice: row.practice_id.into(),
            name: row.name,
            pool: row.id.into(),
            kind: kind_of(&row.kind),
            business_days: row.business_days.clamp(1, 30) as u8,
            readers: readers.into_iter().filter(|(_, there)| *there).map(|(role, _)| role).collect(),
            phone: row.phone,
            block: row.block.as_deref().map(Block::read),
        }
    };
    Ok(rows.into_iter().map(line).collect())
}

/// The inbox of a practice that is for something.
fn of_kind(lines: &[PoolLine], practice: PracticeId, kind: PoolKind) -> Option<&PoolLine> {
    lines.iter().find(|line| line.practice == practice && line.kind == kind)
}

/// Who reads a message about a topic: the inbox that is for it, if somebody answers that, else the general one.
/// Bills are nobody else's. Where the caller is blocked it is no other one that reads it.
pub fn reader(lines: &[PoolLine], practice: PracticeId, topic: Topic) -> Option<&PoolLine> {
    let answered = |kind| of_kind(lines, practice, kind).filter(|line| !line.readers.is_empty());
    match topic {
        Topic::Billing => answered(PoolKind::Billing),
        _ => answered(topic.pool()).or_else(|| answered(PoolKind::General)),
    }
}

/// The number to call about a topic that nobody reads: that of the inbox which is for it, if there is one, else that of the
/// general one.
pub fn phone_for(lines: &[PoolLine], practice: PracticeId, topic: Topic) -> Option<String> {
    let of = of_kind(lines, practice, topic.pool()).or_else(|| of_kind(lines, practice, PoolKind::General));
    of.and_then(|line| line.phone.clone())
}

/// The practice that somebody writes to, if she may.
pub fn practice_of(lines: &[PoolLine], to: To) -> Option<PracticeId> {
    let line = lines.iter().find(|line| match to {
        To::Practice(practice) => line.practice == practice,
        To::Pool(pool) => line.pool == pool,
    });
    line.map(|line| line.practice)
}

/// An inbox at the administration's desk.
#[derive(Clone, Debug)]
pub struct Pool {
    /// Which.
    pub pool: PoolId,
    /// Of which practice.
    pub practice: PracticeId,
    /// The practice's name.
    pub name: String,
    /// What it is for.
    pub kind: PoolKind,
    /// Business days within which it answers.
    pub business_days: u8,
    /// The number that is told instead of the practice's own.
    pub phone: Option<String>,
    /// Whom it is told when an answer is late.
    pub lead: Option<AccountId>,
    /// What waits there: conversations and asks.
    pub waiting: u32,
}

/// A page of the practices by name, those that come after one of them, each with its inboxes; one practice more than
/// [`PAGE`], if there are more. Two statements.
pub async fn list(
    db: &impl Reads,
    _: &Administration,
    after: Option<PracticeId>,
) -> Result<Vec<PracticePools>, StoreError> {
    #[derive(FromQueryResult)]
    struct Named {
        id: Uuid,
        name: String,
    }
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        practice_id: Uuid,
        kind: String,
        business_days: i16,
        answered: bool,
    }
    let mut values: Vec<Value> = Vec::new();
    let from = match after {
        Some(last) => {
            values.push(last.0.into());
            "where (o.name, o.id) > (select l.name, l.id from practices l where l.id = $1)"
        }
        None => "",
    };
    let sql = format!("select o.id, o.name from practices o {from} order by o.name, o.id limit {}", PAGE + 1);
    let practices: Vec<Named> = all(db, &sql, values).await?;
    if practices.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select p.id, p.practice_id, p.kind, p.business_days, {} as answered from pools p where p.practice_id in {}",
        is_answered("p"),
        places(1, practices.len())
    );
    let values: Vec<Value> = practices.iter().map(|practice| practice.id.into()).collect();
    let rows: Vec<Row> = all(db, &sql, values).await?;
    let pools_of = |practice: Uuid| {
        let of = rows.iter().filter(|row| row.practice_id == practice);
        let mut pools: Vec<PoolRow> = of
            .map(|row| PoolRow {
                pool: row.id.into(),
                kind: kind_of(&row.kind),
                business_days: row.business_days.clamp(1, 30) as u8,
                answered: row.answered,
            })
            .collect();
        pools.sort_by_key(|pool| pool.kind);
        pools
    };
    let listed = |Named { id, name }: Named| PracticePools { practice: id.into(), name, pools: pools_of(id) };
    Ok(practices.into_iter().map(listed).collect())
}

/// One inbox.
pub async fn find(db: &impl Reads, _: &Administration, pool: PoolId) -> Result<Option<Pool>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        practice_id: Uuid,
        name: String,
        kind: String,
        business_days: i16,
        phone: Option<String>,
        lead: Option<Uuid>,
        waiting: i64,
    }
    let row: Option<Row> = one(
        db,
        "select p.id, p.practice_id, o.name, p.kind, p.business_days, p.phone, p.lead,
                p.waiting + p.asks_waiting as waiting
         from pools p join practices o on o.id = p.practice_id where p.id = $1",
        [pool.0.into()],
    )
    .await?;
    Ok(row.map(|row| Pool {
        pool: row.id.into(),
        practice: row.practice_id.into(),
        name: row.name,
        kind: kind_of(&row.kind),
        business_days: row.business_days.clamp(1, 30) as u8,
        phone: row.phone,
        lead: row.lead.map(AccountId),
        waiting: u32::try_from(row.waiting.max(0)).unwrap_or(u32::MAX),
    }))
}

/// One inbox, held until the transaction ends: of two that change it at one moment, one sees what the other did.
pub async fn hold(tx: &Tx, key: &Administration, pool: PoolId) -> Result<Option<Pool>, StoreError> {
    // Changes nothing; on PostgreSQL it locks the row.
    tx.run("update pools set kind = kind where id = $1", [pool.0.into()]).await?;
    find(tx, key, pool).await
}

/// Who could answer an inbox, and who does, by name: billing clerks, who work for the whole clinic, or those of the practice
/// who care for patients.
pub async fn candidates(db: &impl Reads, of: &Pool) -> Result<Vec<PoolMember>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        display_name: String,
        role: String,
        member: bool,
        reached: bool,
    }
    let roles: Vec<String> = Role::ALL
        .into_iter()
        .filter(|role| of.kind.is_answered_by(*role))
        .map(|role| format!("'{}'", role.code()))
        .collect();
    let mut values: Vec<Value> = vec![of.pool.0.into()];
    let there = if of.kind == PoolKind::Billing {
        ""
    } else {
        values.push(of.practice.0.into());
        "and exists (select 1 from practice_staff s where s.account_id = a.id and s.practice_id = $2)"
    };
    let sql = format!(
        "select a.id, a.display_name, a.role,
                exists (select 1 from pool_members m where m.account_id = a.id and m.pool_id = $1) as member,
                a.state = 'active' and exists (select 1 from account_contacts c where c.account_id = a.id) as reached
         from accounts a where a.role in ({}) {there} order by a.display_name, a.id limit 500",
        roles.join(", ")
    );
    let rows: Vec<Row> = all(db, &sql, values).await?;
    let member = |row: Row| {
        let role = Role::from_code(&row.role)?;
        let (account, name) = (row.id.into(), row.display_name);
        Some(PoolMember { account, name, role, member: row.member, reached: row.reached })
    };
    Ok(rows.into_iter().filter_map(member).collect())
}

/// Makes an inbox of a kind for a practice, or finds the one that there is; `None` if there is no such practice. It takes
/// messages when somebody joins.
pub async fn add(
    tx: &Tx,
    _: &Administration,
    id: PoolId,
    practice: PracticeId,
    kind: PoolKind,
) -> Result<Option<PoolId>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
    }
    // Also of two at one moment each gets the one that there is.
    let row: Option<Row> = one(
        tx,
        "insert into pools (id, practice_id, kind, business_days, waiting)
         select $1, o.id, $2, 3, 0 from practices o where o.id = $3
         on conflict (practice_id, kind) do update set kind = excluded.kind returning id",
        [id.0.into(), kind.code().into(), practice.0.into()],
    )
    .await?;
    Ok(row.map(|row| row.id.into()))
}

/// Says how soon an inbox answers what is written from now on, which number counts there, and who leads it.
pub async fn change(
    tx: &Tx,
    of: &Pool,
    business_days: u8,
    phone: Option<String>,
    lead: Option<AccountId>,
) -> Result<(), StoreError> {
    tx.run(
        "update pools set business_days = $1, phone = $2, lead = $3 where id = $4",
        [i16::from(business_days).into(), phone.into(), lead.map(|lead| lead.0).into(), of.pool.0.into()],
    )
    .await?;
    Ok(())
}

/// Says who answers an inbox: these, and nobody else.
pub async fn set_members(tx: &Tx, of: &Pool, members: &[AccountId]) -> Result<(), StoreError> {
    tx.run("delete from pool_members where pool_id = $1", [of.pool.0.into()]).await?;
    for account in members {
        join(tx, *account, of.pool).await?;
    }
    Ok(())
}

/// Sets within how many business days the general pool of a practice answers what is written from now on. A practice
/// without one gets it, by this id; it takes messages when somebody joins.
pub async fn answer_within(
    tx: &Tx,
    _: &Administration,
    id: PoolId,
    practice: PracticeId,
    business_days: u8,
) -> Result<(), StoreError> {
    tx.run(
        "insert into pools (id, practice_id, business_days, waiting) values ($1, $2, $3, 0)
         on conflict (practice_id, kind) do update set business_days = excluded.business_days",
        [id.0.into(), practice.0.into(), i16::from(business_days).into()],
    )
    .await?;
    Ok(())
}

/// Makes a general pool for a practice, or finds the one it has.
pub async fn ensure(tx: &Tx, id: PoolId, practice: PracticeId, business_days: u8) -> Result<PoolId, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
    }
    // Also of two at one moment each gets the one that there is.
    let row: Option<Row> = one(
        tx,
        "insert into pools (id, practice_id, business_days, waiting) values ($1, $2, $3, 0)
         on conflict (practice_id, kind) do update set practice_id = excluded.practice_id returning id",
        [id.0.into(), practice.0.into(), i16::from(business_days).into()],
    )
    .await?;
    Ok(row.map_or(id, |row| row.id.into()))
}

/// Makes an account a member of a pool, if it is none yet.
pub async fn join(tx: &Tx, account: AccountId, pool: PoolId) -> Result<(), StoreError> {
    let sql = "insert into pool_members (account_id, pool_id) values ($1, $2)
               on conflict (account_id, pool_id) do nothing";
    tx.run(sql, [account.0.into(), pool.0.into()]).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(practice: u128, kind: PoolKind, readers: Vec<Role>) -> PoolLine {
        PoolLine {
            practice: PracticeId(Uuid::from_u128(practice)),
            name: String::new(),
            pool: PoolId(Uuid::from_u128(practice * 10)),
            kind,
            business_days: 3,
            readers,
            phone: Some(kind.code().to_owned()),
            block: None,
        }
    }

    #[test]
    fn r_6_2_the_general_inbox_stands_in_for_what_nobody_answers_but_not_for_bills() {
        let one = PracticeId(Uuid::from_u128(1));
        let mut lines = vec![
            line(2, PoolKind::Billing, vec![Role::Billing]),
            line(1, PoolKind::General, vec![Role::PoolNurse]),
            line(1, PoolKind::Tests, vec![Role::Clinician]),
            line(1, PoolKind::Medication, Vec::new()),
        ];
        let kind = |lines: &[PoolLine], topic| reader(lines, one, topic).map(|line| line.kind);
        assert_eq!(kind(&lines, Topic::Test), Some(PoolKind::Tests));
        for topic in [Topic::General, Topic::Medication, Topic::Referral, Topic::Appointment, Topic::Education] {
            assert_eq!(kind(&lines, topic), Some(PoolKind::General), "{topic:?}");
        }
        assert_eq!(kind(&lines, Topic::Billing), None, "another practice's clerks are no help");
        assert_eq!(phone_for(&lines, one, Topic::Billing).as_deref(), Some("general"));
        assert_eq!(phone_for(&lines, one, Topic::Medication).as_deref(), Some("medication"));
        lines.push(line(1, PoolKind::Billing, vec![Role::Billing]));
        assert_eq!(kind(&lines, Topic::Billing), Some(PoolKind::Billing));
        assert_eq!(practice_of(&lines, To::Pool(PoolId(Uuid::from_u128(10)))), Some(one));
        assert_eq!(practice_of(&lines, To::Practice(PracticeId(Uuid::from_u128(3)))), None);
    }
}

//! Who stands in for whom.

use crate::db::{all, one};
use crate::{Reads, StoreError, Tx};
use portal_access::Own;
use portal_types::account::Role;
use portal_types::day::Day;
use portal_types::ids::{AccountId, CoverId};
use portal_types::triage::{Colleague, NewCover};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// Those for whom the caller stands in on a day.
pub async fn covered(db: &impl Reads, own: &Own, today: Day) -> Result<Vec<AccountId>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        account_id: Uuid,
    }
    let rows: Vec<Row> = all(
        db,
        "select distinct v.account_id from covers v
         where v.by_account = $1 and v.ended_at is null and v.from_day <= $2 and v.until_day >= $2
         order by v.account_id limit 50",
        [own.account().0.into(), today.epoch().into()],
    )
    .await?;
    Ok(rows.into_iter().map(|row| row.account_id.into()).collect())
}

/// That somebody stands in for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverRow {
    /// Which.
    pub id: CoverId,
    /// Who is away, with her name.
    pub away: (AccountId, String),
    /// Who stands in, with her name.
    pub by: (AccountId, String),
    /// From which day.
    pub from: Day,
    /// The last day.
    pub until: Day,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    account_id: Uuid,
    away: String,
    by_account: Uuid,
    by_name: String,
    from_day: i64,
    until_day: i64,
}

impl Row {
    fn cover(self) -> CoverRow {
        CoverRow {
            id: self.id.into(),
            away: (self.account_id.into(), self.away),
            by: (self.by_account.into(), self.by_name),
            from: Day::from_epoch(self.from_day),
            until: Day::from_epoch(self.until_day),
        }
    }
}

const COVERS: &str = "select v.id, v.account_id, a.display_name as away, v.by_account, b.display_name as by_name,
        v.from_day, v.until_day
     from covers v join accounts a on a.id = v.account_id join accounts b on b.id = v.by_account";

/// The accounts that answer a pool which `$1` leads.
const LED: &str = "select m.account_id from pools o join pool_members m on m.pool_id = o.id where o.lead = $1";

/// What stands or will, of the caller, of those for whom she stands in, and of those whom she leads; the first to begin
/// first.
pub async fn covers(db: &impl Reads, own: &Own, today: Day) -> Result<Vec<CoverRow>, StoreError> {
    let sql = format!(
        "{COVERS} where v.ended_at is null and v.until_day >= $2
           and (v.account_id = $1 or v.by_account = $1 or v.account_id in ({LED}))
         order by v.from_day, v.id limit 200"
    );
    let rows: Vec<Row> = all(db, &sql, [own.account().0.into(), today.epoch().into()]).await?;
    Ok(rows.into_iter().map(Row::cover).collect())
}

#[derive(FromQueryResult)]
struct Person {
    id: Uuid,
    display_name: String,
    role: String,
}

impl Person {
    fn colleague(self) -> Option<Colleague> {
        let role = Role::from_code(&self.role)?;
        Some(Colleague { account: self.id.into(), name: self.display_name, role })
    }
}

/// Those, by name, who answer a pool that the caller leads; not herself.
pub async fn led(db: &impl Reads, own: &Own) -> Result<Vec<Colleague>, StoreError> {
    let sql = format!(
        "select a.id, a.display_name, a.role from accounts a
         where a.id in ({LED}) and a.state = 'active' and a.id <> $1 order by a.display_name, a.id limit 200"
    );
    let rows: Vec<Person> = all(db, &sql, [own.account().0.into()]).await?;
    Ok(rows.into_iter().filter_map(Person::colleague).collect())
}

/// The caller and those, by name, who answer a pool that she answers or leads.
pub async fn colleagues(db: &impl Reads, own: &Own) -> Result<Vec<Colleague>, StoreError> {
    let rows: Vec<Person> = all(
        db,
        "select a.id, a.display_name, a.role from accounts a
         where a.state = 'active' and a.role is not null
           and a.id in (select m.account_id from pool_members m
                        where m.pool_id in (select n.pool_id from pool_members n where n.account_id = $1)
                           or m.pool_id in (select o.id from pools o where o.lead = $1))
         order by a.display_name, a.id limit 500",
        [own.account().0.into()],
    )
    .await?;
    Ok(rows.into_iter().filter_map(Person::colleague).collect())
}

/// Whether two accounts answer one and the same pool, and both are open.
pub async fn together(db: &impl Reads, one_of: AccountId, other: AccountId) -> Result<bool, StoreError> {
    #[derive(FromQueryResult)]
    struct Shared {
        pools: i64,
    }
    let row: Option<Shared> = one(
        db,
        "select cast(count(*) as bigint) as pools from pool_members m join pool_members n on n.pool_id = m.pool_id
         join accounts a on a.id = m.account_id join accounts b on b.id = n.account_id
         where m.account_id = $1 and n.account_id = $2 and a.state = 'active' and b.state = 'active'",
        [one_of.0.into(), other.0.into()],
    )
    .await?;
    Ok(row.is_some_and(|shared| shared.pools > 0))
}

/// Holds an account until the transaction ends: of two who say at one moment who stands in for her, one sees what the other
/// has said.
pub async fn hold_account(tx: &Tx, account: AccountId) -> Result<(), StoreError> {
    // Changes nothing; on PostgreSQL it locks the row.
    tx.run("update accounts set state = state where id = $1", [account.0.into()]).await?;
    Ok(())
}

/// Whether somebody stands in already on one of these days.
pub async fn overlaps(db: &impl Reads, new: &NewCover) -> Result<bool, StoreError> {
    let sql = format!(
        "{COVERS} where v.account_id = $1 and v.ended_at is null and v.from_day <= $2 and v.until_day >= $3 limit 1"
    );
    let row: Option<Row> =
        one(db, &sql, [new.away.0.into(), new.until.epoch().into(), new.from.epoch().into()]).await?;
    Ok(row.is_some())
}

/// Somebody stands in from now on.
pub async fn add_cover(tx: &Tx, id: CoverId, new: &NewCover, own: &Own, now: i64) -> Result<(), StoreError> {
    tx.run(
        "insert into covers (id, account_id, by_account, from_day, until_day, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        [
            id.0.into(),
            new.away.0.into(),
            new.by.0.into(),
            new.from.epoch().into(),
            new.until.epoch().into(),
            own.account().0.into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

/// One that has not ended.
pub async fn find_cover(db: &impl Reads, cover: CoverId) -> Result<Option<CoverRow>, StoreError> {
    let sql = format!("{COVERS} where v.id = $1 and v.ended_at is null");
    let row: Option<Row> = one(db, &sql, [cover.0.into()]).await?;
    Ok(row.map(Row::cover))
}

/// Nobody stands in any more. `false` if that was said already.
pub async fn end_cover(tx: &Tx, cover: CoverId, own: &Own, now: i64) -> Result<bool, StoreError> {
    let sql = "update covers set ended_at = $1, ended_by = $2 where id = $3 and ended_at is null";
    Ok(tx.run(sql, [now.into(), own.account().0.into(), cover.0.into()]).await? == 1)
}

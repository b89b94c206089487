//! Whose messages an inbox does not take. What has ended stays as a row.

use crate::db::all;
use crate::messages::{Author, Head};
use crate::{Reads, StoreError, Tx};
use portal_access::PoolKey;
use portal_types::day::Day;
use portal_types::ids::{AccountId, BlockId};
use portal_types::pool::BlockReason;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// A day that is after every other one.
const FOR_EVER: i64 = 9_999_999;

/// What stands against somebody who wants to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Why.
    pub reason: BlockReason,
    /// The last day of it, if it ends by itself.
    pub until: Option<Day>,
}

impl Block {
    /// Whether it stands on a day.
    pub fn stands_on(self, today: Day) -> bool {
        self.until.is_none_or(|until| until >= today)
    }

    /// What [`longest`] has found.
    pub(crate) fn read(found: &str) -> Self {
        let (reason, until) = found.split_once(' ').unwrap_or((found, ""));
        Self { reason: reason_of(reason), until: until.parse().ok().map(Day::from_epoch) }
    }
}

/// A word that nobody knows any more blocks all the same.
fn reason_of(word: &str) -> BlockReason {
    BlockReason::from_code(word).unwrap_or(BlockReason::Other)
}

/// Of what stands against an account in an inbox about a chart, what lasts longest, as one value that [`Block::read`] takes
/// apart: if that is over, all of it is.
pub(crate) fn longest(pool: &str, patient: &str, account: &str) -> String {
    format!(
        "(select b.reason || ' ' || coalesce(cast(b.until_day as text), '') from pool_blocks b
          where b.patient_id = {patient} and b.pool_id = {pool} and b.ended_at is null
            and (b.account_id is null or b.account_id = {account})
          order by coalesce(b.until_day, {FOR_EVER}) desc, b.id limit 1)"
    )
}

/// A block as the desk sees it.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Which.
    pub block: BlockId,
    /// Whose messages are not taken; `None`: anybody's about the chart.
    pub whose: Option<String>,
    /// Why.
    pub reason: BlockReason,
    /// The last day of it, if it ends by itself.
    pub until: Option<Day>,
    /// Who has said so.
    pub author: String,
    /// When, milliseconds UTC.
    pub made_at: i64,
}

/// What stands in the inbox of a conversation about its chart, the newest first. What has run out by itself is there, too.
pub async fn standing(db: &impl Reads, head: &Head) -> Result<Vec<Standing>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        whose: Option<String>,
        reason: String,
        until_day: Option<i64>,
        author: String,
        made_at: i64,
    }
    let rows: Vec<Row> = all(
        db,
        "select b.id, b.whose, b.reason, b.until_day, b.author, b.made_at from pool_blocks b
         where b.patient_id = $1 and b.pool_id = $2 and b.ended_at is null
         order by b.made_at desc, b.id desc limit 50",
        [head.patient_id.into(), head.pool_id.into()],
    )
    .await?;
    let standing = |row: Row| Standing {
        block: row.id.into(),
        whose: row.whose,
        reason: reason_of(&row.reason),
        until: row.until_day.map(Day::from_epoch),
        author: row.author,
        made_at: row.made_at,
    };
    Ok(rows.into_iter().map(standing).collect())
}

/// A block that begins.
pub struct NewBlock {
    /// Its id.
    pub id: BlockId,
    /// Whose messages are not taken, with her name; `None`: anybody's about the chart.
    pub whose: Option<(AccountId, String)>,
    /// Why.
    pub reason: BlockReason,
    /// The last day of it, if it ends by itself.
    pub until: Option<Day>,
}

/// The inbox of a conversation takes no messages of somebody about its chart from now on. What was said of the same person
/// before ends with it.
pub async fn put(tx: &Tx, key: &PoolKey, head: &Head, new: NewBlock, by: &Author, now: i64) -> Result<(), StoreError> {
    if !key.pools().contains(&head.pool_id.into()) {
        return Ok(());
    }
    let NewBlock { id, whose, reason, until } = new;
    let (account, name) = (whose.as_ref().map(|(account, _)| account.0), whose.map(|(_, name)| name));
    tx.run(
        "update pool_blocks set ended_by = $1, ended_at = $2
         where patient_id = $3 and pool_id = $4 and ended_at is null and account_id is not distinct from $5",
        [by.account.0.into(), now.into(), head.patient_id.into(), head.pool_id.into(), account.into()],
    )
    .await?;
    tx.run(
        "insert into pool_blocks (id, pool_id, patient_id, account_id, whose, reason, until_day, made_by, author, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        [
            id.0.into(),
            head.pool_id.into(),
            head.patient_id.into(),
            account.into(),
            name.into(),
            reason.code().into(),
            until.map(Day::epoch).into(),
            by.account.0.into(),
            by.name.clone().into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

/// The inbox takes messages again. `false` if there is no such block there, or none any more.
pub async fn lift(
    tx: &Tx,
    key: &PoolKey,
    head: &Head,
    block: BlockId,
    by: AccountId,
    now: i64,
) -> Result<bool, StoreError> {
    if !key.pools().contains(&head.pool_id.into()) {
        return Ok(false);
    }
    let lifted = tx
        .run(
            "update pool_blocks set ended_by = $1, ended_at = $2
             where id = $3 and patient_id = $4 and pool_id = $5 and ended_at is null",
            [by.0.into(), now.into(), block.0.into(), head.patient_id.into(), head.pool_id.into()],
        )
        .await?;
    Ok(lifted == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_6_11_a_block_stands_until_its_last_day() {
        let day = Day::from_epoch(20_000);
        let block = Block::read("too_many 20000");
        assert_eq!(block, Block { reason: BlockReason::TooMany, until: Some(day) });
        assert!(block.stands_on(day) && !block.stands_on(Day::from_epoch(20_001)));
        let ever = Block::read("gossip ");
        assert_eq!(ever, Block { reason: BlockReason::Other, until: None });
        assert!(ever.stands_on(Day::from_epoch(FOR_EVER)));
    }
}

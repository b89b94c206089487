//! One thing with several pieces of work: each by itself, with its own audit entry, and what fails keeps no other from its
//! turn. Nothing is decided here that somebody has to read first.

use super::assign::put;
use super::held;
use crate::messages;
use crate::{Call, CareError, Portal, Visitor};
use portal_access::Action;
use portal_store::triage as stored;
use portal_types::ids::WorkId;
use portal_types::triage::{Batch, BatchDeed, BatchDone, BatchFailed, BatchWhy, ItemKind};

/// Does it with one. `Some`: why nothing was done.
async fn one(call: &mut Call, item: WorkId, deed: BatchDeed) -> Result<Option<BatchWhy>, CareError> {
    let of = held(call, item).await?;
    let own = call.actor().own()?;
    match deed {
        BatchDeed::Take => match of.turn().map(stored::Turn::today) {
            Some(who) if who == own.account() => call.outcome("again"),
            Some(_) => return Ok(Some(BatchWhy::Taken)),
            None => put(call, &of, Some(own.account()), "").await?,
        },
        BatchDeed::Assign(to) if of.assigned == Some(to) => call.outcome("again"),
        BatchDeed::Assign(to) => {
            if stored::member(call.tx(), &of, to).await?.is_none() {
                return Ok(Some(BatchWhy::NotTheirs));
            }
            put(call, &of, Some(to), "").await?;
        }
        BatchDeed::Done => {
            if of.kind != ItemKind::Thread {
                return Ok(Some(BatchWhy::ByItself));
            }
            if stored::claimed_by(call.tx(), &own, item, call.now()).await?.is_some() {
                return Ok(Some(BatchWhy::Claimed));
            }
            messages::close(call, item.thread()).await?;
        }
    }
    Ok(None)
}

/// Does it with each, and tells with which it did not, and why.
pub async fn batch(portal: &Portal, visitor: &Visitor, batch: Batch) -> Result<BatchDone, CareError> {
    // Who may not do it at all is told so once.
    portal
        .read(visitor, Action::BatchItems, async |call| {
            call.actor().pools()?;
            Ok(())
        })
        .await?;
    let Batch { items, deed } = batch;
    let mut all = BatchDone { done: 0, failed: Vec::new() };
    for item in items {
        let done = portal
            .write(visitor, Action::BatchItems, async |call| {
                let why = one(call, item, deed).await?;
                if why.is_some() {
                    // Nothing was done.
                    call.unnoted();
                }
                Ok(why)
            })
            .await;
        let why = match done {
            Ok(None) => {
                all.done += 1;
                continue;
            }
            Ok(Some(why)) => why,
            Err(CareError::NotFound) => BatchWhy::Gone,
            Err(error @ (CareError::SignedOut | CareError::Locked | CareError::Denied)) => return Err(error),
            Err(_) => BatchWhy::Failed,
        };
        all.failed.push(BatchFailed { item, why });
    }
    Ok(all)
}

//! One thing with several pieces of work: each by itself, with its own audit entry, and what fails keeps no other from its
//! turn. Nothing is decided here that somebody has to read first.

use super::assign::put;
use super::held;
use crate::messages;
use crate::{Call, CareError, Portal, Visitor};
use portal_access::Action;
use portal_store::triage as stored;
use portal_types::triage::{Batch, BatchDeed, BatchDone, BatchFailed, BatchWhy, ItemKind, Seen, Ticked};

/// Does it with one, over how it stood when it was ticked. `Some`: why nothing was done.
async fn one(call: &mut Call, ticked: Ticked, deed: BatchDeed) -> Result<Option<BatchWhy>, CareError> {
    let Ticked { item, stood } = ticked;
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
            // From no colleague who has taken it since. A page that does not say how it stood takes it from nobody.
            let known = [None, Some(own.account()), stood.and_then(|stood| stood.was)];
            if !known.contains(&of.assigned) {
                return Ok(Some(BatchWhy::Taken));
            }
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
            // What nobody says that she has seen is looked at by itself.
            let (seen, why) = match stood {
                Some(stood) => (Seen::Until(stood.last_at), BatchWhy::New),
                None => (Seen::Untold, BatchWhy::ByItself),
            };
            match messages::close(call, item.thread(), seen).await {
                Err(CareError::Conflict) => return Ok(Some(why)),
                closed => closed?,
            }
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
    for ticked in items {
        let done = portal
            .write(visitor, Action::BatchItems, async |call| {
                let why = one(call, ticked, deed).await?;
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
        all.failed.push(BatchFailed { item: ticked.item, why });
    }
    Ok(all)
}

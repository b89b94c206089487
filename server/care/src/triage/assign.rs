//! Whose turn something is.

use super::held;
use crate::messages::colleague;
use crate::once::once;
use crate::{Call, CareError};
use portal_store::triage::{self as stored, Item, NewMove};
use portal_types::field::Problem;
use portal_types::ids::{AccountId, WorkId};
use portal_types::notice::Nudge;
use portal_types::triage::{Assignment, HandOver, ItemMoved};

/// Says whose turn an item is, over what the sender knew of it: of two at one moment one is first, and the other sees that.
/// Pressed twice it is done once.
pub async fn assign(call: &mut Call, item: WorkId, asked: Assignment) -> Result<(), CareError> {
    let of = held(call, item).await?;
    if of.assigned == asked.to {
        call.outcome("again");
        return Ok(());
    }
    if of.assigned != asked.was {
        return Err(CareError::Conflict);
    }
    put(call, &of, asked.to, &asked.words).await
}

/// What it is that happens when somebody gives an item, that another one has or nobody, to somebody.
fn happens(by: AccountId, was: Option<AccountId>, to: Option<AccountId>) -> ItemMoved {
    match (to, was) {
        (None, _) => ItemMoved::PutBack,
        (Some(to), _) if to == by => ItemMoved::Taken,
        (Some(_), None) => ItemMoved::Assigned,
        (Some(_), Some(_)) => ItemMoved::Handed,
    }
}

/// Gives an item that is held to somebody who answers its pool, or to nobody.
pub(super) async fn put(call: &mut Call, of: &Item, to: Option<AccountId>, words: &str) -> Result<(), CareError> {
    let by = colleague(call)?;
    let name = match to {
        Some(account) => {
            let name = stored::member(call.tx(), of, account).await?;
            Some(name.ok_or_else(|| CareError::field("to", Problem::NotAChoice))?)
        }
        None => None,
    };
    stored::assign(call.tx(), of, to).await?;
    let what = happens(by.account, of.assigned, to);
    let new = NewMove { id: call.id(), what, by: Some(&by), to: to.zip(name.as_deref()), to_pool: None, words };
    stored::append_move(call.tx(), of, &new, call.now()).await?;
    call.nudge(Nudge::of_desk(of.patient, of.pool, of.id));
    Ok(())
}

/// Hands an item over to another inbox of the same practice, which is for it and is answered. It is nobody's there, and due
/// on the same day: what the patient was promised stays.
pub async fn hand_over(call: &mut Call, item: WorkId, asked: HandOver) -> Result<(), CareError> {
    let parts = [item.to_string(), asked.pool.to_string(), asked.words.clone()];
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    once(call, asked.intent, "hand-over", &parts, async |call| {
        let of = held(call, item).await?;
        let others = stored::others(call.tx(), &of).await?;
        let to = others.into_iter().find(|other| other.pool == asked.pool);
        let to = to.ok_or_else(|| CareError::field("pool", Problem::NotAChoice))?;
        let by = colleague(call)?;
        stored::hand_over(call.tx(), &of, to.pool).await?;
        let new = NewMove {
            id: call.id(),
            what: ItemMoved::Moved,
            by: Some(&by),
            to: None,
            to_pool: Some((to.pool, to.kind)),
            words: &asked.words,
        };
        stored::append_move(call.tx(), &of, &new, call.now()).await?;
        for pool in [of.pool, to.pool] {
            call.nudge(Nudge::of_desk(of.patient, pool, of.id));
        }
        Ok(())
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_6_8_what_is_written_down_of_an_assignment() {
        let [me, nora, omar] = [1, 2, 3].map(|n| AccountId(uuid::Uuid::from_u128(n)));
        assert_eq!(happens(me, None, Some(me)), ItemMoved::Taken);
        assert_eq!(happens(me, Some(nora), Some(me)), ItemMoved::Taken);
        assert_eq!(happens(me, None, Some(nora)), ItemMoved::Assigned);
        assert_eq!(happens(me, Some(nora), Some(omar)), ItemMoved::Handed);
        assert_eq!(happens(me, Some(nora), None), ItemMoved::PutBack);
    }
}

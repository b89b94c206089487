//! What waits for one's pools, the first due first.

use super::assigned;
use crate::messages::page;
use crate::{CareError, Glance, Portal};
use portal_store::pools;
use portal_store::triage::{self as stored, Listed};
use portal_types::day::Day;
use portal_types::ids::AccountId;
use portal_types::page::Cursor;
use portal_types::triage::{DeskItem, Queue, QueueFilter};

/// A row of the queue, for somebody who looks.
fn shown(portal: &Portal, row: Listed, me: AccountId, today: Day) -> DeskItem {
    let due = Day::from_epoch(row.due_day);
    DeskItem {
        item: row.id,
        kind: row.kind,
        was: row.assigned,
        assigned: row.turn.as_ref().map(|turn| assigned(turn, me)),
        patient: row.name,
        subject: row.subject,
        topic: row.topic,
        state: row.state,
        practice: row.practice,
        pool: row.pool,
        pool_kind: row.pool_kind,
        due,
        late: due < today,
        last_at: portal.moment(row.last_at),
        opened: row.opened_at.is_some(),
        claimed: row.claimed,
    }
}

/// A page of it: conversations and asks in one list. Whose they are is audited like a look at each chart.
pub async fn queue(call: &mut Glance, filter: QueueFilter, after: Option<Cursor>) -> Result<Queue, CareError> {
    let (key, own) = (call.actor().pools()?, call.actor().own()?);
    let portal = call.portal().clone();
    let (today, now) = (portal.date(call.now()), call.now());
    let cards = pools::cards(call.db(), &key).await?;
    let covered = match filter {
        QueueFilter::Mine => stored::covered(call.db(), &own, today).await?,
        QueueFilter::Unassigned | QueueFilter::All | QueueFilter::Late => Vec::new(),
    };
    let rows = stored::queue(call.db(), (&key, &own), (filter, after), &covered, (today, now)).await?;
    for row in &rows {
        call.saw(row.patient, row.kind.capability().code());
    }
    let me = own.account();
    Ok(Queue {
        pools: cards,
        page: page(rows, |row| (row.due_day, row.id.0), |row| shown(&portal, row, me, today)),
        now: portal.moment(now),
    })
}

//! What is later than was promised is told of: to who leads its inbox, or to all who answer it where nobody does.
//!
//! It may run on several nodes and as often as one likes: each piece of work is marked once, and each inbox written to once
//! a day. The patient's own page says that it is late whether or not this has run.

use crate::{CareError, Portal};
use portal_access::{Action, Actor};
use portal_store::outbox::{self, Notice};
use portal_store::triage::{self as stored, Due};
use portal_types::notice::{Letter, Nudge};

/// Pieces of work looked at in one go.
const MOST: u32 = 200;

/// What nobody has claimed for so long is forgotten, in milliseconds.
const CLAIMS_MS: i64 = 86_400_000;

/// One round. Returns how many pieces of work were told of.
pub async fn round(portal: &Portal) -> Result<u64, CareError> {
    let db = &portal.outside().db;
    let now = portal.now();
    let tx = db.begin().await?;
    stored::date_undated(&tx).await?;
    stored::sweep_claims(&tx, now - CLAIMS_MS).await?;
    tx.commit().await?;
    let (look, today) = (db.look(), portal.date(now));
    let (mut done, mut after) = (0, None);
    loop {
        let late = stored::late(&look, today, after, MOST).await?;
        let Some(last) = late.last() else { return Ok(done) };
        after = Some(last.place());
        for of in &late {
            match escalate(portal, of).await {
                Ok(true) => done += 1,
                Ok(false) => {}
                // One that fails keeps no other from its turn; it comes again with the next round.
                Err(error) => tracing::error!(item = %of.id, cause = %error, "something late was passed over"),
            }
        }
    }
}

/// Tells of one, once. Tells whether it was this call that did.
async fn escalate(portal: &Portal, of: &Due) -> Result<bool, CareError> {
    portal
        .write_as(Actor::operator(), None, Action::Escalate, portal.now(), async |call| {
            let today = portal.date(call.now());
            let Some(late) = stored::escalate(call.tx(), of, call.id(), today, call.now()).await? else {
                call.unnoted();
                return Ok(false);
            };
            call.about(late.patient, of.kind.capability().code());
            call.on(of.id);
            if stored::told_today(call.tx(), late.pool, today).await? {
                for to in stored::recipients(call.tx(), late.pool).await? {
                    let (channel, address) = to.contact;
                    let notice = Notice { channel, to: address, lang: to.lang, letter: Letter::DeskOverdue };
                    outbox::put(call.tx(), call.id(), &notice, call.now()).await?;
                }
            }
            call.nudge(Nudge::of_desk(late.patient, late.pool, of.id));
            Ok(true)
        })
        .await
}

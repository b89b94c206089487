//! Who stands in for whom. What is assigned to somebody who is away is shown to who stands in, on those days and no others:
//! nothing is handed over, so nothing has to be handed back.

use crate::messages::new_intent;
use crate::once::once;
use crate::{Call, CareError, Glance};
use portal_store::triage::{self as stored, CoverRow};
use portal_types::day::Day;
use portal_types::field::Problem;
use portal_types::ids::{AccountId, CoverId};
use portal_types::triage::{Colleague, CoverList, CoverView, NewCover};

/// Who stands in, for somebody who looks and leads these.
fn shown(row: CoverRow, me: AccountId, led: &[Colleague], today: Day) -> CoverView {
    let mine = row.away.0 == me;
    CoverView {
        cover: row.id,
        may_end: mine || leads(led, row.away.0),
        now: row.from <= today && today <= row.until,
        mine,
        away: row.away.1,
        by: row.by.1,
        from: row.from,
        until: row.until,
    }
}

fn leads(led: &[Colleague], account: AccountId) -> bool {
    led.iter().any(|one| one.account == account)
}

/// What stands or will, as far as it concerns the caller and those whom she leads.
pub async fn covers(call: &mut Glance) -> Result<CoverList, CareError> {
    call.actor().pools()?;
    let own = call.actor().own()?;
    let me = own.account();
    let myself = call
        .found()
        .and_then(|found| Some(Colleague { account: me, name: found.display_name.clone(), role: found.role? }));
    let (portal, today) = (call.portal().clone(), call.portal().date(call.now()));
    let rows = stored::covers(call.db(), &own, today).await?;
    let led = stored::led(call.db(), &own).await?;
    let by = stored::colleagues(call.db(), &own).await?;
    Ok(CoverList {
        covers: rows.into_iter().map(|row| shown(row, me, &led, today)).collect(),
        away: myself.into_iter().chain(led).collect(),
        by,
        intent: new_intent(&portal, call.now()),
        today,
    })
}

/// Somebody stands in for the caller, or for one whom she leads, on some days.
pub async fn set_cover(call: &mut Call, new: NewCover) -> Result<(), CareError> {
    call.actor().pools()?;
    let own = call.actor().own()?;
    let parts = [new.away.to_string(), new.by.to_string(), new.from.to_string(), new.until.to_string()];
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    once(call, new.intent, "cover", &parts, async |call| {
        if new.away != own.account() && !leads(&stored::led(call.tx(), &own).await?, new.away) {
            return Err(CareError::field("away", Problem::NotAChoice));
        }
        stored::hold_account(call.tx(), new.away).await?;
        // Who answers none of the same inboxes could open nothing of it.
        if !stored::together(call.tx(), new.away, new.by).await? {
            return Err(CareError::field("by", Problem::NotAChoice));
        }
        if stored::overlaps(call.tx(), &new).await? {
            return Err(CareError::field("from", Problem::Taken));
        }
        let id = CoverId(call.id());
        call.on(id);
        stored::add_cover(call.tx(), id, &new, &own, call.now()).await?;
        Ok(())
    })
    .await
}

/// Nobody stands in any more. Pressed twice it is done once; one that is none of hers is nothing.
pub async fn end_cover(call: &mut Call, cover: CoverId) -> Result<(), CareError> {
    call.actor().pools()?;
    let own = call.actor().own()?;
    call.on(cover);
    let Some(row) = stored::find_cover(call.tx(), cover).await? else {
        call.outcome("again");
        return Ok(());
    };
    let away = row.away.0;
    if away != own.account() && !leads(&stored::led(call.tx(), &own).await?, away) {
        return Err(CareError::NotFound);
    }
    if !stored::end_cover(call.tx(), cover, &own, call.now()).await? {
        call.outcome("again");
    }
    Ok(())
}

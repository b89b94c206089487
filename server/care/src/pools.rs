//! The shared inboxes of practices, at the administration's desk: which there are, how soon each answers, who answers it and
//! who leads it.
//!
//! A practice has a general inbox as soon as somebody answers for it. What it has besides is made here.

use crate::messages::{new_intent, page};
use crate::once::once;
use crate::{Call, CareError, Glance};
use portal_store::pools as stored;
use portal_types::field::Problem;
use portal_types::ids::PoolId;
use portal_types::page::Cursor;
use portal_types::pool::{NewPool, PoolChange, PoolList, PoolView};

/// A page of the practices with their inboxes, by name.
pub async fn list(call: &mut Glance, after: Option<Cursor>) -> Result<PoolList, CareError> {
    let key = call.actor().administration()?;
    // As in the list of practices: a practice is a place by itself.
    let rows = stored::list(call.db(), &key, after.map(|cursor| cursor.id.into())).await?;
    let page = page(rows, |row| (0, row.practice.0), |row| row);
    Ok(PoolList { page, intent: new_intent(call.portal(), call.now()) })
}

/// One inbox, and what the form about it begins with.
pub async fn open(call: &mut Glance, pool: PoolId) -> Result<PoolView, CareError> {
    let key = call.actor().administration()?;
    let of = stored::find(call.db(), &key, pool).await?.ok_or(CareError::NotFound)?;
    let members = stored::candidates(call.db(), &of).await?;
    Ok(PoolView {
        pool,
        practice: of.practice,
        name: of.name,
        kind: of.kind,
        business_days: of.business_days,
        phone: of.phone,
        lead: of.lead,
        members,
        waiting: of.waiting,
        intent: new_intent(call.portal(), call.now()),
    })
}

/// Makes an inbox for a practice. Nobody answers it yet, so nothing goes to it; one that there is already is found.
pub async fn add(call: &mut Call, new: NewPool) -> Result<PoolId, CareError> {
    let key = call.actor().administration()?;
    let parts = [new.practice.to_string(), new.kind.code().to_owned()];
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    once(call, new.intent, "pool-add", &parts, async |call| {
        let id = PoolId(call.id());
        let made = stored::add(call.tx(), &key, id, new.practice, new.kind).await?;
        let pool = made.ok_or_else(|| CareError::field("practice", Problem::NotAChoice))?;
        call.on(pool);
        Ok(pool)
    })
    .await
}

/// Everything that a change says, for its intent.
fn parts(pool: PoolId, change: &PoolChange) -> Vec<String> {
    let members: Vec<String> = change.members.iter().map(ToString::to_string).collect();
    let lead = change.lead.map(|lead| lead.to_string()).unwrap_or_default();
    let phone = change.phone.clone().unwrap_or_default();
    vec![pool.to_string(), change.business_days.to_string(), phone, members.join(" "), lead]
}

/// Says how soon an inbox answers what is written from now on, whom to call, who answers it and who leads it. Whoever
/// leaves it opens nothing of it with the next request. Of two administrators at one moment the later one decides all of
/// it.
pub async fn change(call: &mut Call, pool: PoolId, change: PoolChange) -> Result<(), CareError> {
    let key = call.actor().administration()?;
    call.on(pool);
    let parts = parts(pool, &change);
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    once(call, change.intent, "pool", &parts, async |call| {
        let of = stored::hold(call.tx(), &key, pool).await?.ok_or(CareError::NotFound)?;
        let candidates = stored::candidates(call.tx(), &of).await?;
        // By role and practice: a clerk opens no conversation about care, and a nurse none about a bill.
        if change.members.iter().any(|member| candidates.iter().all(|one| one.account != *member)) {
            return Err(CareError::field("members", Problem::NotAChoice));
        }
        stored::change(call.tx(), &of, change.business_days, change.phone, change.lead).await?;
        stored::set_members(call.tx(), &of, &change.members).await?;
        // Open pages of who has come and who has gone ask anew.
        for one in candidates.iter().filter(|one| one.member != change.members.contains(&one.account)) {
            call.rights(one.account);
        }
        Ok(())
    })
    .await
}

//! What each practice has switched on, and how soon it answers, at the administration's desk.
//!
//! What is switched off is not offered to anybody. That is part of the questions that offer it: whom a patient may
//! write to, and in whose name a desk may invite.

use crate::messages::{new_intent, page};
use crate::once::once;
use crate::{Call, CareError, Glance};
use portal_store::{pools, practices as stored};
use portal_types::ids::{PoolId, PracticeId};
use portal_types::page::{Cursor, Page};
use portal_types::practice::{Feature, PracticeChange, PracticeRow, PracticeView};

/// A page of the practices, by name.
pub async fn list(call: &mut Glance, after: Option<Cursor>) -> Result<Page<PracticeRow>, CareError> {
    let key = call.actor().administration()?;
    // A practice is a place in the list by itself: the database knows its name, so that no address holds it.
    let rows = stored::list(call.db(), &key, after.map(|cursor| cursor.id.into())).await?;
    Ok(page(
        rows,
        |row| (0, row.practice.0),
        |row| PracticeRow { practice: row.practice, name: row.name, on: row.on, answered: row.answered },
    ))
}

/// One practice, and what the form about it begins with.
pub async fn open(call: &mut Glance, practice: PracticeId) -> Result<PracticeView, CareError> {
    let key = call.actor().administration()?;
    let portal = call.portal().clone();
    let of = stored::find(call.db(), &key, practice).await?.ok_or(CareError::NotFound)?;
    let switched = stored::last_switched(call.db(), &key, practice).await?;
    Ok(PracticeView {
        practice,
        name: of.name,
        phone: of.phone,
        on: of.on,
        business_days: of.business_days,
        answered: of.answered,
        switched: switched.map(|last| (portal.moment(last.changed_at), last.changed_by)),
        intent: new_intent(&portal, call.now()),
    })
}

/// Switches on and off what the form says, and says how soon the practice answers what is written from now on. Of two
/// administrators at one moment the later one decides all of it.
pub async fn change(call: &mut Call, practice: PracticeId, change: PracticeChange) -> Result<(), CareError> {
    let key = call.actor().administration()?;
    call.on(practice);
    let on: Vec<&str> = change.on.iter().map(|feature| feature.code()).collect();
    let parts = [practice.to_string(), on.join(" "), change.business_days.to_string()];
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    once(call, change.intent, "practice", &parts, async |call| {
        let of = stored::hold(call.tx(), &key, practice).await?.ok_or(CareError::NotFound)?;
        let by = call.actor().own()?.account();
        for feature in Feature::ALL {
            let on = change.on.contains(&feature);
            // Who switched it last stays known while nothing is switched.
            if on != of.on.contains(&feature) {
                stored::switch(call.tx(), &of, feature, on, by, call.now()).await?;
            }
        }
        if change.business_days != of.business_days {
            pools::answer_within(call.tx(), &key, PoolId(call.id()), practice, change.business_days).await?;
        }
        Ok(())
    })
    .await
}

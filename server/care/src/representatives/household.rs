//! Everybody whose charts somebody may open, on one page.

use super::notices::{MARKS, coming_by, coming_view};
use crate::accounts::cards;
use crate::messages::thread_row;
use crate::{CareError, Glance};
use portal_access::Messages;
use portal_store::messages::newest_unread;
use portal_types::representative::{Household, PersonRow};

/// The people, one's own chart first, each with the newest conversation that has something unread, and with what changes by
/// itself before long. As many statements for eight people as for one.
pub async fn household(call: &mut Glance) -> Result<Household, CareError> {
    let charts = call.charts::<Messages>()?;
    let newest = newest_unread(call.db(), &charts).await?;
    let portal = call.portal().clone();
    let found = call.found().ok_or(CareError::SignedOut)?;
    let (rules, today) = (portal.rules(), found.today);
    let mut people = Vec::new();
    for card in cards(&portal, found) {
        // The same grant as the key's: the first of a chart that opens something.
        let held = portal.held(found).into_iter().find(|held| held.patient == card.patient);
        let grant = held.and_then(|held| held.grant);
        let facts = found.grants.iter().find(|granted| Some(granted.grant) == grant).map(|granted| granted.facts);
        let coming = facts
            .and_then(|facts| coming_by(&facts, rules, today))
            .filter(|coming| coming.on.epoch() - today.epoch() <= i64::from(MARKS[0]));
        let newest = newest.iter().find(|row| row.patient_id == card.patient.0);
        people.push(PersonRow {
            newest: newest.map(|row| thread_row(&portal, row.clone())),
            patient: card.patient,
            name: card.name,
            age: card.age,
            colour: card.colour,
            initials: card.initials,
            own: card.own,
            grant,
            unread: card.unread,
            coming: coming.map(|coming| coming_view(&coming, rules)),
        });
    }
    Ok(Household { people, now: portal.moment(call.now()) })
}

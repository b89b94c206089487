//! Everybody whose charts somebody may open, on one page; and the grants by which she does, or does no longer.

use super::notices::coming_view;
use super::view::{acting_view, near, sharing_view};
use crate::accounts::cards;
use crate::asks::opened;
use crate::home::{UNDER_WAY_MS, part_of, visit_view};
use crate::messages::thread_row;
use crate::{CareError, Glance};
use portal_access::{Messages, Sharing, Visits};
use portal_store::asks::Keys;
use portal_store::grants::{Row, of_household};
use portal_store::home;
use portal_types::day::Day;
use portal_types::ids::PatientId;
use portal_types::representative::{GrantState, Household, PersonRow};

/// So long somebody is still told that she acts for a person no longer.
const TOLD_MS: i64 = 30 * 86_400_000;

/// The people, one's own chart first, each with the newest conversation that has something unread, with what waits and until
/// when, with the next visit, with what is open, and with what changes by itself before long. As many statements
/// for eight people as for one.
pub async fn household(call: &mut Glance) -> Result<Household, CareError> {
    let charts = call.charts::<Messages>()?;
    // By the keys to what was asked for no more than a number and a day is shown: that is no look at any of it.
    let held = call.actor().held().iter();
    let keys: Vec<Keys> = held.filter_map(|held| opened(call.actor(), held.patient).ok()).collect();
    let visits = call.actor().charts::<Visits>();
    let shown = home::household(call.db(), &charts, &keys, &visits, call.now() - UNDER_WAY_MS).await?;
    // When and where somebody is seen is a look at it.
    for (patient, visit) in shown.iter().filter_map(|of| of.visit.as_ref().map(|visit| (of.patient, visit))) {
        call.saw(patient, part_of(visit).code());
    }
    let patient = call.found().and_then(|found| found.patient);
    let sharing = patient.map(|patient| call.chart::<Sharing>(patient)).transpose()?;
    let own = call.actor().own()?;
    let kept = of_household(call.db(), &own, sharing.as_ref(), call.now() - TOLD_MS).await?;
    let portal = call.portal().clone();
    let found = call.found().ok_or(CareError::SignedOut)?;
    let (rules, today) = (portal.rules(), found.today);
    let mut people = Vec::new();
    for card in cards(&portal, found) {
        // The same grant as the key's: the first of a chart that opens something.
        let held = portal.held(found).into_iter().find(|held| held.patient == card.patient);
        let grant = held.and_then(|held| held.grant);
        let facts = found.grants.iter().find(|granted| Some(granted.grant) == grant).map(|granted| granted.facts);
        let coming = facts.and_then(|facts| near(&facts, rules, today));
        let of = shown.iter().find(|of| of.patient == card.patient);
        let acting = kept.iter().find(|row| Some(row.id) == grant);
        let on_it: Vec<&Row> =
            kept.iter().filter(|row| row.patient == card.patient && row.state == GrantState::Active).collect();
        people.push(PersonRow {
            newest: of.and_then(|of| of.newest.clone()).map(|row| thread_row(&portal, row, call.now())),
            waits: of.map_or(0, |of| u32::try_from(of.waits).unwrap_or(u32::MAX)),
            due: of.and_then(|of| of.due_day).map(Day::from_epoch),
            visit: of.and_then(|of| of.visit.clone()).map(|visit| visit_view(&portal, visit)),
            patient: card.patient,
            name: card.name,
            age: card.age,
            colour: card.colour,
            initials: card.initials,
            own: card.own,
            grant,
            unread: card.unread,
            coming: coming.map(|coming| coming_view(&coming, rules)),
            acting: acting.map(|row| acting_view(&portal, rules, row, today)),
            sharing: card.own.then(|| sharing_view(rules, &on_it, today)),
        });
    }
    let mut closed: Vec<&Row> = kept
        .iter()
        .filter(|row| row.account == Some(own.account()) && people.iter().all(|person| person.patient != row.patient))
        .collect();
    closed.sort_by(|a, b| order(a).cmp(&order(b)));
    closed.dedup_by_key(|row| row.patient);
    let closed = closed.into_iter().map(|row| acting_view(&portal, rules, row, today)).collect();
    Ok(Household { people, closed, now: portal.moment(call.now()) })
}

/// By name; of several on one chart the one that is not over comes first, then the newest.
fn order(row: &Row) -> (&str, PatientId, bool, i64) {
    (row.patient_name.as_str(), row.patient, !row.state.is_open(), -row.changed_at)
}

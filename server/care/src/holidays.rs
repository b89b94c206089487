//! Days on which nobody is at the desks: business days skip them.

use crate::messages::new_intent;
use crate::once::once;
use crate::profile::YEARS_AHEAD;
use crate::{Call, CareError, Glance, Portal};
use portal_store::Reads;
use portal_store::holidays as stored;
use portal_types::day::Day;
use portal_types::field::Problem;
use portal_types::holiday::{HolidayList, HolidayRow, NewHoliday};
use portal_types::page::{Cursor, PAGE, Page};
use uuid::Uuid;

/// The holidays that a clock needs to know which started at `from`, milliseconds UTC.
pub(crate) async fn since(portal: &Portal, db: &impl Reads, from: i64) -> Result<Vec<Day>, CareError> {
    Ok(stored::since(db, portal.date(from)).await?)
}

/// The holidays of the operator's settings, and the legal ones from today on.
fn settled(portal: &Portal) -> Vec<(Day, String)> {
    let settings = &portal.outside().settings;
    let today = portal.date(portal.now());
    let legal = (today.year()..=today.year() + YEARS_AHEAD)
        .flat_map(|year| settings.legal_holidays.iter().filter_map(move |legal| Some((legal.in_year(year)?, legal))))
        .filter(|(day, _)| *day >= today)
        .map(|(day, legal)| (day, legal.name.clone()));
    // The legal ones first: they have names. In one order on every node.
    let own = settings.holidays.iter().map(|day| (*day, String::new()));
    let mut days: Vec<(Day, String)> = legal.chain(own).collect();
    days.sort_by_key(|(day, _)| day.epoch());
    days
}

/// Adds the holidays of the operator's settings and of the place that were never any here. One that an administrator took
/// out stays out.
pub(crate) async fn seed(portal: &Portal) -> Result<(), CareError> {
    let db = &portal.outside().db;
    let mut fresh = Vec::new();
    for (day, name) in settled(portal) {
        if !stored::was_ever(&db.look(), day).await? {
            fresh.push((day, name));
        }
    }
    if fresh.is_empty() {
        return Ok(());
    }
    let tx = db.begin().await?;
    for (day, name) in fresh {
        stored::seed(&tx, day, &name, portal.now()).await?;
    }
    Ok(tx.commit().await?)
}

/// A page of the holidays from today on, the next first.
pub async fn list(call: &mut Glance, after: Option<Cursor>) -> Result<HolidayList, CareError> {
    let key = call.actor().administration()?;
    let portal = call.portal().clone();
    let today = portal.date(call.now());
    // A day is a place in the list by itself: a cursor's `at` is the day, counted from 1970-01-01.
    let from = after.map_or(today, |cursor| Day::from_epoch(cursor.at.saturating_add(1)).max(today));
    let mut rows = stored::list(call.db(), &key, from).await?;
    let more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let next = rows.last().filter(|_| more).map(|last| Cursor { at: last.day, id: Uuid::nil() });
    let rows = rows.into_iter().map(|row| HolidayRow { day: Day::from_epoch(row.day), name: row.name }).collect();
    Ok(HolidayList { page: Page { rows, next }, today, intent: new_intent(&portal, call.now()) })
}

/// The audit entry names the day, as the number of days after 1970-01-01 in the place of an id, and what was done.
fn on(call: &mut Call, day: Day, what: &'static str) {
    call.on(Uuid::from_u128(u128::try_from(day.epoch()).unwrap_or_default()));
    call.outcome(what);
}

/// Adds a holiday. Of two that add one day, one does.
pub async fn add(call: &mut Call, day: &str, name: &str, intent: &str) -> Result<(), CareError> {
    let key = call.actor().administration()?;
    let new = NewHoliday::parse(day, name, intent, call.portal().date(call.now()))?;
    let typed = new.day.to_string();
    once(call, new.intent, "holiday", &[&typed, &new.name], async |call| {
        let by = call.actor().own()?.account();
        on(call, new.day, "added");
        if stored::put(call.tx(), &key, new.day, &new.name, by, call.now()).await? {
            Ok(())
        } else {
            Err(CareError::field("day", Problem::Taken))
        }
    })
    .await
}

/// Takes a holiday out. It is out also when somebody else was faster.
pub async fn remove(call: &mut Call, day: Day) -> Result<(), CareError> {
    let key = call.actor().administration()?;
    let by = call.actor().own()?.account();
    on(call, day, "removed");
    if !stored::remove(call.tx(), &key, day, by, call.now()).await? {
        call.outcome("again");
    }
    Ok(())
}

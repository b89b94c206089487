//! The first page of a chart: what waits for whoever opens it, what she waits for and by when, the next visit, and what is
//! new. Each part of it is what its own page would show of it, by the same key; so it is audited.

mod begun;

use crate::asks::{listed, opened};
use crate::messages::thread_row;
use crate::{CareError, Glance, Portal};
use begun::{Begun, begun};
use portal_access::{Messages, Scope as _, Visits};
use portal_store::asks::Keys;
use portal_store::home::NextVisit;
use portal_store::messages::ListedThread;
use portal_store::{asks, home, messages};
use portal_types::ask::{AskKind, AskRow, VisitKind};
use portal_types::day::Day;
use portal_types::home::{HOME_LINES, HomeLine, HomeList, HomeView, HomeVisit};
use portal_types::ids::{PatientId, ThreadId};
use portal_types::message::{Shelf, Side};
use portal_types::representative::Capability;
use std::cmp::Reverse;

/// So long after it has begun a visit is the next one: who is late looks where she has to go.
pub(crate) const UNDER_WAY_MS: i64 = 3_600_000;

/// The first lines of a list, and whether there are others.
fn cut<T>(mut lines: Vec<T>) -> (Vec<T>, bool) {
    let more = lines.len() > HOME_LINES;
    lines.truncate(HOME_LINES);
    (lines, more)
}

fn list(lines: Vec<HomeLine>) -> HomeList {
    let (lines, more) = cut(lines);
    HomeList { lines, more }
}

/// The threads of the first page, each once, the newest first.
fn once(mut threads: Vec<ListedThread>) -> Vec<ListedThread> {
    threads.sort_by_key(|row| Reverse((row.last_at, row.id)));
    threads.dedup_by_key(|row| row.id);
    threads
}

/// The part of a chart that a visit is of: who is shown it has looked at that.
pub(crate) fn part_of(visit: &NextVisit) -> Capability {
    if visit.ask().is_some() { AskKind::Appointment.capability() } else { Visits::OF }
}

/// A visit as pages say it.
pub(crate) fn visit_view(portal: &Portal, visit: NextVisit) -> HomeVisit {
    HomeVisit {
        ask: visit.ask(),
        at: portal.moment(visit.at),
        timed: visit.grain == "time",
        way: visit.way.as_deref().and_then(VisitKind::from_code),
        place: visit.place.unwrap_or_default(),
        practice: visit.practice,
    }
}

/// Opens the first page of a chart. Whoever has no key to any part of it is told what is told of a chart that is not there.
pub async fn open(call: &mut Glance, patient: PatientId) -> Result<HomeView, CareError> {
    call.owes_nothing()?;
    let asked = opened(call.actor(), patient).ok();
    let written = call.actor().chart::<Messages>(patient).ok();
    let visits = call.actor().chart::<Visits>(patient).ok();
    if asked.is_none() && written.is_none() && visits.is_none() {
        return Err(CareError::Denied);
    }
    let kinds = asked.iter().flat_map(Keys::kinds).map(AskKind::capability);
    let others = [written.as_ref().map(|_| Messages::OF), visits.as_ref().map(|_| Visits::OF)];
    for part in kinds.chain(others.into_iter().flatten()) {
        call.saw(patient, part.code());
    }

    // One row more than is shown tells that there are others.
    let most = HOME_LINES + 1;
    let drafts = begun(call, patient).await?;
    let replied = |draft: &(Begun, i64)| match draft.0 {
        Begun::Reply(thread) => Some(thread),
        Begun::Message | Begun::Ask(_) => None,
    };
    let named: Vec<ThreadId> = drafts.iter().filter_map(replied).collect();
    let threads = match &written {
        Some(chart) => once(messages::of_home(call.db(), chart, &named, most).await?),
        None => Vec::new(),
    };
    let requests = match &asked {
        Some(keys) => asks::of_home(call.db(), keys, most).await?,
        None => Vec::new(),
    };
    let from = call.now() - UNDER_WAY_MS;
    let visit = home::next_visit(call.db(), asked.as_ref(), visits.as_ref(), from).await?;

    let (portal, now) = (call.portal().clone(), call.now());
    let shown = |row: &ListedThread| thread_row(&portal, row.clone(), now);
    let mut waits: Vec<HomeLine> = Vec::new();
    let mut owed: Vec<HomeLine> = Vec::new();
    let mut answered: Vec<AskRow> = Vec::new();
    for row in requests {
        let Some(row) = asked.as_ref().map(|keys| listed(&portal, keys, row)) else { continue };
        match row.state.waits_for() {
            Some(Side::Patient) => waits.push(HomeLine::Ask(row)),
            Some(Side::Team) => owed.push(HomeLine::Ask(row)),
            None => answered.push(row),
        }
    }
    for (what, saved_at) in drafts {
        let at = portal.moment(saved_at);
        waits.extend(match what {
            Begun::Message => Some(HomeLine::Begun { thread: None, at }),
            // None for a conversation of another chart, or one that is kept from her by now.
            Begun::Reply(thread) => {
                let row = threads.iter().find(|row| row.id == thread.0);
                row.map(|row| HomeLine::Begun { thread: Some(shown(row)), at })
            }
            Begun::Ask(kind) => Some(HomeLine::BegunAsk { kind, at }),
        });
    }
    for row in threads.iter().filter(|row| row.waiting && row.shelf != Shelf::Trash.code()) {
        let due: Option<Day> = row.answer_by.as_deref().and_then(|day| day.parse().ok());
        owed.push(HomeLine::Thread { row: shown(row), due });
    }
    owed.sort_by_key(|line| (line.due().is_none(), line.due()));
    let (unread, more_unread) = cut(threads.iter().filter(|row| row.unread > 0).map(shown).collect());
    let (answered, more_answered) = cut(answered);
    let visit = visit.map(|visit| visit_view(&portal, visit));
    Ok(HomeView {
        waits: list(waits),
        owed: list(owed),
        visit,
        unread,
        more_unread,
        answered,
        more_answered,
        now: portal.moment(now),
    })
}

//! For the tests: an ask of each kind in each state, and one event of every sort.

use super::{Ask, By, Event, Facts, Moved, Refused, Since, Time, advance};
use portal_types::account::Role;
use portal_types::ask::{Approval, AskKind, AskState, Refusing, VisitKind};
use portal_types::day::Day;
use portal_types::message::Side;
use uuid::Uuid;

pub(super) const NOW: i64 = 1_795_305_600_000;
pub(super) const NURSE: By = By::Team(Role::PoolNurse);
pub(super) const CLINICIAN: By = By::Team(Role::Clinician);

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Promised for Thursday; what comes in now is due on Friday.
pub(super) fn facts() -> Facts {
    Facts { now: NOW, due: day("2026-11-27"), version: None, since: Since::Nothing }
}

pub(super) fn promised() -> Option<Day> {
    Some(day("2026-11-26"))
}

pub(super) fn time(id: u64, after: i64) -> Time {
    Time {
        id: Uuid::from_u64_pair(0, id),
        starts_at: NOW + after,
        minutes: 20,
        way: VisitKind::InPerson,
        place: String::new(),
    }
}

/// An ask of a kind that stands like this, with all that such a one has.
pub(super) fn ask(kind: AskKind, state: AskState) -> Ask {
    let offered = kind == AskKind::Appointment && state == AskState::NeedsInfo;
    Ask {
        kind,
        state,
        version: 1,
        opened: state != AskState::Submitted,
        due: if state.waits_for() == Some(Side::Team) { promised() } else { None },
        drugs: if kind == AskKind::Renewal { vec![0, 1] } else { Vec::new() },
        round: i16::from(offered),
        offers: if offered { vec![time(1, 1), time(2, 2)] } else { Vec::new() },
        visit_at: None,
        visits: (kind == AskKind::Referral && state == AskState::Approved).then_some((2, 0)),
    }
}

fn yes(kind: AskKind) -> Approval {
    match kind {
        AskKind::Appointment => Approval::Plain,
        AskKind::Renewal => Approval::Drugs(vec![(0, None), (1, Some((Refusing::NeedsVisit, String::new())))]),
        AskKind::Referral => {
            Approval::Referral { number: "A-1".to_owned(), visits: 6, from: day("2026-12-01"), to: day("2027-05-31") }
        }
    }
}

/// One event of every sort, each with all that it needs.
pub(super) fn events(kind: AskKind) -> Vec<(&'static str, Event)> {
    let words = || "Words.".to_owned();
    vec![
        ("change", Event::Change),
        ("review", Event::Review),
        ("need-info", Event::NeedInfo(words())),
        ("comment", Event::Comment(words())),
        ("propose", Event::Propose(vec![time(3, 3)])),
        ("choose", Event::Choose(time(1, 1).id)),
        ("ask-again", Event::AskAgain { windows: Vec::new(), words: words() }),
        ("approve", Event::Approve(yes(kind))),
        ("decline", Event::Decline(Refusing::TooEarly, String::new())),
        ("count-visit", Event::CountVisit),
        ("done", Event::Done(String::new())),
        ("withdraw", Event::Withdraw),
    ]
}

pub(super) fn moved(ask: &Ask, event: Event, by: By) -> Moved {
    advance(ask, event, by, &facts()).ok().unwrap()
}

pub(super) fn refused(ask: &Ask, event: Event, by: By) -> Refused {
    advance(ask, event, by, &facts()).err().unwrap()
}

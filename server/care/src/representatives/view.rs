//! From stored grants to what pages show.

use super::life::{By, Event, Grant, Known, Switches, advance};
use super::notices::{Coming, access_view, coming, coming_by, coming_view};
use crate::Portal;
use crate::messages::page;
use portal_access::birthday::months_later;
use portal_access::{Cell, Column, Facts, Rules, Standing};
use portal_store::capacity;
use portal_store::grants::{Happened as Kept, Row};
use portal_types::day::Day;
use portal_types::page::Page;
use portal_types::representative::{
    ActingView, Basis, ByView, Capability, ComingView, Deed, EventView, GrantRow, GrantState, Happened, NextView,
    OpenView, Part, Reason, Right, Rights, SharingView, SoonView, Stands, SwitchesView, TeamGrant,
};

/// A stored grant, as the rules see it.
pub(crate) fn grant(row: &Row) -> Grant {
    Grant {
        basis: row.basis,
        state: row.state,
        signed_on: row.signed_on,
        patient_signed_on: row.patient_signed_on,
        held_by_patient: row.held_by_patient,
        held_by_staff: row.held_by_staff,
        renewed_on: row.renewed_on,
        ends_on: row.ends_on,
        rights: row.rights,
    }
}

/// What is known besides, on a day.
pub(crate) fn known(stored: &capacity::Known, today: Day) -> Known {
    Known {
        today,
        born: stored.born,
        representative_born: stored.representative_born,
        patient_lives: stored.patient_lives,
        representative_lives: stored.representative_lives,
        same_person: stored.same_person,
        order_until: stored.guardian_until,
        forbidden: stored.forbidden(today),
        attested_on: stored.attested_on,
    }
}

/// Whether a desk can set a grant aside: it is in force, or would be if the patient took it up.
pub(crate) fn can_be_set_aside(row: &Row) -> bool {
    matches!(row.state, GrantState::Active | GrantState::Suspended) && !row.held_by_staff
}

/// A grant in a list.
pub(crate) fn grant_row(portal: &Portal, rules: &Rules, row: &Row, today: Day) -> GrantRow {
    let (of, known) = (grant(row), known(&row.known, today));
    GrantRow {
        grant: row.id,
        name: row.representative_name.clone(),
        basis: row.basis,
        state: row.state,
        since: portal.moment(row.changed_at),
        ends_on: row.ends_on,
        coming: coming(&of, &known, rules).map(|coming| coming_view(&coming, rules)),
    }
}

/// A grant as the team sees it that answers the patient.
pub(crate) fn team_grant(row: Row) -> TeamGrant {
    TeamGrant {
        grant: row.id,
        basis: row.basis,
        state: row.state,
        ends_on: row.ends_on,
        can_suspend: can_be_set_aside(&row),
        name: row.representative_name,
    }
}

/// How much of every part of a chart is open by a standing; nothing is said where none is.
fn opens(standing: Option<Standing>, rules: &Rules) -> Vec<OpenView> {
    let Some(standing) = standing else { return Vec::new() };
    let access = |capability, right| access_view(rules.matrix.access(standing, capability, right));
    let open = |capability: Capability| OpenView {
        capability,
        see: access(capability, Right::Read),
        act: capability.has(Right::Act).then(|| access(capability, Right::Act)),
    };
    Capability::ALL.into_iter().map(open).collect()
}

/// A grant as whoever acts by it is shown it. While it is set aside no more than that, and not by whom.
pub(crate) fn acting_view(portal: &Portal, rules: &Rules, row: &Row, today: Day) -> ActingView {
    let (of, known) = (grant(row), known(&row.known, today));
    let (standing, active) = (of.standing(&known, rules), row.state == GrantState::Active);
    ActingView {
        grant: row.id,
        name: row.patient_name.clone(),
        basis: row.basis,
        state: row.state,
        since: row.activated_at.filter(|_| active).map(|at| portal.moment(at)),
        over: (!row.state.is_open()).then(|| portal.moment(row.changed_at)),
        ends_on: row.ends_on.filter(|_| active),
        runs_out: runs_out(&of, rules).filter(|_| active),
        column: stands(standing),
        opens: opens(standing, rules),
    }
}

/// Who acts in somebody's own chart, in short: of those grants that are hers and in force.
pub(crate) fn sharing_view(rules: &Rules, rows: &[&Row], today: Day) -> SharingView {
    let (mut others, mut soon) = (0, Vec::new());
    for row in rows {
        let (of, known) = (grant(row), known(&row.known, today));
        if of.standing(&known, rules).is_some() {
            others += 1;
        }
        if let Some(coming) = coming(&of, &known, rules).filter(|coming| is_near(coming.on, today)) {
            soon.push(SoonView { grant: row.id, name: row.representative_name.clone(), on: coming.on });
        }
    }
    soon.sort_by_key(|soon| soon.on);
    SharingView { others, soon }
}

/// Whether a change that comes by itself comes before long: from the first notice of it on.
pub(crate) fn is_near(on: Day, today: Day) -> bool {
    on.epoch() - today.epoch() <= ComingView::AHEAD
}

/// The next change of a grant that comes by itself, if it comes before long.
pub(crate) fn near(facts: &Facts, rules: &Rules, today: Day) -> Option<Coming> {
    coming_by(facts, rules, today).filter(|coming| is_near(coming.on, today))
}

/// The nearest of the changes that come before long about who acts in a chart, and how many of them come on that day.
pub(crate) fn nearest(facts: &[Facts], rules: &Rules, today: Day) -> Option<NextView> {
    let days: Vec<Day> = facts.iter().filter_map(|facts| near(facts, rules, today)).map(|coming| coming.on).collect();
    let on = days.iter().min().copied()?;
    let people = days.iter().filter(|day| **day == on).count();
    Some(NextView::Others { on, people: u32::try_from(people).unwrap_or(u32::MAX) })
}

/// How a representative stands, as pages say it.
pub(crate) fn stands(standing: Option<Standing>) -> Option<Stands> {
    match standing? {
        Standing::OfChild => Some(Stands::OfChild),
        Standing::OfTeen(_) => Some(Stands::OfTeen),
        Standing::OfAdult(_) => Some(Stands::OfAdult),
        // Nobody's own chart comes by a grant.
        Standing::SelfAdult | Standing::SelfTeen => None,
    }
}

/// The switches that a side has, those of them that are on, and what is open whatever they say.
pub(crate) fn switches_of(of: Switches, rights: Option<Rights>, rules: &Rules) -> SwitchesView {
    let matrix = &rules.matrix;
    let (column, may, first) = match of {
        Switches::Teens => (Column::OfTeen, matrix.teens_to_give(), matrix.teens_at_first()),
        Switches::Adults => (Column::OfAdult, matrix.adults_to_give(), Rights::NONE),
    };
    let mut fixed = Rights::NONE;
    let mut parts = Vec::new();
    for capability in Capability::ALL {
        let cell = matrix.cell(capability, column);
        if let Cell::Limited(limit) = cell {
            if cell.is_fixed() {
                fixed = fixed.with(capability, Right::Read);
            }
            parts.extend(Part::from_code(limit.code()).map(|part| (capability, part)));
        }
    }
    SwitchesView { on: rights.unwrap_or(first), may, fixed, first, parts }
}

/// The switches of a grant, where it has any.
pub(crate) fn switches(grant: &Grant, known: &Known, rules: &Rules) -> Option<SwitchesView> {
    grant.switches(known, rules).map(|of| switches_of(of, grant.rights, rules))
}

/// The day on which a consent runs out, unless it is renewed.
pub(crate) fn runs_out(grant: &Grant, rules: &Rules) -> Option<Day> {
    match grant.basis {
        Basis::Consent => grant.consented_on().map(|day| months_later(day, rules.consent_months)),
        Basis::Parental | Basis::Guardianship | Basis::PowerOfAttorney | Basis::BestInterest => None,
    }
}

/// What a side can do with a grant now: whatever the rules would let it do.
pub(crate) fn deeds(grant: &Grant, by: By, known: &Known, rules: &Rules) -> Vec<Deed> {
    let may = |event| advance(*grant, event, by, known, rules).is_ok();
    let events = [
        (Deed::Switch, Event::SetRights(Rights::NONE)),
        (Deed::LastDay, Event::SetEnd(None)),
        (Deed::Assent, Event::SignAsPatient { on: known.today }),
        (Deed::Renew, Event::Renew),
        (Deed::Activate, Event::Activate),
        (Deed::Reject, Event::Reject),
        (Deed::Suspend, Event::Suspend),
        (Deed::Resume, Event::Resume),
        (Deed::End, Event::End),
    ];
    events.into_iter().filter(|(_, event)| may(*event)).map(|(deed, _)| deed).collect()
}

/// A page of what has happened to a grant.
pub(crate) fn events_page(portal: &Portal, kept: Vec<Kept>) -> Page<EventView> {
    page(
        kept,
        |event| (event.at, event.id),
        |event| EventView {
            at: portal.moment(event.at),
            // A word of a newer program.
            event: Happened::from_code(&event.event).unwrap_or(Happened::Settled),
            reason: Reason::from_code(&event.reason).unwrap_or(Reason::Other),
            words: event.words,
            author: event.author,
            by: ByView::from_code(&event.by_kind),
            day: event.day.and_then(|day| day.parse().ok()),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::super::notices::MARKS;
    use super::*;
    use portal_types::representative::AccessView;

    #[test]
    fn r_3_12_what_comes_stands_out_from_the_first_notice_on() {
        assert_eq!(ComingView::AHEAD, i64::from(MARKS[0]));
        let today: Day = "2026-11-23".parse().unwrap();
        assert!(is_near(Day::from_epoch(today.epoch() + 90), today));
        assert!(!is_near(Day::from_epoch(today.epoch() + 91), today));
    }

    #[test]
    fn r_4_5_a_representative_is_told_of_every_part_how_much_of_it_is_open() {
        let rules = Rules::US_MA;
        let teen = opens(Some(Standing::OfTeen(None)), &rules);
        assert_eq!(teen.len(), Capability::ALL.len(), "nothing is passed over");
        let of = |capability| teen.iter().find(|open| open.capability == capability).unwrap();
        assert!(of(Capability::Results).is_closed());
        assert_eq!(of(Capability::Immunizations).see, AccessView::Part(Part::NoHiddenVaccines));
        assert_eq!(of(Capability::Allergies).act, None, "there is nothing to do");
        assert!(of(Capability::Messages).act.is_some_and(|act| act != AccessView::Nothing));
        assert!(opens(None, &rules).is_empty());
    }

    #[test]
    fn r_4_2_a_teen_is_shown_what_she_may_give_and_what_is_not_hers_to_say() {
        let rules = Rules::US_MA;
        let teens = switches_of(Switches::Teens, None, &rules);
        assert_eq!(teens.on, rules.matrix.teens_at_first(), "nobody has set any");
        assert!(teens.fixed.has(Capability::Billing, Right::Read) && !teens.may.has(Capability::Billing, Right::Read));
        assert!(teens.may.has(Capability::Immunizations, Right::Whole));
        assert!(teens.parts.contains(&(Capability::Immunizations, Part::NoHiddenVaccines)));
        let adults = switches_of(Switches::Adults, Some(Rights::NONE), &rules);
        assert!(adults.on.is_empty() && adults.first.is_empty());
        assert!(adults.may.has(Capability::Results, Right::Read) && !adults.may.has(Capability::Results, Right::Whole));
    }
}

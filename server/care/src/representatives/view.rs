//! From stored grants to what pages show.

use super::life::{By, Event, Grant, Known, Switches, advance};
use super::notices::{coming, coming_view};
use crate::Portal;
use crate::messages::page;
use portal_access::birthday::months_later;
use portal_access::{Cell, Column, Rules, Standing};
use portal_store::capacity;
use portal_store::grants::{Happened as Kept, Row};
use portal_types::day::Day;
use portal_types::page::Page;
use portal_types::representative::{
    Basis, ByView, Capability, Deed, EventView, GrantRow, Happened, Part, Reason, Right, Rights, Stands, SwitchesView,
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
    use super::*;

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

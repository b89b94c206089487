//! Who is told what before something changes by itself, pure: when, and exactly what.

use super::life::{Grant, Known};
use portal_access::birthday::{birthday, day_after, months_later};
use portal_access::{Access, Facts, Rules, Standing};
use portal_types::day::Day;
use portal_types::representative::{AccessView, Basis, Capability, ChangeView, ComingView, Part, Right};

pub use portal_types::representative::Why;

/// So many days before, both sides are told.
pub const MARKS: [u16; 3] = [90, 30, 7];

/// A change that comes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coming {
    /// From the midnight of this day on.
    pub on: Day,
    /// Why.
    pub why: Why,
    /// How the representative stands now.
    pub before: Standing,
    /// How she will; `None` if not at all.
    pub after: Option<Standing>,
}

/// The next change of a grant that is in force.
pub fn coming(grant: &Grant, known: &Known, rules: &Rules) -> Option<Coming> {
    coming_by(&grant.facts(known), rules, known.today)
}

/// The same, by what is known of a grant and its patient.
pub fn coming_by(facts: &Facts, rules: &Rules, today: Day) -> Option<Coming> {
    let before = Standing::by_grant(facts, rules, today)?;
    let on = Standing::changes_on(facts, rules, today)?;
    let born = facts.born?;
    let consent = if facts.basis == Basis::Consent { facts.consented_on } else { None };
    let runs_out = [
        facts.ends_on.map(day_after),
        facts.order_until.map(day_after),
        consent.map(|day| months_later(day, rules.consent_months)),
    ];
    // Of two reasons on one day the one that stays counts.
    let why = if on == birthday(born, rules.ages.adult) {
        Why::OfAge
    } else if on == birthday(born, rules.ages.limited) {
        Why::HasASay
    } else if runs_out.contains(&Some(on)) {
        Why::RunsOut
    } else {
        Why::Review
    };
    Some(Coming { on, why, before, after: Standing::by_grant(facts, rules, on) })
}

/// Which of the three notices is due: the nearest one that still is ahead of the day. Whoever was not told in time (the
/// grant is younger, or nobody was there to send it) is told once, late, and not three times.
pub fn mark(on: Day, today: Day) -> Option<u16> {
    let left = on.epoch() - today.epoch();
    MARKS.into_iter().rev().find(|mark| (1..=i64::from(*mark)).contains(&left))
}

/// Something that will be opened otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// What.
    pub capability: Capability,
    /// To see, or to do.
    pub right: Right,
    /// How it is.
    pub from: Access,
    /// How it will be.
    pub to: Access,
}

/// Exactly what changes from one standing to another, in the order of the matrix.
pub fn preview(before: Standing, after: Option<Standing>, rules: &Rules) -> Vec<Change> {
    let given = |standing: Option<Standing>, capability, right| {
        standing.map_or(Access::Nothing, |standing| rules.matrix.access(standing, capability, right))
    };
    Capability::ALL
        .into_iter()
        .flat_map(|capability| [Right::Read, Right::Act].map(|right| (capability, right)))
        .map(|(capability, right)| Change {
            capability,
            right,
            from: given(Some(before), capability, right),
            to: given(after, capability, right),
        })
        .filter(|change| change.from != change.to)
        .collect()
}

/// How much is opened, as pages say it.
pub fn access_view(access: Access) -> AccessView {
    match access {
        Access::Nothing => AccessView::Nothing,
        // Each limit has its word; one that had none would open nothing in words either.
        Access::Limited(limit) => Part::from_code(limit.code()).map_or(AccessView::Nothing, AccessView::Part),
        Access::All => AccessView::All,
    }
}

/// A change that comes by itself, as pages say it.
pub fn coming_view(coming: &Coming, rules: &Rules) -> ComingView {
    let shown = |change: Change| ChangeView {
        capability: change.capability,
        right: change.right,
        from: access_view(change.from),
        to: access_view(change.to),
    };
    let changes = preview(coming.before, coming.after, rules);
    ComingView { on: coming.on, why: coming.why, changes: changes.into_iter().map(shown).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_access::Limit;
    use portal_types::representative::GrantState;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn mother(today: &str) -> (Grant, Known) {
        let grant =
            Grant { state: GrantState::Active, signed_on: Some(day("2020-01-01")), ..Grant::proposed(Basis::Parental) };
        let known = Known {
            today: day(today),
            born: Some(day("2013-11-24")),
            representative_born: day("1980-05-17"),
            patient_lives: true,
            representative_lives: true,
            same_person: false,
            order_until: None,
            forbidden: false,
            attested_on: None,
        };
        (grant, known)
    }

    #[test]
    fn r_3_12_notices_come_90_30_and_7_days_before() {
        let on = day("2026-11-24");
        let due = |today: &str| mark(on, day(today));
        assert_eq!([due("2026-08-25"), due("2026-08-26")], [None, Some(90)]);
        assert_eq!([due("2026-10-24"), due("2026-10-25")], [Some(90), Some(30)]);
        assert_eq!([due("2026-11-16"), due("2026-11-17")], [Some(30), Some(7)]);
        assert_eq!([due("2026-11-23"), due("2026-11-24"), due("2026-11-25")], [Some(7), None, None]);
    }

    #[test]
    fn r_3_12_each_side_is_told_exactly_what_changes() {
        let rules = Rules::US_MA;
        let (grant, known) = mother("2026-11-01");
        let thirteen = coming(&grant, &known, &rules).unwrap();
        assert_eq!((thirteen.on, thirteen.why), (day("2026-11-24"), Why::HasASay));
        assert_eq!((thirteen.before, thirteen.after), (Standing::OfChild, Some(Standing::OfTeen(None))));
        let changes = preview(thirteen.before, thirteen.after, &rules);
        let to =
            |capability, right| changes.iter().find(|c| c.capability == capability && c.right == right).map(|c| c.to);
        assert_eq!(to(Capability::Results, Right::Read), Some(Access::Nothing));
        let vaccines = Some(Access::Limited(Limit::NoHiddenVaccines));
        assert_eq!(to(Capability::Immunizations, Right::Read), vaccines);
        assert_eq!(to(Capability::Allergies, Right::Read), None, "stays as it is");
        let (grant, known) = mother("2030-01-01");
        let of_age = coming(&grant, &known, &rules).unwrap();
        assert_eq!((of_age.on, of_age.why, of_age.after), (day("2031-11-24"), Why::OfAge, None));
        assert!(preview(of_age.before, of_age.after, &rules).iter().all(|change| change.to == Access::Nothing));
    }

    #[test]
    fn r_3_12_a_page_says_every_limit_of_the_matrix() {
        for limit in Limit::ALL {
            let part = Part::from_code(limit.code()).unwrap();
            assert_eq!(access_view(Access::Limited(limit)), AccessView::Part(part));
        }
        let (grant, known) = mother("2026-11-01");
        let view = coming_view(&coming(&grant, &known, &Rules::US_MA).unwrap(), &Rules::US_MA);
        assert_eq!((view.on, view.why), (day("2026-11-24"), Why::HasASay));
        let results = view.changes.iter().find(|change| change.capability == Capability::Results).unwrap();
        assert_eq!((results.right, results.from, results.to), (Right::Read, AccessView::All, AccessView::Nothing));
    }

    #[test]
    fn r_3_13_the_look_at_capacity_that_is_due_is_told_too() {
        let (grant, known) = mother("2027-01-01");
        let attested = Known { attested_on: Some(day("2026-12-01")), ..known };
        let review = coming(&grant, &attested, &Rules::US_MA).unwrap();
        assert_eq!((review.on, review.why), (day("2027-12-01"), Why::Review));
    }

    #[test]
    fn r_3_12_the_end_of_a_court_order_is_told_too() {
        let (grant, known) = mother("2032-01-01");
        let guardian = Grant { basis: Basis::Guardianship, ..grant };
        let ordered = Known { order_until: Some(day("2032-06-30")), ..known };
        let end = coming(&guardian, &ordered, &Rules::US_MA).unwrap();
        assert_eq!((end.on, end.why, end.after), (day("2032-07-01"), Why::RunsOut, None));
        let for_good = Known { order_until: Some(Day::from_epoch(i64::MAX)), ..known };
        assert_eq!(coming(&guardian, &for_good, &Rules::US_MA), None);
    }

    #[test]
    fn a_grant_that_opens_nothing_announces_nothing() {
        let (grant, known) = mother("2026-11-01");
        let aside = Grant { state: GrantState::Suspended, ..grant };
        assert_eq!(coming(&aside, &known, &Rules::US_MA), None);
        let (grant, known) = mother("2031-11-24");
        assert_eq!(coming(&grant, &known, &Rules::US_MA), None);
    }
}

//! How somebody stands to a chart on a day: from what is known of a grant and of its patient, and the rules of the
//! place. Nothing of it is kept: what a birthday or an end date changes is so from that day's midnight on, whether or not
//! anybody has noticed.

use crate::birthday::{Phase, birthday, day_after, months_later};
use crate::matrix::{Column, Matrix};
use portal_types::clinic::Ages;
use portal_types::day::Day;
use portal_types::representative::{Basis, Rights};

/// What a representative of a teen has who has not signed herself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unassented {
    /// The teen column, as it is at first.
    AtFirst,
    /// Nothing, until she signs.
    Nothing,
}

/// The rules of a place about representatives, from its jurisdiction profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The ages at which something changes.
    pub ages: Ages,
    /// What is opened to whom.
    pub matrix: Matrix,
    /// What the representative of a teen has without her signature.
    pub unassented: Unassented,
    /// Months after which an adult's consent has run out, unless she renews it.
    pub consent_months: u16,
    /// Months after which a clinician must look anew at whether somebody lacks capacity.
    pub review_months: u16,
}

impl Rules {
    /// Those of Massachusetts.
    pub const US_MA: Self = Self {
        ages: Ages::US_MA,
        matrix: Matrix::US_MA,
        unassented: Unassented::AtFirst,
        consent_months: 18,
        review_months: 12,
    };
}

/// What is known of a grant and its patient at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// On what ground.
    pub basis: Basis,
    /// Whether it is active: neither proposed nor set aside nor over.
    pub active: bool,
    /// The patient's birth date. Unknown, or known in part only: nobody acts for her, for no limit could be drawn.
    pub born: Option<Day>,
    /// Whether patient and representative live.
    pub lives: bool,
    /// When an adult consented, or last renewed it.
    pub consented_on: Option<Day>,
    /// Whether the patient has signed at an age at which she has a say.
    pub assented: bool,
    /// The last day of the court order that makes the representative a guardian, if there is one; the calendar's last, if
    /// it has none. It stands for the patient's signature, too.
    pub order_until: Option<Day>,
    /// When a clinician last attested that the patient lacks capacity, unless it was taken back.
    pub attested_on: Option<Day>,
    /// The last day, if one was set.
    pub ends_on: Option<Day>,
    /// The switches, once somebody has set them.
    pub rights: Option<Rights>,
}

/// How somebody stands to a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It is her own, and she is of age.
    SelfAdult,
    /// It is her own, and she is not of age.
    SelfTeen,
    /// Acts for a child, or for somebody who lacks capacity.
    OfChild,
    /// Acts for a teen, who may have set switches.
    OfTeen(Option<Rights>),
    /// Acts for an adult, by her switches.
    OfAdult(Rights),
}

impl Standing {
    /// Its column of the matrix.
    pub fn column(self) -> Column {
        match self {
            Self::SelfAdult => Column::SelfAdult,
            Self::SelfTeen => Column::SelfTeen,
            Self::OfChild => Column::OfChild,
            Self::OfTeen(_) => Column::OfTeen,
            Self::OfAdult(_) => Column::OfAdult,
        }
    }

    /// Whether the chart is one's own: then nothing is filtered.
    pub fn is_own(self) -> bool {
        matches!(self, Self::SelfAdult | Self::SelfTeen)
    }

    /// Whether what is confidential is kept out: from every representative, whatever else she is given.
    pub fn hides_confidential(self) -> bool {
        !self.is_own()
    }

    /// Of one's own chart, on a day. Whose birth date is not known whole is taken for a teen: that is the lesser.
    pub fn own(born: Option<Day>, ages: Ages, today: Day) -> Self {
        match born.map(|born| Phase::on(born, ages, today)) {
            Some(Phase::Adult) => Self::SelfAdult,
            Some(Phase::Teen | Phase::Child) | None => Self::SelfTeen,
        }
    }

    /// By a grant, on a day; `None` if it opens nothing.
    pub fn by_grant(facts: &Facts, rules: &Rules, today: Day) -> Option<Self> {
        let phase = Phase::on(facts.born?, rules.ages, today);
        let over = facts.ends_on.is_some_and(|last| last < today);
        if !facts.active || !facts.lives || over {
            return None;
        }
        let attested = lacks_capacity(facts.attested_on, rules, today);
        let ordered = is_ordered(facts.order_until, today);
        match (phase, facts.basis) {
            // No child consents, and none names a proxy.
            (Phase::Child | Phase::Teen, Basis::Consent | Basis::PowerOfAttorney) => None,
            (Phase::Child, Basis::Parental | Basis::Guardianship | Basis::BestInterest) => Some(Self::OfChild),
            // who lacks capacity is as before the birthday.
            (Phase::Teen, _) if attested => Some(Self::OfChild),
            //
            (Phase::Teen, _) => match (facts.assented || ordered, rules.unassented) {
                (true, _) => Some(Self::OfTeen(facts.rights)),
                (false, Unassented::AtFirst) => Some(Self::OfTeen(facts.rights)),
                (false, Unassented::Nothing) => None,
            },
            (Phase::Adult, Basis::Consent) => {
                let runs_out = months_later(facts.consented_on?, rules.consent_months);
                (today < runs_out).then_some(Self::OfAdult(facts.rights.unwrap_or_default()))
            }
            (Phase::Adult, Basis::PowerOfAttorney) if attested => Some(Self::OfChild),
            (Phase::Adult, Basis::PowerOfAttorney) => Some(Self::OfAdult(facts.rights.unwrap_or_default())),
            // a guardian by court order is one until the court says otherwise.
            (Phase::Adult, Basis::Guardianship) => ordered.then_some(Self::OfChild),
            //
            (Phase::Adult, Basis::Parental | Basis::BestInterest) => attested.then_some(Self::OfChild),
        }
    }

    /// The first day after this one on which a grant stands otherwise, if nobody does anything: a birthday, its last day,
    /// the end of a consent or of a court order, or a look at capacity that is due.
    pub fn changes_on(facts: &Facts, rules: &Rules, today: Day) -> Option<Day> {
        let mut days: Vec<Day> = [
            facts.born.map(|born| birthday(born, rules.ages.limited)),
            facts.born.map(|born| birthday(born, rules.ages.adult)),
            facts.ends_on.map(day_after),
            facts.order_until.map(day_after),
            facts.consented_on.map(|day| months_later(day, rules.consent_months)),
            facts.attested_on.map(|day| months_later(day, rules.review_months)),
        ]
        .into_iter()
        .flatten()
        .filter(|day| *day > today)
        .collect();
        days.sort_unstable();
        let now = Self::by_grant(facts, rules, today);
        days.into_iter().find(|day| Self::by_grant(facts, rules, *day) != now)
    }
}

/// Whether a court order with a last day is in force on a day: its last day counts.
pub fn is_ordered(order_until: Option<Day>, today: Day) -> bool {
    order_until.is_some_and(|last| today <= last)
}

/// Whether somebody counts as lacking capacity on a day: a clinician has said so, and not too long ago.
pub fn lacks_capacity(attested_on: Option<Day>, rules: &Rules, today: Day) -> bool {
    attested_on.is_some_and(|day| day <= today && today < months_later(day, rules.review_months))
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::representative::{Capability, Right};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// A mother's grant for a child born on 24 November 2013.
    fn mother() -> Facts {
        Facts {
            basis: Basis::Parental,
            active: true,
            born: Some(day("2013-11-24")),
            lives: true,
            consented_on: None,
            assented: false,
            order_until: None,
            attested_on: None,
            ends_on: None,
            rights: None,
        }
    }

    fn on(facts: &Facts, today: &str) -> Option<Standing> {
        Standing::by_grant(facts, &Rules::US_MA, day(today))
    }

    #[test]
    fn r_3_9_r_3_10_a_parent_sees_less_at_13_and_nothing_at_18() {
        let mother = mother();
        assert_eq!(on(&mother, "2026-11-23"), Some(Standing::OfChild));
        assert_eq!(on(&mother, "2026-11-24"), Some(Standing::OfTeen(None)));
        assert_eq!(on(&mother, "2031-11-23"), Some(Standing::OfTeen(None)));
        assert_eq!(on(&mother, "2031-11-24"), None);
        let next = |today: &str| Standing::changes_on(&mother, &Rules::US_MA, day(today));
        assert_eq!(next("2020-01-01"), Some(day("2026-11-24")));
        assert_eq!(next("2026-11-24"), Some(day("2031-11-24")));
        assert_eq!(next("2031-11-24"), None);
    }

    #[test]
    fn r_3_11_where_a_teen_must_say_yes_silence_is_no() {
        let rules = Rules { unassented: Unassented::Nothing, ..Rules::US_MA };
        let today = day("2027-01-01");
        assert_eq!(Standing::by_grant(&mother(), &rules, today), None);
        let signed = Facts { assented: true, ..mother() };
        assert_eq!(Standing::by_grant(&signed, &rules, today), Some(Standing::OfTeen(None)));
    }

    #[test]
    fn r_3_13_who_lacks_capacity_is_as_before_for_a_year_at_a_time() {
        let attested = Facts { attested_on: Some(day("2026-11-01")), ..mother() };
        assert_eq!(on(&attested, "2026-11-24"), Some(Standing::OfChild));
        assert_eq!(on(&attested, "2027-10-31"), Some(Standing::OfChild));
        assert_eq!(on(&attested, "2027-11-01"), Some(Standing::OfTeen(None)), "nobody has looked again");
        assert_eq!(Standing::changes_on(&attested, &Rules::US_MA, day("2026-11-24")), Some(day("2027-11-01")));
        let later = Facts { attested_on: Some(day("2031-11-01")), ..mother() };
        assert_eq!(on(&later, "2031-11-24"), Some(Standing::OfChild), "past 18, too");
        assert_eq!(on(&later, "2031-10-31"), Some(Standing::OfTeen(None)), "not before it was said");
    }

    #[test]
    fn r_3_8_a_consent_runs_out_and_a_guardianship_does_not() {
        let rights = Rights::NONE.with(Capability::Results, Right::Read);
        let consent = Facts {
            basis: Basis::Consent,
            born: Some(day("1955-03-01")),
            consented_on: Some(day("2026-11-23")),
            rights: Some(rights),
            ..mother()
        };
        assert_eq!(on(&consent, "2028-05-22"), Some(Standing::OfAdult(rights)));
        assert_eq!(on(&consent, "2028-05-23"), None);
        let shorter = Facts { ends_on: Some(day("2026-12-31")), ..consent };
        assert_eq!(on(&shorter, "2026-12-31"), Some(Standing::OfAdult(rights)), "the last day counts");
        assert_eq!(on(&shorter, "2027-01-01"), None);
        let guardian = Facts { basis: Basis::Guardianship, order_until: Some(Day::from_epoch(i64::MAX)), ..consent };
        assert_eq!(on(&guardian, "2050-01-01"), Some(Standing::OfChild));
        assert_eq!(Standing::changes_on(&guardian, &Rules::US_MA, day("2026-11-24")), None);
        assert_eq!(on(&Facts { order_until: None, ..guardian }, "2026-11-24"), None, "no order, no guardian");
        let named = Facts { basis: Basis::PowerOfAttorney, ..consent };
        assert_eq!(on(&named, "2050-01-01"), Some(Standing::OfAdult(rights)));
        let needed = Facts { attested_on: Some(day("2049-12-01")), ..named };
        assert_eq!(on(&needed, "2050-01-01"), Some(Standing::OfChild));
    }

    #[test]
    fn r_3_8_what_rests_on_a_court_order_ends_with_its_last_day() {
        let last = Some(day("2027-06-30"));
        let guardian =
            Facts { basis: Basis::Guardianship, born: Some(day("1955-03-01")), order_until: last, ..mother() };
        assert_eq!(on(&guardian, "2027-06-30"), Some(Standing::OfChild), "the last day counts");
        assert_eq!(on(&guardian, "2027-07-01"), None);
        let next = |facts: &Facts, rules: &Rules, today: &str| Standing::changes_on(facts, rules, day(today));
        assert_eq!(next(&guardian, &Rules::US_MA, "2027-06-30"), Some(day("2027-07-01")));
        assert_eq!(next(&guardian, &Rules::US_MA, "2027-07-01"), None);
        // Of a teen who has not signed it stands for her signature, where one is asked for.
        let teen = Facts { basis: Basis::Guardianship, order_until: last, ..mother() };
        assert_eq!(next(&teen, &Rules::US_MA, "2026-11-24"), Some(day("2031-11-24")), "she need not have");
        let rules = Rules { unassented: Unassented::Nothing, ..Rules::US_MA };
        assert_eq!(next(&teen, &rules, "2026-11-24"), Some(day("2027-07-01")));
        assert_eq!(Standing::by_grant(&teen, &rules, day("2027-07-01")), None);
        // Of whom nothing rests on it, nothing ends with it.
        assert_eq!(
            next(&Facts { order_until: last, ..mother() }, &Rules::US_MA, "2027-01-01"),
            Some(day("2031-11-24"))
        );
    }

    #[test]
    fn nothing_is_opened_by_a_grant_that_is_not_active_or_whose_limits_cannot_be_drawn() {
        for facts in [
            Facts { active: false, ..mother() },
            Facts { lives: false, ..mother() },
            Facts { born: None, ..mother() },
            Facts { ends_on: Some(day("2020-01-01")), ..mother() },
            Facts { basis: Basis::Consent, consented_on: Some(day("2020-01-01")), ..mother() },
            Facts { basis: Basis::PowerOfAttorney, ..mother() },
        ] {
            assert_eq!(on(&facts, "2020-01-02"), None, "{facts:?}");
        }
        assert_eq!(Standing::own(None, Ages::US_MA, day("2020-01-01")), Standing::SelfTeen);
    }
}

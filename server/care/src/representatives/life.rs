//! The life of a grant, pure: how it stands, what happens, and how it stands then.
//!
//! Nothing here asks a clock or a database. A birthday is no event: what it changes is so by itself, from the day on
//! (`portal_access::Standing`). [`Event::Settle`] only writes down what a day has brought, so that lists say so.

use super::signing::{Lack, lacks};
use portal_access::birthday::{Phase, months_later};
use portal_access::standing::{is_ordered, lacks_capacity};
use portal_access::{Facts, Rules, Standing};
use portal_types::day::Day;
use portal_types::representative::{Basis, GrantState, Reason, Rights};

/// A grant as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    /// On what ground.
    pub basis: Basis,
    /// How it stands.
    pub state: GrantState,
    /// The day on which the representative signed: the day by which the form is judged.
    pub signed_on: Option<Day>,
    /// The day on which the patient signed.
    pub patient_signed_on: Option<Day>,
    /// Whether the patient has set it aside.
    pub held_by_patient: bool,
    /// Whether staff have set it aside.
    pub held_by_staff: bool,
    /// The day on which an adult last renewed her consent.
    pub renewed_on: Option<Day>,
    /// The last day, if one was set.
    pub ends_on: Option<Day>,
    /// The switches, once somebody has set them.
    pub rights: Option<Rights>,
}

/// What is known besides, at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The day, where the practice is.
    pub today: Day,
    /// The patient's birth date, if it is known whole.
    pub born: Option<Day>,
    /// The representative's.
    pub representative_born: Day,
    /// Whether the patient lives.
    pub patient_lives: bool,
    /// Whether the representative lives.
    pub representative_lives: bool,
    /// Whether they are one person.
    pub same_person: bool,
    /// The last day of the court order that makes the representative a guardian, if there is one; the calendar's last, if
    /// it has none.
    pub order_until: Option<Day>,
    /// Whether a court order in force keeps the representative away.
    pub forbidden: bool,
    /// When a clinician last attested that the patient lacks capacity, unless it was taken back.
    pub attested_on: Option<Day>,
}

impl Known {
    /// Whether a court order makes the representative a guardian today.
    pub fn order(&self) -> bool {
        is_ordered(self.order_until, self.today)
    }
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The representative has signed the form.
    SignAsRepresentative {
        /// When: a paper form may have been signed before it is recorded.
        on: Day,
    },
    /// The patient has signed the form; of a grant that is older than her say, that she agrees.
    SignAsPatient {
        /// When.
        on: Day,
    },
    /// A named person of the office puts it in force.
    Activate,
    /// It does not come about.
    Reject,
    /// It is set aside at once.
    Suspend,
    /// Who has set it aside takes it up again.
    Resume,
    /// It is over for good.
    End,
    /// Switches are set (F37).
    SetRights(Rights),
    /// A last day is set, or taken out.
    SetEnd(Option<Day>),
    /// An adult consents anew.
    Renew,
    /// What a day or a death has brought is written down.
    Settle,
}

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// The patient, from an account of her own.
    Patient,
    /// The representative.
    Representative,
    /// Somebody at a desk.
    Staff,
    /// The portal itself.
    Portal,
}

impl By {
    /// The word in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Representative => "representative",
            Self::Staff => "staff",
            Self::Portal => "portal",
        }
    }
}

/// Why something does not happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// A grant that stands like this has no such event.
    State(GrantState),
    /// It is not theirs to do.
    NotTheirs,
    /// The form is not whole; all that is missing is named.
    Lacks(Vec<Lack>),
    /// It is so already.
    Already,
    /// More than may be given.
    TooMuch,
    /// The day cannot be.
    Day,
    /// There is nothing to switch: what this grant opens is not the patient's to say.
    NoSwitches,
    /// Its time is over.
    Over,
}

/// Whose switches a grant has on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switches {
    /// A teen's, within what the profile lets her give.
    Teens,
    /// An adult's.
    Adults,
}

impl Grant {
    /// A grant whose form is begun.
    pub fn proposed(basis: Basis) -> Self {
        Self {
            basis,
            state: GrantState::Proposed,
            signed_on: None,
            patient_signed_on: None,
            held_by_patient: false,
            held_by_staff: false,
            renewed_on: None,
            ends_on: None,
            rights: None,
        }
    }

    /// What decides how its representative stands to the chart.
    pub fn facts(&self, known: &Known) -> Facts {
        Facts {
            basis: self.basis,
            active: self.state == GrantState::Active,
            born: known.born,
            lives: known.patient_lives && known.representative_lives,
            consented_on: self.consented_on(),
            assented: self.patient_signed_on.is_some(),
            order_until: known.order_until,
            attested_on: known.attested_on,
            ends_on: self.ends_on,
            rights: self.rights,
        }
    }

    /// From when an adult's consent counts.
    pub fn consented_on(&self) -> Option<Day> {
        self.renewed_on.or(self.patient_signed_on)
    }

    /// How its representative stands to the chart.
    pub fn standing(&self, known: &Known, rules: &Rules) -> Option<Standing> {
        Standing::by_grant(&self.facts(known), rules, known.today)
    }

    /// How she would, if the grant were active.
    fn standing_if_active(&self, known: &Known, rules: &Rules) -> Option<Standing> {
        Standing::by_grant(&Facts { active: true, ..self.facts(known) }, rules, known.today)
    }

    /// Whose switches it has: none, where the patient is a child or lacks capacity.
    pub fn switches(&self, known: &Known, rules: &Rules) -> Option<Switches> {
        let attested = lacks_capacity(known.attested_on, rules, known.today);
        match (Phase::on(known.born?, rules.ages, known.today), self.basis) {
            (Phase::Teen, Basis::Parental | Basis::Guardianship | Basis::BestInterest) if !attested => {
                Some(Switches::Teens)
            }
            (Phase::Adult, Basis::Consent) => Some(Switches::Adults),
            (Phase::Adult, Basis::PowerOfAttorney) if !attested => Some(Switches::Adults),
            _ => None,
        }
    }

    /// Why it is over for good, if it is and nobody has written it down: a death, the last day, or the coming of age.
    ///
    /// An attestation that has run out ends nothing: it opens nothing, and a clinician may look again.
    pub fn over(&self, known: &Known, rules: &Rules) -> Option<Reason> {
        let runs_out = match self.basis {
            Basis::Consent => self.consented_on().map(|day| months_later(day, rules.consent_months)),
            Basis::Parental | Basis::Guardianship | Basis::PowerOfAttorney | Basis::BestInterest => None,
        };
        let phase = known.born.map(|born| Phase::on(born, rules.ages, known.today));
        let of_age = phase == Some(Phase::Adult) && known.attested_on.is_none();
        if !known.patient_lives {
            Some(Reason::PatientDeceased)
        } else if !known.representative_lives {
            Some(Reason::RepresentativeDeceased)
        } else if self.ends_on.is_some_and(|last| last < known.today) || runs_out.is_some_and(|day| day <= known.today)
        {
            Some(Reason::EndDate)
        } else if of_age && matches!(self.basis, Basis::Parental | Basis::BestInterest) {
            Some(Reason::Majority)
        } else {
            None
        }
    }
}

/// Whether the patient is old enough to have a say; a child is not, and has no account either.
fn has_a_say(known: &Known, rules: &Rules) -> bool {
    known.born.is_none_or(|born| Phase::on(born, rules.ages, known.today) != Phase::Child)
}

/// What comes of an event.
pub fn advance(grant: Grant, event: Event, by: By, known: &Known, rules: &Rules) -> Result<Grant, Refused> {
    use GrantState::{Active, Inactive, Proposed, Rejected, Suspended};
    let say = has_a_say(known, rules);
    match (event, grant.state) {
        (Event::SignAsRepresentative { on }, Proposed) => {
            if !matches!(by, By::Representative | By::Staff) {
                Err(Refused::NotTheirs)
            } else if grant.signed_on.is_some() {
                Err(Refused::Already)
            } else if on > known.today {
                Err(Refused::Day)
            } else {
                Ok(Grant { signed_on: Some(on), ..grant })
            }
        }
        (Event::SignAsPatient { on }, Proposed | Active | Suspended) => {
            let phase = known.born.map(|born| Phase::on(born, rules.ages, on));
            // Of one that is in force only the teen's yes is asked for.
            let asked_for = match grant.state {
                Proposed => phase.is_some_and(|phase| phase != Phase::Child),
                _ => phase == Some(Phase::Teen),
            };
            if !matches!(by, By::Patient | By::Staff) || !asked_for {
                Err(Refused::NotTheirs)
            } else if grant.patient_signed_on.is_some() {
                Err(Refused::Already)
            } else if on > known.today {
                Err(Refused::Day)
            } else {
                Ok(Grant { patient_signed_on: Some(on), ..grant })
            }
        }
        (Event::Activate, Proposed) => {
            if by != By::Staff {
                return Err(Refused::NotTheirs);
            }
            let lacks = lacks(&grant, known, rules);
            if lacks.is_empty() { Ok(Grant { state: Active, ..grant }) } else { Err(Refused::Lacks(lacks)) }
        }
        (Event::Reject, Proposed) => match by {
            By::Staff | By::Representative => Ok(Grant { state: Rejected, ..grant }),
            By::Patient if say => Ok(Grant { state: Rejected, ..grant }),
            By::Patient | By::Portal => Err(Refused::NotTheirs),
        },
        (Event::Suspend, Active | Suspended) => match by {
            By::Patient if !say => Err(Refused::NotTheirs),
            By::Patient if grant.held_by_patient => Err(Refused::Already),
            By::Patient => Ok(Grant { state: Suspended, held_by_patient: true, ..grant }),
            By::Staff if grant.held_by_staff => Err(Refused::Already),
            By::Staff => Ok(Grant { state: Suspended, held_by_staff: true, ..grant }),
            By::Representative | By::Portal => Err(Refused::NotTheirs),
        },
        (Event::Resume, Suspended) => {
            // Each takes up what she has set aside herself, so that neither overrules the other.
            let mut next = grant;
            match by {
                By::Patient if grant.held_by_patient && say => next.held_by_patient = false,
                By::Staff if grant.held_by_staff && known.forbidden => {
                    return Err(Refused::Lacks(vec![Lack::CourtOrder]));
                }
                By::Staff if grant.held_by_staff => next.held_by_staff = false,
                By::Patient | By::Staff | By::Representative | By::Portal => return Err(Refused::NotTheirs),
            }
            if grant.over(known, rules).is_some() {
                return Err(Refused::Over);
            }
            if !next.held_by_patient && !next.held_by_staff {
                next.state = Active;
            }
            Ok(next)
        }
        (Event::End, Active | Suspended) => {
            // Who lacks capacity sets aside at once; ending is then for the office.
            let opens_all = grant.standing_if_active(known, rules) == Some(Standing::OfChild);
            match by {
                By::Patient if !say || opens_all => Err(Refused::NotTheirs),
                By::Patient | By::Representative | By::Staff | By::Portal => Ok(Grant { state: Inactive, ..grant }),
            }
        }
        (Event::SetRights(rights), Proposed | Active | Suspended) => {
            let theirs = by == By::Patient || (by == By::Staff && grant.state == Proposed);
            if !theirs {
                return Err(Refused::NotTheirs);
            }
            let most = match grant.switches(known, rules) {
                Some(Switches::Teens) => rules.matrix.teens_to_give(),
                Some(Switches::Adults) => rules.matrix.adults_to_give(),
                None => return Err(Refused::NoSwitches),
            };
            if rights.is_within(most) { Ok(Grant { rights: Some(rights), ..grant }) } else { Err(Refused::TooMuch) }
        }
        (Event::SetEnd(last), Proposed | Active | Suspended) => {
            let theirs = by == By::Patient || (by == By::Staff && grant.state == Proposed);
            let runs_out = match grant.basis {
                Basis::Consent => grant.consented_on().map(|day| months_later(day, rules.consent_months)),
                _ => None,
            };
            if !theirs {
                Err(Refused::NotTheirs)
            } else if grant.switches(known, rules) != Some(Switches::Adults) {
                Err(Refused::NoSwitches)
            } else if grant.over(known, rules).is_some() {
                Err(Refused::Over)
            } else if last.is_some_and(|last| last < known.today || runs_out.is_some_and(|day| last >= day)) {
                Err(Refused::Day)
            } else {
                Ok(Grant { ends_on: last, ..grant })
            }
        }
        (Event::Renew, Active | Suspended) => {
            if by != By::Patient || grant.basis != Basis::Consent {
                Err(Refused::NotTheirs)
            } else if grant.over(known, rules).is_some() {
                Err(Refused::Over)
            } else {
                Ok(Grant { renewed_on: Some(known.today), ..grant })
            }
        }
        (Event::Settle, Proposed | Active | Suspended) => {
            if by != By::Portal {
                return Err(Refused::NotTheirs);
            }
            match (grant.over(known, rules), grant.state) {
                (None, _) => Err(Refused::Already),
                // What was never in force does not end.
                (Some(_), Proposed) => Ok(Grant { state: Rejected, ..grant }),
                (Some(_), _) => Ok(Grant { state: Inactive, ..grant }),
            }
        }
        (_, state) => Err(Refused::State(state)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::representative::{Capability, Right};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn known(today: &str, born: &str) -> Known {
        Known {
            today: day(today),
            born: Some(day(born)),
            representative_born: day("1980-05-17"),
            patient_lives: true,
            representative_lives: true,
            same_person: false,
            order_until: None,
            forbidden: false,
            attested_on: None,
        }
    }

    fn after(grant: Grant, event: Event, by: By, known: &Known) -> Result<Grant, Refused> {
        advance(grant, event, by, known, &Rules::US_MA)
    }

    /// A grant of a ground that was signed and put in force.
    fn active(basis: Basis, known: &Known) -> Grant {
        Grant {
            state: GrantState::Active,
            signed_on: Some(known.today),
            patient_signed_on: Some(known.today),
            ..Grant::proposed(basis)
        }
    }

    const CHILD: &str = "2020-01-01";
    const TEEN: &str = "2011-01-01";
    const ADULT: &str = "1950-01-01";
    const TODAY: &str = "2026-11-23";

    #[test]
    fn r_3_5_no_other_change_than_those_that_are_written() {
        let known = known(TODAY, ADULT);
        let rights = Rights::NONE.with(Capability::Results, Right::Read);
        let events = [
            Event::SignAsRepresentative { on: known.today },
            Event::SignAsPatient { on: known.today },
            Event::Activate,
            Event::Reject,
            Event::Suspend,
            Event::Resume,
            Event::End,
            Event::SetRights(rights),
            Event::SetEnd(Some(known.today)),
            Event::Renew,
            Event::Settle,
        ];
        for state in [GrantState::Inactive, GrantState::Rejected] {
            let grant = Grant { state, ..active(Basis::Consent, &known) };
            for event in events {
                for by in [By::Patient, By::Representative, By::Staff, By::Portal] {
                    assert_eq!(after(grant, event, by, &known), Err(Refused::State(state)), "{event:?} {by:?}");
                }
            }
        }
    }

    #[test]
    fn r_3_7_patient_and_staff_set_aside_at_once_and_neither_takes_up_the_others() {
        let known = known(TODAY, ADULT);
        let grant = active(Basis::Consent, &known);
        let patient = after(grant, Event::Suspend, By::Patient, &known).unwrap();
        assert_eq!(patient.standing(&known, &Rules::US_MA), None);
        assert_eq!(after(patient, Event::Resume, By::Staff, &known), Err(Refused::NotTheirs));
        let both = after(patient, Event::Suspend, By::Staff, &known).unwrap();
        let staff_only = after(both, Event::Resume, By::Patient, &known).unwrap();
        assert_eq!(staff_only.state, GrantState::Suspended, "staff have not taken it up");
        assert_eq!(after(staff_only, Event::Resume, By::Patient, &known), Err(Refused::NotTheirs));
        let again = after(staff_only, Event::Resume, By::Staff, &known).unwrap();
        assert_eq!(again, grant);
        assert_eq!(after(grant, Event::Suspend, By::Representative, &known), Err(Refused::NotTheirs));
    }

    #[test]
    fn r_3_7_a_court_order_keeps_a_grant_aside() {
        let free = known(TODAY, CHILD);
        let aside = after(active(Basis::Parental, &free), Event::Suspend, By::Staff, &free).unwrap();
        let forbidden = Known { forbidden: true, ..free };
        let refused = after(aside, Event::Resume, By::Staff, &forbidden);
        assert_eq!(refused, Err(Refused::Lacks(vec![Lack::CourtOrder])));
        assert!(after(aside, Event::Resume, By::Staff, &free).is_ok());
    }

    #[test]
    fn a_child_has_no_say_and_who_lacks_capacity_sets_aside_but_ends_nothing() {
        let child = known(TODAY, CHILD);
        let of_child = active(Basis::Parental, &child);
        for event in [Event::Suspend, Event::End, Event::SetRights(Rights::NONE)] {
            assert!(after(of_child, event, By::Patient, &child).is_err(), "{event:?}");
        }
        let adult = Known { order_until: Some(day(TODAY)), ..known(TODAY, ADULT) };
        let guardian = active(Basis::Guardianship, &adult);
        assert_eq!(after(guardian, Event::End, By::Patient, &adult), Err(Refused::NotTheirs));
        assert!(after(guardian, Event::Suspend, By::Patient, &adult).is_ok());
        assert!(after(guardian, Event::End, By::Staff, &adult).is_ok());
        let teen = known(TODAY, TEEN);
        assert!(after(active(Basis::Parental, &teen), Event::End, By::Patient, &teen).is_ok(), "2.4: may revoke");
    }

    #[test]
    fn r_4_2_switches_are_set_within_what_may_be_given() {
        let teen = known(TODAY, TEEN);
        let of_teen = active(Basis::Parental, &teen);
        let wide = Rights::NONE.with(Capability::Results, Right::Read);
        assert!(after(of_teen, Event::SetRights(wide), By::Patient, &teen).is_ok());
        let too_wide = Rights::NONE.with(Capability::TakeOut, Right::Read);
        assert_eq!(after(of_teen, Event::SetRights(too_wide), By::Patient, &teen), Err(Refused::TooMuch));
        assert_eq!(after(of_teen, Event::SetRights(wide), By::Staff, &teen), Err(Refused::NotTheirs));
        assert_eq!(after(of_teen, Event::SetRights(wide), By::Representative, &teen), Err(Refused::NotTheirs));
        assert_eq!(after(of_teen, Event::SetEnd(None), By::Patient, &teen), Err(Refused::NoSwitches));
        let attested = Known { attested_on: Some(teen.today), ..teen };
        assert_eq!(after(of_teen, Event::SetRights(wide), By::Patient, &attested), Err(Refused::NoSwitches));
    }

    #[test]
    fn r_3_8_a_consent_is_renewed_before_it_runs_out_and_not_after() {
        let signed = known("2026-11-23", ADULT);
        let grant = active(Basis::Consent, &signed);
        let last = known("2028-05-22", ADULT);
        assert_eq!(grant.over(&last, &Rules::US_MA), None);
        let renewed = after(grant, Event::Renew, By::Patient, &last).unwrap();
        assert_eq!(renewed.over(&known("2029-11-21", ADULT), &Rules::US_MA), None);
        let late = known("2028-05-23", ADULT);
        assert_eq!(after(grant, Event::Renew, By::Patient, &late), Err(Refused::Over));
        assert_eq!(after(grant, Event::Renew, By::Staff, &last), Err(Refused::NotTheirs));
        let settled = after(grant, Event::Settle, By::Portal, &late).unwrap();
        assert_eq!((settled.state, grant.over(&late, &Rules::US_MA)), (GrantState::Inactive, Some(Reason::EndDate)));
        let beyond = Event::SetEnd(Some(day("2028-05-23")));
        assert_eq!(after(grant, beyond, By::Patient, &signed), Err(Refused::Day), "not longer than the consent");
        assert_eq!(after(grant, Event::SetEnd(Some(day("2026-11-22"))), By::Patient, &signed), Err(Refused::Day));
    }

    #[test]
    fn r_3_6_what_a_day_or_a_death_brings_is_written_down_with_its_reason() {
        let rules = Rules::US_MA;
        let of_age = known("2029-01-01", TEEN);
        let parent = active(Basis::Parental, &known(TODAY, TEEN));
        assert_eq!(parent.over(&of_age, &rules), Some(Reason::Majority));
        let attested = Known { attested_on: Some(day("2028-12-01")), ..of_age };
        assert_eq!(parent.over(&attested, &rules), None, "R-3.13");
        let died = Known { patient_lives: false, ..of_age };
        assert_eq!(parent.over(&died, &rules), Some(Reason::PatientDeceased));
        let alone = Known { representative_lives: false, ..of_age };
        assert_eq!(parent.over(&alone, &rules), Some(Reason::RepresentativeDeceased));
        assert_eq!(after(parent, Event::Settle, By::Portal, &known(TODAY, TEEN)), Err(Refused::Already));
        assert_eq!(after(parent, Event::Settle, By::Staff, &of_age), Err(Refused::NotTheirs));
        let begun = Grant { state: GrantState::Proposed, ..parent };
        assert_eq!(after(begun, Event::Settle, By::Portal, &died).unwrap().state, GrantState::Rejected);
    }

    #[test]
    fn r_3_11_a_teen_signs_for_a_grant_that_is_older_than_her_say() {
        let child = known(TODAY, CHILD);
        let grant = Grant { patient_signed_on: None, ..active(Basis::Parental, &child) };
        let sign = |known: &Known, by| after(grant, Event::SignAsPatient { on: known.today }, by, known);
        assert_eq!(sign(&child, By::Staff), Err(Refused::NotTheirs), "nobody asks a child");
        let teen = known("2033-01-01", CHILD);
        assert_eq!(sign(&teen, By::Patient).unwrap().patient_signed_on, Some(teen.today));
        assert_eq!(sign(&teen, By::Representative), Err(Refused::NotTheirs));
    }
}

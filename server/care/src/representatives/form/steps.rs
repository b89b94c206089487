//! The steps of the form: an answer to the one that is open, and what comes of it.

use super::{AtHome, Draft, Facts, FoundPerson, life};
use crate::representatives::life::{Grant, Switches};
use crate::representatives::signing::Lack;
use portal_types::field::{FieldProblem, Problem};
use portal_types::grant_form::{
    BASIS_FIELDS, FormStep, GroundsAnswer, PapersAnswer, PatientsAnswer, PersonAnswer, SignaturesAnswer, SwitchesAnswer,
};
use portal_types::ids::PatientId;
use portal_types::representative::Basis;

/// What one step is answered with.
pub enum Answer {
    /// Who is to act, and what was found of her.
    Person(PersonAnswer, FoundPerson),
    /// For whom; the desk has found the record of one more.
    Patients(PatientsAnswer, Option<PatientId>),
    /// On what ground.
    Grounds(GroundsAnswer),
    /// What was seen.
    Papers(PapersAnswer),
    /// What is given.
    Switches(SwitchesAnswer),
    /// Who has signed.
    Signatures(SignaturesAnswer),
    /// One step back; everything typed stays.
    Back,
    /// All of it is right.
    Finish,
}

/// What is to be done, in the same transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Make the grants, and put them in force.
    Make,
}

/// Why a step was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepProblem {
    /// Another step is open.
    OtherStep,
    /// Some answers need another look.
    Fields(Vec<FieldProblem>),
}

impl StepProblem {
    fn field(name: &str, problem: Problem) -> Self {
        Self::Fields(vec![FieldProblem::new(name, problem)])
    }
}

impl Draft {
    fn go_on(mut self, facts: &Facts<'_>) -> Self {
        let steps = self.steps(facts);
        let here = steps.iter().position(|step| *step == self.step).unwrap_or(0);
        self.step = steps.get(here + 1).copied().unwrap_or(FormStep::Check);
        self
    }

    fn go_back(mut self, facts: &Facts<'_>) -> Self {
        let steps = self.steps(facts);
        let here = steps.iter().position(|step| *step == self.step).unwrap_or(0);
        self.step = steps.get(here.saturating_sub(1)).copied().unwrap_or(FormStep::Person);
        self
    }

    /// The list of patients, changed: what was said of each goes, unless they are the same.
    fn of(self, patients: Vec<PatientId>) -> Self {
        if patients == self.patients {
            return self;
        }
        Self { patients, grounds: Vec::new(), switches: None, signatures: None, ..self }
    }
}

/// Whether each ground is one for the patient's age.
fn judged(chosen: &[Basis], facts: &Facts<'_>) -> Result<(), StepProblem> {
    let wrong: Vec<FieldProblem> = facts
        .patients
        .iter()
        .zip(chosen)
        .zip(BASIS_FIELDS)
        .filter(|((of, basis), _)| life(&of.known, facts.rules).is_none_or(|life| !life.grounds().contains(basis)))
        .map(|(_, field)| FieldProblem::new(field, Problem::NotAChoice))
        .collect();
    if chosen.len() != facts.patients.len() {
        Err(StepProblem::OtherStep)
    } else if wrong.is_empty() {
        Ok(())
    } else {
        Err(StepProblem::Fields(wrong))
    }
}

/// Whether each patient's switches are hers to give.
fn given(draft: &Draft, answer: &SwitchesAnswer, facts: &Facts<'_>) -> Result<(), StepProblem> {
    for (n, rights) in answer.rights.iter().enumerate() {
        let most = match draft.switches_of(n, facts) {
            Some(Switches::Teens) => facts.rules.matrix.teens_to_give(),
            Some(Switches::Adults) => facts.rules.matrix.adults_to_give(),
            None => continue,
        };
        if !rights.is_within(most) {
            return Err(StepProblem::field("rights", Problem::NotAChoice));
        }
        if draft.switches_of(n, facts) == Some(Switches::Adults) && rights.is_empty() {
            // A grant that gives nothing is none.
            return Err(StepProblem::field("rights", Problem::Missing));
        }
    }
    Ok(())
}

/// All that the form lacks, told at once: of several patients each lack once.
fn whole(draft: &Draft, facts: &Facts<'_>) -> Result<(), StepProblem> {
    let mut missing: Vec<Lack> = (0..facts.patients.len()).flat_map(|n| draft.lacks(n, facts)).collect();
    missing.sort_unstable();
    missing.dedup();
    if missing.is_empty() && !facts.patients.is_empty() {
        return Ok(());
    }
    let fields = missing.into_iter().map(|lack| FieldProblem::new(lack.code(), Problem::Missing)).collect();
    Err(StepProblem::Fields(fields))
}

/// What comes of an answer. The draft comes back as it was, if it was not taken.
pub fn advance(draft: Draft, answer: Answer, facts: &Facts<'_>) -> (Draft, Result<Vec<Effect>, StepProblem>) {
    let taken = |draft: Draft| (draft.go_on(facts), Ok(Vec::new()));
    match (answer, draft.step) {
        (Answer::Person(person, found), FormStep::Person) => taken(Draft { person: Some(person), found, ..draft }),
        (Answer::Patients(said, found), FormStep::Patients) => {
            // Nobody comes onto a form by a box: only by a record that was found.
            if said.patients.iter().any(|patient| !draft.patients.contains(patient)) {
                return (draft, Err(StepProblem::field("patients", Problem::NotAChoice)));
            }
            let mut patients = said.patients;
            match (said.add, found) {
                (None, _) => taken(draft.of(patients)),
                (Some(_), Some(found)) => {
                    if !patients.contains(&found) {
                        patients.push(found);
                    }
                    // The step stays: there may be more.
                    (draft.of(patients), Ok(Vec::new()))
                }
                (Some(_), None) => (draft, Err(StepProblem::field("add", Problem::NotAChoice))),
            }
        }
        (Answer::Grounds(GroundsAnswer(chosen)), FormStep::Grounds) => match judged(&chosen, facts) {
            Ok(()) if chosen == draft.grounds => taken(draft),
            Ok(()) => taken(Draft { grounds: chosen, switches: None, ..draft }),
            Err(problem) => (draft, Err(problem)),
        },
        (Answer::Papers(papers), FormStep::Papers) => taken(Draft { papers: Some(papers), ..draft }),
        (Answer::Switches(answer), FormStep::Switches) => match given(&draft, &answer, facts) {
            Ok(()) => {
                let given = |begun: Grant| AtHome { rights: begun.rights, ends_on: begun.ends_on };
                let at_home = facts.patients.iter().map(|of| of.begun.map(given)).collect();
                taken(Draft { switches: Some(answer), at_home, ..draft })
            }
            Err(problem) => (draft, Err(problem)),
        },
        (Answer::Signatures(signatures), FormStep::Signatures) => {
            taken(Draft { signatures: Some(signatures), ..draft })
        }
        (Answer::Finish, FormStep::Check) => match whole(&draft, facts) {
            Ok(()) => (Draft { step: FormStep::Done, ..draft }, Ok(vec![Effect::Make])),
            Err(problem) => (draft, Err(problem)),
        },
        (Answer::Back, step) if !matches!(step, FormStep::Person | FormStep::Done) => {
            (draft.go_back(facts), Ok(Vec::new()))
        }
        _ => (draft, Err(StepProblem::OtherStep)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::representatives::form::PatientFacts;
    use crate::representatives::life::Known;
    use portal_access::Rules;
    use portal_types::account::Lang;
    use portal_types::day::Day;
    use portal_types::enrollment::{Channel, ContactAnswer};
    use portal_types::grant_form::{Identity, Needs, NewAttestation, NewOrder, OrderKind, Signed, WaySigned};
    use portal_types::representative::{Capability, Right, Rights};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn of(born: &str) -> PatientFacts {
        let known = Known {
            today: day("2026-11-23"),
            born: Some(day(born)),
            representative_born: day("1980-05-17"),
            patient_lives: true,
            representative_lives: true,
            same_person: false,
            order_until: None,
            forbidden: false,
            attested_on: None,
        };
        PatientFacts { known, begun: None }
    }

    fn id(n: u64) -> PatientId {
        PatientId(uuid::Uuid::from_u64_pair(1, n))
    }

    fn person() -> PersonAnswer {
        PersonAnswer {
            given: "June".into(),
            family: "Rivera".into(),
            born: day("1980-05-17"),
            reach: ContactAnswer { channel: Channel::Email, value: "june@example.org".into() },
            lang: Lang::En,
            username: None,
            mrn: None,
        }
    }

    fn papers(order: bool, attested: bool) -> PapersAnswer {
        PapersAnswer {
            identity: Identity::Passport,
            filed: "Binder 4".into(),
            order: order.then(|| NewOrder {
                kind: OrderKind::Guardian,
                grant: None,
                name: "-".into(),
                court: "Probate Court".into(),
                reference: "26W0123".into(),
                made_on: day("2026-11-01"),
                until: None,
                note: String::new(),
            }),
            attestation: attested.then(|| NewAttestation {
                made_on: day("2026-11-20"),
                clinician: "Dr. Sample".into(),
                note: String::new(),
            }),
        }
    }

    fn signed(patients: &[bool]) -> SignaturesAnswer {
        let signed = || Some(Signed { way: WaySigned::Paper, on: day("2026-11-23"), strokes: None });
        SignaturesAnswer { own: signed(), patients: patients.iter().map(|by| signed().filter(|_| *by)).collect() }
    }

    /// Takes a step that is taken.
    fn step(draft: Draft, answer: Answer, facts: &Facts<'_>) -> Draft {
        let (draft, outcome) = advance(draft, answer, facts);
        assert!(outcome.is_ok(), "{outcome:?}");
        draft
    }

    const CHILD: &str = "2020-01-01";
    const TEEN: &str = "2011-01-01";
    const ADULT: &str = "1950-01-01";

    #[test]
    fn r_3_2_a_mother_of_three_signs_one_form() {
        let patients = [of(CHILD), of(CHILD), of(TEEN)];
        let facts = Facts { patients: &patients, rules: &Rules::US_MA };
        let draft = step(Draft::begin(Some(id(1))), Answer::Person(person(), FoundPerson::default()), &facts);
        let more = |draft: Draft, n| {
            let said = PatientsAnswer { patients: draft.patients.clone(), add: Some("MRN".into()) };
            step(draft, Answer::Patients(said, Some(id(n))), &facts)
        };
        let draft = more(more(draft, 2), 3);
        assert_eq!((draft.step, draft.patients.len()), (FormStep::Patients, 3), "there may be more");
        let all = PatientsAnswer { patients: draft.patients.clone(), add: None };
        let draft = step(draft, Answer::Patients(all, None), &facts);
        let draft = step(draft, Answer::Grounds(GroundsAnswer(vec![Basis::Parental; 3])), &facts);
        assert_eq!(draft.needs(&facts), Needs { order: false, attestation: false, switches: true }, "the teen's");
        let draft = step(draft, Answer::Papers(papers(false, false)), &facts);
        let rights = Rights::NONE.with(Capability::Allergies, Right::Read);
        let said = SwitchesAnswer { rights: vec![Rights::NONE, Rights::NONE, rights], ends: None };
        let draft = step(draft, Answer::Switches(said), &facts);
        assert_eq!([0, 1, 2].map(|n| draft.must_sign(n, &facts)), [false, false, true], "R-3.2");
        let draft = step(draft, Answer::Signatures(signed(&[false, false, false])), &facts);
        let (draft, refused) = advance(draft, Answer::Finish, &facts);
        assert_eq!(refused, Err(StepProblem::field("patient_signature", Problem::Missing)));
        let draft = step(draft, Answer::Back, &facts);
        let draft = step(draft, Answer::Signatures(signed(&[false, false, true])), &facts);
        assert_eq!(draft.progress(&facts), (7, 7));
        let (draft, made) = advance(draft, Answer::Finish, &facts);
        assert_eq!((draft.step, made), (FormStep::Done, Ok(vec![Effect::Make])));
        assert_eq!(draft.rights_of(0, &facts), None, "a child has none to give");
        assert_eq!(draft.grant(2, &facts).unwrap().rights, Some(rights));
    }

    #[test]
    fn r_3_4_grounds_are_those_of_the_patients_age() {
        let patients = [of(CHILD), of(ADULT)];
        let facts = Facts { patients: &patients, rules: &Rules::US_MA };
        let draft = Draft { step: FormStep::Grounds, patients: vec![id(1), id(2)], ..Draft::begin(None) };
        let wrong = GroundsAnswer(vec![Basis::Consent, Basis::Consent]);
        let (draft, refused) = advance(draft, Answer::Grounds(wrong), &facts);
        assert_eq!(refused, Err(StepProblem::field("basis-1", Problem::NotAChoice)));
        let right = GroundsAnswer(vec![Basis::Guardianship, Basis::BestInterest]);
        let draft = step(draft, Answer::Grounds(right), &facts);
        let needs = draft.needs(&facts);
        assert!(needs.order && needs.attestation && !needs.switches);
        let draft = step(draft, Answer::Papers(papers(true, true)), &facts);
        assert_eq!(draft.step, FormStep::Signatures, "nobody has switches");
        let draft = step(draft, Answer::Signatures(signed(&[false, false])), &facts);
        assert!(advance(draft, Answer::Finish, &facts).1.is_ok(), "order and attestation stand in for signatures");
    }

    #[test]
    fn a_patient_who_has_begun_it_at_home_has_signed_it() {
        let rights = Rights::NONE.with(Capability::Results, Right::Read);
        let begun = Grant {
            patient_signed_on: Some(day("2026-11-20")),
            rights: Some(rights),
            ends_on: Some(day("2027-01-31")),
            ..Grant::proposed(Basis::Consent)
        };
        let patients = [PatientFacts { begun: Some(begun), ..of(ADULT) }];
        let facts = Facts { patients: &patients, rules: &Rules::US_MA };
        let draft = Draft {
            step: FormStep::Check,
            person: Some(person()),
            found: FoundPerson::default(),
            patients: vec![id(1)],
            grounds: vec![Basis::Consent],
            papers: Some(papers(false, false)),
            switches: Some(SwitchesAnswer { rights: vec![rights], ends: None }),
            at_home: vec![Some(AtHome { rights: begun.rights, ends_on: begun.ends_on })],
            signatures: Some(signed(&[false])),
        };
        assert_eq!(draft.grant(0, &facts).unwrap().patient_signed_on, Some(day("2026-11-20")));
        // What gives more, or for longer, or on another ground, she has not signed.
        let switches = |rights, ends| Some(SwitchesAnswer { rights: vec![rights], ends });
        let wider = rights.with(Capability::Messages, Right::Read);
        for other in [
            Draft { switches: switches(wider, None), ..draft.clone() },
            Draft { switches: switches(rights, Some(day("2027-02-01"))), ..draft.clone() },
            Draft { grounds: vec![Basis::PowerOfAttorney], ..draft.clone() },
        ] {
            let refused = advance(other.clone(), Answer::Finish, &facts).1;
            assert_eq!(refused, Err(StepProblem::field("patient_signature", Problem::Missing)));
            let anew = Draft { signatures: Some(signed(&[true])), ..other };
            assert!(advance(anew, Answer::Finish, &facts).1.is_ok());
        }
        for other in [switches(Rights::NONE, None), switches(rights, Some(day("2027-01-30")))] {
            assert!(advance(Draft { switches: other, ..draft.clone() }, Answer::Finish, &facts).1.is_ok(), "less");
        }
        assert!(advance(draft, Answer::Finish, &facts).1.is_ok());
    }

    #[test]
    fn r_3_3_what_a_patient_narrows_at_home_meanwhile_stays_narrow() {
        let less = Rights::NONE.with(Capability::Results, Right::Read);
        let more = less.with(Capability::Messages, Right::Read);
        let begun =
            Grant { patient_signed_on: Some(day("2026-11-20")), rights: Some(more), ..Grant::proposed(Basis::Consent) };
        let patients = [PatientFacts { begun: Some(begun), ..of(ADULT) }];
        let facts = Facts { patients: &patients, rules: &Rules::US_MA };
        let draft = Draft {
            step: FormStep::Switches,
            grounds: vec![Basis::Consent],
            papers: Some(papers(false, false)),
            ..Draft::begin(Some(id(1)))
        };
        let said = SwitchesAnswer { rights: vec![more], ends: Some(day("2027-06-30")) };
        let draft = step(draft, Answer::Switches(said), &facts);
        assert_eq!(draft.rights_of(0, &facts), Some(more));
        let narrower = Grant { rights: Some(less), ends_on: Some(day("2027-01-31")), ..begun };
        let patients = [PatientFacts { begun: Some(narrower), ..of(ADULT) }];
        let facts = Facts { patients: &patients, rules: &Rules::US_MA };
        let grant = draft.grant(0, &facts).unwrap();
        assert_eq!((grant.rights, grant.ends_on), (Some(less), Some(day("2027-01-31"))));
        assert!(draft.signed_at_home(0, &facts), "she gave that herself");
    }

    #[test]
    fn nobody_comes_onto_a_form_by_a_box_and_another_list_forgets_what_was_said_of_the_first() {
        let patients = [of(CHILD)];
        let facts = Facts { patients: &patients, rules: &Rules::US_MA };
        let draft = Draft {
            step: FormStep::Patients,
            patients: vec![id(1), id(2)],
            grounds: vec![Basis::Parental; 2],
            ..Draft::begin(None)
        };
        let stranger = PatientsAnswer { patients: vec![id(1), id(9)], add: None };
        let (draft, refused) = advance(draft, Answer::Patients(stranger, None), &facts);
        assert_eq!(refused, Err(StepProblem::field("patients", Problem::NotAChoice)));
        let fewer = PatientsAnswer { patients: vec![id(1)], add: None };
        assert!(step(draft, Answer::Patients(fewer, None), &facts).grounds.is_empty());
    }

    #[test]
    fn nobody_acts_for_herself_by_another_name() {
        let patients = [of(CHILD)];
        let facts = Facts { patients: &patients, rules: &Rules::US_MA };
        let found = FoundPerson { account: None, record: Some(id(1)) };
        let draft = Draft { found, grounds: vec![Basis::Parental], ..Draft::begin(Some(id(1))) };
        assert!(draft.lacks(0, &facts).contains(&Lack::TwoPeople));
    }

    #[test]
    fn no_step_is_skipped() {
        let patients = [of(CHILD)];
        let facts = Facts { patients: &patients, rules: &Rules::US_MA };
        for answer in [Answer::Finish, Answer::Back, Answer::Papers(papers(false, false))] {
            let (draft, refused) = advance(Draft::begin(Some(id(1))), answer, &facts);
            assert_eq!((draft.step, refused), (FormStep::Person, Err(StepProblem::OtherStep)));
        }
    }
}

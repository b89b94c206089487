//! The desk's form, pure: a draft and an answer give the next draft and what is to be done about it.
//!
//! Nothing here asks a clock or a database: what is known of the patients comes in as facts. A draft keeps what was typed
//! until it is signed or thrown away; what one answer makes senseless goes with it.

mod steps;

pub use steps::{Answer, Effect, StepProblem, advance};

use super::life::{Grant, Known, Switches};
use super::signing::{Lack, lacks};
use portal_access::Rules;
use portal_access::birthday::Phase;
use portal_access::standing::lacks_capacity;
use portal_types::day::Day;
use portal_types::grant_form::{
    FormStep, Life, Needs, PapersAnswer, PersonAnswer, SignaturesAnswer, Signed, SwitchesAnswer,
};
use portal_types::ids::{AccountId, PatientId};
use portal_types::representative::{Basis, GrantState, Rights};
use serde::{Deserialize, Serialize};

/// A form that is being filled in. Has no `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The step that is open.
    pub step: FormStep,
    /// Who is to act.
    pub person: Option<PersonAnswer>,
    /// What the desk has found of her.
    #[serde(default)]
    pub found: FoundPerson,
    /// For whom.
    pub patients: Vec<PatientId>,
    /// On what ground, for each of them.
    pub grounds: Vec<Basis>,
    /// What was seen.
    pub papers: Option<PapersAnswer>,
    /// What is given.
    pub switches: Option<SwitchesAnswer>,
    /// What each patient had given at home when that was set: what she narrows after it stays narrow.
    #[serde(default)]
    pub at_home: Vec<Option<AtHome>>,
    /// Who has signed.
    pub signatures: Option<SignaturesAnswer>,
}

/// What a patient has given at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtHome {
    /// The switches.
    pub rights: Option<Rights>,
    /// The last day, if she has set one.
    pub ends_on: Option<Day>,
}

/// What the desk has found of who is to act, by what was typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundPerson {
    /// Her account.
    pub account: Option<AccountId>,
    /// Her own record.
    pub record: Option<PatientId>,
}

/// What is known of a patient on the form.
#[derive(Clone, Copy, Debug)]
pub struct PatientFacts {
    /// Beside what the form says. Orders and attestations are those that are recorded already.
    pub known: Known,
    /// A grant between the two that waits for this form: the patient may have begun it, and signed.
    pub begun: Option<Grant>,
}

/// What is known.
pub struct Facts<'a> {
    /// Of each patient, in the order of the form.
    pub patients: &'a [PatientFacts],
    /// The rules of the place.
    pub rules: &'a Rules,
}

/// What part of life somebody is in.
pub fn life(known: &Known, rules: &Rules) -> Option<Life> {
    known.born.map(|born| match Phase::on(born, rules.ages, known.today) {
        Phase::Child => Life::Child,
        Phase::Teen => Life::Teen,
        Phase::Adult => Life::Adult,
    })
}

impl Draft {
    /// A form that is begun, for somebody or for nobody yet.
    pub fn begin(patient: Option<PatientId>) -> Self {
        Self {
            step: FormStep::Person,
            person: None,
            found: FoundPerson::default(),
            patients: patient.into_iter().collect(),
            grounds: Vec::new(),
            papers: None,
            switches: None,
            at_home: Vec::new(),
            signatures: None,
        }
    }

    /// Which papers somebody on it needs, and whether somebody has switches to set.
    pub fn needs(&self, facts: &Facts<'_>) -> Needs {
        let mut needs = Needs::default();
        for (n, of) in facts.patients.iter().enumerate() {
            let Some(basis) = self.grounds.get(n) else { continue };
            let adult = life(&of.known, facts.rules) == Some(Life::Adult);
            let attested = lacks_capacity(of.known.attested_on, facts.rules, of.known.today);
            needs.order |= *basis == Basis::Guardianship && !of.known.order();
            needs.attestation |= adult && !attested && matches!(basis, Basis::BestInterest | Basis::Parental);
            needs.switches |= self.switches_of(n, facts).is_some();
        }
        needs
    }

    /// What is known of a patient, with what the form says besides.
    pub fn known(&self, n: usize, facts: &Facts<'_>) -> Option<Known> {
        let mut known = facts.patients.get(n)?.known;
        known.same_person |= self.found.record.is_some() && self.found.record.as_ref() == self.patients.get(n);
        let basis = self.grounds.get(n)?;
        if let Some(papers) = &self.papers {
            if let (Basis::Guardianship, Some(order)) = (*basis, &papers.order) {
                let until = order.until.unwrap_or(Day::from_epoch(i64::MAX));
                known.order_until = known.order_until.max(Some(until));
            }
            if self.rests_on_attestation(n, facts) {
                known.attested_on = known.attested_on.max(papers.attestation.as_ref().map(|given| given.made_on));
            }
        }
        Some(known)
    }

    /// Whether the form's attestation is about this patient: of who has signed for herself it says nothing.
    pub fn rests_on_attestation(&self, n: usize, facts: &Facts<'_>) -> bool {
        let adult = facts.patients.get(n).is_some_and(|of| life(&of.known, facts.rules) == Some(Life::Adult));
        adult && matches!(self.grounds.get(n), Some(Basis::BestInterest | Basis::Parental))
    }

    /// Whose switches a patient's grant has.
    pub fn switches_of(&self, n: usize, facts: &Facts<'_>) -> Option<Switches> {
        let basis = *self.grounds.get(n)?;
        Grant::proposed(basis).switches(&self.known(n, facts)?, facts.rules)
    }

    /// What a patient had given at home when the switches were set.
    fn given_then(&self, n: usize) -> Option<AtHome> {
        self.at_home.get(n).copied().flatten()
    }

    /// The switches that were set for a patient; if she has narrowed them at home since then, no more than she left.
    pub fn rights_of(&self, n: usize, facts: &Facts<'_>) -> Option<Rights> {
        self.switches_of(n, facts)?;
        let set = self.switches.as_ref()?.rights.get(n).copied()?;
        let Some(now) = facts.patients.get(n)?.begun.and_then(|begun| begun.rights) else { return Some(set) };
        let then = self.given_then(n).and_then(|then| then.rights);
        if then.is_some_and(|then| then.is_within(now)) {
            return Some(set);
        }
        let both = set.on().filter(|(capability, right)| now.has(*capability, *right));
        Some(both.fold(Rights::NONE, |all, (capability, right)| all.with(capability, right)))
    }

    /// The last day that was set; if a patient has set a sooner one at home since then, hers.
    fn ends_of(&self, n: usize, facts: &Facts<'_>) -> Option<Day> {
        let set = self.switches.as_ref().and_then(|switches| switches.ends);
        let now = facts.patients.get(n).and_then(|of| of.begun).and_then(|begun| begun.ends_on);
        let Some((set, now)) = set.zip(now) else { return set.or(now) };
        let then = self.given_then(n).and_then(|then| then.ends_on);
        let sooner = then.is_none_or(|then| now < then);
        Some(if sooner { set.min(now) } else { set })
    }

    /// The signature of a patient on this form.
    pub fn patient_signed(&self, n: usize) -> Option<&Signed> {
        self.signatures.as_ref()?.patients.get(n)?.as_ref()
    }

    /// Whether a patient has signed at home what the form says: the same ground, and no more and no longer than she gave
    /// then. More is hers to sign anew.
    pub fn signed_at_home(&self, n: usize, facts: &Facts<'_>) -> bool {
        let Some(begun) = facts.patients.get(n).and_then(|of| of.begun) else { return false };
        let given = begun.rights.unwrap_or_default();
        let more = self.rights_of(n, facts).is_some_and(|rights| !rights.is_within(given));
        let ends = self.ends_of(n, facts);
        let longer = begun.ends_on.zip(ends).is_some_and(|(last, ends)| ends > last);
        begun.patient_signed_on.is_some() && self.grounds.get(n) == Some(&begun.basis) && !more && !longer
    }

    /// The grant as the form says it.
    pub fn grant(&self, n: usize, facts: &Facts<'_>) -> Option<Grant> {
        let begun = facts.patients.get(n)?.begun;
        let own = self.signatures.as_ref().and_then(|signed| signed.own.as_ref()).map(|signed| signed.on);
        let patient = self.patient_signed(n).map(|signed| signed.on);
        let at_home = begun.filter(|_| self.signed_at_home(n, facts)).and_then(|begun| begun.patient_signed_on);
        let adults = self.switches_of(n, facts) == Some(Switches::Adults);
        let ends = self.ends_of(n, facts).filter(|_| adults);
        Some(Grant {
            state: GrantState::Proposed,
            signed_on: own,
            patient_signed_on: at_home.or(patient),
            ends_on: ends,
            rights: self.rights_of(n, facts),
            ..Grant::proposed(*self.grounds.get(n)?)
        })
    }

    /// What a patient's grant lacks.
    pub fn lacks(&self, n: usize, facts: &Facts<'_>) -> Vec<Lack> {
        match (self.grant(n, facts), self.known(n, facts)) {
            (Some(grant), Some(known)) => lacks(&grant, &known, facts.rules),
            _ => vec![Lack::BasisForAge],
        }
    }

    /// Whether a patient must sign.
    pub fn must_sign(&self, n: usize, facts: &Facts<'_>) -> bool {
        let (Some(grant), Some(known)) = (self.grant(n, facts), self.known(n, facts)) else { return false };
        let unsigned = Grant { patient_signed_on: None, ..grant };
        lacks(&unsigned, &known, facts.rules).contains(&Lack::PatientSignature)
    }

    /// The steps of this form.
    pub fn steps(&self, facts: &Facts<'_>) -> Vec<FormStep> {
        use FormStep::{Check, Grounds, Papers, Patients, Person, Signatures, Switches};
        let switches = self.needs(facts).switches;
        let all = [Person, Patients, Grounds, Papers, Switches, Signatures, Check];
        all.into_iter().filter(|step| *step != Switches || switches).collect()
    }

    /// The open step's number and how many there are.
    pub fn progress(&self, facts: &Facts<'_>) -> (u8, u8) {
        let steps = self.steps(facts);
        let place = steps.iter().position(|step| *step == self.step).map_or(steps.len(), |place| place + 1);
        let small = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
        (small(place), small(steps.len()))
    }
}

//! What the page of a form shows: what is known of its patients, the draft, and what came of it.

use crate::CareError;
use crate::representatives::form::{Draft, Facts, PatientFacts, life};
use crate::representatives::life::Known;
use crate::representatives::view::{self, switches_of};
use portal_access::{Registry, Rules};
use portal_store::forms::Saved;
use portal_store::{Reads, capacity, grants, pairs, registry, representative_codes};
use portal_types::day::Day;
use portal_types::grant_form::{
    DoneGrant, FormDone, FormPatient, FormProgress, FormStep, FormView, Needs, PapersAnswer, PapersView, PersonAnswer,
    PersonView,
};
use portal_types::ids::{GrantId, RepresentativeId};
use portal_types::registry::RecordCard;
use portal_types::representative::GrantState;

/// A patient on the form, as far as it is known.
pub(super) struct Loaded {
    pub(super) name: String,
    pub(super) facts: PatientFacts,
    pub(super) begun: Option<GrantId>,
}

/// What is known of a patient before it is known who is to act: nothing rests on it yet.
fn unknown(record: &RecordCard, today: Day) -> Known {
    Known {
        today,
        born: Some(record.born),
        representative_born: today,
        patient_lives: !record.died,
        representative_lives: true,
        same_person: false,
        order_until: None,
        forbidden: false,
        attested_on: None,
    }
}

/// What is known of the patients of a draft, in its order. One that the desk may not see any more closes the form.
pub(super) async fn load(
    db: &impl Reads,
    key: &Registry,
    draft: &Draft,
    representative: Option<RepresentativeId>,
    today: Day,
) -> Result<Vec<Loaded>, CareError> {
    let mut all = Vec::new();
    for patient in &draft.patients {
        let record = registry::record(db, key, *patient).await?.ok_or(CareError::NotFound)?;
        let (mut known, mut begun) = (unknown(&record, today), None);
        if let Some(representative) = representative {
            if let Some(stored) = capacity::known(db, *patient, representative).await? {
                known = view::known(&stored, today);
                known.forbidden |= capacity::kept_away_by_name(db, *patient, representative, today).await?;
            }
            if let Some(open) = pairs::open_between(db, *patient, representative).await? {
                begun = grants::find(db, open).await?.filter(|row| row.state == GrantState::Proposed);
            }
        }
        all.push(Loaded {
            name: record.name,
            begun: begun.as_ref().map(|row| row.id),
            facts: PatientFacts { known, begun: begun.as_ref().map(view::grant) },
        });
    }
    Ok(all)
}

fn person_view(person: &PersonAnswer) -> PersonView {
    PersonView {
        given: person.given.clone(),
        family: person.family.clone(),
        born: person.born,
        channel: person.reach.channel,
        contact: person.reach.value.clone(),
        lang: person.lang,
        username: person.username.clone().unwrap_or_default(),
        mrn: person.mrn.clone().unwrap_or_default(),
    }
}

fn papers_view(papers: &PapersAnswer) -> PapersView {
    PapersView {
        identity: papers.identity,
        filed: papers.filed.clone(),
        order: papers.order.clone(),
        attestation: papers.attestation.clone(),
    }
}

/// A draft as the page shows it.
pub(super) fn shown(saved: &Saved, version: i64, draft: &Draft, loaded: &[Loaded], rules: &Rules) -> FormProgress {
    let known: Vec<PatientFacts> = loaded.iter().map(|of| of.facts).collect();
    let facts = Facts { patients: &known, rules };
    let (number, of) = draft.progress(&facts);
    let patients = draft.patients.iter().zip(loaded).enumerate().map(|(n, (patient, of))| FormPatient {
        patient: *patient,
        name: of.name.clone(),
        born: of.facts.known.born,
        life: life(&of.facts.known, rules),
        basis: draft.grounds.get(n).copied(),
        switches: draft.switches_of(n, &facts).map(|whose| {
            let begun = of.facts.begun.and_then(|begun| begun.rights);
            switches_of(whose, draft.rights_of(n, &facts).or(begun), rules)
        }),
        must_sign: draft.must_sign(n, &facts) && !draft.signed_at_home(n, &facts),
        signed: draft.patient_signed(n).cloned(),
        lacks: draft.lacks(n, &facts).into_iter().map(|lack| lack.code().to_owned()).collect(),
    });
    let view = FormView {
        practice: saved.practice,
        practice_name: saved.practice_name.clone(),
        person: draft.person.as_ref().map(person_view),
        patients: patients.collect(),
        papers: draft.papers.as_ref().map(papers_view),
        needs: draft.needs(&facts),
        ends: draft.switches.as_ref().and_then(|switches| switches.ends),
        signed: draft.signatures.as_ref().and_then(|signed| signed.own.clone()),
    };
    FormProgress { form: saved.id, version, step: draft.step, number, of, view, done: None }
}

/// A form that is no draft any more: what came of it, or that nothing did.
pub(super) async fn over(db: &impl Reads, key: &Registry, saved: &Saved) -> Result<FormProgress, CareError> {
    let mut done = None;
    if let (Some(representative), true) = (saved.representative, saved.status == "signed") {
        let named = pairs::named(db, representative).await?.ok_or(CareError::NotFound)?;
        let made = grants::of_form(db, saved.id).await?;
        let instructed = representative_codes::person(db, key, representative).await?;
        done = Some(FormDone {
            representative,
            name: format!("{} {}", named.given, named.family),
            linked: named.linked,
            invites: instructed.is_some_and(|person| person.invites),
            grants: made
                .into_iter()
                .map(|row| DoneGrant { grant: row.id, patient: row.patient, name: row.patient_name, state: row.state })
                .collect(),
            channel: named.channel,
            contact: named.contact,
            lang: named.lang,
        });
    }
    let view = FormView {
        practice: saved.practice,
        practice_name: saved.practice_name.clone(),
        person: None,
        patients: Vec::new(),
        papers: None,
        needs: Needs::default(),
        ends: None,
        signed: None,
    };
    let step = FormStep::Done;
    Ok(FormProgress { form: saved.id, version: saved.version, step, number: 1, of: 1, view, done })
}

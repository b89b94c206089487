//! Filling in the desk's form: carries out what [`super::form`] decides.
//!
//! Each answer is one transaction over the version that was read, so that two tabs cannot both win. When it is signed, the
//! grants are made and put in force at once, or nothing happens.

mod making;
mod showing;
mod who;

use super::form::{Answer, Draft, Effect, Facts, FoundPerson, PatientFacts, StepProblem, advance};
use crate::messages::page;
use crate::once::once;
use crate::{Call, CareError, Glance};
use making::make;
use portal_access::Registry;
use portal_store::forms::{self, Saved};
use portal_store::{Reads, registry};
use portal_types::day::Day;
use portal_types::field::{FieldProblem, Problem};
use portal_types::grant_form::{
    FormProgress, FormRow, GroundsAnswer, PapersAnswer, PatientsAnswer, PersonAnswer, SignaturesAnswer, SignaturesForm,
    SwitchesAnswer,
};
use portal_types::ids::{FormId, GrantId, IntentKey, PatientId, PracticeId, RepresentativeId};
use portal_types::page::{Cursor, Page};
use showing::{load, over, shown};
use who::{begun_by, find_person, keep_person, of_number};

async fn read(db: &impl Reads, key: &Registry, form: FormId) -> Result<Saved, CareError> {
    forms::find(db, key, form).await?.ok_or(CareError::NotFound)
}

/// The step that is open, and what stands in the form.
pub async fn progress(call: &mut Glance, form: FormId) -> Result<FormProgress, CareError> {
    let key = call.actor().registry()?;
    let saved = read(call.db(), &key, form).await?;
    let portal = call.portal().clone();
    if !saved.is_draft() {
        return over(call.db(), &key, &saved).await;
    }
    let draft: Draft = serde_json::from_str(&saved.state)?;
    let loaded = load(call.db(), &key, &draft, saved.representative, portal.date(call.now())).await?;
    for patient in &draft.patients {
        call.saw(*patient, "registry");
    }
    Ok(shown(&saved, saved.version, &draft, &loaded, &portal.outside().settings.rules))
}

/// A page of the forms that were begun and not finished, the newest first.
pub async fn drafts(call: &mut Glance, after: Option<Cursor>) -> Result<Page<FormRow>, CareError> {
    let key = call.actor().registry()?;
    let rows = forms::drafts(call.db(), &key, after).await?;
    let portal = call.portal().clone();
    Ok(page(
        rows,
        |saved| (saved.made_at, saved.id.0),
        |saved| FormRow {
            form: saved.id,
            // One that cannot be read is in the list all the same: it can be thrown away.
            name: serde_json::from_str::<Draft>(&saved.state)
                .ok()
                .and_then(|draft| draft.person)
                .map(|person| format!("{} {}", person.given, person.family)),
            practice: saved.practice_name,
            made_by: saved.made_by_name,
            made_at: portal.moment(saved.made_at),
        },
    ))
}

/// Where a form begins.
#[derive(Clone, Copy, Debug)]
pub struct Beginning {
    /// Whose record it was begun at.
    pub patient: PatientId,
    /// In whose name; of several practices the first, where it is not said.
    pub practice: Option<PracticeId>,
    /// The grant that the patient has begun at home, if it is that one's form.
    pub grant: Option<GrantId>,
    /// Made once per form.
    pub intent: IntentKey,
}

/// Begins a form.
pub async fn begin(call: &mut Call, of: Beginning) -> Result<FormId, CareError> {
    let key = call.actor().registry()?;
    let record = registry::record(call.tx(), &key, of.patient).await?.ok_or(CareError::NotFound)?;
    call.about(of.patient, "registry");
    let parts = [of.patient.to_string(), of.grant.map(|grant| grant.to_string()).unwrap_or_default()];
    once(call, of.intent, "form-begin", &[&parts[0], &parts[1]], async |call| {
        let practices = registry::practices(call.tx(), &key, &record).await?;
        let wanted = |id: &PracticeId| of.practice.is_none_or(|practice| practice == *id);
        let practice = practices.into_iter().map(|(id, ..)| id).find(wanted);
        let practice = practice.ok_or_else(|| CareError::field("practice", Problem::NotAChoice))?;
        let mut draft = Draft::begin(Some(of.patient));
        if let Some(grant) = of.grant {
            draft.person = begun_by(call, of.patient, grant).await?;
        }
        let id = FormId(call.id());
        call.on(id);
        let new = forms::New {
            id,
            practice,
            origin: forms::Origin::Desk,
            state: serde_json::to_string(&draft)?,
            made_by: call.actor().own()?.account(),
        };
        forms::open(call.tx(), new, call.now()).await?;
        Ok(id)
    })
    .await
}

/// A draft over the version that the page has seen; of two tabs the second is told that something has changed.
async fn opened(call: &mut Call, key: &Registry, form: FormId, version: i64) -> Result<Saved, CareError> {
    call.on(form);
    let saved = read(call.tx(), key, form).await?;
    if saved.is_draft() && saved.version == version { Ok(saved) } else { Err(CareError::Conflict) }
}

/// Reads an answer by what is known, saves it, and shows what comes next.
async fn take(
    call: &mut Call,
    key: &Registry,
    saved: Saved,
    representative: Option<RepresentativeId>,
    read_answer: impl FnOnce(&Draft, &Facts<'_>, Day) -> Result<Answer, Vec<FieldProblem>>,
) -> Result<FormProgress, CareError> {
    let portal = call.portal().clone();
    let (rules, today) = (&portal.outside().settings.rules, portal.date(call.now()));
    let draft: Draft = serde_json::from_str(&saved.state)?;
    let loaded = load(call.tx(), key, &draft, representative, today).await?;
    let known: Vec<PatientFacts> = loaded.iter().map(|of| of.facts).collect();
    let facts = Facts { patients: &known, rules };
    let answer = read_answer(&draft, &facts, today)?;
    let (next, outcome) = advance(draft, answer, &facts);
    let effects = outcome.map_err(|problem| match problem {
        StepProblem::OtherStep => CareError::Conflict,
        StepProblem::Fields(fields) => CareError::Invalid(fields),
    })?;
    if effects.contains(&Effect::Make) {
        make(call, key, &saved, &next, (&loaded, &known)).await?;
        let signed = read(call.tx(), key, saved.id).await?;
        return over(call.tx(), key, &signed).await;
    }
    forms::save(call.tx(), &saved, &serde_json::to_string(&next)?, representative).await?;
    // The list of patients may be another now.
    let loaded = load(call.tx(), key, &next, representative, today).await?;
    Ok(shown(&saved, saved.version + 1, &next, &loaded, rules))
}

/// Takes an answer for which nobody is looked up.
async fn simply(
    call: &mut Call,
    form: FormId,
    version: i64,
    read_answer: impl FnOnce(&Draft, &Facts<'_>, Day) -> Result<Answer, Vec<FieldProblem>>,
) -> Result<FormProgress, CareError> {
    let key = call.actor().registry()?;
    let saved = opened(call, &key, form, version).await?;
    let representative = saved.representative;
    take(call, &key, saved, representative, read_answer).await
}

/// Who is to act.
pub async fn person(
    call: &mut Call,
    form: FormId,
    version: i64,
    person: PersonAnswer,
) -> Result<FormProgress, CareError> {
    let key = call.actor().registry()?;
    let saved = opened(call, &key, form, version).await?;
    let found = find_person(call, &key, &person).await?;
    let representative = keep_person(call, &person, FoundPerson::default()).await?;
    take(call, &key, saved, Some(representative), |_, _, _| Ok(Answer::Person(person, found))).await
}

/// For whom.
pub async fn patients(
    call: &mut Call,
    form: FormId,
    version: i64,
    said: PatientsAnswer,
) -> Result<FormProgress, CareError> {
    let key = call.actor().registry()?;
    let saved = opened(call, &key, form, version).await?;
    let found = match &said.add {
        Some(mrn) => of_number(call, &key, mrn).await?.map(|record| record.patient),
        None => None,
    };
    if let Some(patient) = found {
        call.about(patient, "registry");
    }
    let representative = saved.representative;
    take(call, &key, saved, representative, |_, _, _| Ok(Answer::Patients(said, found))).await
}

/// On what ground, for each patient in the order of the form.
pub async fn grounds(
    call: &mut Call,
    form: FormId,
    version: i64,
    chosen: &[String],
) -> Result<FormProgress, CareError> {
    simply(call, form, version, |draft, _, _| GroundsAnswer::parse(chosen, draft.patients.len()).map(Answer::Grounds))
        .await
}

/// What was seen: identity and where it is filed, the court order, the attestation.
pub async fn papers(
    call: &mut Call,
    form: FormId,
    version: i64,
    (identity, order, attestation): ([&str; 2], [&str; 4], [&str; 2]),
) -> Result<FormProgress, CareError> {
    simply(call, form, version, |draft, facts, today| {
        PapersAnswer::parse(identity, order, attestation, draft.needs(facts), today).map(Answer::Papers)
    })
    .await
}

/// What is given, and until when.
pub async fn switches(
    call: &mut Call,
    form: FormId,
    version: i64,
    (boxes, ends): (&[String], &str),
) -> Result<FormProgress, CareError> {
    simply(call, form, version, |draft, _, today| {
        SwitchesAnswer::parse(boxes, ends, draft.patients.len(), today).map(Answer::Switches)
    })
    .await
}

/// Who has signed.
pub async fn signatures(
    call: &mut Call,
    form: FormId,
    version: i64,
    typed: SignaturesForm<'_>,
) -> Result<FormProgress, CareError> {
    simply(call, form, version, |draft, _, today| {
        SignaturesAnswer::parse(typed, draft.patients.len(), today).map(Answer::Signatures)
    })
    .await
}

/// One step back.
pub async fn back(call: &mut Call, form: FormId, version: i64) -> Result<FormProgress, CareError> {
    simply(call, form, version, |_, _, _| Ok(Answer::Back)).await
}

/// All of it is right, and signed. Signed already, it is so.
pub async fn finish(call: &mut Call, form: FormId, version: i64, sure: bool) -> Result<FormProgress, CareError> {
    let key = call.actor().registry()?;
    if !sure {
        return Err(CareError::field("sure", Problem::NotAgreed));
    }
    let saved = read(call.tx(), &key, form).await?;
    if saved.status == "signed" {
        call.on(form);
        call.outcome("again");
        return over(call.tx(), &key, &saved).await;
    }
    simply(call, form, version, |_, _, _| Ok(Answer::Finish)).await
}

/// Throws a form away. Thrown away already, it is so.
pub async fn void(call: &mut Call, form: FormId, version: i64) -> Result<(), CareError> {
    let key = call.actor().registry()?;
    call.on(form);
    let saved = read(call.tx(), &key, form).await?;
    if saved.status == "void" {
        call.outcome("again");
        return Ok(());
    }
    if saved.version != version {
        return Err(CareError::Conflict);
    }
    Ok(forms::void(call.tx(), &saved).await?)
}

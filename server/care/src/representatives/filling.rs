//! Filling in the desk's form: carries out what [`super::form`] decides.
//!
//! Each answer is one transaction over the version that was read, so that two tabs cannot both win. When it is signed, the
//! grants are made and put in force at once, or nothing happens.

use super::form::{Answer, Draft, Effect, Facts, FoundPerson, PatientFacts, StepProblem, advance, life};
use super::joining;
use super::life::{By, Event, Grant, Known};
use super::moves::{category, held, note, steps};
use super::view::{self, switches_of};
use crate::messages::page;
use crate::once::once;
use crate::{Call, CareError, Glance};
use portal_access::{Action, Registry, Rules};
use portal_store::audit::Entry;
use portal_store::forms::{self, Papers, Saved, Signature, Signer};
use portal_store::representatives::{self as people, Candidate, New, Sought};
use portal_store::{Reads, capacity, grants, pairs, registry, representative_codes};
use portal_types::day::Day;
use portal_types::enrollment::ContactAnswer;
use portal_types::field::{self, FieldProblem, Problem, name_key};
use portal_types::grant_form::{
    DoneGrant, FormDone, FormPatient, FormProgress, FormRow, FormStep, FormView, GroundsAnswer, Needs, OrderKind,
    PapersAnswer, PapersView, PatientsAnswer, PersonAnswer, PersonView, SignaturesAnswer, SignaturesForm, Signed,
    SwitchesAnswer,
};
use portal_types::ids::{
    AccountId, AttestationId, CourtOrderId, FormId, GrantId, IntentKey, PatientId, PracticeId, RepresentativeId,
};
use portal_types::page::{Cursor, Page};
use portal_types::registry::{RecordCard, Search};
use portal_types::representative::{Basis, GrantState, Happened, Reason};

/// A patient on the form, as far as it is known.
struct Loaded {
    name: String,
    facts: PatientFacts,
    begun: Option<GrantId>,
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
async fn load(
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
fn shown(saved: &Saved, version: i64, draft: &Draft, loaded: &[Loaded], rules: &Rules) -> FormProgress {
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
async fn over(db: &impl Reads, key: &Registry, saved: &Saved) -> Result<FormProgress, CareError> {
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

/// Who is to act by a grant that waits for a form.
async fn begun_by(call: &Call, patient: PatientId, grant: GrantId) -> Result<Option<PersonAnswer>, CareError> {
    let row = grants::find(call.tx(), grant).await?.filter(|row| row.patient == patient);
    let row = row.ok_or(CareError::NotFound)?;
    let named = pairs::named(call.tx(), row.representative).await?;
    Ok(named.and_then(|named| {
        Some(PersonAnswer {
            born: named.born?,
            given: named.given,
            family: named.family,
            reach: ContactAnswer { channel: named.channel, value: named.contact },
            lang: named.lang,
            username: None,
            mrn: None,
        })
    }))
}

/// The one record of a record number that the desk may see.
async fn of_number(call: &Call, key: &Registry, mrn: &str) -> Result<Option<RecordCard>, CareError> {
    let search = Search { family: String::new(), given: String::new(), born: None, mrn: Some(mrn.to_owned()) };
    let mut found = registry::search(call.tx(), key, &search).await?;
    Ok(if found.len() == 1 { found.pop() } else { None })
}

/// Whether an account that was found is the person's whose name and birth date were typed: a desk that has mistyped a
/// username opens nobody else's page.
fn is_hers(found: &Candidate, person: &PersonAnswer) -> bool {
    let typed = name_key(&format!("{}{}", person.given, person.family));
    found.born == Some(person.born) && name_key(&found.name) == typed
}

/// Account and record of who is to act, by what was typed.
async fn find_person(call: &Call, key: &Registry, person: &PersonAnswer) -> Result<FoundPerson, CareError> {
    let mut found = FoundPerson::default();
    if let Some(username) = &person.username {
        let username = field::username_key(username);
        let accounts = people::find_account(call.tx(), key, Sought::Username(&username)).await?;
        let hers = accounts.into_iter().find(|account| is_hers(account, person));
        let hers = hers.ok_or_else(|| CareError::field("username", Problem::NotAChoice))?;
        (found.account, found.record) = (Some(hers.account), hers.patient);
    }
    if let Some(mrn) = &person.mrn {
        let record = of_number(call, key, mrn).await?;
        let typed = name_key(&format!("{}{}", person.given, person.family));
        let hers = record.filter(|record| record.born == person.born && name_key(&record.name) == typed);
        let hers = hers.filter(|record| found.record.is_none_or(|known| known == record.patient));
        let hers = hers.ok_or_else(|| CareError::field("mrn", Problem::NotAChoice))?;
        found.record = Some(hers.patient);
        if found.account.is_none() {
            let accounts = people::find_account(call.tx(), key, Sought::Record(hers.patient)).await?;
            found.account = accounts.first().map(|account| account.account);
        }
    }
    Ok(found)
}

/// Who is to act, written down: before a form is signed nothing of account or record is linked by it.
async fn keep_person(call: &Call, person: &PersonAnswer, found: FoundPerson) -> Result<RepresentativeId, CareError> {
    let new = New {
        id: RepresentativeId(call.id()),
        given: person.given.clone(),
        family: person.family.clone(),
        born: person.born,
        channel: person.reach.channel,
        contact: person.reach.value.clone(),
        lang: person.lang,
        patient: found.record,
        account: found.account,
        made_by: Some(call.actor().own()?.account()),
    };
    Ok(people::make_or_find(call.tx(), new, call.now()).await?)
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

/// A signature, kept.
async fn sign(call: &Call, form: FormId, who: Signer, name: &str, signed: &Signed) -> Result<(), CareError> {
    let signature = Signature {
        id: call.id(),
        form: Some(form),
        who,
        way: signed.way,
        name: name.to_owned(),
        signed_on: signed.on,
        strokes: signed.strokes.as_ref().map(serde_json::to_string).transpose()?,
        taken_by: Some(call.actor().own()?.account()),
    };
    Ok(forms::sign_with(call.tx(), signature, call.now()).await?)
}

/// Makes the grants of a form that lacks nothing, and puts them in force.
async fn make(
    call: &mut Call,
    key: &Registry,
    saved: &Saved,
    draft: &Draft,
    (loaded, known): (&[Loaded], &[PatientFacts]),
) -> Result<(), CareError> {
    let portal = call.portal().clone();
    let facts = Facts { patients: known, rules: &portal.outside().settings.rules };
    let (Some(person), Some(papers)) = (&draft.person, &draft.papers) else { return Err(CareError::Conflict) };
    let own = draft.signatures.as_ref().and_then(|signed| signed.own.clone()).ok_or(CareError::Conflict)?;
    let by = call.actor().own()?.account();
    let representative = keep_person(call, person, draft.found).await?;
    // Who has an account that nobody has looked for goes on with it.
    joining::meet(call, representative, draft.found.account).await?;
    let name = format!("{} {}", person.given, person.family);
    let stands = Papers { representative, identity: Some((papers.identity, by)), filed: Some(papers.filed.clone()) };
    forms::sign(call.tx(), saved, stands, call.now()).await?;
    sign(call, saved.id, Signer::Representative, &name, &own).await?;
    for (n, (patient, of)) in draft.patients.iter().zip(loaded).enumerate() {
        let record = registry::record(call.tx(), key, *patient).await?.ok_or(CareError::NotFound)?;
        file(call, &record, draft, (n, &facts), (representative, &name, by)).await?;
        let grant = proposed(call, saved, (*patient, representative), of, draft.grounds.get(n).copied()).await?;
        force(call, saved, draft, (n, &facts), (grant, &of.name), &own).await?;
    }
    call.on(saved.id);
    Ok(())
}

/// Files the court order and the attestation that a patient's grant rests on, where none is recorded yet.
async fn file(
    call: &mut Call,
    record: &RecordCard,
    draft: &Draft,
    (n, facts): (usize, &Facts<'_>),
    (representative, name, by): (RepresentativeId, &str, AccountId),
) -> Result<(), CareError> {
    let Some(papers) = &draft.papers else { return Ok(()) };
    let known = facts.patients.get(n).map(|of| of.known);
    let guardian = draft.grounds.get(n) == Some(&Basis::Guardianship);
    if let (Some(order), true) = (&papers.order, guardian && known.is_some_and(|known| !known.order())) {
        let new = capacity::NewOrder {
            id: CourtOrderId(call.id()),
            representative: Some(representative),
            name: name.to_owned(),
            kind: OrderKind::Guardian,
            court: order.court.clone(),
            reference: order.reference.clone(),
            made_on: order.made_on,
            until: order.until,
            note: order.note.clone(),
            by,
            author: call.author_name(),
        };
        capacity::record_order(call.tx(), record, new, call.now()).await?;
    }
    if let (Some(attestation), true) = (&papers.attestation, draft.rests_on_attestation(n, facts)) {
        let new = capacity::NewAttestation {
            id: AttestationId(call.id()),
            made_on: attestation.made_on,
            clinician: attestation.clinician.clone(),
            note: attestation.note.clone(),
            by,
        };
        capacity::attest(call.tx(), record, new, call.now()).await?;
        // Whoever acts for the patient already may be given more by it.
        super::papers::changed(call, record, None).await?;
    }
    Ok(())
}

/// The grant of a patient: the one that was begun at home, if it has the same ground, or a new one.
async fn proposed(
    call: &mut Call,
    saved: &Saved,
    (patient, representative): (PatientId, RepresentativeId),
    of: &Loaded,
    basis: Option<Basis>,
) -> Result<GrantId, CareError> {
    let basis = basis.ok_or(CareError::Conflict)?;
    if let Some(begun) = of.begun {
        let row = held(call, begun).await?;
        // What the patient has just changed in it is not what was judged.
        if of.facts.begun != Some(view::grant(&row)) {
            return Err(CareError::Conflict);
        }
        if row.basis == basis {
            pairs::stands_on(call.tx(), begun, saved.id).await?;
            return Ok(begun);
        }
        // The form that was signed says it otherwise.
        steps(call, &row, &[Event::Reject], By::Staff, Reason::FormSigned, "").await?;
    }
    if pairs::open_between(call.tx(), patient, representative).await?.is_some() {
        return Err(CareError::field("another_grant", Problem::Taken));
    }
    let id = GrantId(call.id());
    let new = grants::New { id, patient, representative, form: Some(saved.id), practice: saved.practice, basis };
    grants::propose(call.tx(), new, call.now()).await?;
    let row = held(call, id).await?;
    let begun = Grant::proposed(basis);
    note(call, &row, (Happened::Proposed, None, 0), (By::Staff, Reason::FormSigned, ""), [begun, begun]).await?;
    Ok(id)
}

/// Signs a patient's grant for all, and puts it in force.
async fn force(
    call: &mut Call,
    saved: &Saved,
    draft: &Draft,
    (n, facts): (usize, &Facts<'_>),
    (grant, name): (GrantId, &str),
    own: &Signed,
) -> Result<(), CareError> {
    // Held anew: what was filed just now counts.
    let row = held(call, grant).await?;
    let mut events = vec![Event::SignAsRepresentative { on: own.on }];
    let signed = draft.patient_signed(n).filter(|_| draft.must_sign(n, facts) && !draft.signed_at_home(n, facts));
    if let Some(signed) = signed {
        events.push(Event::SignAsPatient { on: signed.on });
        sign(call, saved.id, Signer::Patient(grant), name, signed).await?;
    }
    events.extend(draft.rights_of(n, facts).map(Event::SetRights));
    let ends = draft.grant(n, facts).and_then(|of| of.ends_on);
    events.extend(ends.filter(|_| ends != row.ends_on).map(|last| Event::SetEnd(Some(last))));
    events.push(Event::Activate);
    steps(call, &row, &events, By::Staff, Reason::FormSigned, "").await?;
    call.also(Entry {
        patient: Some(row.patient),
        category: Some(category()),
        object: Some(grant.0),
        ..Entry::of(Action::ActivateGrant, "ok")
    });
    Ok(())
}

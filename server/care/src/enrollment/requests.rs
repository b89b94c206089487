//! The enrollment desk: requests that no code could prove, decided by people.

use super::activation_hash;
use super::flow::{Flow, Stage};
use super::matching::compare;
use super::save::put;
use crate::business::due_date;
use crate::{Call, CareError, Glance, Portal};
use portal_store::enrollments::{self, Asked, Decision};
use portal_store::invitations::{self, New};
use portal_store::outbox::Notice;
use portal_store::people::{self, Candidate, Looked};
use portal_store::registry;
use portal_types::code::ActivationCode;
use portal_types::day::Day;
use portal_types::enrollment::{Channel, Details, Sex};
use portal_types::field::{self, Problem};
use portal_types::ids::{AccountId, EnrollmentId, InvitationId, PatientId};
use portal_types::notice::Letter;
use portal_types::page::{Cursor, PAGE, Page};
use portal_types::registry::{
    DeclineReason, Method, NoteView, RecordCard, RecordMatch, RequestFilter, RequestQueue, RequestRow, RequestView,
    Urgency, Way,
};

/// Business days after which a request turns amber.
const AMBER_DAYS: u8 = 3;

/// Business days after which it turns red.
pub(super) const RED_DAYS: u8 = 5;

/// Records shown as possible.
const MOST_SHOWN: usize = 5;

fn clock(portal: &Portal, holidays: &[Day], asked_at: i64, now: i64) -> (Day, Urgency) {
    let (asked, today) = (portal.date(asked_at), portal.date(now));
    let due = due_date(asked, RED_DAYS, holidays);
    let urgency = if today >= due {
        Urgency::Late
    } else if today >= due_date(asked, AMBER_DAYS, holidays) {
        Urgency::Soon
    } else {
        Urgency::Calm
    };
    (due, urgency)
}

/// What was typed.
fn typed(flow: &Flow) -> Option<&Details> {
    match &flow.stage {
        Stage::Code { details, .. } | Stage::Waiting { details, .. } => Some(details),
        _ => None,
    }
}

/// A page of the queue, the oldest first.
pub async fn queue(call: &mut Glance, filter: RequestFilter, after: Option<Cursor>) -> Result<RequestQueue, CareError> {
    call.actor().registry()?;
    let portal = call.portal().clone();
    let now = call.now();
    let mut asked = enrollments::requests(call.db(), filter, after).await?;
    let oldest = asked.iter().map(|request| request.asked_at).min().unwrap_or(now);
    let holidays = crate::holidays::since(&portal, call.db(), oldest).await?;
    let more = asked.len() > PAGE as usize;
    asked.truncate(PAGE as usize);
    let next = asked.last().filter(|_| more).map(|last| Cursor { at: last.asked_at, id: last.saved.id.0 });
    let rows = asked
        .into_iter()
        .filter_map(|request| {
            let Ok(flow) = serde_json::from_str::<Flow>(&request.saved.state) else {
                // One that cannot be read must not keep the others from the desk.
                tracing::error!(request = %request.saved.id, "a request cannot be read");
                return None;
            };
            let (due_on, urgency) = clock(&portal, &holidays, request.asked_at, now);
            Some(RequestRow {
                request: request.saved.id,
                name: typed(&flow).map(|d| format!("{} {}", d.given, d.family)).unwrap_or_default(),
                asked_at: portal.moment(request.asked_at),
                due_on,
                urgency,
                reachable: request.reach.is_some(),
            })
        })
        .collect();
    Ok(RequestQueue { page: Page { rows, next }, now: portal.moment(now) })
}

fn card(record: &Candidate) -> RecordCard {
    RecordCard {
        patient: record.patient,
        name: format!("{} {}", record.given, record.family),
        born: record.born,
        sex: Sex::from_code(&record.sex).unwrap_or(Sex::Unknown),
        zip: record.zip.clone(),
        mrn: record.mrn.clone(),
        died: record.died,
        account: record.account,
    }
}

/// One request with the records it may belong to. Each record that is shown is a look at that chart, and audited.
pub async fn open(call: &mut Glance, request: EnrollmentId) -> Result<RequestView, CareError> {
    call.actor().registry()?;
    let portal = call.portal().clone();
    let asked = enrollments::request(call.db(), request).await?.ok_or(CareError::NotFound)?;
    let flow: Flow = serde_json::from_str(&asked.saved.state)?;
    let details = typed(&flow).ok_or(CareError::NotFound)?;
    let (family_key, given_key) = (field::name_key(&details.family), field::name_key(&details.given));
    let looked = Looked {
        born: flow.born,
        family_key: &family_key,
        given_key: &given_key,
        phone: details.phone.as_deref(),
        mrn: details.mrn.as_deref(),
    };
    let possible = portal.outside().settings.matching.possible;
    let mut matches: Vec<RecordMatch> = people::candidates(call.db(), looked)
        .await?
        .iter()
        .map(|record| {
            let compared = compare(flow.born, details, record);
            RecordMatch { record: card(record), score: compared.score, parts: compared.parts }
        })
        .filter(|found| found.score >= possible)
        .collect();
    matches.sort_by_key(|found| -found.score);
    matches.truncate(MOST_SHOWN);
    for found in &matches {
        call.saw(found.record.patient, "registry");
    }
    let notes = enrollments::notes(call.db(), request).await?;
    let holidays = crate::holidays::since(&portal, call.db(), asked.asked_at).await?;
    let (due_on, urgency) = clock(&portal, &holidays, asked.asked_at, call.now());
    Ok(RequestView {
        request,
        given: details.given.clone(),
        family: details.family.clone(),
        born: flow.born,
        sex: details.sex,
        zip: details.zip.clone(),
        phone: details.phone.clone(),
        mrn: details.mrn.clone(),
        reach: asked.reach.clone(),
        lang: asked.lang,
        asked_at: portal.moment(asked.asked_at),
        due_on,
        urgency,
        matches,
        notes: notes
            .into_iter()
            .map(|note| NoteView { author: note.author, at: portal.moment(note.at), text: note.text })
            .collect(),
    })
}

async fn waiting(call: &mut Call, request: EnrollmentId) -> Result<Asked, CareError> {
    call.on(request);
    enrollments::request(call.tx(), request).await?.ok_or(CareError::Conflict)
}

/// Writes a call or a note into the log.
pub async fn note(call: &mut Call, request: EnrollmentId, text: &str) -> Result<(), CareError> {
    call.actor().registry()?;
    let text = field::note(text).map_err(|problem| CareError::field("note", problem))?;
    waiting(call, request).await?;
    write(call, request, &text).await
}

async fn write(call: &Call, request: EnrollmentId, text: &str) -> Result<(), CareError> {
    let by = call.actor().own()?.account();
    let author = call.author_name();
    Ok(enrollments::note(call.tx(), request, call.id(), by, &author, text, call.now()).await?)
}

/// Decides, and keeps nothing of what was typed: the state is emptied as at the end of the wizard. A state that cannot be
/// read is no reason to keep a request waiting.
async fn decide(
    call: &Call,
    asked: &Asked,
    (status, word): (&str, &str),
    patient: Option<PatientId>,
    by: AccountId,
) -> Result<(), CareError> {
    let emptied = match serde_json::from_str::<Flow>(&asked.saved.state) {
        Ok(flow) => serde_json::to_string(&Flow { stage: Stage::Done, ..flow })?,
        Err(_) => "{}".into(),
    };
    let decision = Decision { status, word, patient, state: &emptied, by };
    Ok(enrollments::decide(call.tx(), asked, decision, call.now()).await?)
}

/// Approves: the person gets a link with a code for the record that the desk has chosen. How identity was
/// confirmed is part of it. Of two desks that decide one wins.
pub async fn approve(
    call: &mut Call,
    request: EnrollmentId,
    patient: &str,
    method: &str,
    note: &str,
) -> Result<(), CareError> {
    let key = call.actor().registry()?;
    let method = Method::from_code(method).ok_or_else(|| CareError::field("method", Problem::NotAChoice))?;
    let patient: PatientId = patient.parse().map_err(|_| CareError::field("patient", Problem::NotAChoice))?;
    let asked = waiting(call, request).await?;
    let flow: Flow = serde_json::from_str(&asked.saved.state)?;
    let record = registry::record(call.tx(), &key, patient).await?;
    let record = record.ok_or_else(|| CareError::field("patient", Problem::NotAChoice))?;
    // A code is proven by the record's birth date: the person must know it, and it is what was asked for.
    if record.account.is_some() || record.died || record.born != flow.born {
        return Err(CareError::field("patient", Problem::NotAChoice));
    }
    let (channel, to) = asked.reach.clone().ok_or_else(|| CareError::field("patient", Problem::Missing))?;
    let by = call.actor().own()?.account();
    decide(call, &asked, ("ready_to_finish", "approved"), Some(patient), by).await?;
    let mut said = format!("Approved: {}.", method.code());
    if !note.trim().is_empty() {
        said.push(' ');
        said.push_str(&field::note(note).map_err(|problem| CareError::field("note", problem))?);
    }
    write(call, request, &said).await?;

    let portal = call.portal().clone();
    let code = ActivationCode::draw(portal.outside().chance.bytes());
    let way = match channel {
        Channel::Email => Way::Email,
        Channel::Text => Way::Text,
    };
    let new = New {
        id: InvitationId(call.id()),
        patient,
        practice: None,
        code_hash: activation_hash(&portal, &code),
        way,
        sent_to: Some(to.clone()),
        lang: asked.lang,
        made_by: by,
        made_at: call.now(),
        expires_at: call.now() + portal.outside().settings.code_ms(way),
    };
    invitations::make(call.tx(), new).await?;
    call.about(patient, "registry");
    let letter = Letter::RequestApproved { code: code.plain().to_owned() };
    put(call, Notice { channel, to, lang: asked.lang, letter }).await
}

/// Declines; the person hears only that it could not be finished, and whom to call.
pub async fn decline(call: &mut Call, request: EnrollmentId, reason: &str, note: &str) -> Result<(), CareError> {
    call.actor().registry()?;
    let reason = DeclineReason::from_code(reason).ok_or_else(|| CareError::field("reason", Problem::NotAChoice))?;
    let asked = waiting(call, request).await?;
    let by = call.actor().own()?.account();
    decide(call, &asked, ("declined", "declined"), None, by).await?;
    let mut said = format!("Declined: {}.", reason.code());
    if !note.trim().is_empty() {
        said.push(' ');
        said.push_str(&field::note(note).map_err(|problem| CareError::field("note", problem))?);
    }
    write(call, request, &said).await?;
    if let Some((channel, to)) = asked.reach {
        put(call, Notice { channel, to, lang: asked.lang, letter: Letter::RequestDeclined }).await?;
    }
    Ok(())
}

//! One answer, start to end: read the saved state, let `flow` decide, carry out, save over the version that was read.

use super::flow::{self, Answer, Effect, Facts, Flow, Stage, StepProblem};
use super::{
    LIFE_MS, Opened, Proven, Stepped, code_hash, fresh_code, fresh_number, matching, number_hash, open_session,
};
use crate::{Call, CareError, Portal, Visitor, agreements};
use portal_access::Action;
use portal_gateways::Keys;
use portal_store::enrollments::{self, Asking, Saved};
use portal_store::invitations;
use portal_store::outbox::{self, Notice};
use portal_store::people::{self, Candidate, Looked};
use portal_store::{accounts, guesses};
use portal_types::account::Lang;
use portal_types::agreement::AgreementKind;
use portal_types::enrollment::{Channel, Details};
use portal_types::field;
use portal_types::ids::{AccountId, PatientId};
use portal_types::links;
use portal_types::notice::Letter;

/// First codes that may be sent for one record in a day: nobody shall be pestered by somebody who knows her details.
const CODES_PER_DAY: i64 = 6;

/// The state as saved, for steps that need to look before they hash.
pub(super) async fn current(portal: &Portal, visitor: &Visitor) -> Result<Option<Flow>, CareError> {
    let Some(token) = &visitor.enrollment else { return Ok(None) };
    let saved = enrollments::find(&portal.outside().db.look(), &Keys::token_hash(token)).await?;
    Ok(saved.map(|s| serde_json::from_str(&s.state)).transpose()?)
}

/// A wrong answer that must be saved (it was counted) and still be refused.
enum Taken {
    Stepped(Box<Stepped>),
    Refused(CareError),
}

/// Takes one step for this browser's enrollment.
pub(super) async fn take(portal: &Portal, visitor: &Visitor, answer: Answer) -> Result<Stepped, CareError> {
    let token = visitor.enrollment.as_deref().ok_or(CareError::Expired)?;
    let hash = Keys::token_hash(token);
    let taken = portal
        .write(visitor, Action::Enroll, async |call| {
            let saved = enrollments::find(call.tx(), &hash).await?.ok_or(CareError::Expired)?;
            if call.now() - saved.created_at >= LIFE_MS {
                return Err(CareError::Expired);
            }
            call.on(saved.id);
            one_step(call, visitor, saved, answer).await
        })
        .await?;
    match taken {
        Taken::Stepped(stepped) => Ok(*stepped),
        Taken::Refused(error) => Err(error),
    }
}

async fn one_step(call: &mut Call, visitor: &Visitor, saved: Saved, answer: Answer) -> Result<Taken, CareError> {
    let portal = call.portal().clone();
    let flow: Flow = serde_json::from_str(&saved.state)?;
    let answer = match answer {
        // Bound to this enrollment, so that a code of one is nothing in another.
        Answer::Code(code) => Answer::Code(code_hash(&portal, saved.id, &code)),
        other => other,
    };
    let mut patient = saved.patient;
    if let Answer::Details(details) = &answer {
        patient = find_record(call, &flow, details).await?.map(|record| record.patient);
    }
    let username = match (&answer, &flow.stage) {
        (Answer::Credentials(chosen), _) => Some(chosen.username.clone()),
        (Answer::Agree(_), Stage::Terms { chosen, .. }) => Some(chosen.username.clone()),
        _ => None,
    };
    let username_taken = match &username {
        Some(name) => {
            let key = field::username_key(name);
            let retired = crate::closing::retired_name(&portal, &key);
            accounts::username_taken(call.tx(), &key, &retired, call.now()).await?
        }
        None => false,
    };
    let agreed = match &answer {
        Answer::Agree(version) => version.clone(),
        _ => String::new(),
    };
    let (code, fresh) = fresh_code(&portal, saved.id);
    let number = fresh_number(&portal);
    let fresh_number = number.printed();
    let facts = Facts { matched: patient.is_some(), fresh_code: fresh, username_taken, fresh_number };
    let proving = matches!(flow.stage, Stage::Code { .. });
    let (next, outcome) = flow::advance(flow, answer, facts, call.now());
    let mut stepped = Stepped::show(next.progress());

    let effects = match outcome {
        Ok(effects) => effects,
        Err(problem) => {
            // The counted try, or the step back to the username, is kept although the answer was wrong.
            save(call, &saved, &next, patient).await?;
            return Ok(Taken::Refused(match problem {
                StepProblem::OtherStep => CareError::Conflict,
                StepProblem::Field(name, problem) => CareError::field(name, problem),
                StepProblem::Wait { seconds } => CareError::TooOften { seconds },
                StepProblem::NoMoreCodes => CareError::TooOften { seconds: 3600 },
            }));
        }
    };
    let mut finished = false;
    if let (true, Stage::Contact, Some(patient)) = (proving, &next.stage, patient) {
        end_others(call, &saved, &next, patient).await?;
    }
    for effect in effects {
        match effect {
            Effect::SendToRecord => {
                // A code that nobody got proves nothing, even if it is guessed: from here on nothing has matched.
                if !send_to_record(call, &next, patient, &code).await? {
                    patient = None;
                }
            }
            Effect::SendToContact => {
                if let Stage::ContactCode { contact, .. } = &next.stage {
                    let letter = Letter::ContactCode { code: code.clone() };
                    put(
                        call,
                        Notice { channel: contact.channel, to: contact.value.clone(), lang: visitor.lang, letter },
                    )
                    .await?;
                }
            }
            Effect::KeepRequest => {
                if let Stage::Waiting { reach, .. } = &next.stage {
                    let reach = (reach.channel, reach.value.clone());
                    let number_hash = Some(number_hash(&portal, &number));
                    let asking = Asking { number_hash, reach: Some(reach.clone()) };
                    enrollments::ask(call.tx(), &saved, asking, call.now()).await?;
                    let letter = Letter::RequestReceived { number: number.plain().to_owned() };
                    put(call, Notice { channel: reach.0, to: reach.1, lang: visitor.lang, letter }).await?;
                }
                let desk = portal.outside().settings.enrollment_desk.clone();
                let letter = Letter::EnrollmentRequest;
                put(call, Notice { channel: Channel::Email, to: desk, lang: Lang::En, letter }).await?;
            }
            Effect::CreateAccount => {
                stepped.opened = Some(create(call, visitor, &saved, &next, (patient, &agreed)).await?);
                finished = true;
            }
        }
    }
    if finished {
        // Nothing typed is kept beyond its use: the saved state is emptied.
        let done = Flow { stage: Stage::Done, ..next };
        stepped.progress = done.progress();
        stepped.forget = true;
        save(call, &saved, &done, patient).await?;
    } else {
        save(call, &saved, &next, patient).await?;
    }
    Ok(Taken::Stepped(Box::new(stepped)))
}

async fn save(call: &Call, saved: &Saved, flow: &Flow, patient: Option<PatientId>) -> Result<(), CareError> {
    let status = match &flow.stage {
        Stage::Done => "done",
        Stage::Waiting { .. } => "pending_review",
        // What matched nothing is kept as a request from here on; the person sees no difference.
        Stage::Code { .. } if patient.is_none() => "pending_review",
        _ => "started",
    };
    let state = serde_json::to_string(flow)?;
    Ok(enrollments::save(call.tx(), saved, &state, status, patient, call.now()).await?)
}

async fn find_record(call: &Call, flow: &Flow, details: &Details) -> Result<Option<Candidate>, CareError> {
    let family = field::name_key(&details.family);
    let given = field::name_key(&details.given);
    let looked = Looked {
        born: flow.born,
        family_key: &family,
        given_key: &given,
        phone: details.phone.as_deref(),
        mrn: details.mrn.as_deref(),
    };
    let candidates = people::candidates(call.tx(), looked).await?;
    let thresholds = call.portal().outside().settings.matching;
    Ok(matching::the_one(flow.born, details, &candidates, thresholds).cloned())
}

/// Sends the code to a contact on the record; `false` where there is none to send to, or too many were sent today. The
/// enrollment desk gets a notice instead: the same statements, the same answer.
async fn send_to_record(call: &Call, flow: &Flow, patient: Option<PatientId>, code: &str) -> Result<bool, CareError> {
    let portal = call.portal();
    let day = call.now() / 86_400_000;
    let subject = match (&flow.stage, patient) {
        (_, Some(patient)) => patient.to_string(),
        (Stage::Code { details, .. }, None) => format!("{} {}", flow.born, field::name_key(&details.family)),
        _ => String::new(),
    };
    let key = portal.outside().keys.name("record-codes", &format!("{day} {subject}"));
    let sent_today = guesses::hold(call.tx(), &key).await?.fails;
    guesses::count(call.tx(), &key, call.now()).await?;
    let contacts = people::record_contacts(call.tx(), patient).await?;
    let contact = contacts.into_iter().next().filter(|_| sent_today < CODES_PER_DAY);
    let sent = contact.is_some();
    let notice = match contact {
        // In the language of the record: whoever sits at the browser may be somebody else.
        Some((channel, to, lang)) => Notice { channel, to, lang, letter: Letter::EnrollCode { code: code.to_owned() } },
        None => Notice {
            channel: Channel::Email,
            to: portal.outside().settings.enrollment_desk.clone(),
            lang: Lang::En,
            letter: Letter::EnrollmentRequest,
        },
    };
    put(call, notice).await?;
    Ok(sent)
}

/// Whoever proves a record anew ends what is further under way for it on other devices. Nothing of it is taken over:
/// what was chosen there may be somebody else's choice.
async fn end_others(call: &Call, saved: &Saved, flow: &Flow, patient: PatientId) -> Result<(), CareError> {
    for other in enrollments::under_way(call.tx(), saved.invitation, patient, call.now() - LIFE_MS).await? {
        if other.id == saved.id {
            continue;
        }
        let there: Flow = serde_json::from_str(&other.state)?;
        if flow.is_behind(&there) {
            enrollments::delete(call.tx(), &other).await?;
        }
    }
    Ok(())
}

pub(super) async fn put(call: &Call, notice: Notice) -> Result<(), CareError> {
    Ok(outbox::put(call.tx(), call.id(), &notice, call.now()).await?)
}

/// Creates the account and signs the person in: identity confirmed, credentials, question, terms, all in one
/// transaction. Whoever was faster with the same record or username wins, once.
async fn create(
    call: &mut Call,
    visitor: &Visitor,
    saved: &Saved,
    flow: &Flow,
    (patient, agreed): (Option<PatientId>, &str),
) -> Result<Opened, CareError> {
    let (Stage::Terms { contact, chosen, secured }, Some(patient)) = (&flow.stage, patient) else {
        return Err(CareError::Conflict);
    };
    if let Some(invitation) = saved.invitation {
        // Used once: of many that began with one code, the first to finish wins.
        if !invitations::burn(call.tx(), invitation, call.now()).await? {
            return Err(CareError::Conflict);
        }
    }
    let portal = call.portal().clone();
    let in_force = agreements::all(&portal, call.tx(), call.now()).await?;
    // Another version may have come into force since the page was judged.
    if !in_force.iter().any(|version| version.kind == AgreementKind::Terms && version.version == agreed) {
        return Err(CareError::Conflict);
    }
    let account = AccountId(call.id());
    let name = people::name_of_proven(call.tx(), patient).await?.ok_or(CareError::Conflict)?;
    let new = accounts::NewPatientAccount {
        account,
        username: chosen.username.clone(),
        username_key: field::username_key(&chosen.username),
        password_hash: chosen.password_hash.clone(),
        lang: visitor.lang,
        patient,
        display_name: name,
        question: secured.as_ref().map(|s| (s.question, s.answer_hash.clone())),
        agreed: in_force,
        contact: (contact.channel, contact.value.clone()),
    };
    accounts::create_patient(call.tx(), new, call.now()).await?;
    enrollments::end_requests(call.tx(), patient, call.now()).await?;
    call.about(patient, "account");
    call.on(account);
    let letter = Letter::Enrolled;
    put(call, Notice { channel: contact.channel, to: contact.value.clone(), lang: visitor.lang, letter }).await?;
    let token = open_session(call, visitor, account, Proven::Now).await?;
    let known = crate::accounts::keep(&portal, visitor, &field::username_key(&chosen.username));
    Ok(Opened { token, to: links::home(patient), lang: visitor.lang, known })
}

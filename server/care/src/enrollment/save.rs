//! One answer, start to end: read the saved state, let `flow` decide, carry out, save over the version that was read.

use super::flow::{self, Answer, Effect, Facts, Flow, Stage, StepProblem};
use super::{
    LIFE_MS, Opened, Proven, Stepped, code_hash, fresh_code, fresh_number, matching, number_hash, open_session,
};
use crate::representatives::{guard, joining};
use crate::{Call, CareError, Portal, Visitor, agreements};
use portal_access::Action;
use portal_gateways::Keys;
use portal_store::enrollments::{self, Asking, Of, Saved};
use portal_store::outbox::{self, Notice};
use portal_store::people::{self, Looked};
use portal_store::{accounts, guesses, invitations, representative_codes, representatives};
use portal_types::account::Lang;
use portal_types::agreement::AgreementKind;
use portal_types::enrollment::{Channel, Details};
use portal_types::field;
use portal_types::ids::AccountId;
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
    let mut of = saved.of();
    if let Answer::Details(details) = &answer {
        of = find(call, &flow, details).await?;
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
    // Asked when a contact is given to be kept, and once more before it is; never of one that is only typed.
    let shared_contact = match (&answer, &flow.stage, of) {
        (Answer::Code(_), Stage::ContactCode { contact, .. }, Some(of))
        | (Answer::Agree(_), Stage::Terms { contact, .. }, Some(of)) => guard::shares(call, of, &contact.value).await?,
        _ => false,
    };
    let facts = Facts { matched: of.is_some(), fresh_code: fresh, username_taken, fresh_number, shared_contact };
    let proving = matches!(flow.stage, Stage::Code { .. });
    let (next, outcome) = flow::advance(flow, answer, facts, call.now());
    let mut stepped = Stepped::show(next.progress());

    let effects = match outcome {
        Ok(effects) => effects,
        Err(problem) => {
            // The counted try, or the step back to the username, is kept although the answer was wrong.
            save(call, &saved, &next, of).await?;
            return Ok(Taken::Refused(match problem {
                StepProblem::OtherStep => CareError::Conflict,
                StepProblem::Field(name, problem) => CareError::field(name, problem),
                StepProblem::Wait { seconds } => CareError::TooOften { seconds },
                StepProblem::NoMoreCodes => CareError::TooOften { seconds: 3600 },
            }));
        }
    };
    let mut finished = false;
    if let (true, Stage::Contact, Some(of)) = (proving, &next.stage, of) {
        end_others(call, &saved, &next, of).await?;
    }
    for effect in effects {
        match effect {
            Effect::SendToRecord => {
                // A code that nobody got proves nothing, even if it is guessed: from here on nothing has matched.
                if !send_to_record(call, &next, of, &code).await? {
                    of = None;
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
                stepped.opened = Some(create(call, visitor, &saved, &next, (of, &agreed)).await?);
                finished = true;
            }
        }
    }
    if finished {
        // Nothing typed is kept beyond its use: the saved state is emptied.
        let done = Flow { stage: Stage::Done, ..next };
        stepped.progress = done.progress();
        stepped.forget = true;
        save(call, &saved, &done, of).await?;
    } else {
        save(call, &saved, &next, of).await?;
    }
    Ok(Taken::Stepped(Box::new(stepped)))
}

async fn save(call: &Call, saved: &Saved, flow: &Flow, of: Option<Of>) -> Result<(), CareError> {
    let status = match &flow.stage {
        Stage::Done => "done",
        Stage::Waiting { .. } => "pending_review",
        // What matched nothing is kept as a request from here on; the person sees no difference.
        Stage::Code { .. } if of.is_none() => "pending_review",
        _ => "started",
    };
    let state = serde_json::to_string(flow)?;
    Ok(enrollments::save(call.tx(), saved, &state, status, of, call.now()).await?)
}

/// What somebody's details belong to: one record, or one person on a form who has none. Both are looked for,
/// whatever is found, so that nobody's details take a statement more than another's.
async fn find(call: &Call, flow: &Flow, details: &Details) -> Result<Option<Of>, CareError> {
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
    let on_a_form = representatives::of_person(call.tx(), flow.born, &family, &given).await?;
    let thresholds = call.portal().outside().settings.matching;
    Ok(match matching::certain(flow.born, details, &candidates, thresholds) {
        Some(record) => matching::may_enroll(record).then_some(Of::Record(record.patient)),
        // Whoever may be one of our patients gets no account beside the one of her record: the desk looks.
        None if candidates.iter().any(|record| matching::is_named_like(flow.born, details, record)) => None,
        None => on_a_form.map(Of::Representative),
    })
}

/// Sends the code to a contact on the record, or to the one on the form; `false` where there is none to send to, or too
/// many were sent today. The enrollment desk gets a notice instead: the same statements, the same answer.
async fn send_to_record(call: &Call, flow: &Flow, of: Option<Of>, code: &str) -> Result<bool, CareError> {
    let portal = call.portal();
    let day = call.now() / 86_400_000;
    let subject = match (&flow.stage, of) {
        (_, Some(Of::Record(patient))) => patient.to_string(),
        (_, Some(Of::Representative(person))) => person.to_string(),
        (Stage::Code { details, .. }, None) => format!("{} {}", flow.born, field::name_key(&details.family)),
        _ => String::new(),
    };
    let key = portal.outside().keys.name("record-codes", &format!("{day} {subject}"));
    let sent_today = guesses::hold(call.tx(), &key).await?.fails;
    guesses::count(call.tx(), &key, call.now()).await?;
    let (patient, person) = (of.and_then(Of::patient), of.and_then(Of::representative));
    let contacts = people::record_contacts(call.tx(), patient, person).await?;
    let contact = contacts.into_iter().next().filter(|_| sent_today < CODES_PER_DAY);
    let sent = contact.is_some();
    let notice = match contact {
        // In the language of the record or the form: whoever sits at the browser may be somebody else.
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

/// Whoever proves a record or a form anew ends what is further under way for it on other devices. Nothing of it is taken
/// over: what was chosen there may be somebody else's choice.
async fn end_others(call: &Call, saved: &Saved, flow: &Flow, of: Of) -> Result<(), CareError> {
    for other in enrollments::under_way(call.tx(), saved.code, of, call.now() - LIFE_MS).await? {
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
/// transaction. Whoever was faster with the same record, form or username wins, once. What she may do for others
/// by forms that name her comes along.
async fn create(
    call: &mut Call,
    visitor: &Visitor,
    saved: &Saved,
    flow: &Flow,
    (of, agreed): (Option<Of>, &str),
) -> Result<Opened, CareError> {
    let (Stage::Terms { contact, chosen, secured }, Some(of)) = (&flow.stage, of) else {
        return Err(CareError::Conflict);
    };
    if let Some(code) = saved.code {
        // Used once: of many that began with one code, the first to finish wins.
        let burnt = match of {
            Of::Record(_) => invitations::burn(call.tx(), code, call.now()).await?,
            Of::Representative(_) => representative_codes::burn(call.tx(), code, call.now()).await?,
        };
        if !burnt {
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
    let name = match of {
        Of::Record(patient) => people::name_of_proven(call.tx(), patient).await?,
        Of::Representative(person) => representatives::name_of_proven(call.tx(), person).await?,
    };
    let new = accounts::NewAccount {
        account,
        username: chosen.username.clone(),
        username_key: field::username_key(&chosen.username),
        password_hash: chosen.password_hash.clone(),
        lang: visitor.lang,
        display_name: name.ok_or(CareError::Conflict)?,
        question: secured.as_ref().map(|s| (s.question, s.answer_hash.clone())),
        agreed: in_force,
        contact: (contact.channel, contact.value.clone()),
    };
    let home = match of {
        Of::Record(patient) => {
            accounts::create_patient(call.tx(), new, patient, call.now()).await?;
            enrollments::end_requests(call.tx(), patient, call.now()).await?;
            call.about(patient, "account");
            links::home(patient)
        }
        Of::Representative(_) => {
            accounts::create_representative(call.tx(), new, call.now()).await?;
            links::PEOPLE.to_owned()
        }
    };
    call.on(account);
    joining::attach(call, account, of.representative()).await?;
    guard::check(call, account, Some(contact.value.as_str()), "contact").await?;
    let letter = Letter::Enrolled;
    put(call, Notice { channel: contact.channel, to: contact.value.clone(), lang: visitor.lang, letter }).await?;
    let token = open_session(call, visitor, account, Proven::Now).await?;
    let known = crate::accounts::keep(&portal, visitor, &field::username_key(&chosen.username));
    Ok(Opened { token, to: home, lang: visitor.lang, known })
}

//! Enrolling with an activation code, and looking how far a request is: what a stranger may try, and what is counted.

use super::flow::Flow;
use super::save::put;
use super::{LIFE_MS, Stepped, activation_hash, number_hash};
use crate::business::due_date;
use crate::{Call, CareError, Portal, Visitor};
use portal_access::Action;
use portal_gateways::Keys;
use portal_gateways::evenly;
use portal_store::invitations::{self, Standing};
use portal_store::outbox::Notice;
use portal_store::{enrollments, guesses};
use portal_types::account::Lang;
use portal_types::code::ActivationCode;
use portal_types::day::Day;
use portal_types::enrollment::{Channel, ContactAnswer};
use portal_types::field::{self, Problems};
use portal_types::ids::EnrollmentId;
use portal_types::notice::Letter;
use portal_types::registry::{RequestStage, RequestState};

/// Wrong birth dates in an hour that freeze a code.
const WRONG_BIRTHS: i64 = 5;

/// Wrong codes or numbers an address may try in an hour.
const WRONG_CODES: i64 = 20;

const HOUR: i64 = 3_600_000;

/// What trying a code came to.
enum Tried {
    /// It opened an enrollment.
    Opened(Box<Stepped>),
    /// A refusal that must be counted, so it is no error of the transaction.
    Refused(CareError),
}

/// A try that was refused: the trail says so, and what was counted stays counted.
fn refused(call: &mut Call, error: CareError) -> Tried {
    call.outcome(error.code());
    Tried::Refused(error)
}

fn too_often(now: i64) -> CareError {
    CareError::TooOften { seconds: u32::try_from((HOUR - now % HOUR) / 1000 + 1).unwrap_or(3600) }
}

/// Begins with an activation code, proven by the birth date of its record, or of the form that names a representative.
///
/// Whatever is wrong has one answer, after the same work; only who has both right is told that the code has run
/// out or was used. A code goes on with the enrollment that its person has begun, on whatever device: what was chosen on
/// the other one is chosen anew, and the other one is out.
pub async fn activate(
    portal: &Portal,
    visitor: &Visitor,
    code: &str,
    [month, day, year]: [&str; 3],
) -> Result<Stepped, CareError> {
    let now = portal.now();
    let today = portal.date(now);
    let mut problems = Problems::default();
    let code = problems.check("code", ActivationCode::parse(code));
    let born = problems.check("born", field::birth_date(year, month, day, today));
    let (code, born) = problems.into_result(code.zip(born))?;
    if portal.ages().too_young(field::age_on(born, today)) {
        return Err(CareError::Minor);
    }
    let hour = now / HOUR;
    let key = portal.outside().keys.name("activate", &format!("{hour} {}", visitor.budget()));
    let hash = activation_hash(portal, &code);
    let token = crate::accounts::new_token(portal);
    let tried = evenly(async {
        portal
            .write(visitor, Action::Enroll, async |call| {
                if guesses::hold(call.tx(), &key).await?.fails >= WRONG_CODES {
                    return Ok(refused(call, too_often(now)));
                }
                let standing = invitations::hold(call.tx(), &hash).await?;
                match judge(standing.as_ref(), born, now) {
                    Judged::Right(standing) => {
                        let stepped = begin(call, visitor, &standing, born, &token).await?;
                        Ok(Tried::Opened(Box::new(stepped)))
                    }
                    Judged::Over => Ok(refused(call, CareError::Expired)),
                    Judged::Wrong { births, freeze } => {
                        guesses::count(call.tx(), &key, now).await?;
                        invitations::note_wrong_birth(call.tx(), standing.as_ref(), births, hour, freeze).await?;
                        if freeze {
                            let to = portal.outside().settings.enrollment_desk.clone();
                            let letter = Letter::CodeFrozen;
                            put(call, Notice { channel: Channel::Email, to, lang: Lang::En, letter }).await?;
                        }
                        Ok(refused(call, CareError::WrongCredentials))
                    }
                }
            })
            .await
    })
    .await?;
    match tried {
        Tried::Opened(stepped) => Ok(*stepped),
        Tried::Refused(error) => Err(error),
    }
}

enum Judged {
    Right(Box<Standing>),
    /// Both are right, and the code has been used, replaced, taken back, or its time is over.
    Over,
    Wrong {
        births: i64,
        freeze: bool,
    },
}

fn judge(standing: Option<&Standing>, born: Day, now: i64) -> Judged {
    let hour = now / HOUR;
    let Some(standing) = standing else { return Judged::Wrong { births: 0, freeze: false } };
    let before = if standing.wrong_hour == hour { standing.wrong_births } else { 0 };
    if standing.frozen || standing.died {
        // Frozen means frozen: not even the right birth date is told apart.
        return Judged::Wrong { births: before, freeze: false };
    }
    if standing.born != born.to_string() {
        let births = before + 1;
        return Judged::Wrong { births, freeze: births >= WRONG_BIRTHS };
    }
    if standing.ended.is_some() || standing.has_account || now >= standing.expires_at {
        return Judged::Over;
    }
    Judged::Right(Box::new(standing.clone()))
}

async fn begin(
    call: &mut Call,
    visitor: &Visitor,
    standing: &Standing,
    born: Day,
    token: &str,
) -> Result<Stepped, CareError> {
    let now = call.now();
    let portal = call.portal().clone();
    let token_hash = Keys::token_hash(token);
    let started = enrollments::under_way(call.tx(), Some(standing.id), standing.of, now - LIFE_MS).await?;
    let flow = if let Some(saved) = started.first() {
        let flow = serde_json::from_str::<Flow>(&saved.state)?.handed_over();
        enrollments::hand_over(call.tx(), saved, &token_hash, &serde_json::to_string(&flow)?, now).await?;
        call.on(saved.id);
        flow
    } else {
        let proven = standing.sent_to.clone().map(|(channel, value)| ContactAnswer { channel, value });
        let flow = Flow::invited(born, portal.clinic().security_question, proven);
        let id = EnrollmentId(call.id());
        call.on(id);
        let state = serde_json::to_string(&flow)?;
        let invited = Some((standing.id, standing.of));
        enrollments::open(call.tx(), enrollments::New { id, token_hash, state, invited, lang: visitor.lang }, now)
            .await?;
        flow
    };
    Ok(Stepped { token: Some(token.to_owned()), ..Stepped::show(flow.progress()) })
}

/// What a number belongs to.
enum Asked {
    Enrollment(enrollments::Stands),
    Ticket(RequestState),
}

/// How far a request is, by its number: one to the enrollment desk, or a ticket to Technical Support.
pub async fn request_state(portal: &Portal, visitor: &Visitor, number: &str) -> Result<RequestState, CareError> {
    let number = ActivationCode::parse(number).map_err(|problem| CareError::field("number", problem))?;
    let now = portal.now();
    let key = portal.outside().keys.name("request-state", &format!("{} {}", now / HOUR, visitor.budget()));
    let found = portal
        .write(visitor, Action::ReadRequestState, async |call| {
            if guesses::hold(call.tx(), &key).await?.fails >= WRONG_CODES {
                call.outcome("denied");
                return Ok(Err(too_often(now)));
            }
            if let Some(stands) = enrollments::by_number(call.tx(), &number_hash(portal, &number)).await? {
                return Ok(Ok(Asked::Enrollment(stands)));
            }
            if let Some(state) = crate::support::standing(call, &number).await? {
                return Ok(Ok(Asked::Ticket(state)));
            }
            guesses::count(call.tx(), &key, now).await?;
            call.outcome("denied");
            Ok(Err(CareError::field("number", field::Problem::WrongCode)))
        })
        .await??;
    let found = match found {
        Asked::Enrollment(found) => found,
        Asked::Ticket(state) => return Ok(state),
    };
    let holidays = crate::holidays::since(portal, &portal.outside().db.look(), found.asked_at).await?;
    let asked = portal.date(found.asked_at);
    let stage = match (found.status.as_str(), found.decision.as_deref()) {
        ("done", _) => RequestStage::Done,
        (_, Some("approved")) => RequestStage::Approved,
        (_, Some("declined")) => RequestStage::Declined,
        _ => RequestStage::Waiting,
    };
    Ok(RequestState {
        asked_at: portal.moment(found.asked_at),
        due_on: due_date(asked, super::requests::RED_DAYS, &holidays),
        stage,
    })
}

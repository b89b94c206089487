//! Self-enrollment: carries out what [`flow`] decides.
//!
//! Matching finds a record, it does not prove identity: only a code sent to a contact that is already on the
//! record does. Until then every answer, every address and every count of statements is the same for somebody who
//! matched a record and for somebody who did not.

mod activate;
pub mod flow;
mod matching;
pub mod requests;
mod save;

pub use activate::{activate, request_state};
pub use matching::{Thresholds, the_one};

use crate::accounts::{Opened, Proven, common, open_session};
use crate::tidying::{BATCH, Batches};
use crate::{CareError, Portal, Visitor};
use flow::{Answer, Chosen, Flow, Secured};
use portal_gateways::{Keys, Lane};
use portal_store::{agreements, enrollments, guesses};
use portal_types::agreement::AgreementKind;
use portal_types::code::ActivationCode;
use portal_types::enrollment::{ContactAnswer, Credentials, Details, Progress, QuestionAnswer, Start, Step};
use portal_types::field::{self, CHECK_CODE_DIGITS, FieldProblem, Problem};
use portal_types::ids::EnrollmentId;
use portal_types::links;
use save::take;

/// An enrollment's cookie is worth this long; requests that wait for the desk stay longer.
pub(crate) const LIFE_MS: i64 = 24 * 3_600_000;

/// Enrollments one address may begin in an hour.
const STARTS_PER_HOUR: i64 = 20;

/// What a step gives the door: what to show, and cookies to set. Has no `Debug`: it may hold secrets.
pub struct Stepped {
    /// What to show.
    pub progress: Progress,
    /// A new enrollment's secret.
    pub token: Option<String>,
    /// The session of somebody who has just finished.
    pub opened: Option<Opened>,
    /// Whether this browser's enrollment is over.
    pub forget: bool,
    /// A page outside the wizard that comes next.
    pub elsewhere: Option<&'static str>,
}

impl Stepped {
    fn show(progress: Progress) -> Self {
        Self { progress, token: None, opened: None, forget: false, elsewhere: None }
    }
}

fn at_start(portal: &Portal) -> Progress {
    Progress { step: Step::Start, number: 1, of: if portal.clinic().security_question { 8 } else { 7 } }
}

/// The step that is open for this browser; the first one where there is none.
pub async fn progress(portal: &Portal, visitor: &Visitor) -> Result<Progress, CareError> {
    let now = portal.now();
    let Some(token) = &visitor.enrollment else { return Ok(at_start(portal)) };
    let saved = enrollments::find(&portal.outside().db.look(), &Keys::token_hash(token)).await?;
    match saved {
        Some(saved) => {
            let flow: Flow = serde_json::from_str(&saved.state)?;
            let waits = matches!(flow.stage, flow::Stage::Waiting { .. });
            if waits || now - saved.created_at < LIFE_MS { Ok(flow.progress()) } else { Ok(at_start(portal)) }
        }
        None => Ok(at_start(portal)),
    }
}

/// "Are you enrolling yourself?" and the birth date. Judged before anything is kept: for somebody who is not of age nothing is
/// stored and nothing is logged.
pub async fn start(
    portal: &Portal,
    visitor: &Visitor,
    who: &str,
    [month, day, year]: [&str; 3],
) -> Result<Stepped, CareError> {
    let now = portal.now();
    let today = portal.date(now);
    if who == "other" {
        // How to act for another person is a page, not a step: nothing is kept.
        return Ok(Stepped { elsewhere: Some(links::FOR_OTHERS), ..Stepped::show(at_start(portal)) });
    }
    if who != "self" {
        return Err(CareError::field("who", if who.is_empty() { Problem::Missing } else { Problem::NotAChoice }));
    }
    let Start { born } = Start::parse(month, day, year, today)?;
    if portal.ages().minor(field::age_on(born, today)) {
        return Err(CareError::Minor);
    }
    let outside = portal.outside();
    // One key an hour: the count begins anew with the next.
    let hour = now / 3_600_000;
    let key = outside.keys.name("enroll-start", &format!("{hour} {}", visitor.budget()));
    let token = crate::accounts::new_token(portal);
    let flow = Flow::begin(born, portal.clinic().security_question);
    let state = serde_json::to_string(&flow)?;
    portal
        .write(visitor, portal_access::Action::Enroll, async |call| {
            if guesses::hold(call.tx(), &key).await?.fails >= STARTS_PER_HOUR {
                let left = 3_600_000 - now % 3_600_000;
                return Err(CareError::TooOften { seconds: u32::try_from(left / 1000 + 1).unwrap_or(3600) });
            }
            guesses::count(call.tx(), &key, now).await?;
            let id = EnrollmentId(call.id());
            call.on(id);
            let (token_hash, lang) = (Keys::token_hash(&token), visitor.lang);
            let new = enrollments::New { id, token_hash, state, invited: None, lang };
            Ok(enrollments::open(call.tx(), new, now).await?)
        })
        .await?;
    Ok(Stepped { token: Some(token), ..Stepped::show(flow.progress()) })
}

/// Name, sex and ZIP code; phone and record number if they are known.
pub async fn details(portal: &Portal, visitor: &Visitor, fields: [&str; 6]) -> Result<Stepped, CareError> {
    let details = Details::parse(fields)?;
    take(portal, visitor, Answer::Details(details)).await
}

fn parsed_code(code: &str) -> Result<String, CareError> {
    field::check_code(code).map_err(|problem| CareError::field("code", problem))
}

/// The code sent to a contact on the record.
pub async fn code(portal: &Portal, visitor: &Visitor, code: &str) -> Result<Stepped, CareError> {
    take(portal, visitor, Answer::Code(parsed_code(code)?)).await
}

/// Another code.
pub async fn resend(portal: &Portal, visitor: &Visitor) -> Result<Stepped, CareError> {
    take(portal, visitor, Answer::Resend).await
}

/// No code came: the enrollment desk will be in touch.
pub async fn no_code(
    portal: &Portal,
    visitor: &Visitor,
    [channel, email, phone]: [&str; 3],
) -> Result<Stepped, CareError> {
    take(portal, visitor, Answer::NoCode(ContactAnswer::parse(channel, email, phone)?)).await
}

/// A contact of the person's own.
pub async fn contact(
    portal: &Portal,
    visitor: &Visitor,
    [channel, email, phone]: [&str; 3],
) -> Result<Stepped, CareError> {
    take(portal, visitor, Answer::Contact(ContactAnswer::parse(channel, email, phone)?)).await
}

/// The code sent to that contact.
pub async fn contact_code(portal: &Portal, visitor: &Visitor, code: &str) -> Result<Stepped, CareError> {
    take(portal, visitor, Answer::Code(parsed_code(code)?)).await
}

/// Username and password. Hashed before the transaction begins: it takes long.
pub async fn credentials(
    portal: &Portal,
    visitor: &Visitor,
    username: &str,
    password: &str,
) -> Result<Stepped, CareError> {
    let Credentials { username, password } = Credentials::parse(username, &field::password_form(password))?;
    if common::is_common(&password, &username, &portal.clinic().name) {
        return Err(CareError::field("password", Problem::TooCommon));
    }
    // Only for somebody who is at this step: hashing costs, and strangers shall not have it for nothing.
    if progress(portal, visitor).await?.step != Step::Credentials {
        return Err(CareError::Conflict);
    }
    let outside = portal.outside();
    let password_hash = outside.passwords.hash(&password, outside.chance.bytes()).await?;
    take(portal, visitor, Answer::Credentials(Chosen { username, password_hash })).await
}

/// The security question and its answer. The answer is compared without case, spaces and accents, and hashed
/// like a password.
pub async fn question(portal: &Portal, visitor: &Visitor, question: &str, answer: &str) -> Result<Stepped, CareError> {
    let QuestionAnswer { question, answer } = QuestionAnswer::parse(question, answer)?;
    let chosen = match save::current(portal, visitor).await? {
        Some(Flow { stage: flow::Stage::Question { chosen, .. }, .. }) => chosen,
        _ => return Err(CareError::Conflict),
    };
    let key = field::name_key(&answer);
    let outside = portal.outside();
    let typed = field::password_form(&answer);
    let place = outside.passwords.enter(Lane::Strangers).await?;
    if key == field::name_key(&chosen.username)
        || key == field::name_key(question.code())
        || outside.passwords.verify(&typed, Some(&chosen.password_hash), &place).await?
    {
        return Err(CareError::Invalid(vec![FieldProblem::new("answer", Problem::SameAsOther)]));
    }
    let answer_hash = outside.passwords.hash(&key, outside.chance.bytes()).await?;
    take(portal, visitor, Answer::Question(Secured { question, answer_hash })).await
}

/// Agrees to the terms in force; the account becomes active. A version that is no longer in force is refused:
/// nobody agrees to a text she has not seen.
pub async fn terms(portal: &Portal, visitor: &Visitor, version: &str, agrees: bool) -> Result<Stepped, CareError> {
    let (look, today) = (portal.outside().db.look(), portal.date(portal.now()));
    let in_force = agreements::in_force(&look, AgreementKind::Terms, today).await?;
    if in_force.is_none_or(|terms| terms.version != version) {
        return Err(CareError::Conflict);
    }
    if !agrees {
        return Err(CareError::field("agree", Problem::NotAgreed));
    }
    take(portal, visitor, Answer::Agree(version.to_owned())).await
}

/// One step back.
pub async fn back(portal: &Portal, visitor: &Visitor) -> Result<Stepped, CareError> {
    take(portal, visitor, Answer::Back).await
}

/// Forgets this browser's enrollment. A request that waits for the desk stays with the desk.
pub async fn start_over(portal: &Portal, visitor: &Visitor) -> Result<Stepped, CareError> {
    if let Some(token) = &visitor.enrollment {
        let hash = Keys::token_hash(token);
        portal
            .write(visitor, portal_access::Action::Enroll, async |call| {
                if let Some(saved) = enrollments::find(call.tx(), &hash).await? {
                    let flow: Flow = serde_json::from_str(&saved.state)?;
                    if !matches!(flow.stage, flow::Stage::Waiting { .. }) {
                        enrollments::delete(call.tx(), &saved).await?;
                    }
                }
                Ok(())
            })
            .await?;
    }
    Ok(Stepped { forget: true, ..Stepped::show(at_start(portal)) })
}

/// A code as it is sent, and its keyed hash as it is kept, bound to one enrollment.
fn fresh_code(portal: &Portal, id: EnrollmentId) -> (String, String) {
    let code = portal.outside().chance.digits(CHECK_CODE_DIGITS);
    let hash = code_hash(portal, id, &code);
    (code, hash)
}

/// Enrollments that were abandoned or declined are kept this long.
const KEPT_MS: i64 = 30 * 86_400_000;

/// Deletes what was abandoned or declined 30 days ago. The audit entries stay; they hold nothing that was typed.
pub async fn forget_old(portal: &Portal) -> Result<u64, CareError> {
    let mut batches = Batches::default();
    loop {
        let tx = portal.outside().db.begin().await?;
        let gone = enrollments::forget_before(&tx, portal.now() - KEPT_MS, BATCH).await?;
        tx.commit().await?;
        if let Some(all) = batches.done(gone) {
            return Ok(all);
        }
    }
}

/// A number for a request, by which its person can see how far it is.
fn fresh_number(portal: &Portal) -> ActivationCode {
    ActivationCode::draw(portal.outside().chance.bytes())
}

fn number_hash(portal: &Portal, number: &ActivationCode) -> String {
    portal.outside().keys.name("request-number", number.plain())
}

/// The keyed hash of an activation code, as it is kept.
pub(crate) fn activation_hash(portal: &Portal, code: &ActivationCode) -> String {
    portal.outside().keys.name("activation-code", code.plain())
}

fn code_hash(portal: &Portal, id: EnrollmentId, code: &str) -> String {
    portal.outside().keys.name("check-code", &format!("{id} {code}"))
}

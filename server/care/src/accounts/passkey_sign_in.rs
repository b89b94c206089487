//! Signing in with a passkey, and proving with one who sits there: no username, no password, no second step. The ladder of wrong passwords neither waits for it
//! nor hears of it: who guesses passwords shuts nobody out who has a passkey.

use super::known;
use super::passkeys::{QUESTION_MS, handle, keep};
use super::recover::tell;
use super::sign_in::{Opened, Proven, open_session, own_path, tell_of_a_new_device};
use crate::{Call, CareError, Portal, Visitor};
use portal_access::Action;
use portal_gateways::{Judged, Keys};
use portal_store::passkeys::Facts;
use portal_store::{accounts, guesses, passkeys, security};
use portal_types::account::AccountState;
use portal_types::ids::{AccountId, SessionId};
use portal_types::links;
use portal_types::notice::Change;
use portal_types::passkey::PasskeyQuestion;
use uuid::Uuid;

/// Wrong answers that an address may give in an hour, as with activation codes.
const WRONG_ANSWERS: i64 = 20;

const HOUR: i64 = 3_600_000;

/// What the browser is to ask its authenticator. Anybody may ask: nothing is told, and nothing opened.
pub async fn ask_for_passkey(portal: &Portal) -> Result<PasskeyQuestion, CareError> {
    let asked = portal.outside().passkeys.ask_for_any().ok_or(CareError::NotFound)?;
    let tx = portal.outside().db.begin().await?;
    let question = keep(portal, &tx, asked, None, portal.now()).await?;
    tx.commit().await?;
    Ok(question)
}

/// What the browser is to ask its authenticator, so that who is signed in proves once more that it is her.
pub async fn ask_own_passkey(portal: &Portal, visitor: &Visitor) -> Result<PasskeyQuestion, CareError> {
    portal
        .write(visitor, Action::Prove, async |call| {
            call.outcome("begun");
            let own = call.actor().own()?;
            let asked = portal.outside().passkeys.ask_for_any().ok_or(CareError::NotFound)?;
            keep(portal, call.tx(), asked, Some(own.session()), call.now()).await
        })
        .await
}

/// What an authenticator has answered, taken apart.
struct Answer<'a> {
    /// The keyed hash of the question's secret.
    question: String,
    /// The session that was asked, if it was one.
    session: Option<SessionId>,
    /// Whose account the authenticator names.
    named: Uuid,
    credential: String,
    text: &'a str,
    /// The count of wrong answers of the visitor's address.
    wrong: String,
}

impl<'a> Answer<'a> {
    fn of(portal: &Portal, visitor: &Visitor, question: &str, text: &'a str) -> Self {
        let claimed = portal.outside().passkeys.claim(text);
        let (named, credential) = claimed.unwrap_or((Uuid::nil(), String::new()));
        let subject = format!("{} {}", portal.now() / HOUR, visitor.budget());
        let wrong = portal.outside().keys.name("passkey-wrong", &subject);
        Self { question: Keys::token_hash(question), session: None, named, credential, text, wrong }
    }
}

/// Judges an answer: the passkey, and its key if the answer has changed it. The inner error is a refusal: what was counted
/// and used up is kept.
///
/// A passkey that we do not know and one that may not be used (its account is set aside or closed, or it was stopped) have
/// one answer, after the same statements.
async fn judged(call: &mut Call, answer: &Answer<'_>) -> Result<Result<(Facts, Option<String>), CareError>, CareError> {
    let portal = call.portal().clone();
    if guesses::hold(call.tx(), &answer.wrong).await?.fails >= WRONG_ANSWERS {
        let left = HOUR - call.now() % HOUR;
        let seconds = u32::try_from(left / 1000 + 1).unwrap_or(3600);
        return Ok(Err(CareError::TooOften { seconds }));
    }
    let asked_after = call.now() - QUESTION_MS;
    let state = passkeys::take_question(call.tx(), &answer.question, answer.session, asked_after).await?;
    let Some(state) = state else { return Ok(Err(CareError::Expired)) };
    let owner = passkeys::owner(call.tx(), &answer.credential).await?.unwrap_or(AccountId(Uuid::nil()));
    // Held: of two answers at one moment each sees the count that the other has left.
    accounts::hold(call.tx(), owner).await?;
    let facts = passkeys::facts(call.tx(), &answer.credential, owner).await?;
    if let Some(facts) = &facts {
        call.on(facts.account);
    }
    let usable = facts.filter(|f| may_be_used(f) && handle(&portal, f.account) == answer.named);
    let judged = usable.map(|f| (portal.outside().passkeys.judge(&state, answer.text, &f.key), f));
    match judged {
        Some((Judged::Right(changed), facts)) => return Ok(Ok((facts, changed))),
        Some((Judged::Copied, facts)) => {
            passkeys::stop(call.tx(), facts.passkey, call.now()).await?;
            tell(call, facts.account, facts.lang, Change::PasskeyStopped).await?;
        }
        Some((Judged::Wrong, _)) | None => (),
    }
    guesses::count(call.tx(), &answer.wrong, call.now()).await?;
    Ok(Err(CareError::WrongCredentials))
}

/// Signs a patient in with what her authenticator has answered. `next` is followed only if it is a path of this site.
pub async fn passkey_sign_in(
    portal: &Portal,
    visitor: &Visitor,
    question: &str,
    answer: &str,
    next: Option<&str>,
) -> Result<Opened, CareError> {
    let answer = Answer::of(portal, visitor, question, answer);
    portal
        .write(visitor, Action::PasskeySignIn, async |call| match judged(call, &answer).await? {
            Ok((facts, changed)) => enter(call, visitor, &facts, changed, next).await.map(Ok),
            Err(error) => Ok(Err(refused(call, error))),
        })
        .await?
}

/// Proves with a passkey of one's own who sits there; good for ten minutes, like the password.
pub async fn prove_with_passkey(
    portal: &Portal,
    visitor: &Visitor,
    question: &str,
    answer: &str,
) -> Result<(), CareError> {
    let mut answer = Answer::of(portal, visitor, question, answer);
    portal
        .write(visitor, Action::Prove, async |call| {
            let own = call.actor().own()?;
            answer.session = Some(own.session());
            match judged(call, &answer).await? {
                Ok((facts, changed)) if facts.account == own.account() => {
                    let key = changed.as_deref().unwrap_or(&facts.key);
                    passkeys::used(call.tx(), facts.passkey, key, call.now()).await?;
                    security::prove(call.tx(), &own, call.now()).await?;
                    Ok(Ok(()))
                }
                // Somebody else's passkey, right as it may be.
                Ok(_) => Ok(Err(refused(call, CareError::WrongCredentials))),
                Err(error) => Ok(Err(refused(call, error))),
            }
        })
        .await?
}

fn refused(call: &mut Call, error: CareError) -> CareError {
    call.outcome(error.code());
    error
}

/// Staff sign in by their own entrance, with a password and a code.
fn may_be_used(facts: &Facts) -> bool {
    !facts.stopped && !facts.staff && facts.state == AccountState::Active
}

/// Opens the session. Nothing more is asked for: the authenticator has verified its owner. What she has begun with her
/// password in this browser has ended by it, and it leads to where that was to lead.
async fn enter(
    call: &mut Call,
    visitor: &Visitor,
    facts: &Facts,
    changed: Option<String>,
    next: Option<&str>,
) -> Result<Opened, CareError> {
    let key = changed.as_deref().unwrap_or(&facts.key);
    passkeys::used(call.tx(), facts.passkey, key, call.now()).await?;
    tell_of_a_new_device(call, visitor, facts.account, facts.lang).await?;
    let begun = match &visitor.half {
        Some(half) => security::take_half(call.tx(), &Keys::token_hash(half), facts.account).await?,
        None => None,
    };
    let token = open_session(call, visitor, facts.account, Proven::Now).await?;
    let home = facts.patient.map_or_else(|| links::PEOPLE.to_owned(), links::home);
    let known = known::keep(call.portal(), visitor, &facts.username_key);
    Ok(Opened { token, to: next.and_then(own_path).or(begun).unwrap_or(home), lang: facts.lang, known })
}

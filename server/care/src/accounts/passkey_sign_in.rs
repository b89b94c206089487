//! Signing in with a passkey: no username, no password, no second step. The ladder of wrong passwords neither waits for it
//! nor hears of it: who guesses passwords shuts nobody out who has a passkey.

use super::known;
use super::passkeys::{QUESTION_MS, handle, keep};
use super::recover::tell;
use super::sign_in::{Opened, Proven, open_session, own_path, tell_of_a_new_device};
use crate::{Call, CareError, Portal, Visitor};
use portal_access::Action;
use portal_gateways::{Judged, Keys};
use portal_store::passkeys::Facts;
use portal_store::{accounts, guesses, passkeys};
use portal_types::account::AccountState;
use portal_types::ids::AccountId;
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

/// What an answer has led to.
enum Met {
    /// Signed in.
    In(Opened),
    /// Refused; what was counted and used up is kept.
    Refused(CareError),
}

/// Signs a patient in with what her authenticator has answered. `next` is followed only if it is a path of this site.
///
/// A passkey that we do not know and one that may not be used (its account is set aside or closed, or it was stopped) have
/// one answer, after the same statements.
pub async fn passkey_sign_in(
    portal: &Portal,
    visitor: &Visitor,
    question: &str,
    answer: &str,
    next: Option<&str>,
) -> Result<Opened, CareError> {
    let hash = Keys::token_hash(question);
    let claimed = portal.outside().passkeys.claim(answer);
    let (named, credential) = claimed.unwrap_or((Uuid::nil(), String::new()));
    let wrong = portal.outside().keys.name("passkey-wrong", &format!("{} {}", portal.now() / HOUR, visitor.budget()));
    let met = portal
        .write(visitor, Action::PasskeySignIn, async |call| {
            if guesses::hold(call.tx(), &wrong).await?.fails >= WRONG_ANSWERS {
                let left = HOUR - call.now() % HOUR;
                let seconds = u32::try_from(left / 1000 + 1).unwrap_or(3600);
                return Ok(refused(call, CareError::TooOften { seconds }));
            }
            let asked_after = call.now() - QUESTION_MS;
            let Some(state) = passkeys::take_question(call.tx(), &hash, None, asked_after).await? else {
                return Ok(refused(call, CareError::Expired));
            };
            let owner = passkeys::owner(call.tx(), &credential).await?.unwrap_or(AccountId(Uuid::nil()));
            // Held: of two answers at one moment each sees the count that the other has left.
            accounts::hold(call.tx(), owner).await?;
            let facts = passkeys::facts(call.tx(), &credential, owner).await?;
            if let Some(facts) = &facts {
                call.on(facts.account);
            }
            let usable = facts.filter(|f| may_be_used(f) && handle(portal, f.account) == named);
            let judged = usable.map(|f| (portal.outside().passkeys.judge(&state, answer, &f.key), f));
            match judged {
                Some((Judged::Right(changed), facts)) => enter(call, visitor, &facts, changed, next).await.map(Met::In),
                Some((Judged::Copied, facts)) => {
                    passkeys::stop(call.tx(), facts.passkey, call.now()).await?;
                    tell(call, facts.account, facts.lang, Change::PasskeyStopped).await?;
                    guesses::count(call.tx(), &wrong, call.now()).await?;
                    Ok(refused(call, CareError::WrongCredentials))
                }
                Some((Judged::Wrong, _)) | None => {
                    guesses::count(call.tx(), &wrong, call.now()).await?;
                    Ok(refused(call, CareError::WrongCredentials))
                }
            }
        })
        .await?;
    match met {
        Met::In(opened) => Ok(opened),
        Met::Refused(error) => Err(error),
    }
}

fn refused(call: &mut Call, error: CareError) -> Met {
    call.outcome(error.code());
    Met::Refused(error)
}

/// Staff sign in by their own entrance, with a password and a code.
fn may_be_used(facts: &Facts) -> bool {
    !facts.stopped && !facts.staff && facts.state == AccountState::Active
}

/// Opens the session. Nothing more is asked for: the authenticator has verified its owner.
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
    let token = open_session(call, visitor, facts.account, Proven::Now).await?;
    let home = facts.patient.map_or_else(|| links::SIGN_IN.to_owned(), links::home);
    let known = known::keep(call.portal(), visitor, &facts.username_key);
    Ok(Opened { token, to: next.and_then(own_path).unwrap_or(home), lang: facts.lang, known })
}

//! Signing in and out, the session, the language.

use crate::ApiError;
use leptos::prelude::*;
use portal_types::account::{GoOn, SessionClock};
use portal_types::clinic::Agreement;
use portal_types::passkey::PasskeyQuestion;
use portal_types::security as now;

/// Who looks at the page, in which language, and for how long.
#[server(endpoint = "accounts/me")]
pub async fn me() -> Result<portal_types::account::Me, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::accounts::me(desk.portal(), desk.visitor()).await)
}

/// What the operator says of the clinic.
#[server(endpoint = "accounts/clinic")]
pub async fn clinic() -> Result<portal_types::clinic::Clinic, ApiError> {
    use crate::desk::*;
    Ok(desk()?.portal().clinic())
}

/// Signs a patient in with username and password; an account with a second factor has a second step, or opens with its
/// passkey only.
#[server(endpoint = "accounts/sign-in")]
pub async fn sign_in(username: String, password: String, next: Option<String>) -> Result<now::Entered, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let entering = care::accounts::sign_in(desk.portal(), desk.visitor(), &username, &password, next.as_deref()).await;
    desk.entered(entering)
}

/// The second step: the code of the authenticator app, or a recovery code.
#[server(endpoint = "accounts/second-step")]
pub async fn second_step(code: String, remember: Option<String>) -> Result<GoOn, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let second = care::accounts::second_step(desk.portal(), desk.visitor(), &code, remember.is_some()).await;
    desk.second(second)
}

/// Locks one's session at a shared workstation.
#[server(endpoint = "accounts/lock")]
pub async fn lock(next: Option<String>) -> Result<GoOn, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let locked = desk.write(Action::Lock, async |call| care::accounts::lock(call, next.as_deref()).await).await?;
    desk.go_on(&locked.to);
    Ok(locked)
}

/// Opens one's locked session again.
#[server(endpoint = "accounts/unlock")]
pub async fn unlock(#[server(default)] password: String, next: Option<String>) -> Result<GoOn, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let opened = care::accounts::unlock(desk.portal(), desk.visitor(), &password, next.as_deref()).await;
    let opened = desk.answer(opened)?;
    desk.go_on(&opened.to);
    Ok(opened)
}

/// What the browser is to ask its authenticator, for signing in with a passkey.
#[server(endpoint = "accounts/ask-for-passkey")]
pub async fn ask_for_passkey() -> Result<PasskeyQuestion, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::accounts::ask_for_passkey(desk.portal()).await)
}

/// Signs a patient in with what her authenticator has answered.
#[server(endpoint = "accounts/passkey-sign-in")]
pub async fn passkey_sign_in(question: String, answer: String, next: Option<String>) -> Result<GoOn, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let next = next.as_deref();
    let opened = care::accounts::passkey_sign_in(desk.portal(), desk.visitor(), &question, &answer, next).await;
    desk.signed_in(opened)
}

/// "Forgot password?": a link to every contact of the account, if there is one of this name.
#[server(endpoint = "accounts/forgot-password")]
pub async fn forgot_password(username: String) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::accounts::forgot_password(desk.portal(), desk.visitor(), &username).await)
}

/// "Forgot username?": the usernames of a contact's accounts, sent to that contact.
#[server(endpoint = "accounts/forgot-username")]
pub async fn forgot_username(
    #[server(default)] channel: String,
    #[server(default)] email: String,
    #[server(default)] phone: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::accounts::forgot_username(desk.portal(), desk.visitor(), [&channel, &email, &phone]).await)
}

/// What a link to a new password needs besides.
#[server(endpoint = "accounts/recovery-needs")]
pub async fn recovery_needs(link: String) -> Result<now::RecoveryNeeds, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::accounts::recovery_needs(desk.portal(), &link).await)
}

/// A new password, by a link and a second proof.
#[server(endpoint = "accounts/recover")]
pub async fn recover(
    link: String,
    #[server(default)] kind: String,
    #[server(default)] code: String,
    #[server(default)] answer: String,
    password: String,
    #[server(default)] again: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let proof = desk.parsed(Proof::parse(&kind, &code, &answer))?;
    let password = desk.parsed(portal_types::security::new_password(&password, &again))?;
    desk.answer(care::accounts::recover(desk.portal(), desk.visitor(), &link, proof, &password).await)
}

/// Signs a staff member in: password and the code of the authenticator, in one step.
#[server(endpoint = "accounts/staff-sign-in")]
pub async fn staff_sign_in(
    username: String,
    password: String,
    code: String,
    next: Option<String>,
) -> Result<GoOn, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let opened =
        care::accounts::staff_sign_in(desk.portal(), desk.visitor(), &username, &password, &code, next.as_deref())
            .await;
    desk.signed_in(opened)
}

/// Ends the session.
#[server(endpoint = "accounts/sign-out")]
pub async fn sign_out() -> Result<GoOn, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.signed_out(care::accounts::sign_out(desk.portal(), desk.visitor()).await)
}

/// Ends the session and leads out of the portal, for who must not be seen in it. The browser sends this form by
/// itself, with our program and without.
#[server(endpoint = "accounts/leave-quickly")]
pub async fn leave_quickly() -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    // Nobody is kept here because her session could not be ended: without its cookie it opens nothing any more in this
    // browser, and it ends when it is left alone.
    let _ = care::accounts::sign_out(desk.portal(), desk.visitor()).await;
    desk.left_quickly();
    Ok(())
}

/// Keeps the session alive for another idle period.
#[server(endpoint = "accounts/stay")]
pub async fn stay() -> Result<SessionClock, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::accounts::stay(desk.portal(), desk.visitor()).await)
}

/// How long the session still lives, without keeping it alive.
#[server(endpoint = "accounts/session")]
pub async fn session() -> Result<SessionClock, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::accounts::session_clock(desk.portal(), desk.visitor()).await)
}

/// The terms and conditions in force, in the visitor's language.
#[server(endpoint = "accounts/terms")]
pub async fn terms() -> Result<Agreement, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let kind = portal_types::agreement::AgreementKind::Terms;
    desk.answer(care::agreements::in_force(desk.portal(), kind, desk.visitor().lang).await)
}

/// The notice of privacy practices in force, in the visitor's language.
#[server(endpoint = "accounts/privacy")]
pub async fn privacy() -> Result<Agreement, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let kind = portal_types::agreement::AgreementKind::Privacy;
    desk.answer(care::agreements::in_force(desk.portal(), kind, desk.visitor().lang).await)
}

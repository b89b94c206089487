//! Signing in and out, the session, the language.

use crate::ApiError;
use leptos::prelude::*;
use portal_types::account::{GoOn, SessionClock};
use portal_types::clinic::Agreement;

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

/// Signs a patient in with username and password.
#[server(endpoint = "accounts/sign-in")]
pub async fn sign_in(username: String, password: String, next: Option<String>) -> Result<GoOn, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let opened = care::accounts::sign_in(desk.portal(), desk.visitor(), &username, &password, next.as_deref()).await;
    desk.signed_in(opened)
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
    Ok(desk.portal().terms(desk.visitor().lang))
}

/// The notice of privacy practices in force, in the visitor's language.
#[server(endpoint = "accounts/privacy")]
pub async fn privacy() -> Result<Agreement, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    Ok(desk.portal().privacy(desk.visitor().lang))
}

//! One's own account: signing in, contacts, devices.

use crate::ApiError;
use leptos::prelude::*;
use portal_types::account::GoOn;
use portal_types::ids::{DeviceId, PasskeyId, SessionId};
use portal_types::passkey::PasskeyQuestion;
use portal_types::security as now;

/// One's own account.
#[server(endpoint = "security/account")]
pub async fn account() -> Result<now::AccountView, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadAccount, async |call| care::accounts::security::account(call).await).await
}

/// Proves once more who sits there; good for ten minutes.
#[server(endpoint = "security/prove")]
pub async fn prove(password: String, #[server(default)] code: String) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::accounts::security::prove(desk.portal(), desk.visitor(), &password, &code).await)
}

/// What the browser is to ask its authenticator, for proving with a passkey who sits there.
#[server(endpoint = "security/ask-own-passkey")]
pub async fn ask_own_passkey() -> Result<PasskeyQuestion, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::accounts::ask_own_passkey(desk.portal(), desk.visitor()).await)
}

/// What it has answered; good for ten minutes.
#[server(endpoint = "security/prove-with-passkey")]
pub async fn prove_with_passkey(question: String, answer: String) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::accounts::prove_with_passkey(desk.portal(), desk.visitor(), &question, &answer).await)
}

/// A new password.
#[server(endpoint = "security/change-password")]
pub async fn change_password(password: String, #[server(default)] again: String) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let password = desk.parsed(portal_types::security::new_password(&password, &again))?;
    desk.answer(care::accounts::security::change_password(desk.portal(), desk.visitor(), &password).await)
}

/// Begins to set up an authenticator app.
#[server(endpoint = "security/begin-authenticator")]
pub async fn begin_authenticator() -> Result<now::AuthenticatorSetup, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::accounts::security::begin_authenticator(desk.portal(), desk.visitor()).await)
}

/// Its first code: from now on it counts.
#[server(endpoint = "security/finish-authenticator")]
pub async fn finish_authenticator(code: String) -> Result<now::RecoveryCodes, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::accounts::security::finish_authenticator(desk.portal(), desk.visitor(), &code).await)
}

/// Without it from now on.
#[server(endpoint = "security/remove-authenticator")]
pub async fn remove_authenticator() -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::accounts::security::remove_authenticator(desk.portal(), desk.visitor()).await)
}

/// Begins to add a passkey: what the browser is to ask its authenticator.
#[server(endpoint = "security/begin-passkey")]
pub async fn begin_passkey() -> Result<PasskeyQuestion, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::accounts::begin_passkey(desk.portal(), desk.visitor()).await)
}

/// What the authenticator has answered: the passkey is added.
#[server(endpoint = "security/finish-passkey")]
pub async fn finish_passkey(question: String, answer: String) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::accounts::finish_passkey(desk.portal(), desk.visitor(), &question, &answer).await)
}

/// Calls a passkey by another name.
#[server(endpoint = "security/rename-passkey")]
pub async fn rename_passkey(passkey: PasskeyId, #[server(default)] name: String) -> Result<(), ApiError> {
    use crate::desk::*;
    desk()?.write(Action::RenamePasskey, async |call| care::accounts::rename_passkey(call, passkey, &name).await).await
}

/// Removes a passkey.
#[server(endpoint = "security/remove-passkey")]
pub async fn remove_passkey(passkey: PasskeyId) -> Result<(), ApiError> {
    use crate::desk::*;
    desk()?.write(Action::SetPasskey, async |call| care::accounts::remove_passkey(call, passkey).await).await
}

/// New recovery codes.
#[server(endpoint = "security/recovery-codes")]
pub async fn recovery_codes() -> Result<now::RecoveryCodes, ApiError> {
    use crate::desk::*;
    desk()?
        .write(Action::MakeRecoveryCodes, async |call| care::accounts::security::make_recovery_codes(call).await)
        .await
}

/// Ends one of one's sessions, or all but this one.
#[server(endpoint = "security/end-sessions")]
pub async fn end_sessions(session: Option<SessionId>) -> Result<(), ApiError> {
    use crate::desk::*;
    desk()?.write(Action::EndSession, async |call| care::accounts::security::end_sessions(call, session).await).await
}

/// Forgets a remembered device.
#[server(endpoint = "security/forget-device")]
pub async fn forget_device(device: DeviceId) -> Result<(), ApiError> {
    use crate::desk::*;
    desk()?.write(Action::ForgetDevice, async |call| care::accounts::security::forget_device(call, device).await).await
}

/// Begins to add a contact: a code goes to it.
#[server(endpoint = "security/begin-contact")]
pub async fn begin_contact(
    #[server(default)] channel: String,
    #[server(default)] email: String,
    #[server(default)] phone: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let contact = desk.parsed(ContactAnswer::parse(&channel, &email, &phone))?;
    desk.write(Action::ChangeContact, async |call| care::accounts::security::begin_contact(call, contact).await).await
}

/// The code: the contact is added.
#[server(endpoint = "security/finish-contact")]
pub async fn finish_contact(code: String) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let finished =
        desk.write(Action::ChangeContact, async |call| care::accounts::security::finish_contact(call, &code).await);
    let finished = finished.await?;
    desk.answer(finished)
}

/// Removes a contact, never the last.
#[server(endpoint = "security/remove-contact")]
pub async fn remove_contact(channel: String, value: String) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let contact = desk.parsed(ContactAnswer::parse(&channel, &value, &value))?;
    desk.write(Action::ChangeContact, async |call| care::accounts::security::remove_contact(call, contact).await).await
}

/// Begins to give one's address, as somebody who works here: a code goes to it.
#[server(endpoint = "security/begin-address")]
pub async fn begin_address(#[server(default)] email: String) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let contact = desk.parsed(ContactAnswer::parse("email", &email, ""))?;
    desk.write(Action::ChangeAddress, async |call| care::accounts::security::begin_contact(call, contact).await)
        .await?;
    desk.go_on(links::DESK_ACCOUNT);
    Ok(())
}

/// The code: letters of what is late go to the address from now on.
#[server(endpoint = "security/finish-address")]
pub async fn finish_address(#[server(default)] code: String) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let finished =
        desk.write(Action::ChangeAddress, async |call| care::accounts::security::finish_contact(call, &code).await);
    let finished = finished.await?;
    desk.answer(finished)?;
    desk.go_on(links::DESK_ACCOUNT);
    Ok(())
}

/// Takes the address away.
#[server(endpoint = "security/remove-address")]
pub async fn remove_address() -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.write(Action::ChangeAddress, async |call| care::accounts::security::remove_address(call).await).await?;
    desk.go_on(links::DESK_ACCOUNT);
    Ok(())
}

/// Closes one's own account: signing in ends now, everywhere.
#[server(endpoint = "security/close-account")]
pub async fn close_account(agreed: Option<String>) -> Result<GoOn, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.signed_out(care::closing::close_own(desk.portal(), desk.visitor(), agreed.is_some()).await)
}

//! Self-enrollment: one answer in, the next step out.

use crate::ApiError;
use leptos::prelude::*;
use portal_types::enrollment as now;
use portal_types::registry::RequestState;

/// The step that is open for this browser.
#[server(endpoint = "enrollment/progress")]
pub async fn progress() -> Result<now::Progress, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::enrollment::progress(desk.portal(), desk.visitor()).await)
}

/// "Are you enrolling yourself?" and the birth date. Nothing is stored for somebody under 18.
#[server(endpoint = "enrollment/start")]
pub async fn start(
    #[server(default)] who: String,
    born_month: String,
    born_day: String,
    born_year: String,
) -> Result<now::Progress, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.enrollment(
        care::enrollment::start(desk.portal(), desk.visitor(), &who, [&born_month, &born_day, &born_year]).await,
    )
}

/// Name, sex and ZIP code, which may find a record.
#[server(endpoint = "enrollment/details")]
pub async fn details(
    given: String,
    family: String,
    #[server(default)] sex: String,
    zip: String,
    #[server(default)] phone: String,
    #[server(default)] mrn: String,
) -> Result<now::Progress, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let fields = [&given, &family, &sex, &zip, &phone, &mrn].map(String::as_str);
    desk.enrollment(care::enrollment::details(desk.portal(), desk.visitor(), fields).await)
}

/// An activation code and the birth date of its record.
#[server(endpoint = "enrollment/activate")]
pub async fn activate(
    code: String,
    born_month: String,
    born_day: String,
    born_year: String,
) -> Result<now::Progress, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let born = [&born_month, &born_day, &born_year].map(String::as_str);
    desk.enrollment(care::enrollment::activate(desk.portal(), desk.visitor(), &code, born).await)
}

/// How far a request is, by its number.
#[server(endpoint = "enrollment/state")]
pub async fn state(number: String) -> Result<RequestState, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::enrollment::request_state(desk.portal(), desk.visitor(), &number).await)
}

/// The code sent to a contact on the record.
#[server(endpoint = "enrollment/code")]
pub async fn code(code: String) -> Result<now::Progress, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.enrollment(care::enrollment::code(desk.portal(), desk.visitor(), &code).await)
}

/// Asks for another code.
#[server(endpoint = "enrollment/resend")]
pub async fn resend() -> Result<now::Progress, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.enrollment(care::enrollment::resend(desk.portal(), desk.visitor()).await)
}

/// "I did not get a code": where the enrollment desk can reach the person.
#[server(endpoint = "enrollment/no-code")]
pub async fn no_code(
    #[server(default)] channel: String,
    #[server(default)] email: String,
    #[server(default)] phone: String,
) -> Result<now::Progress, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.enrollment(care::enrollment::no_code(desk.portal(), desk.visitor(), [&channel, &email, &phone]).await)
}

/// A contact of the person's own.
#[server(endpoint = "enrollment/contact")]
pub async fn contact(
    #[server(default)] channel: String,
    #[server(default)] email: String,
    #[server(default)] phone: String,
) -> Result<now::Progress, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.enrollment(care::enrollment::contact(desk.portal(), desk.visitor(), [&channel, &email, &phone]).await)
}

/// The code sent to that contact.
#[server(endpoint = "enrollment/contact-code")]
pub async fn contact_code(code: String) -> Result<now::Progress, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.enrollment(care::enrollment::contact_code(desk.portal(), desk.visitor(), &code).await)
}

/// Username and password.
#[server(endpoint = "enrollment/credentials")]
pub async fn credentials(username: String, password: String) -> Result<now::Progress, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.enrollment(care::enrollment::credentials(desk.portal(), desk.visitor(), &username, &password).await)
}

/// The security question and its answer.
#[server(endpoint = "enrollment/question")]
pub async fn question(#[server(default)] question: String, answer: String) -> Result<now::Progress, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.enrollment(care::enrollment::question(desk.portal(), desk.visitor(), &question, &answer).await)
}

/// Agrees to the terms; the account becomes active and the person is signed in.
#[server(endpoint = "enrollment/terms")]
pub async fn terms(version: String, agree: Option<String>) -> Result<now::Progress, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.enrollment(care::enrollment::terms(desk.portal(), desk.visitor(), &version, agree.is_some()).await)
}

/// One step back, where nothing proven is undone by it.
#[server(endpoint = "enrollment/back")]
pub async fn back() -> Result<now::Progress, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.enrollment(care::enrollment::back(desk.portal(), desk.visitor()).await)
}

/// Forgets this enrollment and begins again.
#[server(endpoint = "enrollment/start-over")]
pub async fn start_over() -> Result<now::Progress, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.enrollment(care::enrollment::start_over(desk.portal(), desk.visitor()).await)
}

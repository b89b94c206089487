//! Who acts for a patient, as she herself says it, and acting for others no longer.
#![expect(clippy::too_many_arguments, reason = "each field of a plain form is an argument of its server function")]

use crate::ApiError;
use leptos::prelude::*;
use portal_types::ids::{GrantId, PatientId};
use portal_types::page::{Cursor, Page};
use portal_types::representative::{EventView, GrantRow, GrantView, NewGrantOptions};

/// A page of the grants on one's chart, the newest first.
#[server(endpoint = "representatives/list")]
pub async fn list(patient: PatientId, after: Option<Cursor>) -> Result<Page<GrantRow>, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ListGrants, async |call| care::representatives::own::list(call, patient, after).await).await
}

/// One grant, whole.
#[server(endpoint = "representatives/open")]
pub async fn open(patient: PatientId, grant: GrantId) -> Result<GrantView, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadGrant, async |call| care::representatives::own::open(call, patient, grant).await).await
}

/// What has happened to a grant before a place in its history.
#[server(endpoint = "representatives/history")]
pub async fn history(patient: PatientId, grant: GrantId, after: Cursor) -> Result<Page<EventView>, ApiError> {
    use crate::desk::*;
    desk()?
        .read(Action::ReadGrant, async |call| care::representatives::own::history(call, patient, grant, after).await)
        .await
}

/// What the page for naming somebody begins with.
#[server(endpoint = "representatives/options")]
pub async fn options(patient: PatientId) -> Result<NewGrantOptions, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ListGrants, async |call| care::representatives::own::options(call, patient).await).await
}

/// Names somebody who is to act for oneself. The same intent sent twice is one grant.
#[server(endpoint = "representatives/start")]
pub async fn start(
    patient: PatientId,
    #[server(default)] given: String,
    #[server(default)] family: String,
    #[server(default)] born_month: String,
    #[server(default)] born_day: String,
    #[server(default)] born_year: String,
    #[server(default)] channel: String,
    #[server(default)] email: String,
    #[server(default)] phone: String,
    #[server(default)] practice: String,
    #[server(default)] rights: Vec<String>,
    #[server(default)] ends_month: String,
    #[server(default)] ends_day: String,
    #[server(default)] ends_year: String,
    #[server(default)] intent: String,
) -> Result<GrantId, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let form = GrantStart {
        given: &given,
        family: &family,
        born: [&born_month, &born_day, &born_year],
        channel: &channel,
        email: &email,
        phone: &phone,
        practice: &practice,
        rights: &rights,
        ends: [&ends_month, &ends_day, &ends_year],
        intent: &intent,
    };
    let new = desk.parsed(NewGrant::parse(form, desk.today()))?;
    let grant = desk
        .write(Action::StartGrant, async |call| care::representatives::own::start(call, patient, new).await)
        .await?;
    desk.go_on(&links::grant(patient, grant));
    Ok(grant)
}

/// Sets switches.
#[server(endpoint = "representatives/switch")]
pub async fn switch(
    patient: PatientId,
    grant: GrantId,
    #[server(default)] rights: Vec<String>,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let to = desk.parsed(Switching::parse(&rights, &intent))?;
    desk.write(Action::SetGrant, async |call| care::representatives::own::switch(call, patient, grant, to).await).await
}

/// Sets a last day, or takes it out.
#[server(endpoint = "representatives/last-day")]
pub async fn last_day(
    patient: PatientId,
    grant: GrantId,
    #[server(default)] ends_month: String,
    #[server(default)] ends_day: String,
    #[server(default)] ends_year: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let to = desk.parsed(LastDay::parse(&ends_month, &ends_day, &ends_year, desk.today()))?;
    desk.write(Action::SetGrant, async |call| care::representatives::own::last_day(call, patient, grant, to).await)
        .await
}

/// Sets a representative aside, at once.
#[server(endpoint = "representatives/suspend")]
pub async fn suspend(patient: PatientId, grant: GrantId) -> Result<(), ApiError> {
    use crate::desk::*;
    desk()?
        .write(Action::SuspendGrant, async |call| care::representatives::own::suspend(call, patient, grant).await)
        .await
}

/// Takes up again whom one has set aside oneself.
#[server(endpoint = "representatives/resume")]
pub async fn resume(patient: PatientId, grant: GrantId) -> Result<(), ApiError> {
    use crate::desk::*;
    desk()?
        .write(Action::ResumeGrant, async |call| care::representatives::own::resume(call, patient, grant).await)
        .await
}

/// Ends a grant for good. `sure`: it was confirmed.
#[server(endpoint = "representatives/end")]
pub async fn end(patient: PatientId, grant: GrantId, sure: Option<String>) -> Result<(), ApiError> {
    use crate::desk::*;
    desk()?
        .write(Action::EndGrant, async |call| {
            care::representatives::own::end(call, patient, grant, sure.is_some()).await
        })
        .await
}

/// Consents anew.
#[server(endpoint = "representatives/renew")]
pub async fn renew(patient: PatientId, grant: GrantId, sure: Option<String>) -> Result<(), ApiError> {
    use crate::desk::*;
    desk()?
        .write(Action::RenewGrant, async |call| {
            care::representatives::own::renew(call, patient, grant, sure.is_some()).await
        })
        .await
}

/// Says yes to a representative from before one had a say.
#[server(endpoint = "representatives/assent")]
pub async fn assent(patient: PatientId, grant: GrantId, sure: Option<String>) -> Result<(), ApiError> {
    use crate::desk::*;
    desk()?
        .write(Action::AssentGrant, async |call| {
            care::representatives::own::assent(call, patient, grant, sure.is_some()).await
        })
        .await
}

/// Acts for somebody no longer.
#[server(endpoint = "representatives/give-up")]
pub async fn give_up(grant: GrantId, sure: Option<String>) -> Result<(), ApiError> {
    use crate::desk::*;
    desk()?
        .write(Action::GiveUpGrant, async |call| {
            care::representatives::acting::give_up(call, grant, sure.is_some()).await
        })
        .await
}

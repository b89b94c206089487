//! The front desk of a practice.

use crate::ApiError;
use leptos::prelude::*;
use portal_types::ids::PatientId;
use portal_types::registry::{Found, FrontView, Made};

/// Records by the beginning of a name, a birth date or a record number.
#[server(endpoint = "front/find")]
pub async fn find(
    #[server(default)] name: String,
    #[server(default)] born: String,
    #[server(default)] mrn: String,
) -> Result<Found, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let search = desk.parsed(Search::parse(&name, &born, &mrn))?;
    desk.read(Action::FindRecord, async |call| care::front::find(call, search).await).await
}

/// One record.
#[server(endpoint = "front/record")]
pub async fn record(patient: PatientId) -> Result<FrontView, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadFrontRecord, async |call| care::front::open(call, patient).await).await
}

/// Makes an invitation.
#[server(endpoint = "front/invite")]
pub async fn invite(
    patient: PatientId,
    #[server(default)] way: String,
    #[server(default)] email: String,
    #[server(default)] phone: String,
    #[server(default)] lang: String,
    #[server(default)] practice: String,
) -> Result<Made, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let invite = desk.parsed(Invite::parse(&way, &email, &phone, &lang, &practice))?;
    desk.write(Action::InvitePatient, async |call| care::front::invite(call, patient, invite).await).await
}

/// Takes an invitation back.
#[server(endpoint = "front/revoke")]
pub async fn revoke(patient: PatientId) -> Result<(), ApiError> {
    use crate::desk::*;
    desk()?.write(Action::InvitePatient, async |call| care::front::revoke(call, patient).await).await
}

/// Confirms who a patient is whose account was set aside for it.
#[server(endpoint = "front/confirm")]
pub async fn confirm(patient: PatientId, #[server(default)] method: String) -> Result<(), ApiError> {
    use crate::desk::*;
    desk()?
        .write(Action::ConfirmIdentity, async |call| care::support::confirm_identity(call, patient, &method).await)
        .await
}

/// Records who stands behind a teen's account.
#[server(endpoint = "front/backing")]
pub async fn backing(
    patient: PatientId,
    #[server(default)] kind: String,
    #[server(default)] name: String,
    #[server(default)] relation: String,
    #[server(default)] reason: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let backing = desk.answer(care::front::backing(&kind, &name, &relation, &reason))?;
    desk.write(Action::RecordBacking, async |call| care::front::record_backing(call, patient, backing).await).await
}

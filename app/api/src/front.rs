//! The front desk of a practice.
#![expect(clippy::too_many_arguments, reason = "each field of a plain form is an argument of its server function")]

use crate::ApiError;
use leptos::prelude::*;
use portal_types::grant_form::{DeskPapers, OrderRow};
use portal_types::ids::{CourtOrderId, GrantId, IntentKey, PatientId};
use portal_types::page::{Cursor, Page};
use portal_types::registry::{Found, FrontView, Made};
use portal_types::representative::{DeskGrant, EventView, GrantRow};

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

/// A page of the grants on a record, the newest first.
#[server(endpoint = "front/grants")]
pub async fn grants(patient: PatientId, after: Option<Cursor>) -> Result<Page<GrantRow>, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadGrants, async |call| care::representatives::desk::list(call, patient, after).await).await
}

/// One grant, with what has happened to it.
#[server(endpoint = "front/grant")]
pub async fn grant(grant: GrantId) -> Result<DeskGrant, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadGrants, async |call| care::representatives::desk::open(call, grant).await).await
}

/// What has happened to a grant before a place in its history.
#[server(endpoint = "front/grant-history")]
pub async fn grant_history(grant: GrantId, after: Cursor) -> Result<Page<EventView>, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadGrants, async |call| care::representatives::desk::history(call, grant, after).await).await
}

/// Puts a grant in force.
#[server(endpoint = "front/activate")]
pub async fn activate(
    grant: GrantId,
    #[server(default)] reason: String,
    #[server(default)] words: String,
    sure: Option<String>,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let why = desk.parsed(SuspendForm::parse(DeskMove::Activate, &reason, &words, sure.is_some()))?;
    desk.write(Action::ActivateGrant, async |call| {
        care::representatives::desk::act(call, grant, DeskMove::Activate, why).await
    })
    .await
}

/// Lets a grant not come about.
#[server(endpoint = "front/reject")]
pub async fn reject(
    grant: GrantId,
    #[server(default)] reason: String,
    #[server(default)] words: String,
    sure: Option<String>,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let why = desk.parsed(SuspendForm::parse(DeskMove::Reject, &reason, &words, sure.is_some()))?;
    desk.write(Action::ActivateGrant, async |call| {
        care::representatives::desk::act(call, grant, DeskMove::Reject, why).await
    })
    .await
}

/// Sets a grant aside, at once.
#[server(endpoint = "front/suspend-grant")]
pub async fn suspend_grant(
    grant: GrantId,
    #[server(default)] reason: String,
    #[server(default)] words: String,
    sure: Option<String>,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let why = desk.parsed(SuspendForm::parse(DeskMove::Suspend, &reason, &words, sure.is_some()))?;
    desk.write(Action::DeskMoveGrant, async |call| {
        care::representatives::desk::act(call, grant, DeskMove::Suspend, why).await
    })
    .await
}

/// Takes a grant up again that staff have set aside.
#[server(endpoint = "front/resume-grant")]
pub async fn resume_grant(
    grant: GrantId,
    #[server(default)] reason: String,
    #[server(default)] words: String,
    sure: Option<String>,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let why = desk.parsed(SuspendForm::parse(DeskMove::Resume, &reason, &words, sure.is_some()))?;
    desk.write(Action::DeskMoveGrant, async |call| {
        care::representatives::desk::act(call, grant, DeskMove::Resume, why).await
    })
    .await
}

/// Ends a grant for good.
#[server(endpoint = "front/end-grant")]
pub async fn end_grant(
    grant: GrantId,
    #[server(default)] reason: String,
    #[server(default)] words: String,
    sure: Option<String>,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let why = desk.parsed(SuspendForm::parse(DeskMove::End, &reason, &words, sure.is_some()))?;
    desk.write(Action::DeskMoveGrant, async |call| {
        care::representatives::desk::act(call, grant, DeskMove::End, why).await
    })
    .await
}

/// Court orders and attestations about a patient.
#[server(endpoint = "front/papers")]
pub async fn papers(patient: PatientId) -> Result<DeskPapers, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadGrants, async |call| care::representatives::papers::papers(call, patient).await).await
}

/// Court orders from before a place in the list.
#[server(endpoint = "front/orders")]
pub async fn orders(patient: PatientId, after: Cursor) -> Result<Page<OrderRow>, ApiError> {
    use crate::desk::*;
    desk()?
        .read(Action::ReadGrants, async |call| care::representatives::papers::orders(call, patient, after).await)
        .await
}

/// Records a court order. The same intent sent twice is one order.
#[server(endpoint = "front/order")]
pub async fn order(
    patient: PatientId,
    #[server(default)] kind: String,
    #[server(default)] grant: String,
    #[server(default)] name: String,
    #[server(default)] court: String,
    #[server(default)] reference: String,
    #[server(default)] made_on: String,
    #[server(default)] until: String,
    #[server(default)] note: String,
    intent: IntentKey,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let form = OrderForm {
        kind: &kind,
        grant: &grant,
        name: &name,
        court: &court,
        reference: &reference,
        made_on: &made_on,
        until: &until,
        note: &note,
    };
    let new = desk.parsed(NewOrder::parse(form, desk.today()))?;
    desk.write(Action::RecordOrder, async |call| {
        care::representatives::papers::record_order(call, patient, new, intent).await
    })
    .await
}

/// Lifts a court order.
#[server(endpoint = "front/lift-order")]
pub async fn lift_order(
    patient: PatientId,
    order: CourtOrderId,
    #[server(default)] why: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let why = desk.parsed(LiftForm::parse(&why))?;
    desk.write(Action::RecordOrder, async |call| {
        care::representatives::papers::lift_order(call, patient, order, why).await
    })
    .await
}

/// Records that a patient lacks capacity. The same intent sent twice is one attestation.
#[server(endpoint = "front/attest")]
pub async fn attest(
    patient: PatientId,
    #[server(default)] made_on: String,
    #[server(default)] clinician: String,
    #[server(default)] note: String,
    intent: IntentKey,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let form = AttestationForm { made_on: &made_on, clinician: &clinician, note: &note };
    let given = desk.parsed(form.parse(desk.today()))?;
    desk.write(Action::RecordAttestation, async |call| {
        care::representatives::papers::attest(call, patient, given, intent).await
    })
    .await
}

/// Takes back what was attested.
#[server(endpoint = "front/end-attestation")]
pub async fn end_attestation(patient: PatientId, sure: Option<String>) -> Result<(), ApiError> {
    use crate::desk::*;
    desk()?
        .write(Action::RecordAttestation, async |call| {
            care::representatives::papers::end_attestation(call, patient, sure.is_some()).await
        })
        .await
}

//! The desk's form by which somebody comes to act for others.
#![expect(clippy::too_many_arguments, reason = "each field of a plain form is an argument of its server function")]

use crate::ApiError;
use leptos::prelude::*;
use portal_types::grant_form::{FormProgress, FormRow};
use portal_types::ids::{FormId, IntentKey, PatientId, RepresentativeId};
use portal_types::page::{Cursor, Page};
use portal_types::registry::Made;

/// Begins a form at somebody's record. The same intent sent twice is one form.
#[server(endpoint = "forms/begin")]
pub async fn begin(
    patient: PatientId,
    #[server(default)] practice: String,
    #[server(default)] grant: String,
    intent: IntentKey,
) -> Result<FormId, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let of = care::representatives::filling::Beginning {
        patient,
        practice: practice.parse().ok(),
        grant: grant.parse().ok(),
        intent,
    };
    let form =
        desk.write(Action::BeginForm, async |call| care::representatives::filling::begin(call, of).await).await?;
    desk.go_on(&links::desk_form(form));
    Ok(form)
}

/// A page of the forms that were begun and not finished, the newest first.
#[server(endpoint = "forms/drafts")]
pub async fn drafts(after: Option<Cursor>) -> Result<Page<FormRow>, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::BeginForm, async |call| care::representatives::filling::drafts(call, after).await).await
}

/// The step that is open, and what stands in the form.
#[server(endpoint = "forms/progress")]
pub async fn progress(form: FormId) -> Result<FormProgress, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::BeginForm, async |call| care::representatives::filling::progress(call, form).await).await
}

/// Who is to act.
#[server(endpoint = "forms/person")]
pub async fn person(
    form: FormId,
    version: i64,
    #[server(default)] given: String,
    #[server(default)] family: String,
    #[server(default)] born: String,
    #[server(default)] channel: String,
    #[server(default)] email: String,
    #[server(default)] phone: String,
    #[server(default)] lang: String,
    #[server(default)] username: String,
    #[server(default)] mrn: String,
) -> Result<FormProgress, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let typed = PersonForm {
        given: &given,
        family: &family,
        born: &born,
        channel: &channel,
        email: &email,
        phone: &phone,
        lang: &lang,
        username: &username,
        mrn: &mrn,
    };
    let person = desk.parsed(PersonAnswer::parse(typed, desk.today()))?;
    desk.write(Action::FillForm, async |call| care::representatives::filling::person(call, form, version, person).await)
        .await
}

/// For whom: those whose boxes are ticked, and the record number of one more.
#[server(endpoint = "forms/patients")]
pub async fn patients(
    form: FormId,
    version: i64,
    #[server(default)] patients: Vec<PatientId>,
    #[server(default)] add: String,
) -> Result<FormProgress, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let said = desk.parsed(PatientsAnswer::parse(patients, &add))?;
    desk.write(Action::FillForm, async |call| care::representatives::filling::patients(call, form, version, said).await)
        .await
}

/// On what ground, for each patient in the order of the form.
#[server(endpoint = "forms/grounds")]
pub async fn grounds(
    form: FormId,
    version: i64,
    #[server(default)] basis: Vec<String>,
) -> Result<FormProgress, ApiError> {
    use crate::desk::*;
    desk()?
        .write(Action::FillForm, async |call| {
            care::representatives::filling::grounds(call, form, version, &basis).await
        })
        .await
}

/// What was seen: an identity document, a court order, an attestation.
#[server(endpoint = "forms/papers")]
pub async fn papers(
    form: FormId,
    version: i64,
    #[server(default)] identity: String,
    #[server(default)] filed: String,
    #[server(default)] court: String,
    #[server(default)] reference: String,
    #[server(default)] made_on: String,
    #[server(default)] until: String,
    #[server(default)] clinician: String,
    #[server(default)] attested_on: String,
) -> Result<FormProgress, ApiError> {
    use crate::desk::*;
    let typed: ([&str; 2], [&str; 4], [&str; 2]) =
        ([&identity, &filed], [&court, &reference, &made_on, &until], [&clinician, &attested_on]);
    desk()?
        .write(Action::FillForm, async |call| care::representatives::filling::papers(call, form, version, typed).await)
        .await
}

/// What is given, and until when.
#[server(endpoint = "forms/switches")]
pub async fn switches(
    form: FormId,
    version: i64,
    #[server(default)] rights: Vec<String>,
    #[server(default)] ends: String,
) -> Result<FormProgress, ApiError> {
    use crate::desk::*;
    desk()?
        .write(Action::FillForm, async |call| {
            care::representatives::filling::switches(call, form, version, (&rights, &ends)).await
        })
        .await
}

/// Who has signed, how, and on which day.
#[server(endpoint = "forms/signatures")]
pub async fn signatures(
    form: FormId,
    version: i64,
    #[server(default)] way: String,
    #[server(default)] signed_on: String,
    #[server(default)] strokes: String,
    #[server(default)] patient_way: Vec<String>,
    #[server(default)] patient_signed_on: Vec<String>,
    #[server(default)] patient_strokes: Vec<String>,
) -> Result<FormProgress, ApiError> {
    use crate::desk::*;
    let typed = SignaturesForm {
        own: [&way, &signed_on, &strokes],
        ways: &patient_way,
        days: &patient_signed_on,
        strokes: &patient_strokes,
    };
    desk()?
        .write(Action::SignForm, async |call| {
            care::representatives::filling::signatures(call, form, version, typed).await
        })
        .await
}

/// One step back; everything typed stays.
#[server(endpoint = "forms/back")]
pub async fn back(form: FormId, version: i64) -> Result<FormProgress, ApiError> {
    use crate::desk::*;
    desk()?.write(Action::FillForm, async |call| care::representatives::filling::back(call, form, version).await).await
}

/// All of it is right: the grants are made and put in force, at once or not at all.
#[server(endpoint = "forms/finish")]
pub async fn finish(form: FormId, version: i64, sure: Option<String>) -> Result<FormProgress, ApiError> {
    use crate::desk::*;
    desk()?
        .write(Action::SignForm, async |call| {
            care::representatives::filling::finish(call, form, version, sure.is_some()).await
        })
        .await
}

/// Throws a form away.
#[server(endpoint = "forms/void")]
pub async fn void(form: FormId, version: i64) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.write(Action::FillForm, async |call| care::representatives::filling::void(call, form, version).await).await?;
    desk.go_on(links::DESK_FORMS);
    Ok(())
}

/// Instructions with a code for a representative who has no account yet.
#[server(endpoint = "forms/instructions")]
pub async fn instructions(
    representative: RepresentativeId,
    #[server(default)] way: String,
    #[server(default)] email: String,
    #[server(default)] phone: String,
    #[server(default)] lang: String,
) -> Result<Made, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let (way, to, lang) = desk.parsed(instructed(&way, &email, &phone, &lang))?;
    let instructions = care::representatives::joining::Instructions { way, to, lang };
    desk.write(Action::InvitePatient, async |call| {
        care::representatives::joining::instructions(call, representative, instructions).await
    })
    .await
}

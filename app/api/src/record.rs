//! What stands in a chart: who somebody is, vaccines, allergies, medicines, test results.

use crate::ApiError;
use leptos::prelude::*;
use portal_types::ids::{ItemId, PatientId, ResultId};
use portal_types::page::{Cursor, Page};
use portal_types::record::{
    AllergyRow, DemographicsView, ImmunizationRow, MedicationRow, Privacy, ResultRow, ResultView,
};

/// Who the patient is, and which practices her record is from.
#[server(endpoint = "record/demographics")]
pub async fn demographics(patient: PatientId) -> Result<DemographicsView, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadDemographics, async |call| care::record::demographics(call, patient).await).await
}

/// A page of the vaccines, newest first.
#[server(endpoint = "record/immunizations")]
pub async fn immunizations(patient: PatientId, after: Option<Cursor>) -> Result<Page<ImmunizationRow>, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadImmunizations, async |call| care::record::immunizations(call, patient, after).await).await
}

/// A page of the allergies, newest first.
#[server(endpoint = "record/allergies")]
pub async fn allergies(patient: PatientId, after: Option<Cursor>) -> Result<Page<AllergyRow>, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadAllergies, async |call| care::record::allergies(call, patient, after).await).await
}

/// A page of the medicines, the newest prescription first.
#[server(endpoint = "record/medications")]
pub async fn medications(patient: PatientId, after: Option<Cursor>) -> Result<Page<MedicationRow>, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadMedications, async |call| care::record::medications(call, patient, after).await).await
}

/// A page of the test results, the newest sample first.
#[server(endpoint = "record/results")]
pub async fn results(patient: PatientId, after: Option<Cursor>) -> Result<Page<ResultRow>, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadResults, async |call| care::record::results(call, patient, after).await).await
}

/// One test result, with what its report says besides.
#[server(endpoint = "record/result")]
pub async fn one_result(patient: PatientId, result: ResultId) -> Result<ResultView, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadResults, async |call| care::record::result(call, patient, result).await).await
}

/// Keeps something of one's own record from the people who act for one, or shows it to them. A plain form comes
/// back to the page that it was sent from.
#[server(endpoint = "record/private")]
pub async fn set_private(patient: PatientId, item: ItemId, private: bool) -> Result<Privacy, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.write(Action::SetItemPrivacy, async |call| care::record::set_private(call, patient, item, private).await).await
}

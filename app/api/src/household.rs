//! The people whose charts somebody may open, and who has acted in a chart.

use crate::ApiError;
use leptos::prelude::*;
use portal_types::ids::PatientId;
use portal_types::page::{Cursor, Page};
use portal_types::representative::{ActRow, Household};

/// Everybody whose charts the caller may open, her own first.
#[server(endpoint = "representatives/household")]
pub async fn people() -> Result<Household, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadHousehold, async |call| care::representatives::household::household(call).await).await
}

/// A page of what others have looked at and done in a chart, the newest first.
#[server(endpoint = "representatives/acted")]
pub async fn acted(patient: PatientId, after: Option<Cursor>) -> Result<Page<ActRow>, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadActed, async |call| care::representatives::acted::acted(call, patient, after).await).await
}

//! The first page of a chart.

use crate::ApiError;
use leptos::prelude::*;
use portal_types::home::HomeView;
use portal_types::ids::PatientId;

/// What waits, what is waited for, and what is new in a chart.
#[server(endpoint = "home/open")]
pub async fn open(patient: PatientId) -> Result<HomeView, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadHome, async |call| care::home::open(call, patient).await).await
}

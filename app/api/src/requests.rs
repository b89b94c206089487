//! The enrollment desk.

use crate::ApiError;
use leptos::prelude::*;
use portal_types::ids::EnrollmentId;
use portal_types::page::Cursor;
use portal_types::registry::{RequestFilter, RequestQueue, RequestView};

/// A page of the requests that wait, the oldest first.
#[server(endpoint = "requests/queue")]
pub async fn queue(filter: RequestFilter, after: Option<Cursor>) -> Result<RequestQueue, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ListRequests, async |call| care::enrollment::requests::queue(call, filter, after).await).await
}

/// One request, with the records it may belong to.
#[server(endpoint = "requests/open")]
pub async fn open(request: EnrollmentId) -> Result<RequestView, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadRequest, async |call| care::enrollment::requests::open(call, request).await).await
}

/// Writes a call or a note into its log.
#[server(endpoint = "requests/note")]
pub async fn note(request: EnrollmentId, note: String) -> Result<(), ApiError> {
    use crate::desk::*;
    desk()?.write(Action::NoteRequest, async |call| care::enrollment::requests::note(call, request, &note).await).await
}

/// Approves it for a record.
#[server(endpoint = "requests/approve")]
pub async fn approve(
    request: EnrollmentId,
    #[server(default)] patient: String,
    #[server(default)] method: String,
    #[server(default)] note: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    desk()?
        .write(Action::DecideRequest, async |call| {
            care::enrollment::requests::approve(call, request, &patient, &method, &note).await
        })
        .await
}

/// Declines it.
#[server(endpoint = "requests/decline")]
pub async fn decline(
    request: EnrollmentId,
    #[server(default)] reason: String,
    #[server(default)] note: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    desk()?
        .write(Action::DecideRequest, async |call| {
            care::enrollment::requests::decline(call, request, &reason, &note).await
        })
        .await
}

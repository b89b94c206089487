//! What people take with them as a file. Files are no pages: nobody is sent elsewhere from here, and whatever is not hers, or
//! not there, is the same answer.

use crate::doors::Doors;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use portal_care::{Action, CareError, Visitor, asks};
use portal_types::ids::{AskId, PatientId};

/// An agreed visit for a calendar. Neither the address nor the name of the file says what it is for.
pub(crate) async fn visit(
    State(doors): State<Doors>,
    Extension(visitor): Extension<Visitor>,
    Path((patient, ask)): Path<(String, String)>,
) -> Response {
    let (Ok(patient), Ok(ask)) = (patient.parse::<PatientId>(), ask.parse::<AskId>()) else { return nothing() };
    let file =
        doors.portal().read(&visitor, Action::ReadAsk, async |call| asks::calendar(call, patient, ask).await).await;
    match file {
        Ok(file) => {
            let headers = [
                (CONTENT_TYPE, "text/calendar; charset=utf-8"),
                (CONTENT_DISPOSITION, "attachment; filename=\"appointment.ics\""),
            ];
            (headers, file).into_response()
        }
        Err(CareError::Unavailable) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Err(CareError::Internal(cause)) => {
            tracing::error!(%cause, "a file could not be made");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        Err(_) => nothing(),
    }
}

/// Not there, or not for whoever asks.
fn nothing() -> Response {
    (StatusCode::NOT_FOUND, "not found").into_response()
}

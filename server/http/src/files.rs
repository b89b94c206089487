//! What people take with them as a file, and what they have sent. Files are no pages: nobody is sent elsewhere from here, and
//! whatever is not hers, or not there, is the same answer.

use crate::doors::Doors;
use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use portal_care::files::Opened;
use portal_care::{Action, CareError, Visitor, asks};
use portal_types::ids::{AskId, FileId, PatientId};

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
        Err(error) => refused(error),
    }
}

/// Why somebody gets no file.
fn refused(error: CareError) -> Response {
    match error {
        CareError::Unavailable => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        CareError::Internal(cause) => {
            tracing::error!(%cause, "a file could not be made");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        _ => nothing(),
    }
}

/// A file that somebody has sent with a message or a request: a picture to be shown, anything else to be taken along. All of
/// it, whatever part is asked for; piece by piece, so that it is in nobody's memory.
pub(crate) async fn sent(
    State(doors): State<Doors>,
    Extension(visitor): Extension<Visitor>,
    Path(file): Path<String>,
) -> Response {
    let Ok(file) = file.parse::<FileId>() else { return nothing() };
    let opened =
        doors.portal().read(&visitor, Action::ReadFile, async |call| portal_care::files::open(call, file).await).await;
    match opened {
        Ok(opened) => {
            let headers = [
                (CONTENT_TYPE, opened.kind.content_type().to_owned()),
                (CONTENT_DISPOSITION, disposition(&opened)),
                (CONTENT_LENGTH, opened.bytes.to_string()),
            ];
            (headers, Body::from_stream(pieces(doors, opened))).into_response()
        }
        Err(error) => refused(error),
    }
}

/// What a browser does with a file, and what it calls it. The name is in signs of ASCII alone (RFC 8187).
fn disposition(opened: &Opened) -> String {
    let way = if opened.kind.is_picture() { "inline" } else { "attachment" };
    let mut name = String::new();
    for byte in opened.name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            name.push(char::from(byte));
        } else {
            name.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("{way}; filename*=UTF-8''{name}")
}

/// What is in a file. An answer that cannot be finished breaks off, and its length says so.
fn pieces(doors: Doors, opened: Opened) -> impl futures::Stream<Item = Result<Bytes, CareError>> {
    futures::stream::try_unfold((doors, opened, 0), async |(doors, opened, no)| {
        let piece = portal_care::files::piece(doors.portal(), &opened, no).await?;
        Ok::<_, CareError>(piece.map(|piece| (Bytes::from(piece), (doors, opened, no + 1))))
    })
}

/// Not there, or not for whoever asks.
fn nothing() -> Response {
    (StatusCode::NOT_FOUND, "not found").into_response()
}

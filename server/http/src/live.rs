//! The live stream (server-sent events): nudges without content.
//!
//! Every thirty seconds the session is looked at anew; when it has ended, or the server goes down, the stream says so
//! and ends. A stream that lagged behind is told to catch up.

use crate::doors::Doors;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures::Stream;
use portal_care::live::{Ear, Heard, ear};
use portal_care::{CareError, Visitor};
use portal_types::notice::Nudge;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, interval_at};

const LOOK_AGAIN: Duration = Duration::from_secs(30);

/// Browsers drop an event without data, whatever its name.
const SAID: &str = "now";

fn nudge(n: &Nudge) -> Event {
    Event::default().event("nudge").data(format!("{} {} {}", n.patient, n.pool, n.thread))
}

pub(crate) async fn open(State(doors): State<Doors>, request: Request) -> Response {
    // Only our own pages listen; a link or another site's script does not.
    let from = request.headers().get("sec-fetch-site").and_then(|v| v.to_str().ok());
    if !matches!(from, None | Some("same-origin")) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let Some(visitor) = request.extensions().get::<Visitor>().cloned() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    match ear(doors.portal(), &visitor).await {
        Ok(ear) => Sse::new(stream(doors, visitor, ear)).into_response(),
        Err(CareError::Unavailable) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        // 204 tells the browser not to try again.
        Err(_) => StatusCode::NO_CONTENT.into_response(),
    }
}

fn stream(doors: Doors, visitor: Visitor, ear: Ear) -> impl Stream<Item = Result<Event, Infallible>> {
    let heard = doors.portal().live().listen();
    let look_again = interval_at(Instant::now() + LOOK_AGAIN, LOOK_AGAIN);
    let closing = doors.closing();
    let state = Some((doors, visitor, ear, heard, look_again, closing));
    futures::stream::unfold(state, async |state| {
        let (doors, visitor, mut ear, mut heard, mut look_again, mut closing) = state?;
        loop {
            let event = tokio::select! {
                _ = closing.wait_for(|closed| *closed) => return None,
                _ = look_again.tick() => None,
                news = heard.recv() => Some(news),
            };
            let event = match event {
                None => match portal_care::live::ear(doors.portal(), &visitor).await {
                    Ok(anew) => {
                        ear = anew;
                        // A comment keeps proxies from closing a quiet stream.
                        Event::default().comment("here")
                    }
                    Err(CareError::Unavailable) => continue,
                    Err(_) => return Some((Ok(Event::default().event("end").data(SAID)), None)),
                },
                Some(Ok(Heard::Nudge(n))) if ear.hears(&n) => nudge(&n),
                Some(Ok(Heard::Nudge(_))) => continue,
                Some(Ok(Heard::CatchUp) | Err(RecvError::Lagged(_))) => Event::default().event("catch-up").data(SAID),
                Some(Err(RecvError::Closed)) => return None,
            };
            return Some((Ok(event), Some((doors, visitor, ear, heard, look_again, closing))));
        }
    })
}

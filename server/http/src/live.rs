//! The live stream (server-sent events): nudges without content.
//!
//! Every thirty seconds the session is looked at anew, at once when somebody has changed what its account may open
//! or has ended one of its sessions, and at the midnight of a birthday or an end date; when it has ended, or
//! the server goes down, the stream says so and ends. A stream that lagged behind is told to catch up, and so is one that may
//! hear something else from now on: its pages ask anew, and find what is open to them.

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
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep_until};

const LOOK_AGAIN: Duration = Duration::from_secs(30);

/// The same while the database does not answer, and what the stream may hear has changed.
const SOON: Duration = Duration::from_secs(1);

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
    // Before it is asked what may be heard: a change of that meanwhile is not missed.
    let heard = doors.portal().live().listen();
    match ear(doors.portal(), &visitor).await {
        Ok(ear) => Sse::new(stream(doors, visitor, ear, heard)).into_response(),
        Err(CareError::Unavailable) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        // 204 tells the browser not to try again.
        Err(_) => StatusCode::NO_CONTENT.into_response(),
    }
}

/// When a stream has to ask anew at the latest: after half a minute, or when what it may hear changes by itself.
fn again(doors: &Doors, ear: &Ear) -> Instant {
    let left = ear.until().saturating_sub(doors.portal().now()).max(0);
    // A moment more: this clock and the portal's tick apart.
    Instant::now() + LOOK_AGAIN.min(Duration::from_millis(left.unsigned_abs().saturating_add(1)))
}

fn stream(
    doors: Doors,
    visitor: Visitor,
    ear: Ear,
    heard: Receiver<Heard>,
) -> impl Stream<Item = Result<Event, Infallible>> {
    let look_again = again(&doors, &ear);
    let closing = doors.closing();
    let state = Some((doors, visitor, ear, heard, look_again, closing));
    futures::stream::unfold(state, async |state| {
        let (doors, visitor, mut ear, mut heard, mut look_again, mut closing) = state?;
        loop {
            let news = tokio::select! {
                _ = closing.wait_for(|closed| *closed) => return None,
                () = sleep_until(look_again) => None,
                news = heard.recv() => Some(news),
            };
            let now = doors.portal().now();
            let over = now >= ear.until();
            // What is said at once; else whether what the stream may hear has changed, as far as is known.
            let said = match news {
                Some(Err(RecvError::Closed)) => return None,
                Some(Ok(Heard::Nudge(n))) if ear.hears(&n, now) => Ok(nudge(&n)),
                Some(Ok(Heard::ToAsker(asker, n))) if ear.hears_of_own(asker, &n, now) => Ok(nudge(&n)),
                Some(Ok(Heard::Nudge(_) | Heard::ToAsker(..))) if !over => continue,
                Some(Ok(Heard::Rights(account))) if !over && !ear.is_of(account) => continue,
                // That rights have changed may be among what was missed.
                Some(
                    Ok(Heard::Nudge(_) | Heard::ToAsker(..) | Heard::Rights(_) | Heard::CatchUp)
                    | Err(RecvError::Lagged(_)),
                ) => Err(true),
                None => Err(over),
            };
            let event = match said {
                Ok(event) => event,
                Err(changed) => match portal_care::live::ear(doors.portal(), &visitor).await {
                    Ok(anew) => {
                        ear = anew;
                        look_again = again(&doors, &ear);
                        if changed {
                            Event::default().event("catch-up").data(SAID)
                        } else {
                            // A comment keeps proxies from closing a quiet stream.
                            Event::default().comment("here")
                        }
                    }
                    Err(CareError::Unavailable) if !changed => {
                        look_again = Instant::now() + LOOK_AGAIN;
                        continue;
                    }
                    // Rather nothing than what is no longer for it, until somebody can say what is.
                    Err(CareError::Unavailable) => {
                        ear = ear.deaf();
                        look_again = Instant::now() + SOON;
                        continue;
                    }
                    Err(_) => return Some((Ok(Event::default().event("end").data(SAID)), None)),
                },
            };
            return Some((Ok(event), Some((doors, visitor, ear, heard, look_again, closing))));
        }
    })
}

//! Telling inboxes of what is late.

use portal_care::Portal;
use portal_care::triage::escalate;
use std::time::Duration;

/// How often: a day begins at the clinic's midnight, and what it makes late is told of soon after.
const EVERY: Duration = Duration::from_secs(300);

/// One round. What fails is tried again in the next.
pub async fn round(portal: &Portal) {
    match escalate::round(portal).await {
        Ok(0) => {}
        Ok(items) => tracing::info!(items, "inboxes were told of what is late"),
        Err(error) => tracing::error!(cause = %error, "what is late could not be looked at"),
    }
}

/// Goes round for as long as the process lives.
pub async fn run(portal: Portal) {
    let mut every = tokio::time::interval(EVERY);
    loop {
        every.tick().await;
        round(&portal).await;
    }
}

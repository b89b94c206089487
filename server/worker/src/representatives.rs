//! What birthdays, last days and deaths bring to those who act for others, and telling them before.

use portal_care::Portal;
use portal_care::representatives::telling;
use std::time::Duration;

/// How often: a day begins at the clinic's midnight, and what it brings is written down soon after.
const EVERY: Duration = Duration::from_secs(3600);

/// One round. What fails is tried again in the next.
pub async fn round(portal: &Portal) {
    match telling::round(portal).await {
        Ok(0) => {}
        Ok(grants) => tracing::info!(grants, "grants were settled or told of"),
        Err(error) => tracing::error!(cause = %error, "grants could not be looked at"),
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

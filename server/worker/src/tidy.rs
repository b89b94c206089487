//! Removing what must not be kept.

use portal_care::{Portal, enrollment};
use std::time::Duration;

/// How often.
const EVERY: Duration = Duration::from_secs(3600);

/// One round; what fails is tried again in the next.
pub async fn round(portal: &Portal) {
    match enrollment::forget_old(portal).await {
        Ok(0) => {}
        Ok(gone) => tracing::info!(gone, "old enrollments were deleted"),
        Err(error) => tracing::error!(cause = %error, "old enrollments were not deleted"),
    }
}

/// Tidies for as long as the process lives.
pub async fn run(portal: Portal) {
    let mut every = tokio::time::interval(EVERY);
    loop {
        every.tick().await;
        round(&portal).await;
    }
}

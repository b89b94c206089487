//! Removing what must not be kept.

use portal_care::tidying::{self, Task};
use portal_care::{Portal, closing};
use std::time::Duration;

/// How often.
const EVERY: Duration = Duration::from_secs(3600);

/// One round. What fails is tried again in the next, and keeps nothing else from being tidied.
pub async fn round(portal: &Portal) {
    for task in Task::ALL {
        match tidying::tidy(portal, task).await {
            Ok(0) => {}
            Ok(rows) => tracing::info!(?task, rows, "tidied"),
            Err(error) => tracing::error!(?task, cause = %error, "could not be tidied"),
        }
    }
    match closing::erase_old(portal).await {
        Ok(0) => {}
        Ok(gone) => tracing::info!(gone, "cancelled accounts were erased"),
        Err(error) => tracing::error!(cause = %error, "cancelled accounts were not erased"),
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

//! Signing the audit trail's heads, so that cutting its end off is noticed.

use portal_care::audit::{Round, checkpoint};
use portal_care::{CareError, Portal};
use portal_gateways::Journal;
use std::time::Duration;

/// How often it is asked whether it is time.
const EVERY: Duration = Duration::from_secs(5);

/// One round; tells whether a checkpoint was made. Its line goes into the journal too, where there is one.
pub async fn round(portal: &Portal, journal: Option<&Journal>) -> Result<bool, CareError> {
    match checkpoint(portal).await? {
        Round::Nothing => Ok(false),
        Round::Shorter => {
            tracing::error!("the audit trail is shorter than it was: run `server audit verify`");
            Ok(false)
        }
        Round::Written(line) => {
            if let Some(journal) = journal {
                // The next line says all that this one would have said.
                if let Err(error) = journal.append(&line).await {
                    tracing::error!(cause = %error, "a checkpoint is in the database and not in the file");
                }
            }
            Ok(true)
        }
    }
}

/// Makes checkpoints for as long as the process lives.
pub async fn run(portal: Portal, journal: Option<Journal>) {
    let mut every = tokio::time::interval(EVERY);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        if let Err(error) = round(&portal, journal.as_ref()).await {
            tracing::error!(cause = %error, "the audit trail was not signed");
        }
    }
}

//! Having files judged that people have sent.

use portal_care::{Portal, files};
use std::time::Duration;

/// How often it is asked what is to be judged, when nothing was.
const PAUSE: Duration = Duration::from_secs(1);

/// Has files judged for as long as the process lives.
pub async fn run(portal: Portal) {
    loop {
        match files::scan(&portal).await {
            Ok(0) => tokio::time::sleep(PAUSE).await,
            Ok(_) => {}
            Err(error) => {
                tracing::error!(cause = %error, "files could not be judged");
                tokio::time::sleep(10 * PAUSE).await;
            }
        }
    }
}

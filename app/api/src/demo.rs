//! What only the demo shows.

use crate::ApiError;
use leptos::prelude::*;
use portal_types::notice::DemoMail;

/// The newest messages that the demo would have sent by mail or text. Not there outside the demo.
#[server(endpoint = "demo/outbox")]
pub async fn outbox() -> Result<Vec<DemoMail>, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadDemoOutbox, async |call| care::demo::outbox(call).await).await
}

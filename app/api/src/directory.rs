//! The public directory of practices.

use crate::ApiError;
use leptos::prelude::*;
use portal_types::directory::PracticeCard;

/// All practices by name.
#[server(endpoint = "directory/practices")]
pub async fn practices() -> Result<Vec<PracticeCard>, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadDirectory, async |call| care::directory::practices(call).await).await
}

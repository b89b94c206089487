//! The public directory of practices.

use crate::{CareError, Glance};
use portal_store::people;
use portal_types::directory::PracticeCard;

/// All practices by name.
pub async fn practices(call: &mut Glance) -> Result<Vec<PracticeCard>, CareError> {
    Ok(people::practices(call.db()).await?)
}

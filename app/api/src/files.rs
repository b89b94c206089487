//! Files that somebody has put where she writes. They are sent to `links::UPLOAD`, and opened at `links::file`.

use crate::ApiError;
use leptos::prelude::*;
use portal_types::ids::FileId;

/// Takes back a file that is not sent with anything. A plain form goes back to where it lay.
#[server(endpoint = "files/remove")]
pub async fn remove(file: FileId) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let place = desk.write(Action::RemoveFile, async |call| care::files::remove(call, file).await).await?;
    desk.go_on(&place.link());
    Ok(())
}

//! Practices at the administration's desk: what each has switched on, and how soon it answers.

use crate::ApiError;
use leptos::prelude::*;
use portal_types::ids::PracticeId;
use portal_types::page::{Cursor, Page};
use portal_types::practice as now;

/// A page of the practices, by name.
#[server(endpoint = "practices/list")]
pub async fn list(after: Option<Cursor>) -> Result<Page<now::PracticeRow>, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ListPractices, async |call| care::practices::list(call, after).await).await
}

/// One practice.
#[server(endpoint = "practices/open")]
pub async fn open(practice: PracticeId) -> Result<now::PracticeView, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadPractice, async |call| care::practices::open(call, practice).await).await
}

/// Switches on what is ticked and the rest off, and says how soon the practice answers.
#[server(endpoint = "practices/change")]
pub async fn change(
    practice: PracticeId,
    #[server(default)] features: Vec<String>,
    #[server(default)] days: String,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let asked = desk.parsed(now::PracticeChange::parse(&features, &days, &intent))?;
    desk.write(Action::ChangePractice, async |call| care::practices::change(call, practice, asked).await).await?;
    desk.go_on(&links::desk_practice(practice));
    Ok(())
}

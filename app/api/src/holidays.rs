//! The holidays, at the administration's desk.

use crate::ApiError;
use leptos::prelude::*;
use portal_types::day::Day;
use portal_types::holiday::HolidayList;
use portal_types::page::Cursor;

/// A page of the holidays from today on, the next first.
#[server(endpoint = "holidays/list")]
pub async fn list(after: Option<Cursor>) -> Result<HolidayList, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ListHolidays, async |call| care::holidays::list(call, after).await).await
}

/// Adds one.
#[server(endpoint = "holidays/add")]
pub async fn add(
    #[server(default)] day: String,
    #[server(default)] name: String,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.write(Action::ChangeHolidays, async |call| care::holidays::add(call, &day, &name, &intent).await).await?;
    desk.go_on(links::DESK_HOLIDAYS);
    Ok(())
}

/// Takes one out.
#[server(endpoint = "holidays/remove")]
pub async fn remove(day: Day) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.write(Action::ChangeHolidays, async |call| care::holidays::remove(call, day).await).await?;
    desk.go_on(links::DESK_HOLIDAYS);
    Ok(())
}

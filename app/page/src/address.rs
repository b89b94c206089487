//! What the address says.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use portal_api::ApiError;
use portal_types::error::Refusal;
use portal_types::page::Cursor;

/// The answer for an address that names nothing.
pub fn nothing_there() -> ApiError {
    ApiError::Refused(Refusal::NotFound)
}

/// An id from the address.
pub fn param<T>(name: &'static str) -> Memo<Option<T>>
where
    T: std::str::FromStr + PartialEq + Send + Sync + 'static,
{
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get_str(name).and_then(|id| id.parse().ok())))
}

/// Where a page of a list begins, from the query of the address.
pub fn cursor(name: &'static str) -> Memo<Option<Cursor>> {
    let query = use_query_map();
    Memo::new(move |_| query.with(|query| query.get_str(name).and_then(|cursor| cursor.parse().ok())))
}

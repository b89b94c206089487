//! Every address that leads nowhere.

use leptos::prelude::*;
use leptos_meta::Title;
use portal_kit::boot::use_words;
use portal_kit::{Actions, LinkButton};
use portal_types::links;

/// "We could not find this page". Says nothing about what might have been there.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let w = use_words();
    view! {
        <Title text=w.not_found_title() />
        <h1>{w.not_found_title()}</h1>
        <p class="lead">{w.not_found_text()}</p>
        <Actions>
            <LinkButton href=links::SIGN_IN label=w.not_found_home() />
        </Actions>
    }
    .into_any()
}

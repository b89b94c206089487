//! Enrolled and signed in.

use crate::enroll::HEADING;
use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{Actions, LinkButton};
use portal_types::links;

#[component]
pub(super) fn Done() -> impl IntoView {
    let w = use_words();
    // A full load: the page is drawn anew for the person who is now signed in.
    Effect::new(|_| portal_browser::go(links::SIGN_IN));
    view! {
        <h1 id=HEADING tabindex="-1">
            {w.done_title()}
        </h1>
        <p class="lead">{w.done_lead()}</p>
        <Actions>
            <LinkButton href=links::SIGN_IN label=w.done_button() />
        </Actions>
    }
    .into_any()
}

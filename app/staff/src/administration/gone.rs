//! An address that names nothing here, beside the list that stands.

use leptos::prelude::*;
use portal_api::ApiError;
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, LinkButton, Notice};
use portal_page::Trouble;
use portal_types::error::Refusal;

/// Instead of what could not be opened. `title` says that it is not there, `back` leads to the list, which `label` names.
#[component]
pub(super) fn Gone(
    error: ApiError,
    retry: Callback<()>,
    title: String,
    back: &'static str,
    label: String,
) -> impl IntoView {
    let w = use_words();
    if error.refusal() != Some(&Refusal::NotFound) {
        return view! { <Trouble error retry beside=true /> }.into_any();
    }
    view! {
        <Notice title>
            <p>{w.admin_gone_text()}</p>
            <div>
                <LinkButton href=back label variant=ButtonVariant::Secondary />
            </div>
        </Notice>
    }
    .into_any()
}

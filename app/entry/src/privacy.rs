//! The notice of privacy practices.

use crate::terms::AgreementText;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::accounts;
use portal_kit::boot::use_words;

#[component]
pub(crate) fn Privacy() -> impl IntoView {
    let w = use_words();
    let agreement = Resource::new(|| (), |()| accounts::privacy());
    view! {
        <Title text=w.privacy_page_title() />
        <h1>{w.privacy_page_title()}</h1>
        <AgreementText agreement />
    }
    .into_any()
}

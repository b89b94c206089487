//! After one has closed one's account.

use crate::support::SupportContact;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_kit::boot::use_words;

#[component]
pub(crate) fn Goodbye() -> impl IntoView {
    let w = use_words();
    view! {
        <Title text=w.goodbye_title() />
        <h1>{w.goodbye_title()}</h1>
        <p class="lead">{w.goodbye_lead()}</p>
        <section class="prose" aria-labelledby="grace">
            <h2 id="grace">{w.goodbye_back()}</h2>
            <p>{w.goodbye_back_text()}</p>
        </section>
        <SupportContact />
        <p>{w.goodbye_record()}</p>
    }
    .into_any()
}

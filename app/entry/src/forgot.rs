//! A forgotten password or username: Technical Support starts the recovery.

use crate::support::SupportContact;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_kit::boot::use_words;
use portal_kit::{Notice, Tone};

#[component]
pub(crate) fn Forgot() -> impl IntoView {
    let w = use_words();
    view! {
        <Title text=w.forgot_title() />
        <h1>{w.forgot_title()}</h1>
        <p class="lead">{w.forgot_lead()}</p>
        <SupportContact />
        <section class="prose" aria-labelledby="ready">
            <h2 id="ready">{w.forgot_ready()}</h2>
            <ul>
                <li>{w.forgot_ready_1()}</li>
                <li>{w.forgot_ready_2()}</li>
                <li>{w.forgot_ready_3()}</li>
            </ul>
        </section>
        <Notice tone=Tone::Caution>{w.forgot_never()}</Notice>
    }
    .into_any()
}

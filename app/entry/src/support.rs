//! Technical Support: how to reach it, what it can do and what it cannot, and writing to it.

use crate::ticket::Write;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::text;
use portal_types::account::Lang;
use portal_types::links;

/// When Technical Support is there, in the reader's language.
pub(crate) fn hours() -> String {
    let boot = use_boot();
    let [en, es] = &boot.clinic.support_hours;
    match boot.lang {
        Lang::En => en.clone(),
        Lang::Es => es.clone(),
    }
}

/// Phone and hours, for every page that sends somebody to Technical Support.
#[component]
pub(crate) fn SupportContact() -> impl IntoView {
    let (w, boot) = (use_words(), use_boot());
    let clinic = &boot.clinic;
    view! {
        <dl class="answers">
            <div>
                <dt>{w.support_phone()}</dt>
                <dd>
                    <a href=text::tel_link(&clinic.support_phone)>{text::phone(&clinic.support_phone)}</a>
                </dd>
            </div>
            <div>
                <dt>{w.support_hours()}</dt>
                <dd>{hours()}</dd>
            </div>
        </dl>
    }
    .into_any()
}

#[component]
pub(crate) fn Support() -> impl IntoView {
    let w = use_words();
    view! {
        <Title text=w.support_title() />
        <h1>{w.support_title()}</h1>
        <p class="lead">{w.support_lead()}</p>
        <SupportContact />
        <section class="prose" aria-labelledby="can">
            <h2 id="can">{w.support_can()}</h2>
            <ul>
                <li>{w.support_can_1()}</li>
                <li>{w.support_can_2()}</li>
                <li>{w.support_can_3()}</li>
            </ul>
        </section>
        <section class="prose" aria-labelledby="cannot">
            <h2 id="cannot">{w.support_cannot()}</h2>
            <ul>
                <li>{w.support_cannot_bills()}</li>
                <li>
                    {w.support_cannot_record()} " " <a href=links::PRACTICES>{w.support_practices()}</a>
                </li>
                <li>{w.support_cannot_password()}</li>
            </ul>
        </section>
        <section class="prose" aria-labelledby="close">
            <h2 id="close">{w.support_close()}</h2>
            <p>{w.support_close_text()}</p>
        </section>
        <hr />
        <Write />
    }
    .into_any()
}

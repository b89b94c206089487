//! Technical Support: how to reach it, what it can do and what it cannot.

use leptos::prelude::*;
use leptos_meta::Title;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::text;
use portal_types::account::Lang;
use portal_types::links;

/// Phone and hours, for every page that sends somebody to Technical Support.
#[component]
pub(crate) fn SupportContact() -> impl IntoView {
    let (w, boot) = (use_words(), use_boot());
    let clinic = &boot.clinic;
    let [en, es] = &clinic.support_hours;
    let hours = match boot.lang {
        Lang::En => en,
        Lang::Es => es,
    };
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
                <dd>{hours.clone()}</dd>
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
    }
    .into_any()
}

//! What people do who are not of age. Names no office: nothing here comes out of a record.

use leptos::prelude::*;
use leptos_meta::Title;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{Actions, LinkButton};
use portal_types::links;

#[component]
pub(crate) fn UnderAge() -> impl IntoView {
    let w = use_words();
    let age = use_boot().clinic.ages.adult.to_string();
    view! {
        // The same title as the way here: the browser's history does not tell anybody's age.
        <Title text=w.enroll_title() />
        <h1>{w.under_title(age.clone())}</h1>
        <p class="lead">{w.under_lead(age.clone())}</p>
        <p>{w.under_text(age)}</p>
        <section class="prose" aria-labelledby="what">
            <h2 id="what">{w.under_what()}</h2>
            <ol>
                <li>{w.under_what_1()}</li>
                <li>{w.under_what_2()}</li>
            </ol>
        </section>
        <Actions>
            <LinkButton href=links::PRACTICES label=w.under_practices() />
        </Actions>
    }
    .into_any()
}

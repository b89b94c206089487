//! How to act for another person: not by enrolling them, but as their Patient Care Representative.

use leptos::prelude::*;
use leptos_meta::Title;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{Actions, ButtonVariant, LinkButton};
use portal_types::links;

#[component]
pub(crate) fn SomeoneElse() -> impl IntoView {
    let w = use_words();
    let ages = use_boot().clinic.ages;
    let last = ages.adult.saturating_sub(1).to_string();
    view! {
        <Title text=w.others_title() />
        <h1>{w.others_title()}</h1>
        <p class="lead">{w.others_lead()}</p>
        <section class="prose" aria-labelledby="what">
            <h2 id="what">{w.others_what()}</h2>
            <p>{w.others_what_text()}</p>
        </section>
        <section class="prose" aria-labelledby="how">
            <h2 id="how">{w.others_how()}</h2>
            <ol>
                <li>{w.others_how_1()}</li>
                <li>{w.others_how_2(ages.limited.to_string())}</li>
                <li>{w.others_how_3()}</li>
            </ol>
        </section>
        <section class="prose" aria-labelledby="rules">
            <h2 id="rules">{w.others_rules()}</h2>
            <ul>
                <li>{w.others_rule_age(ages.representative.to_string())}</li>
                <li>{w.others_rule_teen(ages.limited.to_string(), last)}</li>
                <li>{w.others_rule_account()}</li>
                <li>{w.others_rule_no_account()}</li>
            </ul>
        </section>
        <Actions>
            <LinkButton href=links::PRACTICES label=w.others_practices() />
            <LinkButton href=links::ENROLL label=w.others_enroll() variant=ButtonVariant::Secondary />
        </Actions>
    }
    .into_any()
}

//! The enrollment desk has the request: what happens next, and when.

use crate::enroll::{BeginAgain, Flow, HEADING};
use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_types::links;

#[component]
pub(super) fn Waiting(flow: Flow, number: String) -> impl IntoView {
    let w = use_words();
    view! {
        <h1 id=HEADING tabindex="-1">
            {w.waiting_title()}
        </h1>
        <p class="lead">{w.waiting_lead()}</p>
        <section class="prose" aria-labelledby="next">
            <h2 id="next">{w.waiting_next()}</h2>
            <ol>
                <li>{w.waiting_next_1()}</li>
                <li>{w.waiting_next_2()}</li>
            </ol>
            <p>{w.waiting_next_3()}</p>
            // Requests from before there were numbers have none.
            {(!number.is_empty())
                .then(|| {
                    view! {
                        <p>
                            {w.waiting_number()} " " <strong class="code">{number.clone()}</strong>
                        </p>
                        <p>
                            <a class="alone" href=format!("{}#{number}", links::REQUEST_STATUS)>{w.waiting_status()}</a>
                        </p>
                    }
                })}
            <p>
                {w.waiting_urgent()} " " <a href=links::PRACTICES>{w.waiting_practices()}</a>
            </p>
        </section>
        <BeginAgain flow />
    }
    .into_any()
}

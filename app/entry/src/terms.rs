//! The agreements, as anybody may read them.

use crate::form::said;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::ApiError;
use portal_api::accounts;
use portal_kit::boot::use_words;
use portal_kit::{Notice, Skeleton, Tone};
use portal_types::clinic::Agreement;

/// What an agreement says in short, if that was written.
#[component]
pub(crate) fn Short(summary: Vec<String>) -> impl IntoView {
    let w = use_words();
    (!summary.is_empty()).then(|| {
        view! {
            <section class="prose" aria-labelledby="in-short">
                <h2 id="in-short">{w.terms_short()}</h2>
                <ul>{summary.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </section>
        }
    })
}

/// The paragraphs of an agreement and its version.
#[component]
pub(crate) fn AgreementText(
    /// The text.
    agreement: Resource<Result<Agreement, ApiError>>,
) -> impl IntoView {
    let w = use_words();
    view! {
        <Suspense fallback=move || {
            view! { <Skeleton label=w.loading() count=12 /> }
        }>
            {move || Suspend::new(async move {
                match agreement.await {
                    Ok(agreement) => {
                        view! {
                            <Short summary=agreement.summary />
                            <div class="prose">
                                {agreement
                                    .paragraphs
                                    .into_iter()
                                    .map(|paragraph| view! { <p>{paragraph}</p> })
                                    .collect_view()}
                                <p class="soft small">{w.agreement_version(&agreement.version)}</p>
                            </div>
                        }
                            .into_any()
                    }
                    Err(error) => {
                        view! {
                            <Notice tone=Tone::Caution title=w.page_failed()>
                                {said(w, &error)}
                            </Notice>
                        }
                            .into_any()
                    }
                }
            })}
        </Suspense>
    }
    .into_any()
}

#[component]
pub(crate) fn Terms() -> impl IntoView {
    let w = use_words();
    let agreement = Resource::new(|| (), |()| accounts::terms());
    view! {
        <Title text=w.terms_page_title() />
        <h1>{w.terms_page_title()}</h1>
        <AgreementText agreement />
    }
    .into_any()
}

//! The agreement, which ends the enrollment.

use crate::enroll::{Ask, Flow};
use crate::form::{FormErrors, SendButton, faults, said};
use crate::terms::Short;
use leptos::prelude::*;
use portal_api::accounts;
use portal_api::enrollment;
use portal_kit::boot::use_words;
use portal_kit::{CheckBox, Notice, Skeleton, Tone};
use portal_types::clinic::Agreement;
use portal_types::enrollment::Progress;
use portal_types::field::{FieldProblem, Problem};
use portal_types::links;

#[component]
pub(super) fn Terms(progress: Progress, flow: Flow) -> impl IntoView {
    let w = use_words();
    let agreement = Resource::new(|| (), |()| accounts::terms());

    view! {
        <Ask progress name=w.terms_name() title=w.terms_title() flow>
            <Suspense fallback=move || {
                view! { <Skeleton label=w.loading() count=8 /> }
            }>
                {move || Suspend::new(async move {
                    match agreement.await {
                        Ok(agreement) => view! { <Agree agreement flow /> }.into_any(),
                        Err(error) => {
                            view! {
                                <Notice tone=Tone::Caution title=said(w, &error)>
                                    <a class="alone" href=links::ENROLL rel="external">
                                        {w.try_again()}
                                    </a>
                                </Notice>
                            }
                                .into_any()
                        }
                    }
                })}
            </Suspense>
        </Ask>
    }
    .into_any()
}

/// The text and the box. What is agreed to is the version that was read.
#[component]
fn Agree(agreement: Agreement, flow: Flow) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<enrollment::Terms>::new();
    flow.follow(action);
    let faults = faults(action);
    let Agreement { version, summary, paragraphs } = agreement;

    view! {
        <Short summary />
        <p>
            <a class="alone" href=links::TERMS target="_blank" rel="noopener">
                {w.terms_open_terms()}
            </a>
        </p>
        <p>
            <a class="alone" href=links::PRIVACY target="_blank" rel="noopener">
                {w.terms_open_privacy()}
            </a>
        </p>
        <section class="stack tight">
            <h2 id="full-text">{w.terms_full()}</h2>
            <div class="card prose agreement" role="region" aria-labelledby="full-text" tabindex="0">
                {paragraphs.into_iter().map(|paragraph| view! { <p>{paragraph}</p> }).collect_view()}
                <p class="soft small">{w.agreement_version(&version)}</p>
            </div>
        </section>
        <FormErrors faults id="step-error" page=links::ENROLL />
        <ActionForm
            action
            attr:novalidate=true
            attr:class="stack"
            on:submit:capture=move |event| {
                faults
                    .judge::<
                        enrollment::Terms,
                    >(
                        &event,
                        |typed| match typed.agree {
                            Some(_) => Ok(()),
                            None => Err(vec![FieldProblem::new("agree", Problem::NotAgreed)]),
                        },
                    )
            }
        >
            <input type="hidden" name="version" value=version />
            <CheckBox label=w.terms_agree() name="agree" id="agree" required=true error=faults.at("agree") />
            <SendButton label=w.terms_button() busy=action.pending() />
        </ActionForm>
    }
    .into_any()
}

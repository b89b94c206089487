//! Naming somebody who is to act for oneself.

use super::share_form::ShareForm;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, representatives};
use portal_kit::boot::use_words;
use portal_kit::{LinkItem, Notice, PageHead, Skeleton, fresh};
use portal_page::{NotFound, Trouble, nothing_there, param};
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::representative::NewGrantOptions;

/// `/p/:patient/sharing/new`, with `?set=` for what the switches begin with.
pub(crate) fn draw() -> AnyView {
    let w = use_words();
    let patient: Memo<Option<PatientId>> = param("patient");
    let options: Resource<Result<NewGrantOptions, ApiError>> = Resource::new(
        move || patient.get(),
        |patient: Option<PatientId>| async move {
            let Some(patient) = patient else { return Err(nothing_there()) };
            representatives::options(patient).await
        },
    );
    let loading = move || {
        view! {
            <PageHead title=w.share_title() />
            <Skeleton label=w.share_loading() count=8 />
        }
    };
    fresh(view! {
        <Title text=w.share_title() />
        <Suspense fallback=loading>
            {move || {
                let whose = patient.get();
                Suspend::new(async move { fresh(match (whose, options.await) {
                        (Some(patient), Ok(options)) => view! { <Share patient options /> }.into_any(),
                        (_, Err(error)) => {
                            let retry = Callback::new(move |()| options.refetch());
                            view! { <Trouble error retry /> }.into_any()
                        }
                        (None, _) => view! { <NotFound /> }.into_any(),
                    }) })
            }}
        </Suspense>
    })
}

/// How it goes on, and the form.
#[component]
fn Share(patient: PatientId, options: NewGrantOptions) -> impl IntoView {
    let w = use_words();
    let form = if options.practices.is_empty() {
        view! { <Notice>{w.share_no_practice()}</Notice> }.into_any()
    } else {
        view! { <ShareForm patient options /> }.into_any()
    };
    view! {
        <PageHead
            title=w.share_title()
            lead=w.share_lead()
            back=LinkItem::new(links::sharing(patient), w.sharing_back())
        />
        <div class="stack">
            <section class="stack tight" aria-labelledby="share-how">
                <h2 id="share-how">{w.share_how()}</h2>
                <ol>
                    <li>{w.share_how_1()}</li>
                    <li>{w.share_how_2()}</li>
                    <li>{w.share_how_3()}</li>
                </ol>
            </section>
            {form}
        </div>
    }
    .into_any()
}

//! A page that is one list, and what adds to it or takes out of it: what was done is said on top, and the list shows anew.

use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::ApiError;
use portal_kit::boot::use_words;
use portal_kit::{Notice, PageHead, Skeleton, SkeletonShape, Tone, fresh};
use portal_page::{Snag, Trouble};
use portal_types::page::Cursor;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The page. What was done takes the focus.
#[component]
pub(crate) fn ListPage<T, S>(
    title: String,
    lead: String,
    list: Resource<Result<T, ApiError>>,
    /// Where the list begins, if it has an address for that.
    #[prop(optional)]
    after: Option<Memo<Option<Cursor>>>,
    /// What was done just now.
    done: RwSignal<Option<String>>,
    /// Draws the list, and is told whether it begins later than at its beginning.
    shown: S,
) -> impl IntoView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    S: Fn(T, bool) -> AnyView + Copy + Send + Sync + 'static,
{
    let w = use_words();
    Effect::new(move |_| {
        if done.with(Option::is_some) {
            list.refetch();
            portal_browser::focus("done");
        }
    });
    view! {
        <Title text=title.clone() />
        <PageHead title lead />
        <div id="done" tabindex="-1" class="said">
            {move || done.get().map(|said| view! { <Notice tone=Tone::Positive title=said live=true /> })}
        </div>
        <Suspense fallback=move || view! { <Skeleton label=w.loading() count=6 shape=SkeletonShape::Rows /> }>
            {move || {
                let later = after.is_some_and(|after| after.get().is_some());
                Suspend::new(async move {
                    fresh(match list.await {
                        Ok(first) => shown(first, later),
                        Err(error) => {
                            let retry = Callback::new(move |()| list.refetch());
                            view! { <Trouble error retry beside=true /> }.into_any()
                        }
                    })
                })
            }}
        </Suspense>
    }
    .into_any()
}

/// Taking something out of such a list, behind a step that asks once more.
#[component]
pub(crate) fn TakeOut(
    /// Names the step.
    label: String,
    /// Of what, where the label does not say it: only read out, for the eye sees it above the step.
    #[prop(optional)]
    of: Option<String>,
    /// What it means.
    text: String,
    trouble: Signal<Option<ApiError>>,
    retry: Callback<()>,
    /// The form that does it.
    children: Children,
) -> impl IntoView {
    view! {
        <details>
            <summary>{label} {of.map(|of| view! { <span class="hidden-word">" " {of}</span> })}</summary>
            <div class="stack tight">
                <p>{text}</p>
                <Snag error=trouble retry />
                {children()}
            </div>
        </details>
    }
    .into_any()
}

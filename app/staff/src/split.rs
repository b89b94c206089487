//! A desk with a queue: the queue on one side, on the other what is open of it.

use crate::parts::Gone;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal_api::ApiError;
use portal_kit::boot::use_words;
use portal_kit::{Skeleton, SkeletonShape, fresh};
use portal_page::{Trouble, nothing_there};
use portal_types::page::Cursor;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::str::FromStr;

/// What an address means that may name one thing of a queue: none, one, or something that is none at all.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Chosen<K> {
    None,
    One(K),
    Nonsense,
}

/// What the address means, by the name of its part.
pub(crate) fn chosen<K>(name: &'static str) -> Memo<Chosen<K>>
where
    K: FromStr + PartialEq + Send + Sync + 'static,
{
    let params = use_params_map();
    Memo::new(move |_| {
        params.with(|params| match params.get_str(name) {
            None | Some("") => Chosen::None,
            Some(id) => id.parse().map_or(Chosen::Nonsense, Chosen::One),
        })
    })
}

impl<K> Chosen<K> {
    /// The one that it means.
    pub(crate) fn one(self) -> Option<K> {
        match self {
            Self::One(one) => Some(one),
            Self::None | Self::Nonsense => None,
        }
    }

    /// Opens it, if it means anything.
    pub(crate) async fn opened<V, F>(self, ask: impl FnOnce(K) -> F) -> Option<Result<V, ApiError>>
    where
        F: Future<Output = Result<V, ApiError>>,
    {
        match self {
            Self::None => None,
            Self::One(one) => Some(ask(one).await),
            Self::Nonsense => Some(Err(nothing_there())),
        }
    }
}

/// What the address says.
pub(crate) struct Address<K: Send + Sync + 'static, Q: Send + Sync + 'static> {
    /// What of the queue is shown.
    pub(crate) filter: Memo<Q>,
    /// Where the queue begins.
    pub(crate) after: Memo<Option<Cursor>>,
    /// What is open.
    pub(crate) chosen: Memo<Chosen<K>>,
}

/// The words of the side where something is open.
#[derive(Clone)]
pub(crate) struct Pane {
    /// What it is called.
    pub(crate) label: String,
    /// Said while something is on its way.
    pub(crate) loading: String,
    /// Said while nothing is chosen.
    pub(crate) choose: String,
    /// Said where nothing is there: a title and a text.
    pub(crate) gone: [String; 2],
    /// From there the way back to the queue: where it is, and what the way is called.
    pub(crate) back: (&'static str, String),
}

/// Draws both sides. `queue` waits for the queue, `again` asks for it anew, and `rows` draws it, with what of it is shown
/// and whether it begins later than at its beginning; `keys` stands below it. `shown` draws what is `open`.
pub(crate) fn split<K, Q, L, V, F>(
    address: Address<K, Q>,
    (queue, again): (impl Fn() -> F + Copy + Send + Sync + 'static, Callback<()>),
    rows: impl Fn(L, Q, bool) -> AnyView + Copy + Send + Sync + 'static,
    keys: AnyView,
    open: Resource<Option<Result<V, ApiError>>>,
    shown: impl Fn(V, Q) -> AnyView + Copy + Send + Sync + 'static,
    pane: Pane,
) -> AnyView
where
    K: Copy + PartialEq + Send + Sync + 'static,
    Q: Copy + PartialEq + Send + Sync + 'static,
    L: Send + 'static,
    V: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Result<L, ApiError>> + Send + 'static,
{
    let w = use_words();
    let Address { filter, after, chosen } = address;
    let (label, loading) = (pane.label.clone(), pane.loading.clone());
    let waiting = move || view! { <Skeleton label=w.desk_loading() count=8 shape=SkeletonShape::Rows /> };
    let opening = move || view! { <Skeleton label=loading count=8 /> };
    let list = move || {
        let (filter, later) = (filter.get(), after.get().is_some());
        Suspend::new(async move {
            fresh(match queue().await {
                Ok(first) => rows(first, filter, later),
                Err(error) => view! { <Trouble error retry=again beside=true /> }.into_any(),
            })
        })
    };
    let beside = move || {
        let filter = filter.get();
        let Pane { choose, gone: [title, text], back: (back, label), .. } = pane.clone();
        Suspend::new(async move {
            fresh(match open.await {
                None => view! { <p class="soft">{choose}</p> }.into_any(),
                Some(Ok(first)) => shown(first, filter),
                Some(Err(error)) => {
                    let retry = Callback::new(move |()| open.refetch());
                    view! { <Gone error retry title text back label /> }.into_any()
                }
            })
        })
    };
    view! {
        <div class="split" class:reading=move || chosen.get() != Chosen::None>
            <section class="stack tight" aria-label=w.desk_queue()>
                <Suspense fallback=waiting>{list}</Suspense>
                {keys}
            </section>
            <section class="stack" aria-label=label>
                <Suspense fallback=opening>{beside}</Suspense>
            </section>
        </div>
    }
    .into_any()
}

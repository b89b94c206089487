//! What the pages of the administration have in common: a list, beside it what is open, and above that what was done
//! just now.

use crate::parts::{Gone, focus_opened};
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::ApiError;
use portal_kit::boot::use_words;
use portal_kit::{EmptyState, Icon, MessageList, Notice, PageHead, Skeleton, SkeletonShape, Tone, fresh, text};
use portal_page::{More, Rest, Snag, Trouble};
use portal_types::administration::HandedOver;
use portal_types::page::Cursor;
use portal_words::Words;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What was done just now, and with what.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Done<K> {
    on: Option<K>,
    said: String,
    /// What is to be handed over, and until when it works.
    link: Option<[String; 2]>,
}

/// Told by every part of a page what it has done.
#[derive(Clone, Copy)]
pub(super) struct Desk<K: 'static> {
    pub(super) done: RwSignal<Option<Done<K>>>,
    /// What is open.
    pub(super) on: Option<K>,
}

impl<K: Copy + Send + Sync + 'static> Desk<K> {
    /// Something else is about to be done: what was said before goes. But for a link, which is shown only once.
    pub(super) fn begin(self) {
        if self.done.with_untracked(|done| done.as_ref().is_some_and(|done| done.link.is_none())) {
            self.done.set(None);
        }
    }

    /// Something was done.
    pub(super) fn did(self, said: String) {
        self.done.set(Some(Done { on: self.on, said, link: None }));
    }

    /// Something was done that ends with a link to hand over, unless that was shown before.
    pub(super) fn handed_over(self, w: &Words, handed: &HandedOver) {
        let until = w.patient_exact_time(text::date(w, handed.until.day()), text::time_of(w, handed.until));
        let said = if handed.link.is_some() { w.admin_hand_over() } else { w.admin_handed_over_before() };
        let link = handed.link.clone().map(|link| [link, until]);
        self.done.set(Some(Done { on: self.on, said, link }));
    }
}

/// A page: the list, and beside it what is open or what stands in its place. What was done shows above that and takes
/// the focus; the list and what is open are asked for anew.
#[component]
pub(super) fn Panes<K, L, V, F, S, N>(
    title: String,
    lead: String,
    /// What the list is called.
    label: String,
    /// About how many rows the list has.
    #[prop(default = 8)]
    count: usize,
    /// What stands beside it is called.
    #[prop(into)]
    part: Signal<String>,
    /// Where the list begins.
    after: Memo<Option<Cursor>>,
    list: Resource<Result<L, ApiError>>,
    /// Draws the list, and is told whether it begins later than at its beginning.
    rows: F,
    chosen: Memo<Option<K>>,
    open: Resource<Option<Result<V, ApiError>>>,
    /// Draws what is open.
    shown: S,
    /// Draws what stands there while nothing is open, with what the list came with, unless that failed.
    none: N,
    /// What stands there does not wait for the list, and `none` is given nothing of it.
    #[prop(optional)]
    apart: bool,
    /// Said of what is not there.
    gone: String,
    /// Where the list is, and what the way there is called.
    back: &'static str,
    back_label: String,
    done: RwSignal<Option<Done<K>>>,
) -> impl IntoView
where
    K: Copy + PartialEq + Send + Sync + 'static,
    L: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    V: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Fn(L, bool) -> AnyView + Copy + Send + Sync + 'static,
    S: Fn(V) -> AnyView + Copy + Send + Sync + 'static,
    N: Fn(Option<L>) -> AnyView + Copy + Send + Sync + 'static,
{
    let w = use_words();
    Effect::new(move |_| {
        if done.with(Option::is_some) {
            list.refetch();
            open.refetch();
            portal_browser::focus("done");
        }
    });
    let said = Memo::new(move |_| {
        let open = chosen.get();
        done.get().filter(|done| done.on == open)
    });
    focus_opened(move || chosen.get());
    let waiting = move || view! { <Skeleton label=w.desk_loading() count shape=SkeletonShape::Rows /> };
    let lines = move || view! { <Skeleton label=w.loading() count=8 /> };
    let beside = move || {
        let (title, label) = (gone.clone(), back_label.clone());
        Suspend::new(async move {
            let found = open.await;
            let first = if apart { None } else { list.await.ok() };
            fresh(match found {
                None => none(first),
                Some(Ok(found)) => shown(found),
                Some(Err(error)) => {
                    let retry = Callback::new(move |()| open.refetch());
                    view! { <Gone error retry title text=w.admin_gone_text() back label /> }.into_any()
                }
            })
        })
    };
    view! {
        <Title text=title.clone() />
        <PageHead title lead />
        <div class="split" class:reading=move || chosen.get().is_some()>
            <section class="stack tight" aria-label=label>
                <Suspense fallback=waiting>
                    {move || {
                        let later = after.get().is_some();
                        Suspend::new(async move {
                            fresh(match list.await {
                                Ok(first) => rows(first, later),
                                Err(error) => {
                                    let retry = Callback::new(move |()| list.refetch());
                                    view! { <Trouble error retry beside=true /> }.into_any()
                                }
                            })
                        })
                    }}
                </Suspense>
            </section>
            <section class="stack" id="beside" tabindex="-1" aria-label=move || part.get()>
                <div id="done" tabindex="-1">
                    {move || said.get().map(|done| view! { <Said said=done.said link=done.link /> })}
                </div>
                <Suspense fallback=lines>{beside}</Suspense>
            </section>
        </div>
    }
    .into_any()
}

/// What was done, and the link to hand over, this once.
#[component]
fn Said(said: String, link: Option<[String; 2]>) -> impl IntoView {
    let w = use_words();
    let link = link.map(|[link, until]| {
        view! {
            <p>
                <code class="code">{link}</code>
            </p>
            <p>{w.admin_hand_over_text(until)}</p>
        }
    });
    view! {
        <Notice tone=Tone::Positive title=said live=true>
            {link}
        </Notice>
    }
    .into_any()
}

/// A list that grows. The children are its rows; `home` is where it begins, `first` names the way there, and `more` the
/// way to the others.
#[component]
pub(super) fn Rows(
    rest: Rest,
    /// It begins later than at its beginning.
    later: bool,
    home: &'static str,
    first: String,
    label: String,
    more: String,
    children: Children,
) -> impl IntoView {
    view! {
        <Snag error=rest.trouble retry=rest.load />
        {later
            .then(|| {
                view! {
                    <p>
                        <a href=home>{first}</a>
                    </p>
                }
            })}
        <MessageList label queue=true>
            {children()}
        </MessageList>
        <More rest to=format!("{home}?after=") label=more />
    }
    .into_any()
}

/// Instead of a list by practices, as long as the portal has none.
#[component]
pub(super) fn NoPractices() -> impl IntoView {
    let w = use_words();
    view! {
        <EmptyState icon=Icon::Inbox title=w.admin_practices_empty() text=w.admin_practices_empty_text() />
    }
    .into_any()
}

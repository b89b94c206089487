//! Looking for something in the messages of one's pools. What is looked for stands in no address: the form hands it to the
//! server, which keeps it for this page.

use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, staff};
use portal_kit::boot::use_words;
use portal_kit::{LinkItem, PageHead, Skeleton, SkeletonShape, fresh};
use portal_page::{
    Faults, FormErrors, FoundList, Looked, SearchField, Snag, Trouble, cursor, search_sentence, when_done,
};
use portal_types::links;
use portal_types::search::{self, Found};
use portal_words::Words;

/// `/desk/search`, and with `?after=` a later page of what was found.
pub(crate) fn draw() -> AnyView {
    let w = use_words();
    let after = cursor("after");
    let found = Resource::new(move || after.get(), |after| async move { staff::found(after).await });
    let loading = move || view! { <Skeleton label=w.search_loading() count=6 shape=SkeletonShape::Rows /> };
    fresh(view! {
        // Never what is looked for: the tab's title shows on shared screens and stays in the browser's history.
        <Title text=w.desk_title() />
        <PageHead
            title=w.search_messages()
            lead=w.desk_search_lead()
            back=LinkItem::new(links::DESK, w.desk_back())
        />
        <Suspense fallback=loading>
            {move || {
                Suspend::new(async move { fresh(match found.await {
                        Ok(first) => view! { <Search first /> }.into_any(),
                        Err(error) => {
                            let retry = Callback::new(move |()| found.refetch());
                            view! { <Trouble error retry beside=true /> }.into_any()
                        }
                    }) })
            }}
        </Suspense>
    })
}

/// The form, and below it what was found.
#[component]
fn Search(first: Found) -> impl IntoView {
    let typed = RwSignal::new(first.words.clone());
    let trouble = RwSignal::new(None::<ApiError>);
    let looked = Looked::new(first, |after| staff::found(Some(after)));
    let look = Action::new(move |(): &()| staff::found(None));
    Effect::new(move |_| match look.value().get() {
        Some(Ok(found)) => {
            looked.replace(found);
            trouble.set(None);
            portal_browser::focus("found");
        }
        Some(Err(error)) => trouble.set(Some(error)),
        None => {}
    });
    let retry = Callback::new(move |()| {
        look.dispatch(());
    });

    let action = ServerAction::<staff::Search>::new();
    let faults = Faults::worded(action, search_sentence);
    when_done(action, move |_| retry.run(()));
    let busy = Signal::derive(move || action.pending().get() || look.pending().get());
    let opens = Callback::new(links::desk_thread);
    view! {
        <div class="stack">
            <FormErrors faults id="search-error" page=links::DESK_SEARCH />
            <div role="search">
                <ActionForm
                    action
                    attr:novalidate=true
                    attr:class="stack tight"
                    on:submit:capture=move |event| {
                        faults.judge::<staff::Search>(&event, |typed| search::words(&typed.words).map(|_| ()));
                    }
                >
                    <SearchField typed faults busy />
                </ActionForm>
            </div>
            <Snag error=trouble retry />
            <FoundList looked opens home=links::DESK_SEARCH queue=true none=Words::desk_search_none_text />
        </div>
    }
    .into_any()
}

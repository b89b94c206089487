//! Looking for something in the messages of one's pools. What is looked for stands in no address: the form hands it to the
//! server, which keeps it for this page.

use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, staff};
use portal_kit::boot::use_words;
use portal_kit::{
    Actions, Button, EmptyState, Field, Icon, LinkItem, MessageList, PageHead, Skeleton, SkeletonShape, fresh, text,
};
use portal_page::{Faults, FormErrors, FoundLine, Growing, More, Snag, Trouble, cursor, when_done};
use portal_types::field::Problem;
use portal_types::links;
use portal_types::search::{self, Found, WORDS_MAX};
use portal_words::Words;

/// What is said of the field.
fn wording(w: &Words, _: &str, problem: &Problem) -> String {
    match problem {
        Problem::Missing => w.search_missing(),
        _ => text::problem(w, problem),
    }
}

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
    let w = use_words();
    let Found { words, page, now } = first;
    let typed = RwSignal::new(words.clone());
    let (words, now) = (RwSignal::new(words), RwSignal::new(now));
    let trouble = RwSignal::new(None::<ApiError>);
    let list = Growing::new(
        page,
        |row| row.message,
        move |after| async move { staff::found(Some(after)).await.map(|found| found.page) },
    );
    let look = Action::new(move |(): &()| staff::found(None));
    Effect::new(move |_| match look.value().get() {
        Some(Ok(found)) => {
            words.set(found.words);
            now.set(found.now);
            list.replace(found.page);
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
    let faults = Faults::worded(action, wording);
    when_done(action, move |_| retry.run(()));
    let busy = Signal::derive(move || action.pending().get() || look.pending().get());
    let looked = Memo::new(move |_| words.with(|words| !words.is_empty()));
    let nothing = move || {
        view! {
            <EmptyState
                icon=Icon::Search
                title=w.search_none_title(words.get())
                text=w.desk_search_none_text()
            />
        }
    };
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
                    <Field
                        label=w.search_label()
                        hint=w.search_hint()
                        name="words"
                        id="words"
                        bind=typed
                        autocomplete="off".to_owned()
                        maxlength=WORDS_MAX
                        error=faults.at("words")
                        required=true
                    />
                    <Actions>
                        <Button label=w.search_button() icon=Icon::Search busy busy_label=w.search_loading() />
                    </Actions>
                </ActionForm>
            </div>
            <Snag error=trouble retry />
            <div id="found" tabindex="-1" class="stack tight">
                <Show when=move || looked.get()>
                    <Show when=move || !list.is_empty() fallback=nothing>
                        <p role="status" class="soft small">
                            {move || w.search_found(list.count(), words.get())}
                        </p>
                        <MessageList label=w.search_results() queue=true>
                            <For each=move || list.rows() key=move |row| (words.get_untracked(), row.message) let(found)>
                                <FoundLine href=links::desk_thread(found.thread) found now=now.get_untracked() />
                            </For>
                        </MessageList>
                        <Snag error=list.rest.trouble retry=list.rest.load />
                        <More
                            rest=list.rest
                            to=format!("{}?after=", links::DESK_SEARCH)
                            label=w.search_more()
                        />
                    </Show>
                </Show>
            </div>
        </div>
    }
    .into_any()
}

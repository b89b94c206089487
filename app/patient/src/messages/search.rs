//! Looking for something in the messages of a chart. What is looked for stands in no address: the form hands it to the
//! server, which keeps it for this page.

use crate::limits::Limits;
use crate::shared::Whom;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, messages};
use portal_kit::boot::use_words;
use portal_kit::live::hear;
use portal_kit::{LinkItem, PageHead, Skeleton, SkeletonShape, fresh};
use portal_page::{
    Faults, FormErrors, FoundList, Looked, NotFound, SearchField, Snag, Trouble, anew, cursor, goes, not_anew,
    nothing_there, param, search_sentence, when_done,
};
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::page::Cursor;
use portal_types::representative::Capability;
use portal_types::search::{self, Found};
use portal_words::Words;

/// This very page, without what its address asks for.
const HERE: &str = "?";

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    patient: Memo<Option<PatientId>>,
    after: Memo<Option<Cursor>>,
    found: Resource<Result<Found, ApiError>>,
}

impl Asked {
    fn new() -> Self {
        let (patient, after) = (param("patient"), cursor("after"));
        let found = Resource::new(
            move || (patient.get(), after.get()),
            |(patient, after)| async move {
                let Some(patient) = patient else { return Err(nothing_there()) };
                messages::found(patient, after).await
            },
        );
        Self { patient, after, found }
    }
}

/// `/p/:patient/messages/search`, and with `?after=` a later page of what was found.
pub(crate) fn draw() -> AnyView {
    let Asked { patient, after, found } = Asked::new();
    let w = use_words();
    let goes = goes(found);
    let loading = move || {
        view! {
            <PageHead title=w.search_messages() />
            <Skeleton label=w.search_loading() count=5 shape=SkeletonShape::Rows />
        }
    };
    fresh(view! {
        // Never what is looked for: the tab's title shows on shared screens and stays in the browser's history.
        <Title text=w.inbox_title() />
        <Suspense fallback=loading>
            {move || {
                let (whose, begins) = (patient.get(), after.get());
                Suspend::new(async move { fresh(match (whose, found.await) {
                        (Some(patient), Ok(first)) => view! { <Search patient first begins goes /> }.into_any(),
                        (_, Err(error)) => {
                            let retry = Callback::new(move |()| found.refetch());
                            view! { <Trouble error retry /> }.into_any()
                        }
                        (None, _) => view! { <NotFound /> }.into_any(),
                    }) })
            }}
        </Suspense>
    })
}

/// What was looked for, from where the list begins, with so many messages at least.
async fn again(patient: PatientId, count: usize, begins: Option<Cursor>) -> Result<Found, ApiError> {
    let first = messages::found(patient, begins).await?;
    let (words, now, rows) = (first.words, first.now, first.page.rows.len());
    let page = if first.page.next.is_some() && rows < count {
        anew(count, begins, move |after| async move { messages::found(patient, after).await.map(|found| found.page) })
            .await?
    } else {
        first.page
    };
    Ok(Found { words, page, now })
}

/// The form, and below it what was found. `begins`: where the list begins, if not at its beginning; `goes`: nothing is
/// there any more.
#[component]
fn Search(patient: PatientId, first: Found, begins: Option<Cursor>, goes: Callback<ApiError>) -> impl IntoView {
    let w = use_words();
    let typed = RwSignal::new(first.words.clone());
    let begins = RwSignal::new(begins);
    let trouble = RwSignal::new(None::<ApiError>);
    let looked = Looked::new(first, move |after| messages::found(patient, Some(after)));
    let refresh = Action::new(move |count: &usize| again(patient, *count, begins.get_untracked()));
    // Whether somebody waits for what comes: then the focus goes to it.
    let waits = RwSignal::new(false);
    Effect::new(move |_| match refresh.value().get() {
        Some(Ok(found)) => {
            looked.replace(found);
            trouble.set(None);
            if waits.get_untracked() {
                waits.set(false);
                portal_browser::focus("found");
            }
        }
        Some(Err(error)) => not_anew(error, trouble, goes),
        None => {}
    });
    // What somebody keeps for herself from now on must go from the list, and what has arrived may be what is looked for.
    hear(move |nudge| {
        let looks = !looked.words.with_untracked(String::is_empty);
        if looks && nudge.is_none_or(|nudge| nudge.patient == patient) {
            refresh.dispatch(untrack(|| looked.list.count()));
        }
    });
    let retry = Callback::new(move |()| {
        refresh.dispatch(untrack(|| looked.list.count()));
    });

    let action = ServerAction::<messages::Search>::new();
    let faults = Faults::worded(action, search_sentence);
    when_done(action, move |_| {
        begins.set(None);
        waits.set(true);
        refresh.dispatch(0);
    });
    let busy = Signal::derive(move || action.pending().get() || refresh.pending().get());
    let opens = Callback::new(move |thread| links::thread(patient, thread));
    view! {
        <PageHead
            title=w.search_messages()
            lead=w.search_lead()
            back=LinkItem::new(links::messages(patient), w.thread_back())
        />
        <div class="stack">
            <Limits patient of=Capability::Messages />
            <Whom patient />
            <FormErrors faults id="search-error" page=HERE />
            <div role="search">
                <ActionForm
                    action
                    attr:novalidate=true
                    attr:class="stack tight"
                    on:submit:capture=move |event| {
                        faults.judge::<messages::Search>(&event, |typed| search::words(&typed.words).map(|_| ()));
                    }
                >
                    <input type="hidden" name="patient" value=patient.to_string() autocomplete="off" />
                    <SearchField typed faults busy />
                </ActionForm>
            </div>
            <Snag error=trouble retry />
            <FoundList looked opens none=Words::search_none_text />
        </div>
    }
    .into_any()
}

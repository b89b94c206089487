//! One request: how it stands and what one can do, what was asked for, and what has happened.

use super::change::ChangeForm;
use super::comment::CommentForm;
use super::facts::Written;
use super::list::Left;
use super::outcome::{Outcome, Stands};
use super::renewal::why;
use super::timeline::History;
use super::withdraw::{Privacy, Withdraw};
use super::{Done, LeftOut};
use crate::late::LateNotice;
use crate::limits::Limits;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use portal_api::{ApiError, asks};
use portal_kit::boot::use_words;
use portal_kit::live::{hear, lay_over};
use portal_kit::{LinkButton, LinkItem, Notice, PageHead, Skeleton, Tone, fresh, text};
use portal_page::{NotFound, Snag, Trouble, cursor, goes, keep_before, not_anew, nothing_there, param, use_lists};
use portal_types::ask::{AskDeed, AskOptions, AskView, Holder};
use portal_types::ids::{AskId, PatientId};
use portal_types::links;
use portal_types::message::Late;
use portal_types::page::{Cursor, Page};

/// A request, and what the form by which it is changed begins with, where it can be.
type Found = (AskView, Option<AskOptions>);

async fn fetched(patient: PatientId, ask: AskId, before: Option<Cursor>) -> Result<Found, ApiError> {
    let view = asks::open(patient, ask, before).await?;
    if !view.may.contains(&AskDeed::Change) {
        return Ok((view, None));
    }
    // Without it the request still shows; only the form does not.
    let options = asks::options(patient, view.kind, Some(ask)).await.ok();
    Ok((view, options))
}

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    patient: Memo<Option<PatientId>>,
    before: Memo<Option<Cursor>>,
    found: Resource<Result<Found, ApiError>>,
}

impl Asked {
    fn new() -> Self {
        let (patient, before) = (param("patient"), cursor("before"));
        let ask = param::<AskId>("ask");
        let found = Resource::new(
            move || (patient.get(), ask.get(), before.get()),
            |(patient, ask, before)| async move {
                let (Some(patient), Some(ask)) = (patient, ask) else { return Err(nothing_there()) };
                fetched(patient, ask, before).await
            },
        );
        Self { patient, before, found }
    }
}

/// `/p/:patient/requests/:ask`, and with `?before=` an earlier part of what has happened.
pub(crate) fn draw() -> AnyView {
    let Asked { patient, before, found } = Asked::new();
    let w = use_words();
    let goes = goes(found);
    let loading = move || {
        view! {
            <PageHead title=w.asks_title() />
            <Skeleton label=w.ask_loading() count=8 />
        }
    };
    fresh(view! {
        // Never what was asked for: the tab's title shows on shared screens and stays in the browser's history.
        <Title text=w.asks_title() />
        <Suspense fallback=loading>
            {move || {
                let (whose, earlier) = (patient.get(), before.get().is_some());
                Suspend::new(async move { fresh(match (whose, found.await) {
                        (Some(patient), Ok(found)) => view! { <Opened patient found earlier goes /> }.into_any(),
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

/// The page. `earlier`: only an earlier part of what has happened is shown, to be read. `goes`: nothing is there any more.
#[component]
fn Opened(patient: PatientId, found: Found, earlier: bool, goes: Callback<ApiError>) -> impl IntoView {
    let w = use_words();
    let (first, options) = found;
    let id = first.ask;
    let (kind, practice) = (first.kind, first.practice.clone());
    let title = text::ask_kind(w, kind);
    let lead = w.ask_lead(practice.clone());
    let typed = StoredValue::new(first.typed.clone());
    let view = RwSignal::new(first);
    let options = RwSignal::new(options);
    let trouble = RwSignal::new(None::<ApiError>);
    let said = RwSignal::new(None::<String>);
    let lists = use_lists();
    Effect::new(move |_| lists.keep(Left(id)));

    let refresh = Action::new(move |(): &()| fetched(patient, id, None));
    Effect::new(move |_| match refresh.value().get() {
        Some(Ok((mut fresh, new))) => {
            // Before the request itself, which calls for the form that is made of it.
            options.set(new);
            view.update(|view| {
                let shown = std::mem::replace(&mut view.events, Page { rows: Vec::new(), next: None });
                let newest = std::mem::replace(&mut fresh.events, Page { rows: Vec::new(), next: None });
                fresh.events = lay_over(shown, newest, |event| (event.at.ms, event.event));
                *view = fresh;
            });
            trouble.set(None);
        }
        Some(Err(error)) => not_anew(error, trouble, goes),
        None => {}
    });
    // What is half-written is kept first: the form of a request that was written anew is drawn with what was kept of it.
    let anew = move || {
        keep_before(move || {
            // The page may have gone meanwhile.
            if view.try_with_untracked(|_| ()).is_some() {
                refresh.dispatch(());
            }
        });
    };
    let changed = Callback::new(move |()| anew());
    if !earlier {
        hear(move |nudge| {
            if nudge.is_none_or(|nudge| nudge.ask() == id) {
                anew();
            }
        });
    }
    let done = Done { said, changed, typed };
    let intent = Signal::derive(move || view.with(|view| view.intent));
    let stands = Memo::new(move |_| view.with(Stands::of));
    // Told when it changes while one looks on.
    let news = RwSignal::new(String::new());
    Effect::new(move |before: Option<Stands>| {
        let now = stands.get();
        if before.is_some_and(|before| !before.like(&now)) {
            news.set(w.ask_news_here());
        }
        now
    });
    let written = Memo::new(move |_| {
        view.with(|view| (view.version, view.drugs.clone(), view.visit.is_some(), view.files.clone()))
    });
    let may = move |deed: AskDeed| Memo::new(move |_| view.with(|view| view.may.contains(&deed)));
    let withdraws = may(AskDeed::Withdraw);
    // What is half-written is not taken away by an office that closes the request meanwhile.
    let words = RwSignal::new(done.kept("comment", "words"));
    let comments = Memo::new(move |_| {
        view.with(|view| view.may.contains(&AskDeed::Comment)) || words.with(|words| !words.trim().is_empty())
    });
    // Drawn anew only when the request is another one: what is half-written stays, also when the office has opened it
    // meanwhile; not beside the form for other times, which has the same fields.
    let changes = Memo::new(move |before: Option<&Option<i64>>| {
        view.with(|view| {
            let now = view.may.contains(&AskDeed::Change).then_some(view.version);
            let over = view.holder == Holder::Nobody || view.may.contains(&AskDeed::AskAgain);
            let before = before.copied().flatten().filter(|_| !over);
            now.or(before)
        })
    });
    let form = move || {
        changes.get()?;
        let options = options.get_untracked()?;
        // Who does not see what was written cannot write it anew: the form would begin empty.
        let shown = Some(view.get_untracked()).filter(|shown| shown.form.is_some())?;
        Some(fresh(view! { <ChangeForm patient shown options done /> }))
    };
    let parts = move || {
        view! {
            {move || {
                comments.get().then(|| fresh(view! { <CommentForm patient view intent words done /> }))
            }}
            {form}
            {move || {
                let practice = practice.clone();
                withdraws.get().then(|| fresh(view! { <Withdraw patient ask=id practice intent done /> }))
            }}
            <Privacy patient view done />
        }
        .into_any()
    };
    let late = Memo::new(move |_| view.with(|view| view.late.then(|| Late { phone: view.phone.clone() })));

    view! {
        <PageHead title lead back=LinkItem::new(links::asks(patient), w.asks_back()) />
        <div id="done" class="said" tabindex="-1">
            {move || said.get().map(|said| view! { <Notice tone=Tone::Positive title=said live=true /> })}
        </div>
        <div class="stack">
            <Forgotten ask=id />
            <LateNotice late />
            <Limits patient of=kind.capability() />
            <Snag error=trouble retry=changed />
            {move || {
                let stands = stands.get();
                (!earlier).then(|| fresh(view! { <Outcome patient stands intent done /> }))
            }}
            {move || {
                // Read, and not only tracked: a memo that nobody has read hears of nothing.
                let shown = written.with(|_| view.get_untracked());
                view! { <Written shown /> }
            }}
            <History patient view trouble goes />
            {if earlier {
                view! {
                    <p>
                        <LinkButton href=links::ask(patient, id) label=w.ask_newest() />
                    </p>
                }
                    .into_any()
            } else {
                parts()
            }}
            <p class="hidden-word" role="status">
                {news}
            </p>
        </div>
    }
    .into_any()
}

/// Medicines that were ticked and that the request was sent without. A form without our code leads here with a
/// word in the address; which ones they were is then to be seen from the list of those that were asked for.
#[component]
fn Forgotten(ask: AskId) -> impl IntoView {
    let (w, lists) = (use_words(), use_lists());
    let drugs = RwSignal::new(None::<LeftOut>);
    // Kept by the form in the browser: the page from the server knows nothing of it.
    Effect::new(move |_| drugs.set(lists.kept::<LeftOut>().filter(|left| left.ask == ask)));
    let query = use_query_map();
    let plain = move || query.with(|query| query.get_str("left").is_some());
    move || match drugs.get() {
        Some(LeftOut { drugs, .. }) => {
            let lines = drugs
                .into_iter()
                .map(|drug| {
                    view! {
                        <li>
                            <strong>{drug.name}</strong>
                            ": "
                            {why(w, &drug.why)}
                        </li>
                    }
                })
                .collect_view();
            Some(
                view! {
                    <Notice tone=Tone::Caution title=w.ask_left_out()>
                        <ul>{lines}</ul>
                    </Notice>
                }
                .into_any(),
            )
        }
        None => plain().then(|| {
            view! {
                <Notice tone=Tone::Caution title=w.ask_left_out()>
                    <p>{w.ask_left_out_text()}</p>
                </Notice>
            }
            .into_any()
        }),
    }
}

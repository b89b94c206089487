//! A new conversation.

use super::blocked::BlockedTeams;
use super::compose_form::{ComposeForm, closed_to};
use crate::limits::{Limits, Shown};
use crate::shared::{Whom, chart};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use portal_api::{ApiError, messages};
use portal_kit::boot::use_words;
use portal_kit::fresh;
use portal_kit::{EmptyState, Icon, LinkItem, Notice, PageHead, Skeleton, text};
use portal_page::{NotFound, Trouble, nothing_there, param};
use portal_types::ids::{PatientId, ThreadId};
use portal_types::links;
use portal_types::message::{ComposeOptions, Followed, SilentPractice, TeamOption};

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    patient: Memo<Option<PatientId>>,
    options: Resource<Result<ComposeOptions, ApiError>>,
}

impl Asked {
    fn new() -> Self {
        let patient = param("patient");
        let query = use_query_map();
        let follows = Memo::new(move |_| {
            query.with(|query| query.get_str("follows").and_then(|thread| thread.parse::<ThreadId>().ok()))
        });
        let options = Resource::new(
            move || (patient.get(), follows.get()),
            |(patient, follows): (Option<PatientId>, Option<ThreadId>)| async move {
                let Some(patient) = patient else { return Err(nothing_there()) };
                messages::compose_options(patient, follows).await
            },
        );
        Self { patient, options }
    }
}

/// `/p/:patient/messages/new`, with `?follows=` one that goes on from a conversation which is closed.
pub(crate) fn draw() -> AnyView {
    let Asked { patient, options } = Asked::new();
    let w = use_words();
    let loading = move || {
        view! {
            <PageHead title=w.compose_title() />
            <Skeleton label=w.compose_loading() count=8 />
        }
    };
    fresh(view! {
        <Title text=w.compose_title() />
        <Suspense fallback=loading>
            {move || {
                let whose = patient.get();
                Suspend::new(async move { fresh(match (whose, options.await) {
                        (Some(patient), Ok(options)) => view! { <Compose patient options /> }.into_any(),
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

/// For whom one writes, which care teams are left out, to whom one cannot write, and the form.
#[component]
fn Compose(patient: PatientId, options: ComposeOptions) -> impl IntoView {
    let w = use_words();
    let name = chart(patient).map(|chart| chart.name).unwrap_or_default();
    let ComposeOptions { teams, silent, follows, draft, files, may_attach, intent } = options;
    let files = may_attach.then_some(files);
    // What is discarded goes on from nothing any more, unless the address says it.
    let follows = RwSignal::new(follows);
    let head = view! {
        <PageHead
            title=w.compose_title()
            lead=w.compose_for(name.clone())
            back=LinkItem::new(links::messages(patient), w.thread_back())
        />
    };
    let silent = (!silent.is_empty()).then(|| view! { <Silent practices=silent /> });
    // What is said of the teams that take nothing of hers stands above the form, and alone where there is no other team.
    let blocked = view! { <BlockedTeams teams=teams.clone() /> };
    let some = !teams.is_empty();
    let by_phone = view! { <ByPhone teams=teams.clone() /> };
    let open: Vec<_> = teams.into_iter().filter(|team| !closed_to(team)).collect();
    if open.is_empty() {
        return view! {
            {head}
            <div class="stack">
                <Limits patient of=Shown::Teams />
                {if some {
                    blocked.into_any()
                } else {
                    view! {
                        <EmptyState
                            icon=Icon::Messages
                            title=w.compose_no_teams_title()
                            text=w.compose_no_teams_text()
                        />
                    }
                        .into_any()
                }}
                {silent}
            </div>
        }
        .into_any();
    }
    view! {
        {head}
        <div class="stack">
            <Whom patient />
            <Limits patient of=Shown::Teams />
            {move || follows.get().map(|follows| view! { <GoesOn patient follows /> })}
            {blocked}
            <ComposeForm patient name teams=open follows draft files intent />
            {by_phone}
            {silent}
        </div>
    }
    .into_any()
}

/// From which conversation the new one goes on.
#[component]
fn GoesOn(patient: PatientId, follows: Followed) -> impl IntoView {
    let w = use_words();
    view! {
        <Notice title=w.compose_follows(follows.subject)>
            <p>
                <a class="alone" id="compose-follows" href=links::thread(patient, follows.thread)>
                    {w.compose_follows_see()}
                </a>
            </p>
        </Notice>
    }
    .into_any()
}

/// Topics that nobody reads online at a practice, each with the number to call. Nothing, where somebody reads everything.
#[component]
fn ByPhone(teams: Vec<TeamOption>) -> impl IntoView {
    let w = use_words();
    let lines: Vec<_> = teams
        .into_iter()
        .flat_map(|team| {
            let name = team.name;
            team.by_phone.into_iter().map(move |of| {
                let phone = of.phone.map(|phone| {
                    let shown = text::phone(&phone);
                    view! {
                        <a href=text::tel_link(&phone) rel="external">
                            {shown}
                        </a>
                    }
                });
                let words = w.compose_by_phone_at(text::topic(w, of.topic), &name);
                view! { <li>{words} " " {phone}</li> }
            })
        })
        .collect();
    (!lines.is_empty())
        .then(|| {
            view! {
                <Notice icon=Icon::Phone title=w.compose_by_phone_title()>
                    <ul>{lines}</ul>
                </Notice>
            }
        })
        .into_any()
}

/// Practices of the patient that take no messages online, each with the way that works.
#[component]
fn Silent(practices: Vec<SilentPractice>) -> impl IntoView {
    let w = use_words();
    let lines = practices
        .into_iter()
        .map(|SilentPractice { practice, phone }| match phone {
            Some(phone) => {
                let shown = text::phone(&phone);
                view! {
                    <li>
                        {w.compose_silent_call(practice)} " "
                        <a href=text::tel_link(&phone) rel="external">
                            {shown}
                        </a>
                    </li>
                }
                .into_any()
            }
            None => view! { <li>{w.compose_silent(practice)}</li> }.into_any(),
        })
        .collect_view();
    view! {
        <Notice icon=Icon::Phone title=w.compose_silent_title()>
            <ul>{lines}</ul>
        </Notice>
    }
}

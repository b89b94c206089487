//! A new conversation.

use super::compose_form::ComposeForm;
use crate::limits::{Limits, Shown};
use crate::shared::{Whom, chart};
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, messages};
use portal_kit::boot::use_words;
use portal_kit::fresh;
use portal_kit::{EmptyState, Icon, LinkItem, Notice, PageHead, Skeleton, text};
use portal_page::{NotFound, Trouble, nothing_there, param};
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::message::{ComposeOptions, SilentPractice};

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    patient: Memo<Option<PatientId>>,
    options: Resource<Result<ComposeOptions, ApiError>>,
}

impl Asked {
    fn new() -> Self {
        let patient = param("patient");
        let options = Resource::new(
            move || patient.get(),
            |patient: Option<PatientId>| async move {
                let Some(patient) = patient else { return Err(nothing_there()) };
                messages::compose_options(patient).await
            },
        );
        Self { patient, options }
    }
}

/// `/p/:patient/messages/new`.
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
    let ComposeOptions { teams, silent, draft, intent } = options;
    let head = view! {
        <PageHead
            title=w.compose_title()
            lead=w.compose_for(name.clone())
            back=LinkItem::new(links::messages(patient), w.thread_back())
        />
    };
    let silent = (!silent.is_empty()).then(|| view! { <Silent practices=silent /> });
    if teams.is_empty() {
        return view! {
            {head}
            <div class="stack">
                <Limits patient of=Shown::Teams />
                <EmptyState icon=Icon::Messages title=w.compose_no_teams_title() text=w.compose_no_teams_text() />
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
            <ComposeForm patient name teams draft intent />
            {silent}
        </div>
    }
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

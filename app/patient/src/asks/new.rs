//! Asking for something: what it is first, then its form.

use super::appointment::AppointmentForm;
use super::kept::afresh;
use super::referral::ReferralForm;
use super::renewal::RenewalForm;
use crate::limits::{Limits, Shown};
use crate::shared::{Whom, chart, writes};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use portal_api::{ApiError, asks};
use portal_kit::boot::use_words;
use portal_kit::{EmptyState, Icon, IconView, LinkButton, LinkItem, Notice, PageHead, Skeleton, fresh, text};
use portal_page::{NotFound, Trouble, nothing_there, param};
use portal_types::ask::{AskKind, AskOptions};
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::message::SilentPractice;
use portal_types::representative::Capability;
use portal_words::Words;

/// What the address asks for: which request, a choice between them, or nothing that there is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chosen {
    None,
    One(AskKind),
    Nonsense,
}

/// What the page shows: what one may ask for, or what a form begins with.
type Found = (Vec<AskKind>, Option<AskOptions>);

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    patient: Memo<Option<PatientId>>,
    found: Resource<Result<Found, ApiError>>,
}

impl Asked {
    fn new() -> Self {
        let patient = param("patient");
        let params = use_params_map();
        let chosen = Memo::new(move |_| {
            params.with(|params| match params.get_str("kind") {
                None | Some("") => Chosen::None,
                Some(word) => AskKind::from_code(word).map_or(Chosen::Nonsense, Chosen::One),
            })
        });
        let found = Resource::new(
            move || (patient.get(), chosen.get()),
            |(patient, chosen): (Option<PatientId>, Chosen)| async move {
                let Some(patient) = patient else { return Err(nothing_there()) };
                match chosen {
                    Chosen::None => asks::list(patient, None).await.map(|list| (list.may, None)),
                    Chosen::One(kind) => {
                        asks::options(patient, kind, None).await.map(|options| (Vec::new(), Some(options)))
                    }
                    Chosen::Nonsense => Err(nothing_there()),
                }
            },
        );
        Self { patient, found }
    }
}

/// `/p/:patient/requests/new` and `/p/:patient/requests/new/:kind`.
pub(crate) fn draw() -> AnyView {
    let Asked { patient, found } = Asked::new();
    let w = use_words();
    let loading = move || {
        view! {
            <PageHead title=w.asks_new() />
            <Skeleton label=w.asks_loading_form() count=8 />
        }
    };
    fresh(view! {
        // Never what is asked for: the tab's title shows on shared screens and stays in the browser's history.
        <Title text=w.asks_title() />
        <Suspense fallback=loading>
            {move || {
                let whose = patient.get();
                Suspend::new(async move { fresh(match (whose, found.await) {
                        (Some(patient), Ok((may, None))) => view! { <Kinds patient may /> }.into_any(),
                        (Some(patient), Ok((_, Some(options)))) => view! { <Form patient options /> }.into_any(),
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

/// What it is good for, and what one needs for it.
fn about(w: &Words, kind: AskKind) -> String {
    match kind {
        AskKind::Appointment => w.ask_about_appointment(),
        AskKind::Renewal => w.ask_about_renewal(),
        AskKind::Referral => w.ask_about_referral(),
    }
}

fn icon(kind: AskKind) -> Icon {
    match kind {
        AskKind::Appointment => Icon::Clock,
        AskKind::Renewal => Icon::Requests,
        AskKind::Referral => Icon::Records,
    }
}

/// A card for each thing that may be asked for; what the practices have switched off is not there.
#[component]
fn Kinds(patient: PatientId, may: Vec<AskKind>) -> impl IntoView {
    let w = use_words();
    let body = if may.is_empty() {
        view! {
            <EmptyState icon=Icon::Requests title=w.asks_none_title() text=w.asks_none_text()>
                <LinkButton href=links::PRACTICES label=w.asks_none_link() />
            </EmptyState>
        }
        .into_any()
    } else {
        let tiles = may
            .into_iter()
            .map(|kind| {
                view! {
                    <a class="tile" href=links::ask_form(patient, kind)>
                        <IconView icon=icon(kind) />
                        <strong>{text::ask_kind(w, kind)}</strong>
                        <span class="soft small">{about(w, kind)}</span>
                    </a>
                }
            })
            .collect_view();
        view! {
            <nav class="tiles" aria-label=w.asks_kinds()>
                {tiles}
            </nav>
            {writes(patient)
                .then(|| {
                    view! {
                        <p class="soft">
                            {w.asks_kinds_else()} " " <a href=links::compose(patient)>{w.asks_kinds_write()}</a>
                        </p>
                    }
                })}
        }
        .into_any()
    };
    view! {
        <PageHead
            title=w.asks_new()
            lead=w.asks_new_lead()
            back=LinkItem::new(links::asks(patient), w.asks_back())
        />
        <div class="stack">
            <Whom patient />
            <Limits patient of=Shown::Teams />
            {body}
        </div>
    }
    .into_any()
}

/// What the page of a form is called.
fn title(w: &Words, kind: AskKind) -> String {
    match kind {
        AskKind::Appointment => w.ask_title_appointment(),
        AskKind::Renewal => w.ask_title_renewal(),
        AskKind::Referral => w.ask_title_referral(),
    }
}

/// For whom one asks, the form, and which practices cannot be asked.
#[component]
fn Form(patient: PatientId, options: AskOptions) -> impl IntoView {
    let w = use_words();
    let (kind, silent) = (options.kind, options.silent.clone());
    let name = chart(patient).map(|chart| chart.name).unwrap_or_default();
    // Of a renewal medicines are left out beside care teams, and the words for those say it of both.
    let left_out = if kind == AskKind::Renewal { Shown::Part(Capability::Medications) } else { Shown::Teams };
    let options = RwSignal::new(options);
    let afresh = afresh(options);
    let form = move || {
        let options = options.get();
        if options.offices.is_empty() {
            return view! {
                <EmptyState icon=Icon::Requests title=w.asks_no_office_title() text=w.asks_no_office_text()>
                    <LinkButton href=links::PRACTICES label=w.asks_none_link() />
                </EmptyState>
            }
            .into_any();
        }
        fresh(match kind {
            AskKind::Appointment => view! { <AppointmentForm patient options afresh /> }.into_any(),
            AskKind::Renewal => view! { <RenewalForm patient options afresh /> }.into_any(),
            AskKind::Referral => view! { <ReferralForm patient options afresh /> }.into_any(),
        })
    };
    view! {
        <PageHead
            title=title(w, kind)
            lead=w.ask_for(name)
            back=LinkItem::new(links::ask_new(patient), w.asks_back_kinds())
        />
        <div class="stack">
            <Whom patient />
            <Limits patient of=left_out />
            {form}
            <Silent practices=silent />
        </div>
    }
    .into_any()
}

/// Practices of the patient that take no such requests online, each with the way that works.
#[component]
fn Silent(practices: Vec<SilentPractice>) -> impl IntoView {
    let w = use_words();
    (!practices.is_empty())
        .then(|| {
            let lines = practices
                .into_iter()
                .map(|SilentPractice { practice, phone }| {
                    let phone = phone.map(|phone| {
                        let shown = text::phone(&phone);
                        view! {
                            ": "
                            <a href=text::tel_link(&phone) rel="external">
                                {shown}
                            </a>
                        }
                    });
                    view! {
                        <li>
                            {practice}
                            {phone}
                        </li>
                    }
                })
                .collect_view();
            view! {
                <Notice icon=Icon::Phone title=w.asks_silent_title()>
                    <ul>{lines}</ul>
                </Notice>
            }
        })
        .into_any()
}

//! One person who may act for oneself: what is open, the switches, and setting aside or ending it.

use super::deeds::Deeds;
use super::done::{Done, Told};
use super::switches::{LastDayForm, SwitchForm};
use crate::facts::Facts;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, representatives};
use portal_kit::boot::use_words;
use portal_kit::{LinkItem, Notice, PageHead, Skeleton, Tone, fresh, text};
use portal_page::{ComingChanges, GrantHistory, Growing, NotFound, Trouble, nothing_there, param};
use portal_types::ids::{GrantId, PatientId};
use portal_types::links;
use portal_types::representative::{Deed, GrantState, GrantView, Stands};
use portal_words::Words;

/// What the address says, and what was asked for it.
struct Asked {
    patient: Memo<Option<PatientId>>,
    grant: Resource<Result<GrantView, ApiError>>,
}

impl Asked {
    fn new() -> Self {
        let (patient, grant) = (param::<PatientId>("patient"), param::<GrantId>("grant"));
        let grant = Resource::new(
            move || (patient.get(), grant.get()),
            |(patient, grant)| async move {
                let (Some(patient), Some(grant)) = (patient, grant) else { return Err(nothing_there()) };
                representatives::open(patient, grant).await
            },
        );
        Self { patient, grant }
    }
}

/// `/p/:patient/sharing/:grant`, with `?set=` for what the switches begin with.
pub(crate) fn draw() -> AnyView {
    let Asked { patient, grant } = Asked::new();
    let w = use_words();
    // Outside of what is drawn anew with every change.
    let done = Done::new(Callback::new(move |()| grant.refetch()));
    let loading = move || {
        view! {
            <PageHead title=w.sharing_title() />
            <Skeleton label=w.grant_loading() count=8 />
        }
    };
    fresh(view! {
        // Never the name: the tab's title shows on shared screens and stays in the browser's history.
        <Title text=w.sharing_title() />
        <Told done />
        <Suspense fallback=loading>
            {move || {
                let whose = patient.get();
                Suspend::new(async move { fresh(match (whose, grant.await) {
                        (Some(patient), Ok(shown)) => view! { <Grant patient shown done /> }.into_any(),
                        (_, Err(error)) => {
                            let retry = Callback::new(move |()| grant.refetch());
                            view! { <Trouble error retry /> }.into_any()
                        }
                        (None, _) => view! { <NotFound /> }.into_any(),
                    }) })
            }}
        </Suspense>
    })
}

/// What stands out about it: why nothing is open, or that everything is.
fn notice(w: &Words, shown: &GrantView) -> Option<(Tone, String)> {
    let name = shown.row.name.clone();
    match (shown.row.state, shown.column) {
        (GrantState::Proposed, _) => Some((Tone::Info, w.grant_proposed_text(name))),
        (GrantState::Suspended, _) if shown.held_by_patient => Some((Tone::Info, w.grant_held_by_you())),
        (GrantState::Suspended, _) => Some((Tone::Caution, w.grant_held_by_staff())),
        (GrantState::Inactive | GrantState::Rejected, _) => Some((Tone::Info, w.grant_over())),
        (GrantState::Active, None) => Some((Tone::Info, w.grant_opens_nothing())),
        (GrantState::Active, Some(Stands::OfChild)) => Some((Tone::Caution, w.grant_opens_all(name))),
        (GrantState::Active, Some(Stands::OfTeen | Stands::OfAdult)) => None,
    }
}

#[component]
fn Grant(patient: PatientId, shown: GrantView, done: Done) -> impl IntoView {
    let w = use_words();
    let id = shown.row.grant;
    let events = Growing::new(
        shown.events.clone(),
        |event| (event.at, event.event),
        move |after| async move { representatives::history(patient, id, after).await },
    );
    let since = text::date_with_year(w, shown.row.since.day());
    let state = format!("{} · {}", text::grant_state(w, shown.row.state), w.grant_since(since));
    let mut facts = vec![(w.grant_state(), Some(state)), (w.grant_ground(), Some(text::basis(w, shown.row.basis)))];
    if let Some(last) = shown.row.ends_on {
        facts.push((w.grant_last_day(), Some(text::date_with_year(w, last))));
    }
    let runs_out = shown.runs_out.map(|day| w.grant_runs_out(text::date_with_year(w, day)));
    let notice = notice(w, &shown);
    let coming = shown.row.coming.clone();
    let may = |deed: Deed| shown.can.contains(&deed);
    let switch = shown.switches.clone().filter(|_| may(Deed::Switch));
    let (last_day, proof) = (may(Deed::LastDay), shown.proof);
    view! {
        <PageHead title=shown.row.name.clone() back=LinkItem::new(links::sharing(patient), w.sharing_back()) />
        <div class="stack">
            {notice.map(|(tone, said)| view! { <Notice tone>{said}</Notice> })}
            <Facts facts />
            {runs_out.map(|said| view! { <p>{said}</p> })}
            {coming.map(|coming| view! { <ComingChanges coming /> })}
            {switch
                .map(|switches| {
                    view! { <SwitchForm patient grant=id switches intent=shown.intent proof done /> }
                })}
            {last_day.then(|| view! { <LastDayForm patient grant=id last=shown.row.ends_on proof done /> })}
            <Deeds patient shown=shown.clone() done />
            <GrantHistory events />
        </div>
    }
    .into_any()
}

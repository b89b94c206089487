//! Who can act for oneself, or could.

use super::HERE;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, representatives};
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{
    EmptyState, Icon, LinkButton, MessageList, MessageRow, PageHead, Skeleton, SkeletonShape, fresh, text,
};
use portal_page::{Growing, More, NotFound, Snag, Trouble, cursor, nothing_there, param};
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::page::{Cursor, Page};
use portal_types::representative::{GrantRow, GrantState};
use portal_words::Words;

/// What the address says, and what was asked for it.
struct Asked {
    patient: Memo<Option<PatientId>>,
    after: Memo<Option<Cursor>>,
    grants: Resource<Result<Page<GrantRow>, ApiError>>,
}

impl Asked {
    fn new() -> Self {
        let (patient, after) = (param("patient"), cursor("after"));
        let grants = Resource::new(
            move || (patient.get(), after.get()),
            |(patient, after): (Option<PatientId>, Option<Cursor>)| async move {
                let Some(patient) = patient else { return Err(nothing_there()) };
                representatives::list(patient, after).await
            },
        );
        Self { patient, after, grants }
    }
}

/// `/p/:patient/sharing`, and with `?after=` one of its later pages.
pub(crate) fn draw() -> AnyView {
    let Asked { patient, after, grants } = Asked::new();
    let w = use_words();
    let loading = move || {
        view! {
            <PageHead title=w.sharing_title() />
            <Skeleton label=w.sharing_loading() count=3 shape=SkeletonShape::Rows />
        }
    };
    fresh(view! {
        <Title text=w.sharing_title() />
        <Suspense fallback=loading>
            {move || {
                let (whose, later) = (patient.get(), after.get().is_some());
                Suspend::new(async move { fresh(match (whose, grants.await) {
                        (Some(patient), Ok(first)) => view! { <Grants patient first later /> }.into_any(),
                        (_, Err(error)) => {
                            let retry = Callback::new(move |()| grants.refetch());
                            view! { <Trouble error retry /> }.into_any()
                        }
                        (None, _) => view! { <NotFound /> }.into_any(),
                    }) })
            }}
        </Suspense>
    })
}

/// One line of context: how it stands, on what ground, until when.
fn context(w: &Words, row: &GrantRow) -> String {
    let ends = row.ends_on.filter(|_| row.state.is_open());
    let parts = [
        Some(text::grant_state(w, row.state)),
        Some(text::basis(w, row.basis)),
        ends.map(|day| w.grant_ends(text::date_with_year(w, day))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[component]
fn Grants(patient: PatientId, first: Page<GrantRow>, later: bool) -> impl IntoView {
    let w = use_words();
    let list = Growing::new(
        first,
        |row: &GrantRow| row.grant,
        move |after| async move { representatives::list(patient, Some(after)).await },
    );
    let boot = use_boot();
    // A teen narrows and ends; a new representative of hers is the office's.
    let adult = crate::shared::chart(patient).is_none_or(|card| !boot.clinic.ages.minor(card.age));
    let row = move |row: GrantRow| {
        let context = context(w, &row);
        // What waits for the person herself, or for the office, stands out by words; weight only agrees.
        let waits = row.state == GrantState::Proposed;
        view! {
            <MessageRow
                href=links::grant(patient, row.grant)
                title=row.name
                context
                time=w.grant_since(text::date(w, row.since.day()))
                datetime=row.since.machine()
                unread=Signal::derive(move || waits)
                unread_word=w.grant_state_proposed()
            />
        }
    };
    let name = move || {
        adult.then(|| view! { <LinkButton href=links::share(patient) label=w.sharing_add() icon=Icon::Person /> })
    };
    let nothing = move || {
        view! { <EmptyState icon=Icon::Person title=w.sharing_empty_title() text=w.sharing_empty_text() /> }
    };
    view! {
        <PageHead title=w.sharing_title() lead=w.sharing_lead() action=name />
        <div class="stack">
            <Snag error=list.rest.trouble retry=list.rest.load />
            {later
                .then(|| {
                    view! {
                        <p>
                            <a href=HERE>{w.sharing_newest()}</a>
                        </p>
                    }
                })}
            <Show when=move || !list.is_empty() fallback=nothing>
                <MessageList label=w.sharing_list()>
                    <For each=move || list.rows() key=|row| row.grant let(shown)>
                        {row(shown)}
                    </For>
                </MessageList>
            </Show>
            <More rest=list.rest to="?after=".to_owned() label=w.sharing_more() />
            <p class="soft">{w.sharing_office()}</p>
        </div>
    }
    .into_any()
}

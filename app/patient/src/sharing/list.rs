//! Who can act for oneself, or could.

use super::HERE;
use super::soon::Soon;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, representatives};
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{
    EmptyState, Icon, LinkButton, MessageList, MessageRow, PageHead, Skeleton, SkeletonShape, fresh, text,
};
use portal_page::{Growing, More, NotFound, Snag, Trouble, cursor, nothing_there, param};
use portal_types::day::Day;
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::page::{Cursor, Page};
use portal_types::representative::{ComingView, GrantRow, GrantState, SoonView};
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

/// What changes by itself before long.
fn near(row: &GrantRow, today: Day) -> Option<&ComingView> {
    row.coming.as_ref().filter(|coming| coming.is_near(today))
}

/// One line of context: how it stands, on what ground, until when, and when it changes by itself before long.
fn context(w: &Words, row: &GrantRow, today: Day) -> String {
    let ends = row.ends_on.filter(|_| row.state.is_open());
    let parts = [
        Some(text::grant_state(w, row.state)),
        Some(text::basis(w, row.basis)),
        ends.map(|day| w.grant_ends(text::date_with_year(w, day))),
        near(row, today).map(|coming| w.sharing_changes(text::date_with_year(w, coming.on))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What of a page of grants changes before long, the nearest first.
fn soon(page: &Page<GrantRow>, today: Day) -> Vec<SoonView> {
    let coming = page.rows.iter().filter_map(|row| {
        near(row, today).map(|coming| SoonView { grant: row.grant, name: row.name.clone(), on: coming.on })
    });
    let mut soon: Vec<SoonView> = coming.collect();
    soon.sort_by_key(|soon| soon.on);
    soon
}

#[component]
fn Grants(patient: PatientId, first: Page<GrantRow>, later: bool) -> impl IntoView {
    let (w, boot) = (use_words(), use_boot());
    let today = boot.today;
    let soon = soon(&first, today);
    let list = Growing::new(
        first,
        |row: &GrantRow| row.grant,
        move |after| async move { representatives::list(patient, Some(after)).await },
    );
    // A teen narrows and ends; a new representative of hers is the office's.
    let adult = crate::shared::chart(patient).is_none_or(|card| !boot.clinic.ages.minor(card.age));
    let row = move |row: GrantRow| {
        let context = context(w, &row, today);
        // What waits for the person herself, or for the office, and what changes before long, stands out by words; weight
        // only agrees.
        let waits = row.state == GrantState::Proposed;
        let stands_out = waits || near(&row, today).is_some();
        let unread_word = if waits { w.grant_state_proposed() } else { w.sharing_changes_soon() };
        view! {
            <MessageRow
                href=links::grant(patient, row.grant)
                title=row.name
                context
                time=w.grant_since(text::date(w, row.since.day()))
                datetime=row.since.machine()
                unread=Signal::derive(move || stands_out)
                unread_word
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
            <Soon patient soon />
            {later
                .then(|| {
                    view! {
                        <p>
                            <a class="alone" href=HERE>{w.sharing_newest()}</a>
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

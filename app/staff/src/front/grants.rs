//! Who acts for the patient of a record, or is to; beginning a form; and the papers about it.

use super::orders::{Attested, Orders};
use super::{Acting, Desk};
use crate::forms::BeginForm;
use leptos::prelude::*;
use portal_api::front;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{MessageList, MessageRow, text};
use portal_page::{Growing, MoreHere, Trouble};
use portal_types::account::{Role, Who};
use portal_types::ids::{PatientId, PracticeId};
use portal_types::links;
use portal_types::page::Page;
use portal_types::representative::{GrantRow, GrantState};
use portal_words::Words;

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

/// The list of who acts, the way to a form, court orders, and what is recorded of whether the patient can decide.
#[component]
pub(super) fn Grants(acting: Acting, practices: Vec<(PracticeId, String)>, desk: Desk) -> impl IntoView {
    let w = use_words();
    let (grants, papers) = acting;
    let patient = desk.patient;
    let front_desk = matches!(use_boot().who, Who::Staff { role: Role::FrontDesk, .. });
    let list = match grants {
        Ok(first) => view! { <List patient first /> }.into_any(),
        Err(error) => view! { <Trouble error retry=desk.changed beside=true /> }.into_any(),
    };
    let papers = papers.map(|papers| {
        let intent = papers.intent;
        view! {
            {front_desk
                .then(|| {
                    view! {
                        <p class="soft">{w.front_grants_begin_text()}</p>
                        <BeginForm patient practices intent />
                    }
                })}
            <Orders orders=papers.orders people=papers.people intent desk />
            <Attested attestations=papers.attestations intent desk />
        }
    });
    let papers = match papers {
        Ok(papers) => papers.into_any(),
        Err(error) => view! { <Trouble error retry=desk.changed beside=true /> }.into_any(),
    };
    view! {
        <section class="stack" aria-labelledby="grants">
            <h3 id="grants">{w.front_grants()}</h3>
            {list}
            {papers}
        </section>
    }
    .into_any()
}

/// The grants, the newest first.
#[component]
fn List(patient: PatientId, first: Page<GrantRow>) -> impl IntoView {
    let w = use_words();
    let list = Growing::new(
        first,
        |row: &GrantRow| row.grant,
        move |after| async move { front::grants(patient, Some(after)).await },
    );
    let row = move |row: GrantRow| {
        let waits = row.state == GrantState::Proposed;
        view! {
            <MessageRow
                href=links::desk_grant(row.grant)
                context=context(w, &row)
                title=row.name
                time=w.grant_since(text::date(w, row.since.day()))
                datetime=row.since.machine()
                unread=Signal::derive(move || waits)
                unread_word=w.grant_state_proposed()
            />
        }
    };
    let nothing = move || view! { <p class="soft">{w.front_grants_none()}</p> };
    view! {
        <Show when=move || !list.is_empty() fallback=nothing>
            <MessageList label=w.front_grants() queue=true>
                <For each=move || list.rows() key=|row| row.grant let(shown)>
                    {row(shown)}
                </For>
            </MessageList>
        </Show>
        <MoreHere rest=list.rest label=w.front_grants_more() />
    }
    .into_any()
}

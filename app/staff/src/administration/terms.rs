//! The texts that people agree to: their versions beside the one that is open, or beside the form of a new one.

use super::agreement::Version;
use super::desk::{Desk, Done, Panes, Rows};
use super::put::Put;
use leptos::prelude::*;
use portal_api::agreements;
use portal_kit::boot::use_words;
use portal_kit::{Due, MessageRow, fresh, text};
use portal_page::{Growing, cursor, param};
use portal_types::agreement::{AgreementKind, AgreementList, AgreementRow, AgreementView, Standing};
use portal_types::day::Day;
use portal_types::ids::AgreementId;
use portal_types::links;
use portal_words::Words;

/// "Terms and conditions 2027-01".
pub(super) fn name(w: &Words, kind: AgreementKind, version: &str) -> String {
    match kind {
        AgreementKind::Terms => w.admin_terms_of(version),
        AgreementKind::Privacy => w.admin_privacy_of(version),
    }
}

/// Whether it counts, and from when.
pub(super) fn standing(w: &Words, standing: Standing, from: Day) -> String {
    let day = text::date_with_year(w, from);
    match standing {
        Standing::Coming => w.admin_coming(day),
        Standing::InForce => w.admin_in_force(day),
        Standing::Past => w.admin_past(),
    }
}

/// `/desk/admin/terms` and `/desk/admin/terms/:agreement`, with `?after=`.
pub(crate) fn draw() -> AnyView {
    fresh(view! { <Terms /> })
}

#[component]
fn Terms() -> impl IntoView {
    let w = use_words();
    let (after, chosen) = (cursor("after"), param::<AgreementId>("agreement"));
    let list = Resource::new(move || after.get(), |after| async move { agreements::list(after).await });
    let open = Resource::new(move || chosen.get(), |chosen| async move { Some(agreements::open(chosen?).await) });
    let done = RwSignal::new(None::<Done<AgreementId>>);
    let rows = move |first: AgreementList, later: bool| view! { <List first later chosen /> }.into_any();
    let shown = move |shown: AgreementView| view! { <Version shown /> }.into_any();
    let none = move |first: Option<AgreementList>| match first {
        Some(first) => {
            let (today, desk) = (first.now.day(), Desk { done, on: None });
            view! { <Put newest=first.newest intent=first.intent today desk /> }.into_any()
        }
        None => ().into_any(),
    };
    let part = move || if chosen.get().is_some() { w.admin_version() } else { w.admin_put_title() };
    view! {
        <Panes
            title=w.admin_terms_title()
            lead=w.admin_terms_lead()
            label=w.admin_terms_list()
            count=4
            part=Signal::derive(part)
            after
            list
            rows
            chosen
            open
            shown
            none
            gone=w.admin_version_gone_title()
            back=links::DESK_TERMS
            back_label=w.admin_terms_back()
            done
        />
    }
    .into_any()
}

#[component]
fn List(first: AgreementList, later: bool, chosen: Memo<Option<AgreementId>>) -> impl IntoView {
    let w = use_words();
    let list = Growing::new(
        first.page,
        |row| row.agreement,
        move |after| async move { agreements::list(Some(after)).await.map(|more| more.page) },
    );
    let now = first.now;
    let row = move |row: AgreementRow| {
        let id = row.agreement;
        let due = if row.standing == Standing::Coming { Due::Soon } else { Due::Calm };
        view! {
            <MessageRow
                href=links::desk_agreement(id)
                title=name(w, row.kind, &row.version)
                context=standing(w, row.standing, row.from)
                time=text::when(w, row.made_at, now)
                datetime=row.made_at.machine()
                unread_word=String::new()
                current=Signal::derive(move || chosen.get() == Some(id))
                due
            />
        }
    };
    view! {
        <Rows
            rest=list.rest
            later
            home=links::DESK_TERMS
            first=w.desk_newest()
            label=w.admin_terms_list()
            more=w.desk_more()
        >
            <For each=move || list.rows() key=|row| row.agreement let(shown)>
                {row(shown)}
            </For>
        </Rows>
    }
    .into_any()
}

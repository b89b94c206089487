//! The practices by name, beside the one that is open.

use super::desk::{Desk, Done, NoPractices, Panes, Rows};
use super::practice::Practice;
use leptos::prelude::*;
use portal_api::practices;
use portal_kit::boot::use_words;
use portal_kit::{Due, MessageRow, fresh};
use portal_page::{Growing, cursor, param};
use portal_types::ask::AskKind;
use portal_types::ids::PracticeId;
use portal_types::links;
use portal_types::page::Page;
use portal_types::practice::{Feature, PracticeRow, PracticeView};
use portal_words::Words;

/// `/desk/admin/practices` and `/desk/admin/practices/:practice`, with `?after=`.
pub(crate) fn draw() -> AnyView {
    fresh(view! { <Practices /> })
}

#[component]
fn Practices() -> impl IntoView {
    let w = use_words();
    let (after, chosen) = (cursor("after"), param::<PracticeId>("practice"));
    let list = Resource::new(move || after.get(), |after| async move { practices::list(after).await });
    let open = Resource::new(move || chosen.get(), |chosen| async move { Some(practices::open(chosen?).await) });
    let done = RwSignal::new(None::<Done<PracticeId>>);
    let rows = move |first: Page<PracticeRow>, later: bool| view! { <List first later chosen /> }.into_any();
    let shown = move |shown: PracticeView| {
        let desk = Desk { done, on: Some(shown.practice) };
        view! { <Practice shown desk /> }.into_any()
    };
    let none = move |_: Option<Page<PracticeRow>>| {
        let choose = w.admin_practices_choose();
        view! { <p class="soft">{choose}</p> }.into_any()
    };
    view! {
        <Panes
            title=w.admin_practices_title()
            lead=w.admin_practices_lead()
            label=w.admin_practices_list()
            part=w.admin_practice()
            after
            list
            rows
            chosen
            open
            shown
            none
            apart=true
            gone=w.admin_practice_gone_title()
            back=links::DESK_PRACTICES
            back_label=w.admin_practices_back()
            done
        />
    }
    .into_any()
}

/// What a practice offers, in one line.
fn offers(w: &Words, row: &PracticeRow) -> String {
    let messages = match (row.on.contains(&Feature::Messages), row.answered) {
        (true, true) => w.admin_messages_on(),
        (true, false) => w.admin_messages_nobody(),
        (false, _) => w.admin_messages_off(),
    };
    let invitations =
        if row.on.contains(&Feature::Invitations) { w.admin_invitations_on() } else { w.admin_invitations_off() };
    let asks = AskKind::ALL.map(|kind| row.on.contains(&kind.feature()));
    let asks = match asks.iter().filter(|on| **on).count() {
        0 => w.admin_asks_off(),
        count if count == asks.len() => w.admin_asks_on(),
        _ => w.admin_asks_some(),
    };
    format!("{messages} · {invitations} · {asks}")
}

#[component]
fn List(first: Page<PracticeRow>, later: bool, chosen: Memo<Option<PracticeId>>) -> impl IntoView {
    let w = use_words();
    if first.rows.is_empty() && !later {
        return view! { <NoPractices /> }.into_any();
    }
    let list = Growing::new(first, |row| row.practice, |after| practices::list(Some(after)));
    let row = move |row: PracticeRow| {
        let id = row.practice;
        let due = if row.on.len() < Feature::ALL.len() { Due::Soon } else { Due::Calm };
        let context = offers(w, &row);
        view! {
            <MessageRow
                href=links::desk_practice(id)
                title=row.name
                context
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
            home=links::DESK_PRACTICES
            first=w.admin_practices_first()
            label=w.admin_practices_list()
            more=w.admin_practices_more()
        >
            <For each=move || list.rows() key=|row| row.practice let(shown)>
                {row(shown)}
            </For>
        </Rows>
    }
    .into_any()
}

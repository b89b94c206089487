//! The staff: the list beside the colleague that is open, or beside the form of an invitation.

use super::colleague::Colleague;
use super::confirm::{Confirm, is_fresh};
use super::desk::{Desk, Done, Panes, Rows};
use super::invite::Invite;
use leptos::prelude::*;
use portal_api::colleagues;
use portal_kit::boot::use_words;
use portal_kit::{Due, MessageRow, fresh, text};
use portal_page::{Growing, cursor, param};
use portal_types::account::AccountState;
use portal_types::administration::{StaffList, StaffRow, StaffView};
use portal_types::ids::AccountId;
use portal_types::links;
use portal_words::Words;

/// How an account stands.
pub(super) fn state(w: &Words, state: AccountState) -> String {
    match state {
        AccountState::Active => w.state_active(),
        AccountState::Suspended => w.state_suspended(),
        AccountState::Invited => w.admin_state_invited(),
        _ => w.state_other(),
    }
}

/// `/desk/admin` and `/desk/admin/:account`, with `?after=`.
pub(crate) fn draw() -> AnyView {
    fresh(view! { <Staff /> })
}

#[component]
fn Staff() -> impl IntoView {
    let w = use_words();
    let (after, chosen) = (cursor("after"), param::<AccountId>("account"));
    let list = Resource::new(move || after.get(), |after| async move { colleagues::list(after).await });
    let open = Resource::new(move || chosen.get(), |chosen| async move { Some(colleagues::open(chosen?).await) });
    let done = RwSignal::new(None::<Done<AccountId>>);
    let rows = move |first: StaffList, later: bool| view! { <List first later chosen /> }.into_any();
    let shown = move |shown: StaffView| {
        let desk = Desk { done, on: Some(shown.account) };
        let proven = Callback::new(move |()| open.refetch());
        view! { <Colleague shown desk proven /> }.into_any()
    };
    let none = move |first: Option<StaffList>| match first {
        Some(first) if !is_fresh(first.proven_for) => {
            let proven = Callback::new(move |()| list.refetch());
            view! { <Confirm proven /> }.into_any()
        }
        Some(first) => {
            let desk = Desk { done, on: None };
            view! { <Invite practices=first.practices intent=first.intent desk /> }.into_any()
        }
        None => ().into_any(),
    };
    let part = move || if chosen.get().is_some() { w.admin_colleague() } else { w.admin_invite_title() };
    view! {
        <Panes
            title=w.admin_staff_title()
            lead=w.admin_staff_lead()
            label=w.admin_staff_list()
            part=Signal::derive(part)
            after
            list
            rows
            chosen
            open
            shown
            none
            gone=w.admin_colleague_gone_title()
            back=links::DESK_ADMIN
            back_label=w.admin_staff_back()
            done
        />
    }
    .into_any()
}

#[component]
fn List(first: StaffList, later: bool, chosen: Memo<Option<AccountId>>) -> impl IntoView {
    let w = use_words();
    let list = Growing::new(
        first.page,
        |row| row.account,
        move |after| async move { colleagues::list(Some(after)).await.map(|more| more.page) },
    );
    let now = first.now;
    let row = move |row: StaffRow| {
        let id = row.account;
        let due = if row.state == AccountState::Active { Due::Calm } else { Due::Soon };
        view! {
            <MessageRow
                href=links::desk_colleague(id)
                title=row.name
                context=format!("{} · {}", text::role(w, row.role), state(w, row.state))
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
            home=links::DESK_ADMIN
            first=w.desk_newest()
            label=w.admin_staff_list()
            more=w.desk_more()
        >
            <For each=move || list.rows() key=|row| (row.account, row.state, row.role) let(shown)>
                {row(shown)}
            </For>
        </Rows>
    }
    .into_any()
}

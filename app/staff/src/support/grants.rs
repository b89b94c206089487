//! Who acts for whom by the account of a ticket: both names, how it stands, what has happened, and setting it aside at once,
//! also by a court order.

use super::{Acting, Desk, Told};
use crate::deeds::{DeedFields, sentence, words};
use crate::front::OrderFields;
use crate::unfolding::{Part, unfolding};
use leptos::prelude::*;
use portal_api::support;
use portal_kit::boot::use_words;
use portal_kit::text;
use portal_page::{Faults, Folded, GrantEvents, Growing, MoreHere, Trouble, when_done};
use portal_types::grant_form::DeskMove;
use portal_types::ids::{GrantId, IntentKey, TicketId};
use portal_types::links;
use portal_types::page::Page;
use portal_types::representative::{EventView, SupportGrant};

/// The section, once the account is known.
#[component]
pub(super) fn Grants(ticket: TicketId, acting: Acting, retry: Callback<()>, desk: Desk) -> impl IntoView {
    let w = use_words();
    let (grants, told) = acting;
    let told = StoredValue::new(told);
    let list = match grants {
        Ok(first) => view! { <List ticket first told desk /> }.into_any(),
        Err(error) => view! { <Trouble error retry beside=true /> }.into_any(),
    };
    view! {
        <section class="stack tight" aria-labelledby="grants">
            <h3 id="grants">{w.support_grants()}</h3>
            {list}
        </section>
    }
    .into_any()
}

#[component]
fn List(
    ticket: TicketId,
    first: Page<SupportGrant>,
    /// What has happened to one of them, if the address asks for that.
    told: StoredValue<Option<Told>>,
    desk: Desk,
) -> impl IntoView {
    let w = use_words();
    let list = Growing::new(
        first,
        |row: &SupportGrant| row.grant,
        move |after| async move { support::grants(ticket, Some(after)).await },
    );
    let nothing = move || view! { <p class="soft">{w.support_grants_none()}</p> };
    view! {
        <Show when=move || !list.is_empty() fallback=nothing>
            <ul class="stack tight" role="list">
                <For each=move || list.rows() key=|row| row.grant let(row)>
                    <li>
                        <p>
                            {w.support_grant(&row.representative, &row.patient)} " · "
                            {text::grant_state(w, row.state)}
                        </p>
                        {history(ticket, row.grant, told)}
                        {row.can_suspend.then(|| view! { <SetAside ticket grant=row.grant desk /> })}
                        {row
                            .state
                            .is_open()
                            .then(|| view! { <KeepAway ticket grant=row.grant intent=row.intent desk /> })}
                    </li>
                </For>
            </ul>
        </Show>
        <MoreHere rest=list.rest label=w.front_grants_more() />
    }
    .into_any()
}

/// What has happened to a grant, once that is opened.
fn history(ticket: TicketId, grant: GrantId, told: StoredValue<Option<Told>>) -> AnyView {
    let first = told.with_value(|told| told.clone().filter(|(of, _)| *of == grant).map(|(_, first)| first));
    let to = format!("{}?history={grant}", links::desk_ticket(ticket));
    unfolding(
        Part { title: use_words().grant_history(), to, first },
        move || support::grant_history(ticket, grant, None),
        move |first, _| view! { <History ticket grant first /> }.into_any(),
    )
}

#[component]
fn History(ticket: TicketId, grant: GrantId, first: Page<EventView>) -> impl IntoView {
    let events = Growing::new(
        first,
        |event: &EventView| (event.at, event.event),
        move |after| async move { support::grant_history(ticket, grant, Some(after)).await },
    );
    view! { <GrantEvents events /> }
}

/// Opening it changes nothing yet.
#[component]
fn SetAside(ticket: TicketId, grant: GrantId, desk: Desk) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<support::SuspendGrant>::new();
    let faults = Faults::worded(action, sentence);
    let [title, _, said] = words(w, DeskMove::Suspend);
    when_done(action, move |_| desk.did(said.clone()));
    // Several on a page: each part has ids of its own.
    let id = format!("suspend-{grant}");
    let prefix = format!("{id}-");
    let busy: Signal<bool> = action.pending().into();
    view! {
        <Folded title what=w.move_suspend_office_text() faults id page=links::DESK_SUPPORT>
            <ActionForm action attr:class="stack tight">
                <input type="hidden" name="ticket" value=ticket.to_string() autocomplete="off" />
                <input type="hidden" name="grant" value=grant.to_string() autocomplete="off" />
                <DeedFields deed=DeskMove::Suspend prefix faults busy />
            </ActionForm>
        </Folded>
    }
    .into_any()
}

/// A court order that keeps who acts by a grant away from the patient. Opening it changes nothing yet.
#[component]
fn KeepAway(ticket: TicketId, grant: GrantId, intent: IntentKey, desk: Desk) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<support::Order>::new();
    let faults = Faults::of(action);
    when_done(action, move |_| desk.did(w.support_order_done()));
    let id = format!("order-{grant}");
    let prefix = format!("{id}-");
    let busy: Signal<bool> = action.pending().into();
    view! {
        <Folded title=w.order_new() what=w.support_order_text() faults id page=links::DESK_SUPPORT>
            <ActionForm action attr:class="stack tight">
                <input type="hidden" name="ticket" value=ticket.to_string() autocomplete="off" />
                <input type="hidden" name="grant" value=grant.to_string() autocomplete="off" />
                <input type="hidden" name="intent" value=intent.to_string() autocomplete="off" />
                <OrderFields prefix faults busy />
            </ActionForm>
        </Folded>
    }
    .into_any()
}

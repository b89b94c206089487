//! Who acts for whom by the account of a ticket: both names, how it stands, and setting it aside at once.

use super::Desk;
use crate::deeds::{DeedFields, sentence, words};
use leptos::prelude::*;
use portal_api::{ApiError, support};
use portal_kit::boot::use_words;
use portal_kit::{Actions, Button, ButtonKind, ButtonVariant, text};
use portal_page::{Faults, FormErrors, Growing, Snag, Trouble, when_done};
use portal_types::grant_form::DeskMove;
use portal_types::ids::{GrantId, TicketId};
use portal_types::links;
use portal_types::page::Page;
use portal_types::representative::SupportGrant;

/// The section, once the account is known.
#[component]
pub(super) fn Grants(
    ticket: TicketId,
    grants: Result<Page<SupportGrant>, ApiError>,
    retry: Callback<()>,
    desk: Desk,
) -> impl IntoView {
    let w = use_words();
    let list = match grants {
        Ok(first) => view! { <List ticket first desk /> }.into_any(),
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
fn List(ticket: TicketId, first: Page<SupportGrant>, desk: Desk) -> impl IntoView {
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
                        {row.can_suspend.then(|| view! { <SetAside ticket grant=row.grant desk /> })}
                    </li>
                </For>
            </ul>
        </Show>
        <Snag error=list.rest.trouble retry=list.rest.load />
        {move || {
            (!list.is_whole())
                .then(|| {
                    view! {
                        <Actions>
                            <Button
                                label=w.front_grants_more()
                                kind=ButtonKind::Button
                                variant=ButtonVariant::Secondary
                                on_press=list.rest.load
                            />
                        </Actions>
                    }
                })
        }}
    }
    .into_any()
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
    let prefix = format!("suspend-{grant}-");
    let busy: Signal<bool> = action.pending().into();
    view! {
        <details>
            <summary>{title}</summary>
            <div class="stack tight">
                <p>{w.support_grant_suspend_text()}</p>
                <FormErrors
                    faults
                    id=format!("suspend-{grant}-error")
                    page=links::DESK_SUPPORT
                    prefix=prefix.clone()
                />
                <ActionForm action attr:class="stack tight">
                    <input type="hidden" name="ticket" value=ticket.to_string() autocomplete="off" />
                    <input type="hidden" name="grant" value=grant.to_string() autocomplete="off" />
                    <DeedFields deed=DeskMove::Suspend prefix faults busy />
                </ActionForm>
            </div>
        </details>
    }
    .into_any()
}

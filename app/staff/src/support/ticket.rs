//! One ticket: what happened, whose account it is about, the log, and its end.

use super::account::Account;
use super::grants::Grants;
use super::{Acting, Desk};
use crate::parts::{Facts, Log, OpenHead, lang};
use leptos::prelude::*;
use portal_api::support;
use portal_kit::boot::use_words;
use portal_kit::{
    Actions, Button, ButtonVariant, LinkButton, Notice, SelectField, SelectOption, TextArea, Tone, fresh, text,
};
use portal_page::{Faults, FormErrors, SendButton, left_edge, when_done};
use portal_types::enrollment::Channel;
use portal_types::links;
use portal_types::support::{TicketCategory, TicketOutcome, TicketView};
use portal_words::Words;

/// What a ticket is about, in the desk's words.
pub(super) fn category(w: &Words, category: TicketCategory) -> String {
    match category {
        TicketCategory::Enrolling => w.tickets_enrolling(),
        TicketCategory::SigningIn => w.tickets_signing_in(),
        TicketCategory::Page => w.tickets_page(),
        TicketCategory::Close => w.tickets_close_account(),
        TicketCategory::Other => w.tickets_other(),
    }
}

fn outcome(w: &Words, outcome: TicketOutcome) -> String {
    match outcome {
        TicketOutcome::Solved => w.outcome_solved(),
        TicketOutcome::Referred => w.outcome_referred(),
        TicketOutcome::NotReached => w.outcome_not_reached(),
        TicketOutcome::NotProven => w.outcome_not_proven(),
        TicketOutcome::Duplicate => w.outcome_duplicate(),
    }
}

/// One ticket, or that it was closed just now.
#[component]
pub(super) fn Ticket(
    shown: TicketView,
    /// Who acts for whom by its account.
    acting: Option<Acting>,
    /// Asks for that again.
    retry: Callback<()>,
    desk: Desk,
) -> impl IntoView {
    let w = use_words();
    let closed = Memo::new(move |_| desk.closed.get() == Some(desk.ticket));
    move || {
        fresh(if closed.get() {
            view! {
                <div id="closed" tabindex="-1">
                    <Notice tone=Tone::Positive title=w.tickets_closed() live=true>
                        <div>
                            <LinkButton
                                href=links::DESK_SUPPORT
                                label=w.tickets_back()
                                variant=ButtonVariant::Secondary
                            />
                        </div>
                    </Notice>
                </div>
            }
            .into_any()
        } else {
            view! { <Open shown=shown.clone() acting=acting.clone() retry desk /> }.into_any()
        })
    }
}

#[component]
fn Open(shown: TicketView, acting: Option<Acting>, retry: Callback<()>, desk: Desk) -> impl IntoView {
    let w = use_words();
    let reach = shown.reach.as_ref().map(|(channel, value)| match channel {
        Channel::Email => value.clone(),
        Channel::Text => text::phone(value),
    });
    let facts = vec![
        (w.tickets_number(), Some(shown.number.clone())),
        (w.tickets_category(), Some(category(w, shown.category))),
        (w.registry_reach(), reach),
        (w.registry_lang(), Some(lang(w, shown.lang))),
    ];
    let edge = left_edge(shown.urgency);
    let due = w.tickets_due(text::date(w, shown.due_on));
    let lines = shown.text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    let (name, notes) = (shown.name.clone(), shown.notes.clone());
    let id = shown.ticket.to_string();
    let ticket = shown.ticket;
    // Without an account nobody acts by it.
    let acting = acting.filter(|_| shown.account.is_some());
    view! {
        <OpenHead back=links::DESK_SUPPORT label=w.tickets_back() title=name>
            <p>
                <span
                    class="tag"
                    class:soon=edge == portal_kit::Due::Soon
                    class:late=edge == portal_kit::Due::Late
                >
                    {due}
                </span>
            </p>
        </OpenHead>
        <Facts facts />
        <section class="stack tight" aria-labelledby="happened">
            <h3 id="happened">{w.tickets_happened()}</h3>
            {lines}
        </section>
        <Account shown desk />
        {acting.map(|acting| view! { <Grants ticket acting retry desk /> })}
        <section class="stack tight" aria-labelledby="log">
            <h3 id="log">{w.requests_log()}</h3>
            <Log notes />
            <NoteForm ticket=id.clone() desk />
        </section>
        <CloseForm ticket=id desk />
    }
    .into_any()
}

#[component]
fn NoteForm(ticket: String, desk: Desk) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<support::Note>::new();
    let faults = Faults::of(action);
    when_done(action, move |_| desk.did(w.tickets_noted()));
    view! {
        <FormErrors faults id="note-error" page=links::DESK_SUPPORT />
        <ActionForm action attr:class="stack tight">
            <input type="hidden" name="ticket" value=ticket autocomplete="off" />
            <TextArea label=w.requests_note() name="note" id="note" error=faults.at("note") rows=2 required=true />
            <Actions>
                <Button label=w.requests_note_add() variant=ButtonVariant::Secondary busy=action.pending() />
            </Actions>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn CloseForm(ticket: String, desk: Desk) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<support::Close>::new();
    let faults = Faults::of(action);
    when_done(action, move |_| desk.closed());
    let mut outcomes = vec![SelectOption::new("", w.details_choose())];
    outcomes.extend(TicketOutcome::ALL.map(|of| SelectOption::new(of.code(), outcome(w, of))));
    view! {
        <section class="stack" aria-labelledby="close">
            <h3 id="close">{w.tickets_close_title()}</h3>
            <FormErrors faults id="close-error" page=links::DESK_SUPPORT />
            <ActionForm action attr:class="stack">
                <input type="hidden" name="ticket" value=ticket autocomplete="off" />
                <SelectField
                    label=w.tickets_outcome()
                    name="outcome"
                    id="outcome"
                    options=outcomes
                    error=faults.at("outcome")
                    required=true
                />
                <TextArea label=w.requests_why() name="note" id="close-note" rows=2 />
                <SendButton label=w.tickets_close() busy=action.pending() />
            </ActionForm>
        </section>
    }
    .into_any()
}

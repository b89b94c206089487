//! How far a request to the enrollment desk or to Technical Support is, by its number. Nothing here says whose it is.

use crate::brought::brought;
use crate::form::{FormErrors, SendButton, faults};
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::enrollment;
use portal_kit::boot::use_words;
use portal_kit::{Field, Notice, Tone, text};
use portal_types::code::ActivationCode;
use portal_types::field::alone;
use portal_types::links;
use portal_types::registry::{RequestStage, RequestState};

#[component]
pub(crate) fn Status() -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<enrollment::State>::new();
    let value = action.value();
    let faults = faults(action);
    let number = RwSignal::new(String::new());
    brought(number, move |number| {
        action.dispatch(enrollment::State { number });
    });
    view! {
        <Title text=w.status_title() />
        <h1>{w.status_title()}</h1>
        <FormErrors faults id="status-error" page=links::REQUEST_STATUS />
        {move || value.get().and_then(Result::ok).map(|state| view! { <Shown state /> })}
        <ActionForm
            action
            attr:novalidate=true
            attr:class="stack"
            on:submit:capture=move |event| {
                faults.settle(&event, alone("number", ActivationCode::parse(&number.get_untracked())));
            }
        >
            <Field
                label=w.status_number()
                hint=w.status_number_hint()
                name="number"
                id="number"
                bind=number
                required=true
                spellcheck=false
                error=faults.at("number")
            />
            <SendButton label=w.status_look() busy=action.pending() />
        </ActionForm>
    }
    .into_any()
}

#[component]
fn Shown(state: RequestState) -> impl IntoView {
    let w = use_words();
    let (tone, title, said) = match state.stage {
        RequestStage::Waiting => (
            Tone::Info,
            w.status_waiting(),
            w.status_waiting_text(text::date(w, state.asked_at.day()), text::date(w, state.due_on)),
        ),
        RequestStage::Approved => (Tone::Positive, w.status_approved(), w.status_approved_text()),
        RequestStage::Declined => (Tone::Caution, w.status_declined(), w.status_declined_text()),
        RequestStage::Done => (Tone::Positive, w.status_done(), w.status_done_text()),
        RequestStage::TicketWaiting => (
            Tone::Info,
            w.status_ticket_waiting(),
            w.status_ticket_waiting_text(text::date(w, state.asked_at.day()), text::date(w, state.due_on)),
        ),
        RequestStage::TicketClosed => (Tone::Positive, w.status_ticket_closed(), w.status_ticket_closed_text()),
    };
    let way_on = match state.stage {
        RequestStage::Done => Some((links::SIGN_IN, w.status_sign_in())),
        RequestStage::Declined => Some((links::PRACTICES, w.waiting_practices())),
        RequestStage::TicketClosed => Some((links::SUPPORT, w.footer_support())),
        RequestStage::Waiting | RequestStage::Approved | RequestStage::TicketWaiting => None,
    };
    view! {
        <Notice tone title live=true>
            <p>{said}</p>
            {way_on
                .map(|(to, label)| {
                    view! {
                        <p>
                            <a class="alone" href=to>{label}</a>
                        </p>
                    }
                })}
        </Notice>
    }
}

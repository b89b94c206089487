//! A contact of the person's own, for notices.

use super::reach::Reach;
use crate::enroll::{Ask, Flow};
use crate::form::{FormErrors, SendButton, faults};
use leptos::prelude::*;
use portal_api::enrollment;
use portal_kit::boot::use_words;
use portal_types::enrollment::{ContactAnswer, Progress};
use portal_types::links;

#[component]
pub(super) fn Contact(progress: Progress, flow: Flow) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<enrollment::Contact>::new();
    flow.follow(action);
    let faults = faults(action);

    view! {
        <Ask progress name=w.contact_name() title=w.contact_title() flow back=false>
            <p class="lead">{w.contact_lead()}</p>
            <FormErrors faults id="step-error" page=links::ENROLL />
            <ActionForm
                action
                attr:novalidate=true
                attr:class="stack"
                on:submit:capture=move |event| {
                    faults
                        .judge::<
                            enrollment::Contact,
                        >(
                            &event,
                            |typed| ContactAnswer::parse(&typed.channel, &typed.email, &typed.phone).map(|_| ()),
                        )
                }
            >
                <Reach faults />
                <SendButton label=w.enroll_next() busy=action.pending() />
            </ActionForm>
        </Ask>
    }
    .into_any()
}

//! The code sent to the contact just given.

use crate::enroll::{Ask, Flow};
use crate::fields::{SentCode, judge_code};
use crate::form::{FormErrors, SendButton, faults};
use leptos::prelude::*;
use portal_api::enrollment;
use portal_kit::boot::use_words;
use portal_kit::text;
use portal_types::enrollment::Progress;
use portal_types::links;

#[component]
pub(super) fn ContactCode(progress: Progress, flow: Flow, sent_to: String) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<enrollment::ContactCode>::new();
    flow.follow(action);
    let faults = faults(action);

    view! {
        <Ask progress name=w.contact_code_name() title=w.contact_code_title() flow>
            <div class="prose">
                <p>{w.contact_code_lead(text::phone(&sent_to))}</p>
                <p>{w.contact_code_lead_2()}</p>
            </div>
            <FormErrors faults id="step-error" page=links::ENROLL />
            <ActionForm
                action
                attr:novalidate=true
                attr:class="stack"
                on:submit:capture=move |event| {
                    faults
                        .judge::<
                            enrollment::ContactCode,
                        >(&event, |typed| judge_code(&typed.code))
                }
            >
                <SentCode faults />
                <SendButton label=w.enroll_next() busy=action.pending() />
            </ActionForm>
        </Ask>
    }
    .into_any()
}

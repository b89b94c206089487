//! The code sent to a contact on the record. The page is the same for everyone, whatever was found.

use super::reach::Reach;
use crate::enroll::{Ask, Flow};
use crate::fields::{SentCode, judge_code};
use crate::form::{FormErrors, SendButton, faults, when_done};
use leptos::prelude::*;
use portal_api::enrollment::{self, NoCode, Resend};
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, Notice, Tone};
use portal_types::enrollment::{ContactAnswer, Progress, Step};
use portal_types::links;

#[component]
pub(super) fn Code(progress: Progress, flow: Flow, can_resend: bool) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<enrollment::Code>::new();
    flow.follow(action);
    let faults = faults(action);

    view! {
        <Ask progress name=w.code_name() title=w.code_title() flow back=false>
            <div class="prose">
                <p>{w.code_lead()}</p>
                <p>{w.code_lead_2()}</p>
            </div>
            <FormErrors faults id="step-error" page=links::ENROLL />
            <ActionForm
                action
                attr:novalidate=true
                attr:class="stack"
                on:submit:capture=move |event| {
                    faults
                        .judge::<
                            enrollment::Code,
                        >(&event, |typed| judge_code(&typed.code))
                }
            >
                <SentCode faults />
                <SendButton label=w.enroll_next() busy=action.pending() />
            </ActionForm>
            <SendAnother flow can_resend />
            <NoCodeCame flow />
        </Ask>
    }
    .into_any()
}

/// Another code. The step stays open, so what was typed stays too.
#[component]
fn SendAnother(flow: Flow, can_resend: bool) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<Resend>::new();
    let faults = faults(action);
    let (can_resend, set_can_resend) = signal(can_resend);
    let (sent, set_sent) = signal(false);
    when_done(action, move |next| match next {
        Progress { step: Step::Code { can_resend }, .. } => {
            set_can_resend.set(*can_resend);
            set_sent.set(true);
        }
        next => flow.0.set(next.clone()),
    });
    view! {
        <div class="stack tight">
            <FormErrors faults id="resend-error" page=links::ENROLL />
            {move || {
                sent.get()
                    .then(|| {
                        view! {
                            <Notice tone=Tone::Positive live=true>
                                {w.code_resent()}
                            </Notice>
                        }
                    })
            }}
            {move || {
                if can_resend.get() {
                    view! {
                        <ActionForm action>
                            <SendButton
                                label=w.code_resend()
                                variant=ButtonVariant::Secondary
                                busy=action.pending()
                            />
                        </ActionForm>
                    }
                        .into_any()
                } else {
                    view! { <p class="soft">{w.code_resend_wait()}</p> }.into_any()
                }
            }}
        </div>
    }
    .into_any()
}

/// The way to the enrollment desk, for whoever got no code.
#[component]
fn NoCodeCame(flow: Flow) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<NoCode>::new();
    flow.follow(action);
    let faults = faults(action);
    view! {
        <details open=untrack(|| faults.any())>
            <summary>{w.no_code_title()}</summary>
            <div class="stack">
                <p>{w.no_code_text()}</p>
                <FormErrors faults id="no-code-error" page=links::ENROLL />
                <ActionForm
                    action
                    attr:novalidate=true
                    attr:class="stack"
                    on:submit:capture=move |event| {
                        faults
                            .judge::<
                                NoCode,
                            >(
                                &event,
                                |typed| {
                                    ContactAnswer::parse(&typed.channel, &typed.email, &typed.phone).map(|_| ())
                                },
                            )
                    }
                >
                    <Reach faults />
                    <SendButton
                        label=w.no_code_button()
                        variant=ButtonVariant::Secondary
                        busy=action.pending()
                    />
                </ActionForm>
            </div>
        </details>
    }
    .into_any()
}

//! The place to reply, under a conversation.

use crate::shared::{Whom, send_label};
use leptos::form::ActionForm;
use leptos::prelude::*;
use portal_api::{ApiError, messages};
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{Button, Composer, Icon, Notice, TextArea, Tone, text};
use portal_page::{Attach, InNewTab, left, problem_of, problems_in, sentence, use_attaching, use_keeping, use_lying};
use portal_types::error::Refusal;
use portal_types::field::BODY_MAX;
use portal_types::ids::{IntentKey, PatientId};
use portal_types::message::{Draft, Reply, ThreadView};
use portal_types::pool::PoolKind;

/// A form that sends with and without the browser program. `sent` is called when the conversation has grown.
#[component]
pub(crate) fn ReplyForm(patient: PatientId, thread: RwSignal<ThreadView>, sent: Callback<()>) -> impl IntoView {
    let w = use_words();
    let (id, practice) = thread.with_untracked(|thread| (thread.thread, thread.practice.clone()));
    let bills = thread.with_untracked(|thread| thread.kind == PoolKind::Billing);
    let send = ServerAction::<messages::Reply>::new();
    let begun = thread.with_untracked(|thread| thread.draft.clone()).unwrap_or_default();
    let body = RwSignal::new(begun.body.clone());
    // A page from the server may already say what was wrong.
    let refused = send.value().get_untracked().and_then(Result::err);
    let problem = RwSignal::new(refused.and_then(|error| problem_of(&problems_in(&error), "body")));
    let sending = StoredValue::new(String::new());
    let said = RwSignal::new(String::new());
    // Until the program runs, the browser itself keeps an empty message from being sent.
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));

    // The intent stays through every retry, from the first letter on. It changes only when its message has arrived; where
    // the browser cannot make one, and while nothing is written, the next comes with the refreshed conversation: what was
    // sent from another tab meanwhile has used up the last one.
    let own = RwSignal::new((!begun.is_empty()).then(|| thread.with_untracked(|thread| thread.intent)));
    let intent = Memo::new(move |_| -> IntentKey { own.get().unwrap_or_else(|| thread.with(|thread| thread.intent)) });
    Effect::new(move |_| {
        let begins = body.with(|body| !body.trim().is_empty()) && own.with_untracked(Option::is_none);
        if begins {
            own.set(Some(intent.get_untracked()));
        }
    });

    let lying = thread.with_untracked(|thread| thread.may_attach.then(|| thread.files.clone()));
    let place = vec![("patient", patient.to_string()), ("thread", id.to_string())];
    let attaching = lying.map(|lying| use_attaching("reply-file", place, lying, intent.into()));
    let lies = use_lying(thread, attaching);

    // Known from keeping what is written: an earlier try has arrived, with other words.
    let arrived = RwSignal::new(false);
    let typed = Signal::derive(move || Draft::reply(body.get()));
    let keep = move |draft, intent| messages::keep_draft(patient, Some(id), draft, intent);
    let keeping = use_keeping(typed, intent.into(), begun, keep, move |own_try| {
        // The answer that is awaited says what has arrived.
        if send.pending().get_untracked() {
            return;
        }
        own.set(portal_browser::new_intent());
        // What was listed may have gone along: the conversation comes anew, and says what lies here still.
        lies.in_doubt();
        arrived.set(own_try);
        sent.run(());
    });

    Effect::new(move |_| match send.value().get() {
        Some(Ok(new)) => {
            arrived.set(false);
            // What was typed since the press stays: it is the beginning of the next one.
            let rest = sending
                .with_value(|sent| body.with_untracked(|body| body.strip_prefix(sent.as_str()).map(str::to_owned)));
            if let Some(rest) = rest {
                body.set(rest.trim_start().to_owned());
            }
            own.set(portal_browser::new_intent());
            lies.sent(new.message);
            said.set(w.thread_said_sent());
            portal_browser::focus("reply-body");
            sent.run(());
        }
        Some(Err(error)) => {
            arrived.set(false);
            keeping.failed();
            if error.refusal() == Some(&Refusal::Conflict) {
                // An earlier try has arrived with other words: it shows above, and what stands here is a new message.
                own.set(portal_browser::new_intent());
                lies.in_doubt();
                sent.run(());
            }
            if error.refusal() == Some(&Refusal::Expired) {
                // Closed since: above stands the way on.
                sent.run(());
            }
            problem.set(problem_of(&problems_in(&error), "body"));
        }
        None => {}
    });

    let failed = move || {
        let told = send.value().get().and_then(Result::err).filter(|error| problems_in(error).is_empty());
        if arrived.get() { Some(ApiError::Refused(Refusal::Conflict)) } else { told }
    };
    let snag = move || {
        failed().map(|error| {
            let words = match &error {
                ApiError::Refused(Refusal::Conflict) => w.thread_conflict(),
                // Closed since the page was drawn: what was typed stays here, and above stands the way on.
                ApiError::Refused(Refusal::Expired) => w.thread_closed_since(),
                _ => format!("{} {}", sentence(w, &error), w.thread_kept()),
            };
            view! {
                <Notice tone=Tone::Caution title=w.thread_not_sent() live=true>
                    <p>{words}</p>
                    <InNewTab error />
                </Notice>
            }
        })
    };
    let label = send_label(patient, failed);
    let kept = keeping.kept();
    let note = Signal::derive(move || {
        if bills { w.thread_who_reads_bills(practice.clone()) } else { w.thread_who_reads(practice.clone()) }
    });
    let error = Signal::derive(move || problem.get().map(|problem| text::problem(w, &problem)));
    let number = text::unbroken(&use_boot().clinic.emergency);

    view! {
        <section
            class="stack"
            aria-label=w.thread_reply_title()
            on:submit:capture=move |submit| {
                if send.pending().try_get_untracked() != Some(false) {
                    submit.prevent_default();
                    return;
                }
                if attaching.is_some_and(|attaching| attaching.stops(&submit)) {
                    return;
                }
                said.set(String::new());
                let draft = Reply::parse(&body.get_untracked(), &intent.get_untracked().to_string());
                let found = draft.err().and_then(|problems| problem_of(&problems, "body"));
                problem.set(found);
                if found.is_some() {
                    submit.prevent_default();
                    portal_browser::focus("reply-body");
                } else {
                    sending.set_value(body.get_untracked());
                    keeping.sends();
                }
            }
        >
            <Whom patient />
            <Notice tone=Tone::Caution icon=Icon::Phone title=w.thread_emergency(number) />
            {snag}
            <ActionForm action=send attr:novalidate=move || ready.get()>
                <input type="hidden" name="patient" value=patient.to_string() autocomplete="off" />
                <input type="hidden" name="thread" value=id.to_string() autocomplete="off" />
                <input type="hidden" name="intent" value=move || intent.get().to_string() autocomplete="off" />
                <Composer
                    note
                    actions=move || {
                        view! { <Button label icon=Icon::Send busy=send.pending() busy_label=w.thread_sending() /> }
                    }
                >
                    <TextArea
                        label=w.thread_reply_label()
                        name="body"
                        id="reply-body"
                        bind=body
                        error
                        counter=left(w, BODY_MAX)
                        required=true
                    />
                    {attaching.map(|attaching| view! { <Attach attaching /> })}
                </Composer>
            </ActionForm>
            // Beneath the button, which must not move away from a finger when this appears.
            {move || kept.get().then(|| view! { <p class="soft small">{w.thread_reply_kept()}</p> })}
            <p class="hidden-word" role="status">
                {said}
            </p>
        </section>
    }
}

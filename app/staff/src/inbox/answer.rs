//! The answer: kept while it is half-written, sent once.

use super::keys::ANSWER;
use leptos::form::ActionForm;
use leptos::prelude::*;
use portal_api::staff;
use portal_kit::boot::use_words;
use portal_kit::{Button, Composer, Icon, Notice, TextArea, Tone, text};
use portal_page::{SignInBeside, problem_in, problem_of, sentence};
use portal_types::error::Refusal;
use portal_types::ids::{IntentKey, ThreadId};
use portal_types::message::{Reply, ThreadView};
use std::collections::HashMap;

/// A half-written answer, and the intent it will be sent with.
#[derive(Clone)]
struct Draft {
    body: String,
    intent: Option<IntentKey>,
}

/// Half-written answers by conversation. They live in the page's memory only, never on the machine's disk.
#[derive(Clone, Copy)]
pub(super) struct Drafts(StoredValue<HashMap<ThreadId, Draft>>);

impl Drafts {
    pub(super) fn new() -> Self {
        Self(StoredValue::new(HashMap::new()))
    }

    fn of(self, thread: ThreadId) -> Option<Draft> {
        self.0.with_value(|all| all.get(&thread).cloned())
    }

    fn keep(self, thread: ThreadId, draft: Draft) {
        self.0.update_value(|all| {
            if draft.body.is_empty() {
                all.remove(&thread);
            } else {
                all.insert(thread, draft);
            }
        });
    }
}

/// A form that sends with and without the browser program. `sent` is called when the conversation has grown.
#[component]
pub(super) fn AnswerForm(
    thread: RwSignal<ThreadView>,
    drafts: Drafts,
    typing: RwSignal<bool>,
    sent: Callback<()>,
) -> impl IntoView {
    let w = use_words();
    let (id, patient) = thread.with_untracked(|thread| (thread.thread, thread.patient_name.clone()));
    let send = ServerAction::<staff::Reply>::new();
    let draft = drafts.of(id);
    let body = RwSignal::new(draft.as_ref().map(|draft| draft.body.clone()).unwrap_or_default());
    // A page from the server may already say what was wrong.
    let refused = send.value().get_untracked().and_then(Result::err);
    let problem = RwSignal::new(refused.and_then(|error| problem_in(&error, "body")));
    let sending = StoredValue::new(String::new());
    let said = RwSignal::new(String::new());
    // Until the program runs, the browser itself keeps an empty answer from being sent.
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));

    // The intent stays through every retry. It changes only when its answer has arrived; where the browser cannot
    // make one, the next comes with the refreshed conversation.
    let first = thread.with_untracked(|thread| thread.intent);
    let own = RwSignal::new(draft.map_or(Some(first), |draft| draft.intent));
    let intent = Memo::new(move |_| -> IntentKey { own.get().unwrap_or_else(|| thread.with(|thread| thread.intent)) });
    Effect::new(move |_| drafts.keep(id, Draft { body: body.get(), intent: own.get() }));
    // The field may have had the focus when its conversation went.
    on_cleanup(move || {
        typing.try_set(false);
    });

    Effect::new(move |_| match send.value().get() {
        Some(Ok(_)) => {
            // What was typed since the press stays: it is the beginning of the next one.
            let rest = sending
                .with_value(|sent| body.with_untracked(|body| body.strip_prefix(sent.as_str()).map(str::to_owned)));
            if let Some(rest) = rest {
                body.set(rest.trim_start().to_owned());
            }
            own.set(portal_browser::new_intent());
            said.set(w.desk_said_sent());
            portal_browser::focus(ANSWER);
            sent.run(());
        }
        Some(Err(error)) => {
            if error.refusal() == Some(&Refusal::Conflict) {
                // An earlier try has arrived with other words: it shows above, and what stands here is a new answer.
                own.set(portal_browser::new_intent());
                sent.run(());
            }
            problem.set(problem_in(&error, "body"));
        }
        None => {}
    });

    let failed = move || {
        let error = send.value().get().and_then(Result::err)?;
        problem_in(&error, "body").is_none().then_some(error)
    };
    let snag = move || {
        failed().map(|error| {
            let words = match error.refusal() {
                Some(Refusal::Conflict) => w.desk_conflict(),
                _ => format!("{} {}", sentence(w, &error), w.desk_kept()),
            };
            let signed_out = error.refusal() == Some(&Refusal::SignedOut);
            view! {
                <Notice tone=Tone::Caution title=w.desk_not_sent() live=true>
                    <p>{words}</p>
                    {signed_out.then(|| view! { <SignInBeside /> })}
                </Notice>
            }
        })
    };
    let label = Signal::derive(move || if failed().is_some() { w.desk_send_again() } else { w.desk_send() });
    let note = Signal::derive(move || w.desk_note(patient.clone()));
    let error = Signal::derive(move || problem.get().map(|problem| text::problem(w, &problem)));

    view! {
        <section
            class="stack"
            aria-label=w.desk_answer_title()
            on:focusin=move |_| typing.set(true)
            on:focusout=move |_| typing.set(false)
            on:submit:capture=move |submit| {
                if send.pending().try_get_untracked() != Some(false) {
                    submit.prevent_default();
                    return;
                }
                said.set(String::new());
                let draft = Reply::parse(&body.get_untracked(), &intent.get_untracked().to_string());
                let found = draft.err().and_then(|problems| problem_of(&problems, "body"));
                problem.set(found);
                if found.is_some() {
                    submit.prevent_default();
                    portal_browser::focus(ANSWER);
                } else {
                    sending.set_value(body.get_untracked());
                }
            }
        >
            {snag}
            <ActionForm action=send attr:novalidate=move || ready.get()>
                <input type="hidden" name="thread" value=id.to_string() autocomplete="off" />
                <input type="hidden" name="intent" value=move || intent.get().to_string() autocomplete="off" />
                <Composer
                    note
                    actions=move || {
                        view! { <Button label icon=Icon::Send busy=send.pending() busy_label=w.desk_sending() /> }
                    }
                >
                    <TextArea label=w.desk_answer_label() name="body" id=ANSWER bind=body error required=true />
                </Composer>
            </ActionForm>
            <p class="hidden-word" role="status">
                {said}
            </p>
        </section>
    }
}

//! The answer: kept while it is half-written, sent once, and over what its writer has read.

use crate::claim::use_claim;
use crate::triage::Texts;
use crate::way::Way;
use leptos::form::ActionForm;
use leptos::prelude::*;
use portal_api::{ApiError, staff};
use portal_kit::boot::use_words;
use portal_kit::{Button, CheckBox, Composer, FirstButton, Icon, Notice, TextArea, Tone, text};
use portal_page::{
    Attach, InNewTab, keep_now, problem_in, problem_of, sentence, use_attaching, use_keeping, use_lying,
};
use portal_types::error::Refusal;
use portal_types::ids::{IntentKey, MessageId, ThreadId};
use portal_types::message::{Draft, Reply, ThreadView};
use portal_types::moment::Moment;
use portal_types::triage::FilledTemplate;
use std::collections::HashMap;

/// The `id` of the answer's field.
pub(crate) const ANSWER: &str = "desk-answer";

/// The `id` of the box that says: although somebody else is answering.
const ANYWAY: &str = "desk-anyway";

/// A half-written answer, the intent it will be sent with, and the moment that its conversation is of.
#[derive(Clone)]
struct Begun {
    body: String,
    intent: Option<IntentKey>,
    came_at: Moment,
}

/// Half-written answers by conversation: in the page's memory, and kept by the server, never on the machine's disk.
#[derive(Clone, Copy)]
pub(crate) struct Drafts(StoredValue<HashMap<ThreadId, Begun>>);

impl Drafts {
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(HashMap::new()))
    }

    /// What this page remembers. That nothing is left of it counts only until the conversation comes anew: then the
    /// server knows better.
    fn of(self, thread: ThreadId, came_at: Moment) -> Option<Begun> {
        let begun = self.0.with_value(|all| all.get(&thread).cloned());
        begun.filter(|begun| !begun.body.is_empty() || begun.came_at == came_at)
    }

    fn keep(self, thread: ThreadId, begun: Begun) {
        self.0.update_value(|all| {
            all.insert(thread, begun);
        });
    }
}

/// The newest message that somebody has read, of those that are shown, the newest first, and the one that she has sent last.
/// Once that is shown, its place says what came after it: ids do not.
fn newest(shown: &[MessageId], last: Option<MessageId>) -> Option<MessageId> {
    let last = last.filter(|last| !shown.contains(last));
    shown.first().copied().max(last)
}

/// A form that sends with and without the browser program. `sent` is called when the conversation has grown.
#[component]
pub(super) fn AnswerForm(
    thread: RwSignal<ThreadView>,
    drafts: Drafts,
    typing: RwSignal<bool>,
    sent: Callback<()>,
    /// The list that its conversation was opened from.
    way: Way,
    /// Texts to answer with, in the queue.
    texts: Option<Signal<Vec<FilledTemplate>>>,
) -> impl IntoView {
    let w = use_words();
    let (id, patient) = thread.with_untracked(|thread| (thread.thread, thread.patient_name.clone()));
    let send = ServerAction::<staff::Reply>::new();
    let (first, came_at) = thread.with_untracked(|thread| (thread.intent, thread.now));
    let draft = drafts.of(id, came_at);
    // What this page remembers is newer than what the server has kept.
    let kept = thread.with_untracked(|thread| thread.draft.clone()).unwrap_or_default();
    let body = RwSignal::new(draft.as_ref().map_or_else(|| kept.body.clone(), |draft| draft.body.clone()));
    // A page from the server may already say what was wrong.
    let refused = send.value().get_untracked().and_then(Result::err);
    let problem = RwSignal::new(refused.as_ref().and_then(|error| problem_in(error, "body")));
    let unsure = RwSignal::new(refused.as_ref().and_then(|error| problem_in(error, "claimed")));
    let sending = StoredValue::new(String::new());
    let said = RwSignal::new(String::new());
    // Until the program runs, the browser itself keeps an empty answer from being sent.
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));

    // The intent stays through every retry, from the first letter on. It changes only when its answer has arrived; where
    // the browser cannot make one, and while nothing is written, the next comes with the refreshed conversation: what was
    // sent from another tab meanwhile has used up the last one.
    let own = RwSignal::new(draft.map_or_else(|| (!kept.is_empty()).then_some(first), |draft| draft.intent));
    let intent = Memo::new(move |_| -> IntentKey { own.get().unwrap_or_else(|| thread.with(|thread| thread.intent)) });
    Effect::new(move |_| {
        let begins = body.with(|body| !body.trim().is_empty()) && own.with_untracked(Option::is_none);
        if begins {
            own.set(Some(intent.get_untracked()));
        }
    });
    // What one has sent oneself is read, also before the conversation has come anew.
    let last = RwSignal::new(None::<MessageId>);
    let seen = move || {
        let shown = thread.with(|thread| thread.messages.rows.iter().map(|row| row.message).collect::<Vec<_>>());
        newest(&shown, last.get()).map(|message| message.to_string()).unwrap_or_default()
    };
    // Who else is answering: known from the conversation, and from saying oneself that one does.
    let claim = use_claim(
        id.into(),
        Callback::new(move |by: Option<String>| {
            if thread.try_with_untracked(|thread| thread.claimed != by) == Some(true) {
                thread.try_update(|thread| thread.claimed = by);
            }
        }),
    );
    let other = Memo::new(move |_| thread.with(|thread| thread.claimed.clone()));
    let anyway = RwSignal::new(false);
    let asked = Memo::new(move |_| other.with(Option::is_some) || unsure.with(Option::is_some));
    let put = Callback::new(move |text: String| {
        body.update(|body| {
            if !body.trim().is_empty() {
                body.push_str("\n\n");
            }
            body.push_str(&text);
        });
        claim.typing();
        portal_browser::focus(ANSWER);
    });
    // Only what was changed here goes before what the server has kept.
    Effect::new(move |before: Option<()>| {
        let begun = Begun { body: body.get(), intent: own.get(), came_at };
        if before.is_some() {
            drafts.keep(id, begun);
        }
    });
    let lying = thread.with_untracked(|thread| thread.may_attach.then(|| thread.files.clone()));
    let place = vec![("thread", id.to_string())];
    // Who adds a file without our code comes back to the page she was on.
    let queue = if let Way::Queue(filter) = way { Some(filter.code()) } else { None };
    let attaching = lying.map(|lying| use_attaching("desk-file", place, lying, intent.into()));
    let lies = use_lying(thread, attaching);
    // Known from keeping what is written: an earlier try has arrived, with other words.
    let before = RwSignal::new(false);
    let typed = Signal::derive(move || Draft::reply(body.get()));
    let keep = move |draft, intent| staff::keep_draft(id, draft, intent);
    let keeping = use_keeping(typed, intent.into(), kept, keep, move |own_try| {
        // The answer that is awaited says what has arrived.
        if send.pending().get_untracked() {
            return;
        }
        own.set(portal_browser::new_intent());
        // What was listed may have gone along: the conversation comes anew, and says what lies here still.
        lies.in_doubt();
        before.set(own_try);
        sent.run(());
    });
    // The field may have had the focus when its conversation went.
    on_cleanup(move || {
        typing.try_set(false);
    });

    Effect::new(move |_| match send.value().get() {
        Some(Ok(arrived)) => {
            before.set(false);
            last.set(Some(arrived.message));
            claim.over();
            anyway.set(false);
            unsure.set(None);
            // What was typed since the press stays: it is the beginning of the next one.
            let rest = sending
                .with_value(|sent| body.with_untracked(|body| body.strip_prefix(sent.as_str()).map(str::to_owned)));
            if let Some(rest) = rest {
                body.set(rest.trim_start().to_owned());
            }
            own.set(portal_browser::new_intent());
            lies.sent(arrived.message);
            said.set(w.desk_said_sent());
            portal_browser::focus(ANSWER);
            sent.run(());
        }
        Some(Err(error)) => {
            before.set(false);
            keeping.failed();
            if error.refusal() == Some(&Refusal::Conflict) {
                // A colleague was first, or an earlier try has arrived with other words: it shows above, and what
                // stands here is a new answer. It is kept as such at once, so that nothing is left of it once it is sent.
                own.set(portal_browser::new_intent());
                lies.in_doubt();
                leptos::task::spawn_local(keep_now());
                sent.run(());
            }
            problem.set(problem_in(&error, "body"));
            unsure.set(problem_in(&error, "claimed"));
            if unsure.with_untracked(Option::is_some) {
                // Who it is comes with the conversation.
                sent.run(());
                portal_browser::focus(ANYWAY);
            }
        }
        None => {}
    });

    let failed = move || {
        let told = send.value().get().and_then(Result::err);
        let error = if before.get() { ApiError::Refused(Refusal::Conflict) } else { told? };
        let shown = ["body", "claimed"].iter().any(|field| problem_in(&error, field).is_some());
        (!shown).then_some(error)
    };
    let snag = move || {
        failed().map(|error| {
            let words = match error.refusal() {
                Some(Refusal::Conflict) => w.desk_conflict(),
                _ => format!("{} {}", sentence(w, &error), w.desk_kept()),
            };
            view! {
                <Notice tone=Tone::Caution title=w.desk_not_sent() live=true>
                    <p>{words}</p>
                    <InNewTab error />
                </Notice>
            }
        })
    };
    let label = Signal::derive(move || if failed().is_some() { w.desk_send_again() } else { w.desk_send() });
    let note = Signal::derive(move || w.desk_note(patient.clone()));
    let error = Signal::derive(move || problem.get().map(|problem| text::problem(w, &problem)));
    let not_sure = Signal::derive(move || unsure.get().map(|_| w.triage_anyway_missing()));
    let standing = move || {
        other.get().map(|name| view! { <Notice tone=Tone::Caution title=w.triage_answering(name) live=true /> })
    };

    view! {
        <section
            class="stack"
            aria-label=w.desk_answer_title()
            on:focusin=move |_| typing.set(true)
            on:focusout=move |_| typing.set(false)
            on:input=move |_| claim.typing()
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
                    portal_browser::focus(ANSWER);
                } else {
                    sending.set_value(body.get_untracked());
                    keeping.sends();
                }
            }
        >
            {texts.map(|texts| view! { <Texts texts put /> })}
            {snag}
            {standing}
            <ActionForm action=send attr:novalidate=move || ready.get()>
                <FirstButton />
                <input type="hidden" name="thread" value=id.to_string() autocomplete="off" />
                <input type="hidden" name="intent" value=move || intent.get().to_string() autocomplete="off" />
                <input type="hidden" name="seen" value=seen autocomplete="off" />
                {queue.map(|shown| view! { <input type="hidden" name="queue" value=shown autocomplete="off" /> })}
                <Show when=move || asked.get()>
                    <CheckBox
                        label=w.triage_anyway()
                        name="anyway"
                        id=ANYWAY
                        bind=anyway
                        hint=w.triage_anyway_hint()
                        error=not_sure
                    />
                </Show>
                <Composer
                    note
                    actions=move || {
                        view! { <Button label icon=Icon::Send busy=send.pending() busy_label=w.desk_sending() /> }
                    }
                >
                    <TextArea label=w.desk_answer_label() name="body" id=ANSWER bind=body error required=true />
                    {attaching.map(|attaching| view! { <Attach attaching /> })}
                </Composer>
            </ActionForm>
            <p class="hidden-word" role="status">
                {said}
            </p>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_6_8_what_came_after_ones_own_answer_is_read_whatever_its_id() {
        let id = |n: u8| format!("01900000-0000-7000-8000-00000000000{n}").parse::<MessageId>().unwrap();
        let [reply, answer, next] = [1, 2, 3].map(id);
        assert_eq!(newest(&[], None), None);
        assert_eq!(newest(&[reply], None), Some(reply));
        assert_eq!(newest(&[reply], Some(answer)), Some(answer), "before the conversation has come anew");
        assert_eq!(newest(&[answer, reply], Some(answer)), Some(answer));
        // Its id was taken before the answer's, and it has come after that.
        assert_eq!(newest(&[reply, answer], Some(answer)), Some(reply));
        assert_eq!(newest(&[next, answer, reply], Some(answer)), Some(next));
    }
}

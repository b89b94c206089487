//! Saying something to the office, or answering what it needs to know.

use super::Done;
use super::form::{self, SendRow, Unseen, Unsent, WORDS_MOST};
use crate::shared::Whom;
use leptos::form::ActionForm;
use leptos::prelude::*;
use portal_api::asks;
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, Notice, TextArea, Tone};
use portal_page::{SendingErrors, left, use_alive};
use portal_types::ask::{AskDeed, AskState, AskView};
use portal_types::field::{self, FieldProblem};
use portal_types::ids::{IntentKey, PatientId};

/// One field and its button. What is half-written stays through everything that happens meanwhile.
#[component]
pub(super) fn CommentForm(
    patient: PatientId,
    view: RwSignal<AskView>,
    intent: Signal<IntentKey>,
    /// What is typed; it outlives the form.
    words: RwSignal<String>,
    done: Done,
) -> impl IntoView {
    let w = use_words();
    let ask = view.with_untracked(|view| view.ask);
    let action = ServerAction::<asks::Comment>::new();
    let sending = form::sending(action, intent).on_conflict(done.changed);
    let sent = StoredValue::new(String::new());
    let value = action.value();
    Effect::new(move |_| {
        if value.with(|value| matches!(value, Some(Ok(())))) {
            // What was typed since the press stays: it is the beginning of the next one.
            let rest = sent
                .with_value(|sent| words.with_untracked(|words| words.strip_prefix(sent.as_str()).map(str::to_owned)));
            if let Some(rest) = rest {
                words.set(rest.trim_start().to_owned());
            }
            done.did(w.ask_commented());
        }
    });
    let alive = use_alive();
    let asked = Memo::new(move |_| view.with(|view| view.state == AskState::NeedsInfo));
    let over = Memo::new(move |_| view.with(|view| !view.may.contains(&AskDeed::Comment)));
    // Where times are offered, what is said here takes none of them: it ends the offer, and the office has its turn.
    let times = Memo::new(move |_| view.with(|view| view.may.contains(&AskDeed::Choose) && !view.times.is_empty()));
    let label = move || match (times.get(), asked.get()) {
        (true, _) => w.ask_comment_times(),
        (false, true) => w.ask_answer(),
        (false, false) => w.ask_comment(),
    };
    view! {
        <section class="stack tight" aria-labelledby="say">
            <h2 id="say">{label}</h2>
            {move || times.get().then(|| view! { <p>{w.ask_comment_times_text()}</p> })}
            {move || over.get().then(|| view! { <Notice tone=Tone::Caution>{w.ask_comment_over()}</Notice> })}
            <SendingErrors sending />
            <ActionForm
                action
                attr:novalidate=move || alive.get()
                attr:class="stack tight"
                on:submit:capture=move |event| {
                    sending
                        .judge::<
                            asks::Comment,
                        >(
                            &event,
                            |typed| {
                                sent.set_value(typed.words.clone());
                                field::long_text(&typed.words, WORDS_MOST)
                                    .map(|_| ())
                                    .map_err(|problem| vec![FieldProblem::new("words", problem)])
                            },
                        );
                }
            >
                <Unseen patient ask sending />
                <Whom patient />
                <TextArea
                    label=w.ask_comment_label()
                    name="words"
                    id="words"
                    bind=words
                    hint=w.ask_comment_hint()
                    error=sending.at("words")
                    counter=left(w, WORDS_MOST)
                    rows=3
                    required=true
                />
                <Unsent sending conflict=w.ask_conflict_here() />
                <SendRow patient sending plain=w.ask_comment_send() variant=ButtonVariant::Secondary />
            </ActionForm>
        </section>
    }
    .into_any()
}

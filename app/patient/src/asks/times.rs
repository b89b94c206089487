//! The times that the office proposes: taking one of them, or none.

use super::Done;
use super::appointment::{Windows, windows_begun, windows_typed};
use super::form::{self, SendRow, Unseen, Unsent, WORDS_MOST};
use crate::shared::{Whom, exact_with_year};
use leptos::form::ActionForm;
use leptos::prelude::*;
use portal_api::asks;
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, Choice, ChoiceOption, Notice, TextArea, Tone};
use portal_page::{SendingErrors, left, use_alive, visit_about, when_done};
use portal_types::ask::{AgainTyped, TimeView, TimesAgain, WindowTyped};
use portal_types::day::Day as Date;
use portal_types::field::{FieldProblem, Problem};
use portal_types::ids::{AskId, IntentKey, PatientId};

/// One of the times, each a card as large as a thumb.
#[component]
pub(super) fn ChooseForm(
    patient: PatientId,
    ask: AskId,
    times: Vec<TimeView>,
    intent: Signal<IntentKey>,
    done: Done,
) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<asks::Choose>::new();
    let sending = form::sending(action, intent).on_conflict(done.changed);
    when_done(action, move |_| done.did(w.ask_chosen()));
    let alive = use_alive();
    let options = times
        .into_iter()
        .map(|time| {
            let about = visit_about(w, time.minutes, time.way, &time.place);
            ChoiceOption::new(time.time.to_string(), exact_with_year(w, time.at)).describe(about)
        })
        .collect();
    view! {
        <SendingErrors sending />
        <ActionForm
            action
            attr:novalidate=move || alive.get()
            attr:class="stack"
            on:submit:capture=move |event| {
                sending
                    .judge::<
                        asks::Choose,
                    >(
                        &event,
                        |typed| {
                            if typed.time.is_empty() {
                                Err(vec![FieldProblem::new("time", Problem::NotAChoice)])
                            } else {
                                Ok(())
                            }
                        },
                    );
            }
        >
            <Unseen patient ask sending />
            <Whom patient />
            <Choice
                legend=w.ask_times()
                name="time"
                id="time"
                options
                error=sending.at("time")
                required=true
            />
            <Unsent sending conflict=w.ask_conflict_here() />
            <SendRow patient sending plain=w.ask_choose() />
        </ActionForm>
    }
    .into_any()
}

/// What is wrong with the form by which none is taken.
fn judged(typed: &asks::Again, today: Date) -> Result<(), Vec<FieldProblem>> {
    let form = AgainTyped { windows: windows_typed!(typed), words: &typed.words, intent: &typed.intent };
    TimesAgain::parse(&form, today).map(|_| ())
}

/// What stood in that form when it was refused before any program had loaded: the windows of time, and the words.
fn again_begun(done: Done) -> (Vec<[String; 4]>, String) {
    (windows_begun(|field| done.kept("again", field)), done.kept("again", "words"))
}

/// Whether anything was written there. A part of the day alone is none: one of them is always chosen.
pub(super) fn again_kept(done: Done) -> bool {
    let (windows, words) = again_begun(done);
    let dated = |[month, day, year, _]: &[String; 4]| [month, day, year].into_iter().any(|said| !said.is_empty());
    !words.trim().is_empty() || windows.iter().any(dated)
}

/// None of them suits: other days, and what one has to say about it. Opening it changes nothing yet; what it was refused with
/// unfolds it. `over`: no times are offered any more, and only what was written is left of it.
#[component]
pub(super) fn AgainForm(
    patient: PatientId,
    ask: AskId,
    today: Date,
    #[prop(optional)] over: bool,
    intent: Signal<IntentKey>,
    done: Done,
) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<asks::Again>::new();
    let sending = form::sending_again(action, intent).on_conflict(done.changed);
    when_done(action, move |_| done.did(w.ask_asked_again()));
    let alive = use_alive();
    let open = again_kept(done) || sending.any_untracked();
    let (windows, words) = again_begun(done);
    let about = if over {
        view! { <Notice tone=Tone::Caution>{w.ask_again_over()}</Notice> }.into_any()
    } else {
        view! { <p>{w.ask_again_text()}</p> }.into_any()
    };
    view! {
        <details open=open>
            <summary>{w.ask_again()}</summary>
            <div class="stack">
                {about}
                <SendingErrors sending />
                <ActionForm
                    action
                    attr:novalidate=move || alive.get()
                    attr:class="stack"
                    on:submit:capture=move |event| {
                        sending.judge::<asks::Again>(&event, |typed| judged(&typed, today));
                    }
                >
                    <Unseen patient ask sending />
                    <Whom patient />
                    <Windows windows sending />
                    <TextArea
                        label=w.ask_again_words()
                        name="words"
                        id="again-words"
                        value=words
                        error=sending.at("words")
                        counter=left(w, WORDS_MOST)
                        rows=2
                    />
                    <Unsent sending conflict=w.ask_conflict_here() />
                    <SendRow patient sending plain=w.ask_again_send() variant=ButtonVariant::Secondary />
                </ActionForm>
            </div>
        </details>
    }
    .into_any()
}

//! Putting a conversation away and taking it out again: nothing is ever deleted, and each step can be undone.

use super::row::line_id;
use crate::shared::Whom;
use leptos::form::ActionForm;
use leptos::prelude::*;
use portal_api::messages;
use portal_kit::boot::use_words;
use portal_kit::{Button, ButtonVariant, Notice, Tone, fresh};
use portal_page::{refused, sentence};
use portal_types::ids::{PatientId, ThreadId};
use portal_types::message::{Shelf, ThreadRow, ThreadView};
use portal_words::Words;

/// What the button is called that puts a conversation there.
fn verb(w: &Words, to: Shelf) -> String {
    match to {
        Shelf::Inbox => w.shelve_inbox(),
        Shelf::Archive => w.shelve_archive(),
        Shelf::Trash => w.shelve_trash(),
    }
}

/// Where a conversation lies now.
fn lies(w: &Words, subject: &str, on: Shelf) -> String {
    match on {
        Shelf::Inbox => w.shelved_inbox(subject),
        Shelf::Archive => w.shelved_archive(subject),
        Shelf::Trash => w.shelved_trash(subject),
    }
}

/// A conversation on its way from where it lay to somewhere else.
#[derive(Clone, PartialEq)]
pub(super) struct Step {
    /// The conversation, as it lay before.
    pub(super) row: ThreadRow,
    /// Where it goes.
    pub(super) to: Shelf,
    /// Whether this takes the step before back.
    undoes: bool,
}

/// The moves of one list: all its forms send by one action, so that what was done last can be taken back.
#[derive(Clone, Copy)]
pub(super) struct Shelving {
    patient: PatientId,
    action: ServerAction<messages::Shelve>,
    /// What was sent and is not answered yet.
    under_way: RwSignal<Option<Step>>,
    /// What was done last.
    done: RwSignal<Option<Step>>,
}

impl Shelving {
    /// `moved` is called with each step that was done.
    pub(super) fn new(patient: PatientId, moved: impl Fn(&Step) + 'static) -> Self {
        let action = ServerAction::<messages::Shelve>::new();
        let (under_way, done) = (RwSignal::new(None::<Step>), RwSignal::new(None::<Step>));
        Effect::new(move |_| {
            if !action.value().with(|value| matches!(value, Some(Ok(())))) {
                return;
            }
            let sent = under_way.get_untracked();
            if let Some(step) = sent {
                under_way.set(None);
                moved(&step);
                done.set(Some(step));
                // The row that had the focus is gone, or has come back below.
                portal_browser::focus("shelved");
            }
        });
        Self { patient, action, under_way, done }
    }

    /// A form of one button; `line` is the `id` of what says which conversation it is. Without the browser program it leads
    /// back to the list.
    fn form(
        self,
        thread: ThreadId,
        step: impl Fn() -> Option<Step> + 'static,
        to: Shelf,
        label: String,
        line: Option<String>,
    ) -> AnyView {
        view! {
            <ActionForm action=self.action on:submit:capture=move |_| self.under_way.set(step())>
                <input type="hidden" name="patient" value=self.patient.to_string() autocomplete="off" />
                <input type="hidden" name="thread" value=thread.to_string() autocomplete="off" />
                <input type="hidden" name="shelf" value=to.code() autocomplete="off" />
                <Button
                    label
                    variant=ButtonVariant::Quiet
                    busy=self.action.pending()
                    attr:aria-describedby=line
                />
            </ActionForm>
        }
        .into_any()
    }
}

/// What can be done with a conversation of the list, folded away below its line.
#[component]
pub(super) fn RowMoves(row: Memo<ThreadRow>, shelving: Shelving) -> impl IntoView {
    let w = use_words();
    let thread = row.with_untracked(|row| row.thread);
    let lies_on = Memo::new(move |_| row.with(|row| row.shelf));
    let forms = move || {
        let here = lies_on.get();
        let forms = Shelf::ALL
            .into_iter()
            .filter(|to| *to != here)
            .map(|to| {
                let step = move || row.try_get_untracked().map(|row| Step { row, to, undoes: false });
                shelving.form(thread, step, to, verb(w, to), Some(line_id(thread)))
            })
            .collect_view();
        fresh(view! { <div class="cluster">{forms}</div> })
    };
    view! {
        <details class="row-moves">
            <summary>
                {w.shelve_move()}
                <span class="hidden-word">": " {move || row.with(|row| row.subject.clone())}</span>
            </summary>
            {forms}
        </details>
    }
    .into_any()
}

/// Above the list: what was moved last, and the way back; or that nothing was, and why.
#[component]
pub(super) fn Shelved(shelving: Shelving) -> impl IntoView {
    let w = use_words();
    let value = shelving.action.value();
    let failed = move || {
        value.with(refused).map(|error| {
            view! {
                <Notice tone=Tone::Caution title=w.thread_private_failed() live=true>
                    <p>{sentence(w, &error)}</p>
                </Notice>
            }
        })
    };
    let said = move || {
        shelving.done.get().map(|step| {
            let back = (!step.undoes).then(|| {
                let before = step.row.shelf;
                let undo = Step { row: ThreadRow { shelf: step.to, ..step.row.clone() }, to: before, undoes: true };
                // Its line may be gone; the words above it say which conversation it is.
                shelving.form(step.row.thread, move || Some(undo.clone()), before, w.shelve_undo(), None)
            });
            fresh(view! {
                <Notice tone=Tone::Positive title=lies(w, &step.row.subject, step.to) live=true>
                    <Whom patient=shelving.patient />
                    {back}
                </Notice>
            })
        })
    };
    view! {
        <div id="shelved" tabindex="-1">
            {failed}
            {said}
        </div>
    }
    .into_any()
}

/// Below an open conversation: where it lies, and the way elsewhere. `changed` is called when it lies elsewhere.
#[component]
pub(super) fn PutAway(patient: PatientId, thread: RwSignal<ThreadView>, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let id = thread.with_untracked(|thread| thread.thread);
    let action = ServerAction::<messages::Shelve>::new();
    Effect::new(move |_| {
        if action.value().with(|value| matches!(value, Some(Ok(())))) {
            changed.run(());
            // The button that had the focus is another one now.
            portal_browser::focus("thread-shelf");
        }
    });
    let failed = move || {
        action.value().with(refused).map(|error| {
            view! {
                <Notice tone=Tone::Caution title=w.thread_private_failed() live=true>
                    <p>{sentence(w, &error)}</p>
                </Notice>
            }
        })
    };
    let lies_on = Memo::new(move |_| thread.with(|thread| thread.shelf));
    let body = move || {
        lies_on.get().map(|here| {
            let words = match here {
                Shelf::Inbox => w.thread_shelf_inbox(),
                Shelf::Archive => w.thread_shelf_archive(),
                Shelf::Trash => w.thread_shelf_trash(),
            };
            let forms = Shelf::ALL
                .into_iter()
                .filter(|to| *to != here)
                .map(|to| {
                    view! {
                        <ActionForm action>
                            <input type="hidden" name="patient" value=patient.to_string() autocomplete="off" />
                            <input type="hidden" name="thread" value=id.to_string() autocomplete="off" />
                            <input type="hidden" name="shelf" value=to.code() autocomplete="off" />
                            <Button label=verb(w, to) variant=ButtonVariant::Secondary busy=action.pending() />
                        </ActionForm>
                    }
                })
                .collect_view();
            fresh(view! {
                <p class="soft" role="status">
                    {words}
                </p>
                <div class="cluster">{forms}</div>
            })
        })
    };
    view! {
        <section class="stack tight" aria-labelledby="thread-shelf">
            <h2 id="thread-shelf" tabindex="-1">
                {w.thread_shelf_title()}
            </h2>
            {failed}
            {body}
        </section>
    }
    .into_any()
}

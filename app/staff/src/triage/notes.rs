//! What colleagues say to each other about a piece of work, and what has happened to it at the desk. No patient sees it
//!

use super::assign::{Working, anchor, sentence};
use super::said;
use crate::opened::add_earlier;
use leptos::form::ActionForm;
use leptos::prelude::*;
use portal_api::{ApiError, triage};
use portal_kit::boot::use_words;
use portal_kit::{Button, ButtonVariant, MoreLink, TextArea, text};
use portal_page::{NotSent, Sending, SendingErrors, Snag, Wording, use_alive, when_done};
use portal_types::ids::WorkId;
use portal_types::moment::Moment;
use portal_types::page::Cursor;
use portal_types::triage::{MoveView, NewNote, NoteView};
use portal_words::Words;
use std::collections::HashMap;

/// The `id` of the field for a note.
pub(super) const NOTE: &str = "note-words";

/// Half-written notes, in the page's memory: moving on in the queue takes none away.
#[derive(Clone, Copy)]
pub(super) struct Jotted(StoredValue<HashMap<WorkId, String>>);

impl Jotted {
    pub(super) fn new() -> Self {
        Self(StoredValue::new(HashMap::new()))
    }

    fn of(self, item: WorkId) -> String {
        self.0.with_value(|all| all.get(&item).cloned().unwrap_or_default())
    }

    fn keep(self, item: WorkId, words: String) {
        self.0.update_value(|all| {
            all.insert(item, words);
        });
    }
}

/// By whom and when.
fn by(w: &Words, author: String, role: Option<String>, at: Moment) -> String {
    let when = w.patient_exact_time(text::date(w, at.day()), text::time_of(w, at));
    [Some(author), role, Some(when)].into_iter().flatten().collect::<Vec<_>>().join(" \u{b7} ")
}

/// Notes, a new one, and what has happened.
#[component]
pub(super) fn Notes(working: Working, jotted: Jotted) -> impl IntoView {
    let w = use_words();
    let (shown, typing) = (working.shown, working.typing);
    let notes =
        Memo::new(move |_| shown.with(|shown| shown.notes.rows.iter().rev().cloned().collect::<Vec<NoteView>>()));
    let none = move || notes.with(Vec::is_empty);
    view! {
        <section
            class="stack tight internal"
            aria-labelledby="notes"
            on:focusin=move |_| typing.set(true)
            on:focusout=move |_| typing.set(false)
        >
            <h3 id="notes">{w.triage_notes()}</h3>
            <p class="soft small">{w.triage_notes_text()}</p>
            <Earlier working />
            {move || none().then(|| view! { <p class="soft">{w.triage_notes_none()}</p> })}
            <ul class="stack tight" role="list" aria-label=w.triage_notes() hidden=none>
                <For each=move || notes.get() key=|note| note.note let(note)>
                    <li>
                        <p class="words">{note.words}</p>
                        <p class="soft small">
                            {by(w, note.author, note.role.map(|role| text::role(w, role)), note.at)}
                        </p>
                    </li>
                </For>
            </ul>
            <New working jotted />
            <Moves working />
        </section>
    }
    .into_any()
}

/// The way to what was noted before.
#[component]
fn Earlier(working: Working) -> impl IntoView {
    let w = use_words();
    let Working { item, way, shown, .. } = working;
    let trouble = RwSignal::new(None::<ApiError>);
    let more = Action::new(move |before: &Cursor| triage::item(item, Some(*before)));
    let (next, load) = add_earlier(shown, trouble, more);
    view! {
        {move || {
            next.get()
                .map(|before| {
                    view! {
                        <MoreLink
                            href=format!("{}?notes={before}", way.place(item))
                            label=w.triage_notes_earlier()
                            on_press=load
                        />
                    }
                })
        }}
        <Snag error=trouble retry=load />
    }
    .into_any()
}

/// A new note.
#[component]
fn New(working: Working, jotted: Jotted) -> impl IntoView {
    let w = use_words();
    let Working { item, shown, .. } = working;
    let words = RwSignal::new(jotted.of(item));
    Effect::new(move |before: Option<()>| {
        let now = words.get();
        if before.is_some() {
            jotted.keep(item, now);
        }
    });
    let action = ServerAction::<triage::Note>::new();
    let intent = Signal::derive(move || shown.with(|shown| shown.intent));
    let sending =
        Sending::of(action, intent, Wording { advice: sentence, anchor, prefix: "note-" }).on_conflict(working.changed);
    when_done(action, move |_| {
        words.set(String::new());
        working.did(w.triage_noted());
    });
    let alive = use_alive();
    view! {
        <SendingErrors sending />
        <ActionForm
            action
            attr:novalidate=move || alive.get()
            attr:class="stack tight"
            on:submit:capture=move |event| {
                sending
                    .judge::<
                        triage::Note,
                    >(&event, |typed| NewNote::parse(&typed.words, &typed.intent).map(|_| ()));
            }
        >
            <input type="hidden" name="item" value=item.to_string() autocomplete="off" />
            <input type="hidden" name="intent" value=move || sending.intent.get().to_string() autocomplete="off" />
            <TextArea
                label=w.triage_note()
                hint=w.triage_note_hint()
                name="words"
                id=NOTE
                bind=words
                rows=2
                error=sending.at("words")
                required=true
            />
            <NotSent sending title=w.ask_desk_not_sent() kept=w.desk_kept() conflict=w.ask_desk_conflict() />
            <div>
                <Button
                    label=w.triage_note_button()
                    variant=ButtonVariant::Secondary
                    busy=sending.busy
                    busy_label=w.enroll_busy()
                />
            </div>
        </ActionForm>
    }
    .into_any()
}

/// What has happened at the desk, the newest first. Nothing, where nothing has.
#[component]
fn Moves(working: Working) -> impl IntoView {
    let w = use_words();
    let shown = working.shown;
    let moves = Memo::new(move |_| shown.with(|shown| shown.moves.clone()));
    let none = move || moves.with(Vec::is_empty);
    view! {
        <details hidden=none>
            <summary>{w.triage_moves()}</summary>
            <ol class="stack tight" role="list">
                <For each=move || moves.get() key=|line| line.event let(line)>
                    {moved(w, line)}
                </For>
            </ol>
        </details>
    }
    .into_any()
}

fn moved(w: &'static Words, line: MoveView) -> AnyView {
    let what = said::moved(w, &line);
    let author = line.author.unwrap_or_else(|| w.by_portal());
    let words = Some(line.words).filter(|words| !words.is_empty());
    view! {
        <li>
            <p>{what}</p>
            {words.map(|words| view! { <p class="words">{words}</p> })}
            <p class="soft small">{by(w, author, None, line.at)}</p>
        </li>
    }
    .into_any()
}

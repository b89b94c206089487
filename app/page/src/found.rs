//! Looking for something in messages, alike for the patient's page and the desk's: the field, and the list of what was
//! found. The form around the field, and what it is sent by, are the page's.

use crate::{Faults, Growing, More, Snag};
use leptos::prelude::*;
use portal_api::ApiError;
use portal_kit::boot::use_words;
use portal_kit::{Actions, Button, EmptyState, Field, Icon, MessageList, text};
use portal_types::field::Problem;
use portal_types::ids::ThreadId;
use portal_types::links;
use portal_types::moment::Moment;
use portal_types::page::Cursor;
use portal_types::search::{Found, FoundMessage, WORDS_MAX};
use portal_words::Words;

/// What is said of the field.
pub fn search_sentence(w: &Words, _: &str, problem: &Problem) -> String {
    match problem {
        Problem::Missing => w.search_missing(),
        _ => text::problem(w, problem),
    }
}

/// What is looked for, and the button that ends the form.
#[component]
pub fn SearchField(
    /// What is typed.
    typed: RwSignal<String>,
    /// What is wrong with it.
    faults: Faults,
    /// True while the answer is awaited.
    busy: Signal<bool>,
) -> impl IntoView {
    let w = use_words();
    view! {
        <Field
            label=w.search_label()
            hint=w.search_hint()
            name="words"
            id="words"
            bind=typed
            autocomplete="off".to_owned()
            maxlength=WORDS_MAX
            error=faults.at("words")
            required=true
        />
        <Actions>
            <Button label=w.search_button() icon=Icon::Search busy busy_label=w.search_loading() />
        </Actions>
    }
    .into_any()
}

/// What was looked for, and what was found.
#[derive(Clone, Copy)]
pub struct Looked {
    /// What was looked for: nothing, until somebody does.
    pub words: RwSignal<String>,
    /// What was found so far.
    pub list: Growing<FoundMessage>,
    now: RwSignal<Moment>,
}

impl Looked {
    /// Begins with an answer. `more` asks for what comes after a place.
    pub fn new<F>(first: Found, more: impl Fn(Cursor) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Found, ApiError>> + Send + 'static,
    {
        let Found { words, page, now } = first;
        let more = move |after| {
            let found = more(after);
            async move { found.await.map(|found| found.page) }
        };
        let list = Growing::new(page, |row: &FoundMessage| row.message, more);
        Self { words: RwSignal::new(words), list, now: RwSignal::new(now) }
    }

    /// Puts another answer in its place.
    pub fn replace(self, found: Found) {
        self.words.set(found.words);
        self.now.set(found.now);
        self.list.replace(found.page);
    }
}

/// What was found, once something was looked for; the focus goes to "found".
#[component]
pub fn FoundList(
    /// What was looked for, and what was found.
    looked: Looked,
    /// Where a conversation opens.
    opens: Callback<ThreadId, String>,
    /// What is said besides where nothing was found.
    none: fn(&Words) -> String,
    /// Where the list is, if it is not this very page.
    #[prop(optional)]
    home: &'static str,
    /// Dense, as at a desk.
    #[prop(optional)]
    queue: bool,
) -> impl IntoView {
    let w = use_words();
    let Looked { words, list, now } = looked;
    let any = Memo::new(move |_| words.with(|words| !words.is_empty()));
    let nothing = move || {
        view! { <EmptyState icon=Icon::Search title=w.search_none_title(words.get()) text=none(w) /> }
    };
    view! {
        <div id="found" tabindex="-1" class="stack tight">
            <Show when=move || any.get()>
                <Show when=move || !list.is_empty() fallback=nothing>
                    <p role="status" class="soft small">
                        {move || w.search_found(list.count(), words.get())}
                    </p>
                    <MessageList label=w.search_results() queue>
                        <For each=move || list.rows() key=move |row| (words.get_untracked(), row.message) let(found)>
                            <FoundLine href=opens.run(found.thread) found now=now.get_untracked() />
                        </For>
                    </MessageList>
                    <Snag error=list.rest.trouble retry=list.rest.load />
                    <More rest=list.rest to=format!("{home}?after=") label=w.search_more() />
                </Show>
            </Show>
        </div>
    }
    .into_any()
}

/// Date and time with the year: it may be long ago.
fn exact(w: &Words, at: Moment) -> String {
    w.patient_exact_time(text::date_with_year(w, at.day()), text::time_of(w, at))
}

/// A line of what was found: the subject, at a desk behind whose chart it is; who wrote it and to which practice; and the
/// place that has the words, these marked.
#[component]
fn FoundLine(
    /// Where its conversation is; it opens at the message.
    #[prop(into)]
    href: String,
    /// The message.
    found: FoundMessage,
    /// The moment of the answer, for "today" and "yesterday".
    now: Moment,
) -> impl IntoView {
    let w = use_words();
    let href = links::found(&href, &found);
    let title = match found.patient {
        Some((_, name)) => format!("{name} \u{b7} {}", found.subject),
        None => found.subject,
    };
    let context = format!("{} \u{b7} {} \u{b7} {}", found.author, found.practice, text::topic(w, found.topic));
    let pieces = found
        .pieces
        .into_iter()
        .map(|piece| if piece.hit { view! { <mark>{piece.text}</mark> }.into_any() } else { piece.text.into_any() })
        .collect_view();
    view! {
        <li>
            <a class="row" href=href>
                <span>
                    <span class="title">{title}</span>
                    <span class="context">{context}</span>
                    <span class="context">{pieces}</span>
                </span>
                <time datetime=found.at.machine() title=exact(w, found.at)>
                    {text::when(w, found.at, now)}
                </time>
            </a>
        </li>
    }
    .into_any()
}

//! What the desks share: the focus on what was opened, its head, what stands in its place when it is gone, the log of a
//! request or a ticket, facts in a list, a colleague to choose, a day to type in.

use leptos::prelude::*;
use portal_api::ApiError;
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, Field, Icon, IconView, LinkButton, Notice, SelectOption, text};
use portal_page::Trouble;
use portal_types::day::Day;
use portal_types::error::Refusal;
use portal_types::pool::PoolKind;
use portal_types::registry::NoteView;
use portal_types::triage::Colleague;
use portal_words::Words;

/// What is opened from a list takes the focus: a phone no longer shows the row that had it. It stands in the part of
/// the page whose id is "beside". What the page itself came with takes none.
pub(crate) fn focus_opened<T: PartialEq + 'static>(chosen: impl Fn() -> Option<T> + 'static) {
    Effect::new(move |before: Option<Option<T>>| {
        let now = chosen();
        if now.is_some() && before.is_some_and(|before| before != now) {
            portal_browser::focus("beside");
        }
        now
    });
}

/// The head of what is open: the way back to the list, which `label` names, and the title above what is said of it.
#[component]
pub(crate) fn OpenHead(
    #[prop(into)] back: String,
    label: String,
    title: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="stack tight">
            <a class="back" href=back>
                <IconView icon=Icon::Back />
                {label}
            </a>
            <h2 id="desk-heading" tabindex="-1">
                {title}
            </h2>
            {children.map(|children| children())}
        </header>
    }
    .into_any()
}

/// Instead of what could not be opened. `title` and `text` say that it is not there, `back` leads to the list, which
/// `label` names.
#[component]
pub(crate) fn Gone(
    error: ApiError,
    retry: Callback<()>,
    title: String,
    text: String,
    back: &'static str,
    label: String,
) -> impl IntoView {
    if error.refusal() != Some(&Refusal::NotFound) {
        return view! { <Trouble error retry beside=true /> }.into_any();
    }
    view! {
        <Notice title>
            <p>{text}</p>
            <div>
                <LinkButton href=back label variant=ButtonVariant::Secondary />
            </div>
        </Notice>
    }
    .into_any()
}

/// The lines, the oldest first.
#[component]
pub(crate) fn Log(notes: Vec<NoteView>) -> impl IntoView {
    let w = use_words();
    if notes.is_empty() {
        return view! { <p class="soft">{w.requests_log_empty()}</p> }.into_any();
    }
    view! {
        <ol class="stack tight" role="list">
            {notes
                .into_iter()
                .map(|note| {
                    let when = w.patient_exact_time(text::date(w, note.at.day()), text::time_of(w, note.at));
                    view! {
                        <li>
                            <p>{note.text}</p>
                            <p class="soft small">{note.author} " · " {when}</p>
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
    .into_any()
}

/// What a shared inbox is called: its practice, and what it is for unless that is anything.
pub(crate) fn pool_name(w: &Words, practice: &str, kind: PoolKind) -> String {
    match kind {
        PoolKind::General => practice.to_owned(),
        kind => format!("{practice} ({})", text::pool_kind(w, kind)),
    }
}

/// A colleague to choose, by name and role.
pub(crate) fn colleague(w: &Words, one: &Colleague) -> SelectOption {
    SelectOption::new(one.account.to_string(), format!("{} \u{b7} {}", one.name, text::role(w, one.role)))
}

/// Facts in a list of two columns; a value that is not there is said not to be.
#[component]
pub(crate) fn Facts(facts: Vec<(String, Option<String>)>) -> impl IntoView {
    let w = use_words();
    view! {
        <dl class="facts">
            {facts
                .into_iter()
                .map(|(label, value)| {
                    view! {
                        <div>
                            <dt>{label}</dt>
                            <dd>{breakable(value.unwrap_or_else(|| w.registry_none()))}</dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
    .into_any()
}

/// An e-mail address breaks behind its "@" before it breaks anywhere else.
fn breakable(value: String) -> impl IntoView {
    let (before, behind) = match value.split_once('@') {
        Some((name, host)) => (format!("{name}@"), host.to_owned()),
        None => (value, String::new()),
    };
    view! {
        {before}
        <wbr />
        {behind}
    }
}

/// A day as a desk types it.
pub(crate) fn typed(day: Day) -> String {
    format!("{}/{}/{}", day.month(), day.day(), day.year())
}

/// A day that a desk types in, in one line.
#[component]
pub(crate) fn DayField(
    label: String,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    #[prop(into)] name: String,
    #[prop(into)] id: String,
    /// What stands in it at first.
    #[prop(optional_no_strip)]
    given: Option<Day>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let value = given.map(typed).unwrap_or_default();
    view! { <Field label hint name id value autocomplete="off".to_owned() short=true error required /> }
}

/// A language by its name.
pub(crate) fn lang(w: &Words, lang: portal_types::account::Lang) -> String {
    match lang {
        portal_types::account::Lang::En => w.lang_english(),
        portal_types::account::Lang::Es => w.lang_spanish(),
    }
}

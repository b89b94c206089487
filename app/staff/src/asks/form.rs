//! What the forms of the desk have in common.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use portal_api::ApiError;
use portal_kit::boot::use_words;
use portal_kit::{CheckBox, Notice, Timeline, Tone, text};
use portal_page::{AskStep, NotSent, Sending, SendingErrors, Wording};
use portal_types::ask::{AskDraft, AskEvent, DeskAskView};
use portal_types::error::Refusal;
use portal_types::field::{FieldProblem, Problem};
use portal_types::ids::{AskId, IntentKey};
use portal_types::message::Side;
use portal_words::Words;

/// Most characters of what is written to a patient.
pub(super) const WORDS_MOST: u32 = 1_000;

/// What the forms know of the request that they are about, and whom they tell that something was done.
#[derive(Clone, Copy)]
pub(super) struct Doing {
    pub(super) ask: AskId,
    pub(super) view: RwSignal<DeskAskView>,
    /// How often the patient has written it: the desk moves on the one that it has read.
    pub(super) version: Signal<i64>,
    pub(super) intent: Signal<IntentKey>,
    /// The newest line of the history when somebody began to type or pressed: the page goes on, and what comes then she
    /// has perhaps not seen.
    pub(super) held: RwSignal<Option<String>>,
    /// The newest line that she knew when something else went before her.
    pub(super) missed: RwSignal<Option<String>>,
    /// What stood in a form that was refused before any program had loaded.
    pub(super) typed: StoredValue<Option<AskDraft>>,
    /// Counts what was done.
    pub(super) done: RwSignal<u32>,
    pub(super) said: RwSignal<Option<String>>,
    pub(super) changed: Callback<()>,
    /// Whether somebody types: a form that goes takes the focus with it, and not every browser tells.
    pub(super) typing: RwSignal<bool>,
    /// Draws the form anew that has done it: what was sent is not to be sent again.
    pub(super) again: RwSignal<u32>,
}

impl Doing {
    /// With what is open.
    pub(super) fn of(
        view: RwSignal<DeskAskView>,
        said: RwSignal<Option<String>>,
        changed: Callback<()>,
        typing: RwSignal<bool>,
    ) -> Self {
        let (ask, typed) = view.with_untracked(|shown| (shown.view.ask, shown.typed.clone()));
        Self {
            ask,
            view,
            version: Signal::derive(move || view.with(|shown| shown.view.version)),
            intent: Signal::derive(move || view.with(|shown| shown.view.intent)),
            held: RwSignal::new(None),
            missed: RwSignal::new(None),
            typed: StoredValue::new(typed),
            done: RwSignal::new(0),
            said,
            changed,
            typing,
            again: RwSignal::new(0),
        }
    }

    /// Somebody types, or presses: what she sees now is what she knows.
    pub(super) fn begins(self) {
        if self.held.with_untracked(Option::is_none) {
            self.held.set(self.view.with_untracked(newest));
        }
    }

    /// The newest line that was before her, as a form says it.
    fn seen(self) -> String {
        self.held.get().or_else(|| self.view.with(newest)).unwrap_or_default()
    }

    /// What has happened since, the oldest first. Where it is not known since when, it is what happened last.
    fn news(self) -> Vec<AskEvent> {
        let missed = self.missed.get();
        self.view.with(|shown| {
            let rows = &shown.view.events.rows;
            let most = if missed.is_some() { rows.len() } else { 1 };
            let mut news: Vec<AskEvent> =
                rows.iter().take(most).take_while(|event| Some(event.event.to_string()) != missed).cloned().collect();
            news.reverse();
            news
        })
    }

    /// What stood in a field of a form that was refused before any program had loaded.
    pub(super) fn kept(self, form: &str, field: &str) -> String {
        self.typed.with_value(|typed| typed.as_ref().map(|typed| typed.said_in(form, field)).unwrap_or_default())
    }

    /// Says it, and shows how everything stands now.
    pub(super) fn did(self, said: String) {
        self.held.set(None);
        self.missed.set(None);
        self.typed.set_value(None);
        self.done.update(|done| *done += 1);
        self.said.set(Some(said));
        self.changed.run(());
        self.typing.set(false);
        self.again.update(|beat| *beat += 1);
        portal_browser::focus("done");
    }

    /// A form on its way. `prefix` begins the ids of its fields.
    pub(super) fn sending<S>(self, action: ServerAction<S>, prefix: &'static str) -> Sending
    where
        S: ServerFn<Error = ApiError> + Clone + Send + Sync + 'static,
        S::Output: Send + Sync + 'static,
    {
        let Self { held, missed, changed, .. } = self;
        let before = Callback::new(move |()| {
            // What is new is shown; the next press is over that.
            if held.with_untracked(Option::is_some) {
                missed.set(held.get_untracked());
                held.set(None);
            }
            changed.run(());
        });
        Sending::of(action, self.intent, Wording { advice, anchor, prefix }).on_conflict(before)
    }
}

/// The newest line of the history that is shown.
fn newest(shown: &DeskAskView) -> Option<String> {
    shown.view.events.rows.first().map(|event| event.event.to_string())
}

/// What is said of the fields of these forms.
fn advice(w: &Words, field: &str, problem: &Problem) -> String {
    let (name, part) = field.split_once(['_', '[']).unwrap_or((field, ""));
    match (name, part, problem) {
        ("time1" | "time2" | "time3", "clock", Problem::NotAChoice) => w.ask_desk_clock_wrong(),
        ("time1", "", Problem::Missing) => w.ask_desk_need_time(),
        ("time1" | "time2" | "time3", _, Problem::SameAsOther) => w.ask_window_twice(),
        ("time1" | "time2" | "time3" | "from" | "to", _, Problem::InTheFuture) => w.ask_day_far(),
        ("to", _, Problem::InThePast) => w.ask_desk_to_before(),
        ("number", _, Problem::Missing) => w.ask_desk_need_number(),
        ("visits", _, Problem::NotAChoice) => w.ask_desk_visits_range(),
        ("outcome", ..) => w.ask_desk_need_outcome(),
        ("reason" | "why", _, Problem::NotAChoice | Problem::Missing) => w.ask_desk_need_reason(),
        ("words", _, Problem::Missing) => w.ask_desk_need_words(),
        ("anyway", ..) => w.ask_desk_anyway_missing(),
        _ => text::problem(w, problem),
    }
}

/// The id to which the summary leads for a field, without what begins it.
fn anchor(FieldProblem { field, .. }: &FieldProblem) -> String {
    match field.as_str() {
        "time1" | "time2" | "time3" | "from" | "to" => format!("{field}-month"),
        other => other.replace(['_', '['], "-").replace(']', ""),
    }
}

/// What every form sends unseen.
#[component]
pub(super) fn Unseen(sending: Sending, doing: Doing) -> impl IntoView {
    view! {
        <input type="hidden" name="ask" value=doing.ask.to_string() autocomplete="off" />
        <input type="hidden" name="version" value=move || doing.version.get().to_string() autocomplete="off" />
        <input type="hidden" name="seen" value=move || doing.seen() autocomplete="off" />
        <input type="hidden" name="intent" value=move || sending.intent.get().to_string() autocomplete="off" />
    }
    .into_any()
}

/// That it is done although a colleague is at it, or was first; asked where that is so.
#[component]
fn Anyway(sending: Sending, doing: Doing) -> impl IntoView {
    let w = use_words();
    let error = sending.at("anyway");
    let view = doing.view;
    // It stays while it is sent again: the box goes along.
    let refused = RwSignal::new(error.with_untracked(Option::is_some));
    Effect::new(move |_| {
        if error.with(Option::is_some) {
            refused.set(true);
            // Who it is comes with the request.
            doing.changed.run(());
        }
    });
    let claimed = Memo::new(move |_| view.with(|shown| shown.claimed.is_some()));
    let asked = Memo::new(move |_| refused.get() || claimed.get());
    // Who is at it is named above all that can be done.
    let first = Memo::new(move |_| {
        let colleague = |event: &&AskEvent| event.side == Side::Team;
        let author = view.with(|shown| shown.view.events.rows.iter().find(colleague).map(|event| event.author.clone()));
        author.filter(|_| refused.get() && !claimed.get())
    });
    let bind = RwSignal::new(false);
    view! {
        {move || first.get().map(|name| view! { <Notice tone=Tone::Caution title=w.ask_desk_moved(name) live=true /> })}
        <Show when=move || asked.get()>
            <CheckBox
                label=w.ask_desk_anyway()
                name="anyway"
                id=sending.id("anyway")
                bind
                hint=w.ask_desk_anyway_hint()
                error
                required=true
            />
        </Show>
    }
    .into_any()
}

/// Above the button: that it may not have been done, and what went before it.
#[component]
pub(super) fn Unsent(sending: Sending, doing: Doing) -> impl IntoView {
    let w = use_words();
    let news = Memo::new(move |_| {
        let before = sending.failed().is_some_and(|error| error.refusal() == Some(&Refusal::Conflict));
        if before { doing.news() } else { Vec::new() }
    });
    let listed = move || {
        let news = news.get();
        (!news.is_empty()).then(|| {
            let steps = news.into_iter().map(|event| view! { <AskStep event /> }).collect_view();
            view! { <Timeline label=w.ask_desk_new()>{steps}</Timeline> }
        })
    };
    view! {
        <Anyway sending doing />
        <NotSent
            sending
            title=w.ask_desk_not_sent()
            kept=w.desk_kept()
            conflict=w.ask_desk_conflict()
        />
        {listed}
    }
    .into_any()
}

/// How a step looks.
pub(super) struct Look {
    /// Begins the ids of its fields; ends with a hyphen.
    pub(super) prefix: &'static str,
    /// What it is called.
    pub(super) title: String,
    /// What happens.
    pub(super) what: String,
    /// Stands open: it is what one came for.
    pub(super) open: bool,
}

/// A form behind a step that says what it means. Opening it changes nothing yet; what is wrong opens it.
pub(super) fn folded(look: Look, sending: Sending, form: AnyView) -> AnyView {
    let open = look.open || sending.any_untracked();
    view! {
        <details open=open>
            <summary id=format!("{}step", look.prefix)>{look.title}</summary>
            <div class="stack tight">
                <p>{look.what}</p>
                <SendingErrors sending />
                {form}
            </div>
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_leads_to_its_control() {
        for (field, id) in [
            ("words", "words"),
            ("words[2]", "words-2"),
            ("outcome[0]", "outcome-0"),
            ("time1", "time1-month"),
            ("time1_clock", "time1-clock"),
            ("to", "to-month"),
            ("visits", "visits"),
        ] {
            assert_eq!(anchor(&FieldProblem::new(field, Problem::Missing)), id);
        }
    }
}

//! What the forms of the desk have in common.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use portal_api::ApiError;
use portal_kit::boot::use_words;
use portal_kit::text;
use portal_page::{NotSent, Sending, SendingErrors, Wording};
use portal_types::field::{FieldProblem, Problem};
use portal_types::ids::{AskId, IntentKey};
use portal_words::Words;

/// Most characters of what is written to a patient.
pub(super) const WORDS_MOST: u32 = 1_000;

/// What the forms know of the request that they are about, and whom they tell that something was done.
#[derive(Clone, Copy)]
pub(super) struct Doing {
    pub(super) ask: AskId,
    /// How often the patient has written it: the desk moves on the one that it has read.
    pub(super) version: Signal<i64>,
    pub(super) intent: Signal<IntentKey>,
    pub(super) said: RwSignal<Option<String>>,
    pub(super) changed: Callback<()>,
    /// Whether somebody types: a form that goes takes the focus with it, and not every browser tells.
    pub(super) typing: RwSignal<bool>,
    /// Draws the form anew that has done it: what was sent is not to be sent again.
    pub(super) again: RwSignal<u32>,
}

impl Doing {
    /// Says it, and shows how everything stands now.
    pub(super) fn did(self, said: String) {
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
        Sending::of(action, self.intent, Wording { advice, anchor, prefix }).on_conflict(self.changed)
    }
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
        <input type="hidden" name="intent" value=move || sending.intent.get().to_string() autocomplete="off" />
    }
    .into_any()
}

/// Above the button: that it may not have been done.
#[component]
pub(super) fn Unsent(sending: Sending) -> impl IntoView {
    let w = use_words();
    view! {
        <NotSent
            sending
            title=w.ask_desk_not_sent()
            kept=w.desk_kept()
            conflict=w.ask_desk_conflict()
        />
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

//! Forms whose intent goes with them: a retry after a lost reply is no second time, and nothing that was typed is lost.

use crate::{InNewTab, problems_in, refused, sentence};
use leptos::ev::SubmitEvent;
use leptos::form::FromFormData;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use portal_api::ApiError;
use portal_kit::boot::use_words;
use portal_kit::{ErrorSummary, FieldError, Notice, Tone};
use portal_types::error::Refusal;
use portal_types::field::{FieldProblem, Problem};
use portal_types::ids::IntentKey;
use portal_words::Words;

/// How a form speaks of its fields.
#[derive(Clone, Copy)]
pub struct Wording {
    /// What is said of a field.
    pub advice: fn(&Words, &str, &Problem) -> String,
    /// The id to which the summary leads for a field.
    pub anchor: fn(&FieldProblem) -> String,
    /// What those ids begin with, where other forms of the page have fields of the same names.
    pub prefix: &'static str,
}

/// A form on its way: what was found wrong with it before sending or told by the server, and the intent it is sent with.
/// The intent stays through every retry, and changes only when what it was made for has certainly arrived.
#[derive(Clone, Copy)]
pub struct Sending {
    found: RwSignal<Vec<FieldProblem>>,
    told: Signal<Option<ApiError>>,
    forget: Callback<()>,
    own: RwSignal<Option<IntentKey>>,
    /// Known from keeping what is written: an earlier try has arrived, with other words.
    arrived: RwSignal<bool>,
    /// The intent to send.
    pub intent: Memo<IntentKey>,
    /// True while the answer is awaited.
    pub busy: Signal<bool>,
    /// True once it has arrived.
    pub done: Signal<bool>,
    wording: Wording,
}

impl Sending {
    /// Of the form that `action` sends. `intent` is the one its page came with, or came with last.
    pub fn of<S>(action: ServerAction<S>, intent: Signal<IntentKey>, wording: Wording) -> Self
    where
        S: ServerFn<Error = ApiError> + Clone + Send + Sync + 'static,
        S::Output: Send + Sync + 'static,
    {
        let value = action.value();
        let own = RwSignal::new(None::<IntentKey>);
        Effect::new(move |_| {
            // It has arrived, or an earlier try has, or something else went before: what stands here now is another one.
            // Where the browser cannot make an intent, the next one comes with the page shown anew.
            let next = value.with(|value| matches!(value, Some(Ok(_) | Err(ApiError::Refused(Refusal::Conflict)))));
            if next {
                own.set(portal_browser::new_intent());
            }
        });
        Self {
            found: RwSignal::new(Vec::new()),
            told: Signal::derive(move || value.with(refused)),
            forget: Callback::new(move |()| action.clear()),
            own,
            arrived: RwSignal::new(false),
            intent: Memo::new(move |_| own.get().unwrap_or_else(|| intent.get())),
            busy: action.pending().into(),
            done: Signal::derive(move || value.with(|value| matches!(value, Some(Ok(_))))),
            wording,
        }
    }

    /// Judges the form that is about to be sent: what is wrong stops it and is shown, and what was typed stays. A second
    /// press while the answer is awaited sends nothing.
    pub fn judge<S: FromFormData>(self, event: &SubmitEvent, parse: impl FnOnce(S) -> Result<(), Vec<FieldProblem>>) {
        if self.busy.try_get_untracked() != Some(false) {
            event.prevent_default();
            return;
        }
        self.forget.run(());
        self.arrived.set(false);
        // A form that cannot even be read is left to the action, which says so.
        let problems = S::from_event(event).map_or(Ok(()), parse).err().unwrap_or_default();
        if problems.is_empty() {
            self.own.set(Some(self.intent.get_untracked()));
        } else {
            event.prevent_default();
        }
        self.found.set(problems);
    }

    /// The fields that need another look.
    fn problems(self) -> Vec<FieldProblem> {
        let found = self.found.get();
        if found.is_empty() { self.told.with(|told| told.as_ref().map(problems_in).unwrap_or_default()) } else { found }
    }

    /// Whether something is wrong now; asked once, for what stands folded.
    pub fn any_untracked(self) -> bool {
        untrack(|| !self.problems().is_empty() || self.failed().is_some())
    }

    /// The sentence at a field, while something is wrong with it.
    pub fn at(self, field: impl Into<String>) -> Signal<Option<String>> {
        let (w, field) = (use_words(), field.into());
        Signal::derive(move || {
            let problem = self.problems().into_iter().find(|p| p.field == field)?;
            Some((self.wording.advice)(w, &field, &problem.problem))
        })
    }

    /// The id of a field, as the summary leads to it.
    pub fn id(self, field: &str) -> String {
        format!("{}{field}", self.wording.prefix)
    }

    /// What was to be sent with its intent was sent from elsewhere, or by an earlier try of this very form with other words
    /// (`own_try`), which is said then: what stands here takes another intent.
    pub fn renew(self, own_try: bool) {
        // The answer that is awaited says what has arrived.
        let (false, Some(next)) = (self.busy.get_untracked(), portal_browser::new_intent()) else { return };
        self.own.set(Some(next));
        self.arrived.set(own_try);
    }

    /// Why the whole was not taken.
    pub fn failed(self) -> Option<ApiError> {
        if self.arrived.get() {
            return Some(ApiError::Refused(Refusal::Conflict));
        }
        self.told.get().filter(|error| problems_in(error).is_empty())
    }

    /// Calls `then` when something else went before this: the page shows what it was.
    pub fn on_conflict(self, then: Callback<()>) -> Self {
        Effect::new(move |_| {
            let before = self.failed().is_some_and(|error| error.refusal() == Some(&Refusal::Conflict));
            if before {
                then.run(());
            }
        });
        self
    }
}

/// On top of the form: what to put right, with the focus on it.
#[component]
pub fn SendingErrors(
    /// The form.
    sending: Sending,
) -> impl IntoView {
    let w = use_words();
    let Wording { advice, anchor, prefix } = sending.wording;
    let errors = Signal::derive(move || {
        sending
            .problems()
            .into_iter()
            .map(|p| FieldError { field: format!("{prefix}{}", anchor(&p)), message: advice(w, &p.field, &p.problem) })
            .collect::<Vec<_>>()
    });
    let title = Signal::derive(move || w.errors_title(errors.with(Vec::len)));
    view! { <ErrorSummary title errors /> }.into_any()
}

/// Above the button: that it may not have been sent, and that trying again does no harm.
#[component]
pub fn NotSent(
    /// The form.
    sending: Sending,
    /// "This may not have been sent".
    #[prop(into)]
    title: String,
    /// That what was typed is still here, and that it is not sent twice.
    #[prop(into)]
    kept: String,
    /// Said where something else went before it.
    #[prop(into)]
    conflict: String,
    /// Where to look what that was, and what the way there is called; in another tab, so that what was typed stays.
    #[prop(optional_no_strip)]
    look: Option<[String; 2]>,
) -> impl IntoView {
    let w = use_words();
    move || {
        sending.failed().map(|error| {
            let before = error.refusal() == Some(&Refusal::Conflict);
            let words = if before { conflict.clone() } else { format!("{} {kept}", sentence(w, &error)) };
            let look = look.clone().filter(|_| before).map(|[to, label]| {
                view! {
                    <p>
                        <a class="alone" href=to target="_blank" rel="external noopener">
                            {label}
                        </a>
                    </p>
                }
            });
            view! {
                <Notice tone=Tone::Caution title=title.clone() live=true>
                    <p>{words}</p>
                    {look}
                    <InNewTab error />
                </Notice>
            }
        })
    }
}

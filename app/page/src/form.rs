//! What forms share: what is wrong, in which words, and where it is shown.

use crate::sentence;
use leptos::ev::SubmitEvent;
use leptos::form::FromFormData;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use portal_api::ApiError;
use portal_kit::boot::use_words;
use portal_kit::live::OnTheirWay;
use portal_kit::{Actions, Button, ButtonVariant, ErrorSummary, FieldError, text};
use portal_types::error::Refusal;
use portal_types::field::{FieldProblem, Problem, Problems};
use portal_types::links;
use portal_words::Words;

/// The error in an action's value.
pub fn refused<T>(value: &Option<Result<T, ApiError>>) -> Option<ApiError> {
    value.as_ref().and_then(|result| result.as_ref().err().cloned())
}

/// Calls `then` with each answer of an action that is no error. Until the answer is here, what comes by itself waits.
pub fn when_done<S>(action: ServerAction<S>, then: impl Fn(&S::Output) + 'static)
where
    S: ServerFn<Error = ApiError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    let (value, pending) = (action.value(), action.pending());
    OnTheirWay::count(move || pending.get());
    Effect::new(move |_| {
        value.with(|value| {
            if let Some(Ok(answer)) = value {
                then(answer);
            }
        });
    });
}

/// Nothing but that something was entered; the rest is the server's to judge.
pub fn entered(problems: &mut Problems, field: &str, raw: &str) -> Option<()> {
    problems.check(field, if raw.trim().is_empty() { Err(Problem::Missing) } else { Ok(()) })
}

/// True once the page is alive: then, and only then, the browser program can do its part.
pub fn use_alive() -> ReadSignal<bool> {
    let (alive, set_alive) = signal(false);
    Effect::new(move |_| set_alive.set(true));
    alive
}

/// What is wrong with a form: found in the browser before sending, or told by the server.
#[derive(Clone, Copy)]
pub struct Faults {
    found: RwSignal<Vec<FieldProblem>>,
    told: Signal<Option<ApiError>>,
    forget: Callback<()>,
    /// What a wrong username, password or code is called here.
    mismatch: fn(&Words) -> String,
    /// What is said where something else was first.
    conflict: fn(&Words) -> String,
    /// What is said of a field.
    wording: fn(&Words, &str, &Problem) -> String,
}

impl Faults {
    /// What is wrong with the form that `action` sends.
    pub fn of<S>(action: ServerAction<S>) -> Self
    where
        S: ServerFn<Error = ApiError> + Clone + Send + Sync + 'static,
        S::Output: Send + Sync + 'static,
    {
        Self::worded(action, |w, _, problem| text::problem(w, problem))
    }

    /// With the page's own sentences for its fields. A page that names all of them does not bring the sentences of every
    /// field there is: the first load is small by that.
    pub fn worded<S>(action: ServerAction<S>, wording: fn(&Words, &str, &Problem) -> String) -> Self
    where
        S: ServerFn<Error = ApiError> + Clone + Send + Sync + 'static,
        S::Output: Send + Sync + 'static,
    {
        let value = action.value();
        Self {
            found: RwSignal::new(Vec::new()),
            told: Signal::derive(move || value.with(refused)),
            forget: Callback::new(move |()| action.clear()),
            mismatch: Words::refusal_wrong_credentials,
            conflict: Words::refusal_conflict,
            wording,
        }
    }

    /// With another sentence for wrong credentials.
    pub fn mismatch(self, mismatch: fn(&Words) -> String) -> Self {
        Self { mismatch, ..self }
    }

    /// With another sentence for where something else was first.
    pub fn conflict(self, conflict: fn(&Words) -> String) -> Self {
        Self { conflict, ..self }
    }

    /// Judges a form that is about to be sent: what is wrong stops it and is shown, and what was typed stays.
    pub fn judge<S: FromFormData>(self, event: &SubmitEvent, parse: impl FnOnce(S) -> Result<(), Vec<FieldProblem>>) {
        // A form that cannot even be read is left to the action, which says so.
        self.settle(event, S::from_event(event).map_or(Ok(()), parse));
    }

    /// Stops the form if something is wrong with it.
    pub fn settle(self, event: &SubmitEvent, judged: Result<(), Vec<FieldProblem>>) {
        self.forget.run(());
        let problems = judged.err().unwrap_or_default();
        if !problems.is_empty() {
            event.prevent_default();
        }
        self.found.set(problems);
    }

    /// Whether something is wrong now.
    pub fn any(self) -> bool {
        !self.found.with(Vec::is_empty) || self.told.with(Option::is_some)
    }

    /// Whether it must be proven first who sits here.
    pub fn unproven(self) -> bool {
        self.told.with(|told| matches!(told, Some(ApiError::Refused(Refusal::Unproven))))
    }

    /// Forgets what the server has told.
    pub fn clear(self) {
        self.forget.run(());
    }

    /// The fields that need another look.
    fn problems(self) -> Vec<FieldProblem> {
        let found = self.found.get();
        if !found.is_empty() {
            return found;
        }
        self.told.with(|told| match told {
            Some(ApiError::Refused(Refusal::Invalid(problems))) => problems.clone(),
            _ => Vec::new(),
        })
    }

    /// The sentence at a field, while something is wrong with it.
    pub fn at(self, field: &'static str) -> Signal<Option<String>> {
        let w = use_words();
        Signal::derive(move || {
            self.problems().into_iter().find(|p| p.field == field).map(|p| (self.wording)(w, field, &p.problem))
        })
    }

    /// What is wrong with the whole.
    fn whole(self, w: &'static Words) -> Option<(ApiError, String)> {
        let error = self.told.get().filter(|_| self.problems().is_empty())?;
        let said = match &error {
            ApiError::Refused(Refusal::WrongCredentials) => (self.mismatch)(w),
            ApiError::Refused(Refusal::Conflict) => (self.conflict)(w),
            other => sentence(w, other),
        };
        Some((error, said))
    }
}

/// On top of a form: what to put right, with the focus on it.
#[component]
pub fn FormErrors(
    /// What is wrong.
    faults: Faults,
    /// The `id` of the part that is about the whole form.
    #[prop(into)]
    id: String,
    /// This page's address, for loading it again.
    page: &'static str,
    /// What the ids of the form's fields begin with, where other forms of the page have fields of the same names.
    #[prop(optional, into)]
    prefix: String,
) -> impl IntoView {
    let w = use_words();
    let errors = Signal::derive(move || {
        faults
            .problems()
            .into_iter()
            .map(|p| FieldError {
                field: format!("{prefix}{}", anchor(&p.field)),
                message: (faults.wording)(w, &p.field, &p.problem),
            })
            .collect::<Vec<_>>()
    });
    let title = Signal::derive(move || w.errors_title(errors.with(Vec::len)));
    let whole = id.clone();
    Effect::new(move |_| {
        if faults.whole(w).is_some() {
            portal_browser::focus(&whole);
        }
    });
    view! {
        <ErrorSummary title errors />
        {move || {
            faults
                .whole(w)
                .map(|(error, said)| {
                    let way_out = match error {
                        ApiError::Refused(Refusal::Minor) => Some((links::UNDER_18, w.under_what())),
                        ApiError::Refused(Refusal::Unagreed) => Some((links::TERMS_AGAIN, w.again_read())),
                        ApiError::Refused(Refusal::Locked) => Some((links::STAFF_LOCKED, w.locked_button())),
                        ApiError::Refused(
                            Refusal::SignedOut | Refusal::NotFound | Refusal::Conflict | Refusal::Expired,
                        )
                        | ApiError::Outdated => Some((page, w.load_again())),
                        _ => None,
                    };
                    view! {
                        <div class="errors" role="alert" id=id.clone() tabindex="-1" autofocus>
                            <h2>{said}</h2>
                            {way_out
                                .map(|(to, label)| {
                                    view! {
                                        <p>
                                            <a class="alone" href=to rel="external">
                                                {label}
                                            </a>
                                        </p>
                                    }
                                })}
                        </div>
                    }
                })
        }}
    }
    .into_any()
}

/// The end of most forms: the button that sends it, alone in its row.
#[component]
pub fn SendButton(
    /// The verb.
    #[prop(into)]
    label: String,
    /// What it looks like.
    #[prop(optional)]
    variant: ButtonVariant,
    /// True while the answer is awaited.
    #[prop(into)]
    busy: Signal<bool>,
) -> impl IntoView {
    let w = use_words();
    view! {
        <Actions>
            <Button label variant busy busy_label=w.enroll_busy() />
        </Actions>
    }
    .into_any()
}

/// The id to which the summary leads for a field: the first control of a group.
fn anchor(field: &str) -> String {
    match field {
        "born" | "ends" => format!("{field}-month"),
        "who" | "whom" | "category" | "channel" | "way" | "kind" | "method" | "reason" | "patient" => {
            format!("{field}-1")
        }
        _ => field.to_owned(),
    }
}

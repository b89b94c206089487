//! The form of a new conversation: what it is about first, then who reads it, then the words.

use crate::shared::send_label;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use portal_api::messages;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{
    Actions, Button, ButtonKind, ButtonVariant, CheckBox, Choice, ChoiceOption, ErrorSummary, Field, FieldError, Icon,
    Notice, TextArea, Tone, text,
};
use portal_page::{InNewTab, keep_now, left, problem_of, problems_in, sentence, use_keeping};
use portal_types::error::Refusal;
use portal_types::field::{BODY_MAX, FieldProblem, Problem};
use portal_types::ids::{IntentKey, PatientId};
use portal_types::links;
use portal_types::message::{Draft, NewThread, TeamOption, Topic};
use portal_words::Words;

/// The fields in the order of the page: the name sent, and the `id` that an error leads to.
const FIELDS: [(&str, &str); 5] = [
    ("acknowledged", "compose-acknowledged"),
    ("pool", "compose-pool-1"),
    ("topic", "compose-topic-1"),
    ("subject", "compose-subject"),
    ("body", "compose-body"),
];

/// A care team as a card: the practice, its clinicians, and when it answers. Never an inbox's address.
fn card(w: &'static Words, team: &TeamOption) -> ChoiceOption {
    let answers = w.compose_answers_within(team.business_days);
    let line = match team.providers.as_slice() {
        [] => answers,
        providers => format!("{}. {answers}", w.compose_with(providers.join(", "))),
    };
    ChoiceOption::new(team.pool.to_string(), team.practice.clone()).describe(line)
}

/// What to do about a field; what is simply missing is called by its name.
fn advice(w: &'static Words, name: &str, problem: Problem) -> String {
    match (name, problem) {
        ("acknowledged", _) => w.compose_need_acknowledged(),
        ("pool", _) => w.compose_need_team(),
        ("topic", _) => w.compose_need_topic(),
        ("subject", Problem::Missing) => w.compose_need_subject(),
        ("body", Problem::Missing) => w.compose_need_body(),
        _ => text::problem(w, &problem),
    }
}

/// All that is wrong, in the order of the page.
fn summary(w: &'static Words, problems: &[FieldProblem]) -> Vec<FieldError> {
    let of = |(name, id): (&str, &str)| {
        let problem = problem_of(problems, name)?;
        Some(FieldError { field: id.to_owned(), message: advice(w, name, problem) })
    };
    FIELDS.into_iter().filter_map(of).collect()
}

/// A form that sends with and without the browser program. Nothing typed is ever taken away before it has arrived.
#[component]
pub(crate) fn ComposeForm(
    patient: PatientId,
    name: String,
    teams: Vec<TeamOption>,
    draft: Option<Draft>,
    intent: IntentKey,
) -> impl IntoView {
    let w = use_words();
    let send = ServerAction::<messages::Start>::new();
    // A page from the server may already say what was wrong.
    let refused = send.value().get_untracked().and_then(Result::err);
    let problems = RwSignal::new(refused.as_ref().map(problems_in).unwrap_or_default());
    let acknowledged = RwSignal::new(false);
    let begun = draft.unwrap_or_default();
    let again = RwSignal::new(!begun.is_empty());
    let topic = RwSignal::new(begun.topic.clone());
    let subject = RwSignal::new(begun.subject.clone());
    let body = RwSignal::new(begun.body.clone());
    // With one team there is nothing to choose.
    let only = if let [team] = teams.as_slice() { team.pool.to_string() } else { String::new() };
    // The team that was chosen may have closed its inbox since.
    let chosen = teams.iter().map(|team| team.pool.to_string()).find(|pool| *pool == begun.pool).unwrap_or(only);
    let kept = Draft { pool: chosen.clone(), ..begun };
    let pool = RwSignal::new(chosen);
    let intent = RwSignal::new(intent);
    // Until the program runs, the browser itself keeps an unfinished form from being sent.
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));

    let typed = move || Draft { pool: pool.get(), topic: topic.get(), subject: subject.get(), body: body.get() };
    use_keeping(Signal::derive(typed), intent.into(), kept, move |draft, intent| {
        messages::keep_draft(patient, None, draft, intent)
    });
    let afresh = Callback::new(move |()| {
        for field in [topic, subject, body] {
            field.set(String::new());
        }
        // At once: who discards something does not want to find it again.
        leptos::task::spawn_local(keep_now());
        again.set(false);
        portal_browser::focus("compose-subject");
    });

    let navigate = use_navigate();
    Effect::new(move |_| match send.value().get() {
        Some(Ok(sent)) => {
            // "Back" must not lead to the form of a message that has arrived.
            let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
            navigate(&links::thread(patient, sent.thread), options);
        }
        Some(Err(error)) => {
            problems.set(problems_in(&error));
            if error.refusal() == Some(&Refusal::Conflict)
                && let Some(next) = portal_browser::new_intent()
            {
                intent.set(next);
            }
        }
        None => {}
    });

    let wrong = move |name: &'static str| -> Signal<Option<String>> {
        Signal::derive(move || problems.with(|all| problem_of(all, name)).map(|problem| advice(w, name, problem)))
    };
    let topics = Topic::ALL.into_iter().map(|topic| ChoiceOption::new(topic.code(), text::topic(w, topic))).collect();
    let cards = teams.iter().map(|team| card(w, team)).collect();
    let who_reads = move || {
        let chosen = pool.get();
        let team = teams.iter().find(|team| team.pool.to_string() == chosen)?;
        Some(w.compose_who_reads(team.business_days, team.practice.clone(), name.clone()))
    };
    let failed = move || send.value().get().and_then(Result::err).filter(|error| problems_in(error).is_empty());
    let snag = move || {
        failed().map(|error| {
            let conflict = error.refusal() == Some(&Refusal::Conflict);
            let words =
                if conflict { w.compose_conflict() } else { format!("{} {}", sentence(w, &error), w.thread_kept()) };
            view! {
                <Notice tone=Tone::Caution title=w.thread_not_sent() live=true>
                    <p>{words}</p>
                    {conflict
                        .then(|| {
                            view! {
                                <p>
                                    <a href=links::messages(patient) target="_blank" rel="external noopener">
                                        {w.compose_see_messages()}
                                    </a>
                                </p>
                            }
                        })}
                    <InNewTab error />
                </Notice>
            }
        })
    };
    let label = send_label(patient, failed);
    // Not a memo: the same errors found again call for the focus again.
    let errors = Signal::derive(move || problems.with(|problems| summary(w, problems)));
    let number = text::unbroken(&use_boot().clinic.emergency);

    view! {
        <div
            class="stack"
            on:submit:capture=move |submit| {
                if send.pending().try_get_untracked() != Some(false) {
                    submit.prevent_default();
                    return;
                }
                let draft = NewThread::parse(
                    &pool.get_untracked(),
                    &topic.get_untracked(),
                    &subject.get_untracked(),
                    &body.get_untracked(),
                    acknowledged.get_untracked(),
                    &intent.get_untracked().to_string(),
                );
                let found = draft.err().unwrap_or_default();
                if !found.is_empty() {
                    submit.prevent_default();
                }
                problems.set(found);
            }
        >
            <ErrorSummary
                title=Signal::derive(move || w.errors_title(errors.with(Vec::len) as u32))
                errors
            />
            <ActionForm action=send attr:novalidate=move || ready.get()>
                <input type="hidden" name="patient" value=patient.to_string() autocomplete="off" />
                <input type="hidden" name="intent" value=move || intent.get().to_string() autocomplete="off" />
                <div class="stack">
                    {move || {
                        again
                            .get()
                            .then(|| {
                                view! {
                                    <Notice title=w.draft_kept()>
                                        {move || {
                                            ready
                                                .get()
                                                .then(|| {
                                                    view! {
                                                        <div>
                                                            <Button
                                                                label=w.draft_discard()
                                                                kind=ButtonKind::Button
                                                                variant=ButtonVariant::Secondary
                                                                on_press=afresh
                                                            />
                                                        </div>
                                                    }
                                                })
                                        }}
                                    </Notice>
                                }
                            })
                    }}
                    <Notice tone=Tone::Urgent icon=Icon::Phone title=w.compose_emergency_title(number)>
                        <p>{w.compose_emergency_text()}</p>
                        <CheckBox
                            label=w.compose_acknowledge()
                            name="acknowledged"
                            id="compose-acknowledged"
                            bind=acknowledged
                            error=wrong("acknowledged")
                            required=true
                        />
                    </Notice>
                    <Choice
                        legend=w.compose_team()
                        name="pool"
                        id="compose-pool"
                        options=cards
                        bind=pool
                        hint=w.compose_team_hint()
                        error=wrong("pool")
                        required=true
                    />
                    <Choice
                        legend=w.compose_topic()
                        name="topic"
                        id="compose-topic"
                        options=topics
                        bind=topic
                        error=wrong("topic")
                        required=true
                    />
                    <Field
                        label=w.compose_subject()
                        name="subject"
                        id="compose-subject"
                        bind=subject
                        hint=w.compose_subject_hint()
                        error=wrong("subject")
                        required=true
                    />
                    <TextArea
                        label=w.compose_body()
                        name="body"
                        id="compose-body"
                        bind=body
                        hint=w.compose_body_hint()
                        error=wrong("body")
                        counter=left(w, BODY_MAX)
                        rows=8
                        required=true
                    />
                    <p role="status">{who_reads}</p>
                    {snag}
                    <Actions>
                        <Button label icon=Icon::Send busy=send.pending() busy_label=w.thread_sending() />
                    </Actions>
                </div>
            </ActionForm>
        </div>
    }
}

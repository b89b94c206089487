//! The form of a new conversation: what it is about first, then who reads it, then the words.

use super::blocked::Call;
use crate::shared::{BegunBefore, send_label};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use portal_api::{ApiError, messages};
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{
    Actions, Button, CheckBox, Choice, ChoiceOption, ErrorSummary, Field, FieldError, FirstButton, Icon, Notice,
    TextArea, Tone, text,
};
use portal_page::{Attach, InNewTab, keep_now, left, problem_of, problems_in, sentence, use_attaching, use_keeping};
use portal_types::account::Role;
use portal_types::error::Refusal;
use portal_types::field::{BODY_MAX, FieldProblem, Problem};
use portal_types::file::FileView;
use portal_types::ids::{IntentKey, PatientId};
use portal_types::links;
use portal_types::message::{Draft, Followed, Line, NewThread, TeamOption, ThreadForm, Topic};
use portal_words::Words;

/// The fields in the order of the page: the name sent, and the `id` that an error leads to.
const FIELDS: [(&str, &str); 6] = [
    ("follows", "compose-follows"),
    ("acknowledged", "compose-acknowledged"),
    ("practice", "compose-practice-1"),
    ("topic", "compose-topic-1"),
    ("subject", "compose-subject"),
    ("body", "compose-body"),
];

/// Whether a care team takes nothing of this person at all.
pub(super) fn closed_to(team: &TeamOption) -> bool {
    !team.lines.is_empty() && team.lines.iter().all(|line| line.blocked.is_some())
}

/// A care team as a card: the practice, its clinicians, and when it answers at the latest; by which day, the topic says.
/// Never an inbox's address.
fn card(w: &'static Words, team: &TeamOption) -> ChoiceOption {
    let with = Some(&team.providers).filter(|providers| !providers.is_empty());
    let with = with.map(|providers| w.compose_with(providers.join(", ")));
    let answers = team.lines.iter().map(|line| line.business_days).max().map(|days| w.compose_answers_within(days));
    let parts: Vec<String> = with.into_iter().chain(answers).collect();
    let card = ChoiceOption::new(team.practice.to_string(), team.name.clone());
    if parts.is_empty() { card } else { card.describe(parts.join(". ")) }
}

/// Who reads it: the roles of an inbox.
fn readers(w: &Words, line: &Line) -> String {
    let has = |role| line.readers.contains(&role);
    match (has(Role::Clinician), has(Role::PoolNurse), has(Role::Billing)) {
        (true, true, false) => w.readers_clinicians_and_nurses(),
        (true, false, false) => w.readers_clinicians(),
        (false, true, false) => w.readers_nurses(),
        (false, false, true) => w.readers_billing(),
        _ => w.readers_team(),
    }
}

/// What follows from the team and the topic that are chosen.
#[derive(Clone, PartialEq)]
enum Goes {
    /// Not chosen yet.
    Nowhere,
    /// Somebody reads it.
    To(Box<Line>),
    /// This inbox takes nothing of the sender.
    Blocked(Option<String>),
    /// Nobody reads that online.
    ByPhone(Option<String>),
}

/// That, and the name of the practice.
fn goes(teams: &[TeamOption], practice: &str, topic: &str) -> (String, Goes) {
    let team = teams.iter().find(|team| team.practice.to_string() == practice);
    let (Some(team), Some(topic)) = (team, Topic::from_code(topic)) else { return (String::new(), Goes::Nowhere) };
    let goes = match team.line(topic) {
        Some(Line { blocked: Some(blocked), .. }) => Goes::Blocked(blocked.phone.clone()),
        Some(line) => Goes::To(Box::new(line.clone())),
        None => {
            let by_phone = team.by_phone.iter().find(|other| other.topic == topic);
            Goes::ByPhone(by_phone.and_then(|other| other.phone.clone()))
        }
    };
    (team.name.clone(), goes)
}

impl Goes {
    /// What is wrong with sending it.
    fn problem(&self) -> Option<Problem> {
        match self {
            Self::Nowhere | Self::To(_) => None,
            Self::Blocked(_) => Some(Problem::Blocked),
            Self::ByPhone(_) => Some(Problem::Taken),
        }
    }
}

/// What to do about a field; what is simply missing is called by its name. `goes`: what follows from what is chosen.
fn advice(w: &'static Words, goes: &Goes, name: &str, problem: Problem) -> String {
    match (name, problem) {
        ("follows", _) => w.compose_follows_open(),
        ("acknowledged", _) => w.compose_need_acknowledged(),
        ("practice", _) => w.compose_need_team(),
        ("topic", Problem::Blocked) => w.compose_blocked(),
        ("topic", Problem::Taken) => match goes {
            Goes::ByPhone(Some(phone)) => w.compose_by_phone_number(text::phone(phone)),
            _ => w.compose_by_phone(),
        },
        ("topic", _) => w.compose_need_topic(),
        ("subject", Problem::Missing) => w.compose_need_subject(),
        ("body", Problem::Missing) => w.compose_need_body(),
        _ => text::problem(w, &problem),
    }
}

/// All that is wrong, in the order of the page.
fn summary(w: &'static Words, goes: &Goes, problems: &[FieldProblem]) -> Vec<FieldError> {
    let of = |(name, id): (&str, &str)| {
        let problem = problem_of(problems, name)?;
        Some(FieldError { field: id.to_owned(), message: advice(w, goes, name, problem) })
    };
    FIELDS.into_iter().filter_map(of).collect()
}

/// What a follow-up begins with: nothing of it is written by its sender yet.
fn follow_up(follows: Option<&Followed>) -> Draft {
    follows.map_or_else(Draft::default, |follows| Draft {
        practice: follows.practice.to_string(),
        topic: follows.topic.code().to_owned(),
        subject: follows.subject.clone(),
        follows: Some(follows.thread),
        ..Draft::default()
    })
}

/// The team that the form begins with: the one that was chosen, if it still takes messages, or the only one.
fn chosen(teams: &[TeamOption], begun: &Draft) -> String {
    // The version before kept an inbox of it.
    let same = |team: &&TeamOption| {
        let inbox = || team.lines.iter().any(|line| line.pool.to_string() == begun.pool);
        team.practice.to_string() == begun.practice || (begun.practice.is_empty() && inbox())
    };
    // With one team there is nothing to choose.
    let only = if let [team] = teams { Some(team) } else { None };
    teams.iter().find(same).or(only).map(|team| team.practice.to_string()).unwrap_or_default()
}

/// Before sending: who reads it, and by when an answer comes; or that nobody does, and the number to call.
#[component]
fn WhoReads(to: Memo<(String, Goes)>, name: String) -> impl IntoView {
    let w = use_words();
    let said = move || match to.get() {
        (_, Goes::Nowhere) => None,
        (practice, Goes::To(line)) => {
            let words = w.compose_who_reads(readers(w, &line), practice, &name, text::date(w, line.due));
            Some(view! { <p>{words}</p> }.into_any())
        }
        (_, Goes::Blocked(phone)) => Some(instead(w.compose_blocked(), phone)),
        (practice, Goes::ByPhone(phone)) => Some(instead(w.compose_nobody_reads(practice), phone)),
    };
    view! { <div role="status">{said}</div> }.into_any()
}

/// What is not possible, and the number to call.
fn instead(words: String, phone: Option<String>) -> AnyView {
    match phone {
        Some(phone) => view! { <Call words phone /> }.into_any(),
        None => view! { <p>{words}</p> }.into_any(),
    }
}

/// A form that sends with and without the browser program. Nothing typed is ever taken away before it has arrived.
#[component]
pub(crate) fn ComposeForm(
    patient: PatientId,
    name: String,
    teams: Vec<TeamOption>,
    /// The conversation that it goes on from.
    follows: RwSignal<Option<Followed>>,
    draft: Option<Draft>,
    /// The files that lie with it; none, where no files may be sent.
    files: Option<Vec<FileView>>,
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
    // What was begun goes before what a follow-up begins with.
    let begun = if begun.is_empty() { follows.with_untracked(|follows| follow_up(follows.as_ref())) } else { begun };
    let topic = RwSignal::new(begun.topic.clone());
    let subject = RwSignal::new(begun.subject.clone());
    let body = RwSignal::new(begun.body.clone());
    let chosen = chosen(&teams, &begun);
    // As the form begins: what nobody has written is not worth keeping, nor is that its page goes on from something.
    let begins_after = follows.with_untracked(|follows| follows.as_ref().map(|follows| follows.thread));
    let kept = Draft { pool: String::new(), practice: chosen.clone(), follows: begins_after, ..begun };
    let practice = RwSignal::new(chosen);
    let nothing =
        vec![("patient", patient.to_string()), ("draft[body]", String::new()), ("intent", intent.to_string())];
    let intent = RwSignal::new(intent);
    let goes_on = move || follows.with(|follows| follows.as_ref().map(|follows| follows.thread));
    let follows_id = Memo::new(move |_| goes_on().map(|thread| thread.to_string()).unwrap_or_default());
    let query = use_query_map();
    // Until the program runs, the browser itself keeps an unfinished form from being sent.
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));

    let typed = move || Draft {
        pool: String::new(),
        practice: practice.get(),
        topic: topic.get(),
        subject: subject.get(),
        body: body.get(),
        follows: goes_on(),
    };
    let attaching =
        files.map(|files| use_attaching("compose-file", vec![("patient", patient.to_string())], files, intent.into()));
    // Known from keeping what is written: an earlier try has arrived, with other words.
    let arrived = RwSignal::new(false);
    let keep = move |draft, intent| messages::keep_draft(patient, None, draft, intent);
    let keeping = use_keeping(Signal::derive(typed), intent.into(), kept, keep, move |own_try| {
        // The answer that is awaited says what has arrived.
        let (false, Some(next)) = (send.pending().get_untracked(), portal_browser::new_intent()) else { return };
        intent.set(next);
        // What was listed may have gone along: those that lie there now are listed.
        if let Some(attaching) = attaching {
            attaching.ask_anew(async move { Ok(messages::compose_options(patient, None).await?.files) });
        }
        arrived.set(own_try);
    });
    let afresh = Callback::new(move |()| {
        if let Some(attaching) = attaching {
            attaching.discard();
        }
        for field in [topic, subject, body] {
            field.set(String::new());
        }
        let named = query.with_untracked(|query| query.get_str("follows").map(str::to_owned)).unwrap_or_default();
        if named != follows_id.get_untracked() {
            follows.set(None);
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
            arrived.set(false);
            keeping.failed();
            problems.set(problems_in(&error));
            if error.refusal() == Some(&Refusal::Conflict)
                && let Some(next) = portal_browser::new_intent()
            {
                intent.set(next);
            }
            if let (Some(Refusal::Conflict), Some(attaching)) = (error.refusal(), attaching) {
                attaching.ask_anew(async move { Ok(messages::compose_options(patient, None).await?.files) });
            }
        }
        None => {}
    });

    let cards = teams.iter().map(|team| card(w, team)).collect();
    let to = Memo::new(move |_| goes(&teams, &practice.get(), &topic.get()));
    // Said when something is found wrong, and not anew with each choice.
    let wrong = move |name: &'static str| -> Signal<Option<String>> {
        Signal::derive(move || {
            let problem = problems.with(|all| problem_of(all, name))?;
            Some(to.with_untracked(|(_, goes)| advice(w, goes, name, problem)))
        })
    };
    let topics = Topic::ALL.into_iter().map(|topic| ChoiceOption::new(topic.code(), text::topic(w, topic))).collect();
    let failed = move || {
        let told = send.value().get().and_then(Result::err).filter(|error| problems_in(error).is_empty());
        if arrived.get() { Some(ApiError::Refused(Refusal::Conflict)) } else { told }
    };
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
                                    <a
                                        class="alone"
                                        href=links::messages(patient)
                                        target="_blank"
                                        rel="external noopener"
                                    >
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
    let errors =
        Signal::derive(move || problems.with(|problems| to.with_untracked(|(_, goes)| summary(w, goes, problems))));
    let number = text::unbroken(&use_boot().clinic.emergency);

    view! {
        <div
            class="stack"
            on:submit:capture=move |submit| {
                if send.pending().try_get_untracked() != Some(false) {
                    submit.prevent_default();
                    return;
                }
                if attaching.is_some_and(|attaching| attaching.stops(&submit)) {
                    return;
                }
                let (chosen, about) = (practice.get_untracked(), topic.get_untracked());
                let (line, words) = (subject.get_untracked(), body.get_untracked());
                let draft = NewThread::parse(ThreadForm {
                    practice: &chosen,
                    topic: &about,
                    subject: &line,
                    body: &words,
                    acknowledged: acknowledged.get_untracked(),
                    follows: &follows_id.get_untracked(),
                    intent: &intent.get_untracked().to_string(),
                    ..ThreadForm::default()
                });
                let mut found = draft.err().unwrap_or_default();
                found.extend(to.get_untracked().1.problem().map(|problem| FieldProblem::new("topic", problem)));
                if found.is_empty() {
                    keeping.sends();
                } else {
                    submit.prevent_default();
                }
                problems.set(found);
            }
        >
            <ErrorSummary
                title=Signal::derive(move || w.errors_title(errors.with(Vec::len) as u32))
                errors
            />
            <BegunBefore again discard=afresh door=messages::KeepDraft::url() nothing />
            <ActionForm action=send attr:novalidate=move || ready.get()>
                <FirstButton />
                <input type="hidden" name="patient" value=patient.to_string() autocomplete="off" />
                <input type="hidden" name="intent" value=move || intent.get().to_string() autocomplete="off" />
                <input type="hidden" name="follows" value=move || follows_id.get() autocomplete="off" />
                <div class="stack">
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
                        name="practice"
                        id="compose-practice"
                        options=cards
                        bind=practice
                        hint=w.compose_team_hint()
                        error=wrong("practice")
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
                    {attaching.map(|attaching| view! { <Attach attaching /> })}
                    <WhoReads to name />
                    {snag}
                    <Actions>
                        <Button label icon=Icon::Send busy=send.pending() busy_label=w.thread_sending() />
                    </Actions>
                </div>
            </ActionForm>
        </div>
    }
}

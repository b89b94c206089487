//! How a request stands, and the next thing that one can do: on top of its page.

use super::Done;
use super::times::{AgainForm, ChooseForm, again_kept};
use crate::facts::Facts;
use crate::shared::{Print, chart, exact_with_year};
use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, Icon, IconView, LinkButton, Notice, Tone, text};
use portal_page::visit_about;
use portal_types::ask::{
    AskDeed, AskHappened, AskKind, AskState, AskView, Authorization, Refusing, TimeView, VisitView,
};
use portal_types::day::Day;
use portal_types::ids::{AskId, IntentKey, PatientId};
use portal_types::links;
use portal_types::message::Side;
use portal_words::Words;

/// What the top of the page is drawn from. While nothing of it changes, what is chosen there stays.
#[derive(Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that can be done")]
pub(super) struct Stands {
    ask: AskId,
    kind: AskKind,
    state: AskState,
    practice: String,
    phone: Option<String>,
    due: Option<Day>,
    today: Day,
    times: Vec<TimeView>,
    visit: Option<VisitView>,
    authorization: Option<Authorization>,
    refused: Option<(Refusing, String)>,
    /// What the office asks for.
    question: Option<String>,
    choose: bool,
    again: bool,
    follow_up: bool,
    comment: bool,
}

impl Stands {
    pub(super) fn of(view: &AskView) -> Self {
        let asks = |what: AskHappened| matches!(what, AskHappened::NeedsInfo | AskHappened::Proposed);
        let question = view.events.rows.iter().find(|event| event.side == Side::Team && asks(event.what));
        let may = |deed: AskDeed| view.may.contains(&deed);
        Self {
            ask: view.ask,
            kind: view.kind,
            state: view.state,
            practice: view.practice.clone(),
            phone: view.phone.clone(),
            due: view.due,
            today: view.now.day(),
            times: view.times.clone(),
            visit: view.visit.clone(),
            authorization: view.authorization.clone(),
            refused: view.refused.clone(),
            question: question.map(|event| event.words.clone()).filter(|words| !words.is_empty()),
            choose: may(AskDeed::Choose) && !view.times.is_empty(),
            again: may(AskDeed::AskAgain),
            follow_up: may(AskDeed::FollowUp),
            comment: may(AskDeed::Comment),
        }
    }

    /// Whether it stands as before; a new day alone is no news.
    pub(super) fn like(&self, other: &Self) -> bool {
        *self == Self { today: self.today, ..other.clone() }
    }

    fn late(&self) -> bool {
        self.due.is_some_and(|due| due < self.today)
    }
}

/// The office's number, to be dialled; its name where none is known.
fn call(w: &Words, stands: &Stands) -> AnyView {
    match &stands.phone {
        Some(phone) => {
            let shown = text::phone(phone);
            view! {
                <p>
                    {w.ask_call(stands.practice.clone())} " "
                    <a href=text::tel_link(phone) rel="external">
                        {shown}
                    </a>
                </p>
            }
            .into_any()
        }
        None => view! { <p>{w.ask_call_office(stands.practice.clone())}</p> }.into_any(),
    }
}

/// How it stands, in a sentence or a form.
#[component]
pub(super) fn Outcome(patient: PatientId, stands: Stands, intent: Signal<IntentKey>, done: Done) -> impl IntoView {
    let w = use_words();
    let body = match stands.state {
        AskState::Submitted | AskState::InReview => waiting(w, &stands),
        AskState::NeedsInfo => {
            let Stands { ask, today, times, question, choose, again, comment, practice, .. } = stands.clone();
            let title = if choose { w.ask_choose_title(practice) } else { w.ask_needs_title(practice) };
            let over = again && !choose;
            view! {
                <section class="card next stack" aria-labelledby="next">
                    <h2 id="next">{title}</h2>
                    {question.map(|words| view! { <p class="words">{words}</p> })}
                    {over.then(|| view! { <p>{w.ask_times_over()}</p> })}
                    {choose.then(|| view! { <ChooseForm patient ask times intent done /> })}
                    {again.then(|| view! { <AgainForm patient ask today intent done /> })}
                    {(comment && !choose && !again)
                        .then(|| {
                            view! {
                                <p>{w.ask_needs_text()}</p>
                                // `external`: the browser itself follows the fragment and focuses the field.
                                <a class="button" href="#words" rel="external">
                                    {w.ask_needs_go()}
                                </a>
                            }
                        })}
                </section>
            }
            .into_any()
        }
        AskState::Approved => agreed(w, patient, &stands),
        AskState::Declined => {
            let (reason, words) = stands.refused.clone().unwrap_or((Refusing::Other, String::new()));
            let why = text::refusing(w, reason);
            let call = call(w, &stands);
            view! {
                <Notice tone=Tone::Caution title=w.ask_declined(stands.practice.clone())>
                    <p>{why}</p>
                    {(!words.is_empty()).then(|| view! { <p class="words">{words}</p> })}
                    {call}
                </Notice>
            }
            .into_any()
        }
        AskState::Done => view! { <Notice tone=Tone::Positive title=w.ask_done() /> }.into_any(),
        AskState::Withdrawn => view! { <Notice title=w.ask_was_withdrawn() /> }.into_any(),
    };
    // What was written for other times is not taken away by an office that offers none any more.
    let over = (!stands.again && again_kept(done)).then(|| {
        view! { <AgainForm patient ask=stands.ask today=stands.today over=true intent done /> }
    });
    let follow = stands.follow_up.then(|| {
        view! {
            <p>
                <LinkButton
                    href=links::ask_form(patient, stands.kind)
                    label=w.ask_follow_up()
                    variant=ButtonVariant::Secondary
                />
            </p>
        }
    });
    view! {
        {body}
        {over}
        {follow}
    }
    .into_any()
}

/// It lies with the office: by when an answer comes, or that it is late.
fn waiting(w: &'static Words, stands: &Stands) -> AnyView {
    let opened = stands.state == AskState::InReview;
    let title = if opened {
        w.ask_stands_in_review(stands.practice.clone())
    } else {
        w.ask_stands_submitted(stands.practice.clone())
    };
    let Some(due) = stands.due else {
        return view! { <Notice icon=Icon::Clock title /> }.into_any();
    };
    let day = text::date(w, due);
    if stands.late() {
        let call = call(w, stands);
        return view! {
            <Notice tone=Tone::Caution icon=Icon::Clock title>
                <p>{w.ask_late(day)}</p>
                {call}
            </Notice>
        }
        .into_any();
    }
    view! {
        <Notice icon=Icon::Clock title>
            <p>{w.ask_expect(day)}</p>
        </Notice>
    }
    .into_any()
}

/// The office has said yes: the visit, the authorization, or what happens now.
fn agreed(w: &'static Words, patient: PatientId, stands: &Stands) -> AnyView {
    match (stands.kind, &stands.visit, &stands.authorization) {
        (AskKind::Appointment, Some(visit), _) => {
            view! { <Visit patient ask=stands.ask visit=visit.clone() practice=stands.practice.clone() /> }.into_any()
        }
        (AskKind::Appointment, None, _) => {
            let call = call(w, stands);
            view! {
                <Notice tone=Tone::Positive title=w.ask_approved(stands.practice.clone())>
                    <p>{w.ask_approved_visit()}</p>
                    {call}
                </Notice>
            }
            .into_any()
        }
        (AskKind::Referral, _, Some(authorization)) => view! {
            <Authorized
                patient
                authorization=authorization.clone()
                practice=stands.practice.clone()
                today=stands.today
            />
        }
        .into_any(),
        (AskKind::Renewal, ..) => view! {
            <Notice tone=Tone::Positive title=w.ask_approved(stands.practice.clone())>
                <p>{w.ask_approved_renewal()}</p>
            </Notice>
        }
        .into_any(),
        (AskKind::Referral, _, None) => {
            view! { <Notice tone=Tone::Positive title=w.ask_approved(stands.practice.clone()) /> }.into_any()
        }
    }
}

/// The appointment, and its file for a calendar.
#[component]
fn Visit(patient: PatientId, ask: AskId, visit: VisitView, practice: String) -> impl IntoView {
    let w = use_words();
    let about = visit_about(w, visit.minutes, visit.way, &visit.place);
    view! {
        <section class="card next stack tight" aria-labelledby="visit-title">
            <h2 id="visit-title">{w.ask_visit_title()}</h2>
            <p class="visit-time">
                <time datetime=visit.at.machine()>{exact_with_year(w, visit.at)}</time>
            </p>
            <p>{practice} " \u{b7} " {about}</p>
            <p>
                // A full load: it is a file, and no page of ours.
                <a class="button secondary" href=links::visit_file(patient, ask) rel="external" download="appointment.ics">
                    <IconView icon=Icon::Clock />
                    <span>{w.ask_calendar()}</span>
                </a>
            </p>
            <p class="soft small">{w.ask_visit_hint()}</p>
        </section>
    }
    .into_any()
}

/// What is shown to the specialist: it prints alone.
#[component]
fn Authorized(patient: PatientId, authorization: Authorization, practice: String, today: Day) -> impl IntoView {
    let w = use_words();
    let name = chart(patient).map(|card| card.name);
    let over = authorization.to < today;
    let left = authorization.left();
    let facts = vec![
        (w.ask_authorized_for(), name),
        (w.ask_authorized_by(), Some(practice)),
        (w.ask_auth_number(), Some(authorization.number.clone())),
        (w.ask_auth_visits(), Some(authorization.visits.to_string())),
        (w.ask_auth_used(), Some(authorization.used.to_string())),
        (w.ask_auth_left(), Some(left.to_string())),
        (w.ask_auth_from(), Some(text::date_with_year(w, authorization.from))),
        (w.ask_auth_to(), Some(text::date_with_year(w, authorization.to))),
    ];
    let notice = if over {
        Some(w.ask_auth_over())
    } else if left == 0 {
        Some(w.ask_auth_used_up())
    } else {
        None
    };
    view! {
        <section class="card next stack printed" aria-labelledby="authorization">
            <h2 id="authorization">{w.ask_authorization()}</h2>
            {notice.map(|words| view! { <Notice tone=Tone::Caution>{words}</Notice> })}
            <Facts facts />
            <p class="soft small">{w.ask_auth_hint()}</p>
            <Print />
        </section>
    }
    .into_any()
}

//! One request: what was typed, the records it may belong to, the log, and the decision.

use crate::parts::{Facts, Log, OpenHead, lang};
use leptos::prelude::*;
use portal_api::requests;
use portal_kit::boot::use_words;
use portal_kit::{
    Actions, Button, ButtonVariant, Choice, ChoiceOption, LinkButton, Notice, SelectField, SelectOption, TextArea,
    Tone, fresh, text,
};
use portal_page::{Faults, FormErrors, SendButton, when_done};
use portal_types::enrollment::{Channel, Sex};
use portal_types::ids::EnrollmentId;
use portal_types::links;
use portal_types::registry::{DeclineReason, MatchPart, Method, RecordMatch, RequestView, Trait};
use portal_words::Words;

pub(crate) fn sex(w: &Words, sex: Sex) -> String {
    match sex {
        Sex::Female => w.details_female(),
        Sex::Male => w.details_male(),
        Sex::Other => w.details_other(),
        Sex::Unknown => w.registry_sex_unknown(),
    }
}

fn trait_name(w: &Words, of: Trait) -> String {
    match of {
        Trait::Born => w.registry_born(),
        Trait::Family => w.registry_family(),
        Trait::Given => w.registry_given(),
        Trait::Sex => w.registry_sex(),
        Trait::Zip => w.registry_zip(),
        Trait::Phone => w.registry_phone(),
        Trait::Mrn => w.registry_mrn(),
    }
}

pub(crate) fn method(w: &Words, method: Method) -> String {
    match method {
        Method::CalledRecord => w.method_called_record(),
        Method::InPerson => w.method_in_person(),
        Method::Video => w.method_video(),
        Method::KnownToStaff => w.method_known(),
    }
}

fn reason(w: &Words, reason: DeclineReason) -> String {
    match reason {
        DeclineReason::NoRecord => w.decline_no_record(),
        DeclineReason::NotConfirmed => w.decline_not_confirmed(),
        DeclineReason::NotReached => w.decline_not_reached(),
        DeclineReason::Duplicate => w.decline_duplicate(),
        DeclineReason::Suspicious => w.decline_suspicious(),
    }
}

/// "Birth date agrees", "Given name differs": in words, not by colour.
fn judged(w: &Words, part: MatchPart) -> String {
    let name = trait_name(w, part.of);
    if part.points >= part.most {
        w.match_agrees(name)
    } else if part.points > 0 {
        w.match_nearly(name)
    } else {
        w.match_differs(name)
    }
}

#[component]
fn Match(found: RecordMatch) -> impl IntoView {
    let w = use_words();
    let record = found.record;
    let state = match (record.died, record.account) {
        (true, _) => Some(w.record_died()),
        (false, Some(_)) => Some(w.record_has_account()),
        (false, None) => None,
    };
    view! {
        <li class="card stack tight">
            <p class="cluster apart">
                <strong>{record.name}</strong>
                <span class="soft">{w.match_score(found.score.to_string())}</span>
            </p>
            <p class="small">
                {w.desk_born(text::date_with_year(w, record.born))} " · " {sex(w, record.sex)} " · " {record.zip}
                {record.mrn.map(|mrn| format!(" · {mrn}"))}
            </p>
            {state.map(|state| view! { <p class="tag late">{state}</p> })}
            <ul class="parts small">
                {found
                    .parts
                    .into_iter()
                    .map(|part| {
                        let (full, none) = (part.points >= part.most, part.points <= 0);
                        view! {
                            <li class:good=full class:late=none>
                                {judged(w, part)}
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </li>
    }
}

/// What became of a request just now.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Decided {
    request: EnrollmentId,
    approved: bool,
}

/// One request, or what was decided about it just now.
#[component]
pub(super) fn Request(shown: RequestView, decided: RwSignal<Option<Decided>>, changed: Callback<()>) -> impl IntoView {
    let id = shown.request;
    move || {
        fresh(match decided.get().filter(|decided| decided.request == id) {
            Some(Decided { approved, .. }) => view! { <Said approved /> }.into_any(),
            None => view! { <Waiting shown=shown.clone() decided changed /> }.into_any(),
        })
    }
}

/// What was decided, and the way back to the queue.
#[component]
fn Said(approved: bool) -> impl IntoView {
    let w = use_words();
    let (title, text) = if approved {
        (w.requests_approved_title(), w.requests_approved_text())
    } else {
        (w.requests_declined_title(), w.requests_declined_text())
    };
    view! {
        <div id="decided" tabindex="-1">
            <Notice tone=Tone::Positive title=title live=true>
                <p>{text}</p>
                <div>
                    <LinkButton href=links::DESK_REQUESTS label=w.requests_back() variant=ButtonVariant::Secondary />
                </div>
            </Notice>
        </div>
    }
}

/// Everything about a request that waits. `changed` is called when something was written.
#[component]
fn Waiting(shown: RequestView, decided: RwSignal<Option<Decided>>, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let request = shown.request;
    let approved = Callback::new(move |()| decided.set(Some(Decided { request, approved: true })));
    let declined = Callback::new(move |()| decided.set(Some(Decided { request, approved: false })));
    let name = format!("{} {}", shown.given, shown.family);
    let reach = shown.reach.as_ref().map(|(channel, value)| match channel {
        Channel::Email => value.clone(),
        Channel::Text => text::phone(value),
    });
    let facts = vec![
        (w.registry_born(), Some(text::date_with_year(w, shown.born))),
        (w.registry_sex(), Some(sex(w, shown.sex))),
        (w.registry_zip(), Some(shown.zip.clone())),
        (w.registry_phone(), shown.phone.as_deref().map(text::phone)),
        (w.registry_mrn(), shown.mrn.clone()),
        (w.registry_reach(), reach),
        (w.registry_lang(), Some(lang(w, shown.lang))),
    ];
    let due = text::date(w, shown.due_on);
    let edge = portal_page::left_edge(shown.urgency);
    let choices: Vec<ChoiceOption> = shown
        .matches
        .iter()
        .filter(|found| found.record.account.is_none() && !found.record.died && found.record.born == shown.born)
        .map(|found| {
            let line = format!(
                "{} · {}",
                w.desk_born(text::date_with_year(w, found.record.born)),
                found.record.mrn.clone().unwrap_or_default()
            );
            ChoiceOption::new(found.record.patient.to_string(), found.record.name.clone()).describe(line)
        })
        .collect();
    let reachable = shown.reach.is_some();
    let matches = shown.matches.clone();
    let notes = shown.notes.clone();
    let id = shown.request.to_string();
    view! {
        <OpenHead back=links::DESK_REQUESTS label=w.requests_back() title=name>
            <p>
                <span
                    class="tag"
                    class:soon=edge == portal_kit::Due::Soon
                    class:late=edge == portal_kit::Due::Late
                >
                    {w.requests_due(due)}
                </span>
            </p>
        </OpenHead>
        <Facts facts />
        <section class="stack tight" aria-labelledby="matches">
            <h3 id="matches">{w.requests_matches()}</h3>
            {if matches.is_empty() {
                view! { <p class="soft">{w.requests_no_match()}</p> }.into_any()
            } else {
                view! {
                    <ul class="stack tight" role="list">
                        {matches.into_iter().map(|found| view! { <Match found /> }).collect_view()}
                    </ul>
                }
                    .into_any()
            }}
        </section>
        <section class="stack tight" aria-labelledby="log">
            <h3 id="log">{w.requests_log()}</h3>
            <Log notes />
            <NoteForm request=id.clone() changed />
        </section>
        <Approve request=id.clone() choices reachable approved />
        <Decline request=id declined />
    }
}

#[component]
fn NoteForm(request: String, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<requests::Note>::new();
    let faults = Faults::of(action);
    let note = RwSignal::new(String::new());
    when_done(action, move |_| {
        note.set(String::new());
        changed.run(());
    });
    view! {
        <FormErrors faults id="note-error" page=links::DESK_REQUESTS />
        <ActionForm action attr:class="stack tight">
            <input type="hidden" name="request" value=request autocomplete="off" />
            <TextArea label=w.requests_note() name="note" id="note" bind=note error=faults.at("note") rows=2 required=true />
            <Actions>
                <Button label=w.requests_note_add() variant=ButtonVariant::Secondary busy=action.pending() />
            </Actions>
        </ActionForm>
    }
}

#[component]
fn Approve(request: String, choices: Vec<ChoiceOption>, reachable: bool, approved: Callback<()>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<requests::Approve>::new();
    let faults = Faults::of(action);
    when_done(action, move |_| approved.run(()));
    if choices.is_empty() || !reachable {
        let why = if reachable { w.requests_no_choice() } else { w.requests_no_reach() };
        return view! { <Notice>{why}</Notice> }.into_any();
    }
    let only = if let [one] = choices.as_slice() { one.value.clone() } else { String::new() };
    let methods = Method::ALL.map(|of| ChoiceOption::new(of.code(), method(w, of))).to_vec();
    view! {
        <section class="stack" aria-labelledby="approve">
            <h3 id="approve">{w.requests_approve_title()}</h3>
            <p>{w.requests_approve_text()}</p>
            <FormErrors faults id="approve-error" page=links::DESK_REQUESTS />
            <ActionForm action attr:class="stack">
                <input type="hidden" name="request" value=request autocomplete="off" />
                <Choice
                    legend=w.requests_which()
                    name="patient"
                    id="patient"
                    options=choices
                    value=only
                    error=faults.at("patient")
                    required=true
                />
                <Choice
                    legend=w.requests_method()
                    name="method"
                    id="method"
                    options=methods
                    error=faults.at("method")
                    required=true
                />
                <TextArea label=w.requests_why() name="note" id="approve-note" rows=2 />
                <SendButton label=w.requests_approve() busy=action.pending() />
            </ActionForm>
        </section>
    }
    .into_any()
}

#[component]
fn Decline(request: String, declined: Callback<()>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<requests::Decline>::new();
    let faults = Faults::of(action);
    when_done(action, move |_| declined.run(()));
    let mut reasons = vec![SelectOption::new("", w.details_choose())];
    reasons.extend(DeclineReason::ALL.map(|of| SelectOption::new(of.code(), reason(w, of))));
    view! {
        <details>
            <summary>{w.requests_decline_title()}</summary>
            <div class="stack">
                <Notice tone=Tone::Caution>{w.requests_decline_text()}</Notice>
                <FormErrors faults id="decline-error" page=links::DESK_REQUESTS />
                <ActionForm action attr:class="stack">
                    <input type="hidden" name="request" value=request autocomplete="off" />
                    <SelectField
                        label=w.requests_reason()
                        name="reason"
                        id="reason"
                        options=reasons
                        error=faults.at("reason")
                        required=true
                    />
                    <TextArea label=w.requests_why() name="note" id="decline-note" rows=2 />
                    <SendButton label=w.requests_decline() variant=ButtonVariant::Danger busy=action.pending() />
                </ActionForm>
            </div>
        </details>
    }
}

//! Who stands in for whom while somebody is away. It begins and ends by itself, with its days.

use crate::list_page::{ListPage, TakeOut};
use crate::parts::{DayField, colleague};
use leptos::prelude::*;
use portal_api::triage;
use portal_kit::boot::use_words;
use portal_kit::{Button, ButtonVariant, EmptyState, Icon, SelectField, SelectOption, fresh, text};
use portal_page::{Faults, FormErrors, SendButton, refused, use_alive, when_done};
use portal_types::day::Day;
use portal_types::field::Problem;
use portal_types::ids::{CoverId, IntentKey};
use portal_types::links;
use portal_types::triage::{COVER_DAYS, Colleague, CoverList, CoverTyped, CoverView, NewCover};
use portal_words::Words;

/// What is said of the fields.
fn sentence(w: &Words, field: &str, problem: &Problem) -> String {
    match (field, problem) {
        ("by", Problem::SameAsOther) => w.triage_cover_self(),
        ("away" | "by", _) => w.triage_cover_who_bad(),
        ("from" | "until", Problem::NotADate | Problem::Missing) => w.admin_date_bad(),
        ("from", Problem::Taken) => w.triage_cover_taken(),
        ("until", Problem::NotAChoice) => w.triage_cover_until_bad(COVER_DAYS),
        _ => text::problem(w, problem),
    }
}

/// `/desk/cover`.
pub(crate) fn draw() -> AnyView {
    fresh(view! { <Cover /> })
}

#[component]
fn Cover() -> impl IntoView {
    let w = use_words();
    let list = Resource::new(|| (), |()| async move { triage::covers().await });
    let done = RwSignal::new(None::<String>);
    let shown = move |all: CoverList, _: bool| {
        let CoverList { covers, away, by, intent, today } = all;
        view! {
            <div class="stack">
                <StandIn away by intent today done />
                <List covers done />
            </div>
        }
        .into_any()
    };
    view! { <ListPage title=w.triage_cover_title() lead=w.triage_cover_lead() list done shown /> }.into_any()
}

/// Somebody is to stand in.
#[component]
fn StandIn(
    away: Vec<Colleague>,
    by: Vec<Colleague>,
    intent: IntentKey,
    today: Day,
    done: RwSignal<Option<String>>,
) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<triage::SetCover>::new();
    let faults = Faults::worded(action, sentence);
    when_done(action, move |_| done.set(Some(w.triage_cover_set())));
    let alive = use_alive();
    let mut stands = vec![SelectOption::new("", w.details_choose())];
    stands.extend(by.iter().map(|one| colleague(w, one)));
    let away: Vec<SelectOption> = away.iter().map(|one| colleague(w, one)).collect();
    view! {
        <section class="stack tight" aria-labelledby="set">
            <h2 id="set">{w.triage_cover_new()}</h2>
            <FormErrors faults id="set-error" page=links::DESK_COVER />
            <ActionForm
                action
                attr:novalidate=move || alive.get()
                attr:class="stack tight"
                on:submit:capture=move |event| {
                    done.set(None);
                    faults
                        .judge::<
                            triage::SetCover,
                        >(
                            &event,
                            |typed| {
                                let typed = CoverTyped {
                                    away: &typed.away,
                                    by: &typed.by,
                                    from: &typed.from,
                                    until: &typed.until,
                                    intent: &typed.intent,
                                };
                                NewCover::parse(typed, today).map(|_| ())
                            },
                        );
                }
            >
                <input type="hidden" name="intent" value=intent.to_string() autocomplete="off" />
                <SelectField
                    label=w.triage_cover_away()
                    name="away"
                    id="away"
                    options=away
                    error=faults.at("away")
                    required=true
                />
                <SelectField
                    label=w.triage_cover_by()
                    hint=w.triage_cover_by_hint()
                    name="by"
                    id="by"
                    options=stands
                    error=faults.at("by")
                    required=true
                />
                <DayField
                    label=w.triage_cover_from()
                    hint=w.admin_holiday_day_hint()
                    name="from"
                    id="from"
                    given=Some(today)
                    error=faults.at("from")
                    required=true
                />
                <DayField
                    label=w.triage_cover_until()
                    hint=w.triage_cover_until_hint()
                    name="until"
                    id="until"
                    error=faults.at("until")
                    required=true
                />
                <SendButton label=w.triage_cover_button() busy=action.pending() />
            </ActionForm>
        </section>
    }
    .into_any()
}

#[component]
fn List(covers: Vec<CoverView>, done: RwSignal<Option<String>>) -> impl IntoView {
    let w = use_words();
    let none = covers.is_empty();
    let rows = covers.into_iter().map(|cover| view! { <Row cover done /> }).collect_view();
    view! {
        <section class="stack tight" aria-labelledby="covers">
            <h2 id="covers">{w.triage_covers()}</h2>
            {none
                .then(|| {
                    view! {
                        <EmptyState icon=Icon::People title=w.triage_covers_empty() text=w.triage_covers_empty_text() />
                    }
                })}
            <ul class="history" role="list" hidden=none>
                {rows}
            </ul>
        </section>
    }
    .into_any()
}

/// One of them. Ending it asks once more.
#[component]
fn Row(cover: CoverView, done: RwSignal<Option<String>>) -> impl IntoView {
    let w = use_words();
    let CoverView { cover, away, by, from, until, now, may_end, .. } = cover;
    let days = if from == until {
        w.triage_cover_day(text::date_with_year(w, from))
    } else {
        w.triage_cover_days(text::date_with_year(w, from), text::date_with_year(w, until))
    };
    let said = w.triage_cover_said(by, away);
    view! {
        <li class="stack tight">
            <p>
                <strong>{said.clone()}</strong>
                {now.then(|| view! { " " <span class="tag soon">{w.triage_cover_now()}</span> })}
            </p>
            <p class="soft small">{days}</p>
            {may_end.then(|| view! { <End cover said done /> })}
        </li>
    }
    .into_any()
}

#[component]
fn End(cover: CoverId, said: String, done: RwSignal<Option<String>>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<triage::EndCover>::new();
    let value = action.value();
    let trouble = Signal::derive(move || value.with(refused));
    when_done(action, move |_| done.set(Some(w.triage_cover_ended())));
    let again = Callback::new(move |()| {
        action.dispatch(triage::EndCover { cover });
    });
    view! {
        <TakeOut label=w.triage_cover_end() of=said text=w.triage_cover_end_text() trouble retry=again>
            <ActionForm action on:submit:capture=move |_| done.set(None)>
                <input type="hidden" name="cover" value=cover.to_string() autocomplete="off" />
                <Button
                    label=w.triage_cover_end_button()
                    variant=ButtonVariant::Danger
                    busy=action.pending()
                />
            </ActionForm>
        </TakeOut>
    }
    .into_any()
}

//! Everybody whose chart the visitor may open: what is new with each, and what will change by itself.

use crate::messages::ThreadLine;
use crate::next::sentence;
use crate::shared::exact_with_year;
use crate::sharing::{ActingFor, ClosedGrants, Done, GiveUp, OwnSharing, Told};
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, household};
use portal_kit::boot::use_words;
use portal_kit::fresh;
use portal_kit::live::hear;
use portal_kit::{
    Avatar, ButtonVariant, Column, EmptyState, Icon, LinkButton, MessageList, Notice, PageHead, Person, Skeleton,
    SkeletonShape, Table, text,
};
use portal_page::{Snag, Trouble};
use portal_types::home::HomeVisit;
use portal_types::links;
use portal_types::moment::Moment;
use portal_types::representative::{ComingView, Household, PersonRow, Right};

/// `/people`.
pub(crate) fn draw() -> AnyView {
    let w = use_words();
    let people: Resource<Result<Household, ApiError>> =
        Resource::new(|| (), |()| async move { household::people().await });
    let loading = move || {
        view! {
            <PageHead title=w.people_title() />
            <Skeleton label=w.people_loading() count=3 shape=SkeletonShape::Rows />
        }
    };
    fresh(view! {
        <Title text=w.nav_people() />
        <Suspense fallback=loading>
            {move || Suspend::new(async move {
                fresh(match people.await {
                    Ok(first) => view! { <People first /> }.into_any(),
                    Err(error) => {
                        let retry = Callback::new(move |()| people.refetch());
                        view! { <Trouble error retry /> }.into_any()
                    }
                })
            })}
        </Suspense>
    })
}

#[component]
fn People(first: Household) -> impl IntoView {
    let w = use_words();
    let shown = RwSignal::new(first);
    let trouble = RwSignal::new(None::<ApiError>);
    let refresh = Action::new(move |(): &()| household::people());
    Effect::new(move |_| match refresh.value().get() {
        Some(Ok(fresh)) => {
            shown.set(fresh);
            trouble.set(None);
        }
        Some(Err(error)) => trouble.set(Some(error)),
        None => {}
    });
    // Whatever has arrived, or may have been missed: what one may open, too.
    hear(move |_| {
        refresh.dispatch(());
    });
    let retry = Callback::new(move |()| {
        refresh.dispatch(());
    });
    let done = Done::new(retry);
    let gave_up = done.gave_up();
    let closed = Signal::derive(move || shown.with(|shown| shown.closed.clone()));
    let alone = Memo::new(move |_| shown.with(|shown| matches!(shown.people.as_slice(), [only] if only.own)));
    let title = Signal::derive(move || if alone.get() { w.people_title_one() } else { w.people_title() });
    let none = Memo::new(move |_| shown.with(|shown| shown.people.is_empty()));
    let nothing = move || {
        view! {
            <EmptyState icon=Icon::Person title=w.people_empty_title() text=w.people_empty_text()>
                <LinkButton href=links::FOR_OTHERS label=w.people_how() variant=ButtonVariant::Secondary />
            </EmptyState>
        }
    };
    view! {
        <PageHead title lead=w.people_lead() />
        <div class="stack">
            <Told done />
            <Snag error=trouble retry />
            <Show when=move || !none.get() fallback=nothing>
                <ul class="people" role="list" aria-label=w.nav_people()>
                    <For
                        each=move || shown.with(|shown| shown.people.clone())
                        key=|person| person.patient
                        let(person)
                    >
                        {
                            let this = follow(shown, person);
                            move || {
                                let now = shown.with_untracked(|shown| shown.now);
                                fresh(view! { <Card person=this.get() now changed=gave_up /> })
                            }
                        }
                    </For>
                </ul>
            </Show>
            <ClosedGrants closed />
        </div>
    }
    .into_any()
}

/// What is known of one person now: a change of anything draws this card anew, and leaves the others, and the focus, alone.
fn follow(shown: RwSignal<Household>, person: PersonRow) -> Memo<PersonRow> {
    Memo::new(move |_| {
        let newest = shown.with(|shown| shown.people.iter().find(|other| other.patient == person.patient).cloned());
        newest.unwrap_or_else(|| person.clone())
    })
}

/// One person: who, what waits for the visitor, the next visit, what is new, by when an office answers, what comes.
#[component]
fn Card(person: PersonRow, now: Moment, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let sign = Person { initials: person.initials, name: person.name.clone(), colour: person.colour };
    let class = sign.class();
    let patient = person.patient;
    let detail = if person.own { w.people_you() } else { w.switch_age(person.age) };
    let news = match person.newest {
        Some(row) => view! {
            <p class="soft">{w.people_unread(person.unread)}</p>
            <MessageList label=w.people_newest(&person.name)>
                <ThreadLine patient row now />
            </MessageList>
        }
        .into_any(),
        None => view! { <p class="soft">{w.people_nothing_new()}</p> }.into_any(),
    };
    let (name, age) = (person.name.clone(), person.age);
    let waits = (person.waits > 0).then(|| view! { <p class="waits">{w.people_waits(person.waits)}</p> });
    let due = person.due.map(|due| {
        let day = text::date(w, due);
        let said = if due < now.day() { w.ask_late_since(day) } else { w.people_due(day) };
        view! { <p class="soft">{said}</p> }
    });
    let visit = person.visit.map(|HomeVisit { at, timed, practice, .. }| {
        let when = if timed { exact_with_year(w, at) } else { text::date_with_year(w, at.day()) };
        view! {
            <p>
                <time datetime=at.machine()>{w.people_visit(when)}</time>
                {practice.map(|practice| format!(" \u{b7} {practice}"))}
            </p>
        }
    });
    view! {
        <li class=class>
            <h2>
                <Avatar person=sign />
                <a href=links::home(patient)>{person.name}</a>
                <span class="soft small">{detail}</span>
            </h2>
            {waits}
            {visit}
            {news}
            {due}
            {person.coming.map(|coming| view! { <Coming coming name=name.clone() age /> })}
            {person.acting.map(|acting| view! { <ActingFor acting /> })}
            {person.sharing.map(|sharing| view! { <OwnSharing patient sharing /> })}
            {person.grant.map(|grant| view! { <GiveUp grant name changed /> })}
        </li>
    }
    .into_any()
}

/// What changes by itself before long, and exactly what.
#[component]
fn Coming(coming: ComingView, name: String, age: i16) -> impl IntoView {
    let w = use_words();
    let title = sentence(w, (coming.on, coming.why), &name, age);
    let closes = coming.closes_all();
    let columns = vec![Column::words(w.coming_what()), Column::words(w.coming_now()), Column::words(w.coming_then())];
    let lines = coming
        .changes
        .into_iter()
        .map(|change| {
            let part = text::capability(w, change.capability);
            let what = match change.right {
                Right::Act => w.switches_do_of(part),
                Right::Read | Right::Whole => w.switches_see_of(part),
            };
            view! {
                <tr>
                    <th scope="row">{what}</th>
                    <td>{text::access(w, change.from)}</td>
                    <td>{text::access(w, change.to)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Notice icon=Icon::Clock title>
            {closes.then(|| view! { <p>{w.coming_all_closed()}</p> })}
            <details>
                <summary>{w.next_see()}</summary>
                <Table caption=w.coming_caption() columns>
                    {lines}
                </Table>
            </details>
        </Notice>
    }
    .into_any()
}

//! All requests of a chart: those that wait for the patient first, then those of the office, then what is over.

use super::row::{AskLine, line_id};
use crate::limits::Limits;
use crate::shared::{chart, seen};
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, asks};
use portal_kit::boot::{use_charts, use_words};
use portal_kit::live::hear;
use portal_kit::{EmptyState, Icon, LinkButton, MessageList, PageHead, Skeleton, SkeletonShape, fresh};
use portal_page::{
    Growing, Lists, More, NotFound, Snag, Trouble, cursor, goes, not_anew, nothing_there, param, use_lists,
};
use portal_types::account::ChartCard;
use portal_types::ask::{AskKind, AskList, AskRow};
use portal_types::ids::{AskId, PatientId};
use portal_types::links;
use portal_types::message::Side;
use portal_types::moment::Moment;
use portal_types::page::Cursor;
use portal_types::representative::{Capability, Right};

/// The list as it was left, so that "back" finds it as long and in the same place.
#[derive(Clone)]
struct Kept {
    patient: PatientId,
    list: AskList,
}

/// The request that was opened last.
#[derive(Clone, Copy)]
pub(super) struct Left(pub(super) AskId);

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    patient: Memo<Option<PatientId>>,
    after: Memo<Option<Cursor>>,
    /// The list, and whether it is one that stood here before.
    list: Resource<Result<(AskList, bool), ApiError>>,
}

impl Asked {
    fn new() -> Self {
        let (patient, after) = (param("patient"), cursor("after"));
        let (charts, lists) = (use_charts(), use_lists());
        let list = Resource::new(
            move || (patient.get(), after.get()),
            move |(patient, after)| async move {
                let Some(patient) = patient else { return Err(nothing_there()) };
                if let Some(list) = known(charts, lists, patient, after.is_some()) {
                    return Ok((list, true));
                }
                asks::list(patient, after).await.map(|list| (list, false))
            },
        );
        Self { patient, after, list }
    }
}

/// `/p/:patient/requests`, and with `?after=` one of its later pages.
pub(crate) fn draw() -> AnyView {
    let Asked { patient, after, list } = Asked::new();
    let w = use_words();
    let goes = goes(list);
    let loading = move || {
        view! {
            <PageHead title=w.asks_title() />
            <Skeleton label=w.asks_loading() count=5 shape=SkeletonShape::Rows />
        }
    };
    fresh(view! {
        <Title text=w.asks_title() />
        <Suspense fallback=loading>
            {move || {
                let (whose, later) = (patient.get(), after.get().is_some());
                Suspend::new(async move { fresh(match (whose, list.await) {
                        (Some(patient), Ok((first, known))) => {
                            view! { <Asks patient first later known goes /> }.into_any()
                        }
                        (_, Err(error)) => {
                            let retry = Callback::new(move |()| list.refetch());
                            view! { <Trouble error retry /> }.into_any()
                        }
                        (None, _) => view! { <NotFound /> }.into_any(),
                    }) })
            }}
        </Suspense>
    })
}

/// The list of this chart as it was left in this tab, if it may still be seen.
fn known(charts: RwSignal<Vec<ChartCard>>, lists: Lists, patient: PatientId, later: bool) -> Option<AskList> {
    let kept = lists.kept::<Kept>().filter(|kept| !later && kept.patient == patient)?;
    let opens = |kind: AskKind| seen(charts, patient, kind.capability()) == Some(true);
    AskKind::ALL.into_iter().any(opens).then_some(kept.list)
}

/// The list from its beginning, with so many rows at least: what may not be seen any more is not on it.
async fn anew(patient: PatientId, count: usize) -> Result<AskList, ApiError> {
    let mut all = asks::list(patient, None).await?;
    while let Some(next) = all.page.next.filter(|_| all.page.rows.len() < count) {
        let more = asks::list(patient, Some(next)).await?;
        all.page.rows.extend(more.page.rows);
        all.page.next = more.page.next;
    }
    Ok(all)
}

/// The part of the chart whose limits are said: the first of the three that the visitor sees.
fn limited(patient: PatientId) -> Capability {
    let sees = chart(patient).map(|card| card.sees).unwrap_or_default();
    let kinds = AskKind::ALL.map(AskKind::capability);
    kinds.into_iter().find(|of| sees.has(*of, Right::Read)).unwrap_or(Capability::AskAppointment)
}

/// Where an open request stands in the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    /// The patient is to do something.
    You,
    /// The office is.
    Team,
    /// The office has said yes; it is still to happen, or to be used.
    Agreed,
}

impl Group {
    const ALL: [Self; 3] = [Self::You, Self::Team, Self::Agreed];

    fn of(row: &AskRow) -> Self {
        match row.state.waits_for() {
            Some(Side::Patient) => Self::You,
            Some(Side::Team) => Self::Team,
            None => Self::Agreed,
        }
    }
}

/// The head and the lists. `later`: this is not the first page, so nothing new can come in on top. `known`: it stands as
/// it was left, and what is new is asked for at once. `goes`: nothing is there any more.
#[component]
fn Asks(patient: PatientId, first: AskList, later: bool, known: bool, goes: Callback<ApiError>) -> impl IntoView {
    let (w, lists) = (use_words(), use_lists());
    let AskList { open, page, may, now } = first;
    let open = RwSignal::new(open);
    let now = RwSignal::new(now);
    let may = RwSignal::new(may);
    let trouble = RwSignal::new(None::<ApiError>);
    let all = Growing::new(
        page,
        |row: &AskRow| row.ask,
        move |after| async move { asks::list(patient, Some(after)).await.map(|list| list.page) },
    );
    let refresh = Action::new(move |(): &()| anew(patient, untrack(|| all.count())));
    Effect::new(move |_| match refresh.value().get() {
        Some(Ok(fresh)) => {
            open.set(fresh.open);
            all.replace(fresh.page);
            now.set(fresh.now);
            may.set(fresh.may);
            trouble.set(None);
        }
        Some(Err(error)) => not_anew(error, trouble, goes),
        None => {}
    });
    let retry = Callback::new(move |()| {
        refresh.dispatch(());
    });
    if known {
        Effect::new(move |_| {
            refresh.dispatch(());
            if let Some(Left(ask)) = lists.kept() {
                portal_browser::focus(&line_id(ask));
            }
        });
    }
    if !later {
        on_cleanup(move || {
            let gone = (open.try_get_untracked(), all.left(), may.try_get_untracked(), now.try_get_untracked());
            if let (Some(open), Some(page), Some(may), Some(now)) = gone {
                lists.keep(Kept { patient, list: AskList { open, page, may, now } });
            }
        });
        hear(move |nudge| {
            if nudge.is_none_or(|nudge| nudge.patient == patient) {
                refresh.dispatch(());
            }
        });
    }

    // What is open stands above already.
    let over = Memo::new(move |_| {
        let rows = all.rows();
        open.with(|open| {
            rows.into_iter().filter(|row| open.iter().all(|other| other.ask != row.ask)).collect::<Vec<AskRow>>()
        })
    });
    // On a later page nothing stands above: there may be open ones among them.
    let over_title = move || if later { w.asks_older() } else { w.asks_over() };
    let none_over = Memo::new(move |_| over.with(Vec::is_empty));
    let none = Memo::new(move |_| open.with(Vec::is_empty) && none_over.get() && all.is_whole());
    let asks = Memo::new(move |_| may.with(|may| !may.is_empty()));
    let groups = Group::ALL
        .into_iter()
        .map(|group| {
            view! { <Open patient group open now /> }
        })
        .collect_view();
    let nothing = move || {
        let (title, words) = if asks.get() {
            (w.asks_empty_title(), w.asks_empty_text())
        } else {
            (w.asks_none_title(), w.asks_none_text())
        };
        view! {
            <EmptyState icon=Icon::Requests title text=words>
                {(!asks.get())
                    .then(|| {
                        view! { <LinkButton href=links::PRACTICES label=w.asks_none_link() /> }
                    })}
            </EmptyState>
        }
    };
    view! {
        <PageHead
            title=w.asks_title()
            lead=w.asks_lead()
            action=move || {
                move || {
                    asks.get()
                        .then(|| {
                            view! {
                                <LinkButton href=links::ask_new(patient) label=w.asks_new() icon=Icon::Requests />
                            }
                        })
                }
            }
        />
        <div class="stack">
            <Limits patient of=limited(patient) />
            <Snag error=trouble retry />
            {later
                .then(|| {
                    view! {
                        <p>
                            <a class="alone" href=links::asks(patient)>{w.asks_newest()}</a>
                        </p>
                    }
                })}
            {groups}
            <Show when=move || none.get()>{nothing()}</Show>
            <Show when=move || !none_over.get()>
                <section class="stack tight" aria-labelledby="asks-over">
                    <h2 id="asks-over">{over_title()}</h2>
                    <MessageList label=over_title()>
                        <For
                            each=move || over.get()
                            key=|row| (row.ask, row.last_at, row.news)
                            let(row)
                        >
                            <AskLine patient row now=now.get_untracked() />
                        </For>
                    </MessageList>
                </section>
            </Show>
            <Snag error=all.rest.trouble retry=all.rest.load />
            <More rest=all.rest to="?after=".to_owned() label=w.asks_more() />
        </div>
    }
    .into_any()
}

/// The requests that wait for somebody, or for their day.
#[component]
fn Open(patient: PatientId, group: Group, open: RwSignal<Vec<AskRow>>, now: RwSignal<Moment>) -> impl IntoView {
    let w = use_words();
    let (id, title) = match group {
        Group::You => ("asks-you", w.asks_you()),
        Group::Team => ("asks-team", w.asks_team()),
        Group::Agreed => ("asks-agreed", w.asks_agreed()),
    };
    let rows = Memo::new(move |_| {
        open.with(|open| open.iter().filter(|row| Group::of(row) == group).cloned().collect::<Vec<AskRow>>())
    });
    let any = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    let label = title.clone();
    view! {
        <Show when=move || any.get()>
            <section class="stack tight" aria-labelledby=id>
                <h2 id=id>{title.clone()}</h2>
                <MessageList label=label.clone()>
                    <For
                        each=move || rows.get()
                        key=|row| (row.ask, row.last_at, row.news)
                        let(row)
                    >
                        <AskLine patient row now=now.get_untracked() />
                    </For>
                </MessageList>
            </section>
        </Show>
    }
    .into_any()
}

//! The list: what is due first stands first; the left edge says how near the day is.

use super::batch::{Bar, Outcome, Picked, Told, sentence};
use super::said;
use crate::keys::Place;
use crate::parts::pool_name;
use crate::pulse::Pulse;
use crate::rows::{Answer, Around, Line, Lines, Rows, Waits};
use crate::way::Way;
use leptos::form::ActionForm;
use leptos::prelude::*;
use portal_api::triage;
use portal_kit::boot::use_words;
use portal_kit::{Due, EmptyState, Icon, Pick, text};
use portal_page::{Faults, FormErrors, use_alive, when_done};
use portal_types::day::Day;
use portal_types::ids::WorkId;
use portal_types::links;
use portal_types::moment::Moment;
use portal_types::triage::{Batch, CoverList, CoverView, DeskItem, ItemKind, Queue, QueueFilter};
use portal_words::Words;

/// The day by which it is to be answered.
fn due(w: &Words, row: &DeskItem) -> String {
    let day = text::date(w, row.due);
    if row.late { w.requests_late(day) } else { w.desk_answer_by(day) }
}

impl Waits for DeskItem {
    type Id = WorkId;

    fn id(&self) -> WorkId {
        self.item
    }

    fn title(&self, w: &Words) -> String {
        let what = self.subject.clone().unwrap_or_else(|| said::kind(w, self.kind));
        format!("{} \u{b7} {what}", self.patient)
    }

    /// When, how it stands, who has it, where it lies and what it is about.
    fn context(&self, w: &Words) -> String {
        let state = match (self.opened, self.state) {
            (false, _) => Some(w.desk_status_new()),
            (true, Some(state)) => Some(text::ask_state(w, state)),
            (true, None) => None,
        };
        let topic = self.topic.filter(|_| self.kind == ItemKind::Thread).map(|topic| text::topic(w, topic));
        let place = pool_name(w, &self.practice, self.pool_kind);
        let parts = [Some(due(w, self)), state, Some(said::turn(w, self.assigned.as_ref())), Some(place), topic];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" \u{b7} ")
    }

    fn is_new(&self) -> bool {
        !self.opened
    }

    fn near(&self, today: Day) -> Due {
        if self.late {
            Due::Late
        } else if self.due <= today {
            Due::Soon
        } else {
            Due::Calm
        }
    }

    fn last_at(&self) -> Moment {
        self.last_at
    }
}

/// The answer, as the queue takes it.
fn answer(w: &Words, all: Queue) -> Answer<DeskItem> {
    let said = all.pools.into_iter().map(|pool| {
        let name = pool_name(w, &pool.practice, pool.kind);
        (pool.pool, w.triage_pool(name, pool.waiting.saturating_add(pool.asks)))
    });
    Answer { pools: said.collect(), page: all.page, now: all.now }
}

/// What is shown, what waits in each inbox, who stands in today, and the rows. `later`: this is not the first page.
#[component]
pub(super) fn QueueList(
    filter: QueueFilter,
    first: Queue,
    covers: Option<CoverList>,
    later: bool,
    pulse: Pulse,
    place: Place<WorkId>,
    picked: Picked,
    typing: RwSignal<bool>,
) -> impl IntoView {
    let w = use_words();
    let rows = Rows::new(
        answer(w, first),
        later,
        pulse,
        move |after| async move { triage::queue(filter, after).await.map(|all| answer(w, all)) },
        move |count| w.triage_more_shown(count),
    );
    Effect::new(move |_| {
        let own = |row: &DeskItem| row.assigned.as_ref().is_some_and(|who| who.mine && who.cover.is_none());
        picked.keep(rows.list.with(|rows| rows.iter().map(|row| (row.ticked(), own(row))).collect()));
        place.order.set(rows.ids());
    });
    let (standing, colleagues) = match covers {
        Some(covers) => (covers.covers, covers.by),
        None => (Vec::new(), Vec::new()),
    };
    let empty = Memo::new(move |_| rows.list.is_empty());
    let nothing = move || {
        empty.get().then(|| {
            let (title, text) = match filter {
                QueueFilter::Mine => (w.triage_mine_empty(), w.triage_mine_empty_text()),
                QueueFilter::Unassigned => (w.triage_unassigned_empty(), w.triage_unassigned_empty_text()),
                QueueFilter::All => (w.triage_all_empty(), w.triage_all_empty_text()),
                QueueFilter::Late => (w.triage_late_empty(), w.triage_late_empty_text()),
            };
            view! { <EmptyState icon=Icon::Inbox title text /> }
        })
    };

    let action = ServerAction::<triage::Batch>::new();
    let faults = Faults::worded(action, sentence);
    let told = RwSignal::new(None::<Told>);
    when_done(action, move |done| {
        let name = |item: WorkId| {
            let title = |rows: &[DeskItem]| rows.iter().find(|row| row.item == item).map(|row| row.title(w));
            untrack(|| rows.list.with(title)).unwrap_or_else(|| w.triage_kind_message())
        };
        let failed = done.failed.iter().map(|one| (name(one.item), one.why)).collect();
        told.set(Some(Told { done: done.done, failed }));
        picked.left(&done.failed);
        typing.set(false);
        pulse.queue.update(|beat| *beat += 1);
        pulse.open.update(|beat| *beat += 1);
        portal_browser::focus("batch-told");
    });
    let alive = use_alive();
    let way = Way::Queue(filter);
    let parts = Vec::from(QueueFilter::ALL.map(|to| (Way::Queue(to), said::filter(w, to))));
    let about = view! { <Covers covers=standing /> }.into_any();
    let outcome = view! { <Outcome told picked /> }.into_any();
    let line = move |row: DeskItem| view! { <Row row rows way place picked /> }.into_any();
    view! {
        <Around rows way parts first=w.ask_desk_first() more=w.ask_desk_more() about told=outcome>
            {nothing}
            <div hidden=move || empty.get()>
                <FormErrors faults id="batch-error" page=links::DESK_QUEUE prefix="batch-" />
                <ActionForm
                    action
                    attr:novalidate=move || alive.get()
                    attr:class="stack tight"
                    on:submit:capture=move |event| {
                        told.set(None);
                        faults
                            .judge::<
                                triage::Batch,
                            >(&event, |typed| Batch::parse(&typed.items, &typed.deed, &typed.to).map(|_| ()));
                    }
                >
                    <div id="batch-items" tabindex="-1">
                        <Lines rows line />
                    </div>
                    <Bar picked colleagues faults busy=action.pending() typing />
                </ActionForm>
            </div>
        </Around>
    }
    .into_any()
}

/// Who stands in for whom today.
#[component]
fn Covers(covers: Vec<CoverView>) -> impl IntoView {
    let w = use_words();
    covers
        .into_iter()
        .filter(|cover| cover.now)
        .map(|cover| {
            let until = text::date(w, cover.until);
            view! { <p class="soft small">{w.triage_stands_in(cover.by, cover.away, until)}</p> }
        })
        .collect_view()
        .into_any()
}

/// A row, and the box by which it is one of several.
#[component]
fn Row(row: DeskItem, rows: Rows<DeskItem>, way: Way, place: Place<WorkId>, picked: Picked) -> impl IntoView {
    let w = use_words();
    let item = row.item;
    let number = Memo::new(move |before: Option<&usize>| {
        let now = rows.list.with(|rows| rows.iter().position(|other| other.item == item));
        now.or(before.copied()).unwrap_or_default()
    });
    let row = rows.newest(row);
    let whose = Memo::new(move |_| row.with(|row| row.title(w)));
    let claimed = Memo::new(move |_| row.with(|row| row.claimed.clone()));
    view! {
        <li class="work">
            <Pick
                label=Signal::derive(move || w.triage_pick(whose.get()))
                name=Signal::derive(move || format!("items[{}]", number.get()))
                id=format!("pick-{item}")
                value=Signal::derive(move || row.with(|row| row.ticked().to_string()))
                on=Signal::derive(move || picked.has(item))
                turn=Callback::new(move |on: bool| picked.turn(item, on))
            />
            <Line rows row way place>
                {move || {
                    claimed
                        .get()
                        .map(|name| view! { <span class="context claimed">{w.triage_answering(name)}</span> })
                }}
            </Line>
        </li>
    }
    .into_any()
}

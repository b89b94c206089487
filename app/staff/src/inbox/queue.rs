//! The queue: who waits, newest first, dense.

use crate::keys::Place;
use crate::parts::pool_name;
use crate::pulse::Pulse;
use crate::rows::{Answer, Around, Links, Rows, Waits};
use crate::way::Way;
use leptos::prelude::*;
use portal_api::staff;
use portal_kit::boot::use_words;
use portal_kit::live::lay_over;
use portal_kit::{Due, text};
use portal_types::day::Day;
use portal_types::ids::ThreadId;
use portal_types::moment::Moment;
use portal_types::page::Page;
use portal_types::staff::{DeskFilter, DeskInbox, DeskRow};
use portal_words::Words;

/// What is still to do, in a word or two.
fn status(w: &Words, row: &DeskRow) -> String {
    match (row.waiting, row.opened) {
        (true, false) => w.desk_status_new(),
        (true, true) => w.desk_status_opened(),
        (false, _) => w.desk_status_answered(),
    }
}

impl Waits for DeskRow {
    type Id = ThreadId;

    fn id(&self) -> ThreadId {
        self.thread
    }

    fn title(&self, _: &Words) -> String {
        format!("{} · {}", self.patient, self.subject)
    }

    fn context(&self, w: &Words) -> String {
        format!("{} · {} · {}", status(w, self), self.practice, text::topic(w, self.topic))
    }

    fn is_new(&self) -> bool {
        self.waiting && !self.opened
    }

    fn near(&self, _: Day) -> Due {
        Due::Calm
    }

    fn last_at(&self) -> Moment {
        self.last_at
    }

    /// By the time of the last message, as the list is.
    fn over(shown: Page<Self>, fresh: Page<Self>) -> Page<Self> {
        lay_over(shown, fresh, |row| (row.last_at.ms, row.thread))
    }
}

/// The answer, as the queue takes it.
fn answer(w: &Words, all: DeskInbox) -> Answer<DeskRow> {
    let said = all.pools.into_iter().map(|pool| {
        let name = pool_name(w, &pool.practice, pool.kind);
        (pool.pool, w.desk_pool(name, pool.waiting))
    });
    Answer { pools: said.collect(), page: all.page, now: all.now }
}

/// Waiting, or everything; pool counts and rows. `later`: this is not the first page.
#[component]
pub(super) fn Queue(
    filter: DeskFilter,
    first: DeskInbox,
    later: bool,
    pulse: Pulse,
    place: Place<ThreadId>,
) -> impl IntoView {
    let w = use_words();
    let rows = Rows::new(
        answer(w, first),
        later,
        pulse,
        move |after| async move { staff::inbox(filter, after).await.map(|all| answer(w, all)) },
        move |count| w.desk_more_shown(count),
    );
    let way = Way::Messages(filter);
    let parts = vec![
        (Way::Messages(DeskFilter::Waiting), w.desk_show_waiting()),
        (Way::Messages(DeskFilter::All), w.desk_show_all()),
    ];
    let empty = [w.desk_empty_title(), w.desk_empty_text()];
    view! {
        <Around rows way parts first=w.desk_newest() more=w.desk_more()>
            <Links rows way place empty />
        </Around>
    }
    .into_any()
}

//! The queue: what is due first stands first; the left edge says how near the day is.

use crate::keys::Place;
use crate::pulse::Pulse;
use crate::rows::{Answer, Around, Links, Rows, Waits};
use crate::way::Way;
use leptos::prelude::*;
use portal_api::asks;
use portal_kit::boot::use_words;
use portal_kit::{Due, text};
use portal_types::ask::{AskFilter, DeskAskRow, DeskAsks};
use portal_types::day::Day;
use portal_types::ids::AskId;
use portal_types::moment::Moment;
use portal_words::Words;

/// The day by which it is to be answered, as the queue says it.
fn due(w: &Words, row: &DeskAskRow) -> Option<String> {
    let day = row.due.map(|due| text::date(w, due))?;
    Some(if row.late { w.requests_late(day) } else { w.desk_answer_by(day) })
}

impl Waits for DeskAskRow {
    type Id = AskId;

    fn id(&self) -> AskId {
        self.ask
    }

    fn title(&self, w: &Words) -> String {
        format!("{} \u{b7} {}", self.patient, text::ask_kind(w, self.kind))
    }

    fn context(&self, w: &Words) -> String {
        let state = if self.is_new() { w.desk_status_new() } else { text::ask_state(w, self.state) };
        let parts: Vec<String> = due(w, self).into_iter().chain([state, self.practice.clone()]).collect();
        parts.join(" \u{b7} ")
    }

    fn is_new(&self) -> bool {
        !self.opened && self.state.is_open()
    }

    fn near(&self, today: Day) -> Due {
        match self.due {
            Some(_) if self.late => Due::Late,
            Some(due) if due <= today => Due::Soon,
            _ => Due::Calm,
        }
    }

    fn last_at(&self) -> Moment {
        self.last_at
    }
}

/// The answer, as the queue takes it.
fn answer(w: &Words, all: DeskAsks) -> Answer<DeskAskRow> {
    let pools = all.pools.into_iter().map(|pool| (pool.pool, w.desk_pool(pool.practice, pool.waiting))).collect();
    Answer { pools, page: all.page, now: all.now }
}

/// Due, with the patient, or over; pool counts and rows. `later`: this is not the first page.
#[component]
pub(super) fn Queue(
    filter: AskFilter,
    first: DeskAsks,
    later: bool,
    pulse: Pulse,
    place: Place<AskId>,
) -> impl IntoView {
    let w = use_words();
    let rows = Rows::new(
        answer(w, first),
        later,
        pulse,
        move |after| async move { asks::desk_list(filter, after).await.map(|all| answer(w, all)) },
        move |count| w.ask_desk_more_shown(count),
    );
    let way = Way::Asks(filter);
    let parts = vec![
        (Way::Asks(AskFilter::Due), w.ask_desk_due()),
        (Way::Asks(AskFilter::Waiting), w.ask_desk_waiting()),
        (Way::Asks(AskFilter::Over), w.ask_desk_over()),
    ];
    let empty = [w.ask_desk_empty_title(), w.ask_desk_empty_text()];
    view! {
        <Around rows way parts first=w.ask_desk_first() more=w.ask_desk_more()>
            <Links rows way place empty />
        </Around>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::ask::{AskKind, AskState};
    use portal_types::page::{Cursor, Page};

    fn row(n: u8) -> DeskAskRow {
        DeskAskRow {
            ask: format!("00000000-0000-0000-0000-0000000000{n:02}").parse().unwrap(),
            patient: String::new(),
            kind: AskKind::Renewal,
            state: AskState::Submitted,
            practice: String::new(),
            due: None,
            late: false,
            last_at: Moment { ms: 0, offset: 0 },
            opened: false,
        }
    }

    fn page(rows: &[u8], more: bool) -> Page<DeskAskRow> {
        let id = "00000000-0000-0000-0000-000000000000".parse().unwrap();
        Page { rows: rows.iter().map(|n| row(*n)).collect(), next: more.then_some(Cursor { at: 0, id }) }
    }

    fn laid(shown: &[u8], first: &[u8], more: bool) -> Vec<AskId> {
        DeskAskRow::over(page(shown, true), page(first, more)).rows.iter().map(|row| row.ask).collect()
    }

    fn ids(rows: &[u8]) -> Vec<AskId> {
        rows.iter().map(|n| row(*n).ask).collect()
    }

    #[test]
    fn what_was_loaded_further_down_stays_below_the_first_page() {
        assert_eq!(laid(&[1, 2, 3, 4], &[1, 2], true), ids(&[1, 2, 3, 4]));
        // The first was answered: the third has come up.
        assert_eq!(laid(&[1, 2, 3, 4], &[2, 3], true), ids(&[2, 3, 4]));
        // A new one stands first.
        assert_eq!(laid(&[1, 2, 3, 4], &[9, 1], true), ids(&[9, 1, 2, 3, 4]));
    }

    #[test]
    fn where_nothing_fits_together_the_first_page_stands_alone() {
        assert_eq!(laid(&[1, 2, 3], &[8, 9], true), ids(&[8, 9]));
        assert_eq!(laid(&[1, 2, 3], &[2], false), ids(&[2]));
    }

    #[test]
    fn the_edge_says_how_near_the_day_is() {
        let today: Day = "2026-11-23".parse().unwrap();
        let due = |day: &str, late| DeskAskRow { due: day.parse().ok(), late, ..row(1) };
        assert_eq!(due("2026-11-23", false).near(today), Due::Soon);
        assert_eq!(due("2026-11-24", false).near(today), Due::Calm);
        assert_eq!(due("2026-11-20", true).near(today), Due::Late);
        assert_eq!(row(1).near(today), Due::Calm);
    }
}

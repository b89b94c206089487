//! Which charts are open to the visitor may change while a page of one stands: it is asked anew, and no page stays open
//! by rights that have changed.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use portal_api::accounts::me;
use portal_page::Lists;
use portal_types::account::{ChartCard, Me, Who};
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::representative::Rights;
use std::cell::Cell;

/// What the pages of a chart are drawn by. With a birthday, or by a switch, parts of a chart may open whole, or in part
/// only, that were and stay open.
#[derive(Clone, Copy, Debug, PartialEq)]
struct DrawnBy {
    own: bool,
    age: i16,
    sees: Rights,
    acts: Rights,
    whole: Rights,
}

/// What the pages of this chart are drawn by; nothing, where it is not open to the visitor.
fn drawn_by(charts: &[ChartCard], patient: PatientId) -> Option<DrawnBy> {
    let card = charts.iter().find(|card| card.patient == patient)?;
    Some(DrawnBy { own: card.own, age: card.age, sees: card.sees, acts: card.acts, whole: card.whole })
}

/// The chart that the address names.
#[derive(Clone, Copy, PartialEq)]
struct Open {
    patient: PatientId,
    by: Option<DrawnBy>,
}

thread_local! {
    /// How often it was asked which charts are open, and the newest question that was answered. Only the browser asks.
    static ASKED: Cell<u32> = const { Cell::new(0) };
    static ANSWERED: Cell<u32> = const { Cell::new(0) };
}

/// Asks anew which charts are open to the visitor.
pub(super) async fn learn(charts: RwSignal<Vec<ChartCard>>, lists: Lists) {
    let question = ASKED.get() + 1;
    ASKED.set(question);
    // While there is something to agree to or to set up first, nobody says which charts are open. What is shown waits,
    // and what was typed with it.
    let Ok(Me { who: Who::Patient { charts: now, owes: false, needs_factor: false, .. }, .. }) = me().await else {
        return;
    };
    // An answer that a later one has overtaken may be older.
    if question < ANSWERED.get() {
        return;
    }
    ANSWERED.set(question);
    let Some(before) = charts.try_get_untracked() else { return };
    if before == now {
        return;
    }
    // What was left of a chart that is closed by now, in whole or in part, must not stand there again.
    if before.iter().any(|card| drawn_by(&before, card.patient) != drawn_by(&now, card.patient)) {
        lists.forget();
    }
    charts.try_set(now);
}

/// Keeps no page of a chart open whose rights have changed, by a person, by a birthday or by the end of a grant:
/// it is out of sight at once, what is half-written is kept, and the server says what there is now. So it is with a chart
/// that has come: its page says for whom it is in every part, or in none. Returns whether the page is out of sight.
pub(super) fn keep_no_closed_page(charts: RwSignal<Vec<ChartCard>>) -> RwSignal<bool> {
    let here = use_location().pathname;
    let open = Memo::new(move |_| {
        let patient = here.with(|path| links::chart_of(path))?;
        Some(Open { patient, by: charts.with(|charts| drawn_by(charts, patient)) })
    });
    let away = RwSignal::new(false);
    Effect::new(move |before: Option<Option<Open>>| {
        let now = open.get();
        match (before.flatten(), now) {
            (Some(before), Some(now)) if before.patient == now.patient => {
                // Loaded anew, the page is drawn by what is so now: this does not go on and on.
                if before.by != now.by {
                    away.set(true);
                    portal_page::keep_before(portal_browser::reload);
                }
            }
            _ => away.set(false),
        }
        now
    });
    away
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::representative::{Capability, NextView, Right, Why};

    fn card() -> ChartCard {
        ChartCard {
            patient: "01900000-0000-7000-8000-000000000009".parse().unwrap(),
            name: "Maya Example".to_owned(),
            given: "Maya".to_owned(),
            initials: "ME".to_owned(),
            colour: 0,
            unread: 0,
            age: 15,
            own: false,
            sees: Rights::NONE.with(Capability::Immunizations, Right::Read),
            acts: Rights::NONE,
            whole: Rights::NONE,
            next: None,
        }
    }

    #[test]
    fn r_3_7_an_open_page_is_loaded_anew_whatever_changes_of_the_rights_and_for_nothing_else() {
        let by = |card: &ChartCard| drawn_by(std::slice::from_ref(card), card.patient);
        let before = by(&card());
        let vaccines = Rights::NONE.with(Capability::Immunizations, Right::Read);
        let messages = Rights::NONE.with(Capability::Messages, Right::Act);
        let changed = [
            ChartCard { sees: Rights::NONE, ..card() },
            ChartCard { acts: messages, ..card() },
            // What was and stays open in part is open whole now.
            ChartCard { whole: vaccines, ..card() },
            ChartCard { age: 16, ..card() },
            ChartCard { own: true, ..card() },
        ];
        for card in changed {
            assert_ne!(by(&card), before);
        }
        let next = Some(NextView::Oneself { on: "2026-11-24".parse().unwrap(), why: Why::RunsOut });
        for card in [ChartCard { unread: 1, ..card() }, ChartCard { next, ..card() }] {
            assert_eq!(by(&card), before);
        }
        assert_eq!(drawn_by(&[], card().patient), None, "a chart that is closed");
    }
}

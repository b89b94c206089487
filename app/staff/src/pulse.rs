//! When a desk asks the server again: at once when something is new, and not more than once a second however much
//! comes.

use leptos::prelude::*;
use portal_kit::live::hear;
use portal_types::ids::WorkId;

/// How long a list rests after it was asked for, milliseconds.
const REST_MS: i32 = 1_000;

/// Tells the list, and what is open beside it, to ask the server again.
#[derive(Clone, Copy)]
pub(crate) struct Pulse {
    /// The list.
    pub(crate) queue: RwSignal<u32>,
    /// What is open.
    pub(crate) open: RwSignal<u32>,
    rests: StoredValue<bool>,
    owed: StoredValue<bool>,
}

impl Pulse {
    fn new() -> Self {
        Self {
            queue: RwSignal::new(0),
            open: RwSignal::new(0),
            rests: StoredValue::new(false),
            owed: StoredValue::new(false),
        }
    }

    /// One that beats with the live stream for as long as the calling component stands. `open` says what is open.
    pub(crate) fn hearing(open: impl Fn() -> Option<WorkId> + Clone + 'static) -> Self {
        let pulse = Self::new();
        hear(move |nudge| {
            pulse.news();
            if nudge.is_none_or(|nudge| open() == Some(WorkId::from(nudge.thread))) {
                pulse.open.update(|beat| *beat += 1);
            }
        });
        pulse
    }

    /// Something of the list is new. What comes while it rests is asked for once, afterwards.
    pub(crate) fn news(self) {
        // The page may be gone by now.
        if self.rests.try_get_value() != Some(false) {
            self.owed.try_set_value(true);
            return;
        }
        self.rests.try_set_value(true);
        self.queue.try_update(|beat| *beat += 1);
        portal_browser::after(REST_MS, move || {
            self.rests.try_set_value(false);
            if self.owed.try_get_value() == Some(true) {
                self.owed.try_set_value(false);
                self.news();
            }
        });
    }
}

/// Asks again at every beat that comes after the first look.
pub(crate) fn at_beats(beat: RwSignal<u32>, ask: impl Fn() + 'static) {
    Effect::new(move |before: Option<u32>| {
        let now = beat.get();
        if before.is_some_and(|before| before != now) {
            ask();
        }
        now
    });
}

//! What is done with several pieces of work at once. What has to be read first, or decided one by one, is not among it;
//! with which it was not done, and why, is told.

use super::said;
use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{Button, ButtonVariant, Notice, SelectField, SelectOption, Tone, text};
use portal_page::{Faults, use_alive};
use portal_types::field::Problem;
use portal_types::ids::WorkId;
use portal_types::triage::{BATCH_MOST, BatchFailed, BatchWhy, Colleague, Ticked};
use portal_words::Words;

/// The `id` of the list of what can be done.
pub(super) const DEED: &str = "batch-deed";

/// The rows that are ticked, and what is to be done with them.
#[derive(Clone, Copy)]
pub(super) struct Picked {
    items: RwSignal<Vec<WorkId>>,
    deed: RwSignal<String>,
    /// The rows as they last stood, and whether each was the reader's own.
    rows: StoredValue<Vec<(Ticked, bool)>>,
    /// Those of which it was told that somebody else has them: that is no news.
    taken: StoredValue<Vec<WorkId>>,
    /// How many are not ticked any more because something has happened with them.
    lost: RwSignal<usize>,
}

impl Picked {
    pub(super) fn new() -> Self {
        Self {
            items: RwSignal::new(Vec::new()),
            deed: RwSignal::new("take".to_owned()),
            rows: StoredValue::new(Vec::new()),
            taken: StoredValue::new(Vec::new()),
            lost: RwSignal::new(0),
        }
    }

    pub(super) fn is_any(self) -> bool {
        self.items.with_untracked(|items| !items.is_empty())
    }

    pub(super) fn has(self, item: WorkId) -> bool {
        self.items.with(|items| items.contains(&item))
    }

    pub(super) fn has_untracked(self, item: WorkId) -> bool {
        self.items.with_untracked(|items| items.contains(&item))
    }

    /// Ticks a row, or takes that back.
    pub(super) fn turn(self, item: WorkId, on: bool) {
        self.lost.set(0);
        self.items.update(|items| {
            items.retain(|other| *other != item);
            if on {
                items.push(item);
            }
        });
    }

    /// What was not done stays ticked: something else may be done with it. What is new is looked at first.
    pub(super) fn left(self, failed: &[BatchFailed]) {
        self.lost.set(0);
        let stay = failed.iter().filter(|one| one.why != BatchWhy::New);
        self.items.set(stay.map(|one| one.item).collect());
        let taken = failed.iter().filter(|one| one.why == BatchWhy::Taken);
        self.taken.set_value(taken.map(|one| one.item).collect());
    }

    /// Takes the ticks off what is not in the list any more, and off what does not stand as it did: somebody looks at that
    /// before something is done with it. With each row comes whether it is the reader's own.
    pub(super) fn keep(self, rows: Vec<(Ticked, bool)>) {
        let ticked = self.items.get_untracked();
        let (mut stay, mut lost) = (Vec::new(), 0);
        for item in &ticked {
            let before = self.rows.with_value(|rows| rows.iter().find(|(row, _)| row.item == *item).copied());
            let Some(now) = rows.iter().find(|(row, _)| row.item == *item).copied() else { continue };
            let told = self.taken.with_value(|taken| taken.contains(item));
            match before {
                Some(before) if is_news(before, now, told) => lost += 1,
                _ => stay.push(*item),
            }
            if told && before.is_some_and(|(before, _)| before != now.0) {
                // This was it; who has it next is news again.
                self.taken.update_value(|taken| taken.retain(|other| other != item));
            }
        }
        if stay.len() < ticked.len() {
            self.items.set(stay);
        }
        if lost > 0 {
            self.lost.set(lost);
        }
        self.rows.set_value(rows);
    }

    /// Goes to what can be done with what is ticked.
    pub(super) fn go(self, deed: &str) {
        self.deed.set(deed.to_owned());
        portal_browser::focus_now(DEED);
    }
}

/// Whether a row stands as somebody has not seen it. With each comes whether it is her own: she knows what she has taken, and
/// what she has let go. `told`: she was told that somebody else has it.
fn is_news((before, had): (Ticked, bool), (now, has): (Ticked, bool), told: bool) -> bool {
    match (before.stood, now.stood) {
        (Some(before), Some(now)) => {
            let known = has || told || (had && now.was.is_none());
            before.last_at != now.last_at || (before.was != now.was && !known)
        }
        (before, now) => before != now,
    }
}

/// What is said of the fields.
pub(super) fn sentence(w: &Words, field: &str, problem: &Problem) -> String {
    match (field, problem) {
        ("items", Problem::Missing) => w.triage_batch_none(),
        ("items", _) => w.triage_batch_many(BATCH_MOST),
        ("to", _) => w.triage_to_bad(),
        _ => text::problem(w, problem),
    }
}

/// What became of it: with how many it was done, and each with which it was not.
#[derive(Clone, PartialEq)]
pub(super) struct Told {
    pub(super) done: u32,
    pub(super) failed: Vec<(String, BatchWhy)>,
}

/// What became of it, in words, and that rows are not ticked any more.
#[component]
pub(super) fn Outcome(told: RwSignal<Option<Told>>, picked: Picked) -> impl IntoView {
    let w = use_words();
    let said = move || {
        told.get().map(|Told { done, failed }| {
            let any = !failed.is_empty();
            let tone = if any { Tone::Caution } else { Tone::Positive };
            let lines = failed
                .into_iter()
                .map(|(title, why)| {
                    view! {
                        <li>
                            <strong>{title}</strong>
                            ": "
                            {said::why(w, why)}
                        </li>
                    }
                })
                .collect_view();
            view! {
                <Notice tone title=w.triage_batch_done(done) live=true>
                    {any.then(|| view! { <ul class="stack tight">{lines}</ul> })}
                </Notice>
            }
        })
    };
    let lost = move || {
        let count = Some(picked.lost.get()).filter(|count| *count > 0);
        count.map(|count| view! { <Notice tone=Tone::Caution title=w.triage_batch_lost(count) live=true /> })
    };
    view! {
        <div id="batch-told" tabindex="-1">
            {said}
            {lost}
        </div>
    }
    .into_any()
}

/// Below the list: what is to be done with the ticked rows. Until the page is alive it stands there at once.
#[component]
pub(super) fn Bar(
    picked: Picked,
    /// To whom it can be given.
    colleagues: Vec<Colleague>,
    faults: Faults,
    #[prop(into)] busy: Signal<bool>,
    typing: RwSignal<bool>,
) -> impl IntoView {
    let w = use_words();
    let alive = use_alive();
    let count = Memo::new(move |_| picked.items.with(Vec::len));
    let mut deeds = vec![SelectOption::new("take", w.triage_batch_take())];
    if !colleagues.is_empty() {
        deeds.push(SelectOption::new("assign", w.triage_batch_assign()));
    }
    deeds.push(SelectOption::new("done", w.triage_batch_close()));
    let mut to = vec![SelectOption::new("", w.details_choose())];
    to.extend(colleagues.into_iter().map(|one| SelectOption::new(one.account.to_string(), one.name)));
    let giving = move || !alive.get() || picked.deed.with(|deed| deed == "assign");
    let label = Signal::derive(move || w.triage_batch_do(count.get()));
    let press = Signal::derive(move || if alive.get() { label.get() } else { w.triage_batch_do_plain() });
    // What had the focus may be hidden now.
    on_cleanup(move || {
        typing.try_set(false);
    });
    view! {
        <fieldset
            class="batch stack tight"
            hidden=move || alive.get() && count.get() == 0
            on:focusin=move |_| typing.set(true)
            on:focusout=move |_| typing.set(false)
        >
            <legend>{w.triage_batch()}</legend>
            <SelectField
                label=w.triage_batch_deed()
                name="deed"
                id=DEED
                options=deeds
                bind=picked.deed
                error=faults.at("deed")
            />
            <div hidden=move || !giving()>
                <SelectField label=w.triage_batch_to() name="to" id="batch-to" options=to error=faults.at("to") />
            </div>
            <div>
                <Button label=press variant=ButtonVariant::Secondary busy busy_label=w.enroll_busy() />
            </div>
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::triage::Stood;

    #[test]
    fn r_6_8_what_the_reader_knows_of_a_ticked_row_is_no_news() {
        let row = |last_at, was: Option<&str>| {
            let item: WorkId = "01900000-0000-7000-8000-000000000001".parse().unwrap();
            Ticked { item, stood: Some(Stood { last_at, was: was.map(|account| account.parse().unwrap()) }) }
        };
        let hers = "01900000-0000-7000-8000-000000000002";
        let free = (row(7, None), false);
        let (mine, taken) = ((row(7, Some(hers)), true), (row(7, Some(hers)), false));
        let other = (row(7, Some("01900000-0000-7000-8000-000000000003")), false);
        assert!(!is_news(free, free, false) && !is_news(taken, taken, false));
        assert!(is_news(free, taken, false) && is_news(taken, free, false));
        // She has taken it herself, or was told that somebody else has.
        assert!(!is_news(free, mine, false) && !is_news(other, mine, false) && !is_news(free, taken, true));
        // She has let it go: it is nobody's. That somebody else has it next is news.
        assert!(!is_news(mine, free, false) && is_news(mine, other, false));
        // What the patient has written is news to everybody.
        for before in [free, taken, mine] {
            assert!(is_news(before, (row(8, None), false), true) && is_news(before, (row(8, Some(hers)), true), true));
        }
    }
}

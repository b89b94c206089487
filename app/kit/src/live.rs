//! Staying up to date without losing the reader's place.

use leptos::prelude::*;
use portal_types::notice::Nudge;
use portal_types::page::Page;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Most nudges that are kept while something is on its way. Of more, it is only known that there were some.
const OWED_MOST: usize = 20;

/// How many forms of this tab are on their way to the server, and have no answer yet.
///
/// The news of what a form has done may be here before its answer. The page would follow the news, the form would go with
/// what it was for, and nobody would be left to say that it was done. So the news waits for the answer.
#[derive(Clone, Copy, Debug)]
pub struct OnTheirWay(RwSignal<u32>);

impl OnTheirWay {
    /// Makes it known to all pages of this app.
    pub fn provide() {
        provide_context(Self(RwSignal::new(0)));
    }

    /// Counts a form for as long as `pending` says so, and the calling component stands.
    pub fn count(pending: impl Fn() -> bool + 'static) {
        let Some(Self(forms)) = use_context::<Self>() else { return };
        let counted = Arc::new(AtomicBool::new(false));
        let is = move |now: bool| {
            if counted.swap(now, Ordering::Relaxed) != now {
                forms.try_update(|forms| *forms = if now { *forms + 1 } else { forms.saturating_sub(1) });
            }
        };
        let goes = is.clone();
        Effect::new(move |_| is(pending()));
        on_cleanup(move || goes(false));
    }
}

/// Hears nudges for as long as the calling component stands, each once no form is on its way any more. `None` means:
/// something may have been missed.
pub fn hear(heard: impl Fn(Option<Nudge>) + Clone + 'static) {
    let forms = use_context::<OnTheirWay>();
    let owed = StoredValue::new(Vec::<Option<Nudge>>::new());
    let listened = heard.clone();
    Effect::new(move |_| {
        let listened = listened.clone();
        until_gone(portal_browser::listen(move |nudge| {
            if forms.and_then(|OnTheirWay(forms)| forms.try_get_untracked()).unwrap_or(0) == 0 {
                listened(nudge);
                return;
            }
            owed.try_update_value(|owed| {
                if owed.len() >= OWED_MOST {
                    *owed = vec![None];
                } else if !owed.contains(&nudge) {
                    owed.push(nudge);
                }
            });
        }));
    });
    Effect::new(move |_| {
        if forms.is_none_or(|OnTheirWay(forms)| forms.get() == 0) {
            let owed = owed.try_update_value(std::mem::take).unwrap_or_default();
            untrack(|| owed.into_iter().for_each(&heard));
        }
    });
}

/// Calls what stops a listener of the browser when the calling component goes. A listener that outlives its component
/// finds signals that are no more, and the program ends.
pub fn until_gone(stop: Option<impl FnOnce() + 'static>) {
    let Some(stop) = stop else { return };
    let stop = StoredValue::new_local(Some(Box::new(stop) as Box<dyn FnOnce()>));
    on_cleanup(move || {
        if let Some(Some(stop)) = stop.try_update_value(Option::take) {
            stop();
        }
    });
}

/// Tells the frame that the reader has opened something: what it counts as unread may be less now. Provided by the
/// frame around a patient's pages, called by the page that shows what was unread.
#[derive(Clone, Copy, Debug)]
pub struct Opened(RwSignal<()>);

impl Opened {
    /// Makes it known to the pages inside the frame.
    pub fn provide() -> Self {
        let opened = Self(RwSignal::new(()));
        provide_context(opened);
        opened
    }

    /// Something was opened just now; nothing happens outside the frame.
    pub fn tell() {
        if let Some(Self(opened)) = use_context::<Self>() {
            opened.try_set(());
        }
    }

    /// To be heard inside an effect.
    pub fn track(self) {
        self.0.track();
    }
}

/// Lays a fresh first page over the rows that are shown: new rows come in, changed ones are replaced, and pages that
/// were loaded further down stay. `place` is what the list is ordered by: a time and the row's id.
///
/// When nothing of the fresh page was known, more was missed than one page holds. Then the fresh page stands alone,
/// because a hole in the middle would look like a whole.
pub fn lay_over<T, I>(shown: Page<T>, fresh: Page<T>, place: impl Fn(&T) -> (i64, I)) -> Page<T>
where
    I: Ord,
{
    let known = |id: &I| shown.rows.iter().any(|row| place(row).1 == *id);
    let overlaps = fresh.rows.iter().any(|row| known(&place(row).1));
    let Some(end) = fresh.rows.last().map(&place) else { return fresh };
    if fresh.next.is_none() || !overlaps {
        return fresh;
    }
    let Page { rows: mut all, next } = fresh;
    let mut older: Vec<T> = shown.rows;
    older.retain(|row| place(row) < end && !all.iter().any(|new| place(new).1 == place(row).1));
    if older.is_empty() {
        return Page { rows: all, next };
    }
    all.append(&mut older);
    Page { rows: all, next: shown.next }
}

/// Lays a fresh first page over the rows that are shown of a list whose order changes with every step: what was shown
/// says nothing about what is next. Of the rows that were loaded further down those stay that come after the fresh
/// ones.
pub fn lay_on_top<T, I: PartialEq>(shown: Page<T>, fresh: Page<T>, id: impl Fn(&T) -> I) -> Page<T> {
    if fresh.next.is_none() || shown.rows.len() <= fresh.rows.len() {
        return fresh;
    }
    let known = |row: &T| fresh.rows.iter().any(|new| id(new) == id(row));
    // What stood on the first page and is not on it any more has gone, or has moved down: it is loaded again with the
    // rest.
    let last = fresh.rows.last().and_then(|last| shown.rows.iter().position(|row| id(row) == id(last)));
    let Some(last) = last else { return fresh };
    let rest: Vec<T> = shown.rows.into_iter().skip(last + 1).filter(|row| !known(row)).collect();
    if rest.is_empty() {
        return fresh;
    }
    let mut rows = fresh.rows;
    rows.extend(rest);
    Page { rows, next: shown.next }
}

/// Appends the next page, without rows that moved up meanwhile and are shown already.
pub fn append<T, I: PartialEq>(shown: &mut Page<T>, more: Page<T>, id: impl Fn(&T) -> I) {
    for row in more.rows {
        if !shown.rows.iter().any(|known| id(known) == id(&row)) {
            shown.rows.push(row);
        }
    }
    shown.next = more.next;
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::page::Cursor;

    type Row = (i64, u32, &'static str);

    fn page(rows: &[Row], more: bool) -> Page<Row> {
        let id = "00000000-0000-0000-0000-000000000000".parse().unwrap();
        Page { rows: rows.to_vec(), next: more.then(|| Cursor { at: rows.last().unwrap().0, id }) }
    }

    fn over(shown: &[Row], fresh: &[Row], more: bool) -> Vec<u32> {
        lay_over(page(shown, true), page(fresh, more), |row| (row.0, row.1)).rows.iter().map(|row| row.1).collect()
    }

    #[test]
    fn a_new_row_comes_in_and_none_is_lost() {
        assert_eq!(over(&[(9, 1, ""), (8, 2, "")], &[(10, 3, ""), (9, 1, "")], true), [3, 1, 2]);
    }

    #[test]
    fn a_row_from_a_later_page_moves_up_once() {
        let shown = [(9, 1, ""), (8, 2, ""), (7, 3, ""), (6, 4, "")];
        assert_eq!(over(&shown, &[(10, 3, ""), (9, 1, "")], true), [3, 1, 2, 4]);
    }

    #[test]
    fn a_row_that_left_the_list_goes() {
        assert_eq!(over(&[(9, 1, ""), (8, 2, ""), (7, 3, "")], &[(9, 1, ""), (7, 3, "")], false), [1, 3]);
    }

    #[test]
    fn a_hole_is_never_shown_as_a_whole() {
        assert_eq!(over(&[(3, 1, ""), (2, 2, "")], &[(10, 8, ""), (9, 9, "")], true), [8, 9]);
    }

    #[test]
    fn the_last_page_may_be_empty() {
        assert!(over(&[(3, 1, "")], &[], false).is_empty());
    }

    #[test]
    fn appending_shows_no_row_twice() {
        let mut shown = page(&[(9, 1, ""), (8, 2, "")], true);
        append(&mut shown, page(&[(8, 2, ""), (7, 3, "")], false), |row| row.1);
        assert_eq!(shown.rows.iter().map(|row| row.1).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(shown.next, None);
    }
}

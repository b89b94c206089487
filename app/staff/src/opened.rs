//! What is open at a desk and has more than is shown at once: it changes in place, and what is earlier is added to it.

use crate::pulse::{Pulse, at_beats};
use leptos::prelude::*;
use portal_api::ApiError;
use portal_kit::live::{append, lay_over};
use portal_types::ask::{AskEvent, DeskAskView};
use portal_types::message::{MessageView, ThreadView};
use portal_types::page::{Cursor, Page};
use portal_types::triage::{ItemView, NoteView};

/// What is open, with a page of rows, the newest first.
pub(crate) trait Paged: Clone + Send + Sync + 'static {
    /// A row.
    type Row: 'static;

    /// The rows that are shown.
    fn page(&self) -> &Page<Self::Row>;

    /// The same, to be changed.
    fn page_mut(&mut self) -> &mut Page<Self::Row>;

    /// Where a row stands: the rows are ordered by it, and it tells them apart.
    fn place(row: &Self::Row) -> Cursor;
}

impl Paged for ThreadView {
    type Row = MessageView;

    fn page(&self) -> &Page<MessageView> {
        &self.messages
    }

    fn page_mut(&mut self) -> &mut Page<MessageView> {
        &mut self.messages
    }

    fn place(row: &MessageView) -> Cursor {
        Cursor { at: row.at.ms, id: row.message.0 }
    }
}

impl Paged for DeskAskView {
    type Row = AskEvent;

    fn page(&self) -> &Page<AskEvent> {
        &self.view.events
    }

    fn page_mut(&mut self) -> &mut Page<AskEvent> {
        &mut self.view.events
    }

    fn place(row: &AskEvent) -> Cursor {
        Cursor { at: row.at.ms, id: row.event }
    }
}

impl Paged for ItemView {
    type Row = NoteView;

    fn page(&self) -> &Page<NoteView> {
        &self.notes
    }

    fn page_mut(&mut self) -> &mut Page<NoteView> {
        &mut self.notes
    }

    fn place(row: &NoteView) -> Cursor {
        Cursor { at: row.at.ms, id: row.note }
    }
}

/// Takes the rows out of what is going to be replaced.
fn taken<T: Paged>(of: &mut T) -> Page<T::Row> {
    std::mem::replace(of.page_mut(), Page { rows: Vec::new(), next: None })
}

/// Asks for what is open again with `refresh` whenever the pulse says so, and lays the answer over what is shown: what
/// was loaded further down stays. Returns what is called when something was done with it, for which the list is asked
/// again, too; and what asks for it alone.
pub(crate) fn keep_fresh<T: Paged>(
    shown: RwSignal<T>,
    trouble: RwSignal<Option<ApiError>>,
    pulse: Pulse,
    refresh: Action<(), Result<T, ApiError>>,
) -> (Callback<()>, Callback<()>) {
    Effect::new(move |_| match refresh.value().get() {
        Some(Ok(mut fresh)) => {
            shown.update(|shown| {
                let (old, new) = (taken(shown), taken(&mut fresh));
                *fresh.page_mut() = lay_over(old, new, |row| {
                    let Cursor { at, id } = T::place(row);
                    (at, id)
                });
                *shown = fresh;
            });
            trouble.set(None);
        }
        Some(Err(error)) => trouble.set(Some(error)),
        None => {}
    });
    at_beats(pulse.open, move || {
        refresh.dispatch(());
    });
    let changed = Callback::new(move |()| {
        refresh.dispatch(());
        pulse.queue.update(|beat| *beat += 1);
    });
    let retry = Callback::new(move |()| {
        refresh.dispatch(());
    });
    (changed, retry)
}

/// Adds what `more` brings to what is shown. Returns from where on there is something earlier, and what asks for it.
pub(crate) fn add_earlier<T: Paged>(
    shown: RwSignal<T>,
    trouble: RwSignal<Option<ApiError>>,
    more: Action<Cursor, Result<T, ApiError>>,
) -> (Memo<Option<Cursor>>, Callback<()>) {
    Effect::new(move |_| match more.value().get() {
        Some(Ok(mut earlier)) => {
            let rows = taken(&mut earlier);
            shown.update(|shown| append(shown.page_mut(), rows, |row| T::place(row).id));
            trouble.set(None);
        }
        Some(Err(error)) => trouble.set(Some(error)),
        None => {}
    });
    let next = Memo::new(move |_| shown.with(|shown| shown.page().next));
    let load = Callback::new(move |()| {
        if let (Some(before), false) = (next.get_untracked(), more.pending().get_untracked()) {
            more.dispatch(before);
        }
    });
    (next, load)
}

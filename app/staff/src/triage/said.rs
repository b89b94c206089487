//! Codes of the queue as sentences.

use portal_kit::text;
use portal_types::account::Lang;
use portal_types::triage::{Assigned, BatchWhy, ItemKind, ItemMoved, MoveView, QueueFilter};
use portal_words::Words;

/// What a piece of work is.
pub(super) fn kind(w: &Words, kind: ItemKind) -> String {
    match kind {
        ItemKind::Thread => w.triage_kind_message(),
        ItemKind::Ask(kind) => text::ask_kind(w, kind),
    }
}

/// Which part of the queue.
pub(super) fn filter(w: &Words, filter: QueueFilter) -> String {
    match filter {
        QueueFilter::Mine => w.triage_show_mine(),
        QueueFilter::Unassigned => w.triage_show_unassigned(),
        QueueFilter::All => w.triage_show_all(),
        QueueFilter::Late => w.triage_show_late(),
    }
}

/// Whose turn it is: who stands in today, before whom she stands in for.
pub(super) fn turn(w: &Words, assigned: Option<&Assigned>) -> String {
    match assigned {
        None => w.triage_nobodys(),
        Some(Assigned { name, cover: Some(cover), .. }) => w.triage_covered(cover, name),
        Some(Assigned { mine: true, .. }) => w.triage_yours(),
        Some(Assigned { name, .. }) => w.triage_somebodys(name),
    }
}

/// Why it was not done.
pub(super) fn why(w: &Words, why: BatchWhy) -> String {
    match why {
        BatchWhy::Gone => w.triage_why_gone(),
        BatchWhy::Taken => w.triage_why_taken(),
        BatchWhy::NotTheirs => w.triage_why_not_theirs(),
        BatchWhy::ByItself => w.triage_why_by_itself(),
        BatchWhy::Claimed => w.triage_why_claimed(),
        BatchWhy::New => w.triage_why_new(),
        BatchWhy::Failed => w.triage_why_failed(),
    }
}

/// What has happened at the desk, and to whom it went.
pub(super) fn moved(w: &Words, line: &MoveView) -> String {
    let to = || line.to.clone().unwrap_or_else(|| w.activity_nobody());
    match line.what {
        ItemMoved::Taken => w.triage_moved_taken(),
        ItemMoved::Assigned => w.triage_moved_assigned(to()),
        ItemMoved::Handed => w.triage_moved_handed(to()),
        ItemMoved::PutBack => w.triage_moved_put_back(),
        ItemMoved::Moved => match line.to_pool {
            Some(pool) => w.triage_moved_pool(text::pool_kind(w, pool)),
            None => w.triage_moved_elsewhere(),
        },
        ItemMoved::Escalated => w.triage_moved_escalated(),
    }
}

/// A language by its tag, where we know its name.
pub(super) fn language(w: &Words, tag: &str) -> String {
    Lang::from_code(tag).map_or_else(|| tag.to_owned(), |lang| crate::parts::lang(w, lang))
}

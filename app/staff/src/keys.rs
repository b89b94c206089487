//! The keyboard of a desk with a queue: what each key does, in one place, and the list of them.

use leptos::prelude::*;
use portal_kit::CheckBox;
use portal_kit::boot::use_words;
use std::fmt::Display;

/// The `id` of a row's link.
pub(crate) fn row_id(of: impl Display) -> String {
    format!("desk-row-{of}")
}

/// The row after (or before) the one at hand; the first when there is none.
fn beside<K: Copy + PartialEq>(order: &[K], at: Option<K>, down: bool) -> Option<K> {
    let place = at.and_then(|at| order.iter().position(|row| *row == at));
    let next = match place {
        None => 0,
        Some(place) if down => (place + 1).min(order.len().saturating_sub(1)),
        Some(place) => place.saturating_sub(1),
    };
    order.get(next).copied()
}

/// Where Escape leads to: the row that is at hand, or the first one, where the queue does not have it any more.
fn back<K: Copy + PartialEq>(order: &[K], at: Option<K>) -> Option<K> {
    at.filter(|at| order.contains(at)).or_else(|| order.first().copied())
}

/// Where somebody is in a queue.
#[derive(Clone, Copy)]
pub(crate) struct Place<K: Send + Sync + 'static> {
    /// The row that is open.
    pub(crate) open: Signal<Option<K>>,
    /// The rows in the order shown.
    pub(crate) order: RwSignal<Vec<K>>,
    /// The row the keyboard is at.
    pub(crate) at: RwSignal<Option<K>>,
}

impl<K: Send + Sync + 'static> Place<K> {
    /// At no row yet.
    pub(crate) fn new(open: Signal<Option<K>>) -> Self {
        Self { open, order: RwSignal::new(Vec::new()), at: RwSignal::new(None) }
    }
}

/// What "r" leads to in what is open.
#[derive(Clone)]
pub(crate) struct Reply {
    /// The `id`s of what takes the focus: what of them is on the page.
    pub(crate) ids: &'static [&'static str],
    /// What the list of keys calls it.
    pub(crate) does: String,
    /// What the list says about opening a row.
    pub(crate) opens: String,
    /// What the list says about leaving it.
    pub(crate) leaves: String,
}

/// A letter that a desk has besides.
#[derive(Clone)]
pub(crate) struct Also {
    /// The letter.
    pub(crate) key: &'static str,
    /// What the list of keys says about it.
    pub(crate) does: String,
    /// Does it.
    pub(crate) press: Callback<()>,
}

/// Hears the keys while the page stands, and lists them. Enter needs no code: the rows are links.
#[component]
pub(crate) fn Keys<K>(
    /// Where she is.
    place: Place<K>,
    /// Whether somebody types: then letters are letters.
    typing: RwSignal<bool>,
    /// Where "r" leads.
    reply: Reply,
    /// What other letters do here.
    #[prop(optional)]
    also: Vec<Also>,
) -> impl IntoView
where
    K: Copy + PartialEq + Display + Send + Sync + 'static,
{
    let w = use_words();
    let Place { open: chosen, order, at } = place;
    let open = RwSignal::new(false);
    // Who talks to the computer, or presses keys unawares, can switch single letters off.
    let on = RwSignal::new(true);
    let answer = reply.ids;
    let others: Vec<(&'static str, Callback<()>)> = also.iter().map(|one| (one.key, one.press)).collect();

    Effect::new(move |_| {
        let others = others.clone();
        let listener = window_event_listener(leptos::ev::keydown, move |press| {
            let chord = press.ctrl_key() || press.meta_key() || press.alt_key();
            let key = press.key();
            if key == "Escape" {
                open.set(false);
                if typing.get_untracked() {
                    let from = chosen.get_untracked().or(at.get_untracked());
                    // Out of the field, also where nothing waits any more.
                    match order.with_untracked(|order| back(order, from)) {
                        Some(row) => portal_browser::focus_now(&row_id(row)),
                        None => portal_browser::focus_now("desk-keys"),
                    }
                }
                return;
            }
            if chord || typing.get_untracked() || !on.get_untracked() {
                return;
            }
            match key.as_str() {
                "j" | "k" => {
                    let from = at.get_untracked().or(chosen.get_untracked());
                    if let Some(next) = order.with_untracked(|order| beside(order, from, key == "j")) {
                        at.set(Some(next));
                        portal_browser::focus_now(&row_id(next));
                    }
                }
                "r" if chosen.get_untracked().is_some() => {
                    // Or the letter would become the first of the answer.
                    press.prevent_default();
                    for id in answer {
                        portal_browser::focus_now(id);
                    }
                }
                "?" => {
                    open.update(|open| *open = !*open);
                    portal_browser::focus_now("desk-keys");
                }
                other => {
                    if let Some((_, does)) = others.iter().find(|(key, _)| *key == other) {
                        press.prevent_default();
                        does.run(());
                    }
                }
            }
        });
        on_cleanup(move || listener.remove());
    });

    let line = |key: &'static str, does: String| {
        view! {
            <li>
                <kbd>{key}</kbd>
                " "
                {does}
            </li>
        }
    };
    let Reply { does, opens, leaves, .. } = reply;
    view! {
        <details open=move || open.get()>
            <summary
                id="desk-keys"
                on:click=move |click| {
                    click.prevent_default();
                    open.update(|open| *open = !*open);
                }
            >
                {w.desk_keys()}
            </summary>
            <ul class="stack tight">
                {line("j", w.desk_key_down())} {line("k", w.desk_key_up())} {line("Enter", opens)}
                {line("r", does)}
                {also.into_iter().map(|one| line(one.key, one.does)).collect_view()} {line("Esc", leaves)}
                {line("?", w.desk_key_help())}
            </ul>
            <CheckBox label=w.desk_keys_on() name="keys" id="desk-keys-on" bind=on hint=w.desk_keys_on_hint() />
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stop_at_both_ends() {
        let order = [1, 2, 3];
        assert_eq!(beside(&order, None, true), Some(1));
        assert_eq!(beside(&order, Some(1), true), Some(2));
        assert_eq!(beside(&order, Some(3), true), Some(3));
        assert_eq!(beside(&order, Some(1), false), Some(1));
        assert_eq!(beside(&order, Some(9), false), Some(1));
        assert_eq!(beside::<u8>(&[], None, true), None);
    }

    #[test]
    fn escape_leads_to_the_row_at_hand_or_to_the_first_that_waits() {
        let order = [1, 2, 3];
        assert_eq!(back(&order, Some(2)), Some(2));
        assert_eq!(back(&order, Some(9)), Some(1));
        assert_eq!(back(&order, None), Some(1));
        assert_eq!(back::<u8>(&[], Some(1)), None);
    }
}

//! The keyboard: what each key does, in one place, and the list of them.

use super::Chosen;
use leptos::prelude::*;
use portal_kit::CheckBox;
use portal_kit::boot::use_words;
use portal_types::ids::ThreadId;

/// The `id` of a row's link.
pub(super) fn row_id(thread: ThreadId) -> String {
    format!("desk-row-{thread}")
}

/// The `id` of the answer's field.
pub(super) const ANSWER: &str = "desk-answer";

/// The row after (or before) the one at hand; the first when there is none.
fn beside(order: &[ThreadId], at: Option<ThreadId>, down: bool) -> Option<ThreadId> {
    let place = at.and_then(|at| order.iter().position(|thread| *thread == at));
    let next = match place {
        None => 0,
        Some(place) if down => (place + 1).min(order.len().saturating_sub(1)),
        Some(place) => place.saturating_sub(1),
    };
    order.get(next).copied()
}

/// Hears the keys while the page stands, and lists them. Enter needs no code: the rows are links.
#[component]
pub(super) fn Keys(
    chosen: Memo<Chosen>,
    typing: RwSignal<bool>,
    order: RwSignal<Vec<ThreadId>>,
    at: RwSignal<Option<ThreadId>>,
) -> impl IntoView {
    let w = use_words();
    let open = RwSignal::new(false);
    // Who talks to the computer, or presses keys unawares, can switch single letters off.
    let on = RwSignal::new(true);

    Effect::new(move |_| {
        let listener = window_event_listener(leptos::ev::keydown, move |press| {
            let chord = press.ctrl_key() || press.meta_key() || press.alt_key();
            let key = press.key();
            if key == "Escape" {
                open.set(false);
                let row = chosen.get_untracked().thread();
                if let (true, Some(row)) = (typing.get_untracked(), row) {
                    portal_browser::focus_now(&row_id(row));
                }
                return;
            }
            if chord || typing.get_untracked() || !on.get_untracked() {
                return;
            }
            match key.as_str() {
                "j" | "k" => {
                    let from = at.get_untracked().or(chosen.get_untracked().thread());
                    if let Some(next) = order.with_untracked(|order| beside(order, from, key == "j")) {
                        at.set(Some(next));
                        portal_browser::focus_now(&row_id(next));
                    }
                }
                "r" if chosen.get_untracked().thread().is_some() => {
                    // Or the letter would become the first of the answer.
                    press.prevent_default();
                    portal_browser::focus_now(ANSWER);
                }
                "?" => {
                    open.update(|open| *open = !*open);
                    portal_browser::focus_now("desk-keys");
                }
                _ => {}
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
                {line("j", w.desk_key_down())} {line("k", w.desk_key_up())} {line("Enter", w.desk_key_open())}
                {line("r", w.desk_key_reply())} {line("Esc", w.desk_key_leave())} {line("?", w.desk_key_help())}
            </ul>
            <CheckBox label=w.desk_keys_on() name="keys" id="desk-keys-on" bind=on hint=w.desk_keys_on_hint() />
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u8) -> ThreadId {
        format!("00000000-0000-0000-0000-0000000000{n:02}").parse().unwrap()
    }

    #[test]
    fn keys_stop_at_both_ends() {
        let order = [id(1), id(2), id(3)];
        assert_eq!(beside(&order, None, true), Some(id(1)));
        assert_eq!(beside(&order, Some(id(1)), true), Some(id(2)));
        assert_eq!(beside(&order, Some(id(3)), true), Some(id(3)));
        assert_eq!(beside(&order, Some(id(1)), false), Some(id(1)));
        assert_eq!(beside(&order, Some(id(9)), false), Some(id(1)));
        assert_eq!(beside(&[], None, true), None);
    }
}

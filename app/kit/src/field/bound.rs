//! Ties a native control to a signal without ever losing what was typed.
//!
//! Before the page comes alive a person may have typed, a password manager may have filled in, the browser may have
//! restored. `prop:value` and `bind:value` would write the signal over that. Here the control wins the first time, and
//! the signal each time after.

use leptos::{html, prelude::*};

/// Keeps a control and `value` equal. `shown` reads the control, `show` writes it, `sent` is the text the server put
/// into it.
pub(super) fn tie<C: 'static>(
    control: impl Fn() -> Option<C> + 'static,
    shown: fn(&C) -> String,
    show: fn(&C, &str),
    value: RwSignal<String>,
    sent: String,
) {
    Effect::new(move |met: Option<bool>| {
        let wanted = value.get();
        let Some(control) = control() else {
            return false;
        };
        let now = shown(&control);
        if now == wanted {
            return true;
        }
        if met == Some(true) || now == sent {
            show(&control, &wanted);
        } else {
            value.set(now);
        }
        true
    });
}

/// The same for a box or radio button that is on or off.
pub(super) fn tie_checked(node: NodeRef<html::Input>, on: Signal<bool>, sent: bool, turn: impl Fn(bool) + 'static) {
    Effect::new(move |met: Option<bool>| {
        let wanted = on.get();
        let Some(control) = node.get() else {
            return false;
        };
        let shown = control.checked();
        if shown == wanted {
            return true;
        }
        if met == Some(true) || shown == sent {
            control.set_checked(wanted);
        } else {
            turn(shown);
        }
        true
    });
}

//! Clocks, activity and the other tabs, for the session's time-out.

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::BroadcastChannel;

const CHANNEL: &str = "portal-session";

/// The browser's clock, milliseconds since the epoch. For measuring how long something took, not for dates.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// Runs something once, after so many milliseconds.
pub fn after(ms: i32, run: impl FnOnce() + 'static) {
    if let Some(window) = web_sys::window() {
        let run = Closure::once_into_js(run);
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(run.unchecked_ref(), ms);
    }
}

/// Runs something every so many milliseconds, for as long as the page lives; returns what stops it.
pub fn every(ms: i32, run: impl FnMut() + 'static) -> Option<impl FnOnce()> {
    let window = web_sys::window()?;
    let run = Closure::<dyn FnMut()>::new(run);
    let id = window.set_interval_with_callback_and_timeout_and_arguments_0(run.as_ref().unchecked_ref(), ms).ok()?;
    Some(move || {
        window.clear_interval_with_handle(id);
        drop(run);
    })
}

/// Calls back when the person types or touches, for as long as the page lives.
pub fn on_activity(seen: impl FnMut() + 'static) {
    if let Some(document) = web_sys::window().and_then(|w| w.document()) {
        let seen = Closure::<dyn FnMut()>::new(seen);
        for event in ["keydown", "pointerdown"] {
            let _ = document.add_event_listener_with_callback(event, seen.as_ref().unchecked_ref());
        }
        seen.forget();
    }
}

/// Calls back with whether the browser has a network: now, and with every change, for as long as the page lives.
pub fn on_connection(seen: impl Fn(bool) + 'static) {
    if let Some(window) = web_sys::window() {
        let online = window.navigator();
        seen(online.on_line());
        let change = Closure::<dyn FnMut()>::new(move || seen(online.on_line()));
        for event in ["online", "offline"] {
            let _ = window.add_event_listener_with_callback(event, change.as_ref().unchecked_ref());
        }
        change.forget();
    }
}

/// Calls back when the browser shows a page from its memory ("back" after signing out): it must not stay.
pub fn on_restored(mut restored: impl FnMut() + 'static) {
    if let Some(window) = web_sys::window() {
        let run =
            Closure::<dyn FnMut(web_sys::PageTransitionEvent)>::new(move |event: web_sys::PageTransitionEvent| {
                if event.persisted() {
                    restored();
                }
            });
        let _ = window.add_event_listener_with_callback("pageshow", run.as_ref().unchecked_ref());
        run.forget();
    }
}

thread_local! {
    /// Whether this tab is the one that signs out: it hears its own channel too, and must not leave twice.
    static LEAVING: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Tells the other tabs that this session is over.
pub fn tell_signed_out() {
    LEAVING.set(true);
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        let _ = channel.post_message(&"signed-out".into());
        channel.close();
    }
}

/// Calls back when another tab has signed out.
pub fn on_signed_out(mut over: impl FnMut() + 'static) {
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        let run = Closure::<dyn FnMut()>::new(move || {
            if !LEAVING.get() {
                over();
            }
        });
        channel.set_onmessage(Some(run.as_ref().unchecked_ref()));
        run.forget();
        // The channel lives as long as the page.
        std::mem::forget(channel);
    }
}

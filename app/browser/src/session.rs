//! Clocks, activity and the other tabs, for the session's time-out.

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{BroadcastChannel, EventTarget};

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
    // What names an interval is kept as the browser gave it: not every clock counts in 32 bits, and one that is not
    // cleared would call what is no more.
    let call = |name: &str| js_sys::Reflect::get(&window, &name.into()).ok()?.dyn_into::<js_sys::Function>().ok();
    let (set, clear) = (call("setInterval")?, call("clearInterval")?);
    let id = set.call2(&window, run.as_ref(), &ms.into()).ok()?;
    Some(move || {
        let _ = clear.call1(&window, &id);
        drop(run);
    })
}

/// Hears events until what comes back is called.
pub(crate) fn until(
    target: EventTarget,
    events: &'static [&'static str],
    run: Closure<dyn FnMut(web_sys::Event)>,
) -> impl FnOnce() {
    for event in events {
        let _ = target.add_event_listener_with_callback(event, run.as_ref().unchecked_ref());
    }
    move || {
        for event in events {
            let _ = target.remove_event_listener_with_callback(event, run.as_ref().unchecked_ref());
        }
        drop(run);
    }
}

/// Calls back when the person types or touches; returns what stops it.
pub fn on_activity(mut seen: impl FnMut() + 'static) -> Option<impl FnOnce()> {
    let document = web_sys::window()?.document()?;
    Some(until(document.into(), &["keydown", "pointerdown"], Closure::new(move |_| seen())))
}

/// Calls back when the page is no longer seen: another tab, another app, or its end; returns what stops it.
pub fn on_hidden(mut hidden: impl FnMut() + 'static) -> Option<impl FnOnce()> {
    let document = web_sys::window()?.document()?;
    let seen = document.clone();
    let changed = Closure::new(move |_| {
        if seen.hidden() {
            hidden();
        }
    });
    Some(until(document.into(), &["visibilitychange"], changed))
}

/// Calls back with whether the browser has a network: now, and with every change; returns what stops it.
pub fn on_connection(seen: impl Fn(bool) + 'static) -> Option<impl FnOnce()> {
    let window = web_sys::window()?;
    let online = window.navigator();
    seen(online.on_line());
    Some(until(window.into(), &["online", "offline"], Closure::new(move |_| seen(online.on_line()))))
}

/// Calls back when the browser shows a page from its memory ("back" after signing out): it must not stay. Returns what
/// stops it.
pub fn on_restored(mut restored: impl FnMut() + 'static) -> Option<impl FnOnce()> {
    let shown = Closure::new(move |event: web_sys::Event| {
        if event.dyn_ref::<web_sys::PageTransitionEvent>().is_some_and(web_sys::PageTransitionEvent::persisted) {
            restored();
        }
    });
    Some(until(web_sys::window()?.into(), &["pageshow"], shown))
}

thread_local! {
    /// Whether this tab is the one that signs out: it hears its own channel too, and must not leave twice.
    static LEAVING: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// How another tab has left the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// Its person has signed out.
    SignedOut,
    /// It was left alone.
    Idle,
    /// Its person has locked it.
    Locked,
    /// Its person must not be seen in it, and is leaving at this very moment.
    Away,
}

const IDLE: &str = "idle";
const LOCKED: &str = "locked";
const AWAY: &str = "away";

fn tell(news: &str) {
    LEAVING.set(true);
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        let _ = channel.post_message(&news.into());
        channel.close();
    }
}

/// Tells the other tabs that this session is over, because its person has signed out.
pub fn tell_signed_out() {
    tell("signed-out");
}

/// Tells the other tabs that this session is over, because it was left alone.
pub fn tell_idle() {
    tell(IDLE);
}

/// Tells the other tabs that this session is locked.
pub fn tell_locked() {
    tell(LOCKED);
}

/// Tells the other tabs that the person of this session must not be seen in it.
pub fn tell_away() {
    tell(AWAY);
}

/// Calls back when another tab has left the session; returns what stops it.
pub fn on_left(mut left: impl FnMut(Left) + 'static) -> Option<impl FnOnce()> {
    let channel = BroadcastChannel::new(CHANNEL).ok()?;
    let run = Closure::<dyn FnMut(web_sys::MessageEvent)>::new(move |news: web_sys::MessageEvent| {
        if !LEAVING.get() {
            left(match news.data().as_string().as_deref() {
                Some(IDLE) => Left::Idle,
                Some(LOCKED) => Left::Locked,
                Some(AWAY) => Left::Away,
                _ => Left::SignedOut,
            });
        }
    });
    channel.set_onmessage(Some(run.as_ref().unchecked_ref()));
    Some(move || {
        channel.close();
        drop(run);
    })
}

//! The page itself: where it goes, what has the focus, whether it is ready.

use portal_types::ids::IntentKey;
use wasm_bindgen::{JsCast, prelude::Closure};

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// Sets `data-ready` on the body: hydration is over, presses are heard. Browser tests wait for it.
pub fn mark_ready() {
    if let Some(body) = document().and_then(|d| d.body()) {
        let _ = body.set_attribute("data-ready", "");
    }
    // Where the last press led, for `recover`.
    if let Some(document) = document() {
        let pressed = Closure::<dyn FnMut(web_sys::Event)>::new(|press: web_sys::Event| {
            let element = press.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let link = element.and_then(|element| element.closest("a[href^='/']").ok().flatten());
            PRESSED.set(link.and_then(|link| link.get_attribute("href")));
        });
        let _ = document.add_event_listener_with_callback("click", pressed.as_ref().unchecked_ref());
        pressed.forget();
    }
}

/// Goes to an address of this site by a full load, so that nothing of the page before stays in memory.
pub fn go(to: &str) {
    // Only ever a path of this site: "//host" and "https:" would leave it.
    if let (true, Some(window)) = (to.starts_with('/') && !to.starts_with("//"), web_sys::window()) {
        let _ = window.location().assign(to);
    }
}

/// Takes the page out of sight, and its address out of what "back" leads to, at once: its person must not be seen reading
/// it. What leads away from here follows.
pub fn vanish() {
    let Some(window) = web_sys::window() else { return };
    if let Ok(history) = window.history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some("/"));
    }
    if let Some(document) = window.document() {
        document.set_title("");
        if let Some(body) = document.body() {
            let _ = body.set_attribute("hidden", "");
        }
    }
}

/// Loads this page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// After a failure that the page cannot mend itself (a piece of code that did not come): loads the page anew, or
/// the one that the last press led to. Only from a page that was alive, and not twice in ten seconds: what fails at once
/// again stays as the server drew it.
pub fn recover() {
    const KEY: &str = "recovered";
    if !document().and_then(|d| d.body()).is_some_and(|body| body.has_attribute("data-ready")) {
        return;
    }
    let Some(store) = web_sys::window().and_then(|w| w.session_storage().ok().flatten()) else { return };
    // Whole numbers: reading one with a point in it would be a fifteenth of all that a first visit loads.
    let now = crate::session::now_ms() as i64;
    let before = store.get_item(KEY).ok().flatten().and_then(|at| at.parse::<i64>().ok());
    if before.is_none_or(|before| now - before > 10_000) && store.set_item(KEY, &now.to_string()).is_ok() {
        match PRESSED.take() {
            Some(to) => go(&to),
            None => reload(),
        }
    }
}

/// Prints the page.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// What stands after "#" in the address, once: it is taken out of the address, so that it stays in no history and is not
/// passed on with a copied link.
pub fn take_fragment() -> Option<String> {
    let window = web_sys::window()?;
    let fragment = window.location().hash().ok()?;
    let fragment = fragment.strip_prefix('#').filter(|rest| !rest.is_empty())?.to_owned();
    let path = window.location().pathname().ok()?;
    let _ = window.history().ok()?.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path));
    Some(fragment)
}

/// The query of the address, with its "?", or nothing.
pub fn address_query() -> String {
    web_sys::window().and_then(|w| w.location().search().ok()).unwrap_or_default()
}

/// Moves the focus to the element with this id, which is there already: for keys, whose next press may follow at once.
pub fn focus_now(id: &str) {
    if let Some(element) = document().and_then(|d| d.get_element_by_id(id)) {
        if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
            let _ = element.focus();
        }
    }
}

/// Moves the focus to the element with this id, once the page has drawn what is under way.
pub fn focus(id: &str) {
    let id = id.to_owned();
    crate::session::after(0, move || focus_now(&id));
}

thread_local! {
    /// The address of the link that was pressed last, if the last press was on one.
    static PRESSED: std::cell::RefCell<Option<String>> = const { std::cell::RefCell::new(None) };
    /// Whether the page that the browser itself opened has been drawn.
    static OPENED: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Moves the focus to the page's content, without scrolling: for a page that came by a link. Called for every page;
/// on the first, which the browser itself has opened, the focus stays where the browser puts it.
pub fn focus_page() {
    if !OPENED.replace(true) {
        return;
    }
    crate::session::after(0, || {
        if let Some(main) = document().and_then(|d| d.get_element_by_id("main")) {
            if let Some(main) = main.dyn_ref::<web_sys::HtmlElement>() {
                let still = web_sys::FocusOptions::new();
                still.set_prevent_scroll(true);
                let _ = main.focus_with_options(&still);
            }
        }
    });
}

/// Scrolls so far that the element with this id is seen, without moving the focus.
pub fn scroll_to_end(id: &str) {
    if let Some(element) = document().and_then(|d| d.get_element_by_id(id)) {
        element.scroll_into_view_with_bool(false);
    }
}

/// A new intent: made once per thing a person wants to do, repeated with every retry of it.
pub fn new_intent() -> Option<IntentKey> {
    web_sys::window()?.crypto().ok()?.random_uuid().parse().ok()
}

/// Registers the service worker that keeps static files and the offline page.
pub fn register_worker() {
    if let Some(window) = web_sys::window() {
        let navigator = window.navigator();
        // Absent on plain http to another machine.
        if js_sys::Reflect::has(&navigator, &"serviceWorker".into()).unwrap_or(false) {
            let registered = navigator.service_worker().register("/sw.js");
            // Nothing waits for it, and nothing depends on it: signing out clears the site's storage, which ends a
            // registration that is under way. The next page asks again.
            wasm_bindgen_futures::spawn_local(async move {
                let _ = wasm_bindgen_futures::JsFuture::from(registered).await;
            });
        }
    }
}

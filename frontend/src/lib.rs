#![doc = include_str!("../README.md")]
// View types nest deeply; a page of a few components passes the default of 128.
#![recursion_limit = "512"]

use leptos::mount::hydrate_from_async;
use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page's own script once the code is there.
#[wasm_bindgen]
pub async fn hydrate() {
    console_error_panic_hook::set_once();
    // Awaited to its end: a lazy page is awake only when its piece has come.
    hydrate_from_async(leptos::tachys::dom::body(), || view! { <app::App /> }).await.forget();
    portal_browser::mark_ready();
    portal_browser::register_worker();
}

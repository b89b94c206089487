#![doc = include_str!("../README.md")]

use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page's own script once the code is there.
#[wasm_bindgen]
pub async fn hydrate() {
    console_error_panic_hook::set_once();
    // Awaited to its end: a lazy page is awake only when its piece has come.
    leptos::mount::hydrate_from_async(leptos::tachys::dom::body(), || view! { <app::App /> }).await.forget();
    portal_browser::mark_ready();
    portal_browser::register_worker();
}

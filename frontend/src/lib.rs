#![doc = include_str!("../README.md")]
// View types nest deeply; a page of a few components passes the default of 128.
#![recursion_limit = "512"]

use leptos::mount::hydrate_from_async;
use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// Room in the read-only data for what splitting adds: each piece's part of the data begins at a multiple of 16 bytes,
/// and where the whole does not fit into the place that the linker gave it, the splitter (wasm_split_cli_support 0.2.3,
/// `DataEmitInfo`) leaves *all* data in the first piece, every sentence of every page among it. Nothing refers to these
/// bytes, so they are in no piece and are not sent. Not zeros, which would not be in the read-only data.
#[used]
static ROOM: [u8; 32 * 1024] = [1; 32 * 1024];

/// Called by the page's own script once the code is there.
#[wasm_bindgen]
pub async fn hydrate() {
    // A piece of code that does not come (no network, or a newer build on the server) ends the program that waits for
    // it. The page is then loaded whole from the server, or the offline page says why not.
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        portal_browser::recover();
    }));
    // Awaited to its end: a lazy page is awake only when its piece has come.
    hydrate_from_async(leptos::tachys::dom::body(), || view! { <app::App /> }).await.forget();
    portal_browser::mark_ready();
    portal_browser::register_worker();
}

//! The HTML around everything.

use crate::App;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;
use portal_types::account::Boot;
use std::collections::HashMap;
use std::sync::Arc;

/// Trusted Types: templates may become HTML; a string may become a script's address only for the service worker, and
/// never a script. Must stand before the first script that is run.
const TRUSTED: &str = "if(window.trustedTypes)trustedTypes.createPolicy('default',{createHTML:s=>s,\
createScript(){throw new TypeError('no scripts from strings')},\
createScriptURL(u){if(u==='/sw.js')return u;throw new TypeError('no scripts from strings')}})";

/// The names of the browser's files in this build, as paths, read once when the server starts.
///
/// Leptos's own `HydrationScripts` and `HashedStylesheet` open a file for each page to learn them, and write the nonce
/// where style sheets can read it (`crossorigin`).
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// The style sheet.
    pub style: String,
    /// The script that starts the program.
    pub script: String,
    /// The program's first piece.
    pub program: String,
    /// The script that loads further pieces.
    pub loader: String,
    /// Which further pieces a lazy page needs, by its name in the program.
    pub pieces: HashMap<String, Vec<String>>,
}

/// The pieces of the program that this page needs besides the first, as addresses; named in its head, so that they are on
/// their way before the program asks for them.
#[derive(Clone, Debug, Default)]
pub struct Pieces(pub Vec<String>);

#[component]
fn Preloads() -> impl IntoView {
    let Pieces(pieces) = use_context().unwrap_or_default();
    pieces
        .into_iter()
        .map(|address| {
            if address.ends_with(".js") {
                view! { <link rel="modulepreload" href=address nonce=use_nonce() /> }.into_any()
            } else {
                view! {
                    <link rel="preload" href=address r#as="fetch" r#type="application/wasm" crossorigin="anonymous" />
                }
                .into_any()
            }
        })
        .collect_view()
}

/// The document of every page.
pub fn shell(assets: &Assets) -> impl IntoView + use<> {
    let Assets { style, script, program, .. } = assets.clone();
    let start = format!("import({script:?}).then(m=>m.default({{module_or_path:{program:?}}}).then(()=>m.hydrate()))");
    let boot = use_context::<Arc<Boot>>().unwrap_or_else(|| Arc::new(Boot::blank()));
    let brand = format!(":root{{--brand-hue:{}}}", boot.clinic.hue % 360);
    view! {
        <!DOCTYPE html>
        <html lang=boot.lang.code() dir="ltr">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <meta name="robots" content="noindex, nofollow" />
                <meta name="format-detection" content="telephone=no" />
                <script nonce=use_nonce()>{TRUSTED}</script>
                <link rel="stylesheet" href=style />
                <style nonce=use_nonce()>{brand}</style>
                <link rel="manifest" href="/manifest.webmanifest" />
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml" />
                <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
                <link rel="modulepreload" href=script nonce=use_nonce() />
                <link rel="preload" href=program r#as="fetch" r#type="application/wasm" crossorigin="anonymous" />
                <Preloads />
                <script type="module" nonce=use_nonce()>
                    {start}
                </script>
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

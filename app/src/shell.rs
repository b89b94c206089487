//! The HTML around everything.

use crate::App;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags};
use portal_types::account::Boot;
use std::sync::Arc;

/// Trusted Types: templates may become HTML; a string may become a script's address only for the service worker, and
/// never a script. Must stand before the first script that is run.
const TRUSTED: &str = "if(window.trustedTypes)trustedTypes.createPolicy('default',{createHTML:s=>s,\
createScript(){throw new TypeError('no scripts from strings')},\
createScriptURL(u){if(u==='/sw.js')return u;throw new TypeError('no scripts from strings')}})";

/// The document of every page.
pub fn shell(options: LeptosOptions) -> impl IntoView {
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
                <HashedStylesheet options=options.clone() id="style" />
                <style nonce=use_nonce()>{brand}</style>
                <link rel="manifest" href="/manifest.webmanifest" />
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml" />
                <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
                <HydrationScripts options=options />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

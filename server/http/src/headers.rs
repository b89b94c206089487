//! The headers of every response, and the nonce of every page.

use crate::doors::Doors;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;

/// The nonce of one response. Pages put it on their scripts.
#[derive(Clone, Debug)]
pub struct Nonce(pub Arc<str>);

/// Content policy of a page: nothing from elsewhere, no script without this response's nonce.
fn content_policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; \
         manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
         object-src 'none'; require-trusted-types-for 'script'; trusted-types default; report-to csp; \
         report-uri /csp-report"
    )
}

/// The policy of everything that is not a page: it may do nothing at all.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// What people take along or have sent: it may do nothing, and is of no origin, however a browser comes to show it.
const FILE: &str = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// The logo may be an SVG: opened by itself, it may have colours of its own, and do nothing.
const LOGO: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'; base-uri 'none'; \
                    form-action 'none'";

/// The offline page is kept by the browser and shown without us: no scripts, only its own style sheet and icon.
const OFFLINE: &str = "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; \
                       form-action 'none'";

/// A service worker's own policy is that of its script.
const WORKER: &str = "default-src 'none'; connect-src 'self'";

const ALWAYS: [(&str, &str); 8] = [
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
    // Nothing goes to other sites. Our own need it: a plain form comes back to the page it was sent from.
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    (
        "permissions-policy",
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), \
         microphone=(), payment=(), usb=(), browsing-topics=()",
    ),
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    ("reporting-endpoints", "csp=\"/csp-report\""),
];

pub(crate) async fn layer(State(doors): State<Doors>, mut request: Request, next: Next) -> Response {
    let nonce = Nonce(doors.nonce().into());
    let path = request.uri().path().to_owned();
    request.extensions_mut().insert(nonce.clone());
    let mut response = next.run(request).await;

    let is_page = response.headers().get(CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"text/html"));
    let policy = match path.as_str() {
        "/offline.html" => OFFLINE.to_owned(),
        "/sw.js" => WORKER.to_owned(),
        _ if path.starts_with("/file/") => FILE.to_owned(),
        _ if doors.is_logo(&path) => LOGO.to_owned(),
        _ if is_page => content_policy(&nonce.0),
        _ => NOTHING.to_owned(),
    };
    // Hashed files never change; the other static files are asked for again; nothing else is kept by anybody.
    let found = response.status() == StatusCode::OK || response.status() == StatusCode::NOT_MODIFIED;
    let caching = if found && (path.starts_with("/pkg/") || doors.is_logo(&path)) {
        "public, max-age=31536000, immutable"
    } else if found && doors.is_static(&path) {
        "no-cache"
    } else {
        "no-store"
    };
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert("content-security-policy", policy);
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(caching));
    for (name, value) in ALWAYS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

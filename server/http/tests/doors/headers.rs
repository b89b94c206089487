//! What every answer carries, as a table: `headers.txt`.
//!
//! A difference fails: read it, and if it is what browsers should hear, replace the file
//! (`UPDATE_TABLE=1 cargo test -p portal-http`).

use crate::{Ask, House, LOGO, Reply};
use axum::http::StatusCode;
use std::collections::HashSet;
use std::fmt::Write as _;

fn nonce(reply: &Reply) -> String {
    let policy = reply.header("content-security-policy");
    policy.split_once("'nonce-").and_then(|(_, rest)| rest.split_once('\'')).map_or(String::new(), |(n, _)| n.into())
}

#[tokio::test]
async fn every_kind_of_answer_carries_its_headers() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let asks = [
        ("a page", Ask::get("/practices")),
        ("a patient's page", Ask::get(&format!("/p/{}", ada.id)).signed_in(&ada.visitor())),
        ("a page that sends elsewhere", Ask::get("/desk")),
        ("a page that does not exist", Ask::get("/nowhere")),
        ("a page that fails", Ask::get("/panics")),
        ("a function", Ask::post("/api/accounts/clinic", "")),
        ("a refusal of a function", Ask::post("/api/accounts/stay", "")),
        ("a function that does not exist", Ask::post("/api/no/such", "")),
        ("a request from elsewhere", Ask::post("/api/accounts/clinic", "").with("sec-fetch-site", "cross-site")),
        ("too long a request", Ask::post("/api/accounts/sign-in", &"x".repeat(70_000))),
        ("the health check", Ask::get("/health")),
        ("the way out", Ask::get("/away")),
        ("the stream, for a stranger", Ask::get("/live")),
        ("a report", Ask::post("/csp-report", "{}")),
        ("a hashed file", Ask::get("/pkg/linden.js")),
        ("a hashed file that does not exist", Ask::get("/pkg/other.js")),
        ("a static file", Ask::get("/icon.svg")),
        ("the clinic's logo", Ask::get(LOGO)),
        ("the offline page", Ask::get("/offline.html")),
        ("the service worker", Ask::get("/sw.js")),
    ];
    let mut table = String::new();
    for (what, ask) in asks {
        let reply = house.ask(ask).await;
        let _ = writeln!(table, "--- {what}: {}", reply.status.as_u16());
        let mut lines: Vec<String> = reply
            .headers
            .iter()
            .filter(|(name, _)| *name != "content-length" && *name != "date")
            .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
            .collect();
        lines.sort();
        let nonce = nonce(&reply);
        for line in lines {
            let line = if nonce.is_empty() { line } else { line.replace(&nonce, "NONCE") };
            let _ = writeln!(table, "{line}");
        }
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/headers.txt");
    #[expect(clippy::disallowed_methods, reason = "the switch for replacing the table is a person's")]
    if std::env::var_os("UPDATE_TABLE").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    let decided = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(table, decided, "the table has changed; read it before replacing {path}");
}

/// The same, without a table: what must hold for every answer there is.
#[tokio::test]
async fn no_answer_can_be_framed_guessed_at_or_kept() {
    let house = House::open().await;
    for ask in [
        Ask::get("/"),
        Ask::get("/nowhere"),
        Ask::get("/panics"),
        Ask::get("/health"),
        Ask::post("/api/accounts/me", ""),
        Ask::post("/api/accounts/stay", ""),
        Ask::post("/nowhere", "").with("sec-fetch-site", "cross-site"),
    ] {
        let path = ask.path.clone();
        let reply = house.ask(ask).await;
        assert!(reply.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert!(reply.header("content-security-policy").contains("default-src 'none'"), "{path}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(reply.header("cache-control"), "no-store", "{path}");
        assert_eq!(reply.header("cross-origin-opener-policy"), "same-origin", "{path}");
    }
}

#[tokio::test]
async fn a_nonce_is_never_used_twice_and_is_the_pages_own() {
    let house = House::open().await;
    let mut seen = HashSet::new();
    for n in 0..500 {
        let reply = house.ask(Ask::get("/practices").from(&format!("198.51.100.{}", n % 250))).await;
        assert_eq!(reply.status, StatusCode::OK);
        let nonce = nonce(&reply);
        assert!(nonce.len() >= 22, "128 bits: {nonce}");
        assert!(reply.body.contains(&format!("<script nonce=\"{nonce}\">")), "the page has the nonce of its headers");
        assert!(seen.insert(nonce));
    }
}

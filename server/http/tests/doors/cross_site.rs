//! Nothing is changed, and nobody signed in or out, at the wish of another site.

use crate::{Ask, House, ORIGIN, functions};
use axum::http::{Method, StatusCode};

#[tokio::test]
async fn every_function_refuses_requests_from_elsewhere() {
    let house = House::open().await;
    let before = house.clinic.everything().await;
    for (n, (path, _)) in functions().into_iter().enumerate() {
        let ask = Ask::post(path, "").from(&format!("198.51.100.{n}"));
        let bare = ask.clone().without("sec-fetch-site").without("origin");
        let asks = [
            ask.clone().with("sec-fetch-site", "cross-site").with("origin", "https://evil.example"),
            ask.clone().with("sec-fetch-site", "cross-site"),
            ask.clone().with("sec-fetch-site", "same-site"),
            ask.clone().with("sec-fetch-site", "Same-Origin"),
            bare.clone().with("origin", "null"),
            bare.clone().with("origin", "http://portal.example"),
            bare.clone().with("origin", "https://portal.example.evil.example"),
            bare.clone().with("origin", "https://evil.example").with("referer", ORIGIN),
            bare.clone(),
        ];
        for (which, ask) in asks.into_iter().enumerate() {
            let reply = house.ask(ask).await;
            assert_eq!((reply.status, reply.body.as_str()), (StatusCode::FORBIDDEN, ""), "{path}, {which}");
            assert!(reply.cookies().is_empty(), "{path}, {which}");
        }
    }
    assert_eq!(house.clinic.everything().await, before);
}

#[tokio::test]
async fn every_function_takes_requests_from_our_own_pages() {
    let house = House::open().await;
    for (n, (path, _)) in functions().into_iter().enumerate() {
        let ask = Ask::post(path, "").from(&format!("198.51.100.{n}"));
        for ask in [ask.clone().without("origin"), ask.clone().without("sec-fetch-site"), ask] {
            let reply = house.ask(ask).await;
            assert_ne!(reply.status, StatusCode::FORBIDDEN, "{path}");
            // It answers: "not there" would have no body. (A refusal may be 404 too, and says so in its body.)
            assert!(reply.status != StatusCode::NOT_FOUND || reply.body.starts_with('{'), "{path}");
        }
    }
}

#[tokio::test]
async fn no_function_is_reached_by_a_link() {
    let house = House::open().await;
    for (n, (path, _)) in functions().into_iter().enumerate() {
        for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE, Method::PATCH] {
            let ask = Ask { method: method.clone(), ..Ask::post(path, "") }.from(&format!("198.51.100.{n}"));
            let reply = house.ask(ask).await;
            assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            assert!(reply.cookies().is_empty());
        }
    }
}

/// A form of another site that signs the visitor in as somebody else, or out.
#[tokio::test]
async fn nobody_is_signed_in_or_out_by_another_site() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let form = format!("username={}&password={}", ada.username, portal_testkit::PASSWORD.replace(' ', "+"));
    let reply = house.ask(Ask::post("/api/accounts/sign-in", &form).with("sec-fetch-site", "cross-site")).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    assert!(reply.cookies().is_empty());
    let ask = Ask::post("/api/accounts/sign-out", "").signed_in(&ada.visitor()).with("sec-fetch-site", "cross-site");
    assert_eq!(house.ask(ask).await.status, StatusCode::FORBIDDEN);
    assert!(ada.inbox().await.is_ok(), "still signed in");
}

#[tokio::test]
async fn links_from_elsewhere_open_pages() {
    let house = House::open().await;
    let reply = house.ask(Ask::get("/practices").with("sec-fetch-site", "cross-site")).await;
    assert_eq!(reply.status, StatusCode::OK);
}

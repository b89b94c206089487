//! The clinic's logo: at the address of its content, for anybody.

use crate::{Ask, House, LOGO};
use axum::http::StatusCode;
use portal_testkit::Clinic;

#[tokio::test]
async fn the_logo_is_kept_by_browsers_and_does_nothing_by_itself() {
    let house = House::open().await;
    let reply = house.ask(Ask::get(LOGO)).await;
    assert_eq!((reply.status, reply.body.as_str()), (StatusCode::OK, "<svg/>"));
    assert_eq!(reply.header("content-type"), "image/svg+xml");
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert_eq!(reply.header("cache-control"), "public, max-age=31536000, immutable");
    let policy = reply.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'unsafe-inline'; sandbox;"), "{policy}");
    assert!(reply.cookies().is_empty());
    // It is no page: nobody is led anywhere from it.
    let ada = house.clinic.patient("Ada").await;
    let reply = house.ask(Ask::get(&format!("{LOGO}?lang=es")).signed_in(&ada.visitor())).await;
    assert_eq!((reply.status, reply.cookies().len()), (StatusCode::OK, 0));
}

#[tokio::test]
async fn at_no_other_address_is_a_logo_and_nowhere_without_one() {
    let house = House::open().await;
    for path in ["/logo-0123456789abcdee.svg", "/logo-0123456789abcdef.png", "/logo"] {
        let reply = house.ask(Ask::get(path)).await;
        assert_eq!((reply.status, reply.header("cache-control")), (StatusCode::NOT_FOUND, "no-store"), "{path}");
    }
    let house = House::with(Clinic::open().await, None);
    let reply = house.ask(Ask::get(LOGO)).await;
    assert_eq!((reply.status, reply.header("cache-control")), (StatusCode::NOT_FOUND, "no-store"));
}

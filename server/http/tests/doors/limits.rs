//! Budgets per address, and how much a request may carry.

use crate::{Ask, House, PROXY};
use axum::http::StatusCode;
use portal_types::grant_form::{PATIENTS_MAX, STROKES_MAX, Strokes};

const WRONG: &str = "username=nobody.of.this.name&password=not+the+right+password";

async fn tries(house: &House, ask: &Ask, count: usize) -> Vec<StatusCode> {
    let mut seen = Vec::new();
    for _ in 0..count {
        seen.push(house.ask(ask.clone()).await.status);
    }
    seen
}

/// Many usernames from one address: stopped before anything is hashed.
#[tokio::test]
async fn an_address_has_ten_sign_ins_at_once() {
    let house = House::open().await;
    let mut refused = Vec::new();
    for n in 0..14 {
        let form = format!("username=nobody.number.{n}&password=not+the+right+password");
        let before = house.clinic.statements();
        let reply = house.ask(Ask::post("/api/accounts/sign-in", &form)).await;
        if reply.status == StatusCode::TOO_MANY_REQUESTS {
            assert_eq!(house.clinic.statements(), before, "nothing was looked up");
            let seconds: u64 = reply.header("retry-after").parse().unwrap();
            assert!((1..=7).contains(&seconds), "{seconds}");
            assert!(reply.header("content-security-policy").contains("default-src 'none'"));
            refused.push(n);
        }
    }
    assert!(refused.len() >= 3 && refused[0] >= 10, "{refused:?}");
    // Both entrances have one budget; another address has its own, and pages go on.
    let staff = Ask::post("/api/accounts/staff-sign-in", &format!("{WRONG}&code=123456"));
    assert_eq!(house.ask(staff.clone()).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_ne!(house.ask(staff.from("198.51.100.8")).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(house.ask(Ask::get("/practices")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_a_stranger_says_of_its_address_is_not_believed() {
    let house = House::open().await;
    let mut stopped = 0;
    for n in 0..14 {
        let ask = Ask::post("/api/accounts/sign-in", WRONG)
            .with("x-forwarded-for", &format!("203.0.113.{n}"))
            .with("forwarded", &format!("for=203.0.113.{n}"))
            .with("x-real-ip", &format!("203.0.113.{n}"));
        stopped += usize::from(house.ask(ask).await.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(stopped >= 3, "{stopped}");
}

#[tokio::test]
async fn what_our_proxy_says_is_believed_and_what_the_client_told_it_is_not() {
    let house = House::open().await;
    for n in 0..14 {
        let ask = Ask::post("/api/accounts/sign-in", &format!("username=nobody.number.{n}&password=x"))
            .from(PROXY)
            .with("x-forwarded-for", &format!("203.0.113.{n}"));
        assert_ne!(house.ask(ask).await.status, StatusCode::TOO_MANY_REQUESTS, "{n}");
    }
    let mut stopped = 0;
    for n in 0..14 {
        let ask = Ask::post("/api/accounts/sign-in", &format!("username=nobody.number.{n}&password=x"))
            .from(PROXY)
            .with("x-forwarded-for", &format!("192.0.2.{n}, 203.0.113.99"));
        stopped += usize::from(house.ask(ask).await.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(stopped >= 3, "{stopped}");
}

#[tokio::test]
async fn an_ipv6_network_is_one_household() {
    let house = House::open().await;
    let mut stopped = 0;
    for n in 0..14 {
        let ask = Ask::post("/api/accounts/sign-in", WRONG).from(&format!("2001:db8:1:2::{n:x}"));
        stopped += usize::from(house.ask(ask).await.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(stopped >= 3, "{stopped}");
    // Another name: one name is slowed down wherever it is tried from.
    let neighbour = Ask::post("/api/accounts/sign-in", "username=somebody.else.here&password=not+the+right+password")
        .from("2001:db8:1:3::1");
    assert_ne!(house.ask(neighbour).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn enrolling_and_everything_have_budgets_too() {
    let house = House::open().await;
    let enroll = tries(&house, &Ask::post("/api/enrollment/code", "code=12345678"), 40).await;
    assert!(enroll.iter().take(30).all(|s| *s != StatusCode::TOO_MANY_REQUESTS));
    assert!(enroll.iter().filter(|s| **s == StatusCode::TOO_MANY_REQUESTS).count() >= 5);
    let everything = tries(&house, &Ask::get("/health").from("198.51.100.9"), 700).await;
    assert!(everything.iter().take(400).all(|s| *s == StatusCode::OK));
    assert!(everything.contains(&StatusCode::TOO_MANY_REQUESTS));
    let files = tries(&house, &Ask::get("/icon.svg").from("198.51.100.9"), 50).await;
    assert!(files.iter().all(|s| *s == StatusCode::OK), "static files cost nothing");
}

/// Without our code it is told in words what becomes of what was typed; of what only was asked for there is nothing to say.
#[tokio::test]
async fn r_6_6_who_has_to_wait_is_promised_nothing_that_her_browser_may_not_keep() {
    let house = House::open().await;
    let waits = async |ask: Ask| {
        let ask = ask.with("accept", "text/html");
        for _ in 0..700 {
            let reply = house.ask(ask.clone()).await;
            if reply.status == StatusCode::TOO_MANY_REQUESTS {
                return reply.body;
            }
        }
        panic!("a budget has an end")
    };
    let sent = waits(Ask::post("/api/accounts/sign-in", WRONG)).await;
    assert!(sent.contains("then load this page again: what you sent is sent again."), "{sent}");
    assert!(sent.contains("what you typed may be gone") && !sent.contains("still there"), "{sent}");
    let asked = waits(Ask::get("/health").from("198.51.100.9")).await;
    assert!(asked.contains("then load this page again.</p>"), "{asked}");
    assert!(!asked.contains("sent") && !asked.contains("typed"), "{asked}");
}

#[tokio::test]
async fn what_is_hashed_is_short() {
    let house = House::open().await;
    let before = house.clinic.everything().await;
    for path in ["/api/accounts/sign-in", "/api/accounts/staff-sign-in", "/api/enrollment/credentials"] {
        let form = format!("username=nobody.of.this.name&code=123456&password={}", "x".repeat(8 * 1024));
        let reply = house.ask(Ask::post(path, &form)).await;
        assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
    }
    let reply = house.ask(Ask::post("/api/messages/start", &"x".repeat(70 * 1024))).await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
    // The longest message there may be fits, in any script.
    let ada = house.clinic.patient("Ada").await;
    let _nurse = house.clinic.nurse().await;
    let pool = house.clinic.world().pool(house.clinic.cardiology.id).await;
    let body = "%F0%9F%A6%A6".repeat(5000);
    assert!(body.len() < 64 * 1024);
    let form =
        format!("patient={}&pool={pool}&topic=general&subject=S&body={body}&acknowledged=on&intent={}", ada.id, ada.id);
    let reply = house.ask(Ask::post("/api/messages/start", &form).signed_in(&ada.visitor())).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    assert_ne!(house.clinic.everything().await, before);
}

/// Who acts and eight patients, each with as much as is taken of one who draws.
#[tokio::test]
async fn r_3_3_the_longest_signatures_of_a_whole_form_fit_into_one_request() {
    let house = House::open().await;
    let mut drawn = String::from("9999.9999");
    while drawn.len() + "-9999.9999".len() <= STROKES_MAX {
        drawn.push_str("-9999.9999");
    }
    while drawn.len() < STROKES_MAX - "_1.1".len() {
        drawn.push_str("_1.1");
    }
    assert!(Strokes::parse(&drawn).is_ok() && Strokes::parse(&format!("{drawn}_99.99")).is_err());
    let id = "01900000-0000-7000-8000-000000000001";
    let mut form = format!("form={id}&version={}&way=drawn&signed_on=12%2F31%2F2026&strokes={drawn}", i64::MAX);
    for n in 0..PATIENTS_MAX {
        let name = |of: &str| format!("patient_{of}%5B{n}%5D");
        form.push_str(&format!("&{}=drawn&{}=12%2F31%2F2026", name("way"), name("signed_on")));
        form.push_str(&format!("&{}={drawn}", name("strokes")));
    }
    let short = format!("form={id}&version=1");
    let whole = house.ask(Ask::post("/api/forms/signatures", &form)).await;
    let other = house.ask(Ask::post("/api/forms/signatures", &short)).await;
    assert_ne!(whole.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!((whole.status, whole.body), (other.status, other.body), "it was read, and a stranger is told nothing");
}

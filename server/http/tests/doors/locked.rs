//! A session that its staff member has locked (R-11.5): what it still reaches, and where its pages lead.

use crate::live::{listen, next, pass};
use crate::strangers::{arguments, open};
use crate::{Ask, House, ORIGIN, functions};
use axum::http::StatusCode;
use portal_testkit::PASSWORD;
use portal_types::account::Role;

const ID: &str = "01900000-0000-7000-8000-000000000001";
pub(crate) const LOCKED: &str = r#"{"Refused":"Locked"}"#;

fn password() -> String {
    format!("password={}", PASSWORD.replace(' ', "+"))
}

#[tokio::test]
async fn r_11_5_a_locked_session_is_refused_by_every_function_that_strangers_are() {
    let house = House::open().await;
    let open = open();
    for (n, role) in Role::ALL.into_iter().enumerate() {
        let staff = house.clinic.staff(role, &[&house.clinic.cardiology]).await;
        staff.locks(None).await.unwrap();
        let before = house.clinic.everything().await;
        let mut refused = 0;
        for (path, _) in functions() {
            if open.contains(path) || matches!(path, "/api/accounts/lock" | "/api/accounts/unlock") {
                continue;
            }
            let arguments = arguments(path).unwrap_or_else(|| panic!("{path} is new: give it arguments, or list it"));
            // An address for each: their budgets are not what is asked about.
            let ask = Ask::post(path, &arguments).signed_in(&staff.visitor()).from(&format!("203.0.113.{n}"));
            let reply = house.ask(ask).await;
            assert_eq!((reply.status, reply.body.as_str()), (StatusCode::FORBIDDEN, LOCKED), "{path}");
            assert!(reply.cookies().is_empty(), "{path} sets no cookie");
            refused += 1;
        }
        assert!(refused >= 50, "{refused}");
        assert_eq!(house.clinic.everything().await, before, "{role:?}: and nothing is done, counted or kept");
    }
}

#[tokio::test]
async fn r_11_5_the_pages_of_a_locked_session_lead_to_its_lock() {
    let house = House::open().await;
    let nurse = house.clinic.nurse().await;
    let ada = house.clinic.patient("Ada").await;
    let leads = async |path: &str, visitor: &portal_care::Visitor| {
        house.ask(Ask::get(path).signed_in(visitor)).await.header("location").to_owned()
    };
    // Before it is locked, and for everybody else, the page is not there.
    assert_eq!(leads("/staff/locked", &nurse.visitor()).await, "/desk/queue");
    assert_eq!(leads("/staff/locked", &ada.visitor()).await, format!("/p/{}", ada.id));
    assert_eq!(leads("/staff/locked", &house.clinic.visitor()).await, "/staff");
    nurse.locks(None).await.unwrap();
    let (thread, chart) = (format!("/desk/{ID}"), format!("/p/{}", ada.id));
    for (path, to) in [
        ("/desk", "/staff/locked?next=/desk".to_owned()),
        ("/desk?show=all", "/staff/locked?next=/desk".to_owned()),
        (thread.as_str(), format!("/staff/locked?next={thread}")),
        ("/desk/patients", "/staff/locked?next=/desk/patients".to_owned()),
        (chart.as_str(), "/staff/locked".to_owned()),
        ("/account", "/staff/locked".to_owned()),
        ("/terms/again", "/staff/locked".to_owned()),
        // Its own page, and those for everybody: somebody else may sign in.
        ("/staff/locked", String::new()),
        ("/staff", String::new()),
        ("/", String::new()),
        ("/practices", String::new()),
    ] {
        assert_eq!(leads(path, &nurse.visitor()).await, to, "{path}");
    }
    nurse.unlocks(PASSWORD, None).await.unwrap();
    assert_eq!(leads("/staff/locked", &nurse.visitor()).await, "/desk/queue");
    assert_eq!(leads("/desk", &nurse.visitor()).await, "");
}

#[tokio::test]
async fn r_11_5_locking_and_unlocking_work_by_plain_forms() {
    let house = House::open().await;
    let nurse = house.clinic.nurse().await;
    let visitor = nurse.visitor();
    let plain = async |path: &str, form: &str| {
        let ask = Ask::post(path, form).with("accept", "text/html,*/*;q=0.8").signed_in(&visitor);
        let ask = ask.with("referer", &format!("{ORIGIN}/staff/locked?next=/desk/{ID}"));
        let reply = house.ask(ask).await;
        assert_eq!(reply.status, StatusCode::FOUND, "{path}: {}", reply.body);
        (reply.header("location").to_owned(), reply.cookies())
    };
    let (to, cookies) = plain("/api/accounts/lock", &format!("next=%2Fdesk%2F{ID}")).await;
    assert_eq!((to, cookies.len()), (format!("/staff/locked?next=/desk/{ID}"), 0));
    // A wrong one leads back to the form, which says so; what was typed stands in no address.
    let (to, _) = plain("/api/accounts/unlock", "password=canary-password").await;
    assert!(to.starts_with(&format!("{ORIGIN}/staff/locked?next=")), "{to}");
    assert!(!to.contains("canary-password"), "{to}");
    let (to, cookies) = plain("/api/accounts/unlock", &format!("{}&next=%2Fdesk%2F{ID}", password())).await;
    assert_eq!((to, cookies.len()), (format!("/desk/{ID}"), 0), "the session is the same");
    plain("/api/accounts/lock", "").await;
    let (to, cookies) = plain("/api/accounts/sign-out", "").await;
    assert_eq!(to, "/staff");
    assert_eq!(cookies, ["__Host-sid=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"]);
    let reply = house.ask(Ask::post("/api/accounts/unlock", &password()).signed_in(&visitor)).await;
    assert_eq!(reply.body, r#"{"Refused":"SignedOut"}"#);
}

#[tokio::test]
async fn r_11_5_a_stream_ends_within_half_a_minute_of_the_lock_and_no_other_opens() {
    let house = House::open().await;
    let nurse = house.clinic.nurse().await;
    let mut stream = listen(&house, &nurse.visitor()).await;
    nurse.locks(None).await.unwrap();
    pass(31).await;
    assert_eq!(next(&mut stream).await.as_deref(), Some("event: end\ndata: now\n\n"));
    assert_eq!(next(&mut stream).await, None);
    let reply = house.ask(Ask::get("/live").with("sec-fetch-site", "same-origin").signed_in(&nurse.visitor())).await;
    assert_eq!((reply.status, reply.body.as_str()), (StatusCode::NO_CONTENT, ""));
    nurse.unlocks(PASSWORD, None).await.unwrap();
    let _stream = listen(&house, &nurse.visitor()).await;
}

/// A password is hashed for each try.
#[tokio::test]
async fn an_address_has_ten_tries_to_unlock_at_once() {
    let house = House::open().await;
    let nurse = house.clinic.nurse().await;
    nurse.locks(None).await.unwrap();
    let mut stopped = 0;
    for n in 0..14 {
        let before = house.clinic.statements();
        let ask = Ask::post("/api/accounts/unlock", "password=not+the+right+password").signed_in(&nurse.visitor());
        // The ladder of the username says wait, too: only the budget says until when in its head.
        if !house.ask(ask).await.header("retry-after").is_empty() {
            assert!(n >= 10, "{n}");
            assert_eq!(house.clinic.statements(), before, "nothing was looked up");
            stopped += 1;
        }
    }
    assert!(stopped >= 3, "{stopped}");
}

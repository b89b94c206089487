//! The session's cookie.

use crate::{Ask, ELSEWHERE, House};
use axum::http::StatusCode;
use portal_testkit::{Device, PASSWORD};
use portal_types::passkey::PasskeyQuestion;

fn sign_in_form(username: &str) -> String {
    format!("username={username}&password={}", PASSWORD.replace(' ', "+"))
}

/// A set-cookie line with its value masked, and the value.
fn masked(line: &str) -> (String, String) {
    let (name, rest) = line.split_once('=').unwrap();
    let (value, attributes) = rest.split_once(';').unwrap();
    (format!("{name}=…;{attributes}"), value.to_owned())
}

#[tokio::test]
async fn r_5_8_the_sessions_cookie_is_for_this_host_over_https_and_for_no_script() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let reply = house.ask(Ask::post("/api/accounts/sign-in", &sign_in_form(&ada.username))).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.body, format!("{{\"In\":{{\"to\":\"/p/{}\"}}}}", ada.id));
    let cookies: Vec<(String, String)> = reply.cookies().iter().map(|line| masked(line)).collect();
    let lines: Vec<&str> = cookies.iter().map(|(line, _)| line.as_str()).collect();
    assert_eq!(
        lines,
        [
            "__Host-sid=…; Path=/; Secure; HttpOnly; SameSite=Lax",
            "__Host-known=…; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=34560000",
            "__Host-lang=…; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000",
        ]
    );
    assert_eq!(cookies[0].1.len(), 43, "256 bits");
    assert!(!reply.body.contains(&cookies[0].1), "the secret is in the cookie only");
    // And it opens the door.
    let ask = Ask::get(&format!("/p/{}", ada.id)).with("cookie", &format!("a=b; __Host-sid={}; c=d", cookies[0].1));
    assert_eq!(house.ask(ask).await.status, StatusCode::OK);
}

#[tokio::test]
async fn r_5_8_a_passkey_s_session_has_the_same_cookie() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let mut phone = Device::new();
    ada.adds_a_passkey(&mut phone).await.unwrap();
    house.clinic.outbox().await;
    let asked = house.ask(Ask::post("/api/accounts/ask-for-passkey", "")).await;
    assert!(asked.cookies().is_empty());
    let asked: PasskeyQuestion = serde_json::from_str(&asked.body).unwrap();
    let answer: String = phone.signs(&asked.options).bytes().map(|byte| format!("%{byte:02X}")).collect();
    let form = format!("question={}&answer={answer}", asked.question);
    let reply = house.ask(Ask::post("/api/accounts/passkey-sign-in", &form)).await;
    assert_eq!(reply.body, format!("{{\"to\":\"/p/{}\"}}", ada.id));
    let (line, secret) = masked(&reply.cookies()[0]);
    assert_eq!(line, "__Host-sid=…; Path=/; Secure; HttpOnly; SameSite=Lax");
    assert!(secret.len() == 43 && !reply.body.contains(&secret));
    let again = house.ask(Ask::post("/api/accounts/passkey-sign-in", &form)).await;
    assert_eq!((again.status, again.cookies().len()), (StatusCode::GONE, 0), "once");
}

#[tokio::test]
async fn r_5_8_a_cookie_of_another_name_opens_nothing() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let session = ada.visitor().session.unwrap();
    for cookie in [
        format!("sid={session}"),
        format!("__host-sid={session}"),
        format!("__Secure-sid={session}"),
        format!("x__Host-sid={session}"),
        format!("__Host-sid={session}x"),
        "__Host-sid=".to_owned(),
        format!("__Host-sid={}", "x".repeat(5000)),
    ] {
        let reply = house.ask(Ask::post("/api/accounts/stay", "").with("cookie", &cookie)).await;
        assert_eq!(reply.body, r#"{"Refused":"SignedOut"}"#, "{}", &cookie[..cookie.len().min(60)]);
    }
}

#[tokio::test]
async fn r_5_8_signing_in_over_http_replaces_the_session_that_was_there() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let old = ada.visitor();
    let ask = Ask::post("/api/accounts/sign-in", &sign_in_form(&ada.username)).signed_in(&old);
    assert_eq!(house.ask(ask).await.status, StatusCode::OK);
    let reply = house.ask(Ask::post("/api/accounts/stay", "").signed_in(&old)).await;
    assert_eq!(reply.body, r#"{"Refused":"SignedOut"}"#);
}

#[tokio::test]
async fn signing_out_removes_the_cookie_and_what_the_browser_keeps() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let reply = house.ask(Ask::post("/api/accounts/sign-out", "").signed_in(&ada.visitor())).await;
    assert_eq!(reply.cookies(), ["__Host-sid=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"]);
    assert_eq!(reply.header("clear-site-data"), "\"cache\", \"storage\"");
    assert_eq!(reply.body, r#"{"to":"/?ended=signed-out"}"#);
    let reply = house.ask(Ask::post("/api/accounts/stay", "").signed_in(&ada.visitor())).await;
    assert_eq!(reply.body, r#"{"Refused":"SignedOut"}"#, "a copy of the cookie is worth nothing");
}

/// The way out needs no script, and nothing that was asked for on it stays with the browser.
#[tokio::test]
async fn r_5_8_leaving_quickly_ends_the_session_and_leads_elsewhere() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let leave = Ask::post("/api/accounts/leave-quickly", "").with("accept", "text/html,*/*;q=0.8");
    let reply = house.ask(leave.clone().signed_in(&ada.visitor())).await;
    assert_eq!((reply.status, reply.header("location")), (StatusCode::FOUND, "/away"));
    assert_eq!(reply.cookies(), ["__Host-sid=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"]);
    assert_eq!(reply.header("clear-site-data"), "\"cache\", \"storage\"");
    let stay = house.ask(Ask::post("/api/accounts/stay", "").signed_in(&ada.visitor())).await;
    assert_eq!(stay.body, r#"{"Refused":"SignedOut"}"#, "a copy of the cookie is worth nothing");
    // Pressed again, and by who was out already, it leads to the same place.
    for again in [leave.clone().signed_in(&ada.visitor()), leave] {
        assert_eq!(house.ask(again).await.header("location"), "/away");
    }
    let out = house.ask(Ask::get("/away")).await;
    assert_eq!((out.status, out.header("refresh")), (StatusCode::OK, format!("0;url={ELSEWHERE}").as_str()));
    assert!(out.body.contains("<a href=\"https://elsewhere.example/?today&amp;tomorrow\">"), "{}", out.body);
    assert!(!out.body.contains(&house.clinic.portal().clinic().name), "it does not say whose way out it is");
}

#[tokio::test]
async fn a_refused_sign_in_sets_no_cookie_and_says_the_same_for_every_username() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let mut seen = Vec::new();
    for username in [ada.username.as_str(), "nobody.of.this.name"] {
        let form = format!("username={username}&password=not+the+right+password");
        let reply = house.ask(Ask::post("/api/accounts/sign-in", &form)).await;
        assert!(reply.cookies().is_empty());
        assert_eq!(reply.body, r#"{"Refused":"WrongCredentials"}"#);
        seen.push((reply.status, reply.headers));
    }
    assert_eq!(seen[0], seen[1], "byte by byte");
}

#[tokio::test]
async fn an_enrollments_cookie_is_like_the_sessions() {
    let house = House::open().await;
    let form = "who=self&born_month=5&born_day=17&born_year=1980";
    let reply = house.ask(Ask::post("/api/enrollment/start", form)).await;
    let lines: Vec<String> = reply.cookies().iter().map(|line| masked(line).0).collect();
    assert_eq!(lines, ["__Host-enroll=…; Path=/; Secure; HttpOnly; SameSite=Lax"]);
    let form = "who=self&born_month=5&born_day=17&born_year=2020";
    let reply = house.ask(Ask::post("/api/enrollment/start", form)).await;
    assert_eq!(reply.body, r#"{"Refused":"Minor"}"#);
    assert!(reply.cookies().is_empty(), "R-2.1: nothing is kept");
}

#[tokio::test]
async fn a_plain_form_goes_on_without_scripts() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let ask = Ask::post("/api/accounts/sign-in", &sign_in_form(&ada.username)).with("accept", "text/html,*/*;q=0.8");
    let reply = house.ask(ask).await;
    assert_eq!((reply.status, reply.header("location")), (StatusCode::FOUND, format!("/p/{}", ada.id).as_str()));
    assert_eq!(reply.cookies().len(), 3);
}

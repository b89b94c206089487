//! Where the operator asks everybody for a second factor (R-5.5): who has none is led to where she sets one up.

use crate::{Ask, House};
use axum::http::StatusCode;
use portal_testkit::{Clinic, Database, Device, PASSWORD};

#[tokio::test]
async fn r_5_5_who_needs_a_second_factor_is_led_to_her_account() {
    let asks = Clinic::open_with(Database::Sqlite, |settings| settings.second_factor = true).await;
    let house = House::around(asks.unwrap());
    let ada = house.clinic.patient("Ada").await;
    let home = format!("/p/{}", ada.id);
    let leads = async |path: &str| {
        let reply = house.ask(Ask::get(path).signed_in(&ada.visitor())).await;
        (reply.status == StatusCode::FOUND).then(|| reply.header("location").to_owned())
    };
    let inbox = Ask::post("/api/messages/inbox", &format!("patient={}", ada.id)).signed_in(&ada.visitor());
    for path in ["/", "/desk", "/staff/locked", "/terms/again", &home, &format!("{home}/messages")] {
        assert_eq!(leads(path).await.as_deref(), Some("/account"), "{path}");
    }
    // The account itself, and what is for everybody, is open.
    for path in ["/account", "/practices", "/staff"] {
        assert_eq!(leads(path).await, None, "{path}");
    }
    let reply = house.ask(inbox.clone()).await;
    assert_eq!((reply.status, reply.body.as_str()), (StatusCode::FORBIDDEN, r#"{"Refused":"NeedsFactor"}"#));
    ada.sets_up_an_authenticator().await;
    assert_eq!(house.ask(inbox).await.status, StatusCode::OK);
    assert_eq!(leads(&home).await, None);
    assert_eq!(leads("/").await.as_deref(), Some(home.as_str()));
    assert_eq!(leads("/account").await, None);
    house.clinic.outbox().await;
}

#[tokio::test]
async fn r_5_5_the_right_password_of_an_account_with_a_passkey_sets_no_session() {
    let asks = Clinic::open_with(Database::Sqlite, |settings| settings.second_factor = true).await;
    let house = House::around(asks.unwrap());
    let ada = house.clinic.patient("Ada").await;
    ada.adds_a_passkey(&mut Device::new()).await.unwrap();
    house.clinic.outbox().await;
    let form = format!("username={}&password={}", ada.username, PASSWORD.replace(' ', "+"));
    let sign_in = Ask::post("/api/accounts/sign-in", &form);
    let reply = house.ask(sign_in.clone()).await;
    assert_eq!((reply.status, reply.body.as_str()), (StatusCode::OK, r#""Passkey""#));
    let cookies = reply.cookies();
    assert_eq!(cookies.len(), 1, "{cookies:?}");
    assert!(cookies[0].starts_with("__Host-half=") && cookies[0].ends_with("; Max-Age=300"), "{cookies:?}");
    // A plain form is led to the page that says so; nothing of it stands in the address.
    let reply = house.ask(sign_in.with("accept", "text/html")).await;
    assert_eq!((reply.status, reply.header("location")), (StatusCode::FOUND, "/sign-in/code/passkey"));
    assert_eq!(reply.cookies().len(), 1);
}

//! Where the operator asks everybody for a second factor (R-5.5): who has none is led to where she sets one up.

use crate::{Ask, House};
use axum::http::StatusCode;
use portal_testkit::{Clinic, Database};

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

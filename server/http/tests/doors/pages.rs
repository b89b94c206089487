//! Pages: who is sent where, and what happens when one fails.

use crate::{Ask, House};
use axum::http::StatusCode;
use portal_testkit::{Granted, new_version};
use portal_types::account::Role;
use portal_types::agreement::AgreementKind;
use portal_types::representative::Basis;

#[tokio::test]
async fn a_page_that_fails_says_nothing_of_why_and_the_others_go_on() {
    let house = House::open().await;
    let reply = house.ask(Ask::get("/panics")).await;
    assert_eq!(reply.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(reply.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(reply.body, "internal error");
    assert_eq!(house.ask(Ask::get("/practices")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_database_that_is_away_is_told_with_the_number_to_call() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    house.clinic.execute("alter table sessions rename to sessions_away", []).await;
    let reply = house.ask(Ask::get("/practices").signed_in(&ada.visitor())).await;
    assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(reply.body.contains("555-555-0110") && reply.body.contains("9-1-1"), "{}", reply.body);
    assert!(!reply.body.contains("sessions"), "{}", reply.body);
    let reply = house.ask(Ask::post("/api/accounts/stay", "").signed_in(&ada.visitor())).await;
    assert_eq!(reply.body, r#"{"Refused":"Internal"}"#);
}

#[tokio::test]
async fn everybody_is_sent_to_her_own_side() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let nurse = house.clinic.nurse().await;
    let home = format!("/p/{}", ada.id);
    for (visitor, path, to) in [
        (ada.visitor(), "/", home.as_str()),
        (ada.visitor(), "/desk", home.as_str()),
        (nurse.visitor(), "/", "/desk/queue"),
        (nurse.visitor(), "/staff", "/desk/queue"),
        (nurse.visitor(), home.as_str(), "/desk/queue"),
        (nurse.visitor(), "/people", "/desk/queue"),
    ] {
        let reply = house.ask(Ask::get(path).signed_in(&visitor)).await;
        assert_eq!((reply.status, reply.header("location")), (StatusCode::FOUND, to), "{path}");
    }
    assert_eq!(house.ask(Ask::get(&home).signed_in(&ada.visitor())).await.status, StatusCode::OK);
    assert_eq!(house.ask(Ask::get("/people").signed_in(&ada.visitor())).await.status, StatusCode::OK);
    assert_eq!(house.ask(Ask::get("/desk").signed_in(&nurse.visitor())).await.status, StatusCode::OK);
}

/// Who acts for others and has no record here is at home with the people she acts for.
#[tokio::test]
async fn r_3_14_without_a_record_of_ones_own_the_people_are_home() {
    let house = House::open().await;
    let (mother, theo) =
        (house.clinic.patient("June").await, house.clinic.keeps_one_born("Theo", "2024-11-17").await.1);
    house.clinic.represents(&mother, theo, Granted::by(Basis::Parental)).await;
    let account = house.clinic.account_of(&mother.username).await;
    house.clinic.execute("update accounts set patient_id = null where id = $1", [account.0.into()]).await;
    for path in ["/", "/desk", "/staff/locked"] {
        let reply = house.ask(Ask::get(path).signed_in(&mother.visitor())).await;
        assert_eq!((reply.status, reply.header("location")), (StatusCode::FOUND, "/people"), "{path}");
    }
    let page = format!("/p/{theo}");
    assert_eq!(house.ask(Ask::get(&page).signed_in(&mother.visitor())).await.status, StatusCode::OK);
}

#[tokio::test]
async fn r_1_2_who_has_to_agree_anew_is_led_to_the_new_terms() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let admin = house.clinic.staff(Role::Admin, &[]).await;
    let (home, again) = (format!("/p/{}", ada.id), "/terms/again");
    let reply = house.ask(Ask::get(again).signed_in(&ada.visitor())).await;
    assert_eq!((reply.status, reply.header("location")), (StatusCode::FOUND, home.as_str()), "nothing to agree to");
    admin.puts(new_version(AgreementKind::Terms, "terms-2")).await.unwrap();
    for (path, to) in
        [("/", again.to_owned()), ("/desk", again.to_owned()), (home.as_str(), format!("{again}?next={home}"))]
    {
        let reply = house.ask(Ask::get(path).signed_in(&ada.visitor())).await;
        assert_eq!((reply.status, reply.header("location")), (StatusCode::FOUND, to.as_str()), "{path}");
    }
    // A function says it by its status and its refusal.
    let inbox = Ask::post("/api/messages/inbox", &format!("patient={}", ada.id)).signed_in(&ada.visitor());
    let reply = house.ask(inbox.clone()).await;
    assert_eq!((reply.status, reply.body.as_str()), (StatusCode::FORBIDDEN, r#"{"Refused":"Unagreed"}"#));
    let agree = format!("terms=terms-2&agree=true&next={home}%2Fmessages");
    let plain = Ask::post("/api/agreements/agree", &agree).with("accept", "text/html").signed_in(&ada.visitor());
    let reply = house.ask(plain).await;
    let messages = format!("{home}/messages");
    assert_eq!((reply.status, reply.header("location")), (StatusCode::FOUND, messages.as_str()));
    assert_eq!(house.ask(inbox).await.status, StatusCode::OK);
    assert_eq!(house.ask(Ask::get(&home).signed_in(&ada.visitor())).await.status, StatusCode::OK);
    let guest = house.ask(Ask::get(again)).await;
    assert_eq!((guest.status, guest.header("location")), (StatusCode::FOUND, "/?next=/terms/again"));
}

#[tokio::test]
async fn r_12_5_the_language_is_chosen_by_a_link_and_kept() {
    let house = House::open().await;
    let reply = house.ask(Ask::get("/practices?lang=es")).await;
    assert_eq!((reply.status, reply.header("location")), (StatusCode::FOUND, "/practices"));
    assert_eq!(reply.cookies(), ["__Host-lang=es; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000"]);
    let reply = house.ask(Ask::get("/practices?lang=xx")).await;
    assert_eq!((reply.status, reply.cookies().len()), (StatusCode::OK, 0));
    let me = Ask::post("/api/accounts/me", "");
    assert!(house.ask(me.clone().with("accept-language", "fr, es-MX;q=0.8")).await.body.contains(r#""lang":"es""#));
    assert!(house.ask(me.clone().with("cookie", "__Host-lang=es")).await.body.contains(r#""lang":"es""#));
    assert!(house.ask(me).await.body.contains(r#""lang":"en""#));
}

#[tokio::test]
async fn a_page_counts_as_the_person_and_a_function_does_not() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let stay_alive = |minutes| house.clinic.later(portal_testkit::minutes(minutes));
    stay_alive(10);
    house.ask(Ask::post("/api/accounts/me", "").signed_in(&ada.visitor())).await;
    stay_alive(4);
    house.ask(Ask::get(&format!("/p/{}", ada.id)).signed_in(&ada.visitor())).await;
    stay_alive(14);
    let session = Ask::post("/api/accounts/session", "").signed_in(&ada.visitor());
    assert_eq!(house.ask(session.clone()).await.status, StatusCode::OK);
    stay_alive(1);
    assert_eq!(house.ask(session).await.body, r#"{"Refused":"SignedOut"}"#);
}

#[tokio::test]
async fn the_demos_outbox_is_there_in_the_demo_only() {
    let ask = Ask::post("/api/demo/outbox", "");
    assert_eq!(House::open().await.ask(ask.clone()).await.body, r#"{"Refused":"NotFound"}"#);
    assert_eq!(House::open_demo().await.ask(ask).await.body, "[]");
}

#[tokio::test]
async fn the_health_check_says_that_the_database_answers() {
    let house = House::open().await;
    let reply = house.ask(Ask::get("/health")).await;
    assert_eq!((reply.status, reply.body.as_str()), (StatusCode::OK, "ok"));
    house.clinic.db().clone().close().await.unwrap();
    let reply = house.ask(Ask::get("/health")).await;
    assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_refused_function_says_so_in_its_status() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let ask = async |path: &str, form: &str| house.ask(Ask::post(path, form).signed_in(&ada.visitor())).await.status;
    let intent = "intent=01900000-0000-7000-8000-000000000009";
    let nothing = "patient=01900000-0000-7000-8000-000000000009&thread=01900000-0000-7000-8000-000000000009";
    assert_eq!(ask("/api/messages/thread", nothing).await, StatusCode::NOT_FOUND);
    assert_eq!(
        ask("/api/messages/reply", &format!("{nothing}&body=&{intent}")).await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let wrong = "username=nobody.of.this.name&password=not+the+right+password";
    assert_eq!(ask("/api/accounts/sign-in", wrong).await, StatusCode::UNAUTHORIZED);
    // A plain form goes back to its page instead, which tells the person.
    let plain = Ask::post("/api/accounts/sign-in", wrong)
        .with("accept", "text/html")
        .with("referer", "https://portal.example/");
    assert_eq!(house.ask(plain).await.status, StatusCode::FOUND);
}

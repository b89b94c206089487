//! Half-written messages, as they come from a browser.

use crate::strangers::DRAFT;
use crate::{Ask, House};
use axum::http::StatusCode;

const INTENT: &str = "01900000-0000-7000-8000-000000000002";

#[tokio::test]
async fn r_5_6_what_a_browser_sends_is_kept_at_its_place() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let nurse = house.clinic.nurse().await;
    let thread = ada.writes_to(&house.clinic.cardiology, "May I travel?").await.unwrap().thread;
    let new = format!("patient={}&{DRAFT}&intent={INTENT}", ada.id);
    let reply = format!("patient={}&thread={thread}&{DRAFT}&intent={INTENT}", ada.id);
    let answer = format!("thread={thread}&{DRAFT}&intent={INTENT}");
    for (path, form, visitor) in [
        ("/api/messages/keep-draft", new, ada.visitor()),
        ("/api/messages/keep-draft", reply, ada.visitor()),
        ("/api/desk/keep-draft", answer, nurse.visitor()),
    ] {
        let kept = house.ask(Ask::post(path, &form).signed_in(&visitor)).await;
        assert_eq!((kept.status, kept.body.as_str()), (StatusCode::OK, "null"), "{path}");
        assert!(kept.cookies().is_empty());
    }
    for draft in [
        ada.finds_half_written().await.unwrap(),
        ada.finds_half_replied(thread).await.unwrap(),
        nurse.finds_half_answered(thread).await.unwrap(),
    ] {
        let draft = draft.unwrap();
        assert_eq!((draft.subject.as_str(), draft.body.as_str()), ("S", "B"));
    }
}

/// What a page may send is more than what a message may be: it is made shorter by writing, too.
#[tokio::test]
async fn r_5_6_twenty_thousand_letters_come_through_the_door() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    // As a browser writes "Sí ".
    let text = "S%C3%AD+".repeat(5_000) + &"x".repeat(5_000);
    let form = format!(
        "patient={}&draft%5Bpool%5D=&draft%5Btopic%5D=&draft%5Bsubject%5D=&draft%5Bbody%5D={text}&intent={INTENT}",
        ada.id
    );
    let kept = house.ask(Ask::post("/api/messages/keep-draft", &form).signed_in(&ada.visitor())).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
    let draft = ada.finds_half_written().await.unwrap().unwrap();
    assert_eq!(draft.body, "Sí ".repeat(5_000) + &"x".repeat(5_000));
    assert_eq!(draft.body.chars().count(), 20_000);
}

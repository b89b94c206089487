//! Half-written messages, as they come from a browser.

use crate::strangers::DRAFT;
use crate::{Ask, House, ORIGIN};
use axum::http::StatusCode;
use portal_types::links;

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

/// A page without our code is drawn anew when its form is refused: it finds there what was typed, and so what to say of it.
#[tokio::test]
async fn r_6_6_what_a_plain_form_is_refused_with_is_not_lost() {
    let house = House::open().await;
    let (ada, _nurse) = (house.clinic.patient("Ada").await, house.clinic.nurse().await);
    let practice = house.clinic.cardiology.id;
    let form = |topic: &str, body: &str, acknowledged: &str| {
        let all = format!("patient={}&practice={practice}&topic={topic}&subject=A+bill&body={body}", ada.id);
        let ask = Ask::post("/api/messages/start", &format!("{all}{acknowledged}&intent={INTENT}"));
        ask.signed_in(&ada.visitor()).with("referer", &format!("{ORIGIN}{}", links::compose(ada.id)))
    };
    // A page with our code keeps it itself.
    let reply = house.ask(form("billing", "Why", "&acknowledged=on")).await;
    let told = r#"{"Refused":{"Invalid":[{"field":"topic","problem":"Taken"}]}}"#;
    assert_eq!((reply.status, reply.body.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, told));
    assert!(ada.finds_half_written().await.unwrap().is_none());
    // Nobody at the practice reads that, and something is left out.
    for (topic, acknowledged) in [("billing", "&acknowledged=on"), ("general", "")] {
        let reply = house.ask(form(topic, topic, acknowledged).with("accept", "text/html")).await;
        assert!(reply.status.is_redirection(), "{}", reply.status);
        let draft = ada.finds_half_written().await.unwrap().unwrap();
        assert_eq!((draft.practice.as_str(), draft.topic.as_str()), (practice.to_string().as_str(), topic));
        assert_eq!((draft.subject.as_str(), draft.body.as_str()), ("A bill", topic));
    }
    assert_eq!(house.clinic.count("threads").await, 0);
    // Once it is sent, it is gone from there.
    let reply = house.ask(form("general", "Why", "&acknowledged=on").with("accept", "text/html")).await;
    assert!(reply.status.is_redirection(), "{}", reply.status);
    assert!(ada.finds_half_written().await.unwrap().is_none());
}

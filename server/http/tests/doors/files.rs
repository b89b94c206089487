//! What is taken along as a file: by whom it is for, and by nobody else.

use crate::strangers::ID;
use crate::{Ask, House};
use axum::http::StatusCode;
use portal_testkit::new_version;
use portal_types::account::Role;
use portal_types::agreement::AgreementKind;
use portal_types::ask::DeskAskMove;
use portal_types::links;
use std::collections::BTreeSet;

#[tokio::test]
async fn an_agreed_visit_is_a_file_for_whose_it_is_and_for_others_it_is_not_there() {
    let house = House::open().await;
    let clinic = &house.clinic;
    let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
    let nurse = clinic.nurse().await;
    let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee that hurts.").await.unwrap();
    let file = links::visit_file(ada.id, ask);
    let reply = house.ask(Ask::get(&file).signed_in(&ada.visitor())).await;
    assert_eq!((reply.status, reply.body.as_str()), (StatusCode::NOT_FOUND, "not found"), "nothing is agreed yet");

    nurse.moves_ask(ask, DeskAskMove::Propose(vec![clinic.world().time_in(7)])).await.unwrap();
    let time = ada.opens_ask(ask).await.unwrap().times[0].time;
    ada.chooses(ask, time).await.unwrap();
    let reply = house.ask(Ask::get(&file).signed_in(&ada.visitor())).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    assert_eq!(reply.header("content-type"), "text/calendar; charset=utf-8");
    assert_eq!(reply.header("content-disposition"), "attachment; filename=\"appointment.ics\"");
    assert_eq!(reply.header("cache-control"), "no-store");
    assert!(reply.header("content-security-policy").starts_with("default-src 'none';"));
    assert!(reply.body.starts_with("BEGIN:VCALENDAR\r\n") && reply.body.ends_with("END:VCALENDAR\r\n"));
    assert!(!reply.body.contains("knee"), "{}", reply.body);

    let mut seen = BTreeSet::new();
    let elsewhere = clinic.staff(Role::PoolNurse, &[&clinic.family_medicine]).await;
    for (path, visitor) in [
        (file.clone(), clinic.visitor()),
        (file.clone(), eva.visitor()),
        (file.clone(), nurse.visitor()),
        (file.clone(), elsewhere.visitor()),
        (links::visit_file(eva.id, ask), eva.visitor()),
        (links::visit_file(eva.id, ask), ada.visitor()),
        (format!("/file/visit/{}/{ID}", ada.id), ada.visitor()),
        (format!("/file/visit/{ID}/{ask}"), ada.visitor()),
        (format!("/file/visit/{}/old", ada.id), ada.visitor()),
    ] {
        let reply = house.ask(Ask::get(&path).signed_in(&visitor)).await;
        let headers: Vec<String> = reply.headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
        seen.insert((reply.status, reply.body, headers));
    }
    assert_eq!(seen.len(), 1, "{seen:?}");

    // Nor is it there before new terms are agreed to.
    let admin = clinic.staff(Role::Admin, &[]).await;
    admin.puts(new_version(AgreementKind::Terms, "terms-2")).await.unwrap();
    let reply = house.ask(Ask::get(&file).signed_in(&ada.visitor())).await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    clinic.outbox().await;
}

//! The live stream: nudges without content, only for who may hear them, and only while the session lives.

use crate::{Ask, House};
use axum::body::BodyDataStream;
use axum::http::StatusCode;
use futures::StreamExt as _;
use portal_care::Visitor;
use portal_care::live::{Heard, relay};
use portal_testkit::{Granted, both_databases};
use portal_types::account::Role;
use portal_types::grant_form::DeskMove;
use portal_types::ids::PatientId;
use portal_types::notice::{About, Nudge};
use portal_types::representative::{Basis, Deed, GrantState, Reason, Rights};
use std::time::Duration;

pub(crate) async fn listen(house: &House, visitor: &Visitor) -> BodyDataStream {
    let ask = Ask::get("/live").with("sec-fetch-site", "same-origin").signed_in(visitor);
    let reply = house.answer(ask.request()).await;
    assert_eq!(reply.status(), StatusCode::OK);
    assert_eq!(reply.headers()["content-type"], "text/event-stream");
    assert_eq!(reply.headers()["cache-control"], "no-store");
    reply.into_body().into_data_stream()
}

/// What the stream says next; nothing, when it has ended.
pub(crate) async fn next(stream: &mut BodyDataStream) -> Option<String> {
    let chunk = tokio::time::timeout(Duration::from_secs(10), stream.next()).await.expect("in time");
    chunk.map(|bytes| String::from_utf8(bytes.unwrap().to_vec()).unwrap())
}

async fn is_silent(stream: &mut BodyDataStream) -> bool {
    tokio::time::timeout(Duration::from_millis(200), stream.next()).await.is_err()
}

/// The streams' own time goes on; what waits for the database does not notice.
pub(crate) async fn pass(seconds: u64) {
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(seconds)).await;
    tokio::time::resume();
}

#[tokio::test]
async fn a_nudge_arrives_where_it_may_be_heard_and_says_nothing() {
    let house = House::open().await;
    let (ada, eva) = (house.clinic.patient("Ada").await, house.clinic.patient("Eva").await);
    let nurse = house.clinic.nurse().await;
    let mut adas = listen(&house, &ada.visitor()).await;
    let mut evas = listen(&house, &eva.visitor()).await;
    let mut nurses = listen(&house, &nurse.visitor()).await;
    let sent = ada.writes_to(&house.clinic.cardiology, "canary-text").await.unwrap();
    let pool = house.clinic.world().pool(house.clinic.cardiology.id).await;
    let nudge = format!("event: nudge\ndata: {} {pool} {}\n\n", ada.id, sent.thread);
    assert_eq!(next(&mut adas).await.as_deref(), Some(nudge.as_str()));
    assert_eq!(next(&mut nurses).await.as_deref(), Some(nudge.as_str()));
    assert!(is_silent(&mut evas).await);
}

#[tokio::test]
async fn a_stream_ends_within_half_a_minute_of_its_session() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let mut stream = listen(&house, &ada.visitor()).await;
    pass(31).await;
    assert_eq!(next(&mut stream).await.as_deref(), Some(": here\n\n"), "while it lives, a comment");
    ada.signs_out().await.unwrap();
    pass(31).await;
    assert_eq!(next(&mut stream).await.as_deref(), Some("event: end\ndata: now\n\n"));
    assert_eq!(next(&mut stream).await, None);
}

#[tokio::test]
async fn a_stream_does_not_keep_its_session_alive() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let mut stream = listen(&house, &ada.visitor()).await;
    for _ in 0..2 {
        house.clinic.later(portal_testkit::minutes(7));
        pass(31).await;
        assert_eq!(next(&mut stream).await.as_deref(), Some(": here\n\n"));
    }
    house.clinic.later(portal_testkit::minutes(1));
    pass(31).await;
    assert!(next(&mut stream).await.unwrap().starts_with("event: end"));
}

/// Who has left a pool hears it no more.
#[tokio::test]
async fn a_stream_hears_only_what_its_person_may_hear_now() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let nurse = house.clinic.nurse().await;
    let clinician = house.clinic.staff(Role::Clinician, &[&house.clinic.cardiology]).await;
    let mut stream = listen(&house, &nurse.visitor()).await;
    let username = nurse.username.clone();
    house
        .clinic
        .execute(
            "delete from pool_members where account_id = (select id from accounts where username = $1)",
            [username.into()],
        )
        .await;
    pass(31).await;
    assert_eq!(next(&mut stream).await.as_deref(), Some(": here\n\n"));
    ada.writes_to(&house.clinic.cardiology, "May I travel?").await.unwrap();
    assert!(is_silent(&mut stream).await);
    drop(clinician);
}

#[tokio::test]
async fn streams_end_when_the_server_goes_down() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let mut stream = listen(&house, &ada.visitor()).await;
    house.doors.close();
    assert_eq!(next(&mut stream).await, None);
}

#[tokio::test]
async fn a_stream_that_lagged_is_told_to_catch_up() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let _nurse = house.clinic.nurse().await;
    let mut stream = listen(&house, &ada.visitor()).await;
    let pool = house.clinic.world().pool(house.clinic.cardiology.id).await;
    let sent = ada.writes_to(&house.clinic.cardiology, "May I travel?").await.unwrap();
    let nudge = Nudge { patient: ada.id, pool, thread: sent.thread, private: false, about: About::Thread };
    for _ in 0..2000 {
        house.clinic.portal().live().tell(Heard::Nudge(nudge));
    }
    assert_eq!(next(&mut stream).await.as_deref(), Some("event: catch-up\ndata: now\n\n"));
}

#[tokio::test]
async fn other_sites_and_links_open_no_stream() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    for site in ["cross-site", "same-site", "none"] {
        let reply = house.ask(Ask::get("/live").with("sec-fetch-site", site).signed_in(&ada.visitor())).await;
        assert_eq!((reply.status, reply.body.as_str()), (StatusCode::FORBIDDEN, ""), "{site}");
    }
}

/// whoever is set aside hears nothing more within a second, and her open pages ask anew.
#[tokio::test]
async fn r_3_7_a_stream_hears_nothing_more_of_a_chart_that_was_closed_to_it() {
    let house = House::open().await;
    let (mother, eva) = (house.clinic.patient("Mara").await, house.clinic.patient("Eva").await);
    let _nurse = house.clinic.nurse().await;
    let (_, theo) = house.clinic.keeps_one_born("Theo", "2020-01-01").await;
    let grant = house.clinic.represents(&mother, theo, Granted::by(Basis::Parental)).await;
    let account = house.clinic.account_of(&mother.username).await;
    let pool = house.clinic.world().pool(house.clinic.cardiology.id).await;
    let mut stream = listen(&house, &mother.visitor()).await;
    let mut evas = listen(&house, &eva.visitor()).await;
    let sent = mother.acting_for(theo).writes_to(&house.clinic.cardiology, "May he swim?").await.unwrap();
    let heard = format!("event: nudge\ndata: {theo} {pool} {}\n\n", sent.thread);
    assert_eq!(next(&mut stream).await.as_deref(), Some(heard.as_str()), "what a browser hears has three ids");

    house.clinic.makes_it(grant, GrantState::Suspended).await;
    let live = house.clinic.portal().live();
    live.tell(Heard::Rights(account));
    let within = tokio::time::timeout(Duration::from_secs(1), next(&mut stream)).await.expect("within a second");
    assert_eq!(within.as_deref(), Some("event: catch-up\ndata: now\n\n"));
    live.tell(Heard::Nudge(Nudge { patient: theo, pool, thread: sent.thread, private: false, about: About::Thread }));
    assert!(is_silent(&mut stream).await);
    live.tell(Heard::Nudge(Nudge {
        patient: mother.id,
        pool,
        thread: sent.thread,
        private: false,
        about: About::Thread,
    }));
    let own = format!("event: nudge\ndata: {} {pool} {}\n\n", mother.id, sent.thread);
    assert_eq!(next(&mut stream).await.as_deref(), Some(own.as_str()), "her own goes on");
    assert!(is_silent(&mut evas).await, "nobody else's stream asks anew");
}

/// What a stream says next but that its pages are to ask anew.
async fn news(stream: &mut BodyDataStream) -> Option<String> {
    loop {
        let said = next(stream).await;
        if said.as_ref().is_none_or(|said| !said.starts_with("event: catch-up")) {
            return said;
        }
    }
}

both_databases! {
    /// whoever is set aside, in each of the five ways there are, hears of it at once by a stream that was open,
    /// and nothing more of that chart. It is done at another node, where there are several.
    async fn r_3_7_each_way_of_setting_aside_closes_an_open_stream_within_a_second(clinic) {
        let there = if clinic.db().is_postgres() { clinic.another_node().await } else { clinic.world().clone() };
        let house = House::around(clinic);
        let clinic = &house.clinic;
        // With PostgreSQL a node hears of what it does itself as of what others do.
        let relayed = clinic.db().listener().await.unwrap().map(|listener| {
            let portal = clinic.portal().clone();
            tokio::spawn(async move { relay(&portal, listener).await })
        });
        let front = clinic.staff(Role::FrontDesk, &[&clinic.family_medicine]).await;
        let support = clinic.staff(Role::Support, &[]).await;
        let (olga, ada) = (clinic.patient("Olga").await, clinic.patient("Ada").await);
        let (front, support) = (front.at(&there), support.at(&there));
        let of_ada = clinic.represents(&olga, ada.id, Granted::consent(Rights::every())).await;
        let mut charts = vec![("the patient sets it aside", ada.id, of_ada)];
        for way in ["a desk ends it", "support sets it aside", "a court keeps her away", "she gives it up"] {
            let (_, child) = clinic.keeps_one_born("Theo", "2020-01-01").await;
            charts.push((way, child, clinic.represents(&olga, child, Granted::by(Basis::Parental)).await));
        }
        olga.writes_to_support().await.unwrap();
        let ticket = support.tickets().await.unwrap().page.rows[0].ticket;

        let live = clinic.portal().live();
        let id = "01900000-0000-7000-8000-000000000009";
        let (pool, thread) = (id.parse().unwrap(), id.parse().unwrap());
        let nudge = |patient: PatientId| Nudge { patient, pool, thread, private: false, about: About::Thread };
        let said = |patient: PatientId| Some(format!("event: nudge\ndata: {patient} {pool} {thread}\n\n"));
        let mut stream = listen(&house, &olga.visitor()).await;
        for (way, patient, grant) in charts {
            live.tell(Heard::Nudge(nudge(patient)));
            assert_eq!(news(&mut stream).await, said(patient), "{way}: not yet");
            match way {
                "the patient sets it aside" => ada.at(&there).does(grant, Deed::Suspend).await.unwrap(),
                "a desk ends it" => front.moves(grant, DeskMove::End, Reason::PatientRequest).await.unwrap(),
                "support sets it aside" => support.sets_aside(ticket, grant).await.unwrap(),
                "a court keeps her away" => front.records_order(patient, "keep_away", Some(grant)).await.unwrap(),
                _ => olga.at(&there).gives_up(grant).await.unwrap(),
            }
            let anew = tokio::time::timeout(Duration::from_secs(1), next(&mut stream)).await;
            let anew = anew.unwrap_or_else(|_| panic!("{way}: an open stream hears of it within a second"));
            assert_eq!(anew.as_deref(), Some("event: catch-up\ndata: now\n\n"), "{way}");
            live.tell(Heard::Nudge(nudge(patient)));
            live.tell(Heard::Nudge(nudge(olga.id)));
            assert_eq!(news(&mut stream).await, said(olga.id), "{way}: of that chart nothing, of her own as before");
        }
        if let Some(relayed) = relayed {
            relayed.abort();
        }
        clinic.outbox().await;
    }
}

/// what a birthday closes is not heard after its midnight, though nobody does anything.
#[tokio::test]
async fn r_3_10_a_stream_hears_nothing_of_a_chart_after_the_midnight_that_closes_it() {
    let house = House::open().await;
    let mother = house.clinic.patient("Mara").await;
    let (_, theo) = house.clinic.keeps_one_born("Theo", "2008-11-24").await;
    house.clinic.represents(&mother, theo, Granted::by(Basis::Parental)).await;
    let midnight = house.clinic.portal().midnight("2026-11-24".parse().unwrap());
    house.clinic.later(midnight - portal_testkit::minutes(5) - house.clinic.now());
    mother.signs_in().await.unwrap();
    let mut stream = listen(&house, &mother.visitor()).await;
    let pool = house.clinic.world().pool(house.clinic.cardiology.id).await;
    let thread = "01900000-0000-7000-8000-000000000009".parse().unwrap();
    let nudge = Heard::Nudge(Nudge { patient: theo, pool, thread, private: false, about: About::Thread });
    let live = house.clinic.portal().live();
    house.clinic.later(midnight - 1 - house.clinic.now());
    live.tell(nudge);
    assert!(next(&mut stream).await.unwrap().starts_with("event: nudge"), "a millisecond before");
    house.clinic.later(1);
    live.tell(nudge);
    assert_eq!(next(&mut stream).await.as_deref(), Some("event: catch-up\ndata: now\n\n"));
    live.tell(nudge);
    assert!(is_silent(&mut stream).await);
}

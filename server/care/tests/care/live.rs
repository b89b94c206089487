//! Nudges: heard by the chart's owner and the pool's people, and by nobody else.

use portal_care::live::{Heard, ear, relay};
use portal_care::{Action, CareError, Portal, Visitor};
use portal_testkit::{Clinic, Database, Granted, both_databases, minutes};
use portal_types::account::Role;
use portal_types::ask::AskKind;
use portal_types::ids::AskId;
use portal_types::notice::{About, Nudge};
use portal_types::representative::{Basis, Capability, GrantState, Right, Rights};
use std::time::Duration;

async fn hears(portal: &Portal, visitor: &Visitor, nudge: &Nudge) -> bool {
    ear(portal, visitor).await.is_ok_and(|ear| ear.hears(nudge, portal.now()))
}

#[tokio::test]
async fn a_message_nudges_the_patient_and_the_pool_and_nobody_else() {
    let clinic = Clinic::open().await;
    let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
    let nurse = clinic.nurse().await;
    let other_nurse = clinic.staff(Role::PoolNurse, &[&clinic.family_medicine]).await;
    let mut stream = clinic.portal().live().listen();
    let sent = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
    let Ok(Heard::Nudge(nudge)) = stream.try_recv() else { panic!("a nudge") };
    let pool = clinic.world().pool(clinic.cardiology.id).await;
    assert_eq!(nudge, Nudge { patient: ada.id, pool, thread: sent.thread, private: false, about: About::Thread });
    let portal = clinic.portal();
    assert!(hears(portal, &ada.visitor(), &nudge).await);
    assert!(hears(portal, &nurse.visitor(), &nudge).await);
    assert!(!hears(portal, &eva.visitor(), &nudge).await, "another patient");
    assert!(!hears(portal, &other_nurse.visitor(), &nudge).await, "another pool");
    assert!(!hears(portal, &clinic.visitor(), &nudge).await, "a stranger");

    nurse.answers(sent.thread, "Yes.").await.unwrap();
    assert_eq!(stream.try_recv().unwrap(), Heard::Nudge(nudge));
    clinic.outbox().await;
    // The desk's first look is news for the patient; a second look is not.
    ada.replies(sent.thread, "And by ship?").await.unwrap();
    assert_eq!(stream.try_recv().unwrap(), Heard::Nudge(nudge));
    nurse.opens(sent.thread).await.unwrap();
    assert_eq!(stream.try_recv().unwrap(), Heard::Nudge(nudge));
    nurse.opens(sent.thread).await.unwrap();
    assert!(stream.try_recv().is_err());
}

#[tokio::test]
async fn what_was_refused_nudges_nobody() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let _nurse = clinic.nurse().await;
    let mut stream = clinic.portal().live().listen();
    assert!(ada.writes_to(&clinic.dermatology, "May I travel?").await.is_err());
    assert!(stream.try_recv().is_err());
    let pool = clinic.world().pool(clinic.cardiology.id).await;
    let intent = clinic.world().intent();
    ada.starts(pool, "Travel", "May I travel?", intent).await.unwrap();
    assert!(stream.try_recv().is_ok());
    ada.starts(pool, "Travel", "May I travel?", intent).await.unwrap();
    assert!(stream.try_recv().is_err(), "the same intent again is no news");
}

both_databases! {
    async fn an_ear_closes_with_its_session(clinic) {
        let ada = clinic.patient("Ada").await;
        assert!(ear(clinic.portal(), &ada.visitor()).await.is_ok());
        ada.signs_out().await.unwrap();
        assert!(matches!(ear(clinic.portal(), &ada.visitor()).await, Err(CareError::SignedOut)));
        let eva = clinic.patient("Eva").await;
        clinic.later(minutes(15));
        assert!(matches!(ear(clinic.portal(), &eva.visitor()).await, Err(CareError::SignedOut)), "listening is not being there");
    }
}

both_databases! {
    async fn who_acts_for_a_patient_hears_what_she_may_read(clinic) {
        let (mother, daughter) = (clinic.patient("Mara").await, clinic.patient("Ida").await);
        let father = clinic.patient("Otto").await;
        let _nurse = clinic.nurse().await;
        let (_, theo) = clinic.keeps_one_born("Theo", "2020-01-01").await;
        clinic.represents(&mother, theo, Granted::by(Basis::Parental)).await;
        let results = Rights::NONE.with(Capability::Results, Right::Read);
        clinic.represents(&daughter, father.id, Granted::consent(results)).await;
        let pool = clinic.world().pool(clinic.cardiology.id).await;
        let sent = mother.acting_for(theo).writes_to(&clinic.cardiology, "May he swim?").await.unwrap();
        let theos = Nudge { patient: theo, pool, thread: sent.thread, private: false, about: About::Thread };
        let portal = clinic.portal();
        assert!(hears(portal, &mother.visitor(), &theos).await);
        assert!(!hears(portal, &daughter.visitor(), &theos).await, "whose chart is none of hers");
        let ottos = Nudge { patient: father.id, ..theos };
        assert!(hears(portal, &father.visitor(), &ottos).await);
        assert!(!hears(portal, &daughter.visitor(), &ottos).await, "she may see results, and no messages");
        // What a patient keeps for herself is heard by her and by the team.
        let kept = Nudge { private: true, ..theos };
        assert!(!hears(portal, &mother.visitor(), &kept).await);
        let own = Nudge { patient: mother.id, private: true, ..theos };
        assert!(hears(portal, &mother.visitor(), &own).await);
    }

    /// A nudge says of which kind an ask is, and not whose.
    async fn of_an_ask_hears_who_sees_all_of_its_kind(clinic) {
        let (mother, ada) = (clinic.patient("Mara").await, clinic.patient("Ada").await);
        let nurse = clinic.nurse().await;
        let (_, theo) = clinic.keeps_one_born("Theo", "2020-01-01").await;
        let (_, teen) = clinic.keeps_one_born("Tess", "2012-01-01").await;
        clinic.represents(&mother, theo, Granted::by(Basis::Parental)).await;
        clinic.represents(&mother, teen, Granted::by(Basis::Parental)).await;
        let pool = clinic.world().pool(clinic.cardiology.id).await;
        let portal = clinic.portal();
        for kind in AskKind::ALL {
            let theos = Nudge::of_ask(theo, pool, AskId(uuid::Uuid::max()), kind, false);
            assert!(hears(portal, &mother.visitor(), &theos).await, "{kind:?}");
            assert!(hears(portal, &nurse.visitor(), &theos).await, "whose pool it is");
            assert!(!hears(portal, &ada.visitor(), &theos).await, "whose chart is none of hers");
            let kept = Nudge { private: true, ..theos };
            assert!(!hears(portal, &mother.visitor(), &kept).await, "{kind:?}");
            let teens = Nudge { patient: teen, ..theos };
            // Of a teen's referrals she sees that they are there.
            assert_eq!(hears(portal, &mother.visitor(), &teens).await, kind == AskKind::Referral, "{kind:?}");
            let own = Nudge { patient: ada.id, ..kept };
            assert!(hears(portal, &ada.visitor(), &own).await, "{kind:?}");
        }
    }

    /// an ear knows until when it may hear, and whose rights it has.
    async fn r_3_10_an_ear_hears_nothing_after_the_midnight_that_changes_it(clinic) {
        let mother = clinic.patient("Mara").await;
        let (_, theo) = clinic.keeps_one_born("Theo", "2008-11-24").await;
        let grant = clinic.represents(&mother, theo, Granted::by(Basis::Parental)).await;
        let portal = clinic.portal();
        let hers = ear(portal, &mother.visitor()).await.ok().unwrap();
        let midnight = portal.midnight("2026-11-24".parse().unwrap());
        assert_eq!(hers.until(), midnight);
        let id = uuid::Uuid::nil();
        let nudge = Nudge { patient: theo, pool: id.into(), thread: id.into(), private: false, about: About::Thread };
        assert!(hers.hears(&nudge, midnight - 1) && !hers.hears(&nudge, midnight));
        let own = Nudge { patient: mother.id, ..nudge };
        assert!(!hers.hears(&own, midnight), "it must be asked for anew");
        assert!(hers.is_of(clinic.account_of(&mother.username).await));
        clinic.makes_it(grant, GrantState::Suspended).await;
        let after = ear(portal, &mother.visitor()).await.ok().unwrap();
        assert!(!after.hears(&nudge, clinic.now()) && after.hears(&own, clinic.now()));
        assert_eq!(after.until(), i64::MAX, "nothing changes by itself any more");
        assert!(!after.deaf().hears(&own, clinic.now()));
    }

    /// a guardian hears of her ward to the last day of the court's order.
    async fn r_3_8_an_ear_ends_with_the_court_order_that_it_rests_on(clinic) {
        let june = clinic.patient("June").await;
        let (_, ada) = clinic.keeps_one_born("Ada", "1955-03-01").await;
        let front = clinic.staff(Role::FrontDesk, &[&clinic.family_medicine]).await;
        let grant = clinic.represents(&june, ada, Granted::by(Basis::Guardianship)).await;
        assert!(june.acting_for(ada).inbox().await.is_err(), "no order, no guardian");
        front.records_order_until(ada, "guardian", Some(grant), "11/24/2026").await.unwrap();
        let portal = clinic.portal();
        let hers = ear(portal, &june.visitor()).await.ok().unwrap();
        let midnight = portal.midnight("2026-11-25".parse().unwrap());
        assert_eq!(hers.until(), midnight);
        let id = uuid::Uuid::nil();
        let nudge = Nudge { patient: ada, pool: id.into(), thread: id.into(), private: false, about: About::Thread };
        assert!(hers.hears(&nudge, midnight - 1) && !hers.hears(&nudge, midnight));
        assert!(june.acting_for(ada).inbox().await.is_ok());
        clinic.days_later(2);
        june.signs_in().await.unwrap();
        assert!(june.acting_for(ada).inbox().await.is_err());
        // Another order opens it again.
        front.signs_in().await.unwrap();
        front.records_order(ada, "guardian", Some(grant)).await.unwrap();
        assert!(june.acting_for(ada).inbox().await.is_ok());
        clinic.outbox().await;
    }
}

/// of what she has asked for herself hears who is given that alone, and of nothing else.
#[tokio::test]
async fn r_7_1_who_may_only_ask_hears_of_what_she_has_asked_for() {
    let clinic = Clinic::open().await;
    let (mother, ada) = (clinic.patient("Mara").await, clinic.patient("Ada").await);
    let nurse = clinic.nurse().await;
    let (_, teen) = clinic.keeps_one_born("Tess", "2012-01-01").await;
    clinic.represents(&mother, teen, Granted::by(Basis::Parental)).await;
    clinic.represents(&ada, teen, Granted::by(Basis::Parental)).await;
    let ask = mother.acting_for(teen).asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
    let asker = clinic.account_of(&mother.username).await;
    let mut stream = clinic.portal().live().listen();
    nurse.opens_desk_ask(ask).await.unwrap();
    let Ok(Heard::Nudge(nudge)) = stream.try_recv() else { panic!("a nudge") };
    assert_eq!((nudge.ask(), stream.try_recv().ok()), (ask, Some(Heard::ToAsker(asker, nudge))));
    let (portal, now) = (clinic.portal(), clinic.now());
    let hers = ear(portal, &mother.visitor()).await.ok().unwrap();
    assert!(!hers.hears(&nudge, now) && hers.hears_of_own(asker, &nudge, now));
    assert!(!hers.hears_of_own(asker, &Nudge { private: true, ..nudge }, now), "it is kept from her since");
    assert!(!hers.hears_of_own(asker, &Nudge { about: About::Thread, ..nudge }, now));
    let others = ear(portal, &ada.visitor()).await.ok().unwrap();
    assert!(!others.hears(&nudge, now) && !others.hears_of_own(asker, &nudge, now), "she has not asked for it");
    clinic.outbox().await;
}

/// that rights have changed is heard at every node.
#[tokio::test]
async fn r_3_7_a_change_of_rights_travels_between_nodes() {
    let Some(clinic) = Clinic::open_on(Database::Postgres).await else { return portal_testkit::skipped() };
    let mother = clinic.patient("Mara").await;
    let account = clinic.account_of(&mother.username).await;
    let there = clinic.another_node().await;
    let mut stream = there.portal.live().listen();
    let listener = clinic.db().listener().await.unwrap().unwrap();
    let portal = there.portal.clone();
    let relayed = tokio::spawn(async move { relay(&portal, listener).await });
    clinic
        .portal()
        .write(&mother.visitor(), Action::SetThreadPrivacy, async |call| {
            call.rights(account);
            Ok(())
        })
        .await
        .unwrap();
    let heard = tokio::time::timeout(Duration::from_secs(5), stream.recv()).await.expect("in time").unwrap();
    assert_eq!(heard, Heard::Rights(account));
    relayed.abort();
}

/// Two nodes on one PostgreSQL: what is written at one is heard at the other, once.
#[tokio::test]
async fn nudges_travel_between_nodes() {
    let Some(clinic) = Clinic::open_on(Database::Postgres).await else { return portal_testkit::skipped() };
    let ada = clinic.patient("Ada").await;
    let nurse = clinic.nurse().await;
    let there = clinic.another_node().await;
    let mut streams = Vec::new();
    let mut relays = Vec::new();
    for portal in [clinic.portal().clone(), there.portal.clone()] {
        streams.push(portal.live().listen());
        let listener = clinic.db().listener().await.unwrap().unwrap();
        relays.push(tokio::spawn(async move { relay(&portal, listener).await }));
    }
    let sent = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
    nurse.at(&there).answers(sent.thread, "Yes.").await.unwrap();
    let pool = clinic.world().pool(clinic.cardiology.id).await;
    let nudge =
        Heard::Nudge(Nudge { patient: ada.id, pool, thread: sent.thread, private: false, about: About::Thread });
    for stream in &mut streams {
        for _ in 0..2 {
            let heard = tokio::time::timeout(Duration::from_secs(5), stream.recv()).await.expect("in time").unwrap();
            assert_eq!(heard, nudge);
        }
        let more = tokio::time::timeout(Duration::from_millis(200), stream.recv()).await;
        assert!(more.is_err(), "each nudge once: {more:?}");
    }
    relays.iter().for_each(|r| r.abort());
    clinic.outbox().await;
}

#[tokio::test]
async fn sqlite_has_one_node_and_no_listener() {
    let clinic = Clinic::open().await;
    assert!(clinic.db().listener().await.unwrap().is_none());
}

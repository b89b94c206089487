//! What is asked of offices as the tables keep it, on both databases.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use portal_access::{Actor, AppointmentAsks, Held, Matrix, ReferralAsks, RenewalAsks, Standing};
use portal_migration::{Migrator, MigratorTrait as _};
use portal_store::asks::{self, ActingKeys, Begun, Event, Head, Keys, NewDrug, NewTime, Saved};
use portal_store::messages::{Author, miscounted};
use portal_store::{StoreError, Tx};
use portal_testkit::{Clinic, both_databases};
use portal_types::account::Role;
use portal_types::ask::{AskFilter, AskHappened, AskKind, AskState, Pharmacy, Refusing, VisitKind};
use portal_types::day::Day;
use portal_types::ids::{AccountId, AskId, PatientId, PoolId, SessionId};
use portal_types::message::Side;
use portal_types::page::Cursor;
use sea_orm::{ConnectionTrait as _, Database};
use std::sync::Arc;
use uuid::Uuid;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Somebody who stands so to a chart.
fn somebody(account: AccountId, patient: PatientId, standing: Standing) -> Actor {
    let held = vec![Held { patient, standing, grant: None }];
    Actor::patient(account, SessionId(Uuid::from_u128(3)), Arc::new(Matrix::US_MA), held)
}

fn seeing(actor: &Actor, patient: PatientId) -> Keys {
    let appointment = actor.chart::<AppointmentAsks>(patient).ok();
    let (renewal, referral) = (actor.chart::<RenewalAsks>(patient).ok(), actor.chart::<ReferralAsks>(patient).ok());
    Keys::of(appointment.as_ref(), renewal.as_ref(), referral.as_ref()).unwrap()
}

fn acting(actor: &Actor, patient: PatientId) -> ActingKeys {
    let appointment = actor.acting::<AppointmentAsks>(patient).ok();
    let (renewal, referral) = (actor.acting::<RenewalAsks>(patient).ok(), actor.acting::<ReferralAsks>(patient).ok());
    ActingKeys::of(appointment.as_ref(), renewal.as_ref(), referral.as_ref()).unwrap()
}

/// A chart with an account and a pool that can be asked.
struct Scene {
    patient: PatientId,
    account: AccountId,
    pool: PoolId,
    actor: Actor,
}

impl Scene {
    async fn of(clinic: &Clinic) -> Self {
        let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let account = clinic.account_of(&ada.username).await;
        let pool = clinic.world().pool(clinic.cardiology.id).await;
        Self { patient: ada.id, account, pool, actor: somebody(account, ada.id, Standing::SelfAdult) }
    }

    fn author(&self) -> Author {
        Author { account: self.account, name: "Ada".into(), role: None, for_other: false }
    }

    async fn begins(&self, tx: &Tx, n: u64, due: &str, at: i64) -> AskId {
        self.begins_one(tx, n, AskKind::Appointment, Vec::new(), (due, at)).await
    }

    async fn begins_one(&self, tx: &Tx, n: u64, kind: AskKind, drugs: Vec<NewDrug>, (due, at): (&str, i64)) -> AskId {
        let id = AskId(Uuid::from_u64_pair(0x0190_0000_0000_7000, n));
        let (pool, due) = (self.pool, day(due));
        let begun = Begun { id, kind, pool, provider: None, form: "{}".into(), drugs, private: false, due };
        let author = self.author();
        match kind {
            AskKind::Appointment => {
                let key = self.actor.acting::<AppointmentAsks>(self.patient).unwrap();
                asks::insert(tx, &key, begun, &author, at).await.unwrap();
            }
            AskKind::Renewal => {
                let key = self.actor.acting::<RenewalAsks>(self.patient).unwrap();
                asks::insert(tx, &key, begun, &author, at).await.unwrap();
            }
            AskKind::Referral => {
                let key = self.actor.acting::<ReferralAsks>(self.patient).unwrap();
                asks::insert(tx, &key, begun, &author, at).await.unwrap();
            }
        }
        id
    }

    async fn held(&self, tx: &Tx, ask: AskId) -> Head {
        asks::hold(tx, &acting(&self.actor, self.patient), ask).await.unwrap().unwrap()
    }

    fn happened(&self, ask: AskId, n: u64, words: &str) -> Event {
        Event {
            id: Uuid::from_u64_pair(7, n),
            ask,
            patient: self.patient,
            what: AskHappened::Commented,
            before: AskState::Submitted,
            after: AskState::Submitted,
            side: Side::Patient,
            author: self.author(),
            reason: Some(Refusing::Other),
            words: words.into(),
            due: Some(day("2026-11-26")),
        }
    }
}

/// The same as it stands.
fn saved(head: &Head) -> Saved {
    Saved {
        state: head.state,
        due: head.due_day.map(Day::from_epoch),
        news: head.news,
        opened: head.opened_at.is_some(),
        refused: None,
        visit: head.visit.clone(),
        authorization: head.authorization.clone(),
        used: head.used,
    }
}

/// Refused or not, whatever the statement.
async fn works(clinic: &Clinic, sql: &str) -> bool {
    let tx = clinic.db().begin().await.unwrap();
    tx.execute_unprepared(sql).await.is_ok()
}

both_databases! {
    async fn what_has_happened_to_an_ask_is_append_only(clinic) {
        let scene = Scene::of(&clinic).await;
        let tx = clinic.db().begin().await.unwrap();
        let ask = scene.begins(&tx, 1, "2026-11-26", 5).await;
        asks::append(&tx, scene.happened(ask, 1, "in words"), 6).await.unwrap();
        tx.commit().await.unwrap();
        for sql in ["update ask_events set words = 'nothing'", "update ask_events set at = 0", "delete from ask_events"] {
            assert!(!works(&clinic, sql).await, "{sql}");
        }
        assert!(!clinic.db().is_postgres() || !works(&clinic, "truncate ask_events").await);
        assert!(works(&clinic, "update asks set news = true").await, "the ask itself changes");
        assert_eq!(clinic.count("ask_events where words = 'in words'").await, 1);
    }

    async fn what_belongs_to_an_ask_comes_in_one_statement_with_its_types(clinic) {
        let scene = Scene::of(&clinic).await;
        let drugs = [clinic.prescribes(scene.patient, "One", 3).await, clinic.prescribes(scene.patient, "Two", 2).await];
        let tx = clinic.db().begin().await.unwrap();
        let new = |n: usize, days_left| NewDrug { drug: drugs[n], name: format!("Drug {n}"), days_left };
        let wishes = vec![new(0, Some(12)), new(1, None)];
        let ask = scene.begins_one(&tx, 1, AskKind::Renewal, wishes, ("2026-11-26", 5)).await;
        let head = scene.held(&tx, ask).await;
        let why = (Refusing::TooEarly, "Later.".to_owned());
        assert!(asks::decide(&tx, &head, 0, Some(&why), 9).await.unwrap());
        assert!(!asks::decide(&tx, &head, 0, None, 9).await.unwrap(), "once");
        assert!(!asks::decide(&tx, &head, 2, None, 9).await.unwrap(), "there is none");
        for round in [1_i16, 2] {
            asks::settle_times(&tx, &head, None).await.unwrap();
            let time = |n: u64, starts_at| NewTime {
                id: Uuid::from_u64_pair(8, u64::try_from(round).unwrap() * 10 + n),
                starts_at,
                minutes: 20,
                way: VisitKind::Video,
                place: "A link".into(),
            };
            asks::propose(&tx, &head, round, vec![time(1, 90), time(2, 80)]).await.unwrap();
        }
        for n in 0..23 {
            asks::append(&tx, scene.happened(ask, n, "words"), 100 + i64::try_from(n).unwrap()).await.unwrap();
        }
        let before = clinic.statements();
        let parts = asks::parts(&tx, &head, None).await.unwrap();
        assert_eq!(clinic.statements() - before, 1);
        let (first, second) = (&parts.drugs[0], &parts.drugs[1]);
        assert_eq!((first.place, first.drug, first.days_left), (0, drugs[0], Some(12)));
        let answer = (first.outcome.as_deref(), first.why.as_deref(), first.words.as_str());
        assert_eq!(answer, (Some("declined"), Some("too_early"), "Later."));
        assert_eq!((second.place, second.days_left, second.outcome.clone()), (1, None, None));
        let times: Vec<(i16, i64, Option<String>)> =
            parts.times.iter().map(|time| (time.round, time.starts_at, time.outcome.clone())).collect();
        assert_eq!(times, [(2, 80, None), (2, 90, None)], "of the last round, the first one first");
        let time = &parts.times[0];
        assert_eq!((time.minutes, time.way.as_str(), time.place.as_str()), (20, "video", "A link"));
        assert_eq!((parts.events.len(), parts.events[0].at, parts.events[20].at), (21, 122, 102));
        let event = &parts.events[0];
        let (what, due) = ((event.event.as_str(), event.side.as_str()), Some(day("2026-11-26").epoch()));
        assert_eq!((what, event.account), (("commented", "patient"), Some(scene.account.0)));
        assert_eq!((event.reason.as_deref(), event.due_day, event.for_other), (Some("other"), due, false));
        let before = Cursor { at: parts.events[19].at, id: parts.events[19].id };
        let rest = asks::parts(&tx, &head, Some(before)).await.unwrap();
        assert_eq!((rest.events.len(), rest.drugs.len(), rest.times.len()), (3, 2, 2));
        asks::settle_times(&tx, &head, Some(parts.times[1].id)).await.unwrap();
        let outcomes: Vec<Option<String>> =
            asks::parts(&tx, &head, None).await.unwrap().times.into_iter().map(|time| time.outcome).collect();
        assert_eq!(outcomes, [Some("passed".to_owned()), Some("taken".to_owned())]);
        let listed = asks::list(&tx, &seeing(&scene.actor, scene.patient), true, None).await.unwrap();
        assert_eq!(listed[0].drugs.as_deref(), Some("Drug 0, Drug 1"), "in their order");
        asks::replace_drugs(&tx, &head, &[new(1, Some(3))]).await.unwrap();
        assert_eq!(asks::parts(&tx, &head, None).await.unwrap().drugs.len(), 1);
        tx.commit().await.unwrap();
    }

    async fn an_ask_is_saved_over_what_was_read_of_it_and_its_pool_counts(clinic) {
        let scene = Scene::of(&clinic).await;
        let waiting = async || clinic.column::<i64>("select asks_waiting from pools").await;
        let tx = clinic.db().begin().await.unwrap();
        let ask = scene.begins(&tx, 1, "2026-11-26", 5).await;
        tx.commit().await.unwrap();
        assert_eq!(waiting().await, [1]);
        let tx = clinic.db().begin().await.unwrap();
        let head = scene.held(&tx, ask).await;
        assert_eq!((head.kind, head.state, head.version), (AskKind::Appointment, AskState::Submitted, 1));
        assert_eq!((head.due_day, head.opened_at, head.closed_at), (Some(day("2026-11-26").epoch()), None, None));
        assert_eq!((head.visit.clone(), head.authorization.clone()), (None, None));
        assert!(!head.private && !head.veiled && !head.news && head.waits());
        let agreed = Saved {
            state: AskState::Approved,
            due: None,
            news: true,
            opened: true,
            visit: Some((90, 20, "phone".into(), String::new())),
            authorization: Some(("A-1".into(), 3, day("2026-12-01"), day("2026-12-31"))),
            used: 2,
            ..saved(&head)
        };
        asks::save(&tx, &head, agreed.clone(), 9).await.unwrap();
        assert!(matches!(asks::save(&tx, &head, agreed, 10).await, Err(StoreError::Conflict)), "it has changed since");
        tx.commit().await.unwrap();
        assert_eq!(waiting().await, [0]);
        let tx = clinic.db().begin().await.unwrap();
        let head = scene.held(&tx, ask).await;
        assert_eq!(head.visit, Some((90, 20, "phone".into(), String::new())));
        assert_eq!(head.authorization, Some(("A-1".into(), 3, day("2026-12-01"), day("2026-12-31"))));
        assert_eq!((head.used, head.due_day, head.opened_at, head.last_at, head.closed_at), (2, None, Some(9), 9, None));
        let refused = Some((Refusing::NotCovered, "No.".to_owned()));
        let over = Saved { state: AskState::Declined, refused, visit: None, ..saved(&head) };
        asks::save(&tx, &head, over, 11).await.unwrap();
        let head = scene.held(&tx, ask).await;
        assert_eq!((head.reason.as_deref(), head.reason_words.as_str()), (Some("not_covered"), "No."));
        assert_eq!((head.visit.clone(), head.closed_at), (None, Some(11)));
        asks::rewrite(&tx, &head, r#"{"a":1}"#.into(), Some(clinic.cardiology.provider)).await.unwrap();
        let stale = asks::rewrite(&tx, &head, "{}".into(), None).await;
        assert!(matches!(stale, Err(StoreError::Conflict)), "it was written anew");
        let head = scene.held(&tx, ask).await;
        assert_eq!((head.version, head.form.as_str()), (2, r#"{"a":1}"#));
        assert_eq!(head.provider, Some((clinic.cardiology.provider, "Dr. Cardiology Sample".to_owned())));
        tx.commit().await.unwrap();
        assert!(miscounted(&clinic.db().look()).await.unwrap().is_empty());
        clinic.execute("update pools set asks_waiting = 7", []).await;
        assert_eq!(miscounted(&clinic.db().look()).await.unwrap().len(), 1, "and what is counted wrongly is found");
    }

    async fn a_key_finds_what_it_opens_and_touches_nothing_else(clinic) {
        let scene = Scene::of(&clinic).await;
        let tx = clinic.db().begin().await.unwrap();
        let plain = scene.begins(&tx, 1, "2026-11-26", 5).await;
        let hers = scene.begins(&tx, 2, "2026-11-26", 6).await;
        let (own, other) = (acting(&scene.actor, scene.patient), AccountId(Uuid::from_u128(99)));
        assert!(asks::keep_private(&tx, &own, hers, true).await.unwrap());
        assert!(!asks::keep_private(&tx, &own, hers, true).await.unwrap(), "it is so already");
        let (child, teen) = (
            somebody(other, scene.patient, Standing::OfChild),
            somebody(other, scene.patient, Standing::OfTeen(None)),
        );
        for (actor, shown) in [(&scene.actor, vec![hers, plain]), (&child, vec![plain]), (&teen, vec![])] {
            let keys = seeing(actor, scene.patient);
            let listed: Vec<AskId> =
                asks::list(&tx, &keys, false, None).await.unwrap().into_iter().map(|row| row.id).collect();
            assert_eq!(listed, shown);
            for ask in [plain, hers] {
                assert_eq!(asks::head(&tx, &keys, ask).await.unwrap().is_some(), shown.contains(&ask));
                let held = asks::hold(&tx, &acting(actor, scene.patient), ask).await.unwrap();
                assert_eq!(held.is_some(), shown.contains(&ask));
            }
        }
        // What is news to her stays news when somebody looks who does not see it.
        tx.execute_unprepared("update asks set news = true").await.unwrap();
        asks::mark_seen(&tx, &seeing(&teen, scene.patient), plain).await.unwrap();
        assert!(scene.held(&tx, plain).await.news);
        asks::mark_seen(&tx, &seeing(&child, scene.patient), plain).await.unwrap();
        assert!(!scene.held(&tx, plain).await.news && scene.held(&tx, hers).await.news);
        // Of another chart it opens nothing.
        let elsewhere = somebody(scene.account, PatientId(Uuid::from_u128(98)), Standing::SelfAdult);
        let keys = seeing(&elsewhere, PatientId(Uuid::from_u128(98)));
        assert!(asks::head(&tx, &keys, plain).await.unwrap().is_none());
    }

    async fn the_desk_reads_its_pools_by_the_day_on_which_something_is_due(clinic) {
        let scene = Scene::of(&clinic).await;
        let tx = clinic.db().begin().await.unwrap();
        // Of one day in the order of their ids, whenever they came.
        for (n, due) in [(3, "2026-11-27"), (1, "2026-11-26"), (2, "2026-11-26"), (4, "2026-11-25")] {
            scene.begins(&tx, n, due, i64::try_from(n).unwrap()).await;
        }
        let nurse = |pools| Actor::staff(scene.account, SessionId(Uuid::nil()), Role::PoolNurse, pools);
        let key = nurse(vec![scene.pool]).pools().unwrap();
        let id = |n: u64| AskId(Uuid::from_u64_pair(0x0190_0000_0000_7000, n));
        let rows = asks::desk_list(&tx, &key, AskFilter::Due, None).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [id(4), id(1), id(2), id(3)]);
        let (at, last) = rows[1].place(AskFilter::Due);
        let rest = asks::desk_list(&tx, &key, AskFilter::Due, Some(Cursor { at, id: last })).await.unwrap();
        assert_eq!(rest.iter().map(|row| row.id).collect::<Vec<_>>(), [id(2), id(3)]);
        for filter in [AskFilter::Waiting, AskFilter::Over] {
            assert!(asks::desk_list(&tx, &key, filter, None).await.unwrap().is_empty());
        }
        assert_eq!(asks::pools(&tx, &key).await.unwrap()[0].waiting, 4);
        assert!(asks::mark_opened(&tx, &key, id(1), 50).await.unwrap());
        assert!(!asks::mark_opened(&tx, &key, id(1), 51).await.unwrap(), "once");
        assert_eq!(asks::desk_head(&tx, &key, id(1)).await.unwrap().unwrap().opened_at, Some(50));
        for none in [nurse(Vec::new()), nurse(vec![PoolId(Uuid::from_u128(97))])] {
            let none = none.pools().unwrap();
            assert!(asks::desk_list(&tx, &none, AskFilter::Due, None).await.unwrap().is_empty());
            assert!(asks::desk_head(&tx, &none, id(2)).await.unwrap().is_none());
            assert!(asks::desk_hold(&tx, &none, id(2)).await.unwrap().is_none());
            assert!(!asks::mark_opened(&tx, &none, id(2), 50).await.unwrap());
            assert!(asks::pools(&tx, &none).await.unwrap().is_empty());
        }
        tx.commit().await.unwrap();
    }
}

/// Migrations before asks.
const BEFORE: usize = 16;

/// Back and forth with rows in every table of asks: what the portal before them had is as it was.
#[tokio::test]
async fn asks_go_back_and_forth() {
    let clinic = Clinic::open().await;
    let scene = Scene::of(&clinic).await;
    let drug = clinic.prescribes(scene.patient, "One", 3).await;
    let tx = clinic.db().begin().await.unwrap();
    let wishes = vec![NewDrug { drug, name: "One".into(), days_left: None }];
    let ask = scene.begins_one(&tx, 1, AskKind::Renewal, wishes, ("2026-11-26", 5)).await;
    asks::append(&tx, scene.happened(ask, 1, "words"), 6).await.unwrap();
    let head = scene.held(&tx, ask).await;
    let (id, way, place) = (Uuid::from_u64_pair(8, 1), VisitKind::Phone, String::new());
    asks::propose(&tx, &head, 1, vec![NewTime { id, starts_at: 90, minutes: 20, way, place }]).await.unwrap();
    let key = scene.actor.acting::<RenewalAsks>(scene.patient).unwrap();
    let pharmacy = Pharmacy { name: "Mill Street".into(), ..Pharmacy::default() };
    asks::set_pharmacy(&tx, &key, &pharmacy, scene.account, 6).await.unwrap();
    tx.commit().await.unwrap();
    let before = (clinic.count("patients").await, clinic.count("pools").await);
    let beside = Database::connect(format!("{}?mode=rw", clinic.address())).await.unwrap();
    let later = u32::try_from(Migrator::migrations().len() - BEFORE).unwrap();
    Migrator::down(&beside, Some(later)).await.unwrap();
    let tables = clinic.counts().await;
    for gone in ["asks", "ask_drugs", "ask_times", "ask_events", "pharmacies"] {
        assert!(!tables.contains_key(gone), "{gone}");
    }
    Migrator::up(&beside, None).await.unwrap();
    assert_eq!((clinic.count("patients").await, clinic.count("pools").await), before);
    assert_eq!((clinic.count("asks").await, clinic.count("pools where asks_waiting = 0").await), (0, before.1));
    beside.close().await.unwrap();
}

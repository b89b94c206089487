//! What waits at a desk as the tables keep it, on both databases: one list by keyset, and what is written for ever.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use portal_access::{Actor, Own, PoolKey};
use portal_store::messages::{Author, miscounted};
use portal_store::triage::{self, Claim, NewMove};
use portal_testkit::{Clinic, both_databases};
use portal_types::account::Role;
use portal_types::day::Day;
use portal_types::ids::{AccountId, PatientId, PoolId, SessionId, WorkId};
use portal_types::page::{Cursor, PAGE};
use portal_types::pool::PoolKind;
use portal_types::triage::{CLAIM_MS, ItemKind, ItemMoved, QueueFilter};
use sea_orm::{ConnectionTrait as _, Statement, Value};
use uuid::Uuid;

const TODAY: i64 = 20_000;

/// Somebody who answers two pools, and a patient with an account.
struct Scene {
    patient: PatientId,
    account: AccountId,
    nurse: AccountId,
    pools: [PoolId; 2],
}

impl Scene {
    async fn of(clinic: &Clinic) -> Self {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let account = clinic.account_of(&ada.username).await;
        let nurse = clinic.account_of(&nurse.username).await;
        let (tests, _) = clinic.answers_for(&clinic.cardiology, PoolKind::Tests, Role::Clinician).await;
        let pools = [clinic.world().pool(clinic.cardiology.id).await, tests];
        Self { patient: ada.id, account, nurse, pools }
    }

    fn actor(&self, pools: &[PoolId]) -> Actor {
        Actor::staff(self.nurse, SessionId(Uuid::from_u128(6)), Role::PoolNurse, pools.to_vec())
    }

    fn key(&self) -> PoolKey {
        self.actor(&self.pools).pools().unwrap()
    }

    fn own(&self) -> Own {
        self.actor(&self.pools).own().unwrap()
    }

    fn author(&self) -> Author {
        Author { account: self.nurse, name: "Nora Ortiz".into(), role: Some(Role::PoolNurse), for_other: false }
    }

    /// A conversation with this number that waits in a pool until a day.
    async fn waits(&self, clinic: &Clinic, n: u64, pool: PoolId, due: i64) -> WorkId {
        let id = Uuid::from_u64_pair(1, n);
        let values: Vec<Value> = vec![id.into(), self.patient.0.into(), pool.0.into(), due.into()];
        let sql = "insert into threads (id, patient_id, pool_id, topic, subject, created_at, last_at, waiting, due_day)
                   values ($1, $2, $3, 'general', 'S', 5, 5, true, $4)";
        clinic.execute(sql, values).await;
        clinic.execute("update pools set waiting = waiting + 1 where id = $1", [pool.0.into()]).await;
        WorkId(id)
    }

    /// An ask, likewise.
    async fn is_asked(&self, clinic: &Clinic, n: u64, pool: PoolId, due: i64) -> WorkId {
        let id = Uuid::from_u64_pair(2, n);
        let values: Vec<Value> =
            vec![id.into(), self.patient.0.into(), pool.0.into(), self.account.0.into(), due.into()];
        let sql = "insert into asks (id, patient_id, pool_id, kind, state, account_id, author, form, made_at, last_at,
                       first_due_day, due_day)
                   values ($1, $2, $3, 'referral', 'submitted', $4, 'Ada', '{}', 5, 5, $5, $5)";
        clinic.execute(sql, values).await;
        clinic.execute("update pools set asks_waiting = asks_waiting + 1 where id = $1", [pool.0.into()]).await;
        WorkId(id)
    }
}

both_databases! {
    async fn r_6_8_pages_of_the_queue_go_on_where_the_one_before_has_ended(clinic) {
        let scene = Scene::of(&clinic).await;
        let mut all: Vec<(i64, WorkId)> = Vec::new();
        for n in 0..30_u64 {
            // Several on one day, in both pools and of both kinds.
            let (pool, due) = (scene.pools[usize::from(n % 2 == 0)], TODAY - 5 + i64::try_from(n % 7).unwrap());
            all.push((due, scene.waits(&clinic, n, pool, due).await));
            all.push((due, scene.is_asked(&clinic, n, pool, due).await));
        }
        all.sort_unstable();
        let look = clinic.db().look();
        let (key, own, day) = (scene.key(), scene.own(), (Day::from_epoch(TODAY), 10));
        for (filter, expected) in [
            (QueueFilter::All, all.clone()),
            (QueueFilter::Unassigned, all.clone()),
            (QueueFilter::Late, all.iter().copied().filter(|(due, _)| *due < TODAY).collect()),
            (QueueFilter::Mine, Vec::new()),
        ] {
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let rows = triage::queue(&look, (&key, &own), (filter, after), &[], day).await.unwrap();
                let more = rows.len() > PAGE as usize;
                seen.extend(rows.iter().take(PAGE as usize).map(|row| (row.due_day, row.id)));
                let Some(last) = seen.last().filter(|_| more) else { break };
                after = Some(Cursor { at: last.0, id: last.1.0 });
            }
            assert_eq!(seen, expected, "{filter:?}");
        }
        // One pool's key opens nothing of the other's, and that of none nothing.
        let one = scene.actor(&scene.pools[..1]).pools().unwrap();
        let rows = triage::queue(&look, (&one, &own), (QueueFilter::All, None), &[], day).await.unwrap();
        assert!(!rows.is_empty() && rows.iter().all(|row| row.pool == scene.pools[0]));
        let none = scene.actor(&[]).pools().unwrap();
        assert!(triage::queue(&look, (&none, &own), (QueueFilter::All, None), &[], day).await.unwrap().is_empty());
        let hidden = triage::find(&look, &one, rows[0].id, day.0).await.unwrap();
        assert!(hidden.is_some() && triage::find(&look, &none, rows[0].id, day.0).await.unwrap().is_none());
    }

    async fn r_6_8_what_is_handed_over_is_counted_where_it_lies(clinic) {
        let scene = Scene::of(&clinic).await;
        let day = Day::from_epoch(TODAY);
        for item in [
            scene.waits(&clinic, 1, scene.pools[0], TODAY).await,
            scene.is_asked(&clinic, 1, scene.pools[0], TODAY).await,
        ] {
            let tx = clinic.db().begin().await.unwrap();
            let of = triage::hold(&tx, &scene.key(), item, day).await.unwrap().unwrap();
            triage::assign(&tx, &of, Some(scene.nurse)).await.unwrap();
            triage::hand_over(&tx, &of, scene.pools[1]).await.unwrap();
            let of = triage::find(&tx, &scene.key(), item, day).await.unwrap().unwrap();
            assert_eq!((of.pool, of.assigned, of.pool_kind), (scene.pools[1], None, PoolKind::Tests));
            tx.commit().await.unwrap();
        }
        assert_eq!(miscounted(&clinic.db().look()).await.unwrap(), Vec::<Uuid>::new());
    }

    async fn r_6_9_a_claim_is_one_persons_until_it_is_over(clinic) {
        let scene = Scene::of(&clinic).await;
        let item = scene.waits(&clinic, 1, scene.pools[0], TODAY).await;
        let other = Actor::staff(scene.account, SessionId(Uuid::from_u128(7)), Role::Clinician, Vec::new());
        let (own, other) = (scene.own(), other.own().unwrap());
        let tx = clinic.db().begin().await.unwrap();
        let of = triage::find(&tx, &scene.key(), item, Day::from_epoch(TODAY)).await.unwrap().unwrap();
        assert_eq!(triage::claim(&tx, &own, &of, 10).await.unwrap(), Claim::New);
        assert_eq!(triage::claim(&tx, &own, &of, 20).await.unwrap(), Claim::Kept);
        assert_eq!(triage::claim(&tx, &other, &of, 20).await.unwrap(), Claim::Others);
        assert!(triage::claimed_by(&tx, &other, item, 20).await.unwrap().is_some());
        assert_eq!(triage::claimed_by(&tx, &own, item, 20).await.unwrap(), None);
        assert!(!triage::release(&tx, &other, item).await.unwrap(), "it is none of hers");
        let over = 20 + CLAIM_MS;
        assert_eq!(triage::claimed_by(&tx, &other, item, over).await.unwrap(), None);
        assert_eq!(triage::claim(&tx, &other, &of, over).await.unwrap(), Claim::New);
        assert!(triage::release(&tx, &other, item).await.unwrap());
        assert_eq!(triage::claim(&tx, &own, &of, over).await.unwrap(), Claim::New);
        assert_eq!(triage::sweep_claims(&tx, over + CLAIM_MS + 1).await.unwrap(), 1);
    }

    async fn r_6_9_what_colleagues_have_written_down_is_append_only(clinic) {
        let scene = Scene::of(&clinic).await;
        let item = scene.waits(&clinic, 1, scene.pools[0], TODAY).await;
        let tx = clinic.db().begin().await.unwrap();
        let of = triage::find(&tx, &scene.key(), item, Day::from_epoch(TODAY)).await.unwrap().unwrap();
        let by = scene.author();
        triage::append_note(&tx, &of, Uuid::from_u128(1), &by, "Call first", 10).await.unwrap();
        let new = NewMove {
            id: Uuid::from_u128(2),
            what: ItemMoved::Taken,
            by: Some(&by),
            to: Some((by.account, by.name.as_str())),
            to_pool: None,
            words: "",
        };
        triage::append_move(&tx, &of, &new, 10).await.unwrap();
        assert_eq!(triage::notes(&tx, &of, None).await.unwrap()[0].words, "Call first");
        assert_eq!(triage::moves(&tx, &of).await.unwrap()[0].to_name.as_deref(), Some("Nora Ortiz"));
        assert_eq!(of.kind, ItemKind::Thread);
        tx.commit().await.unwrap();
        for sql in [
            "update desk_notes set words = 'Nothing'",
            "delete from desk_notes",
            "update desk_moves set words = 'Nothing'",
            "delete from desk_moves",
        ] {
            let tx = clinic.db().begin().await.unwrap();
            let refused = tx.execute_raw(Statement::from_string(tx.get_database_backend(), sql)).await;
            assert!(refused.is_err(), "{sql}");
        }
    }

    async fn r_6_8_of_all_who_find_something_late_one_gets_it(clinic) {
        let scene = Scene::of(&clinic).await;
        let (today, before) = (Day::from_epoch(TODAY), TODAY - 1);
        scene.waits(&clinic, 1, scene.pools[0], before).await;
        scene.is_asked(&clinic, 1, scene.pools[1], before).await;
        scene.waits(&clinic, 2, scene.pools[0], TODAY).await;
        let late = triage::late(&clinic.db().look(), today, None, 200).await.unwrap();
        assert_eq!(late.len(), 2, "not on the day itself");
        assert_eq!(triage::late(&clinic.db().look(), today, Some(late[0].place()), 200).await.unwrap(), late[1..]);
        let get = async |n: u128| {
            let tx = clinic.db().begin().await.unwrap();
            let got = triage::escalate(&tx, &late[0], Uuid::from_u128(n), today, 10).await.unwrap();
            let told = match &got {
                Some(of) => triage::told_today(&tx, of.pool, today).await.unwrap(),
                None => false,
            };
            tx.commit().await.unwrap();
            (got.is_some(), told)
        };
        let (a, b, c) = tokio::join!(get(1), get(2), get(3));
        let got: Vec<(bool, bool)> = [a, b, c].into_iter().filter(|(got, _)| *got).collect();
        assert_eq!(got, [(true, true)]);
        assert_eq!(triage::late(&clinic.db().look(), today, None, 200).await.unwrap().len(), 1);
        let tx = clinic.db().begin().await.unwrap();
        let pool = scene.pools[usize::from(late[0].kind != ItemKind::Thread)];
        assert!(!triage::told_today(&tx, pool, today).await.unwrap(), "once a day");
        assert!(triage::told_today(&tx, pool, Day::from_epoch(TODAY + 1)).await.unwrap());
    }
}

//! How the databases carry out what pages ask most: each page is the beginning of a range of an index, however much lies
//! behind it, and nothing of the record is read whole. What is explained is the very statement that the page runs.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod explained;
mod filling;
mod plan;

use explained::{Explained, explained};
use portal_access::{
    Actor, AppointmentAsks, Held, Matrix, Messages, ReferralAsks, RenewalAsks, Sharing, Standing, Visits,
};
use portal_store::asks::{self, Keys};
use portal_store::charts::{allergies, immunizations, medications, results};
use portal_store::{acted, grants, home, messages, search, sessions, triage};
use portal_testkit::{Granted, both_databases};
use portal_types::account::Role;
use portal_types::day::Day;
use portal_types::enrollment::Sex;
use portal_types::ids::{AccountId, PatientId, PoolId, SessionId, ThreadId};
use portal_types::message::InboxFilter;
use portal_types::page::PAGE;
use portal_types::registry::RecordCard;
use portal_types::representative::Basis;
use portal_types::search::Terms;
use portal_types::triage::QueueFilter;
use sea_orm::{ConnectionTrait as _, Statement};
use std::sync::Arc;
use uuid::Uuid;

/// A page, and the row that tells that there is another.
const ROWS: usize = PAGE as usize + 1;

/// Who asks, where it need not be an account that is there.
const SOMEBODY: AccountId = AccountId(Uuid::from_u128(90));

/// An account, and how it stands to charts.
fn actor(account: AccountId, held: &[(PatientId, Standing)]) -> Actor {
    let held = held.iter().map(|(patient, standing)| Held { patient: *patient, standing: *standing, grant: None });
    Actor::patient(account, SessionId(Uuid::from_u128(91)), Arc::new(Matrix::US_MA), held.collect())
}

/// The keys to what was asked for in a chart.
fn asked(actor: &Actor, patient: PatientId) -> Option<Keys> {
    let (appointment, renewal) =
        (actor.chart::<AppointmentAsks>(patient).ok(), actor.chart::<RenewalAsks>(patient).ok());
    let referral = actor.chart::<ReferralAsks>(patient).ok();
    Keys::of(appointment.as_ref(), renewal.as_ref(), referral.as_ref())
}

/// A record as a desk has found it.
fn card(patient: PatientId) -> RecordCard {
    let (name, born, sex, zip) = (String::new(), Day::from_epoch(0), Sex::Unknown, String::new());
    RecordCard { patient, name, born, sex, zip, mrn: None, died: false, account: None }
}

both_databases! {
    async fn r_4_3_a_page_of_a_record_goes_along_an_index_whatever_is_left_out(clinic) {
        let patient = clinic.keeps(&clinic.record("Ada")).await;
        filling::people(&clinic, patient).await;
        filling::records(&clinic, patient).await;
        explained(&clinic, async |db: &Explained<'_>| {
            for standing in [Standing::SelfAdult, Standing::OfChild] {
                let actor = actor(SOMEBODY, &[(patient, standing)]);
                let rows = results::page(db, &actor.chart(patient).unwrap(), None).await.unwrap();
                assert_eq!(rows.len(), ROWS, "the page is full, whatever is left out");
                db.goes_along(&["observations_of_patient", "observations_by_category"]);
                let rows = medications::page(db, &actor.chart(patient).unwrap(), None).await.unwrap();
                assert_eq!(rows.len(), ROWS);
                db.goes_along(&["medication_requests_of_patient"]);
                let rows = allergies::page(db, &actor.chart(patient).unwrap(), None).await.unwrap();
                assert_eq!(rows.len(), ROWS);
                db.goes_along(&["allergies_of_patient"]);
            }
            // Some of a teen's vaccines are left out besides.
            for standing in [Standing::SelfAdult, Standing::OfChild, Standing::OfTeen(None)] {
                let chart = actor(SOMEBODY, &[(patient, standing)]).chart(patient).unwrap();
                let rows = immunizations::page(db, &chart, &["165".to_owned()], None).await.unwrap();
                assert_eq!(rows.len(), ROWS);
                db.goes_along(&["immunizations_of_patient"]);
            }
        })
        .await;
    }

    async fn r_3_14_whose_charts_one_opens_and_who_acts_in_one_is_found_along_indexes(clinic) {
        let ada = clinic.patient("Ada").await;
        let account = clinic.account_of(&ada.username).await;
        let berta = clinic.keeps(&clinic.record("Berta")).await;
        filling::people(&clinic, berta).await;
        // What was asked for may be of a medicine that is marked.
        filling::records(&clinic, berta).await;
        filling::conversations(&clinic, account).await;
        filling::trail(&clinic, SOMEBODY, berta).await;
        // Others wait for answers: an index of nothing would be read from one end to the other.
        clinic.execute("update threads set waiting = true, due_day = last_at % 100 where last_at % 3 = 0", []).await;
        let mut held = vec![(ada.id, Standing::SelfAdult)];
        for _ in 0..8 {
            let (_, ward) = clinic.keeps_one_born("Theo", "2024-11-17").await;
            clinic.represents(&ada, ward, Granted::by(Basis::Parental)).await;
            held.push((ward, Standing::OfChild));
        }
        explained(&clinic, async |db: &Explained<'_>| {
            sessions::find(db, "nobody's", 0, Day::from_epoch(0)).await.unwrap();
            db.reads_nothing_whole();
            let household = actor(account, &held);
            let own = household.chart::<Sharing>(ada.id).unwrap();
            let kept = grants::of_household(db, &household.own().unwrap(), Some(&own), 0).await.unwrap();
            assert_eq!(kept.len(), 8);
            db.reads_nothing_whole();
            let asked: Vec<Keys> = held.iter().filter_map(|(patient, _)| asked(&household, *patient)).collect();
            let visits = household.charts::<Visits>();
            assert_eq!(home::household(db, &household.charts(), &asked, &visits, 0).await.unwrap().len(), 9);
            db.reads_nothing_whole();

            let rows = grants::of_record(db, &card(berta), None).await.unwrap();
            assert_eq!(rows.len(), ROWS);
            db.goes_along(&["grants_of_patient"]);
            let hers = actor(SOMEBODY, &[(berta, Standing::SelfAdult)]).chart(berta).unwrap();
            assert_eq!(grants::of_patient(db, &hers, None).await.unwrap().len(), ROWS);
            db.goes_along(&["grants_of_patient"]);
        })
        .await;
    }

    async fn each_part_of_a_first_page_is_the_beginning_of_a_range(clinic) {
        let ada = clinic.patient("Ada").await;
        let account = clinic.account_of(&ada.username).await;
        let berta = clinic.keeps(&clinic.record("Berta")).await;
        filling::people(&clinic, berta).await;
        filling::records(&clinic, berta).await;
        filling::conversations(&clinic, account).await;
        filling::letters(&clinic, account, berta).await;
        clinic.execute("update threads set waiting = true, due_day = last_at % 100 where last_at % 3 = 0", []).await;
        explained(&clinic, async |db: &Explained<'_>| {
            for standing in [Standing::SelfAdult, Standing::OfChild] {
                let actor = actor(SOMEBODY, &[(berta, standing)]);
                let (chart, visits) = (actor.chart::<Messages>(berta).unwrap(), actor.chart::<Visits>(berta).unwrap());
                let rows = messages::of_home(db, &chart, &[], 7).await.unwrap();
                assert!(rows.len() >= 7, "{}", rows.len());
                db.reads_nothing_whole();
                let named: Vec<ThreadId> = rows.iter().map(|row| row.id.into()).collect();
                assert!(messages::of_home(db, &chart, &named, 7).await.unwrap().len() > rows.len());
                db.reads_nothing_whole();
                let keys = asked(&actor, berta).unwrap();
                assert!(asks::of_home(db, &keys, 7).await.unwrap().is_empty());
                db.reads_nothing_whole();
                home::next_visit(db, Some(&keys), Some(&visits), 0).await.unwrap();
                db.reads_nothing_whole();
            }
        })
        .await;
    }

    async fn r_8_12_who_looked_and_acted_is_a_range_of_the_trail_for_everybody_who_asks(clinic) {
        let ada = clinic.patient("Ada").await;
        let account = clinic.account_of(&ada.username).await;
        let berta = clinic.keeps(&clinic.record("Berta")).await;
        filling::people(&clinic, berta).await;
        // What was asked for may be of a medicine that is marked.
        filling::records(&clinic, berta).await;
        filling::conversations(&clinic, account).await;
        filling::trail(&clinic, SOMEBODY, berta).await;
        explained(&clinic, async |db: &Explained<'_>| {
            // She herself; who sees all; who is kept from some conversations; who sees her own steps.
            for (standing, keeps) in [
                (Standing::SelfAdult, true),
                (Standing::OfChild, false),
                (Standing::OfChild, true),
                (Standing::OfTeen(None), true),
            ] {
                let chart = actor(SOMEBODY, &[(berta, standing)]).chart(berta).unwrap();
                let rows = acted::page(db, &chart, keeps, None).await.unwrap();
                assert_eq!(rows.len(), ROWS, "{standing:?}");
                db.goes_along(&["audit_acted", "audit_by_patient", "audit_by_account"]);
            }
        })
        .await;
    }

    async fn r_6_10_each_shelf_is_a_range_of_an_index_and_a_search_begins_with_what_is_ones_own(clinic) {
        let ada = clinic.patient("Ada").await;
        let account = clinic.account_of(&ada.username).await;
        let berta = clinic.keeps(&clinic.record("Berta")).await;
        filling::people(&clinic, berta).await;
        filling::conversations(&clinic, account).await;
        filling::letters(&clinic, account, berta).await;
        let zebra = Terms::parse("zebra").unwrap();
        let pools = vec![PoolId(Uuid::from_u128(92))];
        let key = Actor::staff(SOMEBODY, SessionId(Uuid::from_u128(91)), Role::PoolNurse, pools).pools().unwrap();
        explained(&clinic, async |db: &Explained<'_>| {
            for standing in [Standing::SelfAdult, Standing::OfChild] {
                let chart = actor(SOMEBODY, &[(berta, standing)]).chart::<Messages>(berta).unwrap();
                for filter in InboxFilter::ALL {
                    let rows = messages::threads(db, &chart, filter, None).await.unwrap();
                    assert_eq!(rows.len(), ROWS, "{standing:?} {filter:?}");
                    let along: &[&str] = match filter {
                        InboxFilter::Unread => &["threads_unread", "threads_of_patient", "threads_open_to_all"],
                        _ => &["threads_on_shelf", "threads_open_shelf"],
                    };
                    db.goes_along(along);
                }
                let thread = messages::threads(db, &chart, InboxFilter::Inbox, None).await.unwrap().remove(0);
                db.plan();
                assert!(messages::head(db, &chart, thread.id.into()).await.unwrap().is_some());
                db.reads_nothing_whole();
                assert_eq!(search::find(db, &chart, &zebra, None).await.unwrap().len(), 1);
                db.reads_nothing_whole();
            }
            assert_eq!(search::desk_find(db, &key, &zebra, None).await.unwrap().len(), 1);
            db.reads_nothing_whole();
        })
        .await;
    }

    async fn r_6_8_the_queue_is_the_beginning_of_a_range_for_each_pool_and_colleague(clinic) {
        let ada = clinic.patient("Ada").await;
        let nurse = clinic.account_of(&clinic.nurse().await.username).await;
        let account = clinic.account_of(&ada.username).await;
        filling::people(&clinic, ada.id).await;
        filling::conversations(&clinic, account).await;
        let pool = clinic.world().pool(clinic.cardiology.id).await;
        let other = PoolId(Uuid::from_u128(92));
        clinic.joins_pool(nurse, other).await;
        // Everything waits, some of it for her, and nobody was told of what is late.
        let waits = "update threads set waiting = true, due_day = last_at % 100";
        clinic.execute(waits, []).await;
        let hers = "update threads set assigned_to = $1 where last_at % 10 = 0";
        clinic.execute(hers, [nurse.0.into()]).await;
        let staff = Actor::staff(nurse, SessionId(Uuid::from_u128(91)), Role::PoolNurse, vec![pool, other]);
        let (key, own) = (staff.pools().unwrap(), staff.own().unwrap());
        let (today, now) = (Day::from_epoch(50), 0);
        explained(&clinic, async |db: &Explained<'_>| {
            for filter in QueueFilter::ALL {
                let asked = (filter, None);
                let rows = triage::queue(db, (&key, &own), asked, &[SOMEBODY], (today, now)).await.unwrap();
                assert_eq!(rows.len(), ROWS, "{filter:?}");
                let plan = db.plan();
                assert!(plan.read_whole().is_empty(), "{:?} in {plan}", plan.read_whole());
                let along = |index: &str| plan.lines.iter().any(|(_, line)| line.contains(index));
                let index = if filter == QueueFilter::Mine { "threads_assigned" } else { "threads_due" };
                assert!(along(index), "{filter:?}: {plan}");
            }
            let late = triage::late(db, today, None, 200).await.unwrap();
            assert_eq!(late.len(), 200);
            let plan = db.plan();
            assert!(plan.read_whole().is_empty() && plan.to_string().contains("threads_late"), "{plan}");
            let item = late[0].id;
            assert!(triage::find(db, &key, item, today).await.unwrap().is_some());
            db.reads_nothing_whole();
        })
        .await;
    }

    async fn whoever_looks_at_plans_is_not_blind(clinic) {
        let tx = clinic.db().begin().await.unwrap();
        let db = Explained::on(&tx);
        let ask = async |sql: &str| {
            db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
            db.plan()
        };
        let whole = ask("select t.id from observations t order by t.display limit 21").await;
        assert!(!whole.read_whole().is_empty() && whole.sorts(), "{whole}");
        let unnamed = ask("select id from observations where display = 'x'").await;
        assert!(!unnamed.read_whole().is_empty() && !unnamed.sorts(), "{unnamed}");
        // A clinic has few practices: to read them all costs nothing.
        let few = ask("select o.id from practices o where o.phone = 'x'").await;
        assert!(few.read_whole().is_empty() && !few.sorts(), "{few}");
    }
}

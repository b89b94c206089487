//! Letters: carried once, tried again, never by two at once, and given up when they are worth nothing.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use async_trait::async_trait;
use portal_gateways::{Carrier, Parcel, Post, Shelf, Snag};
use portal_testkit::{Clinic, both_databases, hours, minutes, seconds};
use portal_worker::deliver::round;
use std::sync::Arc;
use tokio::sync::{Notify, watch};

const URL: &str = "https://portal.example.org";

fn post(shelf: &Arc<Shelf>) -> Post {
    let carrier: Arc<dyn Carrier> = shelf.clone();
    Post { mail: Some(carrier.clone()), text: Some(carrier) }
}

/// Somebody begins to enroll, and a code waits in the outbox.
async fn a_code_waits(clinic: &Clinic) -> String {
    let record = clinic.record("Ada");
    clinic.keeps(&record).await;
    let mut ada = clinic.somebody();
    ada.starts(&record.born).await.unwrap();
    ada.details(&record).await.unwrap();
    clinic.code_to(&record.email()).await.unwrap()
}

both_databases! {
    async fn a_letter_is_carried_once_and_its_secret_goes(clinic) {
        let shelf = Arc::new(Shelf::default());
        let code = a_code_waits(&clinic).await;
        assert_eq!(round(clinic.portal(), &post(&shelf), URL).await.unwrap(), 1);
        assert_eq!(round(clinic.portal(), &post(&shelf), URL).await.unwrap(), 0);
        let parcels = shelf.parcels();
        assert_eq!(parcels.len(), 1);
        let said = parcels[0].text.replace(' ', "");
        assert!(said.contains(&code), "the code is in the letter");
        assert!(!parcels[0].subject.contains(&code[..4]), "and not in its subject");
        assert!(!clinic.everything().await.contains(&code), "and nowhere else any more");
    }

    async fn what_does_not_work_is_tried_again_until_it_is_worth_nothing(clinic) {
        let shelf = Arc::new(Shelf::default());
        let code = a_code_waits(&clinic).await;
        shelf.fails(&[Snag::Later("busy"); 20]);
        let mut tries = 0;
        for _ in 0..60 {
            tries += round(clinic.portal(), &post(&shelf), URL).await.unwrap();
            clinic.later(seconds(30));
        }
        // After one minute, two, four: eight would be beyond the ten minutes that a code is good.
        assert_eq!((tries, shelf.parcels().len()), (4, 0));
        assert_eq!(clinic.count("outbox where given_up_at is not null and trouble = 'busy'").await, 1);
        assert!(!clinic.everything().await.contains(&code));
    }

    async fn what_is_refused_is_not_tried_again(clinic) {
        let shelf = Arc::new(Shelf::default());
        a_code_waits(&clinic).await;
        shelf.fails(&[Snag::Never("refused")]);
        for _ in 0..5 {
            round(clinic.portal(), &post(&shelf), URL).await.unwrap();
            clinic.later(minutes(1));
        }
        assert_eq!((shelf.parcels().len(), clinic.count("outbox where given_up_at is not null").await), (0, 1));
    }

    async fn two_workers_never_carry_one_letter(clinic) {
        let shelf = Arc::new(Shelf::default());
        for _ in 0..15 {
            a_code_waits(&clinic).await;
        }
        let other = clinic.another_node().await;
        let post = post(&shelf);
        for _ in 0..4 {
            let (a, b) = tokio::join!(round(clinic.portal(), &post, URL), round(&other.portal, &post, URL));
            a.unwrap();
            b.unwrap();
        }
        let mut ids: Vec<_> = shelf.parcels().iter().map(|p| p.id).collect();
        assert_eq!(ids.len(), 15);
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 15);
    }

    async fn a_worker_that_died_leaves_its_letters_to_the_next(clinic) {
        let shelf = Arc::new(Shelf::default());
        a_code_waits(&clinic).await;
        assert_eq!(portal_care::sending::take(clinic.portal()).await.unwrap().len(), 1);
        assert_eq!(round(clinic.portal(), &post(&shelf), URL).await.unwrap(), 0, "it is taken");
        clinic.later(portal_care::sending::LEASE_MS);
        assert_eq!(round(clinic.portal(), &post(&shelf), URL).await.unwrap(), 1);
        assert_eq!(shelf.parcels().len(), 1);
    }

    async fn a_letter_that_comes_too_late_is_not_sent(clinic) {
        let shelf = Arc::new(Shelf::default());
        a_code_waits(&clinic).await;
        clinic.later(hours(1));
        round(clinic.portal(), &post(&shelf), URL).await.unwrap();
        assert!(shelf.parcels().is_empty());
    }
}

/// That one letter's outcome cannot be noted loses no other's.
#[tokio::test]
async fn each_letter_is_settled_for_itself() {
    let clinic = Clinic::open().await;
    let shelf = Arc::new(Shelf::default());
    for _ in 0..3 {
        a_code_waits(&clinic).await;
    }
    let first = "(select id from outbox order by due_at, id limit 1)";
    let stays = format!(
        "create trigger stays before update of sent_at on outbox when old.id = {first} and new.sent_at is not null
         begin select raise(abort, 'stays'); end"
    );
    clinic.execute(&stays.replace(first, &id_of(&clinic, first).await), []).await;
    assert_eq!(round(clinic.portal(), &post(&shelf), URL).await.unwrap(), 3);
    assert_eq!(clinic.count("outbox where sent_at is not null").await, 2);
    clinic.execute("drop trigger stays", []).await;
    clinic.later(portal_care::sending::LEASE_MS);
    assert_eq!(round(clinic.portal(), &post(&shelf), URL).await.unwrap(), 1, "and it is due again");
    assert_eq!(clinic.count("outbox where sent_at is not null").await, 3);
}

/// A carrier that takes its time.
#[derive(Debug, Default)]
struct Slow {
    has: Notify,
    goes_on: Notify,
}

#[async_trait]
impl Carrier for Slow {
    async fn carry(&self, _: &Parcel) -> Result<(), Snag> {
        self.has.notify_one();
        self.goes_on.notified().await;
        Ok(())
    }
}

#[tokio::test]
async fn told_to_stop_it_notes_what_became_of_what_a_carrier_has_and_takes_nothing_else() {
    let clinic = Clinic::open().await;
    a_code_waits(&clinic).await;
    let slow = Arc::new(Slow::default());
    let mail: Arc<dyn Carrier> = slow.clone();
    let post = Post { mail: Some(mail), text: None };
    let (tells, told) = watch::channel(false);
    let runs = portal_worker::deliver::run(clinic.portal().clone(), post.clone(), URL.into(), told.clone());
    let runs = tokio::spawn(runs);
    slow.has.notified().await;
    tells.send_replace(true);
    a_code_waits(&clinic).await;
    slow.goes_on.notify_one();
    runs.await.unwrap();
    assert_eq!(clinic.count("outbox where sent_at is not null").await, 1);
    assert_eq!(clinic.count("outbox").await, 2);
    // Told before, it takes nothing at all; and it does not sleep through it.
    portal_worker::deliver::run(clinic.portal().clone(), post, URL.into(), told).await;
    let (tells, told) = watch::channel(false);
    let shelf = Arc::new(Shelf::default());
    let runs = portal_worker::deliver::run(clinic.portal().clone(), self::post(&shelf), URL.into(), told);
    let runs = tokio::spawn(runs);
    while shelf.parcels().is_empty() {
        tokio::task::yield_now().await;
    }
    tells.send_replace(true);
    runs.await.unwrap();
    assert_eq!(clinic.count("outbox where sent_at is not null").await, 2);
}

/// An id as SQLite writes it.
async fn id_of(clinic: &Clinic, which: &str) -> String {
    let ids: Vec<String> = clinic.column(&format!("select hex(id) from outbox where id = {which}")).await;
    format!("x'{}'", ids[0])
}

both_databases! {
    async fn a_round_of_tidying_tidies_everything(clinic) {
        a_code_waits(&clinic).await;
        clinic.later(hours(1));
        portal_worker::tidy::round(clinic.portal()).await;
        assert_eq!(clinic.count("outbox where given_up_at is not null").await, 1);
        clinic.days_later(31);
        portal_worker::tidy::round(clinic.portal()).await;
        for table in ["outbox", "guesses", "enrollments"] {
            assert_eq!(clinic.count(table).await, 0, "{table}");
        }
    }
}

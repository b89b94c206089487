//! The two databases as everything above takes them to be.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use portal_store::{Db, Reads as _, StoreError, enrollments, guesses};
use portal_testkit::{Clinic, Database, both_databases};
use portal_types::account::Lang;
use portal_types::ids::EnrollmentId;
use sea_orm::{ConnectionTrait as _, Statement};
use std::time::Duration;
use uuid::Uuid;

fn new(n: u64) -> enrollments::New {
    let id = EnrollmentId(Uuid::from_u64_pair(1, n));
    enrollments::New { id, token_hash: "hash".into(), state: "{}".into(), invited: None, lang: Lang::En }
}

both_databases! {
    async fn a_transaction_that_is_dropped_leaves_nothing(clinic) {
        let tx = clinic.db().begin().await.unwrap();
        enrollments::open(&tx, new(1), 0).await.unwrap();
        assert!(enrollments::find(&tx, "hash").await.unwrap().is_some(), "it sees its own work");
        drop(tx);
        assert!(enrollments::find(&clinic.db().look(), "hash").await.unwrap().is_none());
        // And the next writer does not wait for it.
        let tx = clinic.db().begin().await.unwrap();
        enrollments::open(&tx, new(1), 0).await.unwrap();
        tx.commit().await.unwrap();
        assert!(enrollments::find(&clinic.db().look(), "hash").await.unwrap().is_some());
    }

    async fn nobody_reads_what_is_not_committed(clinic) {
        let tx = clinic.db().begin().await.unwrap();
        enrollments::open(&tx, new(1), 0).await.unwrap();
        assert!(enrollments::find(&clinic.db().look(), "hash").await.unwrap().is_none());
        tx.commit().await.unwrap();
        assert!(enrollments::find(&clinic.db().look(), "hash").await.unwrap().is_some(), "and everybody what is");
    }

    async fn something_unique_twice_is_a_conflict(clinic) {
        let tx = clinic.db().begin().await.unwrap();
        enrollments::open(&tx, new(1), 0).await.unwrap();
        let again = enrollments::open(&tx, new(2), 0).await;
        assert!(matches!(again, Err(StoreError::Conflict)), "{again:?}");
    }

    async fn of_two_saves_over_one_version_one_wins(clinic) {
        let tx = clinic.db().begin().await.unwrap();
        enrollments::open(&tx, new(1), 0).await.unwrap();
        tx.commit().await.unwrap();
        let save = async |state: &str| {
            let tx = clinic.db().begin().await?;
            let saved = enrollments::find(&tx, "hash").await?.unwrap();
            // Both have read before either writes, where the database lets two write at once.
            tokio::time::sleep(Duration::from_millis(50)).await;
            enrollments::save(&tx, &saved, state, "started", None, 1).await?;
            tx.commit().await
        };
        let (one, other) = tokio::join!(save("{\"a\":1}"), save("{\"a\":2}"));
        let saved = enrollments::find(&clinic.db().look(), "hash").await.unwrap().unwrap();
        match (one, other) {
            // SQLite lets one write after the other: each has read what the one before has saved.
            (Ok(()), Ok(())) => assert_eq!((saved.version, clinic.db().is_postgres()), (3, false)),
            (Ok(()), Err(StoreError::Conflict)) | (Err(StoreError::Conflict), Ok(())) => assert_eq!(saved.version, 2),
            both => panic!("{both:?}"),
        }
    }

    async fn tries_that_are_held_are_counted_one_after_the_other(clinic) {
        let try_it = async || {
            let tx = clinic.db().begin().await.unwrap();
            let before = guesses::hold(&tx, "key").await.unwrap().fails;
            tokio::time::sleep(Duration::from_millis(10)).await;
            guesses::count(&tx, "key", 7).await.unwrap();
            tx.commit().await.unwrap();
            before
        };
        let (a, b, c, d) = tokio::join!(try_it(), try_it(), try_it(), try_it());
        let mut seen = [a, b, c, d];
        seen.sort_unstable();
        assert_eq!(seen, [0, 1, 2, 3], "each saw those before it");
    }

    async fn statements_are_counted(clinic) {
        let look = clinic.db().look();
        let (here, all) = (look.statements(), clinic.statements());
        enrollments::find(&look, "hash").await.unwrap();
        enrollments::find(&look, "hash").await.unwrap();
        assert_eq!((look.statements() - here, clinic.statements() - all), (2, 2));
    }

    async fn opening_again_finds_everything_as_it_was(clinic) {
        let _ada = clinic.patient("Ada").await;
        let before = clinic.everything().await;
        let again = clinic.another_node().await;
        assert_eq!(clinic.everything().await, before, "migrations that have run do not run again");
        again.db.close().await.unwrap();
    }
}

/// Several nodes may start at once on an empty PostgreSQL: one migrates, the others wait.
#[tokio::test]
async fn nodes_that_start_together_migrate_once() {
    let Some(clinic) = Clinic::open_on(Database::Postgres).await else { return portal_testkit::skipped() };
    for table in clinic.counts().await.into_keys() {
        clinic.execute(&format!("drop table {table} cascade"), []).await;
    }
    let (a, b, c) = tokio::join!(clinic.another_node(), clinic.another_node(), clinic.another_node());
    for node in [a, b, c] {
        node.db.ping().await.unwrap();
        node.db.close().await.unwrap();
    }
    assert!(clinic.counts().await.len() > 20);
}

/// A migration may take longer than a page may wait; a node that starts meanwhile waits as long as it takes.
#[tokio::test]
async fn a_node_waits_for_anothers_migration_longer_than_a_page_would() {
    let Some(clinic) = Clinic::open_on(Database::Postgres).await else { return portal_testkit::skipped() };
    let holder = clinic.db().begin().await.unwrap();
    holder.execute_unprepared("select pg_advisory_xact_lock(7423190)").await.unwrap();
    let waited = std::time::Instant::now();
    let (node, ()) = tokio::join!(clinic.another_node(), async {
        tokio::time::sleep(Duration::from_millis(5_500)).await;
        holder.commit().await.unwrap();
    });
    assert!(waited.elapsed() > Duration::from_secs(5));
    node.db.ping().await.unwrap();
    node.db.close().await.unwrap();
}

/// Whoever waits too long for another's row is told to try again, not that something is broken.
#[tokio::test]
async fn a_wait_that_was_too_long_is_busy_and_not_broken() {
    let Some(clinic) = Clinic::open_on(Database::Postgres).await else { return portal_testkit::skipped() };
    let holder = clinic.db().begin().await.unwrap();
    guesses::hold(&holder, "key").await.unwrap();
    let waiter = clinic.db().begin().await.unwrap();
    let waited = guesses::hold(&waiter, "key").await;
    assert!(matches!(waited, Err(StoreError::Unavailable(_))), "{waited:?}");
}

/// A request whose client goes away is dropped wherever it stands, also between BEGIN and the database's answer: no
/// connection stays behind in a transaction that nobody has.
#[tokio::test]
async fn a_begin_that_is_given_up_leaves_no_transaction_behind() {
    let Some(clinic) = Clinic::open_on(Database::Postgres).await else { return portal_testkit::skipped() };
    let other = clinic.another_node().await;
    for _ in 0..4 {
        tokio::select! {
            biased;
            begun = clinic.db().begin() => panic!("it has not even been asked: {begun:?}"),
            () = std::future::ready(()) => {}
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        let sql = "select 1 from pg_stat_activity where datname = current_database() and state like 'idle in trans%'";
        let left = Statement::from_string(other.db.look().get_database_backend(), sql);
        assert_eq!(other.db.look().query_all_raw(left).await.unwrap().len(), 0);
    }
    // And the connection is one as before.
    let tx = clinic.db().begin().await.unwrap();
    enrollments::open(&tx, new(1), 0).await.unwrap();
    tx.commit().await.unwrap();
    assert!(enrollments::find(&clinic.db().look(), "hash").await.unwrap().is_some());
    other.db.close().await.unwrap();
}

/// A nudge is published with its transaction or not at all.
#[tokio::test]
async fn what_is_rolled_back_is_not_published() {
    let Some(clinic) = Clinic::open_on(Database::Postgres).await else { return portal_testkit::skipped() };
    let mut listener = clinic.db().listener().await.unwrap().unwrap();
    let tx = clinic.db().begin().await.unwrap();
    tx.publish("never").await.unwrap();
    drop(tx);
    let tx = clinic.db().begin().await.unwrap();
    tx.publish("heard").await.unwrap();
    tx.commit().await.unwrap();
    let heard = tokio::time::timeout(Duration::from_secs(5), listener.next()).await.expect("in time").unwrap();
    assert_eq!(heard.as_deref(), Some("heard"));
}

/// SQLite keeps what it has acknowledged: the settings that make it so, read back.
#[tokio::test]
async fn sqlite_is_set_to_keep_what_it_acknowledges() {
    let clinic = Clinic::open().await;
    let pragma = async |name: &str| -> String {
        let rows = clinic.rows(&format!("pragma {name}"), []).await;
        rows[0].try_get_by_index::<i64>(0).map(|n| n.to_string()).or_else(|_| rows[0].try_get_by_index(0)).unwrap()
    };
    assert_eq!(pragma("journal_mode").await, "wal");
    assert_eq!(pragma("synchronous").await, "2", "FULL");
    assert_eq!(pragma("foreign_keys").await, "1");
}

/// A folder that is not there, a file that is no database: said, not panicked.
#[tokio::test]
async fn what_cannot_be_opened_is_an_error() {
    let folder = tempfile::TempDir::new().unwrap();
    let missing = folder.path().join("no/such/folder/portal.db");
    assert!(Db::open(&format!("sqlite:{}", missing.display())).await.is_err());
    let other = folder.path().join("letter.txt");
    std::fs::write(
        &other,
        "Dear Ada, this is no database, it is a letter of some length, so that it has a page to be read.",
    )
    .unwrap();
    assert!(Db::open(&format!("sqlite:{}", other.display())).await.is_err());
}

//! The audit trail's chains as the migration leaves them.

use portal_access::{Action, Actor};
use portal_migration::{Migrator, MigratorTrait as _};
use portal_store::Db;
use portal_store::audit::{self, Entry, Older};
use sea_orm::{ConnectionTrait as _, Database};

/// Migrations before the chains.
const BEFORE: u32 = 7;

/// Entries from before are set aside by number; what comes later belongs into a chain.
#[tokio::test]
async fn r_11_4_entries_older_than_the_chains_are_set_aside() {
    let folder = tempfile::TempDir::new().unwrap();
    let url = format!("sqlite:{}?mode=rwc", folder.path().join("portal.db").display());
    let old = Database::connect(&url).await.unwrap();
    Migrator::up(&old, Some(BEFORE)).await.unwrap();
    let entry = "insert into audit (at, kind, action, outcome) values (1, 'guest', 'sign-in', 'ok')";
    for _ in 0..3 {
        old.execute_unprepared(entry).await.unwrap();
    }
    let db = Db::open(url.trim_end_matches("?mode=rwc")).await.unwrap();
    let set_aside = Older { entries: 3, last_seq: 3, counted: 3 };
    assert_eq!(audit::older(&db.look()).await.unwrap(), Some(set_aside));
    assert_eq!(audit::strays(&db.look(), 3, 5).await.unwrap(), []);
    assert_eq!(audit::heads(&db.look()).await.unwrap().len(), 16);

    let tx = db.begin().await.unwrap();
    audit::append(&tx, &Actor::guest(), &Entry::of(Action::SignIn, "ok"), 5).await.unwrap();
    tx.commit().await.unwrap();
    // An older program that goes on writing.
    old.execute_unprepared(entry).await.unwrap();
    assert_eq!(audit::older(&db.look()).await.unwrap(), Some(set_aside));
    assert_eq!(audit::strays(&db.look(), 3, 5).await.unwrap(), [(5, None, None)]);

    // And back: the entries stay, all of them.
    let later = u32::try_from(Migrator::migrations().len()).unwrap() - BEFORE;
    Migrator::down(&old, Some(later)).await.unwrap();
    assert_eq!(old.execute_unprepared("update audit set outcome = 'ok'").await.unwrap().rows_affected(), 5);
    old.close().await.unwrap();
}

//! How nodes begin on one database.

use crate::node::Node;
use crate::place::Place;
use sea_orm::{ConnectionTrait as _, Database, Statement};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// A number that the database tells.
pub async fn number(place: &Place, sql: &str) -> i64 {
    let db = Database::connect(&place.database).await.unwrap();
    let asked = Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(asked).await.unwrap().expect("a row");
    let number: i64 = row.try_get_by_index(0).unwrap();
    db.close().await.unwrap();
    number
}

/// Changes something behind the nodes' back.
pub async fn change(place: &Place, sql: &str) {
    let db = Database::connect(&place.database).await.unwrap();
    db.execute_unprepared(sql).await.unwrap();
    db.close().await.unwrap();
}

/// All nodes have one key file, as the operator copies it.
fn share_a_key(place: &Place) {
    std::fs::create_dir_all(place.data()).unwrap();
    let file = place.data().join("master.key");
    std::fs::write(&file, "5a".repeat(32)).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
}

/// Two nodes begin at one moment where nothing is yet: one makes the tables and the other waits for it, and what both
/// find missing then (the first terms and notice) is there once.
pub async fn both_come_up_on_an_empty_database(place: &Place) {
    let tables = "select count(*) from information_schema.tables where table_schema = 'public'";
    assert_eq!(number(place, tables).await, 0, "nothing is there yet");
    share_a_key(place);
    let mut nodes = [Node::begin(place, "serve"), Node::begin(place, "serve")];
    for node in &mut nodes {
        node.answers().await;
    }
    assert_eq!(number(place, "select count(*) from agreements").await, 2, "the first terms and the first notice");
    nodes.into_iter().for_each(Node::end);
}

/// Waits until both nodes hear the channel between them: a server answers a little earlier.
pub async fn both_listen(place: &Place) {
    let listening = "select count(*) from pg_stat_activity where datname = current_database() and query like 'LISTEN%'";
    let by = Instant::now() + Duration::from_secs(10);
    while number(place, listening).await < 2 {
        assert!(Instant::now() < by, "the nodes do not listen to each other");
        sleep(Duration::from_millis(50)).await;
    }
}

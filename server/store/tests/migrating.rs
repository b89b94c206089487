//! Migrations that carry on with what an older portal has kept.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use portal_migration::{Migrator, MigratorTrait as _};
use portal_store::{Db, enrollments};
use portal_testkit::{Clinic, both_databases};
use portal_types::enrollment::Channel;
use portal_types::registry::RequestFilter;
use sea_orm::{ConnectionTrait as _, Database, Statement};
use uuid::Uuid;

/// The migrations of the portal that had requests and no desk.
const BEFORE_THE_DESK: u32 = 5;

/// An empty database beside the clinic's: of the clinic's own server, or a file.
async fn empty(clinic: &Clinic, folder: &tempfile::TempDir) -> String {
    if !clinic.db().is_postgres() {
        return format!("sqlite:{}?mode=rwc", folder.path().join("older.db").display());
    }
    for table in clinic.counts().await.into_keys() {
        clinic.execute(&format!("drop table {table} cascade"), []).await;
    }
    clinic.address().to_owned()
}

both_databases! {
    async fn requests_from_before_the_desk_are_in_its_queue(clinic) {
        let folder = tempfile::TempDir::new().unwrap();
        let address = empty(&clinic, &folder).await;
        let older = Database::connect(&address).await.unwrap();
        Migrator::up(&older, Some(BEFORE_THE_DESK)).await.unwrap();
        let rest = r#""asks_question":true,"born":"1980-05-17""#;
        let details = r#""details":{"given":"Ada","family":"Example","sex":"female","zip":"01450"}"#;
        let reach = r#""reach":{"channel":"text","value":"4135550199"}"#;
        let check = r#""check":{"hash":"h","sent_at":0,"wrong":0,"sends":1}"#;
        let states = [
            (format!(r#"{{{rest},"stage":{{"stage":"waiting",{details},{reach}}}}}"#), "pending_review"),
            (format!(r#"{{{rest},"stage":{{"stage":"code",{details},{check}}}}}"#), "pending_review"),
            ("not JSON at all".to_owned(), "pending_review"),
            (format!(r#"{{{rest},"stage":{{"stage":"contact"}}}}"#), "started"),
        ];
        for (n, (state, status)) in (1u64..).zip(states) {
            let insert = Statement::from_sql_and_values(
                older.get_database_backend(),
                "insert into enrollments (id, token_hash, version, state, status, created_at, updated_at)
                 values ($1, $2, 1, $3, $4, 500, $5)",
                [
                    Uuid::from_u64_pair(1, n).into(),
                    format!("hash {n}").into(),
                    state.into(),
                    status.into(),
                    (1000 + n as i64).into(),
                ],
            );
            older.execute_raw(insert).await.unwrap();
        }
        older.close().await.unwrap();

        let db = Db::open(&address).await.unwrap();
        let waiting = enrollments::requests(&db.look(), RequestFilter::Waiting, None).await.unwrap();
        let [asked] = waiting.as_slice() else { panic!("one that can be reached") };
        assert_eq!((asked.asked_at, asked.reach.clone()), (1001, Some((Channel::Text, "4135550199".into()))));
        let others = enrollments::requests(&db.look(), RequestFilter::Unreachable, None).await.unwrap();
        assert_eq!(others.iter().map(|asked| asked.asked_at).collect::<Vec<_>>(), [1002, 1003]);
        assert_eq!(enrollments::waiting(&db.look()).await.unwrap(), 3);
        db.close().await.unwrap();
    }
}

//! Migrations that carry on with what an older portal has kept.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use portal_migration::{Migrator, MigratorTrait as _};
use portal_store::{Db, enrollments, search};
use portal_testkit::{Clinic, both_databases};
use portal_types::day::Day;
use portal_types::enrollment::Channel;
use portal_types::registry::RequestFilter;
use sea_orm::{ConnectionTrait as _, Database, Statement};
use uuid::Uuid;

/// The migrations of the portal that had requests and no desk.
const BEFORE_THE_DESK: u32 = 5;

/// The migrations of the portal whose practices had one inbox each.
const BEFORE_THE_INBOXES: u32 = 17;

/// The migrations of the portal that had no triage desk.
const BEFORE_THE_TRIAGE: u32 = 19;

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

    async fn inboxes_go_back_and_forth_with_what_lies_in_them(clinic) {
        let folder = tempfile::TempDir::new().unwrap();
        let address = empty(&clinic, &folder).await;
        let older = Database::connect(&address).await.unwrap();
        Migrator::up(&older, Some(BEFORE_THE_INBOXES)).await.unwrap();
        let id = |n: u64| Uuid::from_u64_pair(1, n);
        let run = async |sql: &str, ids: &[u64]| {
            let values = ids.iter().map(|n| id(*n).into());
            let statement = Statement::from_sql_and_values(older.get_database_backend(), sql, values);
            older.execute_raw(statement).await
        };
        let count = async |of: &str| {
            let sql = format!("select cast(count(*) as bigint) as n from {of}");
            let statement = Statement::from_string(older.get_database_backend(), sql);
            let row = older.query_one_raw(statement).await.unwrap().unwrap();
            row.try_get::<i64>("", "n").unwrap()
        };
        let rows: [(&str, &[u64]); 8] = [
            ("insert into practices (id, name) values ($1, 'Cardiology')", &[1]),
            ("insert into pools (id, practice_id, business_days, waiting, asks_waiting) values ($1, $2, 2, 1, 1)", &[2, 1]),
            (
                "insert into patients (id, mrn, given, family, given_key, family_key, born, sex)
                 values ($1, 'M', 'Ada', 'E', 'ada', 'e', '1980-05-17', 'female')",
                &[3],
            ),
            (
                "insert into accounts (id, username, username_key, password_hash, state, lang, display_name, created_at)
                 values ($1, 'ada', 'ada', '', 'active', 'en', 'Ada', 0)",
                &[4],
            ),
            ("insert into pool_members (account_id, pool_id) values ($1, $2)", &[4, 2]),
            (
                "insert into threads (id, patient_id, pool_id, topic, subject, created_at, last_at, waiting)
                 values ($1, $2, $3, 'general', 'Knee', 5, 5, true)",
                &[5, 3, 2],
            ),
            (
                "insert into messages (id, thread_id, side, account_id, author, body, at)
                 values ($1, $2, 'patient', $3, 'Ada', 'It hurts', 5)",
                &[6, 5, 4],
            ),
            (
                "insert into asks (id, patient_id, pool_id, kind, state, account_id, author, form, made_at, last_at,
                                   first_due_day)
                 values ($1, $2, $3, 'referral', 'submitted', $4, 'Ada', '{}', 5, 5, 5)",
                &[7, 3, 2, 4],
            ),
        ];
        for (sql, ids) in rows {
            run(sql, ids).await.unwrap();
        }
        Migrator::up(&older, None).await.unwrap();
        let kept = "pools where kind = 'general' and business_days = 2 and waiting = 1 and asks_waiting = 1";
        assert_eq!(count(kept).await, 1);
        for table in ["threads where shelf = 'inbox'", "asks", "pool_members", "messages"] {
            assert_eq!(count(table).await, 1, "{table}");
        }
        // What names an inbox still must name one; and a practice has one of a kind.
        assert!(run("update threads set pool_id = $1", &[9]).await.is_err());
        assert!(run("insert into pools (id, practice_id) values ($1, $2)", &[8, 1]).await.is_err());
        let tests = "insert into pools (id, practice_id, kind) values ($1, $2, 'tests')";
        run(tests, &[8, 1]).await.unwrap();
        run("insert into pool_members (account_id, pool_id) values ($1, $2)", &[4, 8]).await.unwrap();
        let db = Db::open(&address).await.unwrap();
        let words = search::unindexed(&db.look(), Uuid::nil(), 500).await.unwrap();
        assert_eq!(words.iter().map(|message| message.id()).collect::<Vec<_>>(), [id(6)]);
        let tx = db.begin().await.unwrap();
        search::index(&tx, &words).await.unwrap();
        tx.commit().await.unwrap();
        db.close().await.unwrap();

        // An inbox that the portal before does not know is given up only while nobody has written to it.
        // What came after the inboxes goes first, for each step back is kept.
        let later = u32::try_from(Migrator::migrations().len()).unwrap() - BEFORE_THE_INBOXES - 1;
        Migrator::down(&older, Some(later)).await.unwrap();
        run("update threads set pool_id = $1", &[8]).await.unwrap();
        assert!(Migrator::down(&older, Some(1)).await.is_err());
        assert_eq!((count("pools").await, count("messages").await), (2, 1), "nothing is lost");
        run("update threads set pool_id = $1", &[2]).await.unwrap();
        Migrator::down(&older, Some(1)).await.unwrap();
        let kept = "pools where business_days = 2 and waiting = 1 and asks_waiting = 1";
        for table in ["pools", kept, "threads", "asks", "pool_members", "messages"] {
            assert_eq!(count(table).await, 1, "{table}");
        }
        assert!(run("insert into pools (id, practice_id) values ($1, $2)", &[8, 1]).await.is_err());
        assert!(run("update threads set pool_id = $1", &[9]).await.is_err());
        Migrator::up(&older, None).await.unwrap();
        assert_eq!(count("pools where kind = 'general'").await, 1);
        older.close().await.unwrap();
    }

    async fn conversations_that_wait_get_the_day_on_which_they_are_due(clinic) {
        let folder = tempfile::TempDir::new().unwrap();
        let address = empty(&clinic, &folder).await;
        let older = Database::connect(&address).await.unwrap();
        Migrator::up(&older, Some(BEFORE_THE_TRIAGE)).await.unwrap();
        let id = |n: u64| Uuid::from_u64_pair(1, n);
        let run = async |sql: &str, ids: &[u64]| {
            let values = ids.iter().map(|n| id(*n).into());
            older.execute_raw(Statement::from_sql_and_values(older.get_database_backend(), sql, values)).await.unwrap();
        };
        run("insert into practices (id, name) values ($1, 'Cardiology')", &[1]).await;
        run("insert into pools (id, practice_id) values ($1, $2)", &[2, 1]).await;
        let patient = "insert into patients (id, mrn, given, family, given_key, family_key, born, sex)
                       values ($1, 'M', 'Ada', 'E', 'ada', 'e', '1980-05-17', 'female')";
        run(patient, &[3]).await;
        for (n, waiting, answer_by) in [(4, "true", "'2026-11-26'"), (5, "false", "null"), (6, "true", "null")] {
            let sql = format!(
                "insert into threads (id, patient_id, pool_id, topic, subject, created_at, last_at, waiting, answer_by)
                 values ($1, $2, $3, 'general', 'Knee', 5, 172800005, {waiting}, {answer_by})"
            );
            run(&sql, &[n, 3, 2]).await;
        }
        let days = async || {
            let sql = "select t.due_day from threads t order by t.id";
            let rows = older.query_all_raw(Statement::from_string(older.get_database_backend(), sql)).await.unwrap();
            rows.iter().map(|row| row.try_get::<Option<i64>>("", "due_day").unwrap()).collect::<Vec<_>>()
        };
        let due: Day = "2026-11-26".parse().unwrap();
        let expected = [Some(due.epoch()), None, Some(2)];
        Migrator::up(&older, None).await.unwrap();
        assert_eq!(days().await, expected);
        let later = u32::try_from(Migrator::migrations().len()).unwrap() - BEFORE_THE_TRIAGE;
        Migrator::down(&older, Some(later)).await.unwrap();
        Migrator::up(&older, None).await.unwrap();
        assert_eq!(days().await, expected);
        older.close().await.unwrap();
    }
}

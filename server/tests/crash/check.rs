//! What must be true after every kill.

use crate::people::{Op, Person};
use crate::place::Place;
use portal_store::{Db, files, messages};
use sea_orm::{ConnectionTrait as _, Statement};
use std::collections::HashMap;

/// The last few acknowledged messages of everybody, sent again with the same key: the same bytes. And everybody is
/// still signed in.
pub async fn replies_again(people: &[Person], journal: &[Op]) {
    for (n, person) in people.iter().enumerate() {
        let told = journal.iter().rev().filter(|op| op.person == n && op.reply.is_some());
        for op in told.take(2) {
            // The server may be killed by nobody now: every answer counts.
            let reply = person.call(op.path, &op.form).await.unwrap();
            assert_eq!(Some(reply.body.as_str()), op.reply.as_deref(), "another answer to the same intent");
        }
        let stay = person.call("/api/accounts/stay", "").await.unwrap();
        assert_eq!(stay.status, 200, "an acknowledged sign-in was lost: {}", stay.body);
    }
}

/// Looks at the tables themselves, while no server runs.
pub async fn tables(place: &Place, journal: &[Op]) {
    let db = Db::open(&place.database).await.expect("the database opens after a kill");
    let look = db.look();
    let rows =
        async |sql: &str| look.query_all_raw(Statement::from_string(look.get_database_backend(), sql)).await.unwrap();
    let count = async |sql: &str| -> i64 {
        rows(&format!("select cast(count(*) as bigint) as n from {sql}")).await[0].try_get("", "n").unwrap()
    };

    if !place.is_postgres() {
        let sound: String = rows("pragma integrity_check").await[0].try_get_by_index(0).unwrap();
        assert_eq!(sound, "ok");
        assert!(rows("pragma foreign_key_check").await.is_empty());
    }

    // Acknowledged: exactly once, under the id that was told. Not acknowledged: once or not at all.
    let id = if place.is_postgres() { "replace(cast(id as text), '-', '')" } else { "lower(hex(id))" };
    let mut stored: HashMap<String, Vec<String>> = HashMap::new();
    for row in rows(&format!("select body, {id} as id from messages")).await {
        let body: String = row.try_get("", "body").unwrap();
        stored.entry(body).or_default().push(row.try_get("", "id").unwrap());
    }
    for op in journal {
        let copies = stored.get(&op.body).map_or(&[][..], Vec::as_slice);
        assert!(copies.len() <= 1, "{} times: {}", copies.len(), op.body);
        if let Some(reply) = &op.reply {
            assert_eq!(copies.len(), 1, "an acknowledged message was lost: {}", op.body);
            assert!(reply.replace('-', "").contains(&copies[0]), "another message than was told: {reply}");
        }
    }

    // A file that was acknowledged goes with the message that was sent then and acknowledged, whole, and with nothing else.
    let mut with: HashMap<String, Vec<Option<String>>> = HashMap::new();
    for row in rows("select f.name, m.body from files f left join messages m on m.id = f.message_id").await {
        with.entry(row.try_get("", "name").unwrap()).or_default().push(row.try_get("", "body").unwrap());
    }
    for op in journal.iter().filter(|op| op.attached) {
        let with = op.file.as_ref().and_then(|(_, name)| with.get(name)).map_or(&[][..], Vec::as_slice);
        assert_eq!(with.len(), 1, "an acknowledged file was lost, or is there twice: {}", op.body);
        if op.reply.is_some() {
            assert_eq!(with[0].as_deref(), Some(op.body.as_str()), "it goes with another message, or with none");
        }
    }
    assert_eq!(count("files where (place is null) = (message_id is null)").await, 0, "a file lies or is sent");
    let half = "files f where f.state = 'clean' and (select count(*) from file_chunks c where c.file_id = f.id) <> 1
                or f.state = 'receiving' and f.place is null";
    assert_eq!(count(half).await, 0, "half a file");
    assert!(files::miscounted(&look).await.unwrap().is_empty(), "accounts keep what they are said to keep");

    // Nothing by halves: every message has its entry in the trail, its intent and, from the team, its letter.
    let alone = "messages m where (select count(*) from audit a where a.object_id = m.id and a.outcome = 'ok') <> 1";
    assert_eq!(count(alone).await, 0, "a message without its entry in the trail, or with two");
    let lost = "audit a where a.action in ('start-thread', 'reply-to-thread', 'answer-thread') and a.outcome = 'ok'
                and a.object_id is not null and not exists (select 1 from messages m where m.id = a.object_id)";
    assert_eq!(count(lost).await, 0, "an entry in the trail for a message that is not there");
    assert_eq!(count("intents where reply = ''").await, 0, "an intent without its reply");
    let intents = count("intents where route in ('start', 'reply', 'answer')").await;
    assert_eq!(intents, count("messages").await, "an intent for each message");
    let answers = count("messages where side = 'team'").await;
    // Not one for each: nobody reads here, and of what is unread is told once in ten minutes.
    let letters = count("outbox where letter like '%new_message%'").await;
    assert!((answers.min(1)..=answers).contains(&letters), "{letters} letters of {answers} answers");
    let empty = "threads t where not exists (select 1 from messages m where m.thread_id = t.id)";
    assert_eq!(count(empty).await, 0, "a thread without a message");
    assert!(messages::miscounted(&look).await.unwrap().is_empty(), "counters equal what they count");
    drop(look);
    db.close().await.unwrap();
}

//! Looking for words in messages.
//!
//! Both databases are given the very words that `portal_types::field::fold` has made of a text, and take them as they are;
//! so both find the same. Whose chart a message is of, and which inbox it lies in, are words, too: a search begins with
//! what is the caller's own, however much the clinic has. Whether she may see it is asked of the conversation all the same.
//! A subject stands with the first message only; else it would find each of a long conversation.

use crate::db::all;
use crate::messages::hidden;
use crate::pools::places;
use crate::{Reads, StoreError, Tx};
use portal_access::{Chart, Messages, PoolKey};
use portal_types::field::fold;
use portal_types::page::{Cursor, PAGE};
use portal_types::search::Terms;
use sea_orm::{DbBackend, FromQueryResult, Value};
use std::collections::HashMap;
use uuid::Uuid;

/// Where a list of everything begins: after every row.
const END: Cursor = Cursor { at: i64::MAX, id: Uuid::max() };

/// The word for a chart.
fn owner(patient: Uuid) -> String {
    format!("p{}", patient.simple())
}

/// The word for an inbox.
fn inbox(pool: Uuid) -> String {
    format!("q{}", pool.simple())
}

/// A message with what of it can be looked for. Has no `Debug`.
pub(crate) struct Words<'a> {
    pub message: Uuid,
    pub thread: Uuid,
    pub patient: Uuid,
    pub pool: Uuid,
    pub at: i64,
    /// The subject, if it is the first message.
    pub subject: &'a str,
    pub body: &'a str,
    pub author: &'a str,
    pub practice: &'a str,
}

/// Makes a message one that can be looked for, once.
pub(crate) async fn put(tx: &Tx, words: &Words<'_>) -> Result<(), StoreError> {
    let Words { message, thread, at, .. } = *words;
    let (owner, inbox) = (owner(words.patient), inbox(words.pool));
    let (subject, body) = (fold(words.subject), fold(words.body));
    let sender = fold(&format!("{} {}", words.author, words.practice));
    if tx.is_postgres() {
        // With a sign that no text has: what somebody looks for is never taken for the word of a chart.
        let all = format!("={owner} ={inbox} {subject} {body} {sender}");
        let all = all.split_whitespace().collect::<Vec<_>>().join(" ");
        tx.run(
            "insert into message_rows (message_id, thread_id, at, words)
             values ($1, $2, $3, array_to_tsvector(string_to_array($4, ' '))) on conflict (message_id) do nothing",
            [message.into(), thread.into(), at.into(), all.into()],
        )
        .await?;
        return Ok(());
    }
    let sql = "insert into message_rows (message_id, thread_id, at) values ($1, $2, $3)
               on conflict (message_id) do nothing";
    if tx.run(sql, [message.into(), thread.into(), at.into()]).await? == 1 {
        tx.run(
            "insert into message_words (rowid, owner, pool, subject, body, sender)
             select r.seq, $1, $2, $3, $4, $5 from message_rows r where r.message_id = $6",
            [owner.into(), inbox.into(), subject.into(), body.into(), sender.into(), message.into()],
        )
        .await?;
    }
    Ok(())
}

/// A message that was found. Has no `Debug`.
#[derive(Clone, FromQueryResult)]
pub struct FoundRow {
    /// Which.
    pub id: Uuid,
    /// In which conversation.
    pub thread_id: Uuid,
    /// Whose chart.
    pub patient_id: Uuid,
    /// The conversation's subject.
    pub subject: String,
    /// Its topic's word.
    pub topic: String,
    /// The practice's name.
    pub practice: String,
    /// The patient's given name.
    pub given: String,
    /// The patient's family name.
    pub family: String,
    /// "patient" or "team".
    pub side: String,
    /// Author's name.
    pub author: String,
    /// The text.
    pub body: String,
    /// When it was sent.
    pub at: i64,
}

/// What is looked for, as a question to this database: `whose` are the words of charts or inboxes, one of which it must
/// have. All of them are letters and digits.
fn question(postgres: bool, column: &str, whose: &[String], terms: &Terms) -> String {
    let Some((last, whole)) = terms.words().split_last() else { return String::new() };
    if postgres {
        let whose: Vec<String> = whose.iter().map(|word| format!("'={word}'")).collect();
        let terms = whole.iter().map(|word| format!("'{word}'")).chain([format!("'{last}':*")]);
        return format!("({}) & {}", whose.join(" | "), terms.collect::<Vec<_>>().join(" & "));
    }
    let whose: Vec<String> = whose.iter().map(|word| format!("\"{word}\"")).collect();
    let terms = whole.iter().map(|word| format!("\"{word}\"")).chain([format!("\"{last}\" *")]);
    let terms = terms.collect::<Vec<_>>().join(" AND ");
    format!("{column} : ({}) AND {{subject body sender}} : ({terms})", whose.join(" OR "))
}

/// What is read of what is found, from its words on. SQLite is told the order: beginning with anything else, it would look
/// at each message anew.
fn found(postgres: bool) -> &'static str {
    if postgres {
        "select m.id, m.thread_id, t.patient_id, t.subject, t.topic, o.name as practice, c.given, c.family, m.side,
                m.author, m.body, m.at
         from message_rows r join threads t on t.id = r.thread_id join messages m on m.id = r.message_id
         join pools p on p.id = t.pool_id join practices o on o.id = p.practice_id join patients c on c.id = t.patient_id
         where r.words @@ cast($1 as tsquery)"
    } else {
        "select m.id, m.thread_id, t.patient_id, t.subject, t.topic, o.name as practice, c.given, c.family, m.side,
                m.author, m.body, m.at
         from message_words w cross join message_rows r on r.seq = w.rowid cross join threads t on t.id = r.thread_id
         cross join messages m on m.id = r.message_id cross join pools p on p.id = t.pool_id
         cross join practices o on o.id = p.practice_id cross join patients c on c.id = t.patient_id
         where w.message_words match $1"
    }
}

/// The order and the length of a page: one row more than a page tells that there is another.
fn newest_first() -> String {
    format!("and (r.at, r.message_id) < ($2, $3) order by r.at desc, r.message_id desc limit {}", PAGE + 1)
}

/// A page of the messages of a chart that have all words, newest first.
pub async fn find(
    db: &impl Reads,
    chart: &Chart<Messages>,
    terms: &Terms,
    after: Option<Cursor>,
) -> Result<Vec<FoundRow>, StoreError> {
    let postgres = db.get_database_backend() == DbBackend::Postgres;
    let after = after.unwrap_or(END);
    let sql = format!("{} {} and t.patient_id = $4 {}", found(postgres), hidden(chart.view()), newest_first());
    let asked = question(postgres, "owner", &[owner(chart.patient().0)], terms);
    let values: [Value; 4] = [asked.into(), after.at.into(), after.id.into(), chart.patient().0.into()];
    all(db, &sql, values).await
}

/// A page of the messages of one's pools that have all words, newest first.
pub async fn desk_find(
    db: &impl Reads,
    key: &PoolKey,
    terms: &Terms,
    after: Option<Cursor>,
) -> Result<Vec<FoundRow>, StoreError> {
    if key.pools().is_empty() {
        return Ok(Vec::new());
    }
    let postgres = db.get_database_backend() == DbBackend::Postgres;
    let after = after.unwrap_or(END);
    let sql = format!("{} and t.pool_id in {} {}", found(postgres), places(4, key.pools().len()), newest_first());
    let whose: Vec<String> = key.pools().iter().map(|pool| inbox(pool.0)).collect();
    let asked = question(postgres, "pool", &whose, terms);
    let mut values: Vec<Value> = vec![asked.into(), after.at.into(), after.id.into()];
    values.extend(key.pools().iter().map(|pool| Value::from(pool.0)));
    all(db, &sql, values).await
}

/// Where the pages of their conversations begin that have these messages, but for those on the newest page. Whoever has found
/// a message may see its conversation.
pub async fn pages(db: &impl Reads, found: &[FoundRow]) -> Result<HashMap<Uuid, Cursor>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        begins: Option<i64>,
    }
    if found.is_empty() {
        return Ok(HashMap::new());
    }
    // Of as many newer ones as a page has, the last one is on the page before.
    let sql = format!(
        "select m.id, (select n.at from messages n where n.thread_id = m.thread_id and (n.at, n.id) > (m.at, m.id)
                       order by n.at, n.id limit 1 offset {}) as begins
         from messages m where m.id in {}",
        PAGE - 1,
        places(1, found.len())
    );
    let rows: Vec<Row> = all(db, &sql, found.iter().map(|row| Value::from(row.id))).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.id, Cursor { at: row.begins?, id: Uuid::nil() }))).collect())
}

/// A message that nobody can look for yet. Has no `Debug`.
#[derive(Clone, FromQueryResult)]
pub struct Unindexed {
    id: Uuid,
    thread_id: Uuid,
    patient_id: Uuid,
    pool_id: Uuid,
    at: i64,
    subject: String,
    body: String,
    author: String,
    practice: String,
}

impl Unindexed {
    /// Which.
    pub fn id(&self) -> Uuid {
        self.id
    }
}

/// Messages that nobody can look for yet, in the order of their ids from one on, so many at most: those that a portal has
/// kept which had no search.
pub async fn unindexed(db: &impl Reads, after: Uuid, most: u64) -> Result<Vec<Unindexed>, StoreError> {
    let sql = format!(
        "select m.id, m.thread_id, t.patient_id, t.pool_id, m.at, m.body, m.author, o.name as practice,
                case when m.at = t.created_at then t.subject else '' end as subject
         from messages m join threads t on t.id = m.thread_id join pools p on p.id = t.pool_id
         join practices o on o.id = p.practice_id
         where m.id > $1 and not exists (select 1 from message_rows r where r.message_id = m.id)
         order by m.id limit {most}"
    );
    all(db, &sql, [after.into()]).await
}

/// Makes these messages ones that can be looked for.
pub async fn index(tx: &Tx, messages: &[Unindexed]) -> Result<(), StoreError> {
    for message in messages {
        let words = Words {
            message: message.id,
            thread: message.thread_id,
            patient: message.patient_id,
            pool: message.pool_id,
            at: message.at,
            subject: &message.subject,
            body: &message.body,
            author: &message.author,
            practice: &message.practice,
        };
        put(tx, &words).await?;
    }
    Ok(())
}

/// Has the messages of a thread looked for in the inbox that it lies in now. What SQLite keeps of their words for the other
/// one stays, and leads nowhere: its rows are gone.
pub(crate) async fn rehouse(tx: &Tx, thread: Uuid) -> Result<(), StoreError> {
    tx.run("delete from message_rows where thread_id = $1", [thread.into()]).await?;
    let messages: Vec<Unindexed> = all(
        tx,
        "select m.id, m.thread_id, t.patient_id, t.pool_id, m.at, m.body, m.author, o.name as practice,
                case when m.at = t.created_at then t.subject else '' end as subject
         from messages m join threads t on t.id = m.thread_id join pools p on p.id = t.pool_id
         join practices o on o.id = p.practice_id
         where m.thread_id = $1 order by m.id",
        [thread.into()],
    )
    .await?;
    index(tx, &messages).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_is_no_part_of_the_question() {
        let terms = Terms::parse("Knee \"* OR NOT' & body:x").unwrap();
        let whose = ["p1".to_owned(), "p2".to_owned()];
        assert_eq!(
            question(false, "owner", &whose, &terms),
            r#"owner : ("p1" OR "p2") AND {subject body sender} : ("knee" AND "or" AND "not" AND "body" AND "x" *)"#
        );
        assert_eq!(question(true, "owner", &whose, &terms), "('=p1' | '=p2') & 'knee' & 'or' & 'not' & 'body' & 'x':*");
    }
}

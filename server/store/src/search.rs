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
    /// When the conversation was begun.
    pub begun: i64,
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

impl FoundRow {
    /// Whether one of its words begins so; of the same words as are in the index ([`put`]).
    fn has_beginning(&self, beginning: &str) -> bool {
        let subject = if self.at == self.begun { self.subject.as_str() } else { "" };
        let texts = [&self.body, subject, &self.author, &self.practice];
        texts.into_iter().any(|text| fold(text).split(' ').any(|word| word.starts_with(beginning)))
    }
}

/// So many letters of a beginning SQLite has an index of its own for. For a longer beginning it would read all messages of
/// the clinic that have a word which begins so, whoever's they are.
const BEGINNING: usize = 3;

/// What is looked for, as a question to this database: `whose` are the words of charts or inboxes, one of which it must
/// have; `last` is the beginning of the last word. All of them are letters and digits.
fn question(postgres: bool, column: &str, whose: &[String], (whole, last): (&[String], &str)) -> String {
    if postgres {
        let whole = whole.iter().map(|word| format!("'{word}'")).chain([format!("'{last}':*")]);
        return format!("({}) & {}", lexemes(whose), whole.collect::<Vec<_>>().join(" & "));
    }
    let whose: Vec<String> = whose.iter().map(|word| format!("\"{word}\"")).collect();
    let terms = whole.iter().map(|word| format!("\"{word}\"")).chain([format!("\"{last}\" *")]);
    let terms = terms.collect::<Vec<_>>().join(" AND ");
    format!("{column} : ({}) AND {{subject body sender}} : ({terms})", whose.join(" OR "))
}

/// Words of charts or inboxes, any of them, as PostgreSQL is asked for them.
fn lexemes(whose: &[String]) -> String {
    whose.iter().map(|word| format!("'={word}'")).collect::<Vec<_>>().join(" | ")
}

/// The last word, and those before it.
fn ended(terms: &Terms) -> (&[String], &str) {
    terms.words().split_last().map_or((&[], ""), |(last, whole)| (whole, last))
}

/// What is asked about whom.
#[derive(Clone, Copy)]
enum Asked {
    /// One's own messages, with `$4` as PostgreSQL's word for them: it begins with these, which are few, and looks at each. Its
    /// index would first gather all messages of the clinic that have a word which begins so.
    Chart,
    /// Those of inboxes, which are many: all words at once.
    Inboxes,
}

/// So many of the messages that have the words of `$1`, those before `$2` and `$3`, the newest first; and what is read of
/// them. SQLite is told the order: beginning with anything else, it would look at each message anew. What is sorted is little:
/// the rest is read of those that are shown.
fn found(postgres: bool, asked: Asked, theirs: &str, most: u64) -> String {
    let rows = match (postgres, asked) {
        (true, Asked::Chart) => {
            "(with own as materialized (select * from message_rows o where o.words @@ cast($4 as tsquery)) select * from own) r
             join threads t on t.id = r.thread_id where r.words @@ cast($1 as tsquery)"
        }
        (true, Asked::Inboxes) => {
            "message_rows r join threads t on t.id = r.thread_id where r.words @@ cast($1 as tsquery)"
        }
        (false, _) => {
            "message_words w cross join message_rows r on r.seq = w.rowid cross join threads t on t.id = r.thread_id
             where w.message_words match $1"
        }
    };
    let join = if postgres { "join" } else { "cross join" };
    format!(
        "select m.id, m.thread_id, t.patient_id, t.created_at as begun, t.subject, t.topic, o.name as practice, c.given,
                c.family, m.side, m.author, m.body, m.at
         from (select r.message_id, r.thread_id, r.at from {rows} {theirs} and (r.at, r.message_id) < ($2, $3)
               order by r.at desc, r.message_id desc limit {most}) f
         {join} threads t on t.id = f.thread_id {join} messages m on m.id = f.message_id {join} pools p on p.id = t.pool_id
         {join} practices o on o.id = p.practice_id {join} patients c on c.id = t.patient_id
         order by f.at desc, f.message_id desc"
    )
}

/// A page of the messages of a chart that have all words, newest first; one row more tells that there is another.
pub async fn find(
    db: &impl Reads,
    chart: &Chart<Messages>,
    terms: &Terms,
    after: Option<Cursor>,
) -> Result<Vec<FoundRow>, StoreError> {
    let postgres = db.get_database_backend() == DbBackend::Postgres;
    let after = after.unwrap_or(END);
    let whose = [owner(chart.patient().0)];
    if postgres {
        let theirs = format!("and t.patient_id = $5 {}", hidden(chart.view()));
        let sql = found(true, Asked::Chart, &theirs, PAGE + 1);
        let asked = question(true, "", &whose, ended(terms));
        let own = lexemes(&whose);
        let values: [Value; 5] = [asked.into(), after.at.into(), after.id.into(), own.into(), chart.patient().0.into()];
        return all(db, &sql, values).await;
    }
    let theirs = format!("and t.patient_id = $4 {}", hidden(chart.view()));
    let (whole, last) = ended(terms);
    let beginning: String = last.chars().take(BEGINNING).collect();
    let asked = question(false, "owner", &whose, (whole, &beginning));
    // What has more letters is looked at here, in what has the first three.
    let most = if beginning == last { PAGE + 1 } else { LOOKED_AT };
    let sql = found(false, Asked::Chart, &theirs, most);
    let shown = PAGE as usize + 1;
    let (mut rows, mut from) = (Vec::new(), after);
    loop {
        let values: [Value; 4] = [asked.clone().into(), from.at.into(), from.id.into(), chart.patient().0.into()];
        let some: Vec<FoundRow> = all(db, &sql, values).await?;
        let next = some.last().filter(|_| some.len() as u64 == most).map(|row| Cursor { at: row.at, id: row.id });
        rows.extend(some.into_iter().filter(|row| row.has_beginning(last)).take(shown - rows.len()));
        match next {
            Some(next) if rows.len() < shown => from = next,
            _ => return Ok(rows),
        }
    }
}

/// So many are looked at in one go: of nearly every chart all.
const LOOKED_AT: u64 = 8 * PAGE;

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
    let theirs = format!("and t.pool_id in {}", places(4, key.pools().len()));
    let sql = found(postgres, Asked::Inboxes, &theirs, PAGE + 1);
    let whose: Vec<String> = key.pools().iter().map(|pool| inbox(pool.0)).collect();
    let asked = question(postgres, "pool", &whose, ended(terms));
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
            question(false, "owner", &whose, ended(&terms)),
            r#"owner : ("p1" OR "p2") AND {subject body sender} : ("knee" AND "or" AND "not" AND "body" AND "x" *)"#
        );
        assert_eq!(
            question(true, "owner", &whose, ended(&terms)),
            "('=p1' | '=p2') & 'knee' & 'or' & 'not' & 'body' & 'x':*"
        );
    }
}

//! Looking for words in messages.
//!
//! Both databases are given the very words that `portal_types::field::fold` has made of a text, and take them as they are;
//! so both find the same. Each word is there twice: behind the key of its chart, for who looks through one chart, so that a
//! search reads what it finds and nothing else, however much the clinic has; and by itself beside the word of the inbox that
//! the message lies in, for the desk. Whether somebody may see a message is asked of its conversation all the same. A subject
//! stands with the first message only; else it would find each of a long conversation.

use crate::db::all;
use crate::messages::hidden;
use crate::pools::places;
use crate::{Reads, StoreError, Tx};
use portal_access::{Chart, Messages, PoolKey};
use portal_types::field::fold;
use portal_types::page::{Cursor, PAGE};
use portal_types::search::Terms;
use sea_orm::{DbBackend, FromQueryResult, Value};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Where a list of everything begins: after every row.
const END: Cursor = Cursor { at: i64::MAX, id: Uuid::max() };

/// The key before the words of a chart. Two charts may share one: whose a message is decides what is shown of it.
fn own_key(patient: Uuid) -> String {
    format!("{:010x}", patient.as_u128() & 0xff_ffff_ffff)
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

/// What is written into the index of a message. Has no `Debug`.
pub struct Indexed {
    /// For SQLite: each word once, behind the key of its chart.
    pub own: String,
    /// The word for the inbox.
    pub inbox: String,
    /// Each word once.
    pub words: String,
    /// For PostgreSQL: all of it. What is no word of a text begins with a sign that no text has, so that what somebody looks
    /// for is never taken for it.
    pub together: String,
}

impl Indexed {
    /// Of a message of a chart that lies in an inbox, and the texts by which it is found.
    pub fn of(patient: Uuid, pool: Uuid, texts: &[&str]) -> Self {
        let (key, inbox) = (own_key(patient), inbox(pool));
        let folded = fold(&texts.join(" "));
        let words: BTreeSet<&str> = folded.split_whitespace().collect();
        let each = |before: &str| words.iter().map(|word| format!("{before}{word}")).collect::<Vec<_>>().join(" ");
        let (own, plain) = (each(&key), each(""));
        let together = ["=", &inbox, " ", &each(&format!("+{key}")), " ", &plain].concat().trim_end().to_owned();
        Self { own, inbox, words: plain, together }
    }
}

/// Makes a message one that can be looked for, once.
pub(crate) async fn put(tx: &Tx, words: &Words<'_>) -> Result<(), StoreError> {
    let Words { message, thread, at, .. } = *words;
    let texts = [words.subject, words.body, words.author, words.practice];
    let Indexed { own, inbox, words, together } = Indexed::of(words.patient, words.pool, &texts);
    if tx.is_postgres() {
        tx.run(
            "insert into message_rows (message_id, thread_id, at, words)
             values ($1, $2, $3, array_to_tsvector(string_to_array($4, ' '))) on conflict (message_id) do nothing",
            [message.into(), thread.into(), at.into(), together.into()],
        )
        .await?;
        return Ok(());
    }
    let sql = "insert into message_rows (message_id, thread_id, at) values ($1, $2, $3)
               on conflict (message_id) do nothing";
    if tx.run(sql, [message.into(), thread.into(), at.into()]).await? == 1 {
        tx.run(
            "insert into message_words (rowid, own, pool, words)
             select r.seq, $1, $2, $3 from message_rows r where r.message_id = $4",
            [own.into(), inbox.into(), words.into(), message.into()],
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

/// What is looked for in one chart, as a question to this database. All words are letters and digits; of the last one it is
/// the beginning.
fn of_chart(postgres: bool, patient: Uuid, terms: &Terms) -> String {
    let key = own_key(patient);
    let (whole, last) = ended(terms);
    if postgres {
        let whole = whole.iter().map(|word| format!("'+{key}{word}'")).chain([format!("'+{key}{last}':*")]);
        return whole.collect::<Vec<_>>().join(" & ");
    }
    let whole = whole.iter().map(|word| format!("\"{key}{word}\"")).chain([format!("\"{key}{last}\" *")]);
    format!("own : ({})", whole.collect::<Vec<_>>().join(" AND "))
}

/// The same of inboxes, in one of which it must lie.
fn of_inboxes(postgres: bool, inboxes: &[String], terms: &Terms) -> String {
    let (whole, last) = ended(terms);
    if postgres {
        let theirs: Vec<String> = inboxes.iter().map(|inbox| format!("'={inbox}'")).collect();
        let whole = whole.iter().map(|word| format!("'{word}'")).chain([format!("'{last}':*")]);
        return format!("({}) & {}", theirs.join(" | "), whole.collect::<Vec<_>>().join(" & "));
    }
    let theirs: Vec<String> = inboxes.iter().map(|inbox| format!("\"{inbox}\"")).collect();
    let whole = whole.iter().map(|word| format!("\"{word}\"")).chain([format!("\"{last}\" *")]);
    format!("pool : ({}) AND words : ({})", theirs.join(" OR "), whole.collect::<Vec<_>>().join(" AND "))
}

/// The last word, and those before it.
fn ended(terms: &Terms) -> (&[String], &str) {
    terms.words().split_last().map_or((&[], ""), |(last, whole)| (whole, last))
}

/// What is asked about whom.
#[derive(Clone, Copy)]
enum Asked {
    /// One chart. PostgreSQL, which cannot know that few messages have such words, is told to begin with those.
    Chart,
    /// Inboxes.
    Inboxes,
}

/// So many of the messages that have the words of `$1`, those before `$2` and `$3`, the newest first; and what is read of
/// them. SQLite is told the order: beginning with anything else, it would look at each message anew. What is sorted is little:
/// the rest is read of those that are shown.
fn found(postgres: bool, asked: Asked, theirs: &str) -> String {
    let rows = match (postgres, asked) {
        (true, Asked::Chart) => {
            "(with own as materialized (select o.message_id, o.thread_id, o.at from message_rows o
                                       where o.words @@ cast($1 as tsquery)) select * from own) r
             join threads t on t.id = r.thread_id where true"
        }
        (true, Asked::Inboxes) => {
            "message_rows r join threads t on t.id = r.thread_id where r.words @@ cast($1 as tsquery)"
        }
        (false, _) => {
            "message_words w cross join message_rows r on r.seq = w.rowid cross join threads t on t.id = r.thread_id
             where w.message_words match $1"
        }
    };
    let (join, most) = (if postgres { "join" } else { "cross join" }, PAGE + 1);
    format!(
        "select m.id, m.thread_id, t.patient_id, t.subject, t.topic, o.name as practice, c.given, c.family, m.side,
                m.author, m.body, m.at
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
    let (after, patient) = (after.unwrap_or(END), chart.patient().0);
    let theirs = format!("and t.patient_id = $4 {}", hidden(chart.view()));
    let asked = of_chart(postgres, patient, terms);
    let values: [Value; 4] = [asked.into(), after.at.into(), after.id.into(), patient.into()];
    all(db, &found(postgres, Asked::Chart, &theirs), values).await
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
    let theirs = format!("and t.pool_id in {}", places(4, key.pools().len()));
    let inboxes: Vec<String> = key.pools().iter().map(|pool| inbox(pool.0)).collect();
    let asked = of_inboxes(postgres, &inboxes, terms);
    let mut values: Vec<Value> = vec![asked.into(), after.at.into(), after.id.into()];
    values.extend(key.pools().iter().map(|pool| Value::from(pool.0)));
    all(db, &found(postgres, Asked::Inboxes, &theirs), values).await
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
        let (patient, inboxes) = (Uuid::from_u128(0x1ab), ["q1".to_owned(), "q2".to_owned()]);
        assert_eq!(
            of_chart(false, patient, &terms),
            r#"own : ("00000001abknee" AND "00000001abor" AND "00000001abnot" AND "00000001abbody" AND "00000001abx" *)"#
        );
        assert_eq!(
            of_chart(true, patient, &terms),
            "'+00000001abknee' & '+00000001abor' & '+00000001abnot' & '+00000001abbody' & '+00000001abx':*"
        );
        assert_eq!(
            of_inboxes(false, &inboxes, &terms),
            r#"pool : ("q1" OR "q2") AND words : ("knee" AND "or" AND "not" AND "body" AND "x" *)"#
        );
        assert_eq!(of_inboxes(true, &inboxes, &terms), "('=q1' | '=q2') & 'knee' & 'or' & 'not' & 'body' & 'x':*");
    }

    #[test]
    fn each_word_of_a_message_is_there_once_for_its_chart_and_once_for_the_desk() {
        let Indexed { own, inbox, words, together } =
            Indexed::of(Uuid::from_u128(0x1ab), Uuid::from_u128(2), &["My knee", "The KNEE = hurts", "Ada"]);
        assert_eq!(words, "ada hurts knee my the");
        assert_eq!(own, "00000001abada 00000001abhurts 00000001abknee 00000001abmy 00000001abthe");
        assert_eq!(inbox, "q00000000000000000000000000000002");
        assert_eq!(
            together,
            "=q00000000000000000000000000000002 +00000001abada +00000001abhurts +00000001abknee +00000001abmy \
             +00000001abthe ada hurts knee my the"
        );
    }
}

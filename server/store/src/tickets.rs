//! Tickets to Technical Support, and the log of each.

use crate::db::{all, one};
use crate::{Reads, StoreError, Tx};
use portal_access::Support;
use portal_types::account::Lang;
use portal_types::enrollment::Channel;
use portal_types::ids::{AccountId, TicketId};
use portal_types::page::{Cursor, PAGE};
use portal_types::support::{TicketCategory, TicketOutcome};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

/// A ticket to be kept. Has no `Debug`.
pub struct New {
    /// Its id.
    pub id: TicketId,
    /// Its number, ten characters.
    pub number: String,
    /// What it is about.
    pub category: TicketCategory,
    /// What happened.
    pub text: String,
    /// Who writes.
    pub name: String,
    /// How to reach back.
    pub reach: Option<(Channel, String)>,
    /// The person's language.
    pub lang: Lang,
    /// The account that sends it, if somebody is signed in.
    pub account: Option<AccountId>,
}

/// Keeps a ticket.
pub async fn put(tx: &Tx, new: New, now: i64) -> Result<(), StoreError> {
    let (channel, reach) = new.reach.unzip();
    tx.run(
        "insert into tickets (id, number, category, text, name, channel, reach, lang, account_id, signed_in, asked_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        [
            new.id.0.into(),
            new.number.into(),
            new.category.code().into(),
            new.text.into(),
            new.name.into(),
            channel.map(Channel::code).into(),
            reach.into(),
            new.lang.code().into(),
            new.account.map(|account| account.0).into(),
            new.account.is_some().into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

/// When the ticket of a number came, milliseconds UTC.
pub async fn came(db: &impl Reads, number: &str) -> Result<Option<i64>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        asked_at: i64,
    }
    let row: Option<Row> = one(db, "select asked_at from tickets where number = $1", [number.into()]).await?;
    Ok(row.map(|row| row.asked_at))
}

/// When the ticket of a number came, milliseconds UTC, and whether it is closed.
pub async fn standing(db: &impl Reads, number: &str) -> Result<Option<(i64, bool)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        asked_at: i64,
        closed_at: Option<i64>,
    }
    let row: Option<Row> =
        one(db, "select asked_at, closed_at from tickets where number = $1", [number.into()]).await?;
    Ok(row.map(|row| (row.asked_at, row.closed_at.is_some())))
}

/// An open ticket. Has no `Debug`.
#[derive(Clone)]
pub struct Ticket {
    /// Which.
    pub id: TicketId,
    /// Its number, ten characters.
    pub number: String,
    /// What it is about.
    pub category: TicketCategory,
    /// What happened.
    pub text: String,
    /// Who wrote it.
    pub name: String,
    /// How to reach back.
    pub reach: Option<(Channel, String)>,
    /// The person's language.
    pub lang: Lang,
    /// The account that sent it, or that the desk has found.
    pub account: Option<AccountId>,
    /// Whether the account itself has sent it.
    pub signed_in: bool,
    /// When it came, milliseconds UTC.
    pub asked_at: i64,
    /// Keyed hash of the code that is out.
    pub code_hash: Option<String>,
    /// When it was sent, milliseconds UTC.
    pub code_sent_at: i64,
    /// Codes sent so far.
    pub code_sends: i64,
    /// Wrong tries of the code that is out.
    pub code_wrong: i64,
    /// When a code was read back.
    pub proven_at: Option<i64>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    number: String,
    category: String,
    text: String,
    name: String,
    channel: Option<String>,
    reach: Option<String>,
    lang: String,
    account_id: Option<Uuid>,
    signed_in: bool,
    asked_at: i64,
    code_hash: Option<String>,
    code_sent_at: i64,
    code_sends: i64,
    code_wrong: i64,
    proven_at: Option<i64>,
}

impl Row {
    fn ticket(self) -> Ticket {
        Ticket {
            id: self.id.into(),
            number: self.number,
            category: TicketCategory::from_code(&self.category).unwrap_or(TicketCategory::Other),
            text: self.text,
            name: self.name,
            reach: self.channel.as_deref().and_then(Channel::from_code).zip(self.reach),
            lang: Lang::from_code(&self.lang).unwrap_or_default(),
            account: self.account_id.map(Into::into),
            signed_in: self.signed_in,
            asked_at: self.asked_at,
            code_hash: self.code_hash,
            code_sent_at: self.code_sent_at,
            code_sends: self.code_sends,
            code_wrong: self.code_wrong,
            proven_at: self.proven_at,
        }
    }
}

const OPEN: &str = "select id, number, category, text, name, channel, reach, lang, account_id, signed_in, asked_at,
        code_hash, code_sent_at, code_sends, code_wrong, proven_at
 from tickets where closed_at is null";

/// A page of the open tickets, the oldest first; one more than [`PAGE`], if there are more.
pub async fn queue(db: &impl Reads, _: &Support, after: Option<Cursor>) -> Result<Vec<Ticket>, StoreError> {
    let mut values: Vec<Value> = Vec::new();
    let from = match after {
        Some(cursor) => {
            values.extend([cursor.at.into(), cursor.id.into()]);
            "and (asked_at, id) > ($1, $2)"
        }
        None => "",
    };
    let sql = format!("{OPEN} {from} order by asked_at, id limit {}", PAGE + 1);
    let rows: Vec<Row> = all(db, &sql, values).await?;
    Ok(rows.into_iter().map(Row::ticket).collect())
}

/// One open ticket.
pub async fn open(db: &impl Reads, _: &Support, id: TicketId) -> Result<Option<Ticket>, StoreError> {
    let row: Option<Row> = one(db, &format!("{OPEN} and id = $1"), [id.0.into()]).await?;
    Ok(row.map(Row::ticket))
}

/// One open ticket, held until the transaction ends: of two desks the second sees what the first has done.
pub async fn hold(tx: &Tx, key: &Support, id: TicketId) -> Result<Option<Ticket>, StoreError> {
    // Changes nothing; on PostgreSQL it locks the row.
    tx.run("update tickets set asked_at = asked_at where id = $1 and closed_at is null", [id.0.into()]).await?;
    open(tx, key, id).await
}

/// The desk has found the account. A code that was sent to another one, or read back for it, proves nothing now.
pub async fn attach(tx: &Tx, ticket: &Ticket, account: AccountId) -> Result<(), StoreError> {
    tx.run(
        "update tickets set account_id = $1, code_hash = null, proven_at = null where id = $2",
        [account.0.into(), ticket.id.0.into()],
    )
    .await?;
    Ok(())
}

/// A new code is out; the one before is none any more.
pub async fn send_code(tx: &Tx, ticket: &Ticket, hash: &str, now: i64) -> Result<(), StoreError> {
    tx.run(
        "update tickets set code_hash = $1, code_sent_at = $2, code_sends = code_sends + 1, code_wrong = 0
         where id = $3",
        [hash.into(), now.into(), ticket.id.0.into()],
    )
    .await?;
    Ok(())
}

/// Counts a wrong try.
pub async fn count_wrong(tx: &Tx, ticket: &Ticket) -> Result<(), StoreError> {
    tx.run("update tickets set code_wrong = code_wrong + 1 where id = $1", [ticket.id.0.into()]).await?;
    Ok(())
}

/// The code was read back.
pub async fn prove(tx: &Tx, ticket: &Ticket, now: i64) -> Result<(), StoreError> {
    let sql = "update tickets set proven_at = $1, code_hash = null where id = $2";
    tx.run(sql, [now.into(), ticket.id.0.into()]).await?;
    Ok(())
}

/// Closes a ticket that is held.
pub async fn close(
    tx: &Tx,
    ticket: &Ticket,
    outcome: TicketOutcome,
    by: AccountId,
    now: i64,
) -> Result<(), StoreError> {
    tx.run(
        "update tickets set outcome = $1, closed_by = $2, closed_at = $3, code_hash = null where id = $4",
        [outcome.code().into(), by.0.into(), now.into(), ticket.id.0.into()],
    )
    .await?;
    Ok(())
}

/// A line of a ticket's log.
#[derive(FromQueryResult)]
pub struct Note {
    /// Who wrote it.
    pub author: String,
    /// When, milliseconds UTC.
    pub at: i64,
    /// What.
    pub text: String,
}

/// Writes into a ticket's log.
pub async fn note(
    tx: &Tx,
    ticket: TicketId,
    id: Uuid,
    by: AccountId,
    author: &str,
    text: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.run(
        "insert into ticket_notes (id, ticket_id, account_id, author, at, text) values ($1, $2, $3, $4, $5, $6)",
        [id.into(), ticket.0.into(), by.0.into(), author.into(), now.into(), text.into()],
    )
    .await?;
    Ok(())
}

/// A ticket's log, the oldest first; its last hundred lines.
pub async fn notes(db: &impl Reads, ticket: &Ticket) -> Result<Vec<Note>, StoreError> {
    let sql = "select author, at, text from ticket_notes where ticket_id = $1 order by at desc, id desc limit 100";
    let mut notes: Vec<Note> = all(db, sql, [ticket.id.0.into()]).await?;
    notes.reverse();
    Ok(notes)
}

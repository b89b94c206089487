//! What will be sent: written with the change that asks for it, sent later by a worker.

use crate::db::all;
use crate::entity::outbox;
use crate::{Reads, StoreError, Tx};
use portal_types::account::Lang;
use portal_types::enrollment::Channel;
use portal_types::ids::PatientId;
use portal_types::notice::Letter;
use portal_types::page::Cursor;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// A notice to be sent. Has no `Debug`: it may carry a code.
#[derive(Clone)]
pub struct Notice {
    /// How.
    pub channel: Channel,
    /// To whom.
    pub to: String,
    /// In which language (R-10.6: the recipient's).
    pub lang: Lang,
    /// What.
    pub letter: Letter,
}

/// Puts a notice into the outbox.
pub async fn put(tx: &Tx, id: Uuid, notice: &Notice, now: i64) -> Result<(), StoreError> {
    outbox::Entity::insert(row(id, notice, now)?).exec_without_returning(tx).await?;
    Ok(())
}

/// The same of a notice about a chart. The letter itself does not say whose.
pub async fn put_about(tx: &Tx, id: Uuid, notice: &Notice, patient: PatientId, now: i64) -> Result<(), StoreError> {
    let about = outbox::ActiveModel { patient_id: Set(Some(patient.0)), ..row(id, notice, now)? };
    outbox::Entity::insert(about).exec_without_returning(tx).await?;
    Ok(())
}

/// To whom the same letter about a chart was written after a moment, and not given up.
pub async fn lately(
    db: &impl Reads,
    patient: PatientId,
    letter: &Letter,
    after: i64,
) -> Result<Vec<String>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        recipient: String,
    }
    let stored = serde_json::to_string(letter).map_err(|e| sea_orm::DbErr::Json(e.to_string()))?;
    let rows: Vec<Row> = all(
        db,
        "select o.recipient from outbox o
         where o.patient_id = $1 and o.created_at > $2 and o.letter = $3 and o.given_up_at is null",
        [patient.0.into(), after.into(), stored.into()],
    )
    .await?;
    Ok(rows.into_iter().map(|row| row.recipient).collect())
}

/// Puts notices into the outbox, and beside them rows that go to nobody, until there are as many rows as ids: one
/// statement and as much to write, however many notices there are. Rows to nobody count as sent and are tidied with the
/// others.
pub async fn put_among(tx: &Tx, ids: &[Uuid], notices: &[Notice], now: i64) -> Result<(), StoreError> {
    let rows = ids
        .iter()
        .enumerate()
        .map(|(n, id)| match notices.get(n) {
            Some(notice) => row(*id, notice, now),
            None => Ok(to_nobody(*id, now)),
        })
        .collect::<Result<Vec<_>, _>>()?;
    outbox::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Whom such rows are for.
pub const NOBODY: &str = "nobody@nowhere.invalid";

/// A row of a usual letter's size that is no letter.
fn to_nobody(id: Uuid, now: i64) -> outbox::ActiveModel {
    outbox::ActiveModel {
        id: Set(id),
        channel: Set(Channel::Email.code().into()),
        recipient: Set(NOBODY.into()),
        lang: Set(Lang::default().code().into()),
        letter: Set(format!("\"{}\"", "-".repeat(60))),
        created_at: Set(now),
        sent_at: Set(Some(now)),
        attempts: Set(0),
        due_at: Set(now),
        given_up_at: Set(None),
        trouble: Set(None),
        patient_id: Set(None),
    }
}

fn row(id: Uuid, notice: &Notice, now: i64) -> Result<outbox::ActiveModel, StoreError> {
    let letter = serde_json::to_string(&notice.letter).map_err(|e| sea_orm::DbErr::Json(e.to_string()))?;
    Ok(outbox::ActiveModel {
        id: Set(id),
        channel: Set(notice.channel.code().into()),
        recipient: Set(notice.to.clone()),
        lang: Set(notice.lang.code().into()),
        letter: Set(letter),
        created_at: Set(now),
        sent_at: Set(None),
        attempts: Set(0),
        due_at: Set(now),
        given_up_at: Set(None),
        trouble: Set(None),
        patient_id: Set(None),
    })
}

/// The newest notices with their times, for the demo's page.
pub async fn newest(db: &impl Reads, most: u64) -> Result<Vec<(Notice, i64)>, StoreError> {
    let rows = outbox::Entity::find()
        .filter(outbox::Column::Recipient.ne(NOBODY))
        .order_by_desc(outbox::Column::CreatedAt)
        .order_by_desc(outbox::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let notice = Notice {
                channel: Channel::from_code(&row.channel)?,
                to: row.recipient,
                lang: Lang::from_code(&row.lang).unwrap_or_default(),
                letter: serde_json::from_str(&row.letter).ok()?,
            };
            Some((notice, row.created_at))
        })
        .collect())
}

/// A letter that a worker has taken to deliver. Has no `Debug`.
pub struct Taken {
    /// Its row.
    pub id: Uuid,
    /// The letter.
    pub notice: Notice,
    /// Tries so far, this one included.
    pub attempts: u32,
    /// When it was written, milliseconds UTC.
    pub created_at: i64,
}

const TAKEN: &str = "id, channel, recipient, lang, letter, attempts, created_at, due_at";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    channel: String,
    recipient: String,
    lang: String,
    letter: String,
    attempts: i64,
    created_at: i64,
    due_at: i64,
}

impl Row {
    /// The letter, if this portal knows its kind.
    fn taken(self) -> Option<Taken> {
        let notice = Notice {
            channel: Channel::from_code(&self.channel)?,
            to: self.recipient,
            lang: Lang::from_code(&self.lang).unwrap_or_default(),
            letter: serde_json::from_str(&self.letter).ok()?,
        };
        let attempts = u32::try_from(self.attempts).unwrap_or(u32::MAX);
        Some(Taken { id: self.id, notice, attempts, created_at: self.created_at })
    }
}

/// Takes letters that are due, and puts them out of the reach of other workers for a while: should this one die, they
/// are due again then.
pub async fn take(tx: &Tx, now: i64, lease_ms: i64, most: u32) -> Result<Vec<Taken>, StoreError> {
    // SQLite has one writer at a time; PostgreSQL passes over what another worker is just taking.
    let lock = crate::tidy::lock(tx);
    let sql = format!(
        "update outbox set attempts = attempts + 1, due_at = $2
         where id in (select id from outbox where sent_at is null and given_up_at is null and due_at <= $1
                      order by due_at, id limit $3 {lock})
         returning {TAKEN}"
    );
    let rows: Vec<Row> = all(tx, &sql, [now.into(), (now + lease_ms).into(), i64::from(most).into()]).await?;
    Ok(rows.into_iter().filter_map(Row::taken).collect())
}

/// Letters that are due and wait, the longest due first: a page of at most so many rows, and where the next begins. Reads
/// only: whoever takes one meanwhile keeps it.
pub async fn waiting(
    db: &impl Reads,
    now: i64,
    after: Option<Cursor>,
    most: u32,
) -> Result<(Vec<Taken>, Option<Cursor>), StoreError> {
    let from = after.unwrap_or(Cursor { at: i64::MIN, id: Uuid::nil() });
    let sql = format!(
        "select {TAKEN} from outbox
         where sent_at is null and given_up_at is null and due_at <= $1 and (due_at, id) > ($2, $3)
         order by due_at, id limit $4"
    );
    let rows: Vec<Row> = all(db, &sql, [now.into(), from.at.into(), from.id.into(), i64::from(most).into()]).await?;
    let next = rows.get(most as usize - 1).map(|last| Cursor { at: last.due_at, id: last.id });
    Ok((rows.into_iter().filter_map(Row::taken).collect(), next))
}

/// A letter has been taken over by the carrier. What was secret in it goes.
pub async fn sent(tx: &Tx, taken: &Taken, now: i64) -> Result<(), StoreError> {
    let spent = spent(taken)?;
    let sql = "update outbox set sent_at = $1, letter = $2, trouble = null where id = $3";
    tx.run(sql, [now.into(), spent.into(), taken.id.into()]).await?;
    Ok(())
}

/// A letter could not be delivered this time.
pub async fn postpone(tx: &Tx, taken: &Taken, due_at: i64, trouble: &str) -> Result<(), StoreError> {
    let sql = "update outbox set due_at = $1, trouble = $2 where id = $3 and sent_at is null";
    tx.run(sql, [due_at.into(), trouble.into(), taken.id.into()]).await?;
    Ok(())
}

/// A letter will not be delivered. What was secret in it goes too.
pub async fn give_up(tx: &Tx, taken: &Taken, now: i64, trouble: &str) -> Result<(), StoreError> {
    let sql = "update outbox set given_up_at = $1, trouble = $2, letter = $3 where id = $4 and sent_at is null";
    tx.run(sql, [now.into(), trouble.into(), spent(taken)?.into(), taken.id.into()]).await?;
    Ok(())
}

fn spent(taken: &Taken) -> Result<String, StoreError> {
    let spent = taken.notice.letter.clone().spent();
    Ok(serde_json::to_string(&spent).map_err(|e| sea_orm::DbErr::Json(e.to_string()))?)
}

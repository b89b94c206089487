//! Invitations: activation codes, each for one record, by a keyed hash. Who has no record here and acts for
//! others has her codes in [`crate::representative_codes`]; a code that somebody tries is looked for in both.

use crate::db::{all, one};
use crate::enrollments::Of;
use crate::{Reads, StoreError, Tx};
use portal_types::account::Lang;
use portal_types::enrollment::Channel;
use portal_types::ids::{AccountId, InvitationId, PatientId, PracticeId};
use portal_types::registry::{RecordCard, Way};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// An invitation to be kept. Has no `Debug`.
pub struct New {
    /// Its id.
    pub id: InvitationId,
    /// Whose record.
    pub patient: PatientId,
    /// In whose name.
    pub practice: Option<PracticeId>,
    /// Keyed hash of the code.
    pub code_hash: String,
    /// How it goes out.
    pub way: Way,
    /// To whom.
    pub sent_to: Option<String>,
    /// In which language.
    pub lang: Lang,
    /// By whom.
    pub made_by: AccountId,
    /// When, milliseconds UTC.
    pub made_at: i64,
    /// Until when, milliseconds UTC.
    pub expires_at: i64,
}

/// Keeps an invitation; an older one of the same record stops working.
pub async fn make(tx: &Tx, new: New) -> Result<(), StoreError> {
    tx.run(
        "update invitations set ended = 'replaced', ended_at = $1 where patient_id = $2 and ended is null",
        [new.made_at.into(), new.patient.0.into()],
    )
    .await?;
    tx.run(
        "insert into invitations
             (id, patient_id, practice_id, code_hash, way, sent_to, lang, made_by, made_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        [
            new.id.0.into(),
            new.patient.0.into(),
            new.practice.map(|p| p.0).into(),
            new.code_hash.into(),
            new.way.code().into(),
            new.sent_to.into(),
            new.lang.code().into(),
            new.made_by.0.into(),
            new.made_at.into(),
            new.expires_at.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Whether the same was sent since a moment and works: then its id, and until when (milliseconds UTC).
pub async fn same_since(tx: &Tx, new: &New, since: i64) -> Result<Option<(InvitationId, i64)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        expires_at: i64,
    }
    let row: Option<Row> = one(
        tx,
        "select id, expires_at from invitations
         where patient_id = $1 and ended is null and not frozen and made_at > $2
               and practice_id = $3 and way = $4 and sent_to = $5 and lang = $6",
        [
            new.patient.0.into(),
            since.into(),
            new.practice.map(|p| p.0).into(),
            new.way.code().into(),
            new.sent_to.clone().into(),
            new.lang.code().into(),
        ],
    )
    .await?;
    Ok(row.map(|row| (row.id.into(), row.expires_at)))
}

/// A code as it stands. Has no `Debug`.
#[derive(Clone)]
pub struct Standing {
    /// Which: of the one table or the other, as [`Self::of`] says.
    pub id: InvitationId,
    /// What it opens.
    pub of: Of,
    /// The birth date on the record or the form, ISO.
    pub born: String,
    /// Whether its person has an account already.
    pub has_account: bool,
    /// Whether she has died.
    pub died: bool,
    /// Where the code was sent, which proves that contact.
    pub sent_to: Option<(Channel, String)>,
    /// Until when, milliseconds UTC.
    pub expires_at: i64,
    /// Used, revoked or replaced.
    pub ended: Option<String>,
    /// Wrong birth dates in [`Self::wrong_hour`].
    pub wrong_births: i64,
    /// The hour since the epoch they were counted in.
    pub wrong_hour: i64,
    /// Frozen until the desk makes another one.
    pub frozen: bool,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    patient_id: Option<Uuid>,
    representative_id: Option<Uuid>,
    born: String,
    died_on: Option<String>,
    account_id: Option<Uuid>,
    way: String,
    sent_to: Option<String>,
    expires_at: i64,
    ended: Option<String>,
    wrong_births: i64,
    wrong_hour: i64,
    frozen: bool,
}

/// A code of either kind, by its hash. A representative whose record is known has the account of that record.
const STANDING: &str = "select i.id as id, i.patient_id as patient_id, null as representative_id, p.born as born,
        p.died_on as died_on, a.id as account_id, i.way as way, i.sent_to as sent_to, i.expires_at as expires_at,
        i.ended as ended, i.wrong_births as wrong_births, i.wrong_hour as wrong_hour, i.frozen as frozen
 from invitations i join patients p on p.id = i.patient_id left join accounts a on a.patient_id = i.patient_id
 where i.code_hash = $1
 union all
 select c.id, null, c.representative_id, r.born, p.died_on, coalesce(r.account_id, a.id), c.way, c.sent_to, c.expires_at,
        c.ended, c.wrong_births, c.wrong_hour, c.frozen
 from representative_codes c join representatives r on r.id = c.representative_id
 left join patients p on p.id = r.patient_id left join accounts a on a.patient_id = r.patient_id
 where c.code_hash = $1";

impl Row {
    fn standing(self) -> Option<Standing> {
        let channel = Way::from_code(&self.way).and_then(Way::channel);
        let record = self.patient_id.map(|id| Of::Record(id.into()));
        Some(Standing {
            id: self.id.into(),
            of: record.or(self.representative_id.map(|id| Of::Representative(id.into())))?,
            born: self.born,
            has_account: self.account_id.is_some(),
            died: self.died_on.is_some(),
            sent_to: channel.zip(self.sent_to),
            expires_at: self.expires_at,
            ended: self.ended,
            wrong_births: self.wrong_births,
            wrong_hour: self.wrong_hour,
            frozen: self.frozen,
        })
    }
}

/// What a code is, by its hash, held until the transaction ends: of many tries at one moment each is counted. The same
/// statements for a code of either kind, and for one that is none.
pub async fn hold(tx: &Tx, code_hash: &str) -> Result<Option<Standing>, StoreError> {
    // Changes nothing; on PostgreSQL it locks the row. Run whether or not there is one, like what follows.
    tx.run("update invitations set frozen = frozen where code_hash = $1", [code_hash.into()]).await?;
    tx.run("update representative_codes set frozen = frozen where code_hash = $1", [code_hash.into()]).await?;
    let row: Option<Row> = one(tx, STANDING, [code_hash.into()]).await?;
    Ok(row.and_then(Row::standing))
}

/// Notes a wrong birth date, and freezes the code if that was one too many. Asked for nobody (`None`) it does the same
/// work and changes nothing.
pub async fn note_wrong_birth(
    tx: &Tx,
    of: Option<&Standing>,
    wrong: i64,
    hour: i64,
    freeze: bool,
) -> Result<(), StoreError> {
    let id = |wanted: fn(&Of) -> bool| of.filter(|found| wanted(&found.of)).map_or(Uuid::nil(), |found| found.id.0);
    for (table, id) in [
        ("invitations", id(|of| matches!(of, Of::Record(_)))),
        ("representative_codes", id(|of| matches!(of, Of::Representative(_)))),
    ] {
        let sql =
            format!("update {table} set wrong_births = $1, wrong_hour = $2, frozen = (frozen or $3) where id = $4");
        tx.run(&sql, [wrong.into(), hour.into(), freeze.into(), id.into()]).await?;
    }
    Ok(())
}

/// An account has come of it. `false` if it ended meanwhile: a code is used once.
pub async fn burn(tx: &Tx, id: InvitationId, now: i64) -> Result<bool, StoreError> {
    let sql = "update invitations set ended = 'used', ended_at = $1 where id = $2 and ended is null";
    Ok(tx.run(sql, [now.into(), id.0.into()]).await? == 1)
}

/// Staff take back whatever works for a record. `false` if nothing did.
pub async fn revoke(tx: &Tx, record: &RecordCard, now: i64) -> Result<bool, StoreError> {
    let sql = "update invitations set ended = 'revoked', ended_at = $1 where patient_id = $2 and ended is null";
    Ok(tx.run(sql, [now.into(), record.patient.0.into()]).await? == 1)
}

/// An invitation for a desk's list.
#[derive(FromQueryResult)]
pub struct Listed {
    /// Which.
    pub id: Uuid,
    /// How it went out.
    pub way: String,
    /// To whom.
    pub sent_to: Option<String>,
    /// Who made it.
    pub made_by: String,
    /// When, milliseconds UTC.
    pub made_at: i64,
    /// Until when, milliseconds UTC.
    pub expires_at: i64,
    /// Used, revoked or replaced.
    pub ended: Option<String>,
    /// Whether it is frozen.
    pub frozen: bool,
}

/// The newest invitations of a record.
pub async fn of_record(db: &impl Reads, record: &RecordCard) -> Result<Vec<Listed>, StoreError> {
    all(
        db,
        "select i.id, i.way, i.sent_to, a.display_name as made_by, i.made_at, i.expires_at, i.ended, i.frozen
         from invitations i join accounts a on a.id = i.made_by
         where i.patient_id = $1 order by i.made_at desc, i.id desc limit 10",
        [record.patient.0.into()],
    )
    .await
}

/// The name of the practice in whose name it was made.
pub async fn practice_name(db: &impl Reads, practice: PracticeId) -> Result<Option<String>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
    }
    let row: Option<Row> = one(db, "select name from practices where id = $1", [practice.0.into()]).await?;
    Ok(row.map(|row| row.name))
}

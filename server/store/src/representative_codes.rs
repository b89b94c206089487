//! Instructions with an activation code for somebody who acts for others and has no record here: what invitations
//! are for patients. Trying a code, and counting wrong birth dates, is in [`crate::invitations`], for both kinds at once.

use crate::db::{all, one};
use crate::invitations::Listed;
use crate::practices::is_on;
use crate::{Reads, StoreError, Tx};
use portal_access::Registry;
use portal_types::account::Lang;
use portal_types::day::Day;
use portal_types::ids::{AccountId, InvitationId, PatientId, PracticeId, RepresentativeId};
use portal_types::practice::Feature;
use portal_types::registry::Way;
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

/// Somebody on a form, as far as a desk that sends her instructions must know her. Has no `Debug`.
pub struct Person {
    /// Name on the form.
    pub name: String,
    /// Birth date on the form.
    pub born: Day,
    /// Her own record, if the desk knows it.
    pub patient: Option<PatientId>,
    /// Whether she has an account already.
    pub has_account: bool,
    /// Whether she has died, as far as there is a record of hers.
    pub died: bool,
    /// The practice that has the newest of her forms, of those first whose invitations are switched on.
    pub practice: PracticeId,
    /// Its name.
    pub practice_name: String,
    /// Whether its invitations are switched on.
    pub invites: bool,
}

/// Who is to be sent instructions, if one of her forms is at a practice that the key opens. One that is only begun is none
/// yet: whoever begins it may name anybody.
pub async fn person(
    db: &impl Reads,
    key: &Registry,
    representative: RepresentativeId,
) -> Result<Option<Person>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        given: String,
        family: String,
        born: String,
        patient_id: Option<Uuid>,
        account_id: Option<Uuid>,
        died_on: Option<String>,
        practice_id: Uuid,
        practice: String,
        invites: bool,
    }
    let (account, own): (Value, &str) = match key.of() {
        Some(account) => (
            account.0.into(),
            "exists (select 1 from practice_staff s where s.practice_id = o.id and s.account_id = $1)",
        ),
        // Named, so that both forms have the same parameters.
        None => (Uuid::nil().into(), "$1 = $1"),
    };
    let sql = format!(
        "select r.given, r.family, r.born, r.patient_id, coalesce(r.account_id, a.id) as account_id, h.died_on,
                o.id as practice_id, o.name as practice, {} as invites
         from representatives r
         join (select practice_id, made_at from grants
               where representative_id = $2 and state in ('proposed', 'active', 'suspended')
               union all
               select practice_id, made_at from grant_forms where representative_id = $2 and status = 'signed') f
              on true
         join practices o on o.id = f.practice_id
         left join patients h on h.id = r.patient_id
         left join accounts a on a.patient_id = r.patient_id
         where r.id = $2 and {own} order by invites desc, f.made_at desc limit 1",
        is_on(Feature::Invitations, "o.id")
    );
    let row: Option<Row> = one(db, &sql, [account, representative.0.into()]).await?;
    Ok(row.and_then(|row| {
        Some(Person {
            name: format!("{} {}", row.given, row.family),
            // The form asks for a whole date; one that cannot be read is nobody's.
            born: row.born.parse().ok()?,
            patient: row.patient_id.map(Into::into),
            has_account: row.account_id.is_some(),
            died: row.died_on.is_some(),
            practice: row.practice_id.into(),
            practice_name: row.practice,
            invites: row.invites,
        })
    }))
}

/// Holds somebody on a form until the transaction ends: of two that send her instructions at one moment, one sees what
/// the other did.
pub async fn hold(tx: &Tx, representative: RepresentativeId) -> Result<(), StoreError> {
    // Changes nothing; on PostgreSQL it locks the row.
    tx.run("update representatives set lang = lang where id = $1", [representative.0.into()]).await?;
    Ok(())
}

/// A code to be kept. Has no `Debug`.
pub struct New {
    /// Its id.
    pub id: InvitationId,
    /// For whom.
    pub representative: RepresentativeId,
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

/// Keeps a code; an older one for the same person stops working.
pub async fn make(tx: &Tx, new: New) -> Result<(), StoreError> {
    tx.run(
        "update representative_codes set ended = 'replaced', ended_at = $1
         where representative_id = $2 and ended is null",
        [new.made_at.into(), new.representative.0.into()],
    )
    .await?;
    tx.run(
        "insert into representative_codes
             (id, representative_id, practice_id, code_hash, way, sent_to, lang, made_by, made_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        [
            new.id.0.into(),
            new.representative.0.into(),
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
        "select id, expires_at from representative_codes
         where representative_id = $1 and ended is null and not frozen and made_at > $2
               and way = $3 and sent_to = $4 and lang = $5",
        [
            new.representative.0.into(),
            since.into(),
            new.way.code().into(),
            new.sent_to.clone().into(),
            new.lang.code().into(),
        ],
    )
    .await?;
    Ok(row.map(|row| (row.id.into(), row.expires_at)))
}

/// An account has come of it. `false` if it ended meanwhile: a code is used once.
pub async fn burn(tx: &Tx, id: InvitationId, now: i64) -> Result<bool, StoreError> {
    let sql = "update representative_codes set ended = 'used', ended_at = $1 where id = $2 and ended is null";
    Ok(tx.run(sql, [now.into(), id.0.into()]).await? == 1)
}

/// The newest codes of somebody on a form, for a desk's list.
pub async fn of_person(db: &impl Reads, representative: RepresentativeId) -> Result<Vec<Listed>, StoreError> {
    all(
        db,
        "select c.id, c.way, c.sent_to, a.display_name as made_by, c.made_at, c.expires_at, c.ended, c.frozen
         from representative_codes c join accounts a on a.id = c.made_by
         where c.representative_id = $1 order by c.made_at desc, c.id desc limit 10",
        [representative.0.into()],
    )
    .await
}

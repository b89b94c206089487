//! Forms by which somebody is to act for others: a wizard of the desk while they are drafts, papers once they are signed.

use crate::db::{all, one};
use crate::{Reads, StoreError, Tx};
use portal_access::Registry;
use portal_types::day::Day;
use portal_types::grant_form::{Identity, WaySigned};
use portal_types::ids::{AccountId, FormId, GrantId, PracticeId, RepresentativeId};
use portal_types::page::{Cursor, PAGE};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

/// Where a form comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A desk.
    Desk,
    /// A patient's own account.
    Portal,
}

impl Origin {
    /// The word in the table.
    pub fn code(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Portal => "portal",
        }
    }
}

/// A form to be kept. Has no `Debug`.
pub struct New {
    /// Its id.
    pub id: FormId,
    /// In whose name.
    pub practice: PracticeId,
    /// Where it comes from.
    pub origin: Origin,
    /// JSON of the state.
    pub state: String,
    /// Who begins it.
    pub made_by: AccountId,
}

/// Begins a form.
pub async fn open(tx: &Tx, new: New, now: i64) -> Result<(), StoreError> {
    tx.run(
        "insert into grant_forms (id, practice_id, origin, status, version, state, made_by, made_at)
         values ($1, $2, $3, 'draft', 1, $4, $5, $6)",
        [
            new.id.0.into(),
            new.practice.0.into(),
            new.origin.code().into(),
            new.state.into(),
            new.made_by.0.into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

/// A saved form. The state is `care`'s; this room only keeps it. Has no `Debug`.
#[derive(Clone)]
pub struct Saved {
    /// Which.
    pub id: FormId,
    /// In whose name.
    pub practice: PracticeId,
    /// The practice's name.
    pub practice_name: String,
    /// Who is to act, once that was said.
    pub representative: Option<RepresentativeId>,
    /// draft, signed or void.
    pub status: String,
    /// Grows with every answer; a save names the version it read.
    pub version: i64,
    /// JSON of the state; of one that is no draft any more nothing.
    pub state: String,
    /// Who has begun it.
    pub made_by: AccountId,
    /// Her name.
    pub made_by_name: String,
    /// When, milliseconds UTC.
    pub made_at: i64,
    /// When it was signed, milliseconds UTC.
    pub signed_at: Option<i64>,
}

impl Saved {
    /// Whether it can still be filled in.
    pub fn is_draft(&self) -> bool {
        self.status == "draft"
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    practice_id: Uuid,
    practice: String,
    representative_id: Option<Uuid>,
    status: String,
    version: i64,
    state: String,
    made_by: Uuid,
    made_by_name: String,
    made_at: i64,
    signed_at: Option<i64>,
}

impl Row {
    fn saved(self) -> Saved {
        Saved {
            id: self.id.into(),
            practice: self.practice_id.into(),
            practice_name: self.practice,
            representative: self.representative_id.map(Into::into),
            status: self.status,
            version: self.version,
            state: self.state,
            made_by: self.made_by.into(),
            made_by_name: self.made_by_name,
            made_at: self.made_at,
            signed_at: self.signed_at,
        }
    }
}

const SAVED: &str = "select f.id, f.practice_id, o.name as practice, f.representative_id, f.status, f.version, f.state,
                            f.made_by, a.display_name as made_by_name, f.made_at, f.signed_at
                     from grant_forms f join practices o on o.id = f.practice_id join accounts a on a.id = f.made_by";

/// Restricts a query on `grant_forms f` to the practices of a front desk; `$1` is its account.
fn of(key: &Registry) -> (Value, &'static str) {
    match key.of() {
        Some(account) => (
            account.0.into(),
            // By its practices, so that drafts are read from their index.
            "f.practice_id in (select s.practice_id from practice_staff s where s.account_id = $1)",
        ),
        // Named, so that both forms have the same parameters.
        None => (Uuid::nil().into(), "$1 = $1"),
    }
}

/// A form, if the key opens it.
pub async fn find(db: &impl Reads, key: &Registry, form: FormId) -> Result<Option<Saved>, StoreError> {
    let (account, own) = of(key);
    let row: Option<Row> = one(db, &format!("{SAVED} where {own} and f.id = $2"), [account, form.0.into()]).await?;
    Ok(row.map(Row::saved))
}

/// A page of the drafts of a desk's practices, the newest first; one row more tells that there is another.
pub async fn drafts(db: &impl Reads, key: &Registry, after: Option<Cursor>) -> Result<Vec<Saved>, StoreError> {
    let (account, own) = of(key);
    let after = after.unwrap_or(Cursor { at: i64::MAX, id: Uuid::max() });
    let sql = format!(
        "{SAVED} where {own} and f.status = 'draft' and (f.made_at, f.id) < ($2, $3)
         order by f.made_at desc, f.id desc limit {}",
        PAGE + 1
    );
    let rows: Vec<Row> = all(db, &sql, [account, after.at.into(), after.id.into()]).await?;
    Ok(rows.into_iter().map(Row::saved).collect())
}

/// Saves a draft over the version that was read; `Conflict` if another tab was faster, or it is no draft any more.
pub async fn save(
    tx: &Tx,
    saved: &Saved,
    state: &str,
    representative: Option<RepresentativeId>,
) -> Result<(), StoreError> {
    let changed = tx
        .run(
            "update grant_forms set version = version + 1, state = $1, representative_id = $2
             where id = $3 and version = $4 and status = 'draft'",
            [state.into(), representative.map(|id| id.0).into(), saved.id.0.into(), saved.version.into()],
        )
        .await?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// What stands on a signed form. Has no `Debug`.
pub struct Papers {
    /// Who is to act.
    pub representative: RepresentativeId,
    /// How it is known who she is, and who has seen it.
    pub identity: Option<(Identity, AccountId)>,
    /// Where the paper or its scan is filed.
    pub filed: Option<String>,
}

/// It is signed: what was typed into the draft goes, what stands on the form stays. `Conflict` as with [`save`].
pub async fn sign(tx: &Tx, saved: &Saved, papers: Papers, now: i64) -> Result<(), StoreError> {
    let (kind, seen_by) = papers.identity.map(|(identity, by)| (identity.code(), by.0)).unzip();
    let changed = tx
        .run(
            "update grant_forms set status = 'signed', version = version + 1, state = '{}', representative_id = $1,
                 identity_kind = $2, identity_seen_by = $3, identity_seen_at = case when $3 is null then null else $5 end,
                 paper_ref = $4, signed_at = $5
             where id = $6 and version = $7 and status = 'draft'",
            [
                papers.representative.0.into(),
                kind.into(),
                seen_by.into(),
                papers.filed.into(),
                now.into(),
                saved.id.0.into(),
                saved.version.into(),
            ],
        )
        .await?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// It is thrown away; that it was begun stays. `Conflict` as with [`save`].
pub async fn void(tx: &Tx, saved: &Saved) -> Result<(), StoreError> {
    let changed = tx
        .run(
            "update grant_forms set status = 'void', version = version + 1, state = '{}'
             where id = $1 and version = $2 and status = 'draft'",
            [saved.id.0.into(), saved.version.into()],
        )
        .await?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Who has signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signer {
    /// Who acts: for all patients of a form at once.
    Representative,
    /// The patient of one grant.
    Patient(GrantId),
}

/// A signature, to be kept for ever. Has no `Debug`.
pub struct Signature {
    /// Its id.
    pub id: Uuid,
    /// On which form; none, if it was given from an account without one.
    pub form: Option<FormId>,
    /// By whom.
    pub who: Signer,
    /// How.
    pub way: WaySigned,
    /// The name that stands under it.
    pub name: String,
    /// The day on which it was given.
    pub signed_on: Day,
    /// JSON of what was drawn.
    pub strokes: Option<String>,
    /// Who has taken it, at a desk.
    pub taken_by: Option<AccountId>,
}

/// Keeps a signature.
pub async fn sign_with(tx: &Tx, signature: Signature, now: i64) -> Result<(), StoreError> {
    let (who, grant) = match signature.who {
        Signer::Representative => ("representative", None),
        Signer::Patient(grant) => ("patient", Some(grant.0)),
    };
    tx.run(
        "insert into grant_signatures (id, form_id, grant_id, who, way, name, signed_on, strokes, at, taken_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        [
            signature.id.into(),
            signature.form.map(|form| form.0).into(),
            grant.into(),
            who.into(),
            signature.way.code().into(),
            signature.name.into(),
            signature.signed_on.to_string().into(),
            signature.strokes.into(),
            now.into(),
            signature.taken_by.map(|account| account.0).into(),
        ],
    )
    .await?;
    Ok(())
}

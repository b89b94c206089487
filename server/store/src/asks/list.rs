//! The patient's side: what was asked in a chart, in a list, and what is new of it.

use super::{END, Keys, VEILED};
use crate::db::all;
use crate::{Reads, StoreError};
use portal_types::ask::{AskKind, AskState};
use portal_types::ids::{AskId, PatientId};
use portal_types::page::{Cursor, PAGE};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

/// An ask in the patient's list. Has no `Debug`.
#[derive(Clone)]
pub struct ListedAsk {
    /// Which.
    pub id: AskId,
    /// What is asked for.
    pub kind: AskKind,
    /// How it stands.
    pub state: AskState,
    /// Practice's name.
    pub practice: String,
    /// The names of the medicines of a renewal.
    pub drugs: Option<String>,
    /// What was written in a referral, as it is kept.
    pub form: Option<String>,
    /// Who has asked.
    pub account: Uuid,
    /// Whether somebody asked it for the patient.
    pub for_other: bool,
    /// When something last happened, milliseconds UTC.
    pub last_at: i64,
    /// The day by which the office answers, after 1970-01-01.
    pub due_day: Option<i64>,
    /// Whether something has happened that the patient's side has not seen.
    pub news: bool,
}

#[derive(FromQueryResult)]
struct ListedRow {
    id: Uuid,
    kind: String,
    state: String,
    practice: String,
    drugs: Option<String>,
    form: Option<String>,
    account_id: Uuid,
    for_other: bool,
    last_at: i64,
    due_day: Option<i64>,
    news: bool,
}

impl ListedRow {
    /// `None` for one of a kind that this portal does not know.
    fn listed(self) -> Option<ListedAsk> {
        Some(ListedAsk {
            id: self.id.into(),
            kind: AskKind::from_code(&self.kind)?,
            state: AskState::from_code(&self.state),
            practice: self.practice,
            drugs: self.drugs,
            form: self.form,
            account: self.account_id,
            for_other: self.for_other,
            last_at: self.last_at,
            due_day: self.due_day,
            news: self.news,
        })
    }
}

const LISTED: &str = "select a.id, a.kind, a.state, o.name as practice,
    (select string_agg(g.name, ', ' order by g.place) from ask_drugs g where g.ask_id = a.id) as drugs,
    case when a.kind = 'referral' then a.form end as form, a.account_id, a.for_other, a.last_at, a.due_day, a.news
    from asks a join pools p on p.id = a.pool_id join practices o on o.id = p.practice_id";

/// A page of what was asked in a chart, newest first; one row more than a page tells that there is another. `open`: only
/// what can still come to something.
pub async fn list(
    db: &impl Reads,
    keys: &Keys,
    open: bool,
    after: Option<Cursor>,
) -> Result<Vec<ListedAsk>, StoreError> {
    let after = after.unwrap_or(END);
    let mut values: Vec<Value> = vec![keys.patient().0.into(), after.at.into(), after.id.into()];
    let hidden = keys.hidden(&mut values);
    let open = if open { "and a.closed_at is null" } else { "" };
    let sql = format!(
        "{LISTED} where a.patient_id = $1 and (a.last_at, a.id) < ($2, $3) {open} {hidden}
         order by a.last_at desc, a.id desc limit {}",
        PAGE + 1
    );
    let rows: Vec<ListedRow> = all(db, &sql, values).await?;
    Ok(rows.into_iter().filter_map(ListedRow::listed).collect())
}

/// What the first page of a chart says of asks: the newest of those that wait for the patient, of those that the office is
/// to answer the first due, and of the others the newest that she has not seen; of each at most so many.
pub async fn of_home(db: &impl Reads, keys: &Keys, most: usize) -> Result<Vec<ListedAsk>, StoreError> {
    let mut values: Vec<Value> = vec![keys.patient().0.into()];
    let hidden = keys.hidden(&mut values);
    let part = |which: &str, order: &str| {
        format!("select * from ({LISTED} where a.patient_id = $1 and {which} {hidden} order by {order} limit {most}) w")
    };
    let newest = "a.last_at desc, a.id desc";
    let sql = [
        part("a.closed_at is null and a.state = 'needs_info'", newest),
        part("a.closed_at is null and a.state in ('submitted', 'in_review')", "a.due_day, a.id"),
        part("a.news and a.state not in ('submitted', 'in_review', 'needs_info')", newest),
    ]
    .join(" union all ");
    let rows: Vec<ListedRow> = all(db, &sql, values).await?;
    Ok(rows.into_iter().filter_map(ListedRow::listed).collect())
}

/// Whether something is new of a chart's asks that its patient's side has not seen, `needs`: of those that wait for it. At
/// all, and of what may be shown to who acts for her.
pub async fn unseen(db: &impl Reads, patient: PatientId, needs: bool) -> Result<(bool, bool), StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        kept: bool,
    }
    let waits = if needs { "and a.state = 'needs_info'" } else { "" };
    let sql = format!(
        "select (a.private or {VEILED}) as kept from asks a where a.patient_id = $1 and a.news {waits} limit 100"
    );
    let rows: Vec<Row> = all(db, &sql, [patient.0.into()]).await?;
    Ok((!rows.is_empty(), rows.iter().any(|row| !row.kept)))
}

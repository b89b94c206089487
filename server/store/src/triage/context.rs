//! What a team wants to know of a patient before it answers: asked by the key that has opened the item, and shown to nobody
//! else. What is confidential is among it, and marked.

use super::Item;
use crate::db::all;
use crate::pools::places;
use crate::{Reads, StoreError};
use portal_access::PoolKey;
use portal_types::ask::AskState;
use portal_types::ids::WorkId;
use portal_types::triage::ItemKind;
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

/// The most medicines, and the most allergies.
const LINES_MOST: u32 = 20;
/// The most visits.
const VISITS_MOST: u32 = 5;
/// The most other conversations and asks.
const OTHERS_MOST: u32 = 10;

/// Something that is known of a patient. Has no `Debug`.
#[derive(Clone, FromQueryResult)]
pub struct Known {
    /// What it is: medicine, allergy, visit, interpreter (an ask's form), or writer.
    pub what: String,
    /// When it began, milliseconds UTC.
    pub at: i64,
    /// What it is called.
    pub name: Option<String>,
    /// What else is known of it.
    pub more: Option<String>,
    /// Where it was.
    pub practice: Option<String>,
    /// With whom.
    pub provider: Option<String>,
    /// Whether no representative is shown it.
    pub kept: bool,
    /// Whether somebody wrote it for the patient.
    pub for_other: bool,
}

/// Whether a row `x` of the record is marked, or its visit is. Counted, as everywhere in columns.
fn kept(ids: &str) -> String {
    format!("(select count(*) from confidential k where k.item_id in ({ids}) and k.lifted_at is null) > 0 as kept")
}

/// One part of what is known, cut to its newest rows.
fn part(what: &str, columns: [&str; 5], kept: &str, for_other: &str, from: &str, most: u32) -> String {
    let [at, name, more, practice, provider] = columns;
    format!(
        "select * from (select cast('{what}' as text) as what, {at} as at, {name} as name, {more} as more,
                               {practice} as practice, {provider} as provider, {kept}, {for_other} as for_other
                        {from} order by x.at desc, x.id desc limit {most}) {what}s"
    )
}

/// What of the record stands beside an item, in one statement: medicines that are taken, allergies, visits that were, the
/// form of the last appointment that was asked of one's pools, and who wrote last.
pub async fn record(db: &impl Reads, key: &PoolKey, item: &Item, now: i64) -> Result<Vec<Known>, StoreError> {
    if key.pools().is_empty() {
        return Ok(Vec::new());
    }
    let none = "cast(null as text)";
    let (item_kept, visit_kept) = (kept("x.id, x.encounter_id"), kept("x.id"));
    let pools = places(4, key.pools().len());
    let medicines = part(
        "medicine",
        ["x.at", "x.display", "x.dose", none, none],
        &item_kept,
        "false",
        "from medication_requests x where x.patient_id = $1 and x.status in ('active', 'on-hold')
         and (x.intent is null or x.intent not in ('proposal', 'plan', 'option'))",
        LINES_MOST,
    );
    let allergies = part(
        "allergy",
        ["x.at", "x.display", "x.reaction", none, none],
        &item_kept,
        "false",
        "from allergies x where x.patient_id = $1
         and (x.verification is null or x.verification not in ('entered-in-error', 'refuted'))
         and (x.status is null or x.status not in ('inactive', 'resolved'))",
        LINES_MOST,
    );
    let visits = part(
        "visit",
        ["x.at", "x.display", "x.reason", "f.name", "d.name"],
        &visit_kept,
        "false",
        "from encounters x left join practices f on f.id = x.practice_id left join providers d on d.id = x.provider_id
         where x.patient_id = $1 and x.at <= $2
         and (x.status is null or x.status not in ('entered-in-error', 'planned', 'cancelled'))",
        VISITS_MOST,
    );
    let interpreter = format!(
        "select * from (select cast('interpreter' as text) as what, x.made_at as at, x.form as name, {none} as more,
                               {none} as practice, {none} as provider, false as kept, x.for_other as for_other
                        from asks x where x.patient_id = $1 and x.kind = 'appointment' and x.pool_id in {pools}
                        order by x.last_at desc, x.id desc limit 1) interpreters"
    );
    let writer = match item.kind {
        ItemKind::Thread => part(
            "writer",
            ["x.at", "x.author", none, none, none],
            "false as kept",
            "x.for_other",
            "from messages x where x.thread_id = $3 and x.side = 'patient'",
            1,
        ),
        ItemKind::Ask(_) => part(
            "writer",
            ["x.at", "x.author", none, none, none],
            "false as kept",
            "x.for_other",
            "from ask_events x where x.ask_id = $3 and x.side = 'patient'",
            1,
        ),
    };
    let sql = [medicines, allergies, visits, interpreter, writer].join(" union all ");
    let mut values: Vec<Value> = vec![item.patient.0.into(), now.into(), item.id.0.into()];
    values.extend(key.pools().iter().map(|pool| Value::from(pool.0)));
    all(db, &sql, values).await
}

/// Another conversation or ask of the same chart. Has no `Debug`.
#[derive(Clone)]
pub struct Other {
    /// Which.
    pub id: WorkId,
    /// What it is.
    pub kind: ItemKind,
    /// The subject of a conversation.
    pub subject: Option<String>,
    /// How an ask stands.
    pub state: Option<AskState>,
    /// When something last happened, milliseconds UTC.
    pub last_at: i64,
    /// Whether it waits for the team.
    pub waiting: bool,
}

/// What else there is of the same chart in one's pools, the newest first. What lies in others' is not told.
pub async fn others_of(db: &impl Reads, key: &PoolKey, item: &Item) -> Result<Vec<Other>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        kind: String,
        subject: Option<String>,
        state: Option<String>,
        last_at: i64,
        waiting: bool,
    }
    if key.pools().is_empty() {
        return Ok(Vec::new());
    }
    let of = format!(
        "where x.patient_id = $1 and x.id <> $2 and x.pool_id in {} order by x.last_at desc, x.id desc limit {OTHERS_MOST}",
        places(3, key.pools().len())
    );
    let sql = format!(
        "select u.* from (
             select * from (select x.id, cast('thread' as text) as kind, x.subject, cast(null as text) as state,
                                   x.last_at, x.waiting from threads x {of}) r
             union all
             select * from (select x.id, x.kind, cast(null as text) as subject, x.state, x.last_at,
                                   x.state in ('submitted', 'in_review') as waiting from asks x {of}) s) u
         order by u.last_at desc, u.id desc limit {OTHERS_MOST}"
    );
    let mut values: Vec<Value> = vec![item.patient.0.into(), item.id.0.into()];
    values.extend(key.pools().iter().map(|pool| Value::from(pool.0)));
    let rows: Vec<Row> = all(db, &sql, values).await?;
    let other = |row: Row| {
        Some(Other {
            id: row.id.into(),
            kind: ItemKind::from_code(&row.kind)?,
            subject: row.subject,
            state: row.state.as_deref().map(AskState::from_code),
            last_at: row.last_at,
            waiting: row.waiting,
        })
    };
    Ok(rows.into_iter().filter_map(other).collect())
}

//! What belongs to an opened ask: the prescriptions, the times and what has happened, read in one statement.

use super::{END, Head};
use crate::db::all;
use crate::{Reads, StoreError};
use portal_types::page::{Cursor, PAGE};
use sea_orm::FromQueryResult;
use std::sync::LazyLock;
use uuid::Uuid;

/// A prescription of a renewal. Has no `Debug`.
#[derive(Clone)]
pub struct StoredDrug {
    /// Its place in the ask.
    pub place: i16,
    /// Which line of the list of medicines.
    pub drug: Uuid,
    /// Its name then.
    pub name: String,
    /// For how many days there was some left.
    pub days_left: Option<i16>,
    /// "approved" or "declined", once it is decided.
    pub outcome: Option<String>,
    /// The word of the reason of a no.
    pub why: Option<String>,
    /// The words beside it.
    pub words: String,
}

/// A time of the last round that was proposed. Has no `Debug`.
#[derive(Clone)]
pub struct StoredTime {
    /// Which.
    pub id: Uuid,
    /// In which round.
    pub round: i16,
    /// When it begins, milliseconds UTC.
    pub starts_at: i64,
    /// How long it takes, in minutes.
    pub minutes: i16,
    /// How to meet.
    pub way: String,
    /// Where.
    pub place: String,
    /// "taken" or "passed", once it is answered.
    pub outcome: Option<String>,
}

/// Something that has happened. Has no `Debug`.
#[derive(Clone)]
pub struct StoredEvent {
    /// Which.
    pub id: Uuid,
    /// When, milliseconds UTC.
    pub at: i64,
    /// The word for what happened.
    pub event: String,
    /// How it stood.
    pub before: String,
    /// How it stood then.
    pub after: String,
    /// "patient" or "team".
    pub side: String,
    /// Who did it.
    pub account: Option<Uuid>,
    /// The name, as it was then.
    pub author: String,
    /// The role of a staff member.
    pub role: Option<String>,
    /// Whether a representative did it for the patient.
    pub for_other: bool,
    /// The word of the reason of a no.
    pub reason: Option<String>,
    /// What was said.
    pub words: String,
    /// The day by which it was answered from then on, after 1970-01-01.
    pub due_day: Option<i64>,
}

/// What belongs to an ask.
#[derive(Clone, Default)]
pub struct Parts {
    /// The prescriptions of a renewal, in their order.
    pub drugs: Vec<StoredDrug>,
    /// The times of the last round, the first one first.
    pub times: Vec<StoredTime>,
    /// A page of what has happened, newest first; one more than a page tells that there is another.
    pub events: Vec<StoredEvent>,
}

/// A row of any of the three kinds.
#[derive(FromQueryResult)]
struct PartRow {
    what: String,
    id: Option<Uuid>,
    account_id: Option<Uuid>,
    no: Option<i16>,
    amount: Option<i16>,
    at: Option<i64>,
    due_day: Option<i64>,
    name: Option<String>,
    outcome: Option<String>,
    why: Option<String>,
    words: Option<String>,
    way: Option<String>,
    event: Option<String>,
    was: Option<String>,
    became: Option<String>,
    side: Option<String>,
    role: Option<String>,
    for_other: Option<bool>,
}

/// The columns of a row after `what`, with their types: named in every part of the union, so that neither database has to
/// guess one.
const COLUMNS: [(&str, &str); 17] = [
    ("id", "uuid"),
    ("account_id", "uuid"),
    ("no", "smallint"),
    ("amount", "smallint"),
    ("at", "bigint"),
    ("due_day", "bigint"),
    ("name", "text"),
    ("outcome", "text"),
    ("why", "text"),
    ("words", "text"),
    ("way", "text"),
    ("event", "text"),
    ("was", "text"),
    ("became", "text"),
    ("side", "text"),
    ("role", "text"),
    ("for_other", "boolean"),
];

/// One part of the union: rows of a kind, with the columns that it has.
fn part(what: &str, has: &[(&str, &str)], from: &str) -> String {
    let columns = COLUMNS.map(|(name, kind)| match has.iter().find(|(of, _)| *of == name) {
        Some((_, column)) => format!("{column} as {name}"),
        None => format!("cast(null as {kind}) as {name}"),
    });
    format!("select '{what}' as what, {} {from}", columns.join(", "))
}

static PARTS: LazyLock<String> = LazyLock::new(|| {
    let drug = [
        ("id", "g.medication_id"),
        ("no", "g.place"),
        ("amount", "g.days_left"),
        ("name", "g.name"),
        ("outcome", "g.outcome"),
        ("why", "g.why"),
        ("words", "g.why_words"),
    ];
    let time = [
        ("id", "m.id"),
        ("no", "m.round"),
        ("amount", "m.minutes"),
        ("at", "m.starts_at"),
        ("name", "m.place"),
        ("outcome", "m.outcome"),
        ("way", "m.way"),
    ];
    let event = [
        ("id", "e.id"),
        ("account_id", "e.account_id"),
        ("at", "e.at"),
        ("due_day", "e.due_day"),
        ("name", "e.author"),
        ("why", "e.reason"),
        ("words", "e.words"),
        ("event", "e.event"),
        ("was", "e.before"),
        ("became", "e.after"),
        ("side", "e.side"),
        ("role", "e.role"),
        ("for_other", "e.for_other"),
    ];
    let newest = format!(
        "from (select * from ask_events where ask_id = $1 and (at, id) < ($2, $3)
               order by at desc, id desc limit {}) e",
        PAGE + 1
    );
    format!(
        "{} union all {} union all {}",
        part("drug", &drug, "from ask_drugs g where g.ask_id = $1"),
        part(
            "time",
            &time,
            "from ask_times m
             where m.ask_id = $1 and m.round = (select max(n.round) from ask_times n where n.ask_id = $1)"
        ),
        part("event", &event, &newest)
    )
});

impl PartRow {
    fn drug(self) -> Option<StoredDrug> {
        Some(StoredDrug {
            place: self.no?,
            drug: self.id?,
            name: self.name?,
            days_left: self.amount,
            outcome: self.outcome,
            why: self.why,
            words: self.words.unwrap_or_default(),
        })
    }

    fn time(self) -> Option<StoredTime> {
        Some(StoredTime {
            id: self.id?,
            round: self.no?,
            starts_at: self.at?,
            minutes: self.amount?,
            way: self.way?,
            place: self.name.unwrap_or_default(),
            outcome: self.outcome,
        })
    }

    fn event(self) -> Option<StoredEvent> {
        Some(StoredEvent {
            id: self.id?,
            at: self.at?,
            event: self.event?,
            before: self.was?,
            after: self.became?,
            side: self.side?,
            account: self.account_id,
            author: self.name?,
            role: self.role,
            for_other: self.for_other?,
            reason: self.why,
            words: self.words.unwrap_or_default(),
            due_day: self.due_day,
        })
    }
}

/// What belongs to an opened ask, in one statement. The head proves that the caller may see it.
pub async fn parts(db: &impl Reads, head: &Head, before: Option<Cursor>) -> Result<Parts, StoreError> {
    let before = before.unwrap_or(END);
    let rows: Vec<PartRow> = all(db, &PARTS, [head.id.0.into(), before.at.into(), before.id.into()]).await?;
    let mut parts = Parts::default();
    for row in rows {
        match row.what.as_str() {
            "drug" => parts.drugs.extend(row.drug()),
            "time" => parts.times.extend(row.time()),
            _ => parts.events.extend(row.event()),
        }
    }
    parts.drugs.sort_unstable_by_key(|drug| drug.place);
    parts.times.sort_unstable_by_key(|time| (time.starts_at, time.id));
    parts.events.sort_unstable_by_key(|event| std::cmp::Reverse((event.at, event.id)));
    Ok(parts)
}

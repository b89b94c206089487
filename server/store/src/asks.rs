//! What patients ask of offices: what a chart's keys open of it, and what a pool's key opens.
//!
//! A chart has three keys here, one for each kind of ask, for each is a row of the access matrix of its own; [`Keys`] holds
//! those that a caller has, and every query of her side is one over what they open. `hidden` is the one place where it is
//! said what they leave out.

mod desk;
mod drugs;
mod write;

pub use desk::{DeskListed, Pool, desk_head, desk_hold, desk_list, mark_opened, pools};
pub use drugs::{RenewableDrug, drugs, hold_chart, pharmacy, set_pharmacy};
pub use write::{
    Begun, Event, NewDrug, NewTime, Saved, append, decide, insert, keep_private, mark_seen, propose, replace_drugs,
    rewrite, save, settle_times,
};

use crate::charts::seen_openly;
use crate::db::{all, one};
use crate::pools::{asked_in, is_answered, of_feature};
use crate::practices::is_on;
use crate::{Reads, StoreError, Tx};
use portal_access::{Acting, AppointmentAsks, Chart, Limit, ReferralAsks, RenewalAsks, Scope, View};
use portal_types::ask::{AskKind, AskState};
use portal_types::day::Day;
use portal_types::ids::{AskId, PatientId, PoolId, ProviderId};
use portal_types::page::{Cursor, PAGE};
use sea_orm::{FromQueryResult, Value};
use std::ops::Deref;
use std::sync::LazyLock;
use uuid::Uuid;

/// Where a list of everything begins: after every row.
const END: Cursor = Cursor { at: i64::MAX, id: Uuid::max() };

/// What a caller's keys open of one chart: of each kind of ask all, a part, or nothing. It is made of keys only.
#[derive(Debug)]
pub struct Keys {
    patient: PatientId,
    views: Vec<(AskKind, View)>,
}

impl Keys {
    /// Of the keys to see one chart; `None` if there is none at all.
    pub fn of(
        appointment: Option<&Chart<AppointmentAsks>>,
        renewal: Option<&Chart<RenewalAsks>>,
        referral: Option<&Chart<ReferralAsks>>,
    ) -> Option<Self> {
        let all = [
            appointment.map(|key| (key.patient(), AskKind::Appointment, key.view())),
            renewal.map(|key| (key.patient(), AskKind::Renewal, key.view())),
            referral.map(|key| (key.patient(), AskKind::Referral, key.view())),
        ];
        let opened: Vec<_> = all.into_iter().flatten().collect();
        let patient = opened.first()?.0;
        // Keys of one chart; those of another would open nothing of this one.
        let views = opened.into_iter().filter(|(of, ..)| *of == patient).map(|(_, kind, view)| (kind, view)).collect();
        Some(Self { patient, views })
    }

    /// Whose chart.
    pub fn patient(&self) -> PatientId {
        self.patient
    }

    /// How much of a kind is opened, if anything is.
    pub fn view(&self, kind: AskKind) -> Option<View> {
        self.views.iter().find(|(of, _)| *of == kind).map(|(_, view)| *view)
    }

    /// The kinds of which something is opened.
    pub fn kinds(&self) -> impl Iterator<Item = AskKind> + '_ {
        self.views.iter().map(|(kind, _)| *kind)
    }

    /// The condition that keeps what the keys do not open out of a query on `asks a`; begins with "and". What it is to be
    /// asked with is added to the values.
    pub(crate) fn hidden(&self, values: &mut Vec<Value>) -> String {
        let opened = |(kind, view): &(AskKind, View)| {
            let hidden = hidden(*kind, *view, values);
            format!("(a.kind = '{}' {hidden})", kind.code())
        };
        let kinds: Vec<String> = self.views.iter().map(opened).collect();
        format!("and ({})", kinds.join(" or "))
    }
}

/// The same of the keys to do something: what may be done may be seen.
#[derive(Debug)]
pub struct ActingKeys(Keys);

impl ActingKeys {
    /// Of the keys to do something in one chart; `None` if there is none at all.
    pub fn of(
        appointment: Option<&Acting<AppointmentAsks>>,
        renewal: Option<&Acting<RenewalAsks>>,
        referral: Option<&Acting<ReferralAsks>>,
    ) -> Option<Self> {
        Keys::of(appointment.map(Deref::deref), renewal.map(Deref::deref), referral.map(Deref::deref)).map(Self)
    }
}

impl Deref for ActingKeys {
    type Target = Keys;

    fn deref(&self) -> &Keys {
        &self.0
    }
}

/// Whether an ask `a` is for a prescription that is confidential, or of a confidential visit. Counted: for an "exists" in a
/// column, or beside an "or", PostgreSQL would read what is marked of everybody beforehand.
pub(crate) const VEILED: &str = "((select count(*) from ask_drugs g
              join medication_requests m on m.id = g.medication_id
              join confidential k on k.item_id in (m.id, m.encounter_id)
              where g.ask_id = a.id and k.lifted_at is null) > 0)";

/// The condition that keeps what a key does not open out of a query on `asks a`; begins with "and", or is empty. A
/// representative is not shown what the patient keeps for herself, nor that something confidential was asked for
/// where she may only ask, what she has asked herself. Of others' referrals, who may not see the diagnosis is
/// shown that they are there; what is written in them is left out by who shows them.
fn hidden(kind: AskKind, view: View, values: &mut Vec<Value>) -> String {
    let part = match view.limit() {
        None | Some(Limit::NoDiagnosis) => String::new(),
        Some(Limit::AskingOnly | Limit::MarkedDrugs) => {
            values.push(view.account().0.into());
            format!(" and a.account_id = ${}", values.len())
        }
        // Parts that nobody has drawn for asks are nothing.
        Some(
            Limit::NoHiddenVaccines
            | Limit::NoPrivateThreads
            | Limit::GeneralOnly
            | Limit::AsGuarantor
            | Limit::AsGuarantorSums
            | Limit::OwnBills
            | Limit::OwnUploads
            | Limit::OwnActs
            | Limit::NarrowAndRevoke,
        ) => " and 1 = 0".to_owned(),
    };
    match kind {
        _ if view.own() => part,
        AskKind::Renewal => format!("and not a.private and not {VEILED}{part}"),
        AskKind::Appointment | AskKind::Referral => format!("and not a.private{part}"),
    }
}

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

/// An ask, whole. Has no `Debug`.
#[derive(Clone)]
pub struct Head {
    /// Which.
    pub id: AskId,
    /// Whose chart.
    pub patient: PatientId,
    /// In which shared inbox.
    pub pool: PoolId,
    /// The clinician it is for, if it must be this one.
    pub provider: Option<(ProviderId, String)>,
    /// What is asked for.
    pub kind: AskKind,
    /// How it stands.
    pub state: AskState,
    /// Whether the patient keeps it for herself.
    pub private: bool,
    /// Whether it is for something confidential, and therefore there for no representative.
    pub veiled: bool,
    /// Who has asked.
    pub account: Uuid,
    /// Whether she asked for the patient.
    pub for_other: bool,
    /// What was written, as it is kept.
    pub form: String,
    /// How often the patient has written it.
    pub version: i64,
    /// When it was made, milliseconds UTC.
    pub made_at: i64,
    /// When something last happened.
    pub last_at: i64,
    /// When the team first opened it.
    pub opened_at: Option<i64>,
    /// The day by which it is answered, after 1970-01-01.
    pub due_day: Option<i64>,
    /// Whether something has happened that the patient's side has not seen.
    pub news: bool,
    /// The word of the reason why it was declined.
    pub reason: Option<String>,
    /// The words beside it.
    pub reason_words: String,
    /// The visit that is agreed: when it begins, for how many minutes, how, and where.
    pub visit: Option<(i64, i16, String, String)>,
    /// The authorization: number, visits, first and last day.
    pub authorization: Option<(String, i16, Day, Day)>,
    /// How many of its visits have been.
    pub used: i16,
    /// When it was closed.
    pub closed_at: Option<i64>,
    /// The practice's name.
    pub practice: String,
    /// Its phone.
    pub phone: Option<String>,
    /// Its address, in one line.
    pub address: String,
    /// Business days within which its pool answers.
    pub business_days: u8,
    /// The patient's name.
    pub name: String,
    /// The patient's birth date, if it is known whole.
    pub born: Option<Day>,
    /// The medical record number.
    pub mrn: Option<String>,
}

impl Head {
    /// Whether it waits for the team: then its pool counts it.
    pub fn waits(&self) -> bool {
        write::waits(self.state)
    }
}

#[derive(FromQueryResult)]
struct HeadRow {
    id: Uuid,
    patient_id: Uuid,
    pool_id: Uuid,
    provider_id: Option<Uuid>,
    provider: Option<String>,
    kind: String,
    state: String,
    private: bool,
    veiled: bool,
    account_id: Uuid,
    for_other: bool,
    form: String,
    version: i64,
    made_at: i64,
    last_at: i64,
    opened_at: Option<i64>,
    due_day: Option<i64>,
    news: bool,
    reason: Option<String>,
    reason_words: String,
    visit_at: Option<i64>,
    visit_minutes: Option<i16>,
    visit_way: Option<String>,
    visit_place: Option<String>,
    auth_number: Option<String>,
    auth_visits: Option<i16>,
    auth_used: i16,
    auth_from: Option<String>,
    auth_to: Option<String>,
    closed_at: Option<i64>,
    practice: String,
    phone: Option<String>,
    line: String,
    city: String,
    region: String,
    zip: String,
    business_days: i16,
    given: String,
    family: String,
    born: String,
    mrn: Option<String>,
}

static HEAD: LazyLock<String> = LazyLock::new(|| {
    format!(
        "select a.id, a.patient_id, a.pool_id, a.provider_id, d.name as provider, a.kind, a.state, a.private,
                {VEILED} as veiled, a.account_id, a.for_other, a.form, a.version, a.made_at, a.last_at, a.opened_at,
                a.due_day, a.news, a.reason, a.reason_words, a.visit_at, a.visit_minutes, a.visit_way, a.visit_place,
                a.auth_number, a.auth_visits, a.auth_used, a.auth_from, a.auth_to, a.closed_at, o.name as practice,
                o.phone, o.line, o.city, o.state as region, o.zip, p.business_days, c.given, c.family, c.born, c.mrn
         from asks a join pools p on p.id = a.pool_id join practices o on o.id = p.practice_id
         join patients c on c.id = a.patient_id left join providers d on d.id = a.provider_id"
    )
});

impl HeadRow {
    /// `None` for one of a kind that this portal does not know: there is none, as far as anybody can act on it.
    fn head(self) -> Option<Head> {
        let address = [self.line, self.city, format!("{} {}", self.region, self.zip).trim().to_owned()];
        let address: Vec<String> = address.into_iter().filter(|part| !part.is_empty()).collect();
        let visit = self.visit_at.map(|at| {
            let (way, place) = (self.visit_way.unwrap_or_default(), self.visit_place.unwrap_or_default());
            (at, self.visit_minutes.unwrap_or_default(), way, place)
        });
        let day = |text: Option<String>| text.and_then(|text| text.parse::<Day>().ok());
        let (number, visits) = (self.auth_number, self.auth_visits);
        let days = day(self.auth_from).zip(day(self.auth_to));
        let authorization =
            number.zip(visits).zip(days).map(|((number, visits), (from, to))| (number, visits, from, to));
        Some(Head {
            id: self.id.into(),
            patient: self.patient_id.into(),
            pool: self.pool_id.into(),
            provider: self.provider_id.map(ProviderId).zip(self.provider),
            kind: AskKind::from_code(&self.kind)?,
            state: AskState::from_code(&self.state),
            private: self.private,
            veiled: self.veiled,
            account: self.account_id,
            for_other: self.for_other,
            form: self.form,
            version: self.version,
            made_at: self.made_at,
            last_at: self.last_at,
            opened_at: self.opened_at,
            due_day: self.due_day,
            news: self.news,
            reason: self.reason,
            reason_words: self.reason_words,
            visit,
            authorization,
            used: self.auth_used,
            closed_at: self.closed_at,
            practice: self.practice,
            phone: self.phone,
            address: address.join(", "),
            business_days: self.business_days.clamp(1, 30) as u8,
            name: format!("{} {}", self.given, self.family),
            born: self.born.parse().ok(),
            mrn: self.mrn,
        })
    }
}

/// An ask of a chart.
pub async fn head(db: &impl Reads, keys: &Keys, ask: AskId) -> Result<Option<Head>, StoreError> {
    let mut values: Vec<Value> = vec![ask.0.into(), keys.patient().0.into()];
    let hidden = keys.hidden(&mut values);
    let sql = format!("{} where a.id = $1 and a.patient_id = $2 {hidden}", *HEAD);
    let row: Option<HeadRow> = one(db, &sql, values).await?;
    Ok(row.and_then(HeadRow::head))
}

/// An ask of a chart, held until the transaction ends: of two that move it at one moment, one sees what the other did.
pub async fn hold(tx: &Tx, keys: &ActingKeys, ask: AskId) -> Result<Option<Head>, StoreError> {
    let mut values: Vec<Value> = vec![ask.0.into(), keys.patient().0.into()];
    let hidden = keys.hidden(&mut values);
    // Changes nothing; on PostgreSQL it locks the row. What the keys do not open is not touched either.
    let sql = format!("update asks as a set state = a.state where a.id = $1 and a.patient_id = $2 {hidden}");
    if tx.run(&sql, values).await? == 0 {
        return Ok(None);
    }
    head(tx, keys, ask).await
}

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

/// A practice that has seen the patient, one row per clinician, most recent first. Has no `Debug`.
#[derive(Clone)]
pub struct Office {
    /// The practice's pool for this, or its general one, if it can be asked for this.
    pub pool: Option<PoolId>,
    /// The practice.
    pub practice: String,
    /// Its phone.
    pub phone: Option<String>,
    /// The clinician.
    pub provider: (ProviderId, String),
    /// Business days within which it answers.
    pub business_days: u8,
}

/// Where the patient was seen and by whom, and which of it can be asked for something of a kind: it has it switched on
/// and somebody to answer. A representative is not shown who has seen her in confidential visits only.
pub async fn offices<S: Scope>(db: &impl Reads, chart: &Chart<S>, kind: AskKind) -> Result<Vec<Office>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        pool_id: Option<Uuid>,
        practice: String,
        phone: Option<String>,
        provider_id: Uuid,
        provider: String,
        business_days: Option<i16>,
    }
    let sql = format!(
        "select o.id as pool_id, p.name as practice, p.phone, d.id as provider_id, d.name as provider, o.business_days
         from care_team t
         join practices p on p.id = t.practice_id
         join providers d on d.id = t.provider_id
         left join pools o on o.id = {} and {}
         where t.patient_id = $1 {}
         order by t.last_seen desc, p.id, d.id limit 100",
        asked_in(kind.feature(), "p.id"),
        is_on(kind.feature(), "p.id"),
        seen_openly(chart.view())
    );
    let rows: Vec<Row> = all(db, &sql, [chart.patient().0.into()]).await?;
    Ok(rows
        .into_iter()
        .map(|row| Office {
            pool: row.pool_id.map(Into::into),
            practice: row.practice,
            phone: row.phone,
            provider: (row.provider_id.into(), row.provider),
            business_days: row.business_days.unwrap_or(3).clamp(1, 30) as u8,
        })
        .collect())
}

/// Whether a clinician has seen the patient at the practice of a pool.
pub async fn sees<S: Scope>(
    db: &impl Reads,
    chart: &Chart<S>,
    pool: PoolId,
    provider: ProviderId,
) -> Result<bool, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        seen: bool,
    }
    let sql = format!(
        "select exists (select 1 from care_team t join pools o on o.practice_id = t.practice_id
                        where o.id = $1 and t.provider_id = $2 and t.patient_id = $3 {}) as seen",
        seen_openly(chart.view())
    );
    let row: Option<Row> = one(db, &sql, [pool.0.into(), provider.0.into(), chart.patient().0.into()]).await?;
    Ok(row.is_some_and(|row| row.seen))
}

/// The kinds, of those that the keys open, that some practice that has seen the patient can be asked for.
pub async fn offered(db: &impl Reads, keys: &Keys) -> Result<Vec<AskKind>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        appointment: bool,
        renewal: bool,
        referral: bool,
    }
    let [appointment, renewal, referral] = AskKind::ALL.map(|kind| match keys.view(kind) {
        Some(view) => format!(
            "exists (select 1 from care_team t join pools o on o.practice_id = t.practice_id
                     where t.patient_id = $1 {} and {} and {} {})",
            of_feature(kind.feature(), "o"),
            is_answered("o"),
            is_on(kind.feature(), "t.practice_id"),
            seen_openly(view)
        ),
        None => "(1 = 0)".to_owned(),
    });
    let sql = format!(
        "select {appointment} as appointment, {renewal} as renewal, {referral} as referral
         from patients c where c.id = $1"
    );
    let row: Option<Row> = one(db, &sql, [keys.patient().0.into()]).await?;
    let on = |row: &Row, kind| match kind {
        AskKind::Appointment => row.appointment,
        AskKind::Renewal => row.renewal,
        AskKind::Referral => row.referral,
    };
    Ok(row.map(|row| AskKind::ALL.into_iter().filter(|kind| on(&row, *kind)).collect()).unwrap_or_default())
}

/// The language on the record of a chart: who needs an interpreter.
pub async fn language<S: Scope>(db: &impl Reads, chart: &Chart<S>) -> Result<Option<String>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        lang: String,
    }
    let row: Option<Row> = one(db, "select lang from patients where id = $1", [chart.patient().0.into()]).await?;
    Ok(row.map(|row| row.lang))
}

/// The health plan on the newest bill of a chart that the key's holder may see: that is who is to pay for a referral.
/// Bills are another matter to who opens a part of referrals only.
pub async fn plan(db: &impl Reads, chart: &Chart<ReferralAsks>) -> Result<Option<String>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        insurer: Option<String>,
    }
    let view = chart.view();
    if view.limit().is_some() {
        return Ok(None);
    }
    let hidden = crate::confidential::hidden(view, "t.id", Some("t.encounter_id"));
    let sql = format!(
        "select t.insurer from claims t
         where t.patient_id = $1 and t.insurer is not null
           and lower(t.insurer) not in ('', 'no_insurance', 'no insurance', 'self-pay') {hidden}
         order by t.at desc, t.id desc limit 1"
    );
    let row: Option<Row> = one(db, &sql, [chart.patient().0.into()]).await?;
    Ok(row.and_then(|row| row.insurer))
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_access::{Actor, Held, Matrix, Standing};
    use std::sync::Arc;

    /// The keys of somebody who stands so to a chart.
    fn keys(standing: Standing) -> Keys {
        let patient = PatientId(Uuid::from_u128(1));
        let (account, session) = (Uuid::from_u128(2).into(), Uuid::from_u128(3).into());
        let held = vec![Held { patient, standing, grant: None }];
        let actor = Actor::patient(account, session, Arc::new(Matrix::US_MA), held);
        let appointment = actor.chart::<AppointmentAsks>(patient).ok();
        let (renewal, referral) = (actor.chart::<RenewalAsks>(patient).ok(), actor.chart::<ReferralAsks>(patient).ok());
        Keys::of(appointment.as_ref(), renewal.as_ref(), referral.as_ref()).unwrap()
    }

    #[test]
    fn r_3_15_only_who_looks_at_her_own_chart_is_shown_all_that_was_asked() {
        let mut values = Vec::new();
        let own = keys(Standing::SelfTeen).hidden(&mut values);
        assert!(values.is_empty() && !own.contains("private") && !own.contains("confidential"), "{own}");
        let child = keys(Standing::OfChild).hidden(&mut values);
        assert!(values.is_empty() && child.matches("not a.private").count() == 3, "{child}");
        assert_eq!(child.matches("confidential").count(), 1, "of renewals");
    }

    #[test]
    fn r_6_12_of_a_teen_who_may_only_ask_sees_what_she_has_asked() {
        let mut values: Vec<Value> = vec![1_i64.into()];
        let teen = keys(Standing::OfTeen(None)).hidden(&mut values);
        assert_eq!(values.len(), 3, "her account, for appointments and for renewals");
        assert!(teen.contains("a.account_id = $2") && teen.contains("a.account_id = $3"), "{teen}");
        assert!(teen.ends_with("(a.kind = 'referral' and not a.private))"), "{teen}");
    }
}

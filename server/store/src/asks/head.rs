//! One ask, whole: read, or held until it is changed.

use super::{ActingKeys, Keys, VEILED};
use crate::db::one;
use crate::{Reads, StoreError, Tx};
use portal_types::ask::{AskKind, AskState};
use portal_types::day::Day;
use portal_types::ids::{AccountId, AskId, PatientId, PoolId, ProviderId};
use sea_orm::{FromQueryResult, Value};
use std::sync::LazyLock;
use uuid::Uuid;

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
    /// Who of the team does something with it, until when, and her name. Only a desk is told.
    pub claim: Option<(Uuid, i64, String)>,
}

impl Head {
    /// The name of somebody else who does something with it at a moment. Only a desk is told.
    pub fn claimed(&self, me: AccountId, now: i64) -> Option<&str> {
        let (by, until, name) = self.claim.as_ref()?;
        (*by != me.0 && *until > now).then_some(name.as_str())
    }

    /// Whether it waits for the team: then its pool counts it.
    pub fn waits(&self) -> bool {
        super::write::waits(self.state)
    }
}

/// A row of [`HEAD`] or [`DESK_HEAD`].
#[derive(FromQueryResult)]
pub(super) struct HeadRow {
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
    claimed_by: Option<Uuid>,
    claimed_until: Option<i64>,
    claimed_name: Option<String>,
}

/// How an ask is read whole; what follows says which. `claim`: three columns about who does something with it, and `joins`
/// where they are from.
fn whole(claim: &str, joins: &str) -> String {
    format!(
        "select a.id, a.patient_id, a.pool_id, a.provider_id, d.name as provider, a.kind, a.state, a.private,
                {VEILED} as veiled, a.account_id, a.for_other, a.form, a.version, a.made_at, a.last_at, a.opened_at,
                a.due_day, a.news, a.reason, a.reason_words, a.visit_at, a.visit_minutes, a.visit_way, a.visit_place,
                a.auth_number, a.auth_visits, a.auth_used, a.auth_from, a.auth_to, a.closed_at, o.name as practice,
                o.phone, o.line, o.city, o.state as region, o.zip, p.business_days, c.given, c.family, c.born, c.mrn,
                {claim}
         from asks a join pools p on p.id = a.pool_id join practices o on o.id = p.practice_id
         join patients c on c.id = a.patient_id left join providers d on d.id = a.provider_id {joins}"
    )
}

/// By a chart's keys: who of the team does something with it just now is not told.
static HEAD: LazyLock<String> = LazyLock::new(|| {
    let nobody = "cast(null as uuid) as claimed_by, cast(null as bigint) as claimed_until,
                  cast(null as text) as claimed_name";
    whole(nobody, "")
});

/// By a pool's key.
pub(super) static DESK_HEAD: LazyLock<String> = LazyLock::new(|| {
    whole(
        "k.account_id as claimed_by, k.until as claimed_until, z.display_name as claimed_name",
        "left join desk_claims k on k.item_id = a.id left join accounts z on z.id = k.account_id",
    )
});

impl HeadRow {
    /// `None` for one of a kind that this portal does not know: there is none, as far as anybody can act on it.
    pub(super) fn head(self) -> Option<Head> {
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
        let claim = self.claimed_by.zip(self.claimed_until).zip(self.claimed_name);
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
            claim: claim.map(|((by, until), name)| (by, until, name)),
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

//! Patients, practices and who saw whom.

use crate::charts::seen_openly;
use crate::db::{all, one};
use crate::pools::is_answered;
use crate::practices::is_on;
use crate::{Reads, StoreError};
use portal_access::{Chart, Scope};
use portal_types::account::{AccountState, Lang};
use portal_types::day::Day;
use portal_types::directory::PracticeCard;
use portal_types::enrollment::Channel;
use portal_types::ids::{PatientId, PracticeId, RepresentativeId};
use portal_types::practice::Feature;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// A record that may be somebody's, to be compared further. Has no `Debug`.
#[derive(Clone)]
pub struct Candidate {
    /// Whose record.
    pub patient: PatientId,
    /// The given name as compared.
    pub given_key: String,
    /// The family name as compared.
    pub family_key: String,
    /// Birth date.
    pub born: Day,
    /// Sex as recorded.
    pub sex: String,
    /// ZIP code of the address.
    pub zip: String,
    /// Medical record number.
    pub mrn: Option<String>,
    /// Phone numbers on the record, as ten digits.
    pub phones: Vec<String>,
    /// Whether the patient has died.
    pub died: bool,
    /// The state of the account, if there is one.
    pub account: Option<AccountState>,
    /// Language of the patient.
    pub lang: Lang,
    /// Given name as written.
    pub given: String,
    /// Family name as written.
    pub family: String,
}

/// At most this many records are compared in one attempt.
pub const MOST_CANDIDATES: usize = 50;

/// What candidates are looked for by.
pub struct Looked<'a> {
    /// Birth date.
    pub born: Day,
    /// Family name as compared.
    pub family_key: &'a str,
    /// Given name as compared.
    pub given_key: &'a str,
    /// Phone number, if one was given.
    pub phone: Option<&'a str>,
    /// Medical record number, if one was given.
    pub mrn: Option<&'a str>,
}

/// Records that may be meant: of this birth date and family name; of this birth date (a slip in the name); of this name
/// (a slip in the birth date); with this number or this phone. Each is a range of an index, cut off, so that no attempt
/// compares more than [`MOST_CANDIDATES`]. One statement, whatever is found.
pub async fn candidates(db: &impl Reads, looked: Looked<'_>) -> Result<Vec<Candidate>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        given_key: String,
        family_key: String,
        given: String,
        family: String,
        born: String,
        sex: String,
        zip: String,
        mrn: Option<String>,
        lang: String,
        died_on: Option<String>,
        state: Option<String>,
        phone: Option<String>,
    }
    let rows: Vec<Row> = all(
        db,
        "select p.id, p.given_key, p.family_key, p.given, p.family, p.born, p.sex, p.zip, p.mrn, p.lang, p.died_on,
                a.state, c.value as phone
         from patients p
         left join accounts a on a.patient_id = p.id
         left join patient_contacts c on c.patient_id = p.id and c.channel = 'text'
         where p.id in (
             select id from (select id from patients where born = $1 and family_key = $2 limit 15) as named
             union
             select id from (select id from patients where born = $1 order by family_key limit 15) as born
             union
             select id from (select id from patients where family_key = $2 and given_key = $3 limit 10) as called
             union
             select id from (select id from patients where mrn = $4 limit 1) as numbered
             union
             select patient_id from (select patient_id from patient_contacts where value = $5 limit 9) as phoned
         )
         order by p.id",
        [
            looked.born.to_string().into(),
            looked.family_key.into(),
            looked.given_key.into(),
            looked.mrn.unwrap_or("").into(),
            looked.phone.unwrap_or("").into(),
        ],
    )
    .await?;
    let mut found: Vec<Candidate> = Vec::new();
    for row in rows {
        let phone = row.phone;
        if let Some(last) = found.last_mut().filter(|last| last.patient.0 == row.id) {
            last.phones.extend(phone);
            continue;
        }
        found.push(Candidate {
            patient: row.id.into(),
            given_key: row.given_key,
            family_key: row.family_key,
            born: row.born.parse().unwrap_or(Day::from_epoch(0)),
            sex: row.sex,
            zip: row.zip,
            mrn: row.mrn,
            phones: phone.into_iter().collect(),
            died: row.died_on.is_some(),
            account: row.state.as_deref().map(crate::accounts::state_of),
            lang: Lang::from_code(&row.lang).unwrap_or_default(),
            given: row.given,
            family: row.family,
        });
    }
    Ok(found)
}

/// The contacts on a record, with the record's language; or the one on a representative's form. They are the only ones a
/// first code goes to. E-mail first.
pub async fn record_contacts(
    db: &impl Reads,
    patient: Option<PatientId>,
    representative: Option<RepresentativeId>,
) -> Result<Vec<(Channel, String, Lang)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        channel: String,
        value: String,
        lang: String,
    }
    // Asked for nobody too: an attempt that matched nobody must not be quicker by a statement (safety of enrolling).
    let patient = patient.map_or(Uuid::nil(), |id| id.0);
    let representative = representative.map_or(Uuid::nil(), |id| id.0);
    let rows: Vec<Row> = all(
        db,
        "select c.channel as channel, c.value as value, p.lang as lang
         from patient_contacts c join patients p on p.id = c.patient_id where c.patient_id = $1
         union all
         select channel, contact, lang from representatives where id = $2
         order by 1, 2",
        [patient.into(), representative.into()],
    )
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|r| Some((Channel::from_code(&r.channel)?, r.value, Lang::from_code(&r.lang).unwrap_or_default())))
        .collect())
}

/// Name and birth date of the patient a key opens.
#[derive(Clone, FromQueryResult)]
pub struct Face {
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Birth date, ISO.
    pub born: String,
}

impl Face {
    /// Given and family name.
    pub fn name(&self) -> String {
        format!("{} {}", self.given, self.family)
    }
}

/// Whose chart a key opens.
pub async fn face<S: Scope>(db: &impl Reads, chart: &Chart<S>) -> Result<Option<Face>, StoreError> {
    one(db, "select given, family, born from patients where id = $1", [chart.patient().0.into()]).await
}

/// The public directory: every practice by name. `messaging` says whether one of its pools has a member and its messages
/// are switched on.
pub async fn practices(db: &impl Reads) -> Result<Vec<PracticeCard>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        name: String,
        phone: Option<String>,
        line: String,
        city: String,
        state: String,
        zip: String,
        messaging: bool,
    }
    let sql = format!(
        "select p.id, p.name, p.phone, p.line, p.city, p.state, p.zip,
                exists (select 1 from pools o where o.practice_id = p.id and {} and {}) as messaging
         from practices p order by p.name, p.id limit 500",
        is_answered("o"),
        is_on(Feature::Messages, "p.id")
    );
    let rows: Vec<Row> = all(db, &sql, []).await?;
    Ok(rows
        .into_iter()
        .map(|row| PracticeCard {
            practice: row.id.into(),
            name: row.name,
            address: [row.line, row.city, format!("{} {}", row.state, row.zip).trim().to_owned()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
            phone: row.phone,
            messaging: row.messaging,
        })
        .collect())
}

/// A practice that has seen the patient, one row per clinician, most recent first.
#[derive(Clone, Debug)]
pub struct SeenAt {
    /// Which practice.
    pub practice: PracticeId,
    /// Its name.
    pub name: String,
    /// Its phone.
    pub phone: Option<String>,
    /// The clinician.
    pub provider: String,
    /// Whether its messages are switched on.
    pub on: bool,
}

/// Where the patient was seen and by whom: her care teams. A representative is not shown who has seen her in
/// confidential visits only.
pub async fn care_team<S: Scope>(db: &impl Reads, chart: &Chart<S>) -> Result<Vec<SeenAt>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        name: String,
        phone: Option<String>,
        provider: String,
        switched_on: bool,
    }
    let sql = format!(
        "select p.id, p.name, p.phone, d.name as provider, {} as switched_on
         from care_team t
         join practices p on p.id = t.practice_id
         join providers d on d.id = t.provider_id
         where t.patient_id = $1 {}
         order by t.last_seen desc, p.id, d.id limit 100",
        is_on(Feature::Messages, "p.id"),
        seen_openly(chart.view())
    );
    let rows: Vec<Row> = all(db, &sql, [chart.patient().0.into()]).await?;
    Ok(rows
        .into_iter()
        .map(|row| SeenAt {
            practice: row.id.into(),
            name: row.name,
            phone: row.phone,
            provider: row.provider,
            on: row.switched_on,
        })
        .collect())
}

/// The practices that have seen the patient, by name; fifty at most. A representative is not shown one that has seen her
/// in confidential visits only.
pub async fn seen_by<S: Scope>(db: &impl Reads, chart: &Chart<S>) -> Result<Vec<(PracticeId, String)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        name: String,
    }
    let sql = format!(
        "select o.id, o.name from practices o
         where exists (select 1 from care_team t where t.practice_id = o.id and t.patient_id = $1 {})
         order by o.name, o.id limit 50",
        seen_openly(chart.view())
    );
    let rows: Vec<Row> = all(db, &sql, [chart.patient().0.into()]).await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.name)).collect())
}

/// The name on a record whose owner has just proven a contact on it: for the account that is being made.
pub async fn name_of_proven(tx: &crate::Tx, patient: PatientId) -> Result<Option<String>, StoreError> {
    let face: Option<Face> =
        one(tx, "select given, family, born from patients where id = $1", [patient.0.into()]).await?;
    Ok(face.map(|f| f.name()))
}

/// The record of a medical record number, with the name on it. For the operator's own commands.
pub async fn by_mrn(tx: &crate::Tx, mrn: &str) -> Result<Option<(PatientId, String)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        given: String,
        family: String,
    }
    let row: Option<Row> = one(tx, "select id, given, family from patients where mrn = $1", [mrn.into()]).await?;
    Ok(row.map(|r| (r.id.into(), format!("{} {}", r.given, r.family))))
}

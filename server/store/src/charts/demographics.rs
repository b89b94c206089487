//! Who somebody is, and how the clinic reaches her.

use super::{seen_openly, whole};
use crate::db::all;
use crate::{Reads, StoreError};
use portal_access::{Chart, Demographics, Scope};
use portal_types::enrollment::Channel;
use sea_orm::FromQueryResult;

/// Who somebody is, as the record has it. Has no `Debug`.
#[derive(Clone)]
pub struct Person {
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Birth date, ISO; perhaps a year only.
    pub born: String,
    /// Sex, FHIR's word.
    pub sex: String,
    /// Medical record number.
    pub mrn: Option<String>,
    /// Street.
    pub line: String,
    /// Town.
    pub city: String,
    /// State.
    pub state: String,
    /// ZIP code.
    pub zip: String,
    /// Language.
    pub lang: String,
    /// Contacts on the record.
    pub contacts: Vec<(Channel, String)>,
}

/// Who the patient of the chart is: one statement.
pub async fn page(db: &impl Reads, chart: &Chart<Demographics>) -> Result<Option<Person>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        given: String,
        family: String,
        born: String,
        sex: String,
        mrn: Option<String>,
        line: String,
        city: String,
        state: String,
        zip: String,
        lang: String,
        channel: Option<String>,
        value: Option<String>,
    }
    let whole = whole(chart.view().limit());
    let sql = format!(
        "select t.given, t.family, t.born, t.sex, t.mrn, t.line, t.city, t.state, t.zip, t.lang, c.channel, c.value
         from patients t left join patient_contacts c on c.patient_id = t.id
         where t.id = $1 {whole} order by c.channel, c.value limit 50"
    );
    let rows: Vec<Row> = all(db, &sql, [chart.patient().0.into()]).await?;
    let mut person: Option<Person> = None;
    for row in rows {
        let contact = row.channel.as_deref().and_then(Channel::from_code).zip(row.value);
        let person = person.get_or_insert_with(|| Person {
            given: row.given,
            family: row.family,
            born: row.born,
            sex: row.sex,
            mrn: row.mrn,
            line: row.line,
            city: row.city,
            state: row.state,
            zip: row.zip,
            lang: row.lang,
            contacts: Vec::new(),
        });
        person.contacts.extend(contact);
    }
    Ok(person)
}

/// The practices that the record of a chart is from, by name.
pub async fn facilities<S: Scope>(db: &impl Reads, chart: &Chart<S>) -> Result<Vec<String>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
    }
    let openly = seen_openly(chart.view());
    let sql = format!(
        "select distinct f.name from care_team t join practices f on f.id = t.practice_id
         where t.patient_id = $1 {openly} order by f.name limit 50"
    );
    let rows: Vec<Row> = all(db, &sql, [chart.patient().0.into()]).await?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

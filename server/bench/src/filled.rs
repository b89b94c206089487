//! Invented people beside those of a demo: a patient with much in her record and one with little, who acts for both, and
//! who acts for eight children and who for one.

use crate::Failure;
use portal_types::representative::Rights;
use sea_orm::{ConnectionTrait as _, DatabaseConnection};
use std::ops::Range;
use uuid::Uuid;

/// Results and entries of the trail of who has much of them.
const MUCH: u32 = 20_000;
/// Of who has little: a page even where every other one is kept.
const LITTLE: u32 = 40;
/// Results of one report.
const REPORTED: u32 = 10;
/// When it all happened, milliseconds UTC.
const LONG_AGO: i64 = 1_700_000_000_000;

/// The patient with much in her record, and her account.
pub(crate) const HAS_MUCH: u32 = 1;
/// The one with little.
pub(crate) const HAS_LITTLE: u32 = 2;
/// Acts for both.
pub(crate) const FOR_BOTH: u32 = 3;
/// Acts for eight children.
pub(crate) const FOR_EIGHT: u32 = 4;
/// Acts for one.
pub(crate) const FOR_ONE: u32 = 5;

/// The children of each of the last two.
const CHILDREN: [(u32, Range<u32>); 2] = [(FOR_EIGHT, 10..18), (FOR_ONE, 18..19)];

/// The id of a patient, and that of her account.
pub(crate) fn id(number: u32) -> Uuid {
    Uuid::from_u64_pair(0x0190_7777_0000_7000, 0x8000_0000_0000_0000 + u64::from(number))
}

/// The username of an account.
pub(crate) fn username(number: u32) -> String {
    format!("bench.{number}")
}

/// A demo's database that is being filled.
struct Filling<'a> {
    conn: &'a DatabaseConnection,
    postgres: bool,
}

impl Filling<'_> {
    async fn run(&self, sql: &str) -> Result<(), Failure> {
        self.conn.execute_unprepared(sql).await?;
        Ok(())
    }

    fn id(&self, number: u32) -> String {
        let id = id(number);
        if self.postgres { format!("cast('{id}' as uuid)") } else { format!("x'{}'", id.simple()) }
    }

    /// What makes an id.
    fn new_id(&self) -> &'static str {
        if self.postgres { "gen_random_uuid()" } else { "randomblob(16)" }
    }

    /// Puts so many rows into a table, made of their number `n`.
    async fn for_each(&self, many: u32, insert: &str, select: &str) -> Result<(), Failure> {
        self.run(&format!(
            "with recursive counted(n) as (select 1 union all select n + 1 from counted where n < {many})
             insert into {insert} select {select} from counted"
        ))
        .await
    }

    async fn patient(&self, number: u32, born: &str) -> Result<(), Failure> {
        self.run(&format!(
            "insert into patients (id, given, family, given_key, family_key, born, sex)
             values ({}, 'Ada', 'Bench{number}', 'ada', 'bench{number}', '{born}', 'female')",
            self.id(number)
        ))
        .await
    }

    /// An account that is opened by the password of another; a patient's has her number.
    async fn account(&self, number: u32, like: &str, patient: bool) -> Result<(), Failure> {
        let (id, username) = (self.id(number), username(number));
        let patient = if patient { id.as_str() } else { "cast(null as uuid)" };
        self.run(&format!(
            "insert into accounts (id, username, username_key, password_hash, state, lang, patient_id, display_name,
                 terms_version, privacy_version, agreed_at, created_at)
             select {id}, '{username}', '{username}', a.password_hash, a.state, 'en', {patient}, 'Ada Bench{number}',
                 a.terms_version, a.privacy_version, a.agreed_at, a.created_at
             from accounts a where a.username = '{like}'"
        ))
        .await
    }

    /// Somebody on a form, with an account of the same number.
    async fn representative(&self, number: u32) -> Result<(), Failure> {
        let (id, contact) = (self.id(number), format!("{}@example.org", username(number)));
        self.run(&format!(
            "insert into representatives (id, given, family, given_key, family_key, born, channel, contact, contact_key,
                 lang, account_id, linked_at, made_at)
             values ({id}, 'Ada', 'Bench{number}', 'ada', 'bench{number}', '1980-05-17', 'email', '{contact}',
                 '{contact}', 'en', {id}, {LONG_AGO}, {LONG_AGO})"
        ))
        .await
    }

    /// She acts for a patient from today on, with all that there is to give.
    async fn grant(&self, representative: u32, patient: u32, basis: &str) -> Result<(), Failure> {
        let today = if self.postgres { "cast(current_date as text)" } else { "date('now')" };
        self.run(&format!(
            "insert into grants (id, patient_id, representative_id, practice_id, basis, state, signed_on,
                 patient_signed_on, rights, made_at, activated_at, changed_at)
             select {}, {}, {}, o.id, '{basis}', 'active', {today}, {today}, {}, {LONG_AGO}, {LONG_AGO}, {LONG_AGO}
             from practices o order by o.id limit 1",
            self.new_id(),
            self.id(patient),
            self.id(representative),
            Rights::every().number()
        ))
        .await
    }

    /// A conversation with something unread.
    async fn conversation(&self, patient: u32) -> Result<(), Failure> {
        let (new, patient) = (self.new_id(), self.id(patient));
        self.run(&format!(
            "insert into threads (id, patient_id, pool_id, topic, subject, created_at, last_at, unread, waiting,
                 answered_at)
             select {new}, {patient}, p.id, 'general', 'The next vaccine', {LONG_AGO}, {LONG_AGO}, 1, false, {LONG_AGO}
             from pools p order by p.id limit 1"
        ))
        .await?;
        self.run(&format!("update patients set unread_threads = 1, unread_open = 1 where id = {patient}")).await
    }

    /// Results in reports of ten; every other result is kept from who acts for the patient.
    async fn results(&self, number: u32, many: u32) -> Result<(), Failure> {
        let (new, patient) = (self.new_id(), self.id(number));
        for (kind, many) in [("Observation", many), ("DiagnosticReport", many / REPORTED)] {
            let insert = "resources (id, type, fhir_id, patient_id, hash, body, imported_at)";
            let select = format!("{new}, '{kind}', 'bench-{number}-' || n, {patient}, 'hash', '{{}}', n");
            self.for_each(many, insert, &select).await?;
        }
        let of = |kind: &str| format!("from resources r where r.patient_id = {patient} and r.type = '{kind}'");
        self.run(&format!(
            "insert into observations (id, patient_id, at, grain, status, code, display, category, value_number, unit,
                 ref_low, ref_high, interpretation, practice_id)
             select r.id, r.patient_id, {LONG_AGO} + r.imported_at * 60000, 'time', 'final', '2345-7',
                 'Glucose [Mass/volume] in Serum or Plasma', 'laboratory', 90.5, 'mg/dL', 70, 99, 'N',
                 (select o.id from practices o order by o.id limit 1) {}",
            of("Observation")
        ))
        .await?;
        self.run(&format!(
            "insert into diagnostic_reports (id, patient_id, at, grain, status, code, display, files)
             select r.id, r.patient_id, {LONG_AGO} + r.imported_at * 600000, 'time', 'final', '51990-0',
                 'Basic metabolic panel', 0 {}",
            of("DiagnosticReport")
        ))
        .await?;
        self.run(&format!(
            "insert into report_results (report_id, place, observation_id)
             select d.id, r.imported_at % {REPORTED}, r.id from resources r join resources d
             on d.type = 'DiagnosticReport'
                and d.fhir_id = 'bench-{number}-' || ((r.imported_at + {REPORTED} - 1) / {REPORTED})
             where r.patient_id = {patient} and r.type = 'Observation'"
        ))
        .await?;
        self.run(&format!(
            "insert into confidential (item_id, patient_id, why, since)
             select r.id, r.patient_id, 'staff', {LONG_AGO} {} and r.imported_at % 2 = 0",
            of("Observation")
        ))
        .await
    }

    /// What somebody else has looked at in a chart, as a representative and as staff.
    async fn trail(&self, patient: u32, by: u32, many: u32) -> Result<(), Failure> {
        let select = format!(
            "{LONG_AGO} + n * 60000, case when n % 2 = 0 then 'representative' else 'pool_nurse' end, {}, 'read-results',
             {}, 'results', 'ok'",
            self.id(by),
            self.id(patient)
        );
        let insert = "audit (at, kind, account_id, action, patient_id, category, outcome)";
        self.for_each(many, insert, &select).await
    }
}

/// Fills a demo's database; the accounts have the password of the one called `like`.
pub(crate) async fn fill(conn: &DatabaseConnection, like: &str) -> Result<(), Failure> {
    let postgres = conn.get_database_backend() == sea_orm::DbBackend::Postgres;
    let filling = Filling { conn, postgres };
    for number in [FOR_BOTH, FOR_EIGHT, FOR_ONE] {
        filling.account(number, like, false).await?;
        filling.representative(number).await?;
    }
    for (number, many) in [(HAS_MUCH, MUCH), (HAS_LITTLE, LITTLE)] {
        filling.patient(number, "1980-05-17").await?;
        filling.account(number, like, true).await?;
        filling.grant(FOR_BOTH, number, "consent").await?;
        filling.results(number, many).await?;
        filling.trail(number, FOR_BOTH, many).await?;
    }
    for (representative, children) in CHILDREN {
        for child in children {
            filling.patient(child, "2022-05-17").await?;
            filling.grant(representative, child, "parental").await?;
            filling.conversation(child).await?;
        }
    }
    if postgres {
        // What the planner knows of the tables; there it finds out by itself, a minute later.
        filling.run("analyze").await?;
    }
    Ok(())
}

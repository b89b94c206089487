//! The clinic: practices, records, the clock and the outbox.

use crate::applicant::Applicant;
use crate::clamd::Clamd;
use crate::database::{Base, Database};
use crate::people::{Patient, Staff, World};
use crate::settings::settings;
use portal_care::staff::{Invitation, invite};
use portal_care::{Outside, Portal, Settings, Visitor};
use portal_gateways::{
    Chance, Clock as _, HashSettings, Keys, Live, Passkeys, Passwords, Scanner, TestClock, ToldScanner,
};
use portal_store::Db;
use portal_types::account::{Lang, Role};
use portal_types::enrollment::Channel;
use portal_types::field::name_key;
use portal_types::ids::{PatientId, PracticeId, ProviderId};
use portal_types::notice::Letter;
use sea_orm::{ConnectionTrait as _, QueryResult, Statement, TryGetable, Value};
use std::collections::{BTreeMap, HashSet};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// When every test begins: a Monday.
const BEGINS: &str = "2026-11-23T09:00[America/New_York]";

/// A practice of the clinic.
#[derive(Clone, Debug)]
pub struct Practice {
    /// Which.
    pub id: PracticeId,
    /// Its name.
    pub name: &'static str,
    /// A clinician there.
    pub provider: ProviderId,
}

/// A patient's record as it will be in the chart; change what the test is about before [`Clinic::keeps`] it.
#[derive(Clone, Debug)]
pub struct Record {
    /// Given name.
    pub given: String,
    /// Family name; no two records of a clinic have the same unless a test says so.
    pub family: String,
    /// Birth date, ISO.
    pub born: String,
    /// Sex, FHIR's word.
    pub sex: &'static str,
    /// ZIP code.
    pub zip: String,
    /// Language.
    pub lang: Lang,
    /// Date of death, ISO.
    pub died_on: Option<String>,
    /// Contacts on the record.
    pub contacts: Vec<(Channel, String)>,
}

impl Record {
    /// The e-mail address on the record.
    pub fn email(&self) -> String {
        self.contacts.iter().find(|c| c.0 == Channel::Email).map(|c| c.1.clone()).unwrap_or_default()
    }
}

/// A letter of the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Its row.
    pub id: Uuid,
    /// How.
    pub channel: Channel,
    /// To whom.
    pub to: String,
    /// In which language.
    pub lang: Lang,
    /// What.
    pub letter: Letter,
    /// The letter as it is stored, to look for what must not be in it.
    pub stored: String,
}

/// A clinic for one test.
pub struct Clinic {
    world: World,
    base: Base,
    settings: Settings,
    told: Arc<ToldScanner>,
    scanner: Scanner,
    people: AtomicU32,
    nodes: AtomicU32,
    looked_at: Mutex<HashSet<Uuid>>,
    /// Has seen every patient.
    pub cardiology: Practice,
    /// Has seen every patient.
    pub family_medicine: Practice,
    /// Has seen every patient, and never has anybody who answers.
    pub womens_health: Practice,
    /// Has seen nobody.
    pub dermatology: Practice,
}

/// A portal on an open database. Every node has the same key file and chance of its own.
fn portal(db: &Db, clock: &Arc<TestClock>, settings: &Settings, scanner: &Scanner, node: u64) -> Portal {
    let chance = Chance::seeded(20_261_123 + node);
    let keys = Keys::from_master(&[7; 32]);
    let passwords = Passwords::new(&keys, HashSettings::FLOOR, 2, [1; 16], [2; 32]);
    let passkeys = Passkeys::at(&settings.public_url, &settings.clinic.name);
    let (clock, live) = (clock.clone(), Live::default());
    let (scanner, settings) = (scanner.clone(), settings.clone());
    Portal::new(Outside { db: db.clone(), clock, chance, keys, passwords, passkeys, live, scanner, settings })
}

impl Clinic {
    /// Opens on SQLite.
    pub async fn open() -> Self {
        Self::open_with(Database::Sqlite, |_| {}).await.expect("SQLite is always there")
    }

    /// Opens on a database; `None` where there is no PostgreSQL to test on.
    pub async fn open_on(database: Database) -> Option<Self> {
        Self::open_with(database, |_| {}).await
    }

    /// Opens with settings of the test's own.
    pub async fn open_with(database: Database, change: impl FnOnce(&mut Settings)) -> Option<Self> {
        let base = match database {
            Database::Sqlite => Base::sqlite().await,
            Database::Postgres => Base::postgres().await?,
        };
        Some(Self::on(base, change, None).await)
    }

    /// Opens on a PostgreSQL that orders text like a language ("da-DK"); `None` where there is none that can.
    pub async fn open_ordered(language: &str) -> Option<Self> {
        Some(Self::on(Base::postgres_ordered(language).await?, |_| {}, None).await)
    }

    /// Opens on SQLite, with a stand-in for clamd that looks at files.
    pub async fn open_with_clamd(clamd: &Clamd) -> Self {
        Self::on(Base::sqlite().await, |settings| settings.require_scanner = true, Some(clamd.scanner())).await
    }

    async fn on(base: Base, change: impl FnOnce(&mut Settings), scanner: Option<Scanner>) -> Self {
        let db = Db::open(&base.url).await.expect("the database opens");
        let clock = Arc::new(TestClock::at(BEGINS).expect("a time"));
        let mut settings = settings();
        change(&mut settings);
        let told = Arc::<ToldScanner>::default();
        // None where a test's settings ask for none.
        let telling = if settings.require_scanner { Scanner::Told(told.clone()) } else { Scanner::None };
        let scanner = scanner.unwrap_or(telling);
        let portal = portal(&db, &clock, &settings, &scanner, 0);
        portal.begin().await.expect("the first texts are kept");
        let world = World { portal, db, clock };
        let [cardiology, family_medicine, womens_health, dermatology] =
            [(1, "Cardiology"), (2, "Family Medicine"), (3, "Women's Health"), (4, "Dermatology")]
                .map(|(n, name)| Practice { id: id(100 + n).into(), name, provider: id(200 + n).into() });
        let clinic = Self {
            world,
            base,
            settings,
            told,
            scanner,
            people: AtomicU32::new(0),
            nodes: AtomicU32::new(0),
            looked_at: Mutex::default(),
            cardiology,
            family_medicine,
            womens_health,
            dermatology,
        };
        for practice in [&clinic.cardiology, &clinic.family_medicine, &clinic.womens_health, &clinic.dermatology] {
            let named = "insert into practices (id, name, phone) values ($1, $2, '413-555-0100 x7')";
            clinic.execute(named, [practice.id.0.into(), practice.name.into()]).await;
            let doctor = format!("Dr. {} Sample", practice.name.split(' ').next().unwrap_or_default());
            let employed = "insert into providers (id, name) values ($1, $2)";
            clinic.execute(employed, [practice.provider.0.into(), doctor.into()]).await;
        }
        clinic
    }

    /// The portal.
    pub fn portal(&self) -> &Portal {
        &self.world.portal
    }

    /// The scanner of files, where `require_scanner` is set.
    pub fn scanner(&self) -> &ToldScanner {
        &self.told
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.world.db
    }

    /// The address of the database, for a connection of the test's own.
    pub fn address(&self) -> &str {
        &self.base.url
    }

    /// Portal, database and clock, for people and helpers of a test's own.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Another node of the same portal: same database, same keys, same clock, but its own connections and streams.
    pub async fn another_node(&self) -> World {
        let db = Db::open(&self.base.url).await.expect("the database opens");
        let node = 1 + self.nodes.fetch_add(1, Ordering::Relaxed);
        let portal = portal(&db, &self.world.clock, &self.settings, &self.scanner, node.into());
        World { portal, db, clock: self.world.clock.clone() }
    }

    /// The time, milliseconds UTC.
    pub fn now(&self) -> i64 {
        self.world.clock.now()
    }

    /// Time passes.
    pub fn later(&self, milliseconds: i64) {
        self.world.clock.forward(milliseconds);
    }

    /// Days of the calendar pass.
    pub fn days_later(&self, days: i64) {
        self.world.clock.forward_days(days);
    }

    /// Statements run so far, by anybody.
    pub fn statements(&self) -> u64 {
        self.world.db.statements()
    }

    /// A record nobody has enrolled for: a woman of 46 with an e-mail address, not yet in the chart.
    pub fn record(&self, given: &str) -> Record {
        let n = self.people.fetch_add(1, Ordering::Relaxed);
        // Names that nobody takes for a slip of one another.
        let letters: String = format!("{n:03}").bytes().flat_map(|b| [char::from(b - b'0' + b'a'); 3]).collect();
        Record {
            given: given.into(),
            family: format!("Example-{letters}"),
            born: "1980-05-17".into(),
            sex: "female",
            zip: "01450".into(),
            lang: Lang::En,
            died_on: None,
            contacts: vec![(Channel::Email, format!("{}.{n}@example.org", given.to_lowercase()))],
        }
    }

    /// Puts a record into the chart, seen by three practices of the clinic.
    pub async fn keeps(&self, record: &Record) -> PatientId {
        let patient = PatientId(id(10_000 + u64::from(self.people.fetch_add(1, Ordering::Relaxed))));
        self.execute(
            "insert into patients (id, mrn, given, family, given_key, family_key, born, sex, zip, lang, died_on)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            [
                patient.0.into(),
                format!("MRN-{}", patient.0.as_u64_pair().1).into(),
                record.given.clone().into(),
                record.family.clone().into(),
                name_key(&record.given).into(),
                name_key(&record.family).into(),
                record.born.clone().into(),
                record.sex.into(),
                record.zip.clone().into(),
                record.lang.code().into(),
                record.died_on.clone().into(),
            ],
        )
        .await;
        for (channel, value) in &record.contacts {
            let reached = "insert into patient_contacts (patient_id, channel, value) values ($1, $2, $3)";
            self.execute(reached, [patient.0.into(), channel.code().into(), value.clone().into()]).await;
        }
        for (practice, ago) in [(&self.cardiology, 1), (&self.family_medicine, 2), (&self.womens_health, 3)] {
            self.execute(
                "insert into care_team (patient_id, practice_id, provider_id, last_seen, visits)
                 values ($1, $2, $3, $4, 1)",
                [
                    patient.0.into(),
                    practice.id.0.into(),
                    practice.provider.0.into(),
                    (self.now() - crate::hours(24 * ago)).into(),
                ],
            )
            .await;
        }
        patient
    }

    /// Somebody at a browser, at an address of her own.
    pub fn visitor(&self) -> Visitor {
        let n = self.people.fetch_add(1, Ordering::Relaxed);
        Visitor::new(IpAddr::V4(Ipv4Addr::from_bits(0x0a00_0001 + n)), Lang::En)
    }

    /// Somebody who is about to enroll.
    pub fn somebody(&self) -> Applicant {
        Applicant::new(self.world.clone(), self.visitor())
    }

    /// A patient with a record and an account, signed in, all her letters read.
    pub async fn patient(&self, given: &str) -> Patient {
        let record = self.record(given);
        let id = self.keeps(&record).await;
        self.enrolls(&record, id).await
    }

    /// Walks the whole wizard for a record that is in the chart, and reads the letters it brings.
    pub async fn enrolls(&self, record: &Record, id: PatientId) -> Patient {
        let username = format!("{}.{}", record.given.to_lowercase(), id.0.as_u64_pair().1);
        self.enrolls_as(record, id, &username).await
    }

    /// Goes through the wizard up to the username.
    pub async fn reaches_credentials(&self, record: &Record) -> Applicant {
        let mut applicant = self.somebody();
        applicant.starts(&record.born).await.expect("an adult");
        applicant.details(record).await.expect("details");
        let code = self.code_to(&record.email()).await.expect("a code to the record's contact");
        applicant.code(&code).await.expect("the right code");
        let own = format!("own.{}", record.email());
        applicant.contact(&own).await.expect("a contact");
        let code = self.code_to(&own).await.expect("a code to her own contact");
        applicant.contact_code(&code).await.expect("the right code");
        applicant
    }

    /// The same as [`Self::enrolls`], under a username of choice.
    pub async fn enrolls_as(&self, record: &Record, id: PatientId, username: &str) -> Patient {
        let own = format!("own.{}", record.email());
        let mut applicant = self.reaches_credentials(record).await;
        applicant.credentials(username, crate::PASSWORD).await.expect("credentials");
        if self.settings.clinic.security_question {
            applicant.question("toy", "A blue elephant").await.expect("an answer");
        }
        applicant.agrees().await.expect("an account");
        let welcome = self.letters_to(&own).await;
        assert!(welcome.iter().any(|m| m.letter == Letter::Enrolled), "she is told of her account");
        Patient::new(self.world.clone(), applicant.visitor(), id, record.clone(), username.to_owned(), own)
    }

    /// A nurse who answers for cardiology, signed in.
    pub async fn nurse(&self) -> Staff {
        self.staff(Role::PoolNurse, &[&self.cardiology]).await
    }

    /// A staff member of a role who answers for some practices, signed in.
    pub async fn staff(&self, role: Role, practices: &[&Practice]) -> Staff {
        let n = self.people.fetch_add(1, Ordering::Relaxed);
        let username = format!("{}.{n}", role.code());
        let display_name = format!("Robin Staff {n}");
        let invitation = Invitation {
            username: username.clone(),
            display_name: display_name.clone(),
            role,
            password: crate::PASSWORD.into(),
            practices: practices.iter().map(|p| p.id).collect(),
        };
        let invited = invite(self.portal(), invitation).await.expect("a staff account");
        let staff = Staff::new(self.world.clone(), self.visitor(), username, display_name, role, &invited.totp_typed);
        staff.signs_in().await.expect("signed in");
        staff
    }

    /// The letters nobody has looked at, oldest first. Now somebody has.
    pub async fn outbox(&self) -> Vec<Mail> {
        let mails = self.unread_letters().await;
        let mut looked_at = self.looked_at.lock().expect("a list");
        looked_at.extend(mails.iter().map(|m| m.id));
        mails
    }

    /// The letters to somebody that nobody has looked at, oldest first. Those to others stay unread.
    pub async fn letters_to(&self, to: &str) -> Vec<Mail> {
        let mut mails = self.unread_letters().await;
        mails.retain(|m| m.to == to);
        self.looked_at.lock().expect("a list").extend(mails.iter().map(|m| m.id));
        mails
    }

    /// The newest code that somebody was sent and nobody has looked at.
    pub async fn code_to(&self, to: &str) -> Option<String> {
        let mails = self.letters_to(to).await;
        mails.into_iter().rev().find_map(|m| match m.letter {
            Letter::EnrollCode { code } | Letter::ContactCode { code } | Letter::SupportCode { code } => Some(code),
            _ => None,
        })
    }

    async fn unread_letters(&self) -> Vec<Mail> {
        let sql = "select * from outbox where recipient <> $1 order by created_at, id";
        let rows = self.rows(sql, [portal_store::outbox::NOBODY.into()]).await;
        let all = rows.iter().map(|row| {
            let stored: String = get(row, "letter");
            Mail {
                id: get(row, "id"),
                channel: Channel::from_code(&get::<String>(row, "channel")).expect("a channel"),
                to: get(row, "recipient"),
                lang: Lang::from_code(&get::<String>(row, "lang")).expect("a language"),
                letter: serde_json::from_str(&stored).expect("a letter"),
                stored,
            }
        });
        let looked_at = self.looked_at.lock().expect("a list");
        all.filter(|m| !looked_at.contains(&m.id)).collect()
    }

    /// Runs a statement that the portal has none for.
    pub async fn execute(&self, sql: &str, values: impl IntoIterator<Item = Value>) {
        let tx = self.db().begin().await.expect("a transaction");
        let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, values);
        tx.execute_raw(statement).await.expect("a statement that works");
        tx.commit().await.expect("committed");
    }

    /// The rows of a query.
    pub async fn rows(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Vec<QueryResult> {
        let look = self.db().look();
        let statement = Statement::from_sql_and_values(look.get_database_backend(), sql, values);
        look.query_all_raw(statement).await.expect("a query that works")
    }

    /// How many rows: `clinic.count("audit where outcome = 'denied'")`.
    pub async fn count(&self, of: &str) -> i64 {
        let rows = self.rows(&format!("select cast(count(*) as bigint) as n from {of}"), []).await;
        get(&rows[0], "n")
    }

    /// The rows of every table.
    pub async fn counts(&self) -> BTreeMap<String, i64> {
        let tables = if self.db().is_postgres() {
            "select cast(tablename as text) as name from pg_tables where schemaname = 'public'"
        } else {
            "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
        };
        let mut counts = BTreeMap::new();
        for row in self.rows(tables, []).await {
            let table: String = get(&row, "name");
            let count = self.count(&table).await;
            counts.insert(table, count);
        }
        counts
    }

    /// Everything the tables hold, as text, to look for what must not be kept.
    pub async fn everything(&self) -> String {
        self.everything_in(|_| true).await
    }

    /// The same of some tables, by their names.
    pub async fn everything_in(&self, chosen: impl Fn(&str) -> bool) -> String {
        let mut text = String::new();
        for table in self.counts().await.into_keys().filter(|table| chosen(table)) {
            let sql = if self.db().is_postgres() {
                format!("select cast(row_to_json(t) as text) as line from {table} t")
            } else {
                let columns = self.rows(&format!("select name from pragma_table_info('{table}')"), []).await;
                let columns: Vec<String> = columns
                    .iter()
                    .map(|c| get::<String>(c, "name"))
                    .map(|c| format!("coalesce(case typeof({c}) when 'blob' then hex({c}) else {c} end, '')"))
                    .collect();
                format!("select {} as line from {table}", columns.join(" || ' ' || "))
            };
            for row in self.rows(&sql, []).await {
                text.push_str(&get::<String>(&row, "line"));
                text.push('\n');
            }
        }
        text
    }

    /// One column of a query.
    pub async fn column<T: TryGetable>(&self, sql: &str) -> Vec<T> {
        self.rows(sql, []).await.iter().map(|row| row.try_get_by_index(0).expect("a column")).collect()
    }
}

fn get<T: TryGetable>(row: &QueryResult, column: &str) -> T {
    row.try_get("", column).expect("a column")
}

/// An id of a row that a test puts in.
fn id(n: u64) -> Uuid {
    Uuid::from_u64_pair(0x0190_0000_0000_7000, 0x8000_0000_0000_0000 + n)
}

impl Drop for Clinic {
    fn drop(&mut self) {
        let looked_at = std::mem::take(&mut *self.looked_at.lock().unwrap_or_else(|e| e.into_inner()));
        let unread = self.base.close(looked_at);
        if !std::thread::panicking() {
            assert_eq!(unread, 0, "letters in the outbox that nobody has looked at");
        }
    }
}

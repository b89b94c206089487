//! One clinic, in which many histories happen one after the other: its people, two nodes, and its tables.

use crate::model::{Deed, Form, Move, Person, Who, line, paper};
use portal_care::files::Place as FilePlace;
use portal_care::messages::Place;
use portal_care::{CareError, Settings, Visitor};
use portal_store::outbox::NOBODY;
use portal_store::{files, messages};
use portal_testkit::{Clinic, Database, Patient, Staff, World, cut_off};
use portal_types::ask::{AskDraft, AskForm, AskKind, DeskAskMove, NewAsk, Refusing};
use portal_types::ids::{AskId, FileId, IntentKey, PoolId, ThreadId};
use portal_types::message::Draft;
use sea_orm::{ConnectionTrait as _, QueryResult, Statement, TryGetable};
use serde::Serialize;
use uuid::Uuid;

/// Of so many restarts one is of a node that was not there before, the others of one that was: to open a database takes
/// longer than a whole history.
const NEW_NODE: u32 = 8;

/// What is said with a no.
const WHY: Refusing = Refusing::NeedsVisit;

/// Nobody's session runs out while the others go on.
pub fn patiently(settings: &mut Settings) {
    settings.idle_minutes = 30;
}

pub struct Hall {
    pub clinic: Clinic,
    pub people: [Person; 3],
    pub signed_in: [bool; 3],
    patients: [Patient; 2],
    nurse: Staff,
    here: World,
    other: World,
    restarts: u32,
    pool: PoolId,
    visit: NewAsk,
}

impl Hall {
    /// `None` where there is no PostgreSQL.
    pub async fn open(database: Database) -> Option<Self> {
        Some(Self::of(Clinic::open_with(database, patiently).await?).await)
    }

    pub async fn of(clinic: Clinic) -> Self {
        let patients = [clinic.patient("Ada").await, clinic.patient("Eva").await];
        let nurse = clinic.nurse().await;
        let person = async |patient: &Patient| {
            let of_chart = "select id, display_name from accounts where patient_id = $1";
            let rows = clinic.rows(of_chart, [patient.id.0.into()]).await;
            let (account, name) = (get(&rows[0], "id"), get(&rows[0], "display_name"));
            Person { account, name, patient: patient.id.0, contact: patient.contact.clone() }
        };
        let people = [person(&patients[0]).await, person(&patients[1]).await];
        let account = clinic.column::<Uuid>("select id from accounts where role is not null").await[0];
        let name = nurse.display_name.clone();
        let [ada, eva] = people;
        let people = [ada, eva, Person { account, name, patient: Uuid::nil(), contact: String::new() }];
        let (here, other) = (clinic.world().clone(), clinic.another_node().await);
        let pool = here.pool(clinic.cardiology.id).await;
        let visit = here.new_visit(&clinic.cardiology, "").await;
        Self { clinic, people, signed_in: [true; 3], patients, nurse, here, other, restarts: 0, pool, visit }
    }

    /// Which database it stands on.
    pub fn database(&self) -> Database {
        if self.clinic.db().is_postgres() { Database::Postgres } else { Database::Sqlite }
    }

    /// An intent nobody has used.
    pub fn intent(&self) -> IntentKey {
        self.here.intent()
    }

    /// What was told in another history, what is new or unread from there, and its files say nothing about the next one.
    pub async fn forget(&self) {
        let tx = self.clinic.db().begin().await.unwrap();
        for forget in [
            "delete from outbox",
            "update asks set news = false where news",
            "update threads set unread = 0 where unread > 0",
            "update patients set unread_threads = 0, unread_open = 0 where unread_threads > 0",
            "delete from files",
            "update accounts set file_bytes = 0 where file_bytes > 0",
        ] {
            tx.execute_raw(Statement::from_string(tx.get_database_backend(), forget)).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// The process ends, and another one goes on with the same database; browsers notice nothing.
    pub async fn restart(&mut self) {
        self.restarts += 1;
        if self.restarts.is_multiple_of(NEW_NODE) {
            self.other = self.clinic.another_node().await;
        }
        std::mem::swap(&mut self.here, &mut self.other);
        self.patients = [self.patients[0].at(&self.here), self.patients[1].at(&self.here)];
        self.nurse = self.nurse.at(&self.here);
    }

    /// Somebody was idle for too long, and nobody else.
    pub async fn expire(&mut self, who: Who) {
        let account = self.people[who as usize].account;
        self.clinic.execute("update sessions set seen_at = 0 where account_id = $1", [account.into()]).await;
        self.signed_in[who as usize] = false;
    }

    /// She signs in anew, in the browser in which her form lies.
    pub async fn sign_in(&mut self, who: Who) {
        match who {
            Who::Nurse => self.nurse.signs_in().await.unwrap(),
            Who::Ada | Who::Eva => self.patients[who as usize].signs_in().await.unwrap(),
        }
        self.signed_in[who as usize] = true;
    }

    /// Sends a form to this node or to the other one, listing what lies there. `about`: which conversation or ask it is about.
    pub async fn send(
        &self,
        elsewhere: bool,
        form: &Form,
        intent: IntentKey,
        about: Uuid,
    ) -> Result<String, CareError> {
        let world = if elsewhere { &self.other } else { &self.here };
        let patient = || self.patients[form.who as usize].at(world);
        match &form.deed {
            Deed::Compose { words } => reply(patient().starts(self.pool, "A question", words, intent).await),
            Deed::Reply { words, .. } => reply(patient().replies_once(ThreadId(about), words, intent).await),
            Deed::Answer { words, .. } => {
                reply(self.nurse.at(world).answers_once(ThreadId(about), words, intent).await)
            }
            Deed::Ask { words } => {
                let files = patient().lists_files(FilePlace::Ask(patient().id, AskKind::Appointment)).await;
                let mut new = NewAsk { files, intent, ..self.visit.clone() };
                if let AskForm::Appointment { reason, .. } = &mut new.form {
                    reason.clone_from(words);
                }
                reply(patient().asks_for(new).await)
            }
            Deed::Comment { words, .. } => reply(patient().says_once(AskId(about), words, intent).await),
            Deed::Desk { what, words, .. } => {
                let step = match what {
                    Move::Comment => DeskAskMove::Comment(words.clone()),
                    Move::NeedInfo => DeskAskMove::NeedInfo(words.clone()),
                    Move::Decline => DeskAskMove::Decline(WHY, words.clone()),
                };
                // No patient writes her ask anew here: it stays what the desk has read.
                reply(self.nurse.at(world).moves_ask_over(AskId(about), step, 1, intent).await)
            }
        }
    }

    /// Sends a form to this node and hangs up when so many statements were begun, or so much later. `None`: then nobody
    /// knows what became of it.
    pub async fn send_and_hang_up(
        &self,
        (statements, later): (u64, u32),
        form: &Form,
        intent: IntentKey,
        about: Uuid,
    ) -> Option<Result<String, CareError>> {
        cut_off(&self.here.db, statements, later, self.send(false, form, intent, about)).await
    }

    fn visitor(&self, who: Who) -> Visitor {
        match who {
            Who::Nurse => self.nurse.visitor(),
            Who::Ada | Who::Eva => self.patients[who as usize].visitor(),
        }
    }

    /// Puts a file where a form is filled in, at this node or at the other one.
    pub async fn attach(
        &self,
        elsewhere: bool,
        (form, no): (&Form, usize),
        intent: IntentKey,
        about: Uuid,
    ) -> Result<String, CareError> {
        let world = if elsewhere { &self.other } else { &self.here };
        let patient = || self.patients[form.who as usize].id;
        let place = match form.deed {
            Deed::Compose { .. } => FilePlace::New(patient()),
            Deed::Reply { .. } => FilePlace::Reply(patient(), ThreadId(about)),
            Deed::Answer { .. } => FilePlace::Answer(ThreadId(about)),
            // Nothing is attached to what is said about an ask.
            Deed::Ask { .. } | Deed::Comment { .. } | Deed::Desk { .. } => {
                FilePlace::Ask(patient(), AskKind::Appointment)
            }
        };
        let (name, text) = paper(no);
        let file = (name.as_str(), text.as_bytes());
        reply(world.uploads(&self.visitor(form.who), place, file, Some(intent)).await)
    }

    /// Puts a file there at this node, and hangs up as [`Self::send_and_hang_up`] does.
    pub async fn attach_and_hang_up(
        &self,
        (statements, later): (u64, u32),
        file: (&Form, usize),
        intent: IntentKey,
        about: Uuid,
    ) -> Option<Result<String, CareError>> {
        cut_off(&self.here.db, statements, later, self.attach(false, file, intent, about)).await
    }

    /// What is left at a place of a file that was hung up on, and whether it is whole, once whoever was hung up on has
    /// ended: to hold the account and its files waits for all who may still change them.
    pub async fn left(&self, who: Who, place: &str, no: usize) -> Option<(Uuid, bool)> {
        let account = self.people[who as usize].account;
        let tx = self.clinic.db().begin().await.unwrap();
        for hold in [
            "update accounts set file_bytes = file_bytes where id = $1",
            "update files set state = state where account_id = $1",
        ] {
            let hold = Statement::from_sql_and_values(tx.get_database_backend(), hold, [account.into()]);
            tx.execute_raw(hold).await.unwrap();
        }
        // Nothing was changed.
        drop(tx);
        let sql = "select id, state from files where account_id = $1 and place = $2 and name = $3";
        let rows = self.clinic.rows(sql, [account.into(), place.into(), paper(no).0.into()]).await;
        rows.first().map(|row| (get(row, "id"), get::<String>(row, "state") == "clean"))
    }

    /// Whether a file lies somewhere still.
    pub async fn is_unsent(&self, file: Uuid) -> bool {
        let sql = "select id from files where id = $1 and place is not null";
        !self.clinic.rows(sql, [file.into()]).await.is_empty()
    }

    /// Takes a file back, at this node or at the other one.
    pub async fn take_back(&self, elsewhere: bool, who: Who, file: Uuid) -> Result<String, CareError> {
        let world = if elsewhere { &self.other } else { &self.here };
        world.takes_back(&self.visitor(who), FileId(file)).await.map(|_| String::new())
    }

    /// A patient reads a conversation of hers.
    pub async fn read(&self, who: Who, thread: Uuid) -> Result<(), CareError> {
        self.patients[who as usize].opens(ThreadId(thread)).await.map(drop)
    }

    /// What is typed into a form is kept.
    pub async fn half_write(&self, form: &Form, intent: IntentKey, about: Uuid) -> Result<(), CareError> {
        let words = form.deed.words().to_owned();
        if let Deed::Ask { .. } = form.deed {
            let patient = &self.patients[form.who as usize];
            let draft = AskDraft([("reason".to_owned(), words)].into());
            return patient.half_asks(AskKind::Appointment, draft, intent).await;
        }
        let draft = match form.deed {
            Deed::Compose { .. } => {
                let (pool, topic, subject) = (self.pool.to_string(), "general".into(), "A question".into());
                Draft { pool, topic, subject, ..Draft::reply(words) }
            }
            _ => Draft::reply(words),
        };
        match form.who {
            Who::Nurse => self.nurse.half_writes(Place::Answer(ThreadId(about)), draft, intent).await,
            Who::Ada | Who::Eva => {
                let patient = &self.patients[form.who as usize];
                let place = match form.deed {
                    Deed::Reply { .. } => Place::Reply(patient.id, ThreadId(about)),
                    _ => Place::New(patient.id),
                };
                patient.half_writes(place, draft, intent).await
            }
        }
    }

    /// The reply that is kept for an intent, once whoever was hung up on has ended: to claim it waits for all who may
    /// still write it.
    pub async fn kept(&self, who: Who, intent: IntentKey) -> Option<String> {
        let account = self.people[who as usize].account;
        let tx = self.clinic.db().begin().await.unwrap();
        let sql = "insert into intents (account_id, intent, route, body_hash, reply, created_at)
                   values ($1, $2, '', '', '', 0) on conflict (account_id, intent) do nothing";
        let values = [account.into(), intent.0.into()];
        tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), sql, values)).await.unwrap();
        // Not committed: the claim is none.
        drop(tx);
        let sql = "select reply from intents where account_id = $1 and intent = $2";
        let rows = self.clinic.rows(sql, [account.into(), intent.0.into()]).await;
        rows.first().map(|row| get(row, "reply"))
    }

    /// The rows of a query that has one place, for a moment.
    async fn lines(&self, sql: &str, since: i64, line: fn(&QueryResult) -> String) -> Vec<String> {
        self.clinic.rows(sql, [since.into()]).await.iter().map(line).collect()
    }

    /// What the tables have got since a moment, whoever's it is, and every counter that disagrees with a recount.
    pub async fn found(&self, since: i64) -> Vec<String> {
        let mut found = Vec::new();
        let sql = "select id, patient_id, waiting, unread from threads where created_at > $1";
        let thread = |row: &QueryResult| {
            line::thread(get(row, "id"), get(row, "patient_id"), get(row, "waiting"), get(row, "unread"))
        };
        found.extend(self.lines(sql, since, thread).await);
        let sql = "select id, thread_id, account_id, author, side, body from messages where at > $1";
        found.extend(self.lines(sql, since, message).await);
        let sql = "select id, patient_id, account_id, author, state, form from asks where made_at > $1";
        found.extend(self.lines(sql, since, ask).await);
        let sql = "select ask_id, event, account_id, author, side, words from ask_events where at > $1";
        found.extend(self.lines(sql, since, event).await);
        let sql = "select account_id, intent, reply from intents where created_at > $1";
        let intent =
            |row: &QueryResult| line::intent(get(row, "account_id"), get(row, "intent"), &get::<String>(row, "reply"));
        found.extend(self.lines(sql, since, intent).await);
        let sql = "select account_id, place, words from drafts where saved_at > $1";
        found.extend(self.lines(sql, since, draft).await);
        let sql = format!("select recipient, letter from outbox where created_at > $1 and recipient <> '{NOBODY}'");
        let letter = |row: &QueryResult| line::letter(&get::<String>(row, "recipient"), &get::<String>(row, "letter"));
        found.extend(self.lines(&sql, since, letter).await);
        let sql = "select account_id, action, outcome from audit
                   where at > $1 and outcome in ('ok', 'again') and action in ('start-thread', 'reply-to-thread',
                       'answer-thread', 'make-ask', 'comment-ask', 'move-desk-ask', 'upload-file', 'remove-file')";
        let trail = |row: &QueryResult| {
            line::audit(get(row, "account_id"), &get::<String>(row, "action"), &get::<String>(row, "outcome"))
        };
        found.extend(self.lines(sql, since, trail).await);
        let sql = "select f.account_id, f.name, f.place, f.message_id, f.ask_id, f.state, c.bytes
                   from files f left join file_chunks c on c.file_id = f.id and c.no = 0 where f.made_at > $1";
        found.extend(self.lines(sql, since, file).await);
        let look = self.clinic.db().look();
        let miscounted = messages::miscounted(&look).await.unwrap();
        found.extend(miscounted.into_iter().map(|of| format!("a counter of {of} is wrong")));
        let miscounted = files::miscounted(&look).await.unwrap();
        found.extend(miscounted.into_iter().map(|of| format!("what {of} is said to keep is not what it keeps")));
        found
    }
}

/// The reply as it leaves the portal.
fn reply<T: Serialize>(answer: Result<T, CareError>) -> Result<String, CareError> {
    Ok(serde_json::to_string(&answer?)?)
}

fn get<T: TryGetable>(row: &QueryResult, column: &str) -> T {
    row.try_get("", column).unwrap()
}

fn message(row: &QueryResult) -> String {
    let (author, side, body): (String, String, String) = (get(row, "author"), get(row, "side"), get(row, "body"));
    let by = (get(row, "account_id"), author.as_str(), side.as_str());
    line::message(get(row, "id"), get(row, "thread_id"), by, &body)
}

fn event(row: &QueryResult) -> String {
    let (author, side, words): (String, String, String) = (get(row, "author"), get(row, "side"), get(row, "words"));
    let by = (get(row, "account_id"), author.as_str(), side.as_str());
    line::event(get(row, "ask_id"), &get::<String>(row, "event"), by, &words)
}

fn ask(row: &QueryResult) -> String {
    let form: AskForm = serde_json::from_str(&get::<String>(row, "form")).unwrap();
    let reason = match form {
        AskForm::Appointment { reason, .. } => reason,
        AskForm::Renewal { .. } | AskForm::Referral { .. } => "something else".to_owned(),
    };
    let (author, state): (String, String) = (get(row, "author"), get(row, "state"));
    line::ask(get(row, "id"), get(row, "patient_id"), (get(row, "account_id"), author.as_str()), &state, &reason)
}

fn draft(row: &QueryResult) -> String {
    let (place, words): (String, String) = (get(row, "place"), get(row, "words"));
    let said = if place.starts_with("ask ") {
        serde_json::from_str::<AskDraft>(&words).unwrap().said("reason")
    } else {
        serde_json::from_str::<Draft>(&words).unwrap().body
    };
    line::draft(get(row, "account_id"), &place, &said)
}

fn file(row: &QueryResult) -> String {
    let place = get::<Option<String>>(row, "place").map(|place| format!("at {place}"));
    let message = get::<Option<Uuid>>(row, "message_id").map(|message| format!("with message {message}"));
    let ask = get::<Option<Uuid>>(row, "ask_id").map(|ask| format!("with ask {ask}"));
    // Not more than one of them, or it is another line than any that is expected.
    let at: Vec<String> = [place, message, ask].into_iter().flatten().collect();
    let state: String = get(row, "state");
    let bytes = get::<Option<Vec<u8>>>(row, "bytes").unwrap_or_default();
    let said = if state == "clean" { String::from_utf8(bytes).unwrap() } else { state };
    line::file(get(row, "account_id"), &get::<String>(row, "name"), &at.join(" and "), &said)
}

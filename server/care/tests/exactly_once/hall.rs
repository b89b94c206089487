//! One clinic, in which many histories happen one after the other: its people, two nodes, and its tables.

use crate::model::{Deed, Form, Move, Person, Who, line};
use portal_care::messages::Place;
use portal_care::{CareError, Settings};
use portal_store::Db;
use portal_store::messages::miscounted;
use portal_store::outbox::NOBODY;
use portal_testkit::{Clinic, Database, Patient, Staff, World};
use portal_types::ask::{AskForm, DeskAskMove, NewAsk, Refusing};
use portal_types::ids::{AskId, IntentKey, PoolId, ThreadId};
use portal_types::message::Draft;
use sea_orm::{ConnectionTrait as _, QueryResult, Statement, TryGetable};
use serde::Serialize;
use std::future::poll_fn;
use std::task::Poll;
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

    /// Sends a form to this node or to the other one. `about`: which conversation or ask it is about.
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
                let mut new = NewAsk { intent, ..self.visit.clone() };
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

    /// What is typed into a form is kept.
    pub async fn half_write(&self, form: &Form, intent: IntentKey, about: Uuid) -> Result<(), CareError> {
        let draft = Draft::reply(form.deed.words().to_owned());
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
                       'answer-thread', 'make-ask', 'comment-ask', 'move-desk-ask')";
        let trail = |row: &QueryResult| {
            line::audit(get(row, "account_id"), &get::<String>(row, "action"), &get::<String>(row, "outcome"))
        };
        found.extend(self.lines(sql, since, trail).await);
        let miscounted = miscounted(&self.clinic.db().look()).await.unwrap();
        found.extend(miscounted.into_iter().map(|of| format!("a counter of {of} is wrong")));
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
    let kept: Draft = serde_json::from_str(&get::<String>(row, "words")).unwrap();
    line::draft(get(row, "account_id"), &get::<String>(row, "place"), &kept.body)
}

/// Does something until so many statements were begun and it was asked so often more how far it is; then it is let go,
/// as a door lets go what nobody waits for any more.
async fn cut_off<T>(db: &Db, statements: u64, later: u32, does: impl Future<Output = T>) -> Option<T> {
    let last = db.statements() + statements;
    let (mut does, mut left) = (Box::pin(does), later);
    poll_fn(|context| match does.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending if db.statements() < last => Poll::Pending,
        Poll::Pending if left == 0 => Poll::Ready(None),
        Poll::Pending => {
            left -= 1;
            Poll::Pending
        }
    })
    .await
}

//! The rows of a set, as the portal itself writes them: `store::messages` and `store::search` say what belongs
//! together.

use super::clinic::{Clinic, Pool};
use super::plan::Plan;
use super::thread::{DAY, State, Thread, id};
use crate::matching::{mixed, person};
use portal_store::search::Indexed;
use portal_types::day::Day;
use portal_types::field::name_key;
use portal_types::message::Topic;
use std::sync::Arc;
use tokio::sync::mpsc::{Receiver, channel};
use uuid::Uuid;

/// A value of a row.
pub(crate) enum Cell {
    Nothing,
    Id(Uuid),
    Number(i64),
    Flag(bool),
    Word(&'static str),
    Text(String),
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

impl From<Uuid> for Cell {
    fn from(value: Uuid) -> Self {
        Self::Id(value)
    }
}

impl From<i64> for Cell {
    fn from(value: i64) -> Self {
        Self::Number(value)
    }
}

impl From<bool> for Cell {
    fn from(value: bool) -> Self {
        Self::Flag(value)
    }
}

impl From<&'static str> for Cell {
    fn from(value: &'static str) -> Self {
        Self::Word(value)
    }
}

impl From<String> for Cell {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

/// A row.
pub(crate) type Row = Vec<Cell>;

/// Rows of a table.
pub(crate) struct Table<'a> {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static str,
    pub(crate) rows: Box<dyn Iterator<Item = Row> + 'a>,
}

fn name(patient: u32) -> String {
    let (_, details) = person(patient);
    format!("{} {}", details.given, details.family)
}

fn patient(plan: &Plan, number: u32) -> Row {
    let (_, details) = person(number);
    // Of age, so that her own account opens her chart.
    let born = Day::from_epoch((mixed(u64::from(number)) % 20_000).cast_signed() - 18_000);
    let unread = i64::from(plan.writers[number as usize].unread);
    vec![
        plan.ids(number).0.into(),
        name_key(&details.given).into(),
        name_key(&details.family).into(),
        details.given.into(),
        details.family.into(),
        born.to_string().into(),
        details.sex.code().into(),
        details.zip.into(),
        unread.into(),
        // None of them is private.
        unread.into(),
    ]
}

fn account(plan: &Plan, number: u32) -> Row {
    let (patient, account) = plan.ids(number);
    let (username, like) = (format!("set.{number}"), &plan.clinic.like);
    vec![
        account.into(),
        username.clone().into(),
        username.into(),
        like.password_hash.clone().into(),
        like.state.clone().into(),
        "en".into(),
        patient.into(),
        name(number).into(),
        like.terms_version.clone().into(),
        like.privacy_version.clone().into(),
        like.agreed_at.into(),
        like.created_at.into(),
    ]
}

fn contact(plan: &Plan, number: u32) -> Row {
    let (_, account) = plan.ids(number);
    vec![account.into(), "email".into(), format!("set.{number}@example.org").into(), plan.clinic.like.created_at.into()]
}

/// The inbox of a conversation.
fn pool<'a>(clinic: &'a Clinic, thread: &Thread) -> &'a Pool {
    &clinic.pools[thread.pool]
}

fn thread(plan: &Plan, of: &Thread) -> Row {
    let pool = pool(&plan.clinic, of);
    let topics = Topic::ALL.map(Topic::code);
    // Bills are for others.
    let topic = topics[(of.chance(6) % (topics.len() as u64 - 1)) as usize];
    let member = &pool.members[(of.chance(7) % pool.members.len() as u64) as usize];
    let (waiting, closed) = (of.state == State::Waiting, of.state == State::Closed);
    let due = of.due(pool);
    let shelf = match (of.state, of.chance(8) % 50) {
        (State::Read | State::Closed, 0) => "trash",
        (State::Read | State::Closed, 1..6) => "archive",
        _ => "inbox",
    };
    let taken = of.chance(9) % 10 < if waiting { 5 } else { 2 };
    vec![
        of.id().into(),
        plan.ids(of.patient).0.into(),
        pool.id.into(),
        topic.into(),
        of.subject().into(),
        of.at(0).into(),
        of.last_at.into(),
        i64::from(of.state == State::Unread).into(),
        waiting.into(),
        of.opened_at().into(),
        of.answered_at().into(),
        due.map(|day| day.to_string()).into(),
        due.map(Day::epoch).into(),
        false.into(),
        shelf.into(),
        closed.then_some(of.last_at + DAY / 4).into(),
        closed.then_some(member.id).into(),
        taken.then_some(member.id).into(),
        of.escalated_at(pool, plan.now).into(),
    ]
}

/// That the inbox of a conversation was told that it is late.
fn told(plan: &Plan, of: &Thread) -> Option<Row> {
    let pool = pool(&plan.clinic, of);
    let at = of.escalated_at(pool, plan.now)?;
    let (move_, patient) = (id(5, at, u64::from(of.number)), plan.ids(of.patient).0);
    Some(vec![move_.into(), of.id().into(), pool.id.into(), patient.into(), at.into(), "escalated".into()])
}

/// Everything but messages, in an order in which each row finds what it names.
pub(crate) fn tables(plan: &Plan) -> [Table<'_>; 5] {
    let patients = 0..plan.size.patients;
    [
        Table {
            name: "patients",
            columns: "id, given_key, family_key, given, family, born, sex, zip, unread_threads, unread_open",
            rows: Box::new(patients.clone().map(move |number| patient(plan, number))),
        },
        Table {
            name: "accounts",
            columns: "id, username, username_key, password_hash, state, lang, patient_id, display_name, terms_version, \
                      privacy_version, agreed_at, created_at",
            rows: Box::new(patients.clone().map(move |number| account(plan, number))),
        },
        Table {
            name: "account_contacts",
            columns: "account_id, channel, value, proven_at",
            rows: Box::new(patients.map(move |number| contact(plan, number))),
        },
        Table {
            name: "threads",
            columns: "id, patient_id, pool_id, topic, subject, created_at, last_at, unread, waiting, opened_at, \
                      answered_at, answer_by, due_day, private, shelf, closed_at, closed_by, assigned_to, escalated_at",
            rows: Box::new(plan.threads.iter().map(move |of| thread(plan, of))),
        },
        Table {
            name: "desk_moves",
            columns: "id, item_id, pool_id, patient_id, at, what",
            rows: Box::new(plan.threads.iter().filter_map(move |of| told(plan, of))),
        },
    ]
}

/// What waits in each inbox beside what did before.
pub(crate) fn waiting(plan: &Plan) -> Vec<(Uuid, usize)> {
    let of = |place: usize| plan.threads.iter().filter(|t| t.pool == place && t.state == State::Waiting).count();
    plan.clinic.pools.iter().enumerate().map(|(place, pool)| (pool.id, of(place))).collect()
}

/// The columns of a message.
pub(crate) const MESSAGE: &str = "id, thread_id, side, account_id, author, role, body, at, for_other";

/// A message, and the words by which it is found.
pub(crate) struct Said {
    pub(crate) row: Row,
    pub(crate) id: Uuid,
    pub(crate) thread: Uuid,
    pub(crate) at: i64,
    /// What the portal itself would write into its index.
    pub(crate) indexed: Indexed,
}

fn said(plan: &Plan, of: &Thread, n: u32) -> Said {
    let pool = pool(&plan.clinic, of);
    let (patient, account) = plan.ids(of.patient);
    let (id, thread, at) = (of.message(n), of.id(), of.at(n));
    let (body, subject) = of.text(n);
    let (side, account, author, role) = if of.by_team(n) {
        let member = &pool.members[(of.chance(u64::from(n) + 20_000) % pool.members.len() as u64) as usize];
        ("team", member.id, member.name.clone(), Some(member.role.clone()))
    } else {
        ("patient", account, name(of.patient), None)
    };
    let indexed = Indexed::of(patient, pool.id, &[&subject, &body, &author, &pool.practice]);
    Said {
        row: vec![
            id.into(),
            thread.into(),
            side.into(),
            account.into(),
            author.into(),
            role.into(),
            body.into(),
            at.into(),
            false.into(),
        ],
        id,
        thread,
        at,
        indexed,
    }
}

/// Messages at once from one processor to the other.
const CHUNK: usize = 5_000;

/// All messages in the order in which they were sent, so that those of one patient lie as far apart as they would.
/// Thought of on a thread of its own, while what was before is written down.
pub(crate) fn all_said(plan: &Arc<Plan>) -> Receiver<Vec<Said>> {
    let (teller, hearer) = channel(4);
    let plan = plan.clone();
    std::thread::spawn(move || {
        for chunk in plan.sent().chunks(CHUNK) {
            let said = chunk.iter().map(|(_, number, n)| said(&plan, &plan.threads[*number as usize], *n)).collect();
            // Nobody listens any more: somebody else says why.
            if teller.blocking_send(said).is_err() {
                return;
            }
        }
    });
    hearer
}

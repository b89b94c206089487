//! The first page of a chart, and that of all charts of somebody: what is asked of more than one part of them at once.

use crate::asks::Keys;
use crate::confidential;
use crate::db::all;
use crate::messages::{ListedThread, OWED, hidden};
use crate::{Reads, StoreError};
use portal_access::{Chart, Charts, Messages, View, Visits};
use portal_types::ids::{AskId, PatientId};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

/// What a page of all people says of one of them.
#[derive(Clone)]
pub struct Person {
    /// Whose chart.
    pub patient: PatientId,
    /// The newest thread with something unread.
    pub newest: Option<ListedThread>,
    /// Asks that wait for the patient.
    pub waits: i64,
    /// The next day by which an office is to answer, after 1970-01-01.
    pub due_day: Option<i64>,
    /// The next visit.
    pub visit: Option<NextVisit>,
}

#[derive(FromQueryResult)]
struct PersonRow {
    whose: Uuid,
    thread_due: Option<i64>,
    ask_due: Option<i64>,
    waits: i64,
    id: Option<Uuid>,
    subject: Option<String>,
    topic: Option<String>,
    practice: Option<String>,
    given: String,
    family: String,
    last_at: Option<i64>,
    unread: Option<i64>,
    waiting: Option<bool>,
    opened_at: Option<i64>,
    answered_at: Option<i64>,
    shelf: Option<String>,
    private: Option<bool>,
    closed_at: Option<i64>,
    answer_by: Option<String>,
    agreed: Option<Uuid>,
    agreed_at: Option<i64>,
    agreed_way: Option<String>,
    agreed_place: Option<String>,
    agreed_practice: Option<String>,
    noted_at: Option<i64>,
    noted_grain: Option<String>,
    noted_place: Option<String>,
    noted_practice: Option<String>,
}

impl PersonRow {
    fn visit(&self) -> Option<NextVisit> {
        let agreed = self.agreed_at.map(|at| NextVisit {
            ask: self.agreed,
            at,
            grain: "time".to_owned(),
            way: self.agreed_way.clone(),
            place: self.agreed_place.clone(),
            practice: self.agreed_practice.clone(),
        });
        let noted = self.noted_at.map(|at| NextVisit {
            ask: None,
            at,
            grain: self.noted_grain.clone().unwrap_or_default(),
            way: None,
            place: self.noted_place.clone(),
            practice: self.noted_practice.clone(),
        });
        soonest(agreed.into_iter().chain(noted))
    }

    fn newest(&self) -> Option<ListedThread> {
        Some(ListedThread {
            id: self.id?,
            patient_id: self.whose,
            subject: self.subject.clone()?,
            topic: self.topic.clone()?,
            practice: self.practice.clone()?,
            given: self.given.clone(),
            family: self.family.clone(),
            last_at: self.last_at?,
            unread: self.unread?,
            waiting: self.waiting?,
            opened_at: self.opened_at,
            answered_at: self.answered_at,
            shelf: self.shelf.clone()?,
            private: self.private?,
            closed_at: self.closed_at,
            answer_by: self.answer_by.clone(),
        })
    }

    fn person(self) -> Person {
        Person {
            newest: self.newest(),
            visit: self.visit(),
            patient: self.whose.into(),
            waits: self.waits,
            due_day: [self.thread_due, self.ask_due].into_iter().flatten().min(),
        }
    }
}

/// What a key that there is not opens: nothing.
const NOTHING: &str = "and 1 = 0";

/// What is asked of the charts that are opened alike: each condition begins with "and".
struct Alike<'a> {
    threads: &'static str,
    asks: Option<&'a Keys>,
    noted: String,
    patients: Vec<PatientId>,
}

/// Of each chart that one of the keys opens what is new, what waits, and the next visit after a moment: one statement,
/// however many charts there are. Charts that are opened alike are one part of it: the children of one account are, and a
/// part for each would be planned as often.
pub async fn household(
    db: &impl Reads,
    charts: &Charts<Messages>,
    asked: &[Keys],
    visits: &Charts<Visits>,
    after: i64,
) -> Result<Vec<Person>, StoreError> {
    let mut patients: Vec<PatientId> = charts.patients().collect();
    patients.extend(asked.iter().map(Keys::patient));
    patients.extend(visits.patients());
    patients.sort_unstable();
    patients.dedup();
    if patients.is_empty() {
        return Ok(Vec::new());
    }
    let mut groups: Vec<Alike> = Vec::new();
    for patient in patients {
        let view: Option<View> = charts.views().iter().find(|(of, _)| *of == patient).map(|(_, view)| *view);
        let threads = view.map_or(NOTHING, hidden);
        let asks = asked.iter().find(|keys| keys.patient() == patient);
        let noted = to_come(visits.views().iter().find(|(of, _)| *of == patient).map(|(_, view)| *view));
        let like = |group: &&mut Alike| {
            group.threads == threads && group.noted == noted && condition(group.asks) == condition(asks)
        };
        match groups.iter_mut().find(like) {
            Some(group) => group.patients.push(patient),
            None => groups.push(Alike { threads, asks, noted, patients: vec![patient] }),
        }
    }
    let mut values: Vec<Value> = vec![after.into()];
    let parts: Vec<String> = groups.into_iter().map(|group| part(group, &mut values)).collect();
    let rows: Vec<PersonRow> = all(db, &parts.join(" union all "), values).await?;
    Ok(rows.into_iter().map(PersonRow::person).collect())
}

/// What keys open of asks, with what that is asked with.
fn condition(keys: Option<&Keys>) -> (String, Vec<Value>) {
    let mut values = Vec::new();
    let hidden = keys.map_or_else(|| NOTHING.to_owned(), |keys| keys.hidden(&mut values));
    (hidden, values)
}

/// The rows of the charts that are opened alike. What it is to be asked with is added to the values, of which the first is
/// the moment.
fn part(group: Alike, values: &mut Vec<Value>) -> String {
    let Alike { threads, asks, noted, patients } = group;
    let asks = asks.map_or_else(|| NOTHING.to_owned(), |keys| keys.hidden(values));
    let places = values.len() + 1..=values.len() + patients.len();
    values.extend(patients.into_iter().map(|patient| Value::from(patient.0)));
    let whose: Vec<String> = places.map(|place| format!("${place}")).collect();
    let whose = whose.join(", ");
    format!(
        "select c.id as whose,
                (select min(t.due_day) from threads t where t.patient_id = c.id and {OWED} {threads}) as thread_due,
                (select min(a.due_day) from asks a
                 where a.patient_id = c.id and a.closed_at is null and a.due_day is not null {asks}) as ask_due,
                (select count(*) from asks a
                 where a.patient_id = c.id and a.closed_at is null and a.state = 'needs_info' {asks}) as waits,
                t.id, t.subject, t.topic, o.name as practice, c.given, c.family, t.last_at, t.unread, t.waiting,
                t.opened_at, t.answered_at, t.shelf, t.private, t.closed_at, t.answer_by,
                v.id as agreed, v.visit_at as agreed_at, v.visit_way as agreed_way, v.visit_place as agreed_place,
                (select o.name from pools p join practices o on o.id = p.practice_id where p.id = v.pool_id)
                    as agreed_practice,
                e.at as noted_at, e.grain as noted_grain, e.place as noted_place,
                (select o.name from practices o where o.id = e.practice_id) as noted_practice
         from patients c
         left join threads t on t.id = (
             select t.id from threads t where t.patient_id = c.id and t.unread > 0 {threads}
             order by t.last_at desc, t.id desc limit 1)
         left join pools p on p.id = t.pool_id left join practices o on o.id = p.practice_id
         left join asks v on v.id = (
             select a.id from asks a
             where a.patient_id = c.id and a.visit_at > $1 and a.closed_at is null {asks}
             order by a.visit_at, a.id limit 1)
         left join encounters e on e.id = (
             select t.id from encounters t where t.patient_id = c.id and t.at > $1 {noted}
             order by t.at, t.id limit 1)
         where c.id in ({whose})"
    )
}

/// A visit that is to come.
#[derive(Clone, FromQueryResult)]
pub struct NextVisit {
    ask: Option<Uuid>,
    /// When it begins, milliseconds UTC.
    pub at: i64,
    /// How exact that is.
    pub grain: String,
    /// How to meet, where it is known.
    pub way: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// The practice's name, where it is known.
    pub practice: Option<String>,
}

impl NextVisit {
    /// The ask by which it was agreed.
    pub fn ask(&self) -> Option<AskId> {
        self.ask.map(Into::into)
    }
}

/// The next visit after a moment: of those that were agreed on in an ask, and of those that the record has.
pub async fn next_visit(
    db: &impl Reads,
    asked: Option<&Keys>,
    visits: Option<&Chart<Visits>>,
    after: i64,
) -> Result<Option<NextVisit>, StoreError> {
    let (mut values, mut parts): (Vec<Value>, Vec<String>) = (Vec::new(), Vec::new());
    if let Some(keys) = asked {
        values.extend([keys.patient().0.into(), after.into()]);
        let hidden = keys.hidden(&mut values);
        parts.push(format!(
            "select * from (select a.id as ask, a.visit_at as at, 'time' as grain, a.visit_way as way,
                                   a.visit_place as place, o.name as practice
                            from asks a join pools p on p.id = a.pool_id join practices o on o.id = p.practice_id
                            where a.patient_id = $1 and a.visit_at > $2 and a.closed_at is null {hidden}
                            order by a.visit_at, a.id limit 1) w"
        ));
    }
    if let Some(chart) = visits {
        let (whose, from) = (values.len() + 1, values.len() + 2);
        values.extend([chart.patient().0.into(), after.into()]);
        let hidden = to_come(Some(chart.view()));
        parts.push(format!(
            "select * from (select cast(null as uuid) as ask, t.at, t.grain, cast(null as text) as way, t.place,
                                   o.name as practice
                            from encounters t left join practices o on o.id = t.practice_id
                            where t.patient_id = ${whose} and t.at > ${from} {hidden}
                            order by t.at, t.id limit 1) w"
        ));
    }
    if parts.is_empty() {
        return Ok(None);
    }
    let found: Vec<NextVisit> = all(db, &parts.join(" union all "), values).await?;
    Ok(soonest(found))
}

/// The condition that keeps visits of the record `t` that a key does not open out of a query, and those that are not to
/// come; begins with "and".
fn to_come(view: Option<View>) -> String {
    // Of parts of them that somebody may draw for appointments nothing is known here.
    let Some(view) = view.filter(|view| view.limit().is_none()) else { return NOTHING.to_owned() };
    format!("and t.status in ('planned', 'booked', 'arrived') {}", confidential::hidden(view, "t.id", None))
}

/// The first of them. Of two at one moment the one that was agreed on here: it leads somewhere.
fn soonest(visits: impl IntoIterator<Item = NextVisit>) -> Option<NextVisit> {
    visits.into_iter().min_by_key(|visit| (visit.at, visit.ask.is_none()))
}

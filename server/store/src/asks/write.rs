//! What is written of asks. The row of an ask is held before anything of it is changed; a pool counts what waits in the
//! transaction that changes it, after the row of the ask.

use super::{ActingKeys, Head, Keys};
use crate::messages::{Author, side_code};
use crate::{StoreError, Tx};
use portal_access::{Acting, Scope};
use portal_types::ask::{AskHappened, AskKind, AskState, Refusing, TimeOutcome, VisitKind};
use portal_types::day::Day;
use portal_types::ids::{AskId, PatientId, PoolId, ProviderId};
use portal_types::message::Side;
use sea_orm::Value;
use uuid::Uuid;

/// Whether an ask in this state waits for the team: then its pool counts it.
pub(super) fn waits(state: AskState) -> bool {
    state.waits_for() == Some(Side::Team)
}

/// Counts what waits in a pool up or down.
async fn count(tx: &Tx, pool: PoolId, by: i64) -> Result<(), StoreError> {
    let sql = "update pools set asks_waiting = asks_waiting + $1 where id = $2";
    tx.run(sql, [by.into(), pool.0.into()]).await?;
    Ok(())
}

/// A prescription that is asked for. Has no `Debug`.
pub struct NewDrug {
    /// Which line of the list of medicines.
    pub drug: Uuid,
    /// Its name.
    pub name: String,
    /// For how many days there is some left.
    pub days_left: Option<u16>,
}

/// An ask that begins. Has no `Debug`.
pub struct Begun {
    /// Its id.
    pub id: AskId,
    /// What is asked for.
    pub kind: AskKind,
    /// In which shared inbox.
    pub pool: PoolId,
    /// The clinician it is for, if it must be this one.
    pub provider: Option<ProviderId>,
    /// What was written, as it is kept.
    pub form: String,
    /// The prescriptions of a renewal.
    pub drugs: Vec<NewDrug>,
    /// Whether the patient keeps it for herself.
    pub private: bool,
    /// The day by which it is answered.
    pub due: Day,
}

async fn put_drugs(tx: &Tx, ask: AskId, drugs: &[NewDrug]) -> Result<(), StoreError> {
    for (place, drug) in (0_i16..).zip(drugs) {
        tx.run(
            "insert into ask_drugs (ask_id, place, medication_id, name, days_left) values ($1, $2, $3, $4, $5)",
            [
                ask.0.into(),
                place.into(),
                drug.drug.into(),
                drug.name.as_str().into(),
                drug.days_left.and_then(|days| i16::try_from(days).ok()).into(),
            ],
        )
        .await?;
    }
    Ok(())
}

/// Begins an ask: it is submitted, and its pool has one more to work on.
pub async fn insert<S: Scope>(
    tx: &Tx,
    chart: &Acting<S>,
    begun: Begun,
    author: &Author,
    now: i64,
) -> Result<(), StoreError> {
    tx.run(
        "insert into asks (id, patient_id, pool_id, provider_id, kind, state, private, account_id, author, for_other,
             form, made_at, last_at, due_day, first_due_day)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $13)",
        [
            begun.id.0.into(),
            chart.patient().0.into(),
            begun.pool.0.into(),
            begun.provider.map(|provider| provider.0).into(),
            begun.kind.code().into(),
            AskState::Submitted.code().into(),
            begun.private.into(),
            author.account.0.into(),
            author.name.as_str().into(),
            author.for_other.into(),
            begun.form.into(),
            now.into(),
            begun.due.epoch().into(),
        ],
    )
    .await?;
    put_drugs(tx, begun.id, &begun.drugs).await?;
    count(tx, begun.pool, 1).await
}

/// Writes an ask that is held anew: what was written, and for whom. Whoever has read it before has read another version.
pub async fn rewrite(tx: &Tx, head: &Head, form: String, provider: Option<ProviderId>) -> Result<(), StoreError> {
    let changed = tx
        .run(
            "update asks set form = $1, provider_id = $2, version = version + 1 where id = $3 and version = $4",
            [form.into(), provider.map(|provider| provider.0).into(), head.id.0.into(), head.version.into()],
        )
        .await?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Takes other prescriptions into a renewal that is held, in place of all those that it had.
pub async fn replace_drugs(tx: &Tx, head: &Head, drugs: &[NewDrug]) -> Result<(), StoreError> {
    tx.run("delete from ask_drugs where ask_id = $1", [head.id.0.into()]).await?;
    put_drugs(tx, head.id, drugs).await
}

/// How an ask stands from now on. Has no `Debug`.
#[derive(Clone)]
pub struct Saved {
    /// How it stands.
    pub state: AskState,
    /// The day by which it is answered.
    pub due: Option<Day>,
    /// Whether something has happened that the patient's side has not seen.
    pub news: bool,
    /// Whether the team has opened it.
    pub opened: bool,
    /// Why it was declined.
    pub refused: Option<(Refusing, String)>,
    /// The visit that is agreed: when it begins, for how many minutes, how, and where.
    pub visit: Option<(i64, i16, String, String)>,
    /// The authorization: number, visits, first and last day.
    pub authorization: Option<(String, i16, Day, Day)>,
    /// How many of its visits have been.
    pub used: i16,
}

/// Saves how an ask that is held stands from now on; `Conflict` if it was not held, and has changed.
pub async fn save(tx: &Tx, head: &Head, saved: Saved, now: i64) -> Result<(), StoreError> {
    let (reason, reason_words) = saved.refused.map_or((None, String::new()), |(why, words)| (Some(why.code()), words));
    let visit = saved.visit.map(|(at, minutes, way, place)| (Some(at), Some(minutes), Some(way), Some(place)));
    let (visit_at, minutes, way, place) = visit.unwrap_or_default();
    let authorization = saved
        .authorization
        .map(|(number, visits, from, to)| (Some(number), Some(visits), Some(from.to_string()), Some(to.to_string())));
    let (number, visits, from, to) = authorization.unwrap_or_default();
    let closed = saved.state.is_closed().then(|| head.closed_at.unwrap_or(now));
    let values: [Value; 19] = [
        saved.state.code().into(),
        saved.due.map(Day::epoch).into(),
        saved.news.into(),
        saved.opened.then(|| head.opened_at.unwrap_or(now)).into(),
        reason.into(),
        reason_words.into(),
        visit_at.into(),
        minutes.into(),
        way.into(),
        place.into(),
        number.into(),
        visits.into(),
        saved.used.into(),
        from.into(),
        to.into(),
        closed.into(),
        now.into(),
        head.id.0.into(),
        head.state.code().into(),
    ];
    let changed = tx
        .run(
            "update asks set state = $1, due_day = $2, news = $3, opened_at = $4, reason = $5, reason_words = $6,
                 visit_at = $7, visit_minutes = $8, visit_way = $9, visit_place = $10, auth_number = $11,
                 auth_visits = $12, auth_used = $13, auth_from = $14, auth_to = $15, closed_at = $16, last_at = $17,
                 escalated_at = case when due_day is not distinct from $2 then escalated_at end
             where id = $18 and state = $19",
            values,
        )
        .await?;
    if changed != 1 {
        return Err(StoreError::Conflict);
    }
    match (head.waits(), waits(saved.state)) {
        (false, true) => count(tx, head.pool, 1).await,
        (true, false) => count(tx, head.pool, -1).await,
        (true, true) | (false, false) => Ok(()),
    }
}

/// Decides about a prescription of an ask that is held: a reason and words, where it is a no. `false` if it has none at
/// this place, or one that is decided.
pub async fn decide(
    tx: &Tx,
    head: &Head,
    place: i16,
    why: Option<&(Refusing, String)>,
    now: i64,
) -> Result<bool, StoreError> {
    let outcome = if why.is_some() { "declined" } else { "approved" };
    let decided = tx
        .run(
            "update ask_drugs set outcome = $1, why = $2, why_words = $3, decided_at = $4
             where ask_id = $5 and place = $6 and outcome is null",
            [
                outcome.into(),
                why.map(|(reason, _)| reason.code()).into(),
                why.map(|(_, words)| words.as_str()).unwrap_or_default().into(),
                now.into(),
                head.id.0.into(),
                place.into(),
            ],
        )
        .await?;
    Ok(decided == 1)
}

/// A time that is proposed. Has no `Debug`.
pub struct NewTime {
    /// Its id.
    pub id: Uuid,
    /// When it begins, milliseconds UTC.
    pub starts_at: i64,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// How to meet.
    pub way: VisitKind,
    /// Where; may be empty.
    pub place: String,
}

/// Proposes times for an ask that is held, in a round of their own.
pub async fn propose(tx: &Tx, head: &Head, round: i16, times: Vec<NewTime>) -> Result<(), StoreError> {
    for time in times {
        tx.run(
            "insert into ask_times (id, ask_id, round, starts_at, minutes, way, place)
             values ($1, $2, $3, $4, $5, $6, $7)",
            [
                time.id.into(),
                head.id.0.into(),
                round.into(),
                time.starts_at.into(),
                i16::try_from(time.minutes).unwrap_or(i16::MAX).into(),
                time.way.code().into(),
                time.place.into(),
            ],
        )
        .await?;
    }
    Ok(())
}

/// What became of the times of an ask that is held and that nobody has answered yet: one is taken, if one is named, and the
/// others are passed over.
pub async fn settle_times(tx: &Tx, head: &Head, taken: Option<Uuid>) -> Result<(), StoreError> {
    let set = "update ask_times set outcome = $1 where ask_id = $2 and outcome is null";
    if let Some(time) = taken {
        let values: [Value; 3] = [TimeOutcome::Taken.code().into(), head.id.0.into(), time.into()];
        tx.run(&format!("{set} and id = $3"), values).await?;
    }
    tx.run(set, [TimeOutcome::Passed.code().into(), head.id.0.into()]).await?;
    Ok(())
}

/// Something that has happened to an ask, to be kept for ever. Has no `Debug`: its words are about somebody's health.
pub struct Event {
    /// Its id.
    pub id: Uuid,
    /// To which ask.
    pub ask: AskId,
    /// Whose chart.
    pub patient: PatientId,
    /// What happened.
    pub what: AskHappened,
    /// How it stood.
    pub before: AskState,
    /// How it stands.
    pub after: AskState,
    /// From which side.
    pub side: Side,
    /// Who did it.
    pub author: Author,
    /// The reason of a no.
    pub reason: Option<Refusing>,
    /// What was said.
    pub words: String,
    /// The day by which it is answered from now on.
    pub due: Option<Day>,
}

/// Appends an event, in the transaction of the change it tells of.
pub async fn append(tx: &Tx, event: Event, now: i64) -> Result<(), StoreError> {
    tx.run(
        "insert into ask_events (id, ask_id, patient_id, at, event, before, after, side, account_id, author, role,
             for_other, reason, words, due_day)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        [
            event.id.into(),
            event.ask.0.into(),
            event.patient.0.into(),
            now.into(),
            event.what.code().into(),
            event.before.code().into(),
            event.after.code().into(),
            side_code(event.side).into(),
            event.author.account.0.into(),
            event.author.name.into(),
            event.author.role.map(|role| role.code()).into(),
            event.author.for_other.into(),
            event.reason.map(Refusing::code).into(),
            event.words.into(),
            event.due.map(Day::epoch).into(),
        ],
    )
    .await?;
    Ok(())
}

/// The patient has seen how an ask stands, or somebody for her.
pub async fn mark_seen(tx: &Tx, keys: &Keys, ask: AskId) -> Result<(), StoreError> {
    let mut values: Vec<Value> = vec![ask.0.into(), keys.patient().0.into()];
    let hidden = keys.hidden(&mut values);
    let sql = format!("update asks as a set news = false where a.id = $1 and a.patient_id = $2 and a.news {hidden}");
    tx.run(&sql, values).await?;
    Ok(())
}

/// The patient keeps an ask for herself from now on, or shows it to her representatives. `false` if it is so already.
pub async fn keep_private(tx: &Tx, keys: &ActingKeys, ask: AskId, private: bool) -> Result<bool, StoreError> {
    let mut values: Vec<Value> = vec![private.into(), ask.0.into(), keys.patient().0.into()];
    let hidden = keys.hidden(&mut values);
    let sql = format!(
        "update asks as a set private = $1
         where a.id = $2 and a.patient_id = $3 and a.private <> $1 {hidden}"
    );
    Ok(tx.run(&sql, values).await? == 1)
}

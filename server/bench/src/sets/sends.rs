//! Sending in a set, all of it: the message with its words, the day it is due, the audit entry, and a letter where a
//! team answers. As a multiple of one durable write.

use super::house::about;
use super::thread::Thread;
use super::{Base, Open};
use crate::Failure;
use crate::baseline::durable_writes;
use crate::client::{Ask, Connection, quantile};
use crate::rounds::{Bench, ROUNDS, say};
use crate::run::{TEXT, intent};
use crate::table::Target;
use std::path::Path;
use std::time::Instant;

/// So many durable writes it may take at most.
const MOST: f64 = 7.0;
/// Of each kind in a round; a quarter of it in a quick one.
const SENDS: usize = 100;

/// Who sends in a set.
struct Senders<'a> {
    /// Conversations of people who each write once in a round.
    written: Vec<&'a Thread>,
    writers: Vec<String>,
    /// Conversations of people who are each answered once: whoever was told a moment ago is not told again.
    answered: Vec<&'a Thread>,
    desk: String,
    /// Microseconds of each.
    replies: Vec<f64>,
    answers: Vec<f64>,
}

async fn senders<'a>(open: &'a Open<'_>, many: usize) -> Result<Senders<'a>, Failure> {
    let (house, plan) = (open.house, &open.house.plan);
    let written = plan.one_each(many, |thread| plan.is_open(thread));
    // The desk that was let in answers the first inbox.
    let answered = plan.one_each(many * (ROUNDS as usize + 1), |thread| thread.pool == 0);
    let accounts = written.iter().map(|thread| plan.ids(thread.patient).1);
    let (writers, desk) = (house.sessions("writer", accounts).await?, house.at_a_desk("answers").await?);
    Ok(Senders { written, writers, answered, desk, replies: Vec::new(), answers: Vec::new() })
}

/// Asks, and tells how long it took, microseconds.
async fn timed(connection: &mut Connection, ask: &Ask, what: &str) -> Result<f64, Failure> {
    let start = Instant::now();
    let answer = connection.ask(ask).await?;
    let took = start.elapsed().as_secs_f64() * 1e6;
    answer.json(what)?;
    Ok(took)
}

/// A round in a set. The one before the first warms up.
async fn round(of: &mut Senders<'_>, open: &Open<'_>, round: u32, many: usize) -> Result<(), Failure> {
    let mut connection = Connection::to(open.portal.port);
    let (mut replies, mut answers) = (Vec::new(), Vec::new());
    for (turn, (thread, session)) in of.written.iter().zip(&of.writers).enumerate() {
        let (id, intent) = (thread.id().to_string(), intent(5, round, turn as u64));
        let patient = open.house.plan.ids(thread.patient).0;
        // As the form sends it: it lists its files, of which there are none.
        let fields = [("thread", id.as_str()), ("body", TEXT), ("lists", "1"), ("intent", intent.as_str())];
        let ask = about("messages/reply", patient, &fields, session)?;
        replies.push(timed(&mut connection, &ask, "a reply").await?);
    }
    for (turn, thread) in of.answered.iter().skip(round as usize * many).take(many).enumerate() {
        let (id, intent) = (thread.id().to_string(), intent(6, round, turn as u64));
        // As the form sends it: it lists its files, of which there are none.
        let fields = [("thread", id.as_str()), ("body", TEXT), ("lists", "1"), ("intent", intent.as_str())];
        let ask = Ask::post("/api/desk/reply", &fields).signed_in(&of.desk)?;
        answers.push(timed(&mut connection, &ask, "an answer").await?);
    }
    if round > 0 {
        of.replies.extend(replies);
        of.answers.extend(answers);
    }
    Ok(())
}

/// Measures it in all houses in turns.
pub(crate) async fn measure(
    bench: &mut Bench,
    open: &[Open<'_>],
    folder: &Path,
    base: &Base,
    quick: bool,
) -> Result<(), Failure> {
    let many = if quick { SENDS / 4 } else { SENDS };
    let mut all = Vec::new();
    for open in open {
        all.push((senders(open, many).await?, letters(open).await?));
    }
    let mut b4 = Vec::new();
    for turn in 0..=ROUNDS {
        say(&format!("sends of the sets on {}: round {turn} of {ROUNDS}", base.called()))?;
        b4.extend(durable_writes(folder, bench.slice / 2)?);
        for (open, (of, _)) in open.iter().zip(&mut all) {
            round(of, open, turn, many).await?;
        }
    }
    b4.sort_by(f64::total_cmp);
    let durable = quantile(&b4, 0.5);
    for (open, (mut of, before)) in open.iter().zip(all) {
        let (set, letters) = (open.house.plan.size.name, letters(open).await? - before);
        let t = &mut bench.table;
        for (what, times) in [("reply", &mut of.replies), ("answer and letter", &mut of.answers)] {
            times.sort_by(f64::total_cmp);
            let disk = (quantile(times, 0.5) - durable).max(0.0) / (MOST - 1.0);
            let called = format!("{what} in {set}, {}", base.called());
            let what = |figure: &str| format!("{what} in {set}, {}, {figure}, alone", base.called());
            t.beside(&what("p50"), quantile(times, 0.5), "us", ("B4", durable), Target::RatioAtMost(MOST));
            t.beside(&what("p95"), quantile(times, 0.95), "us", ("B4", quantile(&b4, 0.95)), Target::None);
            // A send waits for the disk once; what else it takes is the same on any disk.
            t.remark(format!("{called}: at most {MOST} times B4 on a disk where B4 is {disk:.0} us or more."));
        }
        let answers = of.answered.len().min(many * (ROUNDS as usize + 1));
        t.remark(format!("{answers} answers in {set} on {} were told of by {letters} letters.", base.called()));
    }
    Ok(())
}

/// Letters about charts.
async fn letters(open: &Open<'_>) -> Result<i64, Failure> {
    open.house.count("select count(*) as many from outbox where patient_id is not null").await
}

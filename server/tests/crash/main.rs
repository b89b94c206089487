//! The server is killed (SIGKILL) at random moments while people write to each other, and started again. What was
//! acknowledged is there, exactly once, with the file that was put to it; what was not is there once or not at all; nothing
//! is there by halves.
//!
//! `LINDEN_KILLS` says how often (40 unless said); `LINDEN_TEST_POSTGRES` names a PostgreSQL server for the second test.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod check;
mod people;
mod place;
mod web;

use people::{Op, Person};
use place::Place;
use portal_gateways::Chance;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[expect(clippy::disallowed_methods, reason = "how often to kill is the caller's to say")]
fn kills() -> usize {
    std::env::var("LINDEN_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(40)
}

/// Checks the tables every so many kills, besides at the end.
const CHECK_EVERY: usize = 5;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_acknowledged_message_is_lost_to_a_kill_on_sqlite() {
    survives(Place::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_acknowledged_message_is_lost_to_a_kill_on_postgres() {
    match Place::postgres().await {
        Some(place) => survives(place).await,
        None => place::say("skipped: no PostgreSQL"),
    }
}

async fn survives(mut place: Place) {
    let kills = kills();
    let chance = Chance::seeded(u64::from(std::process::id()));
    place.start().await;
    let clinic = Arc::new(people::arrive(&place).await);
    let journal: Arc<Mutex<Vec<Op>>> = Arc::default();
    let tasks: Vec<_> = (0..clinic.people.len())
        .map(|n| tokio::spawn(people::live(clinic.clone(), n, place.up.subscribe(), journal.clone())))
        .collect();

    for kill in 1..=kills {
        let wait = 40 + u64::from(u16::from_le_bytes(chance.bytes()) % 400);
        tokio::time::sleep(Duration::from_millis(wait)).await;
        place.kill().await;
        if kill % CHECK_EVERY == 0 || kill == kills {
            let so_far = journal.lock().unwrap().clone();
            check::tables(&place, &so_far).await;
        }
        place.start().await;
        let so_far = journal.lock().unwrap().clone();
        check::replies_again(&clinic.people, &so_far).await;
    }

    clinic.stop.store(true, Ordering::SeqCst);
    for task in tasks {
        task.await.expect("nobody was told anything wrong");
    }
    place.kill().await;
    let journal = journal.lock().unwrap().clone();
    let acknowledged = journal.iter().filter(|op| op.reply.is_some()).count();
    let unknown = journal.len() - acknowledged;
    check::tables(&place, &journal).await;
    place::say(&format!("{kills} kills, {acknowledged} messages acknowledged, {unknown} with an unknown end"));
    assert!(acknowledged > kills, "hardly anything was written: {acknowledged}");
    let with_files = journal.iter().filter(|op| op.attached && op.reply.is_some()).count();
    assert!(with_files > 0, "no message was acknowledged with a file: the test is blind");
    assert!(journal.iter().any(|op| op.cut_off), "no kill ever hit a request: the test is blind");
    place.leave().await;
}

/// Everybody at the clinic, known to the tasks and to the checks.
struct Everybody {
    people: Vec<Person>,
    stop: std::sync::atomic::AtomicBool,
}

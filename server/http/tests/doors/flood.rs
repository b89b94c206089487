//! One guess at each of ten thousand usernames: from one address, from fifty, from five thousand.
//!
//! Takes minutes: `./dev test --long`, or `cargo test -p portal-http --test doors -- --ignored flood`.
#![expect(clippy::print_stdout, reason = "the figures are what it is run for")]

use crate::{Ask, House};
use axum::http::StatusCode;
use portal_testkit::{Patient, seconds};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

const NAMES: usize = 10_000;

/// An address of its own for each number.
fn address(number: usize) -> String {
    format!("198.{}.{}.{}", 18 + number / 62_500, number / 250 % 250, number % 250 + 1)
}

fn guess(name: usize, from: usize) -> Ask {
    let form = format!("username=somebody.number.{name}&password=not+the+right+password");
    Ask::post("/api/accounts/sign-in", &form).from(&address(from))
}

/// How many of the guesses were stopped at the door.
async fn stopped(house: &House, addresses: usize) -> usize {
    let mut stopped = 0;
    for name in 0..NAMES {
        let before = house.clinic.statements();
        if house.ask(guess(name, name % addresses)).await.status == StatusCode::TOO_MANY_REQUESTS {
            assert_eq!(house.clinic.statements(), before, "before anything was looked up or hashed");
            stopped += 1;
        }
    }
    stopped
}

#[tokio::test]
#[ignore = "takes minutes: ./dev test --long"]
async fn flood_from_few_addresses_is_stopped_at_the_door() {
    // Each address has ten tries at once and one more after six seconds.
    for (addresses, least) in [(1, 0.99), (50, 0.90)] {
        let house = House::open().await;
        let share = stopped(&house, addresses).await as f64 / NAMES as f64;
        println!("from {addresses}: {:.1} % stopped before hashing", share * 100.0);
        assert!(share >= least, "from {addresses}: {share}");
    }
}

/// Signs in on a known device; milliseconds.
async fn signs_in(house: &House, ada: &Patient, from: usize) -> f64 {
    let known = ada.visitor().known.unwrap();
    let form = format!("username={}&password={}", ada.username, portal_testkit::PASSWORD.replace(' ', "+"));
    let ask =
        Ask::post("/api/accounts/sign-in", &form).from(&address(from)).with("cookie", &format!("__Host-known={known}"));
    let start = Instant::now();
    let reply = house.ask(ask).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    start.elapsed().as_secs_f64() * 1e3
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes minutes: ./dev test --long"]
async fn flood_from_thousands_of_addresses_leaves_known_devices_their_door() {
    let house = Arc::new(House::open().await);
    let ada = house.clinic.patient("Ada").await;
    ada.signs_in_and_is_known().await.unwrap();
    let mut idle = Vec::new();
    for n in 0..15 {
        house.clinic.later(seconds(1));
        idle.push(signs_in(&house, &ada, 20_000 + n).await);
    }
    let (next, over) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let mut bots = Vec::new();
    for _ in 0..200 {
        let (house, next, over) = (house.clone(), next.clone(), over.clone());
        bots.push(tokio::spawn(async move {
            let mut seen = [0usize; 3];
            loop {
                // Until the last sign-in is measured, however many guesses that takes.
                let name = next.fetch_add(1, Ordering::SeqCst);
                if over.load(Ordering::SeqCst) {
                    return seen;
                }
                let status = house.ask(guess(name, name % 5_000)).await.status;
                // The way over the network and back: thousands of guesses a second all the same.
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                seen[match status {
                    StatusCode::UNAUTHORIZED => 0,
                    StatusCode::TOO_MANY_REQUESTS => 1,
                    StatusCode::SERVICE_UNAVAILABLE => 2,
                    other => panic!("{other}"),
                }] += 1;
            }
        }));
    }
    let mut busy = Vec::new();
    for n in 0..15 {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        busy.push(signs_in(&house, &ada, 30_000 + n).await);
    }
    over.store(true, Ordering::SeqCst);
    let mut all = [0; 3];
    for bot in bots {
        for (sum, seen) in all.iter_mut().zip(bot.await.unwrap()) {
            *sum += seen;
        }
    }
    let [wrong, slowed, full] = all;
    let (idle, busy) = (median(idle), median(busy));
    println!(
        "from 5,000: {wrong} hashed, {slowed} stopped at the door, {full} told to come back; a known device signs in in \
         {busy:.0} ms, {idle:.0} ms when nothing is on: {:.1} times",
        busy / idle
    );
    assert!(full > 0, "more than can be hashed");
    assert!(busy <= idle * 3.0, "{busy} ms beside {idle} ms");
    assert_eq!(house.ask(Ask::get("/practices")).await.status, StatusCode::OK);
}

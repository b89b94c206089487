//! Whether time tells what words and statements do not: thousands of tries at what exists and at what does not, by turns.
//!
//! The optimised build is measured, as it is what answers strangers: unoptimised, reading one row into a struct takes
//! longer than all that an index does, and hides or shows differences that nobody can measure from outside.
//!
//! Takes minutes: `./dev test --long`, or `cargo test --release --workspace --exclude frontend --test timing -- --ignored
//! --nocapture --test-threads 1`.
#![expect(clippy::print_stdout, reason = "the figures are what it is run for")]

use portal_care::accounts;
use portal_testkit::{Clinic, Record, days, hours};
use portal_types::account::Role;
use portal_types::registry::Way;
use std::time::Instant;

/// Tries at each of the two.
const TRIES: usize = 2_000;
/// People, so that no ladder or budget is reached that would change the work.
const PEOPLE: usize = 40;

/// How often a time of the first kind is longer than one of the second (Mann-Whitney): 0.5 if they cannot be told apart.
fn auc(one: &[f64], other: &[f64]) -> f64 {
    let mut all: Vec<(f64, bool)> = one.iter().map(|t| (*t, true)).chain(other.iter().map(|t| (*t, false))).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let ranks: f64 = all.iter().enumerate().filter(|(_, (_, first))| *first).map(|(rank, _)| rank as f64 + 1.0).sum();
    let (n, m) = (one.len() as f64, other.len() as f64);
    (ranks - n * (n + 1.0) / 2.0) / (n * m)
}

fn median(times: &[f64]) -> f64 {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Takes turns, in an order that is as often the one way round as the other, and judges. Of the first tries nothing counts.
async fn told_apart(what: &str, mut turn: impl AsyncFnMut(usize, bool) -> f64) {
    let (mut there, mut nowhere) = (Vec::new(), Vec::new());
    for n in 0..TRIES + 50 {
        for known in [n % 2 == 0, n % 2 != 0] {
            let time = turn(n, known).await;
            if n >= 50 {
                if known { there.push(time) } else { nowhere.push(time) }
            }
        }
    }
    let (auc, gap) = (auc(&there, &nowhere), (median(&there) - median(&nowhere)).abs());
    println!("{what}: AUC {auc:.3}, medians {gap:.3} ms apart, {:.3} ms each", median(&there));
    // 0.53 is 3.3 standard deviations of chance at 2,000 and 2,000.
    assert!((auc - 0.5).abs() <= 0.03, "{what}: AUC {auc:.3}");
    assert!(gap <= 0.25, "{what}: medians {gap:.3} ms apart");
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}

#[tokio::test]
#[ignore = "takes minutes: ./dev test --long"]
async fn enumeration_by_signing_in() {
    let clinic = Clinic::open().await;
    let mut names = Vec::new();
    for _ in 0..PEOPLE {
        names.push(clinic.patient("Ada").await.username);
    }
    clinic.outbox().await;
    told_apart("signing in", async |n, known| {
        if n % PEOPLE == 0 && known {
            clinic.later(hours(2));
        }
        // Of one length, as many of them, tried as often.
        let name = &names[n % PEOPLE];
        let name = if known { name.clone() } else { format!("x{}", &name[1..]) };
        let visitor = clinic.visitor();
        let start = Instant::now();
        let answer = accounts::sign_in(clinic.portal(), &visitor, &name, "not the right password", None).await;
        let time = milliseconds(start);
        assert!(matches!(answer, Err(portal_care::CareError::WrongCredentials)), "no ladder in between");
        time
    })
    .await;
    clinic.outbox().await;
}

#[tokio::test]
#[ignore = "takes minutes: ./dev test --long"]
async fn enumeration_by_forgetting_the_password() {
    let clinic = Clinic::open().await;
    let mut names = Vec::new();
    for _ in 0..PEOPLE {
        names.push(clinic.patient("Ada").await.username);
    }
    told_apart("forgetting the password", async |n, known| {
        if n % PEOPLE == 0 && known {
            // Five links a day.
            clinic.later(hours(6));
        }
        let name = &names[n % PEOPLE];
        let name = if known { name.clone() } else { format!("x{}", &name[1..]) };
        let visitor = clinic.visitor();
        let start = Instant::now();
        accounts::forgot_password(clinic.portal(), &visitor, &name).await.unwrap();
        milliseconds(start)
    })
    .await;
    clinic.outbox().await;
}

#[tokio::test]
#[ignore = "takes minutes: ./dev test --long"]
async fn enumeration_by_an_activation_code() {
    let clinic = Clinic::open().await;
    let desk = clinic.staff(Role::FrontDesk, &[&clinic.cardiology]).await;
    let mut codes = Vec::new();
    for _ in 0..PEOPLE {
        let id = clinic.keeps(&clinic.record("Ada")).await;
        let made = desk.invites(id, Way::Letter, None, clinic.cardiology.id).await.unwrap();
        codes.push(made.code.unwrap());
    }
    told_apart("an activation code", async |n, known| {
        if n % (4 * PEOPLE) == 0 && known {
            // The fifth wrong birth date of an hour freezes a code.
            clinic.later(hours(1));
        }
        let random = [n.to_le_bytes(), [7; 8]].concat();
        let unknown = portal_types::code::ActivationCode::draw(std::array::from_fn(|i| random[i])).printed();
        let code = if known { &codes[n % PEOPLE] } else { &unknown };
        let mut stranger = clinic.somebody();
        let start = Instant::now();
        let answer = stranger.activates(code, "1980-06-09").await;
        let time = milliseconds(start);
        assert!(matches!(answer, Err(portal_care::CareError::WrongCredentials)));
        time
    })
    .await;
    clinic.outbox().await;
}

#[tokio::test]
#[ignore = "takes minutes: ./dev test --long"]
async fn enumeration_by_enrolling() {
    let clinic = Clinic::open().await;
    let mut there: Vec<Record> = Vec::new();
    let mut nowhere: Vec<Record> = Vec::new();
    for n in 0..PEOPLE {
        let record = clinic.record("Ada");
        clinic.keeps(&record).await;
        // Born on a day of his own, like everybody else.
        let mut nobody = clinic.record("Ada");
        nobody.family = format!("{}{}", nobody.family, ["ka", "lo", "mi", "nu"][n % 4]);
        there.push(record);
        nowhere.push(nobody);
    }
    told_apart("enrolling", async |n, known| {
        if n % (5 * PEOPLE) == 0 && known {
            // Six codes a day for one record.
            clinic.later(days(1));
            clinic.outbox().await;
        }
        let record = if known { &there[n % PEOPLE] } else { &nowhere[n % PEOPLE] };
        let mut stranger = clinic.somebody();
        stranger.starts(&record.born).await.unwrap();
        let start = Instant::now();
        stranger.details(record).await.unwrap();
        milliseconds(start)
    })
    .await;
    clinic.outbox().await;
}

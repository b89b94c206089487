//! What an account may do is counted once: whoever goes on at the other node may do no more of it, and is told the same.
//!
//! How many messages somebody sends and how many requests she makes has no limit of its own, at no node: only the budget of
//! her address (`http/src/limits.rs`), which is each node's own, and so are the two files that an account sends at one time.

use crate::House;
use crate::people::{Known, Person, address, intent, now, word};
use crate::place::Place;
use crate::start::{change, number};
use crate::web::{self, Reply};
use portal_types::file::{ACCOUNT_MAX, FILE_MAX, FILES_MAX};
use std::net::SocketAddr;
use std::time::Duration;

const HOUR: i64 = 3_600_000;

/// Hours and days are the clock's: what is counted in one is not to be counted in the next.
async fn well_within_an_hour() {
    let left = HOUR - now() % HOUR;
    if left < 60_000 {
        tokio::time::sleep(Duration::from_millis(left.unsigned_abs() + 1)).await;
    }
}

/// What is refused is refused at both nodes with the same words; `wanted` stands in them.
async fn is_refused(nodes: [SocketAddr; 2], status: u16, wanted: &str, asks: impl AsyncFn(SocketAddr) -> Reply) {
    for node in nodes {
        let reply = asks(node).await;
        assert!(reply.status == status && reply.body.contains(wanted), "{wanted}: {} {}", reply.status, reply.body);
    }
}

/// The refusal of a file.
fn problem(word: &str) -> String {
    format!(r#"{{"Refused":{{"Invalid":[{{"field":"file","problem":{{"File":"{word}"}}}}]}}}}"#)
}

/// The file that was taken in.
fn file(reply: &Reply) -> String {
    assert_eq!(reply.status, 200, "{}", reply.body);
    let view: serde_json::Value = serde_json::from_str(&reply.body).unwrap();
    word(&view["file"])
}

/// Four files lie at one place, 25 MiB in all, and an account has 200 MiB (R-6.4), wherever each was put there.
pub async fn files_of_an_account_are_one_count(house: &House, place: &Place) {
    let House { a, b, jose, .. } = house;
    let (nodes, chart) = ([*a, *b], jose.chart.as_str());
    let new = [("patient", chart)];
    let mut lying = Vec::new();
    for n in 0..FILES_MAX {
        let reply = jose.puts(nodes[n % 2], &new, &format!("Day {n}")).await;
        lying.push(file(&reply));
    }
    is_refused(nodes, 422, &problem("too_many"), async |node| jose.puts(node, &new, "One more").await).await;
    // What is there already is the same file at both nodes, and takes nobody's place.
    for node in nodes {
        assert_eq!(file(&jose.puts(node, &new, "Day 0").await), lying[0]);
    }
    // Of two at one moment one finds room.
    jose.asks(*b, "/api/files/remove", &format!("file={}", lying[FILES_MAX - 1])).await;
    let (here, there) = tokio::join!(jose.puts(*a, &new, "This one"), jose.puts(*b, &new, "Or that one"));
    let (taken, refused) = if here.status == 200 { (here, there) } else { (there, here) };
    assert_eq!((taken.status, refused.body), (200, problem("too_many")));

    let visit = [("patient", chart), ("ask", "appointment")];
    for (n, (letter, bytes)) in [("a", FILE_MAX), ("b", FILE_MAX), ("c", 4 << 20)].into_iter().enumerate() {
        file(&jose.puts(nodes[n % 2], &visit, &letter.repeat(bytes)).await);
    }
    let more = "d".repeat((1 << 20) + 1);
    is_refused(nodes, 422, &problem("too_much"), async |node| jose.puts(node, &visit, &more).await).await;
    file(&jose.puts(*b, &visit, &more[1..]).await);

    // As if much had been sent before.
    let full = i64::try_from(ACCOUNT_MAX).unwrap() - 2;
    change(place, &format!("update accounts set file_bytes = {full} where patient_id = '{chart}'")).await;
    let referral = [("patient", chart), ("ask", "referral")];
    is_refused(nodes, 422, &problem("no_room"), async |node| jose.puts(node, &referral, "abc").await).await;
    file(&jose.puts(*a, &referral, "x").await);
    file(&jose.puts(*b, &referral, "y").await);
    is_refused(nodes, 422, &problem("no_room"), async |node| jose.puts(node, &referral, "z").await).await;
}

/// A code to a new contact is sent once a minute and six times (R-5.11), wherever it is asked for.
pub async fn codes_of_an_account_are_one_count(house: &House, known: &Known, place: &Place) {
    let nodes = [house.a, house.b];
    // What is changed here asks for a proof of the last ten minutes.
    let jose = known.at_home("patient", house.a).await;
    let asks = async |node: SocketAddr| {
        jose.call(node, "/api/security/begin-contact", "channel=email&email=jose.again%40example.org").await
    };
    for n in 0..6 {
        let reply = asks(nodes[n % 2]).await;
        assert_eq!(reply.status, 200, "{n}: {}", reply.body);
        is_refused(nodes, 429, r#"{"Refused":{"TooOften":{"seconds":"#, &asks).await;
        change(place, "update contact_checks set sent_at = sent_at - 61000").await;
    }
    is_refused(nodes, 429, r#"{"Refused":{"TooOften":{"seconds":86400}}}"#, &asks).await;
}

/// An account is sent five links to a new password a day, and an address asks ten such questions an hour (R-5.9).
pub async fn links_of_an_account_are_one_count(house: &House, known: &Known, place: &Place) {
    const FORGOT: &str = "/api/accounts/forgot-password";
    let nodes = [house.a, house.b];
    let links = format!(
        "select count(*) from recoveries r join accounts a on a.id = r.account_id where a.patient_id = '{}'",
        house.jose.chart
    );
    let hers = format!("username={}", known.username("patient"));
    well_within_an_hour().await;
    for n in 0..8 {
        let reply = web::call(nodes[n % 2], address(), "", FORGOT, &hers).await.unwrap();
        assert_eq!(reply.status, 200, "whether one was sent is told nobody: {}", reply.body);
    }
    assert_eq!(number(place, &links).await, 5);

    let from = address();
    let asks = async |node: SocketAddr| web::call(node, from, "", FORGOT, "username=nobody.at.all").await.unwrap();
    for n in 0..10 {
        assert_eq!(asks(nodes[n % 2]).await.status, 200);
    }
    is_refused(nodes, 429, "TooOften", &asks).await;
}

/// Somebody names ten people a day who are to act for him: each is written to.
pub async fn people_whom_an_account_names_are_one_count(house: &House, known: &Known) {
    let nodes = [house.a, house.b];
    let jose: Person = known.at_home("patient", house.b).await;
    let chart = jose.chart.as_str();
    let options = jose.asks(house.a, "/api/representatives/options", &format!("patient={chart}")).await;
    let practice = word(&options["practices"][0][0]);
    let names = async |node: SocketAddr, n: usize| {
        let letter = char::from(b'a' + n as u8);
        let form = format!(
            "patient={chart}&given=June&family=Rivera{letter}&born_month=5&born_day=17&born_year=1980&channel=email\
             &email=june.{letter}%40example.org&practice={practice}&rights[0]=allergies.read&intent={}",
            intent()
        );
        jose.call(node, "/api/representatives/start", &form).await
    };
    well_within_an_hour().await;
    for n in 0..10 {
        let reply = names(nodes[n % 2], n).await;
        assert_eq!(reply.status, 200, "{n}: {}", reply.body);
    }
    is_refused(nodes, 429, "TooOften", async |node| names(node, 10).await).await;
}

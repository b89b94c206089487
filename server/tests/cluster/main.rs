//! Two server processes on one PostgreSQL are one portal: what is done at one is heard at the other within a second,
//! counts there, and is done once.
//!
//! `LINDEN_TEST_POSTGRES` names the PostgreSQL server; without it the test says so.
//!
//! What is each node's own: the budgets of an address (`http/src/limits.rs`), which keep a node from being flooded, so
//! that an address has each of them once at every node; the lines in which passwords wait to be hashed; how many files are
//! sent at one time (`http/src/upload.rs`); and the streams that are open at it. What guards a secret (the ladder of,
//! the hours of ), what an account may have or ask for (`limits`), sessions, rights and intents are in the database.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod hearing;
mod limits;
mod node;
mod people;
#[path = "../crash/place.rs"]
#[expect(dead_code, reason = "two nodes need PostgreSQL: nobody makes a place with SQLite here")]
mod place;
mod rights;
mod secrets;
mod start;
mod stream;
#[path = "../crash/web.rs"]
mod web;

use node::Node;
use people::{Known, Person};
use place::Place;
use std::net::SocketAddr;

/// Both nodes, and who is at home or at a desk. They have signed in at one node; the session is good at both.
struct House {
    a: SocketAddr,
    b: SocketAddr,
    jose: Person,
    maya: Person,
    /// Acts for Maya, who is a teen, and for a child.
    daniel: Person,
    /// Answers José's practice.
    nadia: Person,
    /// Answers the children's.
    kofi: Person,
}

/// One test, for the clinic is filled once: each part says what it is about.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_on_one_database_are_one_portal() {
    let Some(mut place) = Place::postgres().await else {
        place::say("skipped: no PostgreSQL");
        return;
    };
    start::both_come_up_on_an_empty_database(&place).await;

    place.start().await;
    let mut other = Node::begin(&place, "demo");
    other.answers().await;
    start::both_listen(&place).await;
    let (a, b) = (place.address, other.address);
    let known = Known::read(&place);
    rights::ending_sessions_ends_a_stream_at_the_other_node(&known, a, b).await;

    let house = House {
        a,
        b,
        jose: known.at_home("patient", a).await,
        maya: known.at_home("teen", a).await,
        daniel: known.at_home("representative", a).await,
        nadia: known.at_a_desk("n.castellanos", a).await,
        kofi: known.at_a_desk("k.lindqvist", a).await,
    };
    hearing::an_answer_is_heard_at_the_other_node(&house).await;
    hearing::an_ask_is_heard_at_the_other_node_and_made_once(&house).await;
    rights::who_is_set_aside_hears_nothing_more_at_the_other_node(&house).await;
    secrets::wrong_passwords_climb_one_ladder(&house, &known).await;
    secrets::wrong_codes_of_an_address_are_one_count(&house).await;
    limits::files_of_an_account_are_one_count(&house, &place).await;
    limits::codes_of_an_account_are_one_count(&house, &known, &place).await;
    limits::people_whom_an_account_names_are_one_count(&house, &known).await;
    limits::links_of_an_account_are_one_count(&house, &known, &place).await;

    other.end();
    place.kill().await;
    place.leave().await;
}

//! The rules of `RULES.md`, each by its number, and the designs they stand on. Refusals first.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod activation;
mod audit;
mod enrollment;
mod flow;
mod live;
mod matching;
mod messages;
mod minors;
mod notices;
mod passwords;
mod recovery;
mod requests;
mod sending;
mod sessions;
mod signing_in;
mod staff;

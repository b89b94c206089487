//! The rules of `RULES.md`, each by its number, and the designs they stand on. Refusals first.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod activation;
mod administration;
mod agreements;
mod at_one_moment;
mod audit;
mod chain;
mod closing;
mod enrollment;
mod enumeration;
mod flow;
mod front;
mod holidays;
mod live;
mod matching;
mod messages;
mod minors;
mod notices;
mod passkey_sign_in;
mod passkeys;
mod passwords;
mod practices;
mod recovery;
mod requests;
mod second_factor;
mod sending;
mod sessions;
mod signing_in;
mod staff;
mod support;
mod tickets;
mod tidying;

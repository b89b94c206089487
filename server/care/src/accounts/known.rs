//! Devices that somebody has signed in on, so that a stranger's guesses do not make their owner wait.
//!
//! What a device keeps is a cookie and nothing else: a random name of its own, and for each username that was signed in
//! with there a keyed hash of both. It proves that this browser was inside once, and opens nothing: it only gives the
//! device a count of its own. Who steals it has that one count to guess on.

use crate::{Portal, Visitor};

/// Usernames that one browser is known by: a family's shared one.
const PEOPLE: usize = 4;

/// Characters of a device's name: 128 random bits.
const NAME: usize = 22;

/// Characters of a hash: 96 bits.
const HASH: usize = 24;

fn hash(portal: &Portal, name: &str, username_key: &str) -> String {
    let mut hash = portal.outside().keys.name("known-device", &format!("{name} {username_key}"));
    hash.truncate(HASH);
    hash
}

/// The cookie, taken apart. What is not of its shape is none.
fn parts(cookie: &str) -> Option<(&str, Vec<&str>)> {
    let mut parts = cookie.split('.');
    let name = parts.next().filter(|name| name.len() == NAME)?;
    let hashes: Vec<&str> = parts.collect();
    hashes.iter().all(|hash| hash.len() == HASH).then_some((name, hashes))
}

/// The name of the visitor's device, if a username was signed in with on it.
pub(super) fn device<'a>(portal: &Portal, visitor: &'a Visitor, username_key: &str) -> Option<&'a str> {
    let (name, hashes) = parts(visitor.known.as_deref()?)?;
    let wanted = hash(portal, name, username_key);
    hashes.contains(&wanted.as_str()).then_some(name)
}

/// What the device keeps from now on: it was signed in on with this username. Of too many the oldest goes.
pub(crate) fn keep(portal: &Portal, visitor: &Visitor, username_key: &str) -> String {
    let before = visitor.known.as_deref().and_then(parts);
    let fresh;
    let (name, hashes) = match before {
        Some((name, hashes)) => (name, hashes),
        None => {
            fresh = data_encoding::BASE64URL_NOPAD.encode(&portal.outside().chance.bytes::<16>());
            (fresh.as_str(), Vec::new())
        }
    };
    let own = hash(portal, name, username_key);
    let others = hashes.into_iter().filter(|hash| *hash != own).take(PEOPLE - 1);
    std::iter::once(name).chain(std::iter::once(own.as_str())).chain(others).collect::<Vec<_>>().join(".")
}

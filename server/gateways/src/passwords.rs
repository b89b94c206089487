//! Password hashing: argon2id with a pepper, never more at once than there are cores.
//!
//! The cost is configured, never tuned by the machine itself, and never below OWASP's floor of 19 MiB and two passes.
//! A password is hashed for unknown usernames too, so that the time tells nothing.

use crate::Keys;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The cost of one hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashSettings {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
}

impl HashSettings {
    /// OWASP's floor: 19 MiB, two passes.
    pub const FLOOR: Self = Self { memory: 19 * 1024, passes: 2 };
    /// What is used unless the operator says otherwise: 64 MiB, two passes.
    pub const USUAL: Self = Self { memory: 64 * 1024, passes: 2 };

    /// These settings, raised to the floor where they are below it.
    pub fn at_least_floor(self) -> Self {
        Self { memory: self.memory.max(Self::FLOOR.memory), passes: self.passes.max(Self::FLOOR.passes) }
    }
}

/// Too many hashes wait already: the caller says "busy, try again".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overloaded;

/// At most this many wait for a turn, in each line.
const QUEUE: usize = 64;

/// So many are inside for each thread that hashes: while one hashes, the others write down what they try and what came
/// of it.
const INSIDE: usize = 2;

/// Seconds between two alerts.
const ALERT: u64 = 60;

/// In which line a password waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Anybody's.
    Strangers,
    /// That of devices on which somebody has signed in before: a flood of guesses does not fill it.
    Known,
}

/// Those who wait for one of a number of turns.
#[derive(Debug)]
struct Queue {
    free: Arc<Semaphore>,
    waiting: AtomicUsize,
}

/// Somebody waits. Dropped also when the asker goes away in the middle: a place in the queue is never lost.
struct Waits<'a>(&'a AtomicUsize);

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Queue {
    fn new(turns: usize) -> Self {
        Self { free: Arc::new(Semaphore::new(turns.max(1))), waiting: AtomicUsize::new(0) }
    }

    /// Waits for a turn, unless too many wait already.
    async fn turn(&self) -> Result<OwnedSemaphorePermit, Overloaded> {
        let before = self.waiting.fetch_add(1, Ordering::SeqCst);
        let _waits = Waits(&self.waiting);
        if before >= QUEUE {
            return Err(Overloaded);
        }
        self.free.clone().acquire_owned().await.map_err(|_| Overloaded)
    }
}

/// A lane: who may be inside at once, and the threads that hash.
#[derive(Debug)]
struct Line {
    inside: Queue,
    threads: Queue,
}

impl Line {
    fn new(threads: usize) -> Self {
        Self { inside: Queue::new(threads * INSIDE), threads: Queue::new(threads) }
    }
}

/// A place inside a lane, free again when it is dropped. Whoever tries a password takes one before anything is counted or
/// looked up, and keeps it until the answer is known: so a flood waits here, and not for the database's one writer, where
/// everybody else would stand behind it.
#[derive(Debug)]
#[must_use = "the place is free again when this is dropped"]
pub struct Place {
    lane: Lane,
    _permit: OwnedSemaphorePermit,
}

/// Hashes and verifies.
#[derive(Debug)]
pub struct Passwords {
    pepper: [u8; 32],
    settings: HashSettings,
    free: Line,
    known: Line,
    began: Instant,
    /// Seconds from `began` to the last alert, and one.
    alerted: AtomicU64,
    /// A hash nobody has the password of, for usernames that do not exist.
    nobody: String,
}

impl Passwords {
    /// With the pepper of the key file. `salt` and `nothing` make the hash for nobody.
    pub fn new(keys: &Keys, settings: HashSettings, cores: usize, salt: [u8; 16], nothing: [u8; 32]) -> Self {
        let settings = settings.at_least_floor();
        let pepper = keys.pepper();
        let nobody = hash_now(&pepper, settings, &nothing, &salt).unwrap_or_default();
        // One thread more than cores, so that who is known takes turns with the strangers and does not wait for them.
        let (free, known) = (Line::new(cores), Line::new(1));
        Self { pepper, settings, free, known, began: Instant::now(), alerted: AtomicU64::new(0), nobody }
    }

    fn line(&self, lane: Lane) -> &Line {
        match lane {
            Lane::Strangers => &self.free,
            Lane::Known => &self.known,
        }
    }

    /// Waits for a place inside a lane.
    pub async fn enter(&self, lane: Lane) -> Result<Place, Overloaded> {
        let permit = self.line(lane).inside.turn().await.inspect_err(|_| self.alert())?;
        Ok(Place { lane, _permit: permit })
    }

    /// Runs something costly on a thread of its own, a bounded number at once.
    async fn run<T: Send + 'static>(
        &self,
        lane: Lane,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Overloaded> {
        let permit = self.line(lane).threads.turn().await.inspect_err(|_| self.alert())?;
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            // Only now is the memory free again.
            drop(permit);
            done
        });
        done.await.map_err(|_| Overloaded)
    }

    /// Says that the line is full, once a minute: somebody tries passwords at many names, or the machine is too small.
    fn alert(&self) {
        let now = self.began.elapsed().as_secs() + 1;
        let last = self.alerted.load(Ordering::SeqCst);
        let due = last == 0 || now >= last + ALERT;
        if due && self.alerted.compare_exchange(last, now, Ordering::SeqCst, Ordering::SeqCst).is_ok() {
            tracing::warn!(
                "more passwords are tried than can be checked; devices that are known go on in a line of their own"
            );
        }
    }

    /// Hashes a new password or answer with a fresh salt.
    pub async fn hash(&self, password: &str, salt: [u8; 16]) -> Result<String, Overloaded> {
        let (pepper, settings, password) = (self.pepper, self.settings, password.to_owned());
        self.run(Lane::Strangers, move || hash_now(&pepper, settings, password.as_bytes(), &salt))
            .await?
            .ok_or(Overloaded)
    }

    /// Whether a password is the one of a stored hash, for somebody who is inside. Without a hash it costs the same and is
    /// always wrong.
    pub async fn verify(&self, password: &str, stored: Option<&str>, place: &Place) -> Result<bool, Overloaded> {
        let known = stored.is_some();
        let (pepper, password) = (self.pepper, password.to_owned());
        let stored = stored.unwrap_or(&self.nobody).to_owned();
        let right = self.run(place.lane, move || {
            let Ok(hash) = PasswordHash::new(&stored) else { return false };
            // Memory and passes are those of the stored hash.
            Argon2::new_with_secret(&pepper, Algorithm::Argon2id, Version::V0x13, Params::default())
                .is_ok_and(|argon2| argon2.verify_password(password.as_bytes(), &hash).is_ok())
        });
        Ok(right.await? && known)
    }

    /// Whether a stored hash was made with other settings than those now in force.
    pub fn is_outdated(&self, stored: &str) -> bool {
        let wanted = format!("$argon2id$v=19$m={},t={},p=1$", self.settings.memory, self.settings.passes);
        !stored.starts_with(&wanted)
    }
}

fn hash_now(pepper: &[u8; 32], settings: HashSettings, password: &[u8], salt: &[u8; 16]) -> Option<String> {
    let params = Params::new(settings.memory, settings.passes, 1, None).ok()?;
    let argon2 = Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params).ok()?;
    Some(argon2.hash_password_with_salt(password, salt).ok()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn passwords() -> Arc<Passwords> {
        let keys = Keys::from_master(&[7; 32]);
        Arc::new(Passwords::new(&keys, HashSettings::FLOOR, 1, [1; 16], [2; 32]))
    }

    async fn inside(passwords: &Passwords, lane: Lane) -> Vec<Place> {
        let mut places = Vec::new();
        for _ in 0..INSIDE {
            places.push(passwords.enter(lane).await.unwrap());
        }
        places
    }

    #[tokio::test]
    async fn r_5_4_a_flood_waits_outside_and_leaves_the_other_lane_free() {
        let passwords = passwords();
        let places = inside(&passwords, Lane::Strangers).await;
        let waiting: Vec<_> = (0..QUEUE)
            .map(|_| {
                let passwords = passwords.clone();
                tokio::spawn(async move { passwords.enter(Lane::Strangers).await })
            })
            .collect();
        while passwords.free.inside.waiting.load(Ordering::SeqCst) < QUEUE {
            tokio::task::yield_now().await;
        }
        assert_eq!(passwords.enter(Lane::Strangers).await.unwrap_err(), Overloaded);
        let known = passwords.enter(Lane::Known).await.unwrap();
        assert!(!passwords.verify("a password", None, &known).await.unwrap());
        drop(places);
        for waits in waiting {
            assert!(waits.await.unwrap().is_ok(), "each gets in when another leaves");
        }
    }

    #[tokio::test]
    async fn whoever_goes_away_while_waiting_leaves_no_place_taken() {
        let passwords = passwords();
        let places = inside(&passwords, Lane::Strangers).await;
        for _ in 0..2 * QUEUE {
            let gone = tokio::time::timeout(Duration::ZERO, passwords.enter(Lane::Strangers)).await;
            assert!(gone.is_err(), "waits, and is not refused");
        }
        drop(places);
        assert!(passwords.enter(Lane::Strangers).await.is_ok());
    }
}

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
use tokio::sync::Semaphore;

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

/// At most this many wait for a free thread, in each line.
const QUEUE: usize = 64;

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

/// Those who wait for a thread, and how many threads there are.
#[derive(Debug)]
struct Line {
    free: Arc<Semaphore>,
    waiting: AtomicUsize,
}

impl Line {
    fn new(threads: usize) -> Self {
        Self { free: Arc::new(Semaphore::new(threads.max(1))), waiting: AtomicUsize::new(0) }
    }
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

    /// Runs something costly on a thread of its own, a bounded number at once.
    async fn run<T: Send + 'static>(
        &self,
        lane: Lane,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Overloaded> {
        let line = match lane {
            Lane::Strangers => &self.free,
            Lane::Known => &self.known,
        };
        if line.waiting.fetch_add(1, Ordering::SeqCst) >= QUEUE {
            line.waiting.fetch_sub(1, Ordering::SeqCst);
            self.alert();
            return Err(Overloaded);
        }
        let permit = line.free.clone().acquire_owned().await;
        line.waiting.fetch_sub(1, Ordering::SeqCst);
        let permit = permit.map_err(|_| Overloaded)?;
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

    /// Whether a password is the one of a stored hash. Without a hash it costs the same and is always wrong.
    pub async fn verify(&self, password: &str, stored: Option<&str>, lane: Lane) -> Result<bool, Overloaded> {
        let known = stored.is_some();
        let (pepper, password) = (self.pepper, password.to_owned());
        let stored = stored.unwrap_or(&self.nobody).to_owned();
        let right = self.run(lane, move || {
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

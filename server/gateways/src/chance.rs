//! Chance: ids, tokens and codes.

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

/// One generator for everything the portal draws.
#[derive(Debug)]
pub struct Chance(Mutex<ChaCha20Rng>);

impl Chance {
    /// Seeded by the operating system.
    pub fn from_system() -> Result<Self, rand::rngs::SysError> {
        Ok(Self(Mutex::new(ChaCha20Rng::try_from_rng(&mut rand::rngs::SysRng)?)))
    }

    /// The same draws every time, for tests.
    pub fn seeded(seed: u64) -> Self {
        Self(Mutex::new(ChaCha20Rng::seed_from_u64(seed)))
    }

    fn draw<T>(&self, draw: impl FnOnce(&mut ChaCha20Rng) -> T) -> T {
        draw(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// So many random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        self.draw(|rng| {
            let mut bytes = [0; N];
            rng.fill_bytes(&mut bytes);
            bytes
        })
    }

    /// A UUID version 7: the time first, so that rows of one time lie together. A name, never a secret.
    pub fn id(&self, now: i64) -> Uuid {
        let random: [u8; 10] = self.bytes();
        uuid::Builder::from_unix_timestamp_millis(now.max(0).cast_unsigned(), &random).into_uuid()
    }

    /// A code of so many decimal digits, each value as likely as any other.
    pub fn digits(&self, count: usize) -> String {
        self.draw(|rng| (0..count).map(|_| char::from(b'0' + rng.random_range(0..10u8))).collect())
    }
}

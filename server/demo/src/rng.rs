//! Chance with a seed: one stream per subject, so that a patient is the same whoever else is generated.

use std::fmt::Write as _;

use rand::{Rng as _, RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha12Rng;

/// A seeded stream of numbers and ids. Two streams of different scope or index never share a draw.
pub(crate) struct Chance {
    stream: ChaCha12Rng,
}

impl Chance {
    /// The stream of one subject: `scope` says what it is ("family/mother"), `index` which one of its kind.
    pub(crate) fn new(seed: u64, scope: &str, index: u32) -> Self {
        let mut key = [0_u8; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8..16].copy_from_slice(&fnv1a(scope).to_le_bytes());
        key[16..20].copy_from_slice(&index.to_le_bytes());
        Self { stream: ChaCha12Rng::from_seed(key) }
    }

    /// The next id: version 4 and variant bits over sixteen bytes of the stream.
    pub(crate) fn uuid(&mut self) -> String {
        let mut bytes = [0_u8; 16];
        self.stream.fill_bytes(&mut bytes);
        bytes[6] = (bytes[6] & 0x0f) | 0x40;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        let mut text = String::with_capacity(36);
        for (place, byte) in bytes.iter().enumerate() {
            if matches!(place, 4 | 6 | 8 | 10) {
                text.push('-');
            }
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }

    /// A whole number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        self.stream.random_range(low..=high)
    }

    /// A number from `low` up to `high`.
    pub(crate) fn real(&mut self, low: f64, high: f64) -> f64 {
        self.stream.random_range(low..high)
    }

    /// A bell-shaped number around `mean` that never strays further than twice `spread`.
    ///
    /// Four uniform draws instead of logarithms: the same bits on every platform.
    pub(crate) fn around(&mut self, mean: f64, spread: f64) -> f64 {
        let sum: f64 = (0..4).map(|_| self.real(-0.5, 0.5)).sum();
        mean + sum * spread
    }

    /// True with probability `p`.
    pub(crate) fn happens(&mut self, p: f64) -> bool {
        self.stream.random_bool(p.clamp(0.0, 1.0))
    }

    /// One of `choices`, which must not be empty.
    pub(crate) fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        let last = choices.len().saturating_sub(1);
        let place = self.between(0, i64::try_from(last).unwrap_or(0));
        choices[usize::try_from(place).unwrap_or(0)]
    }
}

/// FNV-1a, 64 bits: spreads scope names; nothing here is secret.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn ids_are_v4_shaped_and_repeat() {
        let first = Chance::new(7, "a", 0).uuid();
        assert_eq!(first, Chance::new(7, "a", 0).uuid());
        assert_ne!(first, Chance::new(7, "a", 1).uuid());
        assert_ne!(first, Chance::new(7, "b", 0).uuid());
        assert_ne!(first, Chance::new(8, "a", 0).uuid());
        assert_eq!(first.len(), 36);
        assert_eq!(&first[14..15], "4");
        assert!(matches!(&first[19..20], "8" | "9" | "a" | "b"));
    }

    #[test]
    fn numbers_keep_their_bounds() {
        let mut chance = Chance::new(1, "bounds", 0);
        for _ in 0..1000 {
            assert!((3..=5).contains(&chance.between(3, 5)));
            let value = chance.around(10.0, 2.0);
            assert!((6.0..=14.0).contains(&value));
        }
    }
}

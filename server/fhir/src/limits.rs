//! Looking at a file before working on it: how long it is and how deep it nests.

use crate::{Fault, What};
use std::io::Read;

/// What a file may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file.
    pub bytes: u64,
    /// Levels of nesting. Must stay below the 128 that the JSON parser itself allows.
    pub depth: usize,
    /// Entries of a bundle.
    pub entries: usize,
    /// Values (texts, numbers, lists ...) of one resource.
    pub values: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 256 << 20, depth: 100, entries: 500_000, values: 1_000_000 }
    }
}

const CHUNK: usize = 64 << 10;

/// Reads a file into memory, and stops as soon as it is too long or nests too deep: a file of nothing but brackets
/// is refused with its first chunk.
pub(crate) fn slurp(mut source: impl Read, limits: &Limits) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let mut nesting = Nesting::default();
    loop {
        let start = bytes.len();
        let got = source
            .by_ref()
            .take(CHUNK as u64)
            .read_to_end(&mut bytes)
            .map_err(|e| Fault::new("the file", What::Unreadable(e.kind())))?;
        if got == 0 {
            return Ok(bytes);
        }
        if bytes.len() as u64 > limits.bytes {
            return Err(Fault::new("the file", What::TooLarge(limits.bytes >> 20)));
        }
        if let Some(at) = nesting.look(&bytes[start..], limits.depth) {
            return Err(Fault::new(format!("byte {}", start + at + 1), What::TooDeep(limits.depth)));
        }
    }
}

/// How deep the text nests so far. Brackets inside strings do not count.
#[derive(Default)]
struct Nesting {
    depth: usize,
    quoted: bool,
    escaped: bool,
}

impl Nesting {
    /// Where the next piece passes the depth, if it does.
    fn look(&mut self, piece: &[u8], most: usize) -> Option<usize> {
        for (at, byte) in piece.iter().enumerate() {
            if self.quoted {
                match byte {
                    _ if self.escaped => self.escaped = false,
                    b'\\' => self.escaped = true,
                    b'"' => self.quoted = false,
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => self.quoted = true,
                b'[' | b'{' => {
                    self.depth += 1;
                    if self.depth > most {
                        return Some(at);
                    }
                }
                b']' | b'}' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endless_brackets_are_refused_with_the_first_chunk() {
        struct Brackets(u64);
        impl Read for Brackets {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                buffer.fill(b'[');
                self.0 += buffer.len() as u64;
                assert!(self.0 < 1 << 20, "reads on after it could have known");
                Ok(buffer.len())
            }
        }
        let fault = slurp(Brackets(0), &Limits::default()).unwrap_err();
        assert_eq!(fault, Fault::new("byte 101", What::TooDeep(100)));
    }

    #[test]
    fn brackets_in_strings_and_after_escapes_do_not_count() {
        let text = format!(r#"{{"a":"{}\"{}"}}"#, "[".repeat(500), "{".repeat(500));
        assert!(slurp(text.as_bytes(), &Limits::default()).is_ok());
    }

    #[test]
    fn a_file_may_be_as_long_as_the_limit_and_no_longer() {
        let limits = Limits { bytes: 2 << 20, ..Limits::default() };
        assert!(slurp(std::io::repeat(b' ').take(2 << 20), &limits).is_ok());
        let fault = slurp(std::io::repeat(b' '), &limits).unwrap_err();
        assert_eq!(fault.what, What::TooLarge(2));
    }
}

//! Codes that people type: activation codes, request numbers and recovery links.
//!
//! All are written in Crockford's base 32: no I, L, O and U, so that nothing is mistaken for a digit; small letters,
//! spaces and hyphens do not count. The last character checks the others: one wrong character, or two neighbours
//! changed round, is noticed before anybody is asked.

use crate::field::Problem;
use serde::{Deserialize, Serialize};

/// Crockford's alphabet.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters of an activation code, the last one checking (R-2.12: 45 bits).
pub const ACTIVATION_CHARS: usize = 10;

/// Characters of a link's code as it may be typed: 125 random bits and a checking character.
pub const LINK_CHARS: usize = 26;

/// Times x in the field of 32 elements (x^5 + x^2 + 1).
fn times_x(value: u8) -> u8 {
    let shifted = value << 1;
    if shifted & 0b10_0000 != 0 { (shifted ^ 0b10_0101) & 0b1_1111 } else { shifted }
}

/// The value that makes the weighted sum zero. Weights are powers of x: a single difference never cancels out, and nor
/// does a change of neighbours.
fn check_value(values: &[u8]) -> u8 {
    values.iter().fold(0, |sum, value| times_x(sum ^ value))
}

fn value_of(character: char) -> Option<u8> {
    let plain = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().position(|c| char::from(*c) == plain).and_then(|at| u8::try_from(at).ok())
}

/// Reads a code of so many characters; `None` if it cannot be one.
fn read(raw: &str, chars: usize) -> Option<String> {
    let values: Vec<u8> =
        raw.chars().filter(|c| !c.is_whitespace() && *c != '-').map(value_of).collect::<Option<_>>()?;
    let (check, rest) = values.split_last()?;
    let right = values.len() == chars && *check == check_value(rest);
    right.then(|| values.iter().map(|v| char::from(ALPHABET[usize::from(*v)])).collect())
}

/// Writes random bytes as a code: the low five bits of each, and the checking character.
fn write(random: &[u8]) -> String {
    let mut values: Vec<u8> = random.iter().map(|byte| byte & 0b1_1111).collect();
    values.push(check_value(&values));
    values.into_iter().map(|v| char::from(ALPHABET[usize::from(v)])).collect()
}

/// In groups of five, as it is printed and read aloud.
fn groups(code: &str) -> String {
    let groups: Vec<&str> = code.as_bytes().chunks(5).filter_map(|chunk| std::str::from_utf8(chunk).ok()).collect();
    groups.join("-")
}

/// A code of ten characters: an activation code, or the number of a request.
///
/// An activation code is never an authentication factor: it is worth something only with a birth date, once, for a
/// time. Has no `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ActivationCode(String);

impl ActivationCode {
    /// From nine random bytes.
    pub fn draw(random: [u8; ACTIVATION_CHARS - 1]) -> Self {
        Self(write(&random))
    }

    /// Reads what was typed. What is something else is called by its name.
    pub fn parse(raw: &str) -> Result<Self, Problem> {
        let typed = raw.trim();
        if typed.is_empty() {
            return Err(Problem::Missing);
        }
        read(typed, ACTIVATION_CHARS).map(Self).ok_or_else(|| mistaken_for(typed))
    }

    /// The ten characters.
    pub fn plain(&self) -> &str {
        &self.0
    }

    /// As it is printed: `7KQ2M-9XW4D`.
    pub fn printed(&self) -> String {
        groups(&self.0)
    }
}

impl From<ActivationCode> for String {
    fn from(code: ActivationCode) -> Self {
        code.0
    }
}

impl TryFrom<String> for ActivationCode {
    type Error = &'static str;
    fn try_from(raw: String) -> Result<Self, Self::Error> {
        Self::parse(&raw).map_err(|_| "not a code")
    }
}

/// What somebody has probably typed in place of an activation code.
fn mistaken_for(typed: &str) -> Problem {
    let bare: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let digits = bare.bytes().all(|b| b.is_ascii_digit());
    let record = typed.to_ascii_uppercase().starts_with("MRN");
    if digits && bare.len() == crate::field::CHECK_CODE_DIGITS {
        Problem::IsCheckCode
    } else if record || (digits && bare.len() >= 5) {
        Problem::IsRecordNumber
    } else if bare.chars().count() > ACTIVATION_CHARS + 2 || bare.chars().any(|c| !c.is_ascii_alphanumeric()) {
        Problem::IsPassword
    } else {
        Problem::NotACode
    }
}

/// The secret of a mailed link, of 125 random bits. It travels in the part of the address that browsers do not send, and
/// can be typed where that does not work. Has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkCode(String);

impl LinkCode {
    /// From 25 random bytes.
    pub fn draw(random: [u8; LINK_CHARS - 1]) -> Self {
        Self(write(&random))
    }

    /// Reads what was typed or came with the link.
    pub fn parse(raw: &str) -> Result<Self, Problem> {
        if raw.trim().is_empty() {
            return Err(Problem::Missing);
        }
        read(raw, LINK_CHARS).map(Self).ok_or(Problem::NotACode)
    }

    /// The characters.
    pub fn plain(&self) -> &str {
        &self.0
    }

    /// In groups of five.
    pub fn printed(&self) -> String {
        groups(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(seed: u8) -> ActivationCode {
        ActivationCode::draw(std::array::from_fn(|n| seed.wrapping_mul(31).wrapping_add(n as u8 * 7)))
    }

    #[test]
    fn r_2_12_a_code_is_ten_characters_and_reads_however_it_is_typed() {
        let code = code(5);
        assert_eq!(code.plain().len(), 10);
        let printed = code.printed();
        assert_eq!(printed.len(), 11);
        for typed in [printed.clone(), printed.to_lowercase(), printed.replace('-', " "), format!("  {printed} ")] {
            assert!(ActivationCode::parse(&typed).ok() == Some(code.clone()), "{typed}");
        }
        let look_alike = printed.replace('0', "O").replace('1', "l");
        assert!(ActivationCode::parse(&look_alike).ok() == Some(code));
    }

    #[test]
    fn r_2_12_one_wrong_character_or_two_changed_round_are_noticed() {
        for seed in 0..20 {
            let code = code(seed);
            let characters: Vec<char> = code.plain().chars().collect();
            for at in 0..characters.len() {
                for other in ALPHABET.iter().map(|c| char::from(*c)).filter(|c| *c != characters[at]) {
                    let mut typed = characters.clone();
                    typed[at] = other;
                    assert!(ActivationCode::parse(&typed.iter().collect::<String>()).is_err());
                }
                if at + 1 < characters.len() && characters[at] != characters[at + 1] {
                    let mut typed = characters.clone();
                    typed.swap(at, at + 1);
                    assert!(ActivationCode::parse(&typed.iter().collect::<String>()).is_err());
                }
            }
        }
    }

    #[test]
    fn r_2_10_what_is_something_else_is_called_by_its_name() {
        for (typed, problem) in [
            ("", Problem::Missing),
            ("MRN-123456", Problem::IsRecordNumber),
            ("0012345", Problem::IsRecordNumber),
            ("12345678", Problem::IsCheckCode),
            ("1234 5678", Problem::IsCheckCode),
            ("purple kettle over the bridge", Problem::IsPassword),
            ("Tr0ub4dor&3", Problem::IsPassword),
            ("7KQ2M", Problem::NotACode),
            ("ABCDEFGHJK", Problem::NotACode),
        ] {
            assert_eq!(ActivationCode::parse(typed).err(), Some(problem), "{typed}");
        }
    }

    #[test]
    fn a_link_s_code_can_be_typed() {
        let code = LinkCode::draw(std::array::from_fn(|n| (n as u8).wrapping_mul(11)));
        assert_eq!(code.plain().len(), LINK_CHARS);
        assert!(LinkCode::parse(&code.printed().to_lowercase()).ok() == Some(code));
        assert!(LinkCode::parse("ABC").is_err());
    }
}

//! What somebody signs in with.

use super::{Problem, line};

/// A username of 6 to 64 characters without spaces.
pub fn username(raw: &str) -> Result<String, Problem> {
    let value = raw.trim();
    let length = value.chars().count();
    if length == 0 {
        Err(Problem::Missing)
    } else if length < 6 {
        Err(Problem::TooShort(6))
    } else if length > 64 {
        Err(Problem::TooLong(64))
    } else if value.chars().any(|c| c.is_whitespace() || c.is_control()) {
        Err(Problem::BadCharacter)
    } else {
        Ok(value.to_owned())
    }
}

/// Least length of a password that is the only factor, in characters after NFC.
pub const PASSWORD_MIN: u32 = 15;
/// Most characters of a password.
pub const PASSWORD_MAX: u32 = 128;

/// A new password: 15 to 128 characters, any Unicode, no composition rules. The server brings it into NFC
/// before it counts; the list of common ones is the server's too.
pub fn new_password(raw: &str) -> Result<String, Problem> {
    let length = raw.chars().count() as u32;
    if length == 0 {
        Err(Problem::Missing)
    } else if length < PASSWORD_MIN {
        Err(Problem::TooShort(PASSWORD_MIN))
    } else if length > PASSWORD_MAX {
        Err(Problem::TooLong(PASSWORD_MAX))
    } else {
        Ok(raw.to_owned())
    }
}

/// Digits in a one-time check code: 8, that is 26 bits.
pub const CHECK_CODE_DIGITS: usize = 8;

/// A one-time check code; spaces and hyphens do not count.
pub fn check_code(raw: &str) -> Result<String, Problem> {
    let digits: String = raw.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if digits.is_empty() {
        Err(Problem::Missing)
    } else if digits.len() == CHECK_CODE_DIGITS && digits.bytes().all(|b| b.is_ascii_digit()) {
        Ok(digits)
    } else {
        Err(Problem::WrongCode)
    }
}

/// A security answer of 3 to 100 characters. Compared by [`name_key`](super::name_key), so case and accents do not count
///
pub fn security_answer(raw: &str) -> Result<String, Problem> {
    let value = line(raw, 3, 100)?;
    if value.chars().filter(|c| c.is_alphanumeric()).count() < 3 { Err(Problem::TooShort(3)) } else { Ok(value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_with_spaces_and_hyphens() {
        assert_eq!(check_code(" 1234-5678 "), Ok("12345678".into()));
        assert_eq!(check_code(""), Err(Problem::Missing));
        for bad in ["1234567", "123456789", "1234567a", "１２３４５６７８"] {
            assert_eq!(check_code(bad), Err(Problem::WrongCode), "{bad}");
        }
    }
}

//! What can be wrong with a field, and the parsers that say so.
//!
//! A parser takes what was typed and returns a clean value or a [`Problem`]. Problems are codes; the sentence
//! a person reads is chosen from `words` by the page. Nothing here keeps or prints what was typed.

use crate::day::Day;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// What is wrong with one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Problem {
    /// Nothing was entered.
    Missing,
    /// Fewer characters than the least.
    TooShort(u32),
    /// More characters than the most.
    TooLong(u32),
    /// Not a date of the calendar.
    NotADate,
    /// A date that has not come yet.
    InTheFuture,
    /// A date before 1900.
    TooLongAgo,
    /// Not an e-mail address.
    NotAnEmail,
    /// Not a phone number of ten digits.
    NotAPhone,
    /// Not a ZIP code of five digits.
    NotAZip,
    /// A character that this field does not take.
    BadCharacter,
    /// One of the choices must be taken.
    NotAChoice,
    /// The username belongs to another account.
    Taken,
    /// The password is on the list of common ones, or is made of the clinic's or the person's own words.
    TooCommon,
    /// The two values must differ.
    SameAsOther,
    /// The code is not right, or not any more.
    WrongCode,
    /// The box must be ticked to go on.
    NotAgreed,
}

/// A field's name in the form and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FieldProblem {
    /// The `name` of the input.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
}

impl FieldProblem {
    /// A problem of a named field.
    pub fn new(field: &str, problem: Problem) -> Self {
        Self { field: field.to_owned(), problem }
    }
}

/// Collects problems of several fields, so that a person sees all of them at once.
#[derive(Default, Debug)]
pub struct Problems(Vec<FieldProblem>);

impl Problems {
    /// Keeps the value, or notes the problem under the field's name.
    pub fn check<T>(&mut self, field: &str, parsed: Result<T, Problem>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(problem) => {
                self.0.push(FieldProblem::new(field, problem));
                None
            }
        }
    }

    /// All problems found, or none.
    pub fn into_result<T>(self, value: Option<T>) -> Result<T, Vec<FieldProblem>> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self.0),
        }
    }
}

/// White space trimmed and runs of it folded to one space.
fn tidy(raw: &str) -> String {
    raw.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One line of text between `min` and `max` characters.
fn line(raw: &str, min: u32, max: u32) -> Result<String, Problem> {
    let value = tidy(raw);
    let length = value.chars().count() as u32;
    if length == 0 {
        Err(Problem::Missing)
    } else if length < min {
        Err(Problem::TooShort(min))
    } else if length > max {
        Err(Problem::TooLong(max))
    } else if value.chars().any(char::is_control) {
        Err(Problem::BadCharacter)
    } else {
        Ok(value)
    }
}

/// A given or family name: 1 to 60 characters, any script.
pub fn person_name(raw: &str) -> Result<String, Problem> {
    let name = line(raw, 1, 60)?;
    if name.chars().any(|c| c.is_ascii_digit() || "<>@/\\{}[]".contains(c)) {
        Err(Problem::BadCharacter)
    } else {
        Ok(name)
    }
}

/// A name as compared: case, accents, spaces and punctuation do not count.
///
/// For the server: the tables behind it are 48 KB that no browser needs to load.
pub fn name_key(name: &str) -> String {
    name.nfkd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A birth date from three fields; `today` is the clinic's.
pub fn birth_date(year: &str, month: &str, day: &str, today: Day) -> Result<Day, Problem> {
    if year.trim().is_empty() && month.trim().is_empty() && day.trim().is_empty() {
        return Err(Problem::Missing);
    }
    let year = year.trim().parse().map_err(|_| Problem::NotADate)?;
    let month = month.trim().parse().map_err(|_| Problem::NotADate)?;
    let day = day.trim().parse().map_err(|_| Problem::NotADate)?;
    let date = Day::new(year, month, day).ok_or(Problem::NotADate)?;
    if date > today {
        Err(Problem::InTheFuture)
    } else if year < 1900 {
        Err(Problem::TooLongAgo)
    } else {
        Ok(date)
    }
}

/// Whole years of age on a day. Somebody born on 29 February has the birthday on 1 March in other years.
pub fn age_on(born: Day, day: Day) -> i16 {
    let had_birthday = (day.month(), day.day()) >= (born.month(), born.day());
    day.year() - born.year() - i16::from(!had_birthday)
}

/// A ZIP code of five digits; the four after a hyphen are read and dropped.
pub fn zip(raw: &str) -> Result<String, Problem> {
    let value = tidy(raw);
    if value.is_empty() {
        return Err(Problem::Missing);
    }
    let five = value.split('-').next().unwrap_or_default();
    if five.len() == 5 && five.bytes().all(|b| b.is_ascii_digit()) {
        Ok(five.to_owned())
    } else {
        Err(Problem::NotAZip)
    }
}

/// An e-mail address, lower-cased. The form is checked loosely: proof is the code sent to it.
pub fn email(raw: &str) -> Result<String, Problem> {
    let value = raw.trim().to_lowercase();
    if value.is_empty() {
        return Err(Problem::Missing);
    }
    if value.len() > 254 {
        return Err(Problem::TooLong(254));
    }
    let plain = value.bytes().all(|b| b.is_ascii_graphic() && !b"<>()[],;:\\\"".contains(&b));
    match value.split_once('@') {
        Some((local, host))
            if plain
                && !local.is_empty()
                && !host.contains('@')
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
                && !host.contains("..") =>
        {
            Ok(value)
        }
        _ => Err(Problem::NotAnEmail),
    }
}

/// A North American phone number as ten digits; a leading 1 or +1 is read and dropped.
pub fn phone(raw: &str) -> Result<String, Problem> {
    if raw.trim().is_empty() {
        return Err(Problem::Missing);
    }
    if raw.chars().any(|c| !(c.is_ascii_digit() || " -().+".contains(c))) {
        return Err(Problem::NotAPhone);
    }
    let digits: String = raw.chars().filter(char::is_ascii_digit).collect();
    let ten = if digits.len() == 11 && digits.starts_with('1') { &digits[1..] } else { &digits[..] };
    if ten.len() == 10 && !ten.starts_with(['0', '1']) { Ok(ten.to_owned()) } else { Err(Problem::NotAPhone) }
}

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

/// The form of a username that is unique: compatibility-normalised and lower-cased. For the server, like [`name_key`].
pub fn username_key(username: &str) -> String {
    username.trim().nfkc().flat_map(char::to_lowercase).collect()
}

/// Least length of a password that is the only factor, in characters after NFC.
pub const PASSWORD_MIN: u32 = 15;
/// Most characters of a password.
pub const PASSWORD_MAX: u32 = 128;

/// A password in NFC, as it is counted and hashed. For the server, like [`name_key`].
pub fn password_form(raw: &str) -> String {
    raw.nfc().collect()
}

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

/// A security answer of 3 to 100 characters. Compared by [`name_key`], so case and accents do not count.
pub fn security_answer(raw: &str) -> Result<String, Problem> {
    let value = line(raw, 3, 100)?;
    if value.chars().filter(|c| c.is_alphanumeric()).count() < 3 { Err(Problem::TooShort(3)) } else { Ok(value) }
}

/// A message subject: one line of 1 to 120 characters.
pub fn subject(raw: &str) -> Result<String, Problem> {
    line(raw, 1, 120)
}

/// Most characters in a message.
pub const BODY_MAX: u32 = 5_000;

/// A message body: 1 to 5,000 characters, line breaks kept, other control characters refused.
pub fn body(raw: &str) -> Result<String, Problem> {
    let value = raw.replace("\r\n", "\n");
    let value = value.trim();
    let length = value.chars().count() as u32;
    if length == 0 {
        Err(Problem::Missing)
    } else if length > BODY_MAX {
        Err(Problem::TooLong(BODY_MAX))
    } else if value.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        Err(Problem::BadCharacter)
    } else {
        Ok(value.to_owned())
    }
}

//! What can be wrong with a field, and the parsers that say so.
//!
//! A parser takes what was typed and returns a clean value or a [`Problem`]. Problems are codes; the sentence
//! a person reads is chosen from `words` by the page. Nothing here keeps or prints what was typed.

mod contacts;
mod days;
mod keys;
mod sign_in;

pub use contacts::{contact_key, email, phone, zip};
pub use days::{age_on, birth_date, day_in_parts, typed_date};
pub use keys::{fold, name_key, password_form, username_key};
pub use sign_in::{CHECK_CODE_DIGITS, PASSWORD_MAX, PASSWORD_MIN, check_code, new_password, security_answer, username};

use crate::file::FileProblem;
use serde::{Deserialize, Serialize};

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
    /// A date that is over.
    InThePast,
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
    /// The two entries must be the same.
    NotTheSame,
    /// Not an activation code, nor like anything else we know.
    NotACode,
    /// A medical record number in place of an activation code.
    IsRecordNumber,
    /// A password in place of an activation code.
    IsPassword,
    /// A check code in place of an activation code.
    IsCheckCode,
    /// A contact that a teen and who acts for her would have in common.
    SharedContact,
    /// Whoever reads there takes no messages of this person.
    Blocked,
    /// A file is not taken.
    File(FileProblem),
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

    /// Keeps what several fields make together, or notes all that is wrong with them.
    pub fn all<T>(&mut self, parsed: Result<T, Vec<FieldProblem>>) -> Option<T> {
        parsed.map_err(|problems| self.0.extend(problems)).ok()
    }

    /// All problems found, or none.
    pub fn into_result<T>(self, value: Option<T>) -> Result<T, Vec<FieldProblem>> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self.0),
        }
    }
}

/// What is wrong with the only field of a form that is judged.
pub fn alone<T>(field: &str, parsed: Result<T, Problem>) -> Result<(), Vec<FieldProblem>> {
    parsed.map(|_| ()).map_err(|problem| vec![FieldProblem::new(field, problem)])
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

/// A medical record number as people type it: letters, digits and hyphens, at most 40.
pub fn record_number(raw: &str) -> Result<String, Problem> {
    let value = tidy(raw);
    if value.is_empty() {
        Err(Problem::Missing)
    } else if value.chars().count() > 40 {
        Err(Problem::TooLong(40))
    } else if value.chars().all(|c| c.is_ascii_alphanumeric() || "-. /".contains(c)) {
        Ok(value)
    } else {
        Err(Problem::BadCharacter)
    }
}

/// A note of a desk: one paragraph of 1 to 1,000 characters.
pub fn note(raw: &str) -> Result<String, Problem> {
    let value = raw.trim();
    let length = value.chars().count() as u32;
    if length == 0 {
        Err(Problem::Missing)
    } else if length > 1_000 {
        Err(Problem::TooLong(1_000))
    } else if value.chars().any(|c| c.is_control() && c != '\n' && c != '\r' && c != '\t') {
        Err(Problem::BadCharacter)
    } else {
        Ok(value.to_owned())
    }
}

/// A long text of a desk, line breaks kept, with its own most.
pub fn long_text(raw: &str, most: u32) -> Result<String, Problem> {
    let value = raw.replace("\r\n", "\n");
    let value = value.trim();
    let length = value.chars().count() as u32;
    if length == 0 {
        Err(Problem::Missing)
    } else if length > most {
        Err(Problem::TooLong(most))
    } else if value.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        Err(Problem::BadCharacter)
    } else {
        Ok(value.to_owned())
    }
}

/// A label of a desk: one line, of 1 to 60 characters.
pub fn label(raw: &str) -> Result<String, Problem> {
    line(raw, 1, 60)
}

/// A message subject: one line of 1 to 120 characters.
pub fn subject(raw: &str) -> Result<String, Problem> {
    line(raw, 1, 120)
}

/// Most characters in a message.
pub const BODY_MAX: u32 = 5_000;

/// A message body: 1 to 5,000 characters, line breaks kept, other control characters refused.
pub fn body(raw: &str) -> Result<String, Problem> {
    long_text(raw, BODY_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_lines_and_no_other_control_characters() {
        assert_eq!(body(" One\r\n\r\ntwo\n "), Ok("One\n\ntwo".into()));
        assert_eq!(body("bell\u{7}"), Err(Problem::BadCharacter));
        assert_eq!(body(&"x".repeat(5_001)), Err(Problem::TooLong(5_000)));
        assert_eq!(subject(" two   words\n"), Ok("two words".into()));
    }
}

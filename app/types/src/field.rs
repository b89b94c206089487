//! What can be wrong with a field, and the parsers that say so.
//!
//! A parser takes what was typed and returns a clean value or a [`Problem`]. Problems are codes; the sentence
//! a person reads is chosen from `words` by the page. Nothing here keeps or prints what was typed.

use crate::day::Day;
use crate::file::FileProblem;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

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

/// Most characters of a word as it is looked for; what is longer is found by its beginning.
const WORD_MAX: usize = 64;

/// The words of a text as they are looked for, with one space between two: case, accents and punctuation do not count, and
/// whatever is neither letter nor digit parts words. For the server, like [`name_key`].
pub fn fold(text: &str) -> String {
    let plain: String = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        // Some letters become two when they are written small, the second a mark.
        .filter(|c| !is_combining_mark(*c))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words: Vec<String> = plain.split_whitespace().map(|word| word.chars().take(WORD_MAX).collect()).collect();
    words.join(" ")
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

/// A date from three fields, month first, that may all be empty.
pub fn day_in_parts(parts: [&str; 3]) -> Result<Option<Day>, Problem> {
    let [month, day, year] = parts.map(str::trim);
    if month.is_empty() && day.is_empty() && year.is_empty() {
        return Ok(None);
    }
    let year = year.parse().map_err(|_| Problem::NotADate)?;
    let month = month.parse().map_err(|_| Problem::NotADate)?;
    let day = day.parse().map_err(|_| Problem::NotADate)?;
    Day::new(year, month, day).map(Some).ok_or(Problem::NotADate)
}

/// A date as a desk types it: `5/17/1980`, `05-17-1980` or `1980-05-17`.
pub fn typed_date(raw: &str) -> Result<Day, Problem> {
    let parts: Vec<&str> = raw.trim().split(['/', '-', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let [a, b, c] = parts.as_slice() else { return Err(Problem::NotADate) };
    let [year, month, day] = if a.len() == 4 { [a, b, c] } else { [c, a, b] };
    let number = |text: &str| text.parse::<i16>().map_err(|_| Problem::NotADate);
    let small = |text: &str| text.parse::<u8>().map_err(|_| Problem::NotADate);
    if year.len() != 4 {
        return Err(Problem::NotADate);
    }
    Day::new(number(year)?, small(month)?, small(day)?).ok_or(Problem::NotADate)
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

/// A contact as compared with others: an address in lower case without what stands behind a "+" in its name, a phone
/// number as its ten digits. Two that lead to one inbox are one.
pub fn contact_key(contact: &str) -> String {
    match contact.trim().to_lowercase().split_once('@') {
        Some((name, host)) => format!("{}@{host}", name.split('+').next().unwrap_or_default()),
        None => phone(contact).unwrap_or_else(|_| tidy(contact)),
    }
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
    long_text(raw, BODY_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn r_2_1_age_counts_birthdays_and_29_february_has_its_on_1_march() {
        let born = day("2008-11-23");
        assert_eq!(age_on(born, day("2026-11-22")), 17);
        assert_eq!(age_on(born, day("2026-11-23")), 18);
        let leap = day("2008-02-29");
        assert_eq!(age_on(leap, day("2026-02-28")), 17);
        assert_eq!(age_on(leap, day("2026-03-01")), 18);
        assert_eq!(age_on(leap, day("2028-02-29")), 20);
        assert_eq!(age_on(born, born), 0);
    }

    #[test]
    fn birth_dates_are_dates_of_the_calendar_up_to_today() {
        let today = day("2026-11-23");
        let read = |year, month, day| birth_date(year, month, day, today);
        assert_eq!(read("", " ", ""), Err(Problem::Missing));
        for (year, month, day) in [
            ("1980", "", "5"),
            ("1980", "13", "1"),
            ("1981", "2", "29"),
            ("1980", "2", "30"),
            ("x", "1", "1"),
            ("1980", "-1", "1"),
        ] {
            assert_eq!(read(year, month, day), Err(Problem::NotADate), "{year}-{month}-{day}");
        }
        assert_eq!(read("2026", "11", "24"), Err(Problem::InTheFuture));
        assert_eq!(read("1899", "12", "31"), Err(Problem::TooLongAgo));
        assert_eq!(read(" 1980 ", "02", "29"), Ok(day("1980-02-29")));
        assert_eq!(read("2026", "11", "23"), Ok(today));
    }

    #[test]
    fn r_5_1_passwords_are_counted_in_characters_after_composition() {
        let fifteen = "e\u{301}".repeat(15);
        assert_eq!(new_password(&password_form(&fifteen)), Ok("é".repeat(15)));
        assert_eq!(new_password(&password_form(&"e\u{301}".repeat(14))), Err(Problem::TooShort(15)));
        assert_eq!(new_password(&"x".repeat(129)), Err(Problem::TooLong(128)));
        assert_eq!(new_password(&"🦦".repeat(128)), Ok("🦦".repeat(128)));
        assert_eq!(new_password(""), Err(Problem::Missing));
        assert_eq!(new_password("   fifteen   sp "), Ok("   fifteen   sp ".into()), "spaces are kept");
    }

    #[test]
    fn names_are_compared_without_case_accents_and_punctuation() {
        assert_eq!(name_key("José Ángel Núñez-Ríos"), "joseangelnunezrios");
        assert_eq!(name_key("O'Brien"), name_key("OBRIEN"));
        assert_eq!(name_key("ﬁne"), "fine");
        assert_ne!(name_key("Ana"), name_key("Anna"));
    }

    #[test]
    fn words_are_looked_for_without_case_accents_and_punctuation() {
        for (text, words) in [
            ("My  KNEE, (left)!", "my knee left"),
            ("¿Cuándo mañana?", "cuando manana"),
            ("O'Brien's X-ray", "o brien s x ray"),
            ("İstanbul ﬁne ½", "istanbul fine 1 2"),
            ("🦦 \"* OR a:b ^ {c}", "or a b c"),
            ("38.5°C\n\n2026-11-20", "38 5 c 2026 11 20"),
            (" \u{301} ", ""),
        ] {
            assert_eq!(fold(text), words, "{text}");
            assert_eq!(fold(&fold(text)), fold(text), "{text}");
        }
        assert_eq!(fold(&"x".repeat(500)), "x".repeat(64));
    }

    #[test]
    fn usernames_are_one_however_they_are_written() {
        assert_eq!(username_key(" River.Otter "), "river.otter");
        assert_eq!(username_key("ｒｉｖｅｒ"), "river");
        for key in ["river.otter", "straße.ß", "ǆungla", "ΑΣΑΣ"] {
            assert_eq!(username_key(&username_key(key)), username_key(key), "{key}");
        }
        assert_eq!(username("five5"), Err(Problem::TooShort(6)));
        assert_eq!(username("with space"), Err(Problem::BadCharacter));
        assert_eq!(username(" six666 "), Ok("six666".into()));
        assert_eq!(username(&"x".repeat(65)), Err(Problem::TooLong(64)));
    }

    #[test]
    fn contacts_are_read_leniently_and_kept_strictly() {
        assert_eq!(phone("+1 (413) 555-0199"), Ok("4135550199".into()));
        assert_eq!(phone("413.555.0199"), Ok("4135550199".into()));
        for bad in ["555-0199", "113-555-0199", "413-555-0199 x7", "abcdefghij", "413-555-01990"] {
            assert_eq!(phone(bad), Err(Problem::NotAPhone), "{bad}");
        }
        assert_eq!(email(" Ada@Example.ORG "), Ok("ada@example.org".into()));
        for bad in [
            "ada",
            "ada@example",
            "@example.org",
            "a@b@c.org",
            "a b@example.org",
            "a@example..org",
            "<a@example.org>",
            "a@.org",
        ] {
            assert_eq!(email(bad), Err(Problem::NotAnEmail), "{bad}");
        }
        assert_eq!(zip("01450-1234"), Ok("01450".into()));
        for bad in ["1450", "014500", "o1450"] {
            assert_eq!(zip(bad), Err(Problem::NotAZip), "{bad}");
        }
    }

    #[test]
    fn r_3_16_contacts_that_lead_to_one_inbox_are_one() {
        for one in ["ada@example.org", " Ada@Example.ORG", "ada+portal@example.org", "ada+@example.org"] {
            assert_eq!(contact_key(one), "ada@example.org", "{one}");
        }
        for one in ["4135550199", "+1 (413) 555-0199", "413.555.0199"] {
            assert_eq!(contact_key(one), "4135550199", "{one}");
        }
        assert_ne!(contact_key("ada@example.org"), contact_key("ada@example.com"));
        assert_eq!(contact_key(" x7  "), "x7", "what is neither is compared as it is");
    }

    #[test]
    fn codes_are_read_with_spaces_and_hyphens() {
        assert_eq!(check_code(" 1234-5678 "), Ok("12345678".into()));
        assert_eq!(check_code(""), Err(Problem::Missing));
        for bad in ["1234567", "123456789", "1234567a", "１２３４５６７８"] {
            assert_eq!(check_code(bad), Err(Problem::WrongCode), "{bad}");
        }
    }

    #[test]
    fn a_text_keeps_its_lines_and_no_other_control_characters() {
        assert_eq!(body(" One\r\n\r\ntwo\n "), Ok("One\n\ntwo".into()));
        assert_eq!(body("bell\u{7}"), Err(Problem::BadCharacter));
        assert_eq!(body(&"x".repeat(5_001)), Err(Problem::TooLong(5_000)));
        assert_eq!(subject(" two   words\n"), Ok("two words".into()));
    }
}

//! What was typed, in the form in which it is compared. All of it is for the server.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

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

/// The form of a username that is unique: compatibility-normalised and lower-cased. For the server, like [`name_key`].
pub fn username_key(username: &str) -> String {
    username.trim().nfkc().flat_map(char::to_lowercase).collect()
}

/// A password in NFC, as it is counted and hashed. For the server, like [`name_key`].
pub fn password_form(raw: &str) -> String {
    raw.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::{Problem, new_password, username};

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
    fn r_5_1_passwords_are_counted_in_characters_after_composition() {
        let fifteen = "e\u{301}".repeat(15);
        assert_eq!(new_password(&password_form(&fifteen)), Ok("é".repeat(15)));
        assert_eq!(new_password(&password_form(&"e\u{301}".repeat(14))), Err(Problem::TooShort(15)));
        assert_eq!(new_password(&"x".repeat(129)), Err(Problem::TooLong(128)));
        assert_eq!(new_password(&"🦦".repeat(128)), Ok("🦦".repeat(128)));
        assert_eq!(new_password(""), Err(Problem::Missing));
        assert_eq!(new_password("   fifteen   sp "), Ok("   fifteen   sp ".into()), "spaces are kept");
    }
}

//! Notices as they are sent. No page framework is needed for it: the server writes its mails with this.

use crate::words;
use portal_types::account::Lang;
use portal_types::notice::Letter;

/// A written notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The subject line, where the channel has one.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// Writes a notice in a language, in the clinic's name.
pub fn write(lang: Lang, letter: &Letter, clinic: &str) -> Written {
    let w = words(lang);
    let (subject, text) = match letter {
        Letter::EnrollCode { code } => {
            (w.letter_enroll_code_subject(clinic), w.letter_enroll_code(clinic, spaced(code)))
        }
        Letter::ContactCode { code } => {
            (w.letter_contact_code_subject(clinic), w.letter_contact_code(clinic, spaced(code)))
        }
        Letter::Enrolled => (w.letter_enrolled_subject(clinic), w.letter_enrolled(clinic)),
        Letter::WrongPasswords => (w.letter_wrong_passwords_subject(clinic), w.letter_wrong_passwords(clinic)),
        Letter::NewMessage => (w.letter_new_message_subject(clinic), w.letter_new_message(clinic)),
        Letter::EnrollmentRequest => (w.letter_request_subject(clinic), w.letter_request()),
    };
    Written { subject, text }
}

/// A code in groups of four, as people read it out.
fn spaced(code: &str) -> String {
    match code.split_at_checked(4) {
        Some((first, rest)) if !rest.is_empty() => format!("{first} {rest}"),
        _ => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_10_1_letters_say_nothing_about_health() {
        let all = [
            Letter::EnrollCode { code: "12345678".into() },
            Letter::ContactCode { code: "12345678".into() },
            Letter::Enrolled,
            Letter::WrongPasswords,
            Letter::NewMessage,
            Letter::EnrollmentRequest,
        ];
        for lang in Lang::ALL {
            for letter in &all {
                let Written { subject, text } = write(lang, letter, "Maple Valley Health");
                let said = format!("{subject} {text}").to_lowercase();
                for word in ["result", "cardio", "test", "doctor", "nurse", "resultado", "médic", "enferm", "medicina"]
                {
                    assert!(!said.contains(word), "{word}: {said}");
                }
            }
        }
    }

    #[test]
    fn r_10_6_a_letter_is_in_the_language_of_its_reader() {
        let english = write(Lang::En, &Letter::NewMessage, "X").text;
        let spanish = write(Lang::Es, &Letter::NewMessage, "X").text;
        assert!(english.contains("Sign in") && spanish.contains("Entre"), "{english} {spanish}");
    }
}

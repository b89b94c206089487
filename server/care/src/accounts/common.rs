//! Passwords that are too easy to guess: common ones, and those made of the person's or the clinic's words.

use portal_types::field::username_key;

/// Whether a password is one that guessing programs try early. No rule asks for digits or signs: only being
/// guessable counts.
pub(crate) fn is_common(password: &str, username: &str, clinic: &str) -> bool {
    let mut own: Vec<String> = vec![username_key(username), "linden".into(), "patient".into(), "portal".into()];
    own.extend(clinic.split_whitespace().map(username_key));
    if is_made_of(password, &own) {
        return true;
    }
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    // zxcvbn's scale: 3 is "safely unguessable", 10^8 to 10^10 guesses.
    zxcvbn::zxcvbn(password, &own).score() < zxcvbn::Score::Three
}

/// Whether next to nothing is left of a password without some words.
fn is_made_of(password: &str, words: &[String]) -> bool {
    let mut rest = username_key(password);
    for word in words.iter().filter(|word| word.chars().count() > 3) {
        rest = rest.replace(word.as_str(), " ");
    }
    rest.chars().filter(|c| !c.is_whitespace() && !c.is_ascii_punctuation()).count() < 4
}

#[cfg(test)]
mod tests {
    use super::is_common;

    #[test]
    fn r_5_1_common_passwords_are_refused_and_plain_sentences_are_not() {
        for easy in [
            "passwordpassword",
            "123456789012345",
            "aaaaaaaaaaaaaaaa",
            "qwertyuiopasdfgh",
            "river.otter.river.otter",
            "Maple Valley Health 1",
        ] {
            assert!(is_common(easy, "river.otter", "Maple Valley Health"), "{easy}");
        }
        for fine in ["purple kettle over the bridge", "mi abuela canta boleros", "twelve green bottles waltz"] {
            assert!(!is_common(fine, "river.otter", "Maple Valley Health"), "{fine}");
        }
    }
}
